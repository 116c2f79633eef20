"""Rows that were renamed in QuickBooks to our own lists under their new names: keys, accounts' types and parents stay ours."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.books.accounts import Account, Chart
from assistant.books.goods import Stock
from assistant.books.remote import LinkKind
from assistant.stages.linking.changes import Renamed


@dataclass(frozen=True, slots=True)
class Taken:
    """The lists as they are then, and a sentence for each name that changed."""

    chart: Chart
    stock: Stock
    says: tuple[str, ...]


def with_their_names(chart: Chart, stock: Stock, renamed: Iterable[Renamed]) -> Taken:
    """Suppliers, classes and places keep the names by which posted entries know them; their links alone follow."""
    names = {(each.link.kind, each.link.ours): each.now.rpartition(":")[2] for each in renamed}
    accounts = {account.key: names.get((LinkKind.ACCOUNT, account.key), account.name) for account in chart}
    says = [
        f"Account {account.label} is now called {accounts[account.key]}."
        for account in chart
        if accounts[account.key] != account.name
    ]
    items = [replace(item, name=names.get((LinkKind.ITEM, item.key), item.name)) for item in stock.items]
    says += [f"Item {item.key} is now called {item.name}." for item in items if item not in stock.items]
    renamed_chart = Chart(tuple(_renamed(account, chart, accounts) for account in chart))
    return Taken(renamed_chart, Stock(tuple(items), stock.holdings), tuple(says))


def _renamed(account: Account, chart: Chart, names: dict[str, str]) -> Account:
    """An account below one that was renamed is called by its new path too."""
    above = chart.get(account.parent)
    path = [account]
    while above is not None and above not in path:
        path.append(above)
        above = chart.get(above.parent)
    if all(names[each.key] == each.name for each in path):
        return account
    return replace(account, name=names[account.key], full_name=":".join(names[each.key] for each in reversed(path)))
