"""The books of a bakery whose crockery QuickBooks tracks, and an entry of every shape that a plan can have."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import CostMethod, Holding, Item, Layer, LayerMove, Stock, StockMove
from assistant.books.money import Money, total
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Role
from assistant.books.reasons import Kind, Reason

CLIENT, OWNER = "bakery", "ann"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
CLAIM, OVEN, SHELF, RESERVE, OWED = "1150", "1210", "1200", "1290", "2000"
BROKEN, SPOILT, FIRE = "5050", "5060", "6990"
VENDOR = "Acme Pottery"


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def _account(number: str, name: str, kind: AccountType, balance: str = "0", detail: str = "") -> Account:
    return Account(number, number, name, name, kind, usd(balance), detail)


def _layer(id_: str, quantity: str, cost: str, received: date | None = None) -> Layer:
    return Layer(id_, received, Decimal(quantity), Decimal(cost), Money.rounded(Decimal(quantity) * Decimal(cost), "USD"))


def bakery(units: int = 1) -> ClientBooks:
    """With so many times the usual stock."""

    def many(quantity: int) -> str:
        return str(quantity * units)

    holdings = (
        Holding("MUG", "Shop", SHELF, (_layer("mug-shop", many(100), "4.15"),)),
        Holding("MUG", "Store", SHELF, (_layer("mug-old", many(30), "4"), _layer("mug-new", many(200), "4.5", date(2026, 3, 1)))),
        Holding("BOWL", "Shop", SHELF, (_layer("bowl", many(90), "3.333"),)),
        Holding("PLATE", "Shop", SHELF, (_layer("plate", many(80), "2.10"),)),
        Holding("VOUCHER", "Shop", SHELF, (_layer("voucher", many(50), "0"),)),
        Holding("FLOUR", "Store", OVEN, (_layer("flour", many(500), "1.2"),), cost_known=False),
    )
    held = {account: total((h.value("USD") for h in holdings if h.account == account), "USD") for account in (SHELF, OVEN)}
    worth = total(held.values(), "USD")
    return ClientBooks(
        client=CLIENT,
        name="Harbour Bakery",
        currency="USD",
        date_order=DateOrder.DMY,
        policy=Policy(routine_limit=usd("500.00"), cost_method=CostMethod.FIFO),
        chart=Chart((
            _account("1000", "Checking", AccountType.BANK, "5000.00"),
            _account(CLAIM, "Insurance claims", AccountType.OTHER_CURRENT_ASSET),
            replace(_account(SHELF, "Crockery", AccountType.OTHER_CURRENT_ASSET, detail="Inventory"), balance=held[SHELF]),
            replace(_account(OVEN, "Ingredients", AccountType.OTHER_CURRENT_ASSET, detail="Inventory"), balance=held[OVEN]),
            _account(RESERVE, "Allowance for slow goods", AccountType.OTHER_CURRENT_ASSET, detail="Inventory"),
            _account(OWED, "Payables", AccountType.ACCOUNTS_PAYABLE),
            replace(_account("3000", "Equity", AccountType.EQUITY), balance=worth + usd("5000.00")),
            _account("4000", "Sales", AccountType.INCOME),
            _account(BROKEN, "Breakage", AccountType.COST_OF_GOODS_SOLD),
            _account(SPOILT, "Spoilage", AccountType.COST_OF_GOODS_SOLD),
            _account(FIRE, "Casualty losses", AccountType.EXPENSE),
        )),
        stock=Stock(
            (Item("MUG", "MUG", "Mug"), Item("BOWL", "BOWL", "Bowl"), Item("PLATE", "PLATE", "Plate"),
             Item("VOUCHER", "VOUCHER", "Voucher card"), Item("FLOUR", "FLOUR", "Flour", "kg")),
            holdings,
        ),
    )  # fmt: skip


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def leaving(books: ClientBooks, item: str, place: str, units: str) -> StockMove:
    """Units of the oldest layers first."""
    held = books.stock.at(item, place)
    assert held is not None
    layers = held.relieve(Decimal(units), "USD")
    return StockMove(item, place, held.account, -Decimal(units), total((part.value for part in layers), "USD"), layers)


def entry(number: str, lines: tuple[Line, ...], moves: tuple[StockMove, ...] = (), kind: Kind = Kind.WRITE_OFF) -> PostedEntry:
    return PostedEntry(
        id=f"the id of {number}",
        number=number,
        entry_date=DAY,
        kind=kind,
        reason=Reason.DAMAGED,
        memo=f"what happened in {number}",
        lines=lines,
        goods=tuple((move.item, move.location, -move.quantity) for move in moves),
        moves=moves,
        posted_by=OWNER,
        posted_at=NOON,
    )


def debit(account: str, amount: Money, role: Role = Role.LOSS, party: str = "") -> Line:
    return Line(Side.DEBIT, account, amount, role, party)


def credit(account: str, amount: Money, role: Role = Role.INVENTORY, party: str = "") -> Line:
    return Line(Side.CREDIT, account, amount, role, party)


def broken(books: ClientBooks, number: str, item: str = "MUG", units: str = "3", place: str = "Shop") -> PostedEntry:
    """An adjustment alone."""
    move = leaving(books, item, place, units)
    value = -move.value
    lines = (debit(BROKEN, value), credit(SHELF, value)) if value else ()
    return entry(number, lines, (move,))


def spilt(books: ClientBooks, number: str) -> PostedEntry:
    """A journal alone: QuickBooks tracks no flour."""
    return entry(number, (debit(SPOILT, usd("42.50")), credit(OVEN, usd("42.50"))))


def insured(books: ClientBooks, number: str) -> PostedEntry:
    """An adjustment, then a journal for what the insurer owes."""
    move = leaving(books, "BOWL", "Shop", "7")
    owed = Money.rounded(-move.value.amount / 2, "USD")
    lines = (debit(CLAIM, owed, Role.OWED), debit(FIRE, -move.value - owed), credit(SHELF, -move.value))
    return entry(number, lines, (move,))


def returned(books: ClientBooks, number: str) -> PostedEntry:
    """A vendor credit, for less than the goods cost."""
    move = leaving(books, "PLATE", "Shop", "10")
    owed = usd("15.00")
    lines = (debit(OWED, owed, Role.SUPPLIER, VENDOR), debit(BROKEN, -move.value - owed), credit(SHELF, -move.value))
    return entry(number, lines, (move,))


def written_down(books: ClientBooks, number: str) -> PostedEntry:
    """A journal to the allowance: no unit moves."""
    return entry(number, (debit(BROKEN, usd("12.00")), credit(RESERVE, usd("12.00"), Role.ALLOWANCE)), kind=Kind.WRITE_DOWN)


def worthless(books: ClientBooks, number: str) -> PostedEntry:
    """Goods that cost nothing still leave."""
    return broken(books, number, "VOUCHER", "5")


def two_places(books: ClientBooks, number: str) -> PostedEntry:
    """Goods of two places and several layers."""
    moves = (leaving(books, "MUG", "Shop", "2"), leaving(books, "MUG", "Store", "35"), leaving(books, "BOWL", "Shop", "1"))
    value = -total((move.value for move in moves), "USD")
    return entry(number, (debit(BROKEN, value), credit(SHELF, value)), moves)


def taken_back(original: PostedEntry, number: str) -> PostedEntry:
    """The entry the other way round, to the layers that its units left."""
    moves = tuple(
        replace(
            move,
            quantity=-move.quantity,
            value=-move.value,
            layers=tuple(LayerMove(part.layer, -part.quantity, -part.value, part.unit_cost) for part in move.layers),
        )
        for move in original.moves
    )
    lines = tuple(replace(line, side=line.side.other) for line in original.lines)
    back = entry(number, tuple(sorted(lines, key=lambda line: line.side is Side.CREDIT)), moves, Kind.REVERSAL)
    return replace(back, reverses=original.number)


@dataclass(frozen=True)
class Shape:
    """`documents` are the kinds that the company is to keep of it, in their order."""

    make: Callable[[ClientBooks, str], PostedEntry]
    documents: tuple[str, ...]


SHAPES = {
    "journal": Shape(spilt, ("JournalEntry",)),
    "adjustment": Shape(broken, ("InventoryAdjustment",)),
    "adjustment and journal": Shape(insured, ("InventoryAdjustment", "JournalEntry")),
    "vendor credit": Shape(returned, ("VendorCredit",)),
    "write-down": Shape(written_down, ("JournalEntry",)),
    "worthless": Shape(worthless, ("InventoryAdjustment",)),
    "two places": Shape(two_places, ("InventoryAdjustment", "InventoryAdjustment")),
}
