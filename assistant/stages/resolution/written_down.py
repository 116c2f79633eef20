"""An entry that changed what goods are carried at, and moved none of them, to what of that is still there to be taken back.

Units that leave a layer take their share of the change along, and bring it again where they come back; a reserve by name is there
as far as no goods have used it. So no goods are ever carried above their cost by a write-down that is taken back (IAS 2.33).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry, standing, value_left
from assistant.books.goods import Layer, LayerMove
from assistant.books.money import Money, allocate, total
from assistant.books.reasons import Kind

ZERO = Decimal(0)
Places = dict[tuple[str, str], Decimal]  # (item, location) -> signed units, as the entry has them


@dataclass(frozen=True, slots=True)
class Held:
    """Goods whose value the entry changed: `units` of them are there still, and `amount` is what their value changes by where all
    of that is taken back, positive for a write-down's. `layers` are the layers of a place with their shares of it; a reserve by
    name has none, and neither a place."""

    item: str
    location: str
    units: Decimal
    amount: Money
    account: str = ""
    layers: tuple[tuple[Layer, Money], ...] = ()

    def part(self, units: Decimal) -> Money:
        """What is taken back for so many of the units; all of it for all of them."""
        if units >= self.units:
            return self.amount
        return Money.rounded(self.amount.amount * units / self.units, self.amount.currency)


def still_held(entry: PostedEntry, left: Places, books: ClientBooks) -> tuple[Held, ...]:
    """Of the units `left` of the entry (by item and place) those whose change of value can be taken back; none where the entry
    changed no value but by moving units, or nothing of the change is there any more."""
    if not changes_value(entry):
        return ()
    changed = dict.fromkeys((move.item, move.location) for move in entry.moves if not move.quantity and move.value)
    each = (_at_place(entry, *place, abs(left.get(place, ZERO)), books) for place in changed)
    return tuple(held for held in (each if changed else _in_reserve(entry, left, books)) if held.units and held.amount)


def within(left: Places, held: Iterable[Held]) -> Places:
    """The units left, as far as they are still held; of a reserve by name, the first places first."""
    room = {(each.item, each.location): each.units for each in held}
    found: Places = {}
    for (item, place), units in left.items():
        key = (item, place) if (item, place) in room else (item, "")
        there = min(abs(units), room.get(key, ZERO))
        if there:
            room[key] -= there
            found[item, place] = there if units > ZERO else -there
    return found


def changes_value(entry: PostedEntry) -> bool:
    """Whether it names goods and changed what they are carried at, without moving any."""
    changed = any(not move.quantity and move.value for move in entry.moves)
    return bool(entry.goods) and (changed or (entry.kind is Kind.WRITE_DOWN and bool(entry.reserve_moves)))


# ── In a reserve ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_reserve(entry: PostedEntry, left: Places, books: ClientBooks) -> Iterator[Held]:
    """What the write-down set aside by name, less what came back already, and no more than the reserve has."""
    values = value_left(entry, standing(entry, books.history.reversals_of))
    for item in dict.fromkeys(move.item for move in entry.reserve_moves):
        reserve = books.history.reserve_of(item, books.currency)
        amount = min(Money(values.get(item, 0), books.currency), reserve.amount)
        units = sum((number for (key, _), number in left.items() if key == item), ZERO)
        yield Held(
            item,
            "",
            min(units, reserve.quantity) if reserve.quantity > ZERO else units,
            amount if amount.minor > 0 else Money.zero(books.currency),
        )


# ── In layers ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _at_place(entry: PostedEntry, item: str, location: str, units: Decimal, books: ClientBooks) -> Held:
    every = (entry, *standing(entry, books.history.reversals_of))
    moves = [move for each in every for move in each.moves if (move.item, move.location) == (item, location)]
    amount, account = -total((move.value for move in moves), books.currency), moves[0].account
    changed = _changed(entry, item, location)
    if not changed:  # goods without a cost on record: their layers carry nothing
        return Held(item, location, units, amount, account)
    holding = books.stock.at(item, location)
    now = {layer.id: layer for layer in holding.layers} if holding is not None else {}
    later = books.history.of_item(item, since=entry.number)[1:]
    shares: list[tuple[Layer, Money]] = []
    for layer in (now[id_] for id_ in changed if id_ in now):
        moved = [(each, *_moved(each, layer.id, item, location)) for each in later]
        minor = -int(_stays(Fraction(changed[layer.id]), entry.number, layer.quantity, moved))
        if share := max(minor, -layer.value.minor):  # no layer gives more than its value
            shares.append((layer, Money(share, books.currency)))
    units = min(units, sum((layer.quantity for layer, _ in shares), ZERO))
    there = total((share for _, share in shares), books.currency)
    if abs(there) > abs(amount):  # what came back is on record by other layers than it went by
        divided = allocate(amount, [abs(share).amount for _, share in shares])
        shares, there = [(layer, share) for (layer, _), share in zip(shares, divided, strict=True)], amount
    return Held(item, location, units, there, account, tuple(shares))


def _changed(entry: PostedEntry, item: str, location: str) -> dict[str, int]:
    """Layer -> the minor units by which the entry changed its value."""
    changed: dict[str, int] = {}
    for part in _parts(entry, item, location):
        changed[part.layer] = changed.get(part.layer, 0) + part.value.minor
    return changed


def _parts(entry: PostedEntry, item: str, location: str) -> Iterator[LayerMove]:
    return (part for move in entry.moves if (move.item, move.location) == (item, location) for part in move.layers)


def _stays(change: Fraction, number: str, units: Decimal, moved: list[tuple[PostedEntry, Decimal, int]]) -> Fraction:
    """How much is in a layer still of the change by the entry of this number. The layer has so many `units` now, after what was
    `moved` in it since (each entry with its units and minor units): units take their share along as they leave, and bring back
    what they took; what reverses the entry lessens it."""
    there = units - sum((quantity for _, quantity, _ in moved), ZERO)
    family, took = {number}, dict[str, tuple[Fraction, Decimal]]()
    whole = change
    for each, quantity, minor in moved:
        if each.reverses in family:
            family.add(each.number)
            change += minor if not quantity else 0
        elif quantity > ZERO and each.reverses in took:
            gone, of = took[each.reverses]
            back = gone * min(Fraction(quantity) / Fraction(of), Fraction(1)) if of > ZERO else Fraction(0)
            change, took[each.reverses] = change + back, (gone - back, of - quantity)
        elif quantity < ZERO:
            gone = change * min(Fraction(-quantity) / Fraction(there), Fraction(1)) if there > ZERO else change
            change, took[each.number] = change - gone, (gone, -quantity)
        there += quantity
    if units <= ZERO or change * whole <= 0:
        return Fraction(0)
    return change if abs(change) <= abs(whole) else whole


def _moved(entry: PostedEntry, layer: str, item: str, location: str) -> tuple[Decimal, int]:
    """The units and the minor units that the entry moved in the layer."""
    parts = [part for part in _parts(entry, item, location) if part.layer == layer]
    return sum((part.quantity for part in parts), ZERO), sum(part.value.minor for part in parts)
