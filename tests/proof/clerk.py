"""A clerk who writes off goods one text after another and says of each verb that it is done; what is wrong with the books then.

Every text has a place in one list, so that a verb may be tried again: it answers with what it came to the first time. Each
fifth takes back the entry before it. What the clerk said is what the books must hold, whatever happened in between.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.reports import tie_outs
from assistant.books.draft import DraftState
from assistant.wiring import bookkeeper, rules_reader
from assistant.workflow import Bookkeeper, Reader
from tests.proof.chance import drawn
from tests.syncing.bakery import CLIENT, DAY, NOON, OWNER, bakery
from tests.trail import broken_at

LIST = "the list"
GOODS = ("mugs dropped in the shop", "bowls broken in the shop yesterday", "plates smashed", "mugs cracked in the store room")
TAKES_BACK = 5

ENTRIES = text("SELECT seq, number, draft_id, sealed, reverses FROM entries WHERE client_id = :client ORDER BY seq")
UNBALANCED = text(
    "SELECT seq FROM lines WHERE client_id = :client GROUP BY client_id, seq"
    " HAVING sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0"
)
DRAFTS = text(
    "SELECT d.id, d.state, t.place, count(e.seq) AS entries FROM drafts d"
    " JOIN texts t ON t.client_id = d.client_id AND t.id = d.text_id"
    " LEFT JOIN entries e ON e.client_id = d.client_id AND e.draft_id = d.id"
    " WHERE d.client_id = :client GROUP BY d.client_id, d.id, d.state, d.n, t.place ORDER BY d.n"
)
TO_SEND = text("SELECT seq FROM outbox WHERE client_id = :client ORDER BY seq")
RESERVED = text(
    "SELECT DISTINCT s.draft_id FROM draft_stock s JOIN drafts d ON d.client_id = s.client_id AND d.id = s.draft_id"
    " WHERE s.client_id = :client AND d.state <> 'waiting'"
)
OPENED = ("posted", "reversed")


@dataclass(frozen=True, slots=True)
class Said:
    """What the clerk was told is done: place of the text, its draft, and its entry once it is posted."""

    place: int
    draft: str
    entry: str = ""


@dataclass
class Clerk:
    """`tell` hears of each verb once it is done, and not before."""

    store: SqlStore
    tell: Callable[[Said], None]
    reader: Reader = field(default_factory=rules_reader)
    desk: Bookkeeper = field(init=False)

    def __post_init__(self) -> None:
        self.desk = bookkeeper(self.store, self.reader)

    def work(self, place: int) -> None:
        """The text at this place of the list, to its entry."""
        self.approve(place, self.draft(place))

    def draft(self, place: int) -> str:
        read = self.desk.draft(CLIENT, self.words(place), by=OWNER, today=DAY, batch=LIST, place=place)
        (draft,) = read.drafts
        assert draft.state in (DraftState.WAITING, DraftState.POSTED, DraftState.REVERSED), (read.record.text, draft)
        self.tell(Said(place, draft.id))
        return draft.id

    def approve(self, place: int, draft: str) -> None:
        entry = self.desk.approve(CLIENT, draft, by=OWNER, today=DAY)
        self.tell(Said(place, draft, entry.number))

    def words(self, place: int) -> str:
        if place % TAKES_BACK == 0 and place:
            return f"reverse {number_at(place - 1)}, it was found whole"
        return f"{place % 7 + 1} {GOODS[drawn(0, place) % len(GOODS)]}"


def number_at(place: int) -> str:
    """Places are posted in order, without gaps, so that the number is known before."""
    return f"WO-{1001 + place}"


def opened(address: str, places: int) -> SqlStore:
    """The bakery, with stock enough for so many texts."""
    store = open_books(address)
    store.add_client(bakery(units=places // 20 + 1), by=OWNER, at=NOON)
    return store


def amiss(store: SqlStore, said: Sequence[Said], *, unsaid: int) -> list[str]:
    """What is lost, doubled, half or out of balance. `unsaid` verbs at most may be done without the clerk's having heard."""
    with store.client(CLIENT, reads=True) as transaction:
        found = list(_of_rows(transaction.connection, said, unsaid))
        found += transaction.sums_that_differ()
        events = transaction.events()
        if (broken := broken_at(CLIENT, events)) is not None:
            found.append(broken)
        posted = [event.subject for event in events if event.what == "entry.posted"]
        if posted != [number_at(n) for n in range(len(posted))]:
            found.append(f"the trail says these were posted: {posted}")
        if len(posted) != len(transaction.connection.execute(ENTRIES, {"client": CLIENT}).all()):
            found.append("the trail has not one event an entry")
        rows = tie_outs(transaction.books())
        found += [f"{row.account.key} is off its goods by {row.unexplained}" for row in rows if row.unexplained]
    return found


def _of_rows(connection: Connection, said: Sequence[Said], unsaid: int) -> Iterator[str]:
    of_client = {"client": CLIENT}
    entries, drafts = connection.execute(ENTRIES, of_client).all(), connection.execute(DRAFTS, of_client).all()
    for n, entry in enumerate(entries):
        if entry.number != number_at(n) or not entry.sealed:
            yield f"entry {n + 1} is {entry.number}{'' if entry.sealed else ', still open'}"
    for row in connection.execute(UNBALANCED, of_client):
        yield f"entry {row.seq} does not balance"
    if [row.seq for row in connection.execute(TO_SEND, of_client)] != [entry.seq for entry in entries]:
        yield "what is to go out is not what was posted"
    for row in connection.execute(RESERVED, of_client):
        yield f"{row.draft_id} holds stock back though it is done"
    if len({row.place for row in drafts}) != len(drafts):
        yield "a text was drafted twice"
    for row in drafts:
        if row.entries != (row.state in OPENED):
            yield f"{row.id} is {row.state} and has {row.entries} entries"
    of_draft, at_place = {entry.draft_id: entry.number for entry in entries}, {row.place: row.id for row in drafts}
    for each in said:
        if at_place.get(each.place) != each.draft:
            yield f"the draft of text {each.place} was {each.draft} and is {at_place.get(each.place)}"
        if each.entry and of_draft.get(each.draft) != each.entry:
            yield f"{each.draft} was posted as {each.entry} and is {of_draft.get(each.draft, 'nowhere')}"
    beyond = len(drafts) - len({each.draft for each in said}) + len(entries) - len({each.entry for each in said if each.entry})
    if beyond > unsaid:
        yield f"{beyond} drafts and entries are there that nobody was told of, and at most {unsaid} may be"
