"""Charts and valued entries in a few words, for the tests of mapping, confidence and validation."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from assistant.adapters.files.client import read_client
from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry, ValuedEntry, ValuedLine
from assistant.books.event import AccountPick, ResolvedEvent, ResolvedGoods
from assistant.books.finding import Finding
from assistant.books.goods import Stock
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Event, GoodsSaid, Quote, RecoverySaid, Role
from assistant.books.question import Question, Settled
from assistant.books.reasons import Cause, Kind, Reason, Use
from assistant.stages.mapping.map import map_accounts

TODAY = date(2026, 10, 9)
SAMPLES = Path(__file__).parents[3] / "coa_samples"
TYPES = {
    "bank": AccountType.BANK, "receivable": AccountType.ACCOUNTS_RECEIVABLE, "current": AccountType.OTHER_CURRENT_ASSET,
    "stock": AccountType.OTHER_CURRENT_ASSET, "fixed": AccountType.FIXED_ASSET, "payable": AccountType.ACCOUNTS_PAYABLE,
    "owing": AccountType.OTHER_CURRENT_LIABILITY, "equity": AccountType.EQUITY, "income": AccountType.INCOME,
    "cogs": AccountType.COST_OF_GOODS_SOLD, "expense": AccountType.EXPENSE, "other": AccountType.OTHER_EXPENSE,
}  # fmt: skip
DETAILS = {"stock": "Inventory", "current": "OtherCurrentAssets", "bank": "Checking"}

# A store whose chart has an account for most things, some of them traps.
STORE = """
1000 bank     Main Checking                     9000.00
1010 bank     Payroll Checking                  5000.00
1050 bank     Petty Cash - Dock                  200.00
1100 receivable Accounts Receivable              800.00
1200 stock    Inventory                        40000.00
1210 stock    Garden Plants                     3000.00
1290 stock    Inventory Reserve                 -900.00  Contra to inventory
1300 current  Vendor Credits Receivable           50.00
1310 current  Insurance Claims Receivable              -
1320 current  Prepaid Insurance                  700.00
1330 current  Freight Claims Receivable                -
1500 fixed    Store Fixtures                    8000.00
2000 payable  Accounts Payable                  4000.00
2300 owing    Accrued Expenses                   300.00
2310 owing    Customer Deposits                  500.00
3100 equity   Owner Draws                      -2000.00
3900 equity   Retained Earnings                60000.00
4000 income   Sales                             9999.00
5000 cogs     Cost of Goods Sold               50000.00
5010 cogs     Freight In                        1000.00
5100 cogs     Inventory Shrinkage                      -  Missing units and count differences
5105 cogs     Shrink (old - do not use)                -
5110 cogs     Breakage                                 -  Everyday damage
5120 cogs     Plant Losses - Died & Culled             -
5130 cogs     Spoiled & Expired Goods                  -
5140 cogs     Obsolete & Slow Stock                    -
5150 cogs     Production Scrap & Rework                -
5160 cogs     STOCK LOSSES                             -  Heading - post to the sub-accounts
6000 expense  Advertising                              -
6010 expense  Samples & Giveaways                      -
6020 expense  Store Supplies                           -
6030 expense  Office Supplies                          -
6040 expense  Staff Meals & Welfare                    -
6050 expense  Staff Training                           -
6060 expense  Delivery Vans                            -  Fuel, oil changes and repairs on our own vans
6070 expense  Product Testing                          -
6080 expense  Bad Debts Written Off                    -  Customer balances only
6090 expense  Waste Collection                         -  Bin contract
6100 expense  Charitable Contributions                 -
6110 expense  Wages                                    -
6800 expense  Inventory Write-Off Expense              -  Large or unusual losses
6810 expense  Obsolescence Expense                     -  Large obsolescence, additions to the reserve
6820 expense  Casualty Loss - Fire & Flood             -
6830 expense  Theft Losses                             -
6840 expense  Recall Losses                            -  Recalled and banned goods
8000 other    Loss on Sale of Equipment                -
"""


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def account(row: str) -> Account:
    """'1290 stock  Inventory Reserve   -900.00  Contra to inventory', fields two or more spaces apart after the type."""
    number, kind, rest = row.split(maxsplit=2)
    name, balance, *description = [part.strip() for part in rest.split("  ") if part.strip()]
    return Account(
        key=number, number=number, name=name, full_name=name, type=TYPES[kind], detail_type=DETAILS.get(kind, ""),
        balance=usd("0" if balance == "-" else balance), description=" ".join(description),
    )  # fmt: skip


def chart(page: str = STORE, *extra: str, without: Sequence[str] = ()) -> Chart:
    rows = [account(row) for row in (*page.strip().splitlines(), *extra)]
    return Chart(tuple(row for row in rows if row.number not in without))


def store(*extra: str, without: Sequence[str] = (), policy: Policy | None = None) -> ClientBooks:
    """The store's books; `extra` accounts, and some left out. The routine limit is 500.00."""
    settled = policy or Policy(routine_limit=usd("500.00"))
    return ClientBooks("store", "The Store", "USD", DateOrder.MDY, settled, chart(STORE, *extra, without=without), Stock((), ()))


