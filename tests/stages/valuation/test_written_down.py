"""Goods written down, sold, found again, risen in value and taken back, in any order: the ledger and the layers agree to the cent
all the way, nothing is ever carried above its cost, and once all is back nothing is left."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import CostMethod, Holding, Layer, LayerMove, Stock, StockMove
from assistant.books.money import Money
from assistant.books.policy import Framework, Policy, WriteDownMethod
from assistant.books.proposal import EntrySaid, Event, GoodsSaid, Role, Value, ValueRelation
from assistant.books.question import Question
from assistant.books.reasons import Kind, Reason
from assistant.stages.resolution.resolve import resolve
from assistant.stages.valuation.value import value
from tests.stages.shop import TODAY, after, each, event, goods, shop, stock, usd

PLACES = {"Shop Floor": "1200", "Old Depot": "1210"}
ITEMS = ("MUG-RED", "CRY-64")
SETS_ASIDE = {"allowance": "1290", "loss": "5100"}  # the accounts that the mapper would choose
LOSES = frozenset({Kind.WRITE_OFF, Kind.WRITE_DOWN})


@dataclass
class Shelf:
    """A shop's books as they go on, and beside them what each layer would have cost with nothing ever written down."""

    books: ClientBooks
    cost: dict[str, Fraction] = field(default_factory=dict)  # by layer, in cents
    taken: dict[tuple[str, str], tuple[Fraction, Decimal]] = field(default_factory=dict)  # by entry and layer
    moved: int = 0  # units that moved: each time a cent may be rounded

    def __post_init__(self) -> None:
        self.opened = self.books.stock
        self.cost = {layer.id: Fraction(layer.value.minor) for _, layer in layers(self.opened)}

    def said(self, said: Event) -> ValuedEntry | None:
        """What the books make of it, where that may be posted."""
        found = resolve(said, (), self.books, today=TODAY)
        entry = None if isinstance(found, Question) else value(found, self.books)
        if not isinstance(entry, ValuedEntry) or any(each.blocks for each in (*entry.resolved.findings, *entry.findings)):
            return None
        taken = [line for line in entry.resolved.goods if line.quantity > 0]
        held = [(line, self.books.stock.at(line.item, line.location)) for line in taken]
        there = all(place is not None and line.quantity <= place.on_hand for line, place in held)
        return entry if there and entry.lines else None

    def post(self, entry: ValuedEntry) -> str:
        """Posts it as the next, and compares all that there is."""
        number = f"WO-{len(self.books.history.entries) + 1}"
        reverses = entry.resolved.reverses.number if entry.resolved.reverses else ""
        there = {layer.id: layer for _, layer in layers(self.books.stock)}
        lines = tuple(replace(line, account=line.account or SETS_ASIDE[line.role]) for line in entry.lines)
        later = after(self.books, number, replace(entry, lines=lines), reverses=reverses)
        self._cost_moves(number, reverses, entry.moves, there)
        self.books = replace(later, chart=charted(later.history.entries))
        self.compare()
        return number

    def receive(self, held: Holding, units: int, cost: Decimal) -> None:
        """Goods that come in, into the only layer where an average is kept."""
        number, worth = f"WO-{len(self.books.history.entries) + 1}", Money.rounded(units * cost, "USD")
        averaged = self.books.policy.cost_method is CostMethod.WEIGHTED_AVERAGE
        layer = held.layers[0].id if averaged else f"{held.item}@{held.location} {number}"
        part = LayerMove(layer, Decimal(units), worth, cost)
        move = StockMove(held.item, held.location, held.account, Decimal(units), worth, (part,))
        lines = tuple(
            Line(side, key, worth, role)
            for side, key, role in ((Side.DEBIT, held.account, Role.INVENTORY), (Side.CREDIT, "2500", Role.CONTROL))
        )
        entry = PostedEntry(
            number, number, TODAY, Kind.INTAKE, Reason.OTHER, "", lines if worth else (),
            ((held.item, held.location, Decimal(-units)),), (move,),
        )  # fmt: skip
        if not averaged:
            held = replace(held, layers=(*held.layers, Layer(layer, TODAY, Decimal(0), cost, usd("0"))))
        stocked = self.books.stock.with_holdings([held.after([part])])
        self.cost[layer] = self.cost.get(layer, Fraction(0)) + worth.minor
        books = shop(*self.books.history.entries, entry, policy=self.books.policy, held=stocked)
        self.books = replace(books, chart=charted(books.history.entries))
        self.compare()

    def _cost_moves(self, number: str, reverses: str, moves: tuple[StockMove, ...], there: dict[str, Layer]) -> None:
        for part in (part for move in moves for part in move.layers if move.quantity):
            self.moved += 1
            if part.quantity < 0:
                gone = self.cost[part.layer] * Fraction(-part.quantity) / Fraction(there[part.layer].quantity)
                self.taken[number, part.layer] = (gone, -part.quantity)
            else:
                whole, units = self.taken[reverses, part.layer]
                gone = -whole * Fraction(part.quantity) / Fraction(units)
                self.taken[reverses, part.layer] = (whole + gone, units - part.quantity)
            self.cost[part.layer] -= gone

    # ── What must be so ──────────────────────────────────────────────────────────────────────────────────────────────

    def compare(self) -> None:
        entries = self.books.history.entries
        last = entries[-1]
        assert debited(last.lines) == 0, last
        for account in PLACES.values():
            assert self._worth(self.books.stock, account) - self._worth(self.opened, account) == sum(
                debited(entry.lines, account) for entry in entries
            ), last
        for held, layer in layers(self.books.stock):
            assert layer.quantity >= 0 <= layer.value.minor, (held, last)
            assert layer.quantity or not layer.value, (held, last)
            assert layer.value.minor <= self.cost[layer.id] + self.moved, (held, last)
            assert (
                layer.quantity == 0 or abs(layer.unit_cost * layer.quantity - layer.value.amount) <= Decimal(self.moved + 1) / 100
            )
        self._reserves_stand()
        for entry in entries:
            left = self.books.history.lines_left(entry.number)
            assert debited(left) == 0 or entry.kind is Kind.REVERSAL, (entry, left)
            if entry.kind in LOSES and entry.lines:
                assert bool(left) == bool(self.books.history.units_left(entry.number)), (entry, left)

    def _reserves_stand(self) -> None:
        reserves = {item: self.books.history.reserve_of(item, "USD") for item in ITEMS}
        assert sum(reserve.amount.minor for reserve in reserves.values()) == -sum(
            debited(entry.lines, "1290") for entry in self.books.history.entries
        )
        for reserve in reserves.values():
            assert reserve.amount.minor >= 0, reserve
            assert (reserve.quantity > 0) == bool(reserve.amount), reserve

    @staticmethod
    def _worth(held: Stock, account: str) -> int:
        return sum(layer.value.minor for holding, layer in layers(held) if holding.account == account)

    def clean(self) -> bool:
        """Nothing is left of any write-down, in the accounts or in the layers."""
        return not any(
            self.books.history.lines_left(entry.number) for entry in self.books.history.entries if entry.kind is Kind.WRITE_DOWN
        )


