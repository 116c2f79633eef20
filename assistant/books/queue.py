"""What a person asks of the queue: whose drafts, under which tab, in which order, from where on."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from assistant.books.care import QueueLine
from assistant.errors import WrongUsage

RECENT = timedelta(days=30)  # how long what was settled is shown under Done
LARGEST = 2**63 - 1  # what a database keeps as a whole number
MOST_COUNTED = 1000  # drafts under a tab: beyond it, how many there are is not looked up for every page


class Tab(StrEnum):
    US = "us"  # waits for a person's decision
    ANSWER = "answer"  # waits for an answer to its question
    RESTING = "resting"  # somebody put it off until a day that has not come
    DONE = "done"  # settled within RECENT


class Order(StrEnum):
    SURE = "sure"  # least sure first
    AMOUNT = "amount"  # largest first
    AGE = "age"  # oldest first
    PERSON = "person"  # by who drafted it


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which drafts, and how many. A text left empty asks nothing.

    `clients` are those whose drafts are all shown; of those in `own` only what `person` drafted is. `cared_by` is who looks
    after them, '' nobody; None asks nothing. `least` and `most` bound the confidence, from 0.0 to 1.0. `words` are looked for
    in what a line shows. `after` is where to go on: the cursor of the last line shown. Done is always newest first.
    """

    today: date
    clients: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    person: str = ""
    tab: Tab = Tab.US
    order: Order = Order.SURE
    reason: str = ""
    kind: str = ""
    drafted_by: str = ""
    cared_by: str | None = None
    finding: str = ""
    least: float = 0.0
    most: float = 1.0
    words: str = ""
    draft: str = ""  # this one alone, under whichever tab it stands
    limit: int = 50
    after: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many drafts stand under each tab, and how many of those that wait for us each client has. A number above MOST_COUNTED
    says that there are more; then `waiting` is empty."""

    tabs: Mapping[Tab, int]
    waiting: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of a line in its order."""

    key: str | int | float | datetime
    client: str
    n: int


def cursor_of(query: QueueQuery, line: QueueLine) -> str:
    """Where the queue goes on after the line: a text that is safe in an address."""
    key: str | int | float = line.confidence
    if query.tab is Tab.DONE:
        key = line.settled_at.isoformat() if line.settled_at is not None else ""
    elif query.order is Order.AMOUNT:
        key = -line.amount.minor if line.amount is not None else 0
    elif query.order is Order.AGE:
        key = line.drafted_at.isoformat()
    elif query.order is Order.PERSON:
        key = line.drafted_by
    return urlsafe_b64encode(json.dumps([key, line.client, line.n]).encode()).decode().rstrip("=")


def read_cursor(query: QueueQuery) -> Cursor:
    """The cursor of the query. WrongUsage where the text is none of ours, or of another order, or holds what no database does."""
    moments = query.tab is Tab.DONE or query.order is Order.AGE
    try:
        key, client, n = json.loads(urlsafe_b64decode(query.after + "=" * (-len(query.after) % 4)))
        place = Cursor(datetime.fromisoformat(key).astimezone(UTC) if moments else key, client, n)
        known = (moments or _may_be(key, query.order)) and _is_text(client) and type(n) is int and 0 <= n <= LARGEST
    except (NotBase64, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise _unreadable() from error
    if not known:
        raise _unreadable()
    return place


def _may_be(key: object, order: Order) -> bool:
    """Whether a line may stand there in the order."""
    if order is Order.PERSON:
        return _is_text(key)
    if order is Order.AMOUNT:
        return type(key) is int and abs(key) <= LARGEST
    return isinstance(key, int | float) and not isinstance(key, bool) and 0 <= key <= 1


def _is_text(said: object) -> bool:
    """ValueError for characters that are none (half of a pair)."""
    return isinstance(said, str) and b"\0" not in said.encode()


def _unreadable() -> WrongUsage:
    return WrongUsage("The place to go on from cannot be read.", "Begin with the first page.", code="bad_cursor")
