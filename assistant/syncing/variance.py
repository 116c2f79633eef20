"""What QuickBooks took for an entry's goods, and what our books carried them at, to the entry that takes the difference over.

QuickBooks leads for goods it tracks (accounting-rules.md, 'Whose cost'). The difference goes to the account that it met there:
the one that an adjustment goes against, or the items' own cost account under a vendor credit (docs/quickbooks.md). Value moves
between that account and the goods that are left, no unit does; what no unit is left to carry is posted without goods.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.connected import Connected
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import Holding, Layer, LayerMove, Stock, StockMove
from assistant.books.money import Money, allocate, total
from assistant.books.plan import KeptPlan, Plan, PlannedDocument
from assistant.books.policy import CostTolerance
from assistant.books.proposal import Role
from assistant.books.reasons import Kind
from assistant.books.record import Movement
from assistant.books.remote import DocumentKind, LinkKind

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Gap:
    """Of goods at one place: what QuickBooks took out of inventory account `account` beyond what we did (negative: less), and the
    account that it went `against`."""

    item: str
    location: str
    account: str
    against: str
    amount: Money


def estimate(planned: PlannedDocument, currency: str) -> Money:
    """What our books carry the document's goods at; positive where they left."""
    return -total((line.value for line in planned.goods), currency)


def costs_read(
    planned: PlannedDocument, remote_id: str, movements: Iterable[Movement], connected: Connected, currency: str
) -> dict[str, Money] | None:
    """Item to what QuickBooks says it cost, positive where it left; None until the report shows all of the document's units."""
    units: dict[str, Decimal] = {}
    costs: dict[str, Decimal] = {}
    for row in movements:
        link = connected.links.to(LinkKind.ITEM, row.item) if row.id == remote_id else None
        if link is not None:
            units[link.ours] = units.get(link.ours, ZERO) + row.quantity
            costs[link.ours] = costs.get(link.ours, ZERO) - row.cost
    wanted = _units(planned)
    if any(units.get(item, ZERO) != quantity for item, quantity in wanted.items()):
        return None
    if planned.kind is not DocumentKind.TASK and any(not quantity and item not in costs for item, quantity in wanted.items()):
        return None  # short at one place and over at another: no units in all, and the report has still to show both
    return {item: Money.rounded(costs.get(item, ZERO), currency) for item in wanted}


def _units(planned: PlannedDocument) -> dict[str, Decimal]:
    units: dict[str, Decimal] = {}
    for line in planned.goods:
        units[line.item] = units.get(line.item, ZERO) + line.quantity
    return units


# ── The difference ───────────────────────────────────────────────────────────────────────────────────────────────────


def costs_here(kept: KeptPlan, costs: Mapping[int, Mapping[str, Money]]) -> dict[tuple[int, str], Money]:
    """What our books carry these parts and items at: QuickBooks' cost as it was last taken over, else what they left at here."""
    here = {
        (planned.part, item): -total((line.value for line in planned.goods if line.item == item), cost.currency)
        for planned in kept.plan.documents
        for item, cost in costs.get(planned.part, {}).items()
    }
    return here | {(each.part, each.item): each.cost for each in kept.costs if (each.part, each.item) in here}


def gaps(kept: KeptPlan, costs: Mapping[int, Mapping[str, Money]], posted: PostedEntry, connected: Connected) -> tuple[Gap, ...]:
    """What is to be taken over: `costs` are QuickBooks' own, by part and item. An item's difference is shared among its places by
    their units."""
    accounts = {(move.item, move.location): move.account for move in posted.moves}
    here, found = costs_here(kept, costs), []
    for planned in kept.plan.documents:
        for item, cost in costs.get(planned.part, {}).items():
            difference = cost - here[planned.part, item]
            if not difference:
                continue
            lines = [line for line in planned.goods if line.item == item]
            shares = allocate(difference, [abs(line.quantity) for line in lines])
            against = _against(planned, kept.plan, item, connected)
            found += [
                Gap(item, line.location, accounts[item, line.location], against, share)
                for line, share in zip(lines, shares, strict=True)
                if share
            ]
    return tuple(found)


def _against(planned: PlannedDocument, plan: Plan, item: str, connected: Connected) -> str:
    if planned.kind is not DocumentKind.VENDOR_CREDIT:
        return planned.account or plan.through
    there = connected.tracked(item)
    link = connected.links.to(LinkKind.ACCOUNT, there.expense_account) if there is not None else None
    return link.ours if link is not None else plan.through


