"""The journal and the trail as lists show them: what is asked for, a row of each, and the sums beneath."""

from dataclasses import dataclass
from datetime import date, datetime

from assistant.books.audit import AuditEvent
from assistant.books.money import Money
from assistant.books.reasons import Kind, Reason


@dataclass(frozen=True, slots=True)
class EntryQuery:
    """Which entries, the last posted first. Dates include both days; `person` drafted or posted it; `words` stand in its number,
    memo or text, in whatever case. A page of `limit` (0: all) after the entry of the number `after`."""

    since: date | None = None
    until: date | None = None
    reason: Reason | None = None
    sub_reason: str = ""
    kind: Kind | None = None
    person: str = ""
    account: str = ""  # its key
    words: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A posted entry in a list. `amount` is its debits; `of_account` what it debits less what it credits to the account that was
    asked for, None where none was."""

    number: str
    entry_date: date
    kind: Kind
    reason: Reason
    sub_reason: str
    memo: str
    reverses: str
    reversed_by: tuple[str, ...]
    drafted_by: str
    posted_by: str
    posted_at: datetime | None
    amount: Money
    of_account: Money | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """A page of entries; `next` is the number to go on after, where there are more. `count`, `amount` and `of_account` are of all
    that were asked for, on whatever page."""

    rows: tuple[EntryRow, ...]
    next: str
    count: int
    amount: Money
    of_account: Money | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What entries are told apart by in these books: what a list of them can be filtered for."""

    kinds: tuple[Kind, ...] = ()
    reasons: tuple[Reason, ...] = ()
    sub_reasons: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()  # keys


@dataclass(frozen=True, slots=True)
class TrailQuery:
    """Which events, the latest first: of a person, of one kind (`what`), about one draft, text or entry, on or between days (of
    UTC). A page of `limit` (0: all) of those before event `before` (0: from the last)."""

    who: str = ""
    what: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None
    before: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of events; `next` is the place to go on before, 0 where there are no more. `count` is of all that were asked for."""

    rows: tuple[AuditEvent, ...]
    next: int
    count: int
