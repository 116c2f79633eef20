"""Every sort of loss through the whole walk: which documents it becomes, and that both sides agree to the cent after each.

The table of documents is kept beside this module (documents.txt): a row for each case, with what its reversal becomes.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from assistant.adapters.sql.store import SqlStore, open_books
from assistant.books.entry import PostedEntry
from assistant.books.policy import StockKeptBy
from assistant.books.proposal import Event, Proposal, ReadingContext, Value, ValueRelation
from assistant.books.reasons import Kind, Reason
from assistant.readers.rules.answers import RulesAnswerReader
from assistant.syncing.run import Orders
from assistant.workflow import Bookkeeper
from tests.syncing.bakery import CLIENT, NOON, OWNER, usd
from tests.syncing.cases import RESERVES, Case, books, cases, read, rotated, taken_back, text_of
from tests.syncing.harness import Bench

TABLE = Path(__file__).with_name("documents.txt")
SHORT = {"InventoryAdjustment": "adjustment", "JournalEntry": "journal", "VendorCredit": "credit", "Task": "task"}


class Told:
    """A reader that knows already."""

    name = "told"
    event: Event

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        return read(self.event)


class Story:
    """Events told, approved and synced one after another, and after each what both sides hold compared."""

    def __init__(self, store: SqlStore) -> None:
        self.bench, self.reader, numbers = Bench(store).open(), Told(), count(1)
        self.keeper = Bookkeeper(store, self.reader, RulesAnswerReader(), self.bench.now, lambda: f"entry-{next(numbers)}")

    def post(self, event: Event) -> PostedEntry:
        self.reader.event = event
        (draft,) = self.keeper.draft(CLIENT, text_of(event), by=OWNER, today=self.bench.today).drafts
        return self.keeper.approve(CLIENT, draft.id, by=OWNER, today=self.bench.today)

    def sent(self, posted: PostedEntry) -> str:
        """The documents that QuickBooks has of it, in their order."""
        self.bench.sync(Orders(approved=(posted.number,)), looks=False)
        documents = sorted(self.bench.documents(posted.number), key=lambda document: document.part)
        there = [kind for kind, _ in self.bench.of_entry(posted.number)]
        assert sorted(there) == sorted(document.kind for document in documents), posted.number
        return ", then ".join(SHORT[document.kind] for document in documents)

    def allow(self, amount: str) -> None:
        """A reserve is set up for what follows."""
        value = Value(ValueRelation.TOTAL, usd(amount).amount)
        self.sent(self.post(Event(Kind.ALLOWANCE, Reason.OBSOLETE, value=value)))

    def tell(self, case: Case) -> str:
        """The case's row of the table: its documents, and those of its reversal. Both sides agree after each."""
        posted = self.post(case.event(self.bench.books()))
        sent, back = self.agreed(posted), self.agreed(self.post(taken_back(posted.number)))
        return f"{case.row}  {sent:24}  {back}"

    def agreed(self, posted: PostedEntry) -> str:
        sent = self.sent(posted)
        assert self.bench.starts.differences(self.bench) == [], (posted, sent)
        self.own_books_agree()
        return sent

    def own_books_agree(self) -> None:
        """Our stock of tracked goods is worth what their account holds."""
        held = self.bench.books()
        (account,) = {holding.account for holding in held.stock.held("MUG")}
        stock = sum(h.value("USD").minor for h in held.stock.holdings if h.account == account)
        assert held.chart[account].balance.minor == stock


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    store = open_books(str(tmp_path / "books.db"))
    store.add_client(books(), by=OWNER, at=NOON)
    yield Story(store)
    store.close()


@pytest.mark.parametrize("reserve", RESERVES)
def test_every_case_and_its_reversal_agree_to_the_cent(story: Story, reserve: str) -> None:
    told = [case for case in rotated() if case.reserve == reserve]
    assert story.bench.books().policy.stock_kept_by is StockKeptBy.QUICKBOOKS
    if reserve != "none":
        story.allow("2.00" if reserve == "part" else "998.00")
    rows = {story.tell(case) for case in told}
    assert story.bench.judge() == []
    assert rows == {row for row in TABLE.read_text(encoding="utf-8").splitlines()[2:] if row.split()[3] == reserve}


def test_the_cases_are_every_one_that_there_can_be() -> None:
    told = rotated()
    assert {case.row for case in told} == {case.row for case in cases()}
    met = {(case.reason, case.kind, case.goods) for case in told}
    assert met >= {(case.reason, case.kind, case.goods) for case in cases() if case.kind is not Kind.ALLOWANCE}
