"""A shop whose QuickBooks company tracks its mugs and tea, and short ways to write entries and plans as pages."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.entry import History, Line, PostedEntry
from assistant.books.goods import Holding, Item, Layer, Stock, StockMove
from assistant.books.money import Money
from assistant.books.plan import Plan
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Role
from assistant.books.quantity import format_quantity
from assistant.books.reasons import Kind, Reason
from assistant.books.remote import Environment, Link, LinkKind, Links
from assistant.books.snapshot import Adjustments, Preferences, RemoteAccount, RemoteItem, RemoteName, Snapshot
from assistant.stages.rail.plan import plan

NOON = datetime(2026, 10, 9, 12, 0, tzinfo=UTC)
DAY = date(2026, 10, 2)

# number, name, type, detail type, what its lines here are for
ACCOUNTS = """
1000|Checking|Bank|Checking|received
1200|Inventory|Other Current Asset|Inventory|inventory
1210|Tea Stock|Other Current Asset|Inventory|inventory
1250|Display Stock|Other Current Asset|Inventory|inventory
1290|Reserve for Obsolete Stock|Other Current Asset|Inventory|allowance
1400|Insurance Claims|Other Current Asset|OtherCurrentAssets|owed
1450|Vendor Credits Due|Other Current Asset|OtherCurrentAssets|supplier
1500|Shop Equipment|Fixed Asset|FurnitureAndFixtures|own_use
1900|Stock Clearing|Other Current Asset|OtherCurrentAssets|loss
2000|Accounts Payable|Accounts Payable|AccountsPayable|supplier
2500|To Pay Back|Other Current Liability|OtherCurrentLiabilities|repay
3100|Owner's Drawings|Equity|OwnersEquity|owner
3900|Opening Stock|Equity|OpeningBalanceEquity|control
5050|Damage and Breakage|Cost of Goods Sold|SuppliesMaterialsCogs|loss
5060|Tea Gone Stale|Cost of Goods Sold|SuppliesMaterialsCogs|loss
6200|Staff Welfare|Expense|OtherMiscellaneousServiceCost|own_use
6300|Donations|Expense|CharitableContributions|donation
6910|Inventory Write-off Expense|Expense|OtherBusinessExpenses|loss
"""
# item, place, on hand, unit cost, account here, whether QuickBooks tracks it
GOODS = """
MUG|Shop|40|4.15|1200|tracked
MUG|Depot|60|4.15|1200|tracked
JUG|Shop|12|9.00|1200|tracked
TEA|Shop|7.5|19.80|1210|tracked
GIFT|Shop|30|0.00|1200|tracked
RACK|Shop|5|30.00|1250|untracked
NEW|Shop|9|2.00|1200|unlinked
"""
ROLES = {row.split("|")[0]: Role(row.split("|")[4]) for row in ACCOUNTS.strip().splitlines()}


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def chart() -> Chart:
    rows = (row.split("|") for row in ACCOUNTS.strip().splitlines())
    zero = usd("0")
    return Chart(tuple(Account(key, key, name, name, AccountType(of), zero, detail) for key, name, of, detail, _ in rows))


def stock() -> Stock:
    rows = [row.split("|") for row in GOODS.strip().splitlines()]
    items = {key: Item(key, key, key.title()) for key, *_ in rows}
    holdings = []
    for key, place, units, cost, account, _ in rows:
        value = Money.rounded(Decimal(units) * Decimal(cost), "USD")
        layer = Layer(f"{key}@{place}", None, Decimal(units), Decimal(cost), value)
        holdings.append(Holding(key, place, account, (layer,)))
    return Stock(tuple(items.values()), tuple(holdings))


def snapshot(**changes: Any) -> Snapshot:
    """The accounts have the Ids of ours with an 8 before them; items that of their key with a T."""
    accounts = tuple(RemoteAccount(f"8{one.key}", one.key, f"There {one.name}", "", True, one.type.value) for one in chart())
    rows = {key: (account, how) for key, _, _, _, account, how in (row.split("|") for row in GOODS.strip().splitlines())}
    items = tuple(
        RemoteItem(
            f"T{key}", f"There {key}", key, how == "tracked", True, asset_account=f"8{account}" if how == "tracked" else ""
        )
        for key, (account, how) in rows.items()
        if how != "unlinked"
    )
    made = Snapshot(
        NOON, "There Inc", "US", Preferences("USD"), Adjustments.ALLOWED, accounts, items, (RemoteName("30", "Acme"),),
        (RemoteName("40", "Cora"),), (RemoteName("50", "Retail"),), (RemoteName("61", "High Street"), RemoteName("62", "Yard")),
    )  # fmt: skip
    return replace(made, **changes)


def links(*without: str, unconfirmed: Iterable[str] = ()) -> Links:
    """Every account, item and name by its own key, confirmed, but those named."""
    found = [(LinkKind.ACCOUNT, key, f"8{key}") for key in ROLES]
    found += [(LinkKind.ITEM, row.split("|")[0], f"T{row.split('|')[0]}") for row in GOODS.strip().splitlines()]
    found += [(LinkKind.VENDOR, "Acme", "30"), (LinkKind.CUSTOMER, "Cora", "40")]
    found = [each for each in dict.fromkeys(found) if each[1] not in (*without, "NEW")]
    return Links(
        tuple(
            Link(kind, ours, there, f"There {ours}", *(() if ours in unconfirmed else ("ann", NOON)))
            for kind, ours, there in found
        )
    )


def shop(*history: PostedEntry, policy: Policy | None = None, **changes: Any) -> ClientBooks:
    """The books, connected; `changes` are to the snapshot, its preferences, or the links."""
    told = {name: changes.pop(name) for name in list(changes) if name in Preferences.__dataclass_fields__}
    linked = changes.pop("linked", links())
    there = snapshot(**changes)
    there = replace(there, preferences=replace(there.preferences, **told))
    connected = Connected("9130", "There Inc", Environment.PRACTICE, there, linked)
    policy = policy or Policy(routine_limit=usd("500.00"))
    return ClientBooks("shop", "Shop", "USD", DateOrder.MDY, policy, chart(), stock(), History(history), connected=connected)


def entry(page: str, *, number: str = "WO-1", on: date = DAY, **changes: Any) -> PostedEntry:
    """'write_off damaged', then '-12 MUG @ Shop 49.80' for units that move, then 'Dr 5050 49.80 Acme'."""
    head, *rows = [row.strip() for row in page.strip().splitlines()]
    kind, reason, *reverses = head.split()
    moves, lines = [], []
    for row in rows:
        if row[:2] in ("Dr", "Cr"):
            side, account, amount, *party = row.split()
            lines.append(Line(Side.DEBIT if side == "Dr" else Side.CREDIT, account, usd(amount), ROLES[account], " ".join(party)))
        else:
            units, item, _, place, value = row.split()
            sign = -1 if units.startswith("-") or (not Decimal(units) and value.startswith("-")) else 1
            moves.append(
                StockMove(item, place, stock().held(item)[0].account, Decimal(units), Money(sign * abs(usd(value).minor), "USD"))
            )
    goods = tuple((move.item, move.location, -move.quantity) for move in moves)
    posted = PostedEntry(
        f"id-{number}", number, on, Kind(kind), Reason(reason), "Dropped by the forklift", tuple(lines), goods, tuple(moves),
        reverses="".join(reverses),
    )  # fmt: skip
    return replace(posted, **changes)


def told(made: Plan) -> list[str]:
    """['A InventoryAdjustment 5050', '  -12 MUG @ Shop -49.80', …], or what holds it."""
    rows = []
    for each in made.documents:
        after = f" after {'ABCDEFGH'[each.after - 1]}" if each.after else ""
        rows.append(" ".join(filter(None, (each.suffix, each.kind.value, each.account, each.party))) + after)
        rows += [
            f"  {format_quantity(goods.quantity)} {goods.item} @ {goods.location} {goods.value}"
            + (f" {goods.klass}" if goods.klass else "")
            for goods in each.goods
        ]
        rows += [
            "  "
            + " ".join(
                filter(
                    None,
                    (
                        line.side.short,
                        line.account,
                        str(line.amount),
                        line.party,
                        line.klass,
                        line.location and f"@ {line.location}",
                    ),
                )
            )
            for line in each.lines
        ]
    return [*rows, *([f"held {made.hold.reason}"] if made.hold is not None else [])]


def page_of(page: str, books: ClientBooks | None = None, **changes: Any) -> list[str]:
    return told(plan(entry(page, **changes), books or shop()))


def rows(page: str) -> list[str]:
    """A page as `told` writes it, from one that is set in under a test."""
    lines = [line for line in page.splitlines() if line.strip()]
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    return [line[margin:].rstrip() for line in lines]


def pages(text: str) -> dict[str, tuple[str, list[str]]]:
    """'# what it shows', the entry, '=>' and its plan: by what it shows."""
    found = {}
    for block in text.strip().split("\n\n"):
        title, _, page = block.partition("\n")
        said, _, expected = page.partition("\n=>\n")
        found[title.removeprefix("# ")] = said, expected.splitlines()
    return found
