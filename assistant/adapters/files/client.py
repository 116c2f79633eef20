"""A client's folder (the eval client format) to its books at opening; refused whole, with every fault named."""

import re
from pathlib import Path

from assistant.adapters.files.chart import read_chart
from assistant.adapters.files.goods import read_stock
from assistant.adapters.files.policy import read_client_file, read_policy
from assistant.adapters.files.tables import Faults
from assistant.books.accounts import Account, Chart, debit_balance
from assistant.books.client_books import ClientBooks, Difference
from assistant.books.goods import Stock
from assistant.books.money import Money
from assistant.errors import BadFile, WrongUsage

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
TRIAL_BALANCE = "opening trial balance"
OPENING_STOCK = "opening stock"


def read_client(folder: Path, slug: str) -> ClientBooks:
    """The books of `folder` (client.json, accounts.csv, items.csv and, where there is one, layers.csv), without history.

    Raises BadFile with one sentence a fault: file, row, column and what to change. Openings that do not balance, and
    stock that differs from its account, are no fault: they are the books' named differences.
    """
    if not SLUG.match(slug):
        raise WrongUsage(f"{slug!r} cannot name a client.", "Use letters, digits, '-', '.' and '_', at most 64.")
    if not folder.is_dir():
        raise BadFile(f"There is no folder {folder}.", "Name a folder with client.json, accounts.csv and items.csv.")
    faults = Faults()
    client = read_client_file(folder / "client.json", faults)
    currency = client.currency or "USD"  # only so that the other files' faults can be named too
    chart = read_chart(folder / "accounts.csv", currency, faults)
    policy = read_policy(client, chart, currency)
    stock = Stock((), ())
    differences: tuple[Difference, ...] = ()
    try:
        stock = read_stock(folder, chart, policy.cost_method, currency, faults)
        differences = opening_differences(chart, stock, currency) if not faults.said else ()
    except ValueError as error:  # each amount fits, but not their sum
        faults.say("items.csv", f"taken together, {error}; correct the quantities or costs.")
    if not chart.accounts and not faults.said:
        faults.say("accounts.csv", "holds no account; books need at least an inventory account and a loss account.")
    if faults.said:
        many = f"{len(faults.said)} faults" if len(faults.said) > 1 else "a fault"
        raise BadFile(f"{folder.name} cannot be opened: {many} in its files.", "Correct the files and open it again.",
                      faults=tuple(faults.said))  # fmt: skip
    return ClientBooks(
        client=slug,
        name=client.name,
        currency=currency,
        date_order=client.date_order,
        policy=policy,
        chart=chart,
        stock=stock,
        differences=differences,
    )


def opening_differences(chart: Chart, stock: Stock, currency: str) -> tuple[Difference, ...]:
    """What does not agree in real books, in plain numbers: debits less credits, and each inventory account less its goods."""
    found = []
    if gap := debit_balance(chart, currency):
        larger, smaller = ("Debits", "credits") if gap.minor > 0 else ("Credits", "debits")
        says = f"{larger} exceed {smaller} by {abs(gap)} in the opening balances."
        found.append(Difference(TRIAL_BALANCE, "", gap, says))
    goods_in = {account.key: Money.zero(currency) for account in chart}
    for holding in stock.holdings:
        goods_in[holding.account] += holding.value(currency)
    for account in chart:
        goods = goods_in[account.key]
        if (account.holds_goods or goods) and (gap := account.balance - goods):
            found.append(Difference(OPENING_STOCK, account.key, gap, stock_says(account, goods, gap)))
    return tuple(found)


def stock_says(account: Account, goods: Money, gap: Money) -> str:
    if not goods:
        return f"{account.label} stands at {account.balance} without goods on file."
    more = "more" if gap.minor > 0 else "less"
    return f"{account.label} stands at {account.balance}, which is {abs(gap)} {more} than its goods at {goods}."
