"""QuickBooks' one quantity against our places, less what of ours is still on its way to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.entry import PostedEntry
from assistant.books.found import FoundThere, Verdict
from assistant.books.goods import StockMove
from assistant.books.plan import GoodsLine
from assistant.books.reasons import Kind, Reason
from assistant.books.remote import Environment, Link, LinkKind, Links
from assistant.books.snapshot import Preferences, RemoteItem, Snapshot
from assistant.stages.linking.places import compared, under_way, unplaced
from tests.stages.shop import TODAY, shop, usd

PULLED = datetime(2026, 10, 9, 8, 0, tzinfo=UTC)


def entry(number: str, units: str, *, at: datetime = PULLED, item: str = "MUG-RED", kind: Kind = Kind.WRITE_OFF) -> PostedEntry:
    move = StockMove(item, "Old Depot", "1210", Decimal(units), usd("0.00"))
    return PostedEntry(number, number, TODAY, kind, Reason.DAMAGED, "", (), (), (move,), posted_by="ana", posted_at=at)


def connected(
    there: str, *posted: PostedEntry, way: str = "0", found: tuple[FoundThere, ...] = (), later: str = "WO-1"
) -> ClientBooks:
    """A shop of 100 red mugs (40 and 60), of which QuickBooks holds `there`, as it said before the entry `later`."""
    items = (
        RemoteItem("19", "Red mug", "MUG-RED", tracked=True, active=True, quantity=Decimal(there)),
        RemoteItem("20", "Tea", "TEA-GRN", tracked=False, active=True),
    )
    way_of = {"MUG-RED": Decimal(way)}
    snapshot = Snapshot(PULLED, "The Shop", "US", Preferences("USD"), items=items, under_way=way_of)
    links = Links((Link(LinkKind.ITEM, "MUG-RED", "19", "Red mug"), Link(LinkKind.ITEM, "TEA-GRN", "20", "Tea")))
    company = Connected("9341", "The Shop", Environment.PRACTICE, snapshot, links, found, unknown_from=later)
    return replace(shop(*posted), connected=company)


def left(books: ClientBooks) -> list[str]:
    return [f"{each.item} {each.quantity}" for each in unplaced(books)]


def test_what_lies_at_no_place_of_ours_waits() -> None:
    assert left(connected("112")) == ["MUG-RED 12"]
    (one,) = compared(connected("100"))
    assert (str(one.there), str(one.here), str(one.quantity), one.pulled_at) == ("100", "100", "0", PULLED)
    assert left(connected("100")) == []


def test_fewer_there_and_less_than_none_come_in_as_found() -> None:
    assert left(connected("90")) == ["MUG-RED -10"]
    assert left(connected("-3")) == ["MUG-RED -103"]


def test_what_of_ours_it_does_not_have_yet_is_no_difference() -> None:
    """Five broke: here it is 95 once posted, which `shop` leaves out, so that the difference is the five."""
    assert left(connected("100", entry("WO-1", "-5"))) == ["MUG-RED -5"]
    assert left(connected("100", entry("WO-1", "-5"), later="WO-2")) == []
    assert left(connected("100", way="-5")) == ["MUG-RED -5"]
    assert left(connected("105", way="-5")) == []


@pytest.mark.parametrize("clock", [PULLED - timedelta(hours=1), PULLED, PULLED + timedelta(hours=1)])
def test_what_was_posted_after_the_count_is_on_its_way_whatever_the_clock_said(clock: datetime) -> None:
    before, after = entry("WO-1", "-5", at=clock), entry("WO-2", "-7", at=clock)
    assert left(connected("100", before, after, later="WO-2")) == ["MUG-RED -7"]


def test_goods_that_came_in_here_are_placed_not_sent() -> None:
    assert left(connected("112", entry("WO-1", "12", kind=Kind.INTAKE))) == ["MUG-RED 12"]
    assert left(connected("112", entry("WO-2", "0", kind=Kind.COST_VARIANCE))) == ["MUG-RED 12"]


def test_a_loss_that_stands_there_already_is_not_on_its_way() -> None:
    theirs = FoundThere("WO-1", "InventoryAdjustment", "77", "", TODAY, None, "", PULLED, Verdict.THEIRS, "ana")
    assert left(connected("100", entry("WO-1", "-5"), found=(theirs,))) == []


def test_books_that_are_not_connected_have_nothing_unplaced() -> None:
    assert compared(shop()) == ()


def test_on_its_way_is_what_its_documents_have_not_brought_yet() -> None:
    waiting = [entry("WO-1", "-5"), entry("WO-2", "-7")]
    there = {"WO-2": (GoodsLine("MUG-RED", "Old Depot", Decimal(-4), usd("-16.60")),)}
    assert under_way(waiting, there) == {"MUG-RED": Decimal(-8)}
    assert under_way(waiting[:1], {"WO-1": (GoodsLine("MUG-RED", "", Decimal(-5), usd("0.00")),)}) == {}
