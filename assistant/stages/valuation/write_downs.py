"""Goods that stay and are worth less to the write-down from their carrying cost, less allowance, to net realizable value."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry, ValuedLine
from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding, Problem
from assistant.books.goods import LayerMove, ReserveMove, StockMove
from assistant.books.money import Money, allocate, total
from assistant.books.policy import WriteDownMethod
from assistant.books.proposal import Role, Value, ValueRelation
from assistant.books.question import Asks, Question
from assistant.stages.valuation.bearing import bear, line
from assistant.stages.valuation.figures import says, worked_out
from assistant.stages.valuation.relief import Carried, carried, spread
from assistant.stages.valuation.stated import stated_values_differ

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """One line of the text (several, where they are of the same goods): its goods at each place, and how much each is written
    down by."""

    said: frozenset[int]
    goods: tuple[Carried, ...]
    amounts: tuple[Money, ...]
    because: str

    @property
    def amount(self) -> Money:
        return total(self.amounts, self.amounts[0].currency)


def write_down(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry | Question:
    """Quantity x (carrying cost less allowance - NRV) for each line; what has an NRV at or above that takes no part."""
    every = carried(resolved, books)
    if isinstance(every, Question):
        return every
    lines: list[WrittenDown] = []
    for said in _together(every, resolved):
        meant = tuple(line for line in every if line.goods.said in said)
        written = _written_down(said, meant, resolved, books)
        if isinstance(written, Question):
            return written
        lines.append(written)
    lower = [line for line in lines if line.amount]
    if not lower:
        text = "; ".join(line.because for line in lines)
        finding = Finding(Problem.NOTHING_TO_WRITE_DOWN, f"Nothing is carried above what it will bring: {text}.")
        return ValuedEntry(resolved, resolved.event.kind, resolved.event.reason, (), derived=(text,), findings=(finding,))
    part = frozenset[int]().union(*(written.said for written in lower))
    resolved = replace(resolved, goods=tuple(goods for goods in resolved.goods if goods.said in part))
    entry = _entry(lower, [line.because for line in lines], resolved, books)
    return replace(entry, findings=(*entry.findings, *stated_values_differ(every, resolved, books.currency)))


def _together(every: tuple[Carried, ...], resolved: ResolvedEvent) -> list[tuple[int, ...]]:
    """The lines of the text, each alone; those of an item that two of them take from the same place are one."""
    carried_of = Counter(line.goods.item for line in every)
    said_of = Counter(goods.item for goods in resolved.goods)
    lines: dict[str | int, list[int]] = {}
    for goods in resolved.goods:
        same = lines.setdefault(goods.item if said_of[goods.item] > carried_of[goods.item] else goods.said, [])
        same += [goods.said] if goods.said not in same else []
    return [tuple(said) for said in lines.values()]


def _written_down(
    together: tuple[int, ...], goods: tuple[Carried, ...], resolved: ResolvedEvent, books: ClientBooks
) -> WrittenDown | Question:
    units = [sum((line.quantity for line in resolved.goods if line.said == said), ZERO) for said in together]
    costs = allocate(total((line.value for line in goods), books.currency), units)
    amount, texts = Money.zero(books.currency), []
    for said, number, cost in zip(together, units, costs, strict=True):
        lowered = _lowered(said, number, cost, goods[0].goods.item, resolved, books)
        if isinstance(lowered, Question):
            return lowered
        amount += lowered[0]
        texts.append(lowered[1])
    because = f"{'; '.join(line.because for line in goods)}, {'; '.join(texts)}"
    return WrittenDown(frozenset(together), goods, spread(amount, goods), because)


def _lowered(
    said: int, units: Decimal, cost: Money, item: str, resolved: ResolvedEvent, books: ClientBooks
) -> tuple[Money, str] | Question:
    """How much one line is written down by, and why. What an earlier line of the item has of its reserve is not counted twice."""
    event = resolved.event
    stated = event.goods[said]
    before = sum((line.quantity for line in resolved.goods if line.item == item and line.said < said), ZERO)
    reserved = reserved_for(item, before + units, books) - reserved_for(item, before, books)
    net = cost - reserved
    nrv = worked_out(stated.nrv, cost=net.amount, units=units) if stated.nrv is not None else None
    # A share is of what the goods bring: "the gallery keeps 20%".
    to_sell = worked_out(stated.cost_to_sell, cost=nrv or ZERO, units=units) if stated.cost_to_sell is not None else ZERO
    if nrv is None or stated.nrv is None:
        known = books.stock.item(item)
        says_which = f"What will the {known.name if known else 'goods'} bring, after the costs of selling them?"
        return Question(Asks.NET_REALIZABLE_VALUE, says_which, about=said)
    brings = max(nrv - (to_sell or ZERO), ZERO)
    because = f"carried at {cost}" + (f" less {reserved} allowance" if reserved else "")
    because += f", will bring {says(stated.nrv)}" + (f" less {_says_cost(stated.cost_to_sell)}" if stated.cost_to_sell else "")
    return Money.rounded(max(net.amount - brings, ZERO), books.currency), f"{because} ({brings.normalize():,f})"


def _says_cost(value: Value) -> str:
    return says(value).removesuffix("of cost") + "of that" if value.relation is ValueRelation.SHARE_OF_COST else says(value)


def reserved_for(item: str, units: Decimal, books: ClientBooks) -> Money:
    """The allowance that earlier write-downs hold for this many units of the item."""
    reserve = books.history.reserve_of(item, books.currency)
    if reserve.quantity <= ZERO or reserve.amount.minor <= 0:
        return Money.zero(books.currency)
    if units >= reserve.quantity:
        return reserve.amount
    return Money.rounded(reserve.amount.amount * units / reserve.quantity, books.currency)


def _entry(lower: list[WrittenDown], derived: list[str], resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry:
    loss = total((line.amount for line in lower), books.currency)
    borne = bear(loss, (), resolved, books)
    direct = books.policy.write_down_method is WriteDownMethod.DIRECT
    pairs = [pair for written in lower for pair in zip(written.goods, written.amounts, strict=True) if pair[1]]
    return ValuedEntry(
        resolved,
        resolved.event.kind,
        resolved.event.reason,
        (*borne.lines, *(_to_inventory(pairs, resolved) if direct else _to_allowance(loss, lower, resolved))),
        moves=tuple(value_move(goods, -amount) for goods, amount in pairs) if direct else (),
        reserve_moves=() if direct else _reserves(lower, books),
        loss=loss,
        derived=tuple(derived),
        findings=borne.findings,
    )


def _to_inventory(pairs: list[tuple[Carried, Money]], resolved: ResolvedEvent) -> Iterable[ValuedLine]:
    amounts: dict[str, Money] = {}
    for goods, amount in pairs:
        amounts[goods.account] = amounts[goods.account] + amount if goods.account in amounts else amount
    for account, amount in amounts.items():
        yield line(
            Side.CREDIT, Role.INVENTORY, amount, resolved.event, "the goods' new cost is their NRV", account=account or None
        )


def _to_allowance(loss: Money, lower: list[WrittenDown], resolved: ResolvedEvent) -> Iterable[ValuedLine]:
    because = "; ".join(written.because for written in lower)
    yield line(Side.CREDIT, Role.ALLOWANCE, loss, resolved.event, because)


def value_move(goods: Carried, change: Money) -> StockMove:
    """No unit moves, and the layers' value changes: the units go out at the old cost and come back at the new one. Layers that
    carry nothing, of goods without a cost, give nothing."""
    outward = [move for move in goods.layers if move.quantity]
    if goods.stated or not outward:
        return StockMove(goods.goods.item, goods.goods.location, goods.account, ZERO, change, stated_value=goods.stated)
    weights = [-move.value.amount for move in outward]
    shares = spread_over(change, weights, outward)
    layers: list[LayerMove] = []
    for move, share in zip(outward, shares, strict=True):
        value = -move.value + share
        layers += [move, LayerMove(move.layer, -move.quantity, value, value.amount / -move.quantity)]
    return StockMove(goods.goods.item, goods.goods.location, goods.account, ZERO, change, tuple(layers))


def spread_over(change: Money, weights: list[Decimal], moves: list[LayerMove]) -> tuple[Money, ...]:
    """A change of value over layers by their value; by their units where they carry none."""
    return allocate(change, weights if sum(weights, ZERO) > ZERO else [-move.quantity for move in moves])


def _reserves(lower: list[WrittenDown], books: ClientBooks) -> tuple[ReserveMove, ...]:
    """What is set aside by name. Units that an earlier write-down has reserved already are not counted twice."""
    moves: list[ReserveMove] = []
    units: dict[str, Decimal] = {}
    for written in lower:
        item = written.goods[0].goods.item
        units[item] = units.get(item, ZERO) + sum((line.goods.quantity for line in written.goods), ZERO)
        reserved = max(books.history.reserve_of(item, books.currency).quantity, ZERO)
        earlier = sum((move.quantity for move in moves if move.item == item), ZERO)
        moves.append(ReserveMove(item, max(units[item] - reserved, ZERO) - earlier, written.amount))
    return tuple(moves)
