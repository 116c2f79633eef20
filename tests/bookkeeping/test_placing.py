"""What QuickBooks has and no place of ours holds, put where a person says it lies."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.placing import Place, place
from assistant.bookkeeping.receiving import CONTROL_NAME, Receipt
from assistant.bookkeeping.reports import tie_outs
from assistant.bookkeeping.settling import settle_policy
from assistant.books.policy import StockKeptBy
from assistant.books.reasons import Kind
from assistant.errors import NotAllowed, RefusedByBooks, WrongUsage
from assistant.surfaces.render.pulling import pulled_page
from assistant.wiring import bookkeeper, rules_reader
from tests.bookkeeping.conftest import HARDWARE
from tests.bookkeeping.shop import LAMP, MUG, TODAY, Shop, connected_shop


@pytest.fixture
def shop(store: SqlStore) -> Shop:
    """Someone there bought twelve mugs more, and three lamps are gone."""
    shop = connected_shop(store)
    shop.pull()
    shop.confirm()
    shop.someone(
        "create",
        "Bill",
        TxnDate="2026-11-20",
        VendorRef={"value": shop.someone("create", "Vendor", DisplayName="Acme Pottery")["Id"]},
        Line=[
            {
                "DetailType": "ItemBasedExpenseLineDetail",
                "Amount": Decimal("54.00"),
                "ItemBasedExpenseLineDetail": {"ItemRef": {"value": shop.item().id}, "Qty": 12, "UnitPrice": Decimal("4.50")},
            }
        ],
    )
    shop.adjust("-3", sku=LAMP)
    shop.pull()
    return shop


def put(shop: Shop, *rows: tuple[str, str, str], by: str = "ana") -> Receipt:
    places = [Place(item, Decimal(units), at) for item, units, at in rows]
    return place(shop.store, HARDWARE, places, by=by, today=TODAY, at=shop.now(), entry_id=f"place-{rows}")


def unplaced(shop: Shop) -> list[str]:
    return [f"{each.item} {each.quantity.normalize():f}" for each in shop.pull().unplaced]


def page(receipt: Receipt) -> list[str]:
    return [f"{line.side.short} {line.account} {line.amount}" for line in receipt.entry.lines]


def test_what_came_in_goes_where_it_lies_at_what_quickbooks_carries_it_for(shop: Shop) -> None:
    assert unplaced(shop) == [f"{MUG} 12", f"{LAMP} -3"]
    receipt = put(shop, (MUG, "12", "Store"))
    assert (receipt.entry.kind, page(receipt)) == (Kind.INTAKE, ["Dr 1200 54.00", f"Cr {CONTROL_NAME} 54.00"])
    assert unplaced(shop) == [f"{LAMP} -3"]
    books = shop.books()
    held = sum((holding.value("USD").amount for holding in books.stock.held(MUG)), Decimal(0))
    assert held == shop.snapshot().values[shop.item().id]


def test_part_of_it_by_part_adds_up_to_the_cent(shop: Shop) -> None:
    put(shop, (MUG, "7", "Store"))
    put(shop, (MUG, "5", "Warehouse"))
    held = sum((holding.value("USD").amount for holding in shop.books().stock.held(MUG)), Decimal(0))
    assert held == shop.snapshot().values[shop.item().id]
    assert [tie for tie in tie_outs(shop.books()) if tie.unexplained] == []


def test_what_is_missing_is_taken_away_where_it_lay(shop: Shop) -> None:
    assert page(put(shop, (LAMP, "-3", "Store"))) == [f"Dr {CONTROL_NAME} 55.20", "Cr 1200 55.20"]
    assert unplaced(shop) == [f"{MUG} 12"]


def test_an_intake_is_never_on_its_way(shop: Shop) -> None:
    put(shop, (MUG, "12", "Store"), (LAMP, "-3", "Warehouse"))
    assert (unplaced(shop), dict(shop.snapshot().under_way)) == ([], {})


def test_no_more_than_waits(shop: Shop) -> None:
    for rows in ([(MUG, "13", "Store")], [(MUG, "-1", "Store")], [(LAMP, "3", "Store")], [("HAM-16", "1", "Store")]):
        with pytest.raises(RefusedByBooks) as refused:
            put(shop, *rows)
        assert refused.value.code == "unplaced"
    for rows in ([(MUG, "0", "Store")], [(MUG, "2", "Store"), (MUG, "-1", "Warehouse")]):
        with pytest.raises(WrongUsage):
            put(shop, *rows)
    assert shop.books().history.entries == ()


def test_stock_that_leads_here_is_not_placed(shop: Shop, store: SqlStore) -> None:
    settle_policy(
        store, HARDWARE, lambda books: replace(books.policy, stock_kept_by=StockKeptBy.HERE), by="ana", at=shop.now()
    )  # fmt: skip
    with pytest.raises(RefusedByBooks, match="stock here leads"):
        put(shop, (MUG, "12", "Store"))
    page = pulled_page(shop.pull(), shop.books())
    assert ("qbo place" in page, page.count("Adjust the quantity in QuickBooks")) == (False, 2)


def test_only_who_approves(shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        put(shop, (MUG, "12", "Store"), by="eve")


def test_a_draft_of_more_than_lies_here_says_what_is_unplaced(shop: Shop) -> None:
    desk = bookkeeper(shop.store, rules_reader())
    (draft,) = desk.draft(HARDWARE, "all 190 of the mugs in the warehouse are smashed", by="ana", today=TODAY).drafts
    (problem,) = draft.problems
    assert problem.remedy.startswith("12 more are in QuickBooks, as of 2026-11-21 12:0")
    assert "writeoff qbo place MUG-01=12 --at PLACE" in problem.remedy
