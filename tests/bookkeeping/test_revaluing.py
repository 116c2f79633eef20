"""Goods that QuickBooks carries at another value than these books, carried at its value."""

from decimal import Decimal

import pytest

from assistant.bookkeeping.receiving import Receipt
from assistant.bookkeeping.reports import tie_outs
from assistant.bookkeeping.revaluing import revalue
from assistant.books.people import PersonRole
from assistant.books.reasons import Kind
from assistant.errors import NotAllowed, RefusedByBooks
from assistant.stages.reconciling.names import Name
from tests.bookkeeping.beside import Beside
from tests.syncing.bakery import CLIENT
from tests.syncing.conftest import Opened, opened

__all__ = ["opened"]


@pytest.fixture
def beside(opened: Opened) -> Beside:
    """Ten bowls came in there at 5.00 each, and ten of the oldest, at 3.333, went out: as many as before lie there."""
    beside = Beside(opened())
    bench = beside.bench
    bowl = next(str(body["Id"]) for body in bench.there("Item") if body.get("Sku") == "BOWL")
    detail = {"ItemRef": {"value": bowl}, "Qty": 10, "UnitPrice": Decimal(5)}
    line = {"DetailType": "ItemBasedExpenseLineDetail", "Amount": Decimal(50), "ItemBasedExpenseLineDetail": detail}
    vendor = bench.there("Vendor")[0]["Id"]
    bench.someone("create", "Bill", TxnDate="2026-11-21", VendorRef={"value": vendor}, Line=[line])
    beside.adjust("-10", sku="BOWL", on="2026-11-21")
    return beside


def revalued(beside: Beside, *items: str, by: str = "ann") -> Receipt:
    bench = beside.bench
    return revalue(bench.store, CLIENT, items, by=by, today=bench.today, at=bench.now(), entry_id=f"revalue-{items}")


def page(receipt: Receipt) -> list[str]:
    return [f"{line.side.short} {line.account} {line.amount}" for line in receipt.entry.lines]


def test_the_mend_that_is_offered_mends_it(beside: Beside) -> None:
    (value,) = beside.reconcile().differences
    assert (value.name, value.subject, value.mend) == (Name.VALUE, "BOWL", "writeoff qbo revalue BOWL")
    receipt = revalued(beside, "bowl")
    assert (receipt.entry.kind, page(receipt)) == (Kind.COST_VARIANCE, ["Dr 1200 16.67", "Cr Stock received, not billed 16.67"])
    assert [each for each in tie_outs(beside.bench.books()) if each.unexplained] == []
    posts = len(beside.bench.posts())
    beside.sync()
    assert (len(beside.bench.posts()), beside.bench.waiting(), beside.differences()) == (posts, (), [])


def test_all_that_differ_where_none_is_named(beside: Beside) -> None:
    beside.reconcile()
    assert [move.item for move in revalued(beside).entry.moves] == ["BOWL"]
    with pytest.raises(RefusedByBooks, match="No goods are carried at another value"):
        revalued(beside)


def test_units_come_first(beside: Beside) -> None:
    beside.adjust("-2", sku="BOWL", on="2026-11-21")
    beside.reconcile()
    with pytest.raises(RefusedByBooks, match="unplaced"):
        revalued(beside, "BOWL")


def test_a_cost_that_is_still_to_be_read_comes_first(beside: Beside) -> None:
    beside.approve(beside.draft("3 mugs fell in the shop"))
    beside.bench.strike(*[{"on": "reports", "fault": "json_500"}] * 20)
    beside.bench.sync(looks=False)
    with pytest.raises(RefusedByBooks, match="still to be read"):
        revalued(beside)


def test_only_who_approves(beside: Beside) -> None:
    beside.hire("bob", PersonRole.BOOKKEEPER)
    with pytest.raises(NotAllowed):
        revalued(beside, by="bob")
