"""The practice company starts where the books stood: each account, unit and cent, before what is still to be sent."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.quickbooks.seeding import realm_of, seed_of
from assistant.books.accounts import AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import History, Line, PostedEntry
from assistant.books.goods import LayerMove, StockMove
from assistant.books.money import total
from assistant.books.proposal import Role
from assistant.books.reasons import Kind
from assistant.books.snapshot import Snapshot
from tests.adapters.quickbooks.window import inside
from tests.adapters.sql.pottery import KILN, account, broken, mended, usd

SAMPLES = sorted(path.parent for path in (Path(__file__).parents[3] / "coa_samples").glob("*/client.json"))
POTTERY = replace(
    KILN,
    chart=Chart((
        *KILN.chart.accounts,
        account("2000", "Payables", AccountType.ACCOUNTS_PAYABLE),
        account("2900", "Goods received", AccountType.OTHER_CURRENT_LIABILITY),
        account("4000", "Sales", AccountType.INCOME),
    )),
)  # fmt: skip


def opened(books: ClientBooks, unsent: Iterable[str] = (), *, tracked: bool = True) -> Snapshot:
    """The company as it is pulled once it is open."""
    window = inside({**seed_of(books, set(unsent), tracked=tracked), "realm": "9130"})
    return window.quickbooks.pull(at=window.now())


def posted(*entries: PostedEntry) -> ClientBooks:
    """The pottery after these entries, stock and balances too."""
    chart, holdings = (
        {each.key: each for each in POTTERY.chart},
        {(each.item, each.location): each for each in POTTERY.stock.holdings},
    )
    for entry in entries:
        for line in entry.lines:
            raises = line.side is chart[line.account].normal_side
            balance = chart[line.account].balance + (line.amount if raises else -line.amount)
            chart[line.account] = replace(chart[line.account], balance=balance)
        for move in entry.moves:
            holdings[move.item, move.location] = holdings[move.item, move.location].after(move.layers)
    stock = type(POTTERY.stock)(POTTERY.stock.items, tuple(holdings.values()))
    return replace(POTTERY, chart=Chart(tuple(chart.values())), stock=stock, history=History(entries))


def balances(snapshot: Snapshot) -> dict[str, Decimal | None]:
    return {row.number or row.name: row.balance for row in snapshot.accounts}


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_each_sample_opens_as_its_books_stand(folder: Path) -> None:
    books = read_client(folder, folder.name)
    snapshot = opened(books)
    ours = {each.number or each.full_name: each.balance.amount for each in books.chart}
    assert {key: balance for key, balance in balances(snapshot).items() if key in ours} == ours
    skus = {item.sku or item.name: item for item in snapshot.items}
    assert len(skus) == len(books.stock.items)
    for item in books.stock:
        there = skus[item.sku or item.name]
        if there.tracked:
            value = total((held.value(books.currency) for held in books.stock.held(item.key)), books.currency)
            assert there.quantity == books.stock.on_hand(item.key)
            assert snapshot.values.get(there.id, Decimal(0)) == value.amount
    assert sorted(row.name for row in snapshot.departments) == sorted(books.stock.locations)
    assert snapshot.preferences.currency == books.currency


def test_goods_that_a_company_cannot_track_say_why() -> None:
    """Clay has no cost on record; a kind of mug whose value stands in two accounts is none that QuickBooks can hold."""
    parted = replace(POTTERY.stock.holdings[1], account="1290")
    stock = type(POTTERY.stock)(POTTERY.stock.items, (POTTERY.stock.holdings[0], parted, *POTTERY.stock.holdings[2:]))
    seed = seed_of(replace(POTTERY, stock=stock), ())
    assert [(row["name"], row["type"], row["description"]) for row in seed["items"]] == [
        ("Mug, blue", "NonInventory", "Their value stands in several accounts: 1200, 1290."),
        ("Clay", "NonInventory", "Their cost is not on record."),
    ]


def test_without_sales_nothing_is_tracked_and_without_tracking_nothing_is_said() -> None:
    assert {row["type"] for row in seed_of(KILN, ())["items"]} == {"NonInventory"}
    assert [
        row for row in seed_of(POTTERY, (), tracked=False)["items"] if "description" in row or row["type"] == "Inventory"
    ] == []


def test_only_some_countries_companies_take_adjustments() -> None:
    assert seed_of(POTTERY, ())["company"]["country"] == "US"
    assert seed_of(replace(POTTERY, currency="GBP"), (), tracked=False)["company"]["country"] == "GB"
    assert seed_of(replace(POTTERY, currency="EUR"), (), tracked=False)["company"]["country"] == "IE"


# ── Before what is still to be sent ──────────────────────────────────────────────────────────────────────────────────


def test_the_layers_are_those_of_the_books_oldest_first() -> None:
    (mug, _) = seed_of(POTTERY, ())["items"]
    assert mug["layers"] == [
        {"quantity": "10", "value": "41.50"},
        {"quantity": "30", "value": "120.00"},
        {"quantity": "20", "value": "90.00", "date": "2026-03-01"},
    ]
    snapshot = opened(POTTERY)
    (item,) = [row for row in snapshot.items if row.tracked]
    assert (item.sku, item.quantity, snapshot.values[item.id]) == ("MUG", Decimal(60), Decimal("251.50"))


def test_what_an_unsent_entry_took_is_there_again() -> None:
    entry = broken(POTTERY, "35", place="Store")
    books = posted(entry)
    assert seed_of(books, {entry.number})["items"] == seed_of(POTTERY, ())["items"]
    assert balances(opened(books, [entry.number]))["1200"] == Decimal(900)
    sent = opened(books)
    assert (balances(sent)["1200"], balances(sent)["5050"]) == (Decimal("757.50"), Decimal("142.50"))
    assert [row.quantity for row in sent.items if row.tracked] == [Decimal(25)]


def test_a_layer_that_an_unsent_entry_emptied_comes_back() -> None:
    """The books keep an empty layer no longer."""
    entry = broken(POTTERY, "10")
    books = posted(entry)
    holdings = tuple(replace(held, layers=tuple(each for each in held.layers if each.quantity)) for held in books.stock.holdings)
    books = replace(books, stock=type(books.stock)(books.stock.items, holdings))
    assert seed_of(books, {entry.number})["items"][0]["layers"] == seed_of(POTTERY, ())["items"][0]["layers"]


def test_an_entry_and_its_reversal_leave_the_start_as_it_was() -> None:
    entry = broken(POTTERY, "3")
    books = posted(entry, mended(entry, "WO-1002"))
    for unsent in ((), ("WO-1001", "WO-1002")):
        assert seed_of(books, unsent)["items"][0]["layers"] == seed_of(POTTERY, ())["items"][0]["layers"]
        assert balances(opened(books, unsent))["1200"] == Decimal(900)
    assert [row.quantity for row in opened(books, ["WO-1002"]).items if row.tracked] == [Decimal(57)]


def intake(*goods: tuple[str, str, str, str]) -> PostedEntry:
    """(item, place, units, value): Dr 1200 Inventory, Cr 2900 Goods received."""
    moves = []
    for item, place, units, value in goods:
        held = next(each for each in POTTERY.stock.held(item) if each.location == place)
        layers = (LayerMove(held.layers[-1].id, Decimal(units), usd(value), Decimal(1)),)
        moves.append(StockMove(item, place, "1200", Decimal(units), usd(value), layers))
    whole = total((move.value for move in moves), "USD")
    lines = (Line(Side.DEBIT, "1200", whole, Role.INVENTORY), Line(Side.CREDIT, "2900", whole, Role.CONTROL))
    blank = broken(POTTERY, "1")
    return replace(blank, kind=Kind.INTAKE, lines=lines, moves=tuple(moves), goods=())


def test_goods_that_came_in_are_in_quickbooks_by_its_own_bill() -> None:
    """An intake of tracked goods never goes there, so the company must have them from the start; other goods it learns of."""
    books = posted(intake(("MUG", "Shop", "5", "20.00"), ("Clay", "", "4", "2.00")))
    start = opened(books, ["WO-1001"])
    assert [row.quantity for row in start.items if row.tracked] == [Decimal(65)]
    assert (balances(start)["1200"], balances(start)["2900"]) == (Decimal(920), Decimal(20))
    assert balances(opened(books, ["WO-1001"], tracked=False))["1200"] == Decimal(900)


def test_a_difference_to_quickbooks_own_cost_is_its_cost_already() -> None:
    variance = replace(broken(POTTERY, "3"), kind=Kind.COST_VARIANCE)
    assert balances(opened(posted(variance), ["WO-1001"]))["5050"] == Decimal("12.45")


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_those_whom_entries_name_are_known_there() -> None:
    entry = broken(POTTERY, "2")
    owed = Line(Side.DEBIT, "2000", entry.lines[0].amount, Role.SUPPLIER, "Acme Pottery", "Kiosk")
    again = replace(owed, party="ACME pottery")
    seed = seed_of(posted(replace(entry, lines=(owed, entry.lines[1])), replace(entry, lines=(again,), number="WO-2")), ())
    assert (seed["vendors"], seed["customers"], seed["classes"]) == (["Acme Pottery"], [], ["Kiosk"])
    assert seed["realm"] == realm_of("kiln")


def test_names_that_quickbooks_forbids_are_told_otherwise() -> None:
    twin = replace(POTTERY.stock.items[0], key="MUG-2", sku="MUG-2", name="mug, BLUE")
    odd = replace(POTTERY.stock.items[1], name='Clay: "fine"')
    stock = type(POTTERY.stock)((POTTERY.stock.items[0], twin, odd), POTTERY.stock.holdings)
    names = [row["name"] for row in seed_of(replace(POTTERY, stock=stock), ())["items"]]
    assert names == ["Mug, blue", "mug, BLUE MUG-2", "Clay- 'fine'"]
