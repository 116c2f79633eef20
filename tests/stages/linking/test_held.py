"""What waits for a link that nothing can go out by."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import StockMove
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason
from assistant.books.remote import Link, LinkKind
from assistant.books.snapshot import Preferences, RemoteAccount, RemoteItem, Snapshot
from assistant.stages.linking.held import held_up
from assistant.stages.linking.matching import Matching, Unmatched
from tests.stages.shop import TODAY, chart, usd

AT = datetime(2026, 10, 9, 8, 0, tzinfo=UTC)
SNAPSHOT = Snapshot(
    AT,
    "The Shop",
    "US",
    Preferences("USD"),
    accounts=(RemoteAccount("81", "1200", "Stock", "Asset", True), RemoteAccount("91", "5100", "Shrinkage", "Expense", False)),
    items=(RemoteItem("19", "Red mug", "MUG-RED", tracked=True, active=True),),
)
FOUND = Matching(
    (
        Link(LinkKind.ACCOUNT, "1200", "81", "Stock", "ana", AT),
        Link(LinkKind.ACCOUNT, "5100", "91", "Shrinkage", "ana", AT),
        Link(LinkKind.ITEM, "MUG-RED", "19", "Red mug", "ana", AT),
        Link(LinkKind.ITEM, "TEA-GRN", "", "", "ana", AT),
    ),
    (Unmatched(LinkKind.VENDOR, "Acme", "Acme", "None is called so."), Unmatched(LinkKind.VENDOR, "Bolt", "Bolt", "None.")),
)


def entry(number: str, *lines: Line, item: str = "MUG-RED") -> PostedEntry:
    move = StockMove(item, "Shop Floor", "1200", Decimal(-1), usd("-4.15"))
    return PostedEntry(number, number, TODAY, Kind.WRITE_OFF, Reason.DAMAGED, "", lines, moves=(move,))


def line(account: str, party: str = "") -> Line:
    return Line(Side.DEBIT, account, usd("4.15"), Role.LOSS, party)


def told(found: Matching, *entries: PostedEntry, snapshot: Snapshot = SNAPSHOT) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.ours, each.waiting) for each in held_up(found, chart(), snapshot, entries, ())]


def test_a_link_that_went_bad_is_told_with_all_that_waits_for_it() -> None:
    entries = entry("WO-1", line("5100"), line("1200")), entry("WO-2", line("1200")), entry("WO-3", line("5100"), line("5100"))
    assert told(FOUND, *entries) == [("5100", ("WO-1", "WO-3"))]
    assert told(FOUND) == [("5100", ())]


def test_a_row_without_a_link_is_told_where_something_waits_for_it() -> None:
    sound = replace(SNAPSHOT, accounts=(SNAPSHOT.accounts[0], replace(SNAPSHOT.accounts[1], active=True)))
    assert told(FOUND, entry("WO-1", line("1400", "Acme")), snapshot=sound) == [("Acme", ("WO-1",))]


def test_goods_that_are_gone_there_hold_up_what_moves_them() -> None:
    gone = replace(SNAPSHOT, accounts=(), items=())
    assert ("MUG-RED", ("WO-1",)) in told(FOUND, entry("WO-1", line("1200")), snapshot=gone)


def test_a_class_and_goods_without_a_place_are_needed_too() -> None:
    classed = replace(line("1200"), klass="Depot")
    nowhere = replace(entry("WO-1", classed), moves=(StockMove("MUG-RED", "", "1200", Decimal(-1), usd("-4.15")),))
    nowhere_there = Unmatched(LinkKind.LOCATION, "", "", "None.")
    found = Matching((), (Unmatched(LinkKind.CLASS, "Depot", "Depot", "None is called so."), nowhere_there))
    (held,) = held_up(found, chart(), SNAPSHOT, [nowhere], [])
    assert (held.kind, held.waiting) == (LinkKind.CLASS, ("WO-1",))
    assert held.says == "Class Depot: None is called so."