def layers(held: Stock) -> Iterator[tuple[Holding, Layer]]:
    return ((holding, layer) for holding in held.holdings for layer in holding.layers)


def debited(lines: tuple[Line, ...], account: str = "") -> int:
    """Debits less credits, of the account or of all, in cents."""
    return sum(
        line.amount.minor if line.side is Side.DEBIT else -line.amount.minor for line in lines if account in ("", line.account)
    )


def charted(entries: tuple[PostedEntry, ...]) -> Chart:
    """The shop's accounts, with the reserve at what these entries leave in it."""
    reserve = Money(sum(debited(entry.lines, "1290") for entry in entries), "USD")
    return Chart(tuple(replace(one, balance=reserve) if one.number == "1290" else one for one in shop().chart))


COSTS = st.decimals("0.01", 30, places=2, allow_nan=False)
UNITS = st.integers(1, 40)


@st.composite
def shelves(draw: st.DrawFn) -> Shelf:
    method, holdings = draw(st.sampled_from(CostMethod)), []
    for item in ITEMS:
        for place, account in PLACES.items():
            many = draw(st.integers(1, 1 if method is CostMethod.WEIGHTED_AVERAGE else 3))
            made = tuple(
                Layer(f"{item}@{place} {n}", date(2026, n + 1, 1), units, cost, Money.rounded(units * cost, "USD"))
                for n in range(many)
                for units, cost in [(Decimal(draw(UNITS)), draw(COSTS))]
            )
            holdings.append(Holding(item, place, account, made))
    policy = Policy(usd("300"), draw(st.sampled_from(WriteDownMethod)), cost_method=method, framework=Framework.IFRS)
    return Shelf(shop(policy=policy, held=Stock(stock().items, tuple(holdings))))


