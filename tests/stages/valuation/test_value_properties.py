"""What holds of every entry: it balances, gives no more than there is, loses no cent, and taking it back leaves no trace."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.goods import CostMethod, Holding, Layer, Stock
from assistant.books.money import Money, total
from assistant.books.policy import Policy, WriteDownMethod
from assistant.books.proposal import (
    EntrySaid,
    Event,
    GoodsSaid,
    Quantity,
    QuantityPart,
    QuantityRelation,
    RecoverySaid,
    RecoverySource,
    RecoveryStatus,
    Value,
    ValueRelation,
)
from assistant.books.reasons import Kind, Reason
from assistant.stages.valuation.value import value
from tests.stages.shop import after, event, quote, resolved, shop, stock, usd

UNITS = st.integers(1, 400).map(Decimal)
COSTS = st.decimals(0, 90, places=4, allow_nan=False)
ITEMS = ("MUG-RED", "MUG-BLU", "CRY-64")


@st.composite
def layers(draw: st.DrawFn, key: str, currency: str) -> tuple[Layer, ...]:
    made = []
    for index in range(draw(st.integers(1, 3))):
        units, cost = draw(UNITS), draw(COSTS)
        value = Money.rounded(units * cost, currency)
        made.append(Layer(f"{key}-{index}", date(2026, 1 + index, 1), units, cost, value))
    return tuple(made)


@st.composite
def books_held(draw: st.DrawFn) -> ClientBooks:
    currency = "USD"
    method = draw(st.sampled_from(CostMethod))
    holdings = []
    for item in ITEMS:
        for place, account in (("Shop Floor", "1200"), ("Old Depot", "1210")):
            found = draw(layers(f"{item}@{place}", currency))
            kept = found[:1] if method is CostMethod.WEIGHTED_AVERAGE else found
            holdings.append(Holding(item, place, account, kept))
    policy = Policy(usd("300"), draw(st.sampled_from(WriteDownMethod)), cost_method=method)
    return shop(policy=policy, held=Stock(stock().items, tuple(holdings)))


def counted(item: str, units: Decimal, relation: QuantityRelation, place: str = "") -> GoodsSaid:
    return GoodsSaid(item, quantity=Quantity(relation, (QuantityPart(units),)), place=place)


RECOVERIES = st.builds(
    RecoverySaid,
    st.sampled_from(RecoverySource),
    st.sampled_from(RecoveryStatus),
    st.none()
    | st.builds(Value, st.just(ValueRelation.TOTAL), st.decimals(0, 5000, places=2, allow_nan=False))
    | st.builds(Value, st.just(ValueRelation.SHARE_OF_COST), share=st.decimals("0.01", 1, places=2, allow_nan=False)),
)
LINES = st.lists(
    st.builds(
        counted,
        st.sampled_from(ITEMS),
        UNITS,
        st.sampled_from([QuantityRelation.EXACTLY, QuantityRelation.COUNTED, QuantityRelation.OVER]),
        st.sampled_from(["", "Shop Floor", "Old Depot"]),
    ),
    min_size=1,
    max_size=4,
)


def valued(said: Event, books: ClientBooks) -> ValuedEntry | None:
    entry = value(resolved(said, books), books)
    return entry if isinstance(entry, ValuedEntry) else None


def balances(entry: ValuedEntry) -> bool:
    sides = {side: sum(line.amount.minor for line in entry.lines if line.side is side) for side in Side}
    return sides[Side.DEBIT] == sides[Side.CREDIT] and all(line.amount.minor > 0 for line in entry.lines)


@given(books_held(), LINES, st.lists(RECOVERIES, max_size=2), st.booleans())
def test_lines_balance_and_debits_come_first(
    books: ClientBooks, lines: list[GoodsSaid], recoveries: list[RecoverySaid], against: bool
) -> None:
    said = replace(
        event(*lines, kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST),
        recoveries=tuple(recoveries),
        against_allowance=quote("against the reserve") if against else None,
    )
    entry = valued(said, books)
    if entry is None:
        return
    assert balances(entry)
    sides = [line.side for line in entry.lines]
    assert sides == sorted(sides, key=lambda side: side is Side.CREDIT)


@given(books_held(), st.sampled_from(ITEMS), UNITS, st.decimals(0, 100, places=2, allow_nan=False))
def test_a_write_down_balances_and_never_exceeds_what_is_carried(
    books: ClientBooks, item: str, units: Decimal, nrv: Decimal
) -> None:
    line = replace(counted(item, units, QuantityRelation.EXACTLY), nrv=Value(ValueRelation.EACH, nrv))
    entry = valued(event(line, kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE), books)
    assert entry is not None
    assert balances(entry)
    assert all(move.quantity == 0 and sum(part.quantity for part in move.layers) == 0 for move in entry.moves)


@given(books_held(), st.sampled_from(ITEMS), st.integers(1, 60), st.integers(1, 60))
def test_what_leaves_in_two_parts_is_what_leaves_in_one(books: ClientBooks, item: str, first: int, second: int) -> None:
    held = books.stock.on_hand(item)
    if first + second != held:
        first, second = 1, int(held) - 1
    one = counted(item, Decimal(first + second), QuantityRelation.EXACTLY)
    entry = valued(event(one), books)
    assert entry is not None
    carried = total((holding.value("USD") for holding in books.stock.held(item)), "USD")
    assert -total((move.value for move in entry.moves), "USD") == carried
    part = valued(event(counted(item, Decimal(first), QuantityRelation.EXACTLY)), books)
    assert part is not None
    rest = valued(event(counted(item, Decimal(second), QuantityRelation.EXACTLY)), after(books, "WO-1", part))
    if second:
        assert rest is not None
        assert sum(move.value.minor for move in (*part.moves, *rest.moves)) == -carried.minor


@given(books_held(), st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3, unique=True), st.data())
def test_relief_never_exceeds_value_and_taking_it_back_leaves_no_trace(
    books: ClientBooks, items: list[str], data: st.DataObject
) -> None:
    lines = []
    for item in items:
        units = Decimal(data.draw(st.integers(1, int(books.stock.on_hand(item)))))
        lines.append(counted(item, units, QuantityRelation.EXACTLY))
    entry = valued(event(*lines, reason=Reason.LOST), books)
    assert entry is not None
    posted = after(books, "WO-1", entry)
    assert all(layer.value.minor >= 0 and layer.quantity >= 0 for held in posted.stock.holdings for layer in held.layers)
    undo = replace(event(kind=Kind.REVERSAL), entry=EntrySaid("WO-1"))
    if data.draw(st.booleans()):  # in two parts
        part = replace(undo, goods=(counted(items[0], Decimal(1), QuantityRelation.EXACTLY),))
        first = valued(part, posted)
        assert first is not None
        assert balances(first)
        posted = after(posted, "WO-2", first, reverses="WO-1")
        if not posted.history.units_left("WO-1"):
            assert posted.stock == books.stock
            return
    back = valued(undo, posted)
    assert back is not None
    assert balances(back)
    assert after(posted, "WO-3", back, reverses="WO-1").stock == books.stock