def within(found: Sequence[Gap], ours: Money, tolerance: CostTolerance) -> bool:
    """Whether the difference may be taken over unasked: item by item, it adds up to no more than the policy allows."""
    by_item: dict[str, Decimal] = {}
    for gap in found:
        by_item[gap.item] = by_item.get(gap.item, ZERO) + gap.amount.amount
    whole = sum((abs(amount) for amount in by_item.values()), ZERO)
    return whole <= min(abs(ours.amount) * tolerance.percent / 100, tolerance.most)


# ── The entry ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Layers:
    """Stock that several entries of one transaction follow one another on."""

    def __init__(self, stock: Stock) -> None:
        self._held = {(holding.item, holding.location): holding for holding in stock.holdings}

    def take(self, gap: Gap) -> list[StockMove]:
        """The value of what is left of the goods, changed by the gap: at its own place first, then at the item's others. Less is
        moved where less is left."""
        moves, left = [], gap.amount
        for holding in self._of(gap):
            layers = [layer for layer in holding.layers if layer.quantity > 0]
            part = _carried(layers, left)
            if part:
                parts = tuple(
                    _restruck(layer, share) for layer, share in zip(layers, _shares(layers, part), strict=True) if share
                )
                self._held[holding.item, holding.location] = holding.after(parts)
                moves.append(StockMove(holding.item, holding.location, gap.account, ZERO, -part, parts))
                left -= part
        return moves

    def _of(self, gap: Gap) -> list[Holding]:
        alike = [each for each in self._held.values() if each.item == gap.item and each.account == gap.account]
        return sorted(alike, key=lambda holding: holding.location != gap.location)


def _carried(layers: Sequence[Layer], amount: Money) -> Money:
    """How much of the amount these layers can give (or, where it is negative, take)."""
    if not layers:
        return Money.zero(amount.currency)
    held = total((layer.value for layer in layers), amount.currency)
    return held if held < amount else amount


def _shares(layers: Sequence[Layer], amount: Money) -> tuple[Money, ...]:
    """What each gives, by its value, so that none gives more; what each takes, by its units."""
    weights = [layer.value.amount if amount.minor > 0 else layer.quantity for layer in layers]
    return allocate(amount, weights)


def _restruck(layer: Layer, given: Money) -> LayerMove:
    return LayerMove(layer.id, ZERO, -given, (layer.value - given).amount / layer.quantity)


def variance_entry(
    posted: PostedEntry, found: Sequence[Gap], layers: Layers, *, number: str, on: date, by: str, at: datetime, nth: int = 1
) -> PostedEntry:
    """Dr the account that the difference met, Cr inventory, or the other way round. Its id follows from the entry's, so that the
    ledger takes its `nth` variance once."""
    moves = tuple(move for gap in found for move in layers.take(gap))
    return PostedEntry(
        id=hashlib.sha256(f"cost variance {nth} of {posted.id}".encode()).hexdigest()[:32],
        number=number,
        entry_date=on,
        kind=Kind.COST_VARIANCE,
        reason=posted.reason,
        memo=f"QuickBooks' own cost of {posted.number}",
        lines=_lines(found),
        goods=tuple(dict.fromkeys((gap.item, gap.location, ZERO) for gap in found)),
        moves=merged(moves),
        posted_by=by,
        posted_at=at,
    )


def merged(moves: Iterable[StockMove]) -> tuple[StockMove, ...]:
    """One move a place: where two parts of an entry moved the same goods, both of their layers' moves follow one another."""
    found: dict[tuple[str, str], StockMove] = {}
    for move in moves:
        place = move.item, move.location
        known = found.get(place)
        if known is not None:
            move = replace(move, value=known.value + move.value, layers=(*known.layers, *move.layers))
        found[place] = move
    return tuple(found.values())


def _lines(found: Sequence[Gap]) -> tuple[Line, ...]:
    """Debits first, each account by what it gains and by what it gives: goods that cost more and goods that cost less show."""
    sums: dict[tuple[bool, str, Role], Money] = {}
    for gap in found:
        more = gap.amount.minor > 0
        for debit, account, role in ((more, gap.against, Role.LOSS), (not more, gap.account, Role.INVENTORY)):
            key = debit, account, role
            sums[key] = sums.get(key, Money.zero(gap.amount.currency)) + abs(gap.amount)
    lines = [Line(Side.DEBIT if debit else Side.CREDIT, account, amount, role) for (debit, account, role), amount in sums.items()]
    return tuple(sorted(lines, key=lambda line: line.side is Side.CREDIT))