def some_of(item: str, units: int, place: str, nrv: Value | None = None) -> GoodsSaid:
    return replace(goods(item, str(units), place=place), nrv=nrv)


def written_down(draw: st.DataObject, shelf: Shelf) -> Event:
    """Goods of one or both items, somewhere or everywhere, to a share of what they are carried at."""
    share = Value(ValueRelation.SHARE_OF_COST, share=draw.draw(st.decimals(0, "0.97", places=2, allow_nan=False)))
    lines = [
        some_of(item, draw.draw(st.integers(1, int(units))), place, share)
        for item in draw.draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=2, unique=True))
        for place in [draw.draw(st.sampled_from(["", *PLACES]))]
        if (units := on_hand(shelf, item, place)) > 0
    ]
    return event(*lines, kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE)


def taken(draw: st.DataObject, shelf: Shelf) -> Event:
    item, place = draw.draw(st.sampled_from(ITEMS)), draw.draw(st.sampled_from(["", *PLACES]))
    units = on_hand(shelf, item, place)
    return event(some_of(item, draw.draw(st.integers(1, max(int(units), 1))), place), reason=Reason.LOST)


def taken_back(draw: st.DataObject, shelf: Shelf) -> Event:
    """An earlier entry, whatever it is, in whole or by some units."""
    entries = [entry for entry in shelf.books.history.entries if entry.kind is not Kind.INTAKE]
    if not entries:
        return taken(draw, shelf)
    entry = draw.draw(st.sampled_from(entries))
    units = draw.draw(st.none() | UNITS)
    lines = (
        () if units is None else (goods(draw.draw(st.sampled_from(sorted({item for item, _, _ in entry.goods}))), str(units)),)
    )
    return replace(event(*lines, kind=Kind.REVERSAL, reason=Reason.OTHER), entry=EntrySaid(entry.number))


def risen(draw: st.DataObject, shelf: Shelf) -> Event:
    downs = [entry for entry in shelf.books.history.entries if entry.kind is Kind.WRITE_DOWN]
    if not downs:
        return written_down(draw, shelf)
    entry = draw.draw(st.sampled_from(downs))
    nrv = draw.draw(st.sampled_from([Value(ValueRelation.FULL_COST), each(str(draw.draw(COSTS)))]))
    units = draw.draw(st.none() | UNITS)
    item = draw.draw(st.sampled_from(sorted({item for item, _, _ in entry.goods})))
    line = GoodsSaid(item, quantity=goods(item, str(units)).quantity, nrv=nrv) if units else GoodsSaid("", nrv=nrv)
    back = replace(event(line, kind=Kind.REVERSAL, reason=Reason.OTHER), entry=EntrySaid(entry.number))
    return replace(back, value_recovered=True)


