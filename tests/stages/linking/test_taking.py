"""Names of ours that follow theirs."""

from dataclasses import replace
from datetime import UTC, datetime

from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.goods import Item, Stock
from assistant.books.money import Money
from assistant.books.remote import Link, LinkKind
from assistant.stages.linking.changes import Renamed
from assistant.stages.linking.taking import with_their_names

AT = datetime(2026, 10, 9, 8, 0, tzinfo=UTC)


def account(name: str, parent: str = "") -> Account:
    full = f"{parent}:{name}" if parent else name
    return Account(full, "", name, full, AccountType.EXPENSE, Money(0, "USD"), parent=parent)


CHART = Chart((account("Costs"), account("Breakage", "Costs"), account("Theft", "Costs"), account("Rent")))
STOCK = Stock((Item("MUG", "MUG", "Mug"), Item("JUG", "JUG", "Jug")), ())


def renamed(kind: LinkKind, ours: str, now: str) -> Renamed:
    return Renamed(Link(kind, ours, "9", "as it was", "ana", AT), now)


def test_an_account_keeps_its_key_and_those_below_it_their_path() -> None:
    taken = with_their_names(CHART, STOCK, [renamed(LinkKind.ACCOUNT, "Costs", "Cost of sales")])
    assert [(each.key, each.name, each.full_name) for each in taken.chart] == [
        ("Costs", "Cost of sales", "Cost of sales"),
        ("Costs:Breakage", "Breakage", "Cost of sales:Breakage"),
        ("Costs:Theft", "Theft", "Cost of sales:Theft"),
        ("Rent", "Rent", "Rent"),
    ]
    assert taken.says == ("Account Costs is now called Cost of sales.",)


def test_one_that_moved_there_keeps_its_place_here() -> None:
    taken = with_their_names(CHART, STOCK, [renamed(LinkKind.ACCOUNT, "Rent", "Overheads:Rent")])
    assert (taken.chart.accounts, taken.says) == (CHART.accounts, ())


def test_goods_and_no_one_s_own_name() -> None:
    changes = [renamed(LinkKind.ITEM, "MUG", "Mugs:Stoneware mug"), renamed(LinkKind.VENDOR, "Acme", "Acme Ltd")]
    taken = with_their_names(CHART, STOCK, changes)
    assert taken.stock.items == (replace(STOCK.items[0], name="Stoneware mug"), STOCK.items[1])
    assert taken.says == ("Item MUG is now called Stoneware mug.",)
