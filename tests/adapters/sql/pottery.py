"""The books of two small potteries that use the same numbers and names for everything, and entries to post in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from assistant.adapters.sql.store import SqlStore, open_books
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks, Difference
from assistant.books.draft import Draft, DraftState, Evidence, MappedEntry, MappedLine, Reading, ValuedEntry
from assistant.books.entry import Line, PostedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.goods import Holding, Item, Layer, Stock, StockMove
from assistant.books.money import Money, total
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Event, Proposal, Role
from assistant.books.reasons import Kind, Reason
from assistant.store import TextRecord

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def account(number: str, name: str, kind: AccountType, balance: str = "0", detail: str = "") -> Account:
    return Account(number, number, name, name, kind, usd(balance), detail)


def layer(id_: str, quantity: str, cost: str, received: date | None = None) -> Layer:
    value = Money.rounded(Decimal(quantity) * Decimal(cost), "USD")
    return Layer(id_, received, Decimal(quantity), Decimal(cost), value)


KILN = ClientBooks(
    client="kiln",
    name="Kiln Street Pottery",
    currency="USD",
    date_order=DateOrder.DMY,
    policy=Policy(routine_limit=usd("500.00")),
    chart=Chart((
        account("1200", "Inventory", AccountType.OTHER_CURRENT_ASSET, "900.00", "Inventory"),
        account("1290", "Allowance for slow goods", AccountType.OTHER_CURRENT_ASSET, "-40.00", "Inventory"),
        account("3000", "Equity", AccountType.EQUITY, "860.00"),
        account("5050", "Breakage", AccountType.COST_OF_GOODS_SOLD),
    )),
    stock=Stock(
        (Item("MUG", "MUG", "Mug, blue", "each", Decimal(24)), Item("Clay", "", "Clay", "kg")),
        (
            Holding("MUG", "Shop", "1200", (layer("MUG@Shop#1", "10", "4.15"),)),
            Holding("MUG", "Store", "1200", (layer("old", "30", "4"), layer("new", "20", "4.5", date(2026, 3, 1)))),
            Holding("Clay", "", "1200", (layer("Clay@#1", "12.5", "0.333333"),), cost_known=False),
        ),
    ),
    differences=(Difference("opening stock", "1200", usd("644.33"), "Inventory stands at 900.00, which is 644.33 more."),),
)  # fmt: skip
PRICED = (replace(KILN.stock.items[0], selling_price=Decimal("9.90")), *KILN.stock.items[1:])
FORGE = replace(KILN, client="forge", name="Forge Lane Pottery", stock=replace(KILN.stock, items=PRICED))


@contextmanager
def potteries(address: str) -> Iterator[SqlStore]:
    """A store with the books of both, opened by Ann."""
    store = open_books(address)
    try:
        store.add_client(KILN, by="ann", at=NOON)
        store.add_client(FORGE, by="ann", at=NOON)
        yield store
    finally:
        store.close()


def broken(books: ClientBooks, units: str, *, item: str = "MUG", place: str = "Shop", number: str = "WO-1001") -> PostedEntry:
    """Units that broke, at what they leave at: Dr 5050 Breakage, Cr 1200 Inventory. Not tied to a draft."""
    held = books.stock.at(item, place)
    assert held is not None
    layers = held.relieve(Decimal(units), "USD")
    value = -total((move.value for move in layers), "USD")
    return PostedEntry(
        id=f"the id of {number}",
        number=number,
        entry_date=date(2026, 11, 20),
        kind=Kind.WRITE_OFF,
        reason=Reason.DAMAGED,
        memo="dropped",
        lines=(Line(Side.DEBIT, "5050", value, Role.LOSS), Line(Side.CREDIT, "1200", value, Role.INVENTORY)),
        goods=((item, place, Decimal(units)),),
        moves=(StockMove(item, place, "1200", -Decimal(units), -value, layers),),
        text=f"{units} mugs dropped",
        posted_by="ann",
        posted_at=NOON,
    )


def mended(entry: PostedEntry, number: str) -> PostedEntry:
    """The whole of an entry taken back: sides swapped, units back into their own layers."""
    moves = tuple(
        replace(
            move,
            quantity=-move.quantity,
            value=-move.value,
            layers=tuple(replace(part, quantity=-part.quantity, value=-part.value) for part in move.layers),
        )
        for move in entry.moves
    )
    return replace(
        entry,
        id=f"the id of {number}",
        number=number,
        kind=Kind.REVERSAL,
        lines=tuple(replace(line, side=line.side.other) for line in entry.lines),
        goods=tuple((item, place, -units) for item, place, units in entry.goods),
        moves=moves,
        reverses=entry.number,
        draft_id="",
    )


def text_of(books: SqlTransaction, words: str = "3 mugs dropped", batch: str = "", place: int = 0) -> TextRecord:
    record = TextRecord(books.next_text_id(), words, TODAY, Proposal((), reader="rules"), (), batch, place)
    books.save_text(record)
    return record


def draft_of(
    books: SqlTransaction, units: str = "3", *, state: DraftState = DraftState.WAITING, place: str = "Shop", sure: float = 0.9
) -> Draft:
    """A stored draft of units that broke."""
    record = text_of(books)
    entry = broken(books.books(), units, place=place)
    event = Event(Kind.WRITE_OFF, Reason.DAMAGED)
    valued = ValuedEntry(ResolvedEvent(event, (), entry.entry_date, "said"), entry.kind, entry.reason, (), entry.moves)
    lines = tuple(
        MappedLine(n, line.side, line.role, line.amount, line.account, sure, "policy", "policy", Evidence("policy"))
        for n, line in enumerate(entry.lines, 1)
    )
    draft = Draft(
        id=books.next_draft_id(),
        client=books.client.id,
        version=1,
        state=state,
        text=record.text,
        text_id=record.id,
        event=event,
        reading=Reading("rules"),
        entry=MappedEntry(valued, lines, sure),
        drafted_by="ann",
        drafted_at=NOON,
    )
    books.save_draft(draft)
    return draft