def on_hand(shelf: Shelf, item: str, place: str) -> Decimal:
    return sum((held.on_hand for held in shelf.books.stock.held(item) if place in ("", held.location)), Decimal(0))


Doing = Callable[[st.DataObject, Shelf], Event]
ANY: list[Doing | None] = [written_down, taken, taken_back, risen, None]  # None: goods come in
SOME: list[Doing] = [taken, risen]


@given(shelves(), st.lists(st.sampled_from(ANY), max_size=8), st.data())
def test_whatever_happens_to_goods_written_down_none_is_carried_above_its_cost(
    shelf: Shelf, does: list[Doing | None], data: st.DataObject
) -> None:
    if (first := shelf.said(written_down(data, shelf))) is not None:
        shelf.post(first)
    for do in does:
        if do is None:
            held = data.draw(st.sampled_from(shelf.books.stock.holdings))
            shelf.receive(held, data.draw(UNITS), data.draw(COSTS))
        elif (entry := shelf.said(do(data, shelf))) is not None:
            shelf.post(entry)


@given(shelves(), st.lists(st.sampled_from(SOME), max_size=6), st.data())
def test_once_all_is_back_nothing_is_left(shelf: Shelf, does: list[Doing], data: st.DataObject) -> None:
    """Goods are written down, some leave, some rise in value; then each that left comes back, and the write-down is reversed."""
    if (first := shelf.said(written_down(data, shelf))) is None:
        return
    down, losses = shelf.post(first), list[str]()
    for do in does:
        if (entry := shelf.said(do(data, shelf))) is not None:
            number = shelf.post(entry)
            losses += [number] if do is taken else []
    for number in (*reversed(losses), down):
        whole = shelf.said(replace(event(kind=Kind.REVERSAL, reason=Reason.OTHER), entry=EntrySaid(number)))
        if whole is not None:
            shelf.post(whole)
    assert shelf.clean()
    now, before = (
        [(layer.id, layer.quantity, layer.value) for _, layer in layers(held)] for held in (shelf.books.stock, shelf.opened)
    )
    assert now == before


def test_what_came_back_on_record_by_another_layer_does_not_come_back_twice() -> None:
    """Of a write-down of the oldest layer the record has 10.00 as having come back to the other one."""
    held = Holding("MUG-BLU", "Shop Floor", "1200", tuple(
        Layer(name, TODAY, Decimal(10), Decimal(4), usd("40.00")) for name in ("old", "new")
    ))  # fmt: skip
    policy = Policy(usd("300"), framework=Framework.IFRS, cost_method=CostMethod.FIFO)
    shelf = Shelf(shop(policy=policy, held=Stock(stock().items, (held,))))
    down = shelf.said(event(some_of("MUG-BLU", 10, "", each("1")), kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE))
    assert down is not None
    books = after(shelf.books, "WO-1", down)
    rise = tuple(Line(side, key, usd("10.00"), role) for side, key, role in (
        (Side.DEBIT, "1200", Role.INVENTORY), (Side.CREDIT, "loss", Role.LOSS),
    ))  # fmt: skip
    part = LayerMove("new", Decimal(0), usd("10.00"), Decimal(5))
    move = StockMove("MUG-BLU", "Shop Floor", "1200", Decimal(0), usd("10.00"), (part,))
    known = PostedEntry(
        "WO-2", "WO-2", TODAY, Kind.REVERSAL, Reason.OBSOLETE, "", rise, (("MUG-BLU", "Shop Floor", Decimal(-10)),), (move,),
        reverses="WO-1",
    )  # fmt: skip
    shelf.books = shop(*books.history.entries, known, policy=policy, held=books.stock)
    back = shelf.said(replace(event(kind=Kind.REVERSAL, reason=Reason.OTHER), entry=EntrySaid("WO-1")))
    assert back is not None
    assert [(move.value, [part.layer for part in move.layers]) for move in back.moves] == [(usd("20.00"), ["old"])]
