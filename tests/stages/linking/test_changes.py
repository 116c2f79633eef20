"""What somebody did in QuickBooks between two pulls, and which links it spoils."""

from dataclasses import replace
from datetime import UTC, date, datetime

from assistant.books.remote import Link, LinkKind, Links
from assistant.books.snapshot import Adjustments, Preferences, RemoteAccount, RemoteItem, RemoteName, Snapshot
from assistant.stages.linking.changes import changes, preferences_changed, renamed, unusable_because
from tests.stages.shop import chart

AT = datetime(2026, 10, 9, 8, 0, tzinfo=UTC)
STOCK = RemoteAccount("81", "1200", "Inventory - Shop", "Asset", True, "Other Current Asset", "Inventory")
DEPOT = RemoteAccount("82", "1210", "Depot", "Asset", True, "Other Current Asset", "Inventory")
MUG = RemoteItem("19", "Red mug", "MUG-RED", tracked=True, active=True, asset_account="81")
BEFORE = Snapshot(
    AT, "The Shop", "US", Preferences("USD"), accounts=(STOCK, DEPOT), items=(MUG,), vendors=(RemoteName("30", "Acme"),)
)
LINKS = Links((
    Link(LinkKind.ACCOUNT, "1200", "81", "Inventory - Shop", "ana", AT),
    Link(LinkKind.ITEM, "MUG-RED", "19", "Red mug", "ana", AT),
    Link(LinkKind.VENDOR, "Acme", "30", "Acme"),
))  # fmt: skip


def said(after: Snapshot) -> list[tuple[str, str, str]]:
    return [(change.what.value, change.ours, change.says) for change in changes(BEFORE, after, LINKS)]


def test_nothing_done_is_nothing_said() -> None:
    assert said(replace(BEFORE, pulled_at=datetime(2026, 10, 10, tzinfo=UTC))) == []


def test_renames_moves_and_inactivations() -> None:
    after = replace(
        BEFORE,
        accounts=(replace(STOCK, name="Assets:Stock on hand"), replace(DEPOT, name="Assets:Depot", active=False)),
        vendors=(RemoteName("30", "Acme Pottery Ltd"),),
    )
    assert said(after) == [
        ("renamed", "1200", "Account 1200 'Inventory - Shop' (Id 81) is now called 'Stock on hand', under 'Assets'."),
        ("moved", "", "Account 1210 'Depot' (Id 82) is now under 'Assets'."),
        ("inactive", "", "Account 1210 'Depot' (Id 82) was made inactive."),
        ("renamed", "Acme", "Vendor 'Acme' (Id 30) is now called 'Acme Pottery Ltd'."),
    ]


def test_changes_of_type_number_and_asset_account() -> None:
    after = replace(
        BEFORE,
        accounts=(replace(STOCK, number="1201"), replace(DEPOT, type="Expense", classification="Expense")),
        items=(replace(MUG, asset_account="82", sku="MUG-R", tracked=False),),
    )
    assert [says for _, _, says in said(after)] == [
        "Account 1200 'Inventory - Shop' (Id 81) now has number 1201.",
        "Account 1210 'Depot' (Id 82) is now of type Expense (was Other Current Asset).",
        "Item 'Red mug' (Id 19) now has the SKU MUG-R (was MUG-RED).",
        "Item 'Red mug' (Id 19): its quantity is no longer tracked.",
        "Item 'Red mug' (Id 19): its goods now go to account 'Depot'.",
    ]


def test_rows_that_came_and_rows_that_are_gone() -> None:
    after = replace(BEFORE, items=(), vendors=(*BEFORE.vendors, RemoteName("31", "Bolt & Co")))
    assert said(after) == [
        ("gone", "MUG-RED", "Item 'Red mug' (Id 19) is gone."),
        ("new", "", "Vendor 'Bolt & Co' (Id 31) is new."),
    ]


def test_what_was_set_for_the_whole_company() -> None:
    preferences = Preferences("USD", closed_through=date(2026, 9, 30), tracks_classes=True)
    after = replace(BEFORE, name="The Shop Inc", preferences=preferences, adjustments=Adjustments.REFUSED)
    assert preferences_changed(BEFORE, after) == (
        "The company is now called 'The Shop Inc'.",
        "Its books are closed through 2026-09-30.",
        "It now tracks classes.",
        "An app may no longer adjust quantities there.",
    )
    assert preferences_changed(after, after) == ()
    in_euros = replace(BEFORE, preferences=Preferences("EUR"))
    assert preferences_changed(BEFORE, in_euros) == ("Its home currency is now EUR (was USD).",)


def test_a_rename_is_told_until_a_person_has_seen_it() -> None:
    after = replace(BEFORE, accounts=(replace(STOCK, name="Stock on hand"), DEPOT), vendors=(RemoteName("30", "Acme Ltd"),))
    assert [each.says for each in renamed(LINKS.links, after)] == [
        "Account 1200 was linked to 'Inventory - Shop', now 'Stock on hand'."
    ]


def test_links_by_which_nothing_can_go_out() -> None:
    after = replace(
        BEFORE,
        accounts=(replace(STOCK, classification="Expense", type="Expense"),),
        items=(replace(MUG, active=False),),
        vendors=(),
    )
    assert [unusable_because(link, after, chart()) for link in LINKS.links] == [
        "Account 1200 Inventory - Shop is Other Current Asset, and 'Inventory - Shop' there is now of kind Expense.",
        "Item MUG-RED is linked to 'Red mug', which is inactive there.",
        "Vendor Acme is linked to Id 30 (Acme), which is gone.",
    ]
    assert [unusable_because(link, BEFORE, chart()) for link in LINKS.links] == ["", "", ""]