def sample(slug: str) -> ClientBooks:
    return read_client(SAMPLES / slug, slug)


def line(side: Side, role: Role, amount: Money, account: str | None = None, words: str = "", named: bool = False) -> ValuedLine:
    return ValuedLine(side, role, amount, account=account, words=words, named=named)


def valued(
    *lines: ValuedLine,
    reason: Reason = Reason.DAMAGED,
    kind: Kind = Kind.WRITE_OFF,
    cause: Cause | None = None,
    use: Use | None = None,
    use_words: str = "",
    goods: str = "",
    recoveries: Sequence[RecoverySaid] = (),
    units: Sequence[ResolvedGoods] = (),
    settled: Sequence[Settled] = (),
    inventory: AccountPick | None = None,
    text: str = "",
    loss: Money | None = None,
) -> ValuedEntry:
    said = (GoodsSaid(goods),) if goods else ()
    quote = Quote(text, 0, len(text)) if text else None
    event = Event(kind, reason, said, cause=cause, use=use, use_words=use_words, recoveries=tuple(recoveries), quote=quote)
    resolved = ResolvedEvent(event, tuple(settled), TODAY, "today", tuple(units), inventory)
    return ValuedEntry(resolved, kind, reason, lines, loss=loss)


def write_off(
    books: ClientBooks,
    reason: Reason,
    amount: str,
    *,
    role: Role = Role.LOSS,
    inventory: str = "1200",
    words: str = "",
    kind: Kind = Kind.WRITE_OFF,
    cause: Cause | None = None,
    use: Use | None = None,
    use_words: str = "",
    goods: str = "",
) -> MappedEntry:
    """Dr the loss, Cr inventory, mapped. `words` name the account in the text."""
    money = Money.parse(amount, books.currency)
    entry = valued(
        line(Side.DEBIT, role, money, words=words, named=bool(words)),
        line(Side.CREDIT, Role.INVENTORY, money, inventory),
        reason=reason, kind=kind, cause=cause, use=use, use_words=use_words, goods=goods, loss=money,
    )  # fmt: skip
    return mapped(entry, books)


def mapped(entry: ValuedEntry, books: ClientBooks, overrides: tuple[tuple[int, str], ...] = ()) -> MappedEntry:
    result = map_accounts(entry, books, overrides)
    assert isinstance(result, MappedEntry), result
    return result


def asked(entry: ValuedEntry, books: ClientBooks) -> Question:
    result = map_accounts(entry, books)
    assert isinstance(result, Question), result
    return result


def debit(entry: MappedEntry) -> str:
    """The name of the first line's account is what most tests ask: its key."""
    return entry.lines[0].account


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code.value for finding in findings]


def dec(text: str) -> Decimal:
    return Decimal(text)
