"""What these books have and a company has not: of documents that somebody edited or deleted there, and of an owner's journals."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.plan import KeptPlan
from assistant.books.record import Movement, Record, RecordLine
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.stages.documents.compare import sent_record
from assistant.stages.documents.making import documents_of
from assistant.stages.rail.plan import plan
from assistant.stages.reconciling.papers import Papers
from assistant.stages.reconciling.under_way import UnderWay, under_way
from tests.stages.rail.company import NOON, entry, links, shop

BROKEN = "write_off damaged\n-12 MUG @ Shop 49.80\nDr 5050 49.80\nCr 1200 49.80"
BROKEN_ENTRY = entry(BROKEN)
STOCK, LOSS = "81200", "85050"


def kept(posted: PostedEntry, books: ClientBooks, *variances: str, overridden: str = "") -> KeptPlan:
    return KeptPlan("9130", posted.number, plan(posted, books, overridden=overridden), NOON, variances)


def sent(of: KeptPlan, posted: PostedEntry, books: ClientBooks, state: DocumentState) -> RemoteDocument:
    documents = documents_of(of, posted, books, at=NOON)
    assert isinstance(documents, tuple)
    (document,) = documents
    return replace(document, state=state, remote_id="7")


def of_broken_mugs(
    state: DocumentState, *records: Record, movements: Sequence[Movement] = (), books: ClientBooks | None = None,
    variances: Sequence[str] = (),
) -> UnderWay:  # fmt: skip
    books = books or shop(BROKEN_ENTRY)
    plans = [kept(BROKEN_ENTRY, books, *variances)]
    document = sent(plans[0], BROKEN_ENTRY, books, state)
    return under_way(plans, Papers([document], records, every=[document], movements=movements), books)


def there(units: str, *more: RecordLine) -> Record:
    """The adjustment as it is there now."""
    books = shop(BROKEN_ENTRY)
    ours = sent_record(sent(kept(BROKEN_ENTRY, books), BROKEN_ENTRY, books, DocumentState.DONE))
    return replace(ours, id="7", lines=(replace(ours.lines[0], quantity=Decimal(units)), *more))


def cost(units: str, amount: str) -> Movement:
    return Movement("TMUG", "Inventory Qty Adjust", "7", "", "2026-10-02", Decimal(units), Decimal(amount))


def test_what_is_there_as_it_was_sent_is_on_no_way() -> None:
    way = of_broken_mugs(DocumentState.DONE)
    assert way == UnderWay({}, {}, frozenset(), frozenset(), {})


def test_what_waits_moves_goods_and_both_accounts() -> None:
    way = of_broken_mugs(DocumentState.QUEUED)
    assert not way.units  # the pull knows of them
    assert way.moving == {"MUG"}
    assert way.amounts == {STOCK: Decimal("-49.80"), LOSS: Decimal("49.80")}


def test_goods_there_at_a_cost_not_taken_over_yet() -> None:
    assert of_broken_mugs(DocumentState.UNCOSTED).uncosted == {"MUG"}


def test_an_edit_leaves_out_what_it_no_longer_says() -> None:
    """Ten units there now, and two of an item that is none of ours: two of our twelve are missing there, with their cost."""
    stranger = RecordLine(item="T-none-of-ours", quantity=Decimal(-2))
    way = of_broken_mugs(DocumentState.CHANGED, there("-10", stranger), movements=[cost("-10", "-41.50")])
    assert way.units == {"MUG": Decimal(-2)}
    assert way.amounts == {STOCK: Decimal("-8.30"), LOSS: Decimal("8.30")}
    assert way.moving == {"MUG"}


def test_an_edited_document_that_can_no_longer_be_read_counts_as_gone() -> None:
    way = of_broken_mugs(DocumentState.CHANGED)
    assert way.units == {"MUG": Decimal(-12)}
    assert way.amounts == {STOCK: Decimal("-49.80"), LOSS: Decimal("49.80")}


def test_quickbooks_own_cost_goes_with_its_document() -> None:
    """It had cost 0.40 more there, which was taken over here; what is deleted there takes that along."""
    variance = entry("cost_variance damaged\n0 MUG @ Shop -0.40\nDr 5050 0.40\nCr 1200 0.40", number="WO-2")
    books = shop(BROKEN_ENTRY, variance)
    way = of_broken_mugs(DocumentState.DELETED, books=books, variances=["WO-2"])
    assert way.amounts == {STOCK: Decimal("-50.20"), LOSS: Decimal("50.20")}
    assert of_broken_mugs(DocumentState.DONE, books=books, variances=["WO-2"]).amounts == {}


def test_an_entry_whose_document_of_theirs_is_gone_is_all_on_its_way() -> None:
    """Tracked goods by their units; accounts as far as they are linked."""
    mixed = entry("write_off damaged\n-12 MUG @ Shop 49.80\n-1 RACK @ Shop 30.00\nDr 5050 79.80\nCr 1200 49.80\nCr 1250 30.00")
    books = shop(mixed, linked=links("1250"))
    theirs = RemoteDocument("9130", "WO-1", 1, "JournalEntry", "r-1", "JE-7", "", DocumentState.DELETED, NOON, remote_id="7")
    none_of_ours = replace(theirs, entry="WO-9")
    plans = [replace(kept(mixed, books), plan=replace(plan(mixed, books), documents=()))]
    way = under_way(plans, Papers([theirs], (), every=[theirs, none_of_ours]), books)
    assert way.units == {"MUG": Decimal(-12)}
    assert way.amounts == {STOCK: Decimal("-49.80"), LOSS: Decimal("79.80")}


def test_an_owners_journal_moved_the_account_of_goods_and_no_goods() -> None:
    amount = entry("write_off damaged\nDr 5050 100.00\nCr 1200 100.00")
    books = shop(amount)
    plans = [kept(amount, books, overridden="no count is possible")]
    document = sent(plans[0], amount, books, DocumentState.DONE)
    way = under_way(plans, Papers([document], (), every=[document]), books)
    assert way.without_goods == {STOCK: Decimal(-100)}
    back = entry("reversal damaged WO-1\nDr 1200 100.00\nCr 5050 100.00", number="WO-2")
    both = [*plans, replace(plans[0], entry="WO-2", plan=plan(back, shop(amount), overridden="and back"))]
    returned = replace(sent(both[1], back, books, DocumentState.DONE), entry="WO-2", remote_id="8")
    assert under_way(both, Papers([], (), every=[document, returned]), books).without_goods == {STOCK: Decimal(0)}
