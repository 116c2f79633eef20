"""An amount without goods to the goods on hand that make it at cost: offers beside the draft of the amount alone.

One item in whole units first; then two or three, of what lies together (all of an item, all of it at a place, whole cases) and
of any number of units where goods are few. Sums are not searched where chance alone would find more than a few. Each offer
is valued by the layers that its entry would relieve, so that it posts the amount to the cent.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from math import isqrt

from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.goods import Holding, Item, Layer
from assistant.books.money import Money
from assistant.books.offer import Lot, Offer
from assistant.books.policy import InventorySystem
from assistant.books.proposal import Event, ValueRelation
from assistant.books.quantity import checked_quantity
from assistant.books.reasons import Kind
from assistant.matching import CONTAINERS, tokens
from assistant.stages.resolution.places import places_named
from assistant.stages.resolution.units import measured

MOST = 5  # offers
MOST_PAIRED, MOST_TRIPLED = 1_000, 120  # lots whose sums are looked through
MOST_CASES = 8  # of one item, as lots for sums
FEW = 10  # units: up to so many, any number is as likely as a round one
# Combinations that would make the amount by chance: where more are to be expected, none is searched; of goods that the text hints
# at more are borne.
BY_CHANCE, BY_CHANCE_HINTED = 3, 10
ONE, TENTH, ZERO = Decimal(1), Decimal("0.1"), Decimal(0)
_NO_GOODS = frozenset(tokens("inventory stock goods on hand merchandise product item stuff thing various mixed assorted"))


@dataclass(frozen=True, slots=True)
class Shelf:
    """An item at one place; or, `location` empty, at all of its places, in the order in which they give."""

    item: Item
    location: str
    holdings: tuple[Holding, ...]

    @property
    def units(self) -> Decimal:
        return sum((holding.available for holding in self.holdings), ZERO)

    @property
    def layers(self) -> Iterator[Layer]:
        return (layer for holding in self.holdings for layer in holding.layers)

    def lot(self, quantity: Decimal, currency: str) -> Lot:
        """So many of its units, which it must hold, at what they would leave at."""
        left, worth = quantity, Money.zero(currency)
        for holding in self.holdings:
            take = min(left, holding.available)
            worth += holding.carrying_value(take, currency)
            left -= take
        return Lot(self.item.key, self.location, quantity, worth)


def goods_that_make(valued: ValuedEntry, books: ClientBooks) -> tuple[Offer, ...]:
    """The best few combinations of goods on hand that are carried at the amount; none where the entry names goods already."""
    resolved, event = valued.resolved, valued.resolved.event
    counted = event.value is not None and event.value.relation is ValueRelation.COUNTED_TOTAL
    if resolved.amount is None or counted or valued.kind not in (Kind.WRITE_OFF, Kind.COUNT_ADJUSTMENT):
        return ()
    if books.policy.inventory_system is InventorySystem.PERIODIC or resolved.currency != books.currency:
        return ()
    amount = Money.rounded(resolved.amount, books.currency)
    items, named = items_meant(event, books), places_meant(event, books)
    shelves = (shelf for item in items for shelf in shelves_of(item, named, books, at_least=amount.minor))
    found = [Offer((lot,)) for shelf in shelves if (lot := lot_worth(shelf, amount)) is not None]
    if not found and len(items) <= MOST_PAIRED:
        by_chance = BY_CHANCE_HINTED if hint_of(event) else BY_CHANCE
        found = list(_sums([shelf for item in items for shelf in shelves_of(item, named, books)], amount, by_chance))
    account = resolved.inventory.account if resolved.inventory else ""
    return tuple(sorted(_once(found), key=lambda offer: _rank(offer, account, books))[:MOST])


# ── What may be meant ────────────────────────────────────────────────────────────────────────────────────────────────


def items_meant(event: Event, books: ClientBooks) -> tuple[Item, ...]:
    """The items whose names have a word of those that the text has for the goods; all of them where it has none."""
    hint = hint_of(event)
    return tuple(item for item in books.stock if not hint.isdisjoint(tokens(item.name))) if hint else books.stock.items


def places_meant(event: Event, books: ClientBooks) -> frozenset[str]:
    return frozenset(place for goods in event.goods if goods.place for place in places_named(goods.place, books))


def hint_of(event: Event) -> frozenset[str]:
    """The words of the text that tell which goods are meant: of "$340 of brake pads", "brake" and "pad"."""
    said = frozenset(token for goods in event.goods for token in tokens(goods.words))
    return said - _NO_GOODS - CONTAINERS


def shelves_of(item: Item, named: frozenset[str], books: ClientBooks, at_least: int = 0) -> Iterator[Shelf]:
    """All of the item, most on hand first, as an entry that names no place takes it, and each place alone; of these the places
    named, where there are any, and what is carried at no less (in minor units) and not found at one place alone."""
    held = books.stock.held(item.key)
    worth = [sum([layer.value.minor for layer in holding.layers]) for holding in held]
    if sum(worth) < at_least or not all(holding.cost_known for holding in held):
        return
    if len(held) == 1 and not named:
        yield Shelf(item, "", held)
        return
    spans = len(held) > 1 and not named and (not at_least or min(worth) < at_least)
    if spans and not any(holding.reserved for holding in held):
        yield Shelf(item, "", tuple(sorted(held, key=lambda holding: -holding.on_hand)))
    for holding, minor in zip(held, worth, strict=True):
        if minor >= at_least and (not named or holding.location in named):
            yield Shelf(item, holding.location, (holding,))


# ── One item ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def lot_worth(shelf: Shelf, amount: Money) -> Lot | None:
    """The units of the shelf that are carried at the amount, if there is such a number: whole, or in tenths of a measure."""
    number = _units_worth(shelf, amount)
    if number is None or not ZERO < number <= shelf.units:
        return None
    if number % (TENTH if _in_parts(shelf.item.unit) else ONE) and number != shelf.units:
        return None
    lot = shelf.lot(checked_quantity(number), amount.currency)
    return lot if lot.value == amount else None


def _units_worth(shelf: Shelf, amount: Money) -> Decimal | None:
    """How many units the amount pays for, in the order in which layers give: whole ones if that may round to it, else tenths."""
    left, before = amount.minor, ZERO
    for layer in shelf.layers:
        if left >= layer.value.minor:
            left -= layer.value.minor
            before += layer.quantity
            if left == 0:
                return before
        elif layer.unit_cost:
            exact = Money(left, amount.currency).amount / layer.unit_cost
            whole = exact.to_integral_value()
            if abs(exact - whole) * layer.unit_cost <= _smallest(amount.currency):
                return before + whole
            return before + round(exact, 1) if _in_parts(shelf.item.unit) else None
    return None


@lru_cache(maxsize=64)
def _smallest(currency: str) -> Decimal:
    """By which an amount of whole units may miss their cost: no less than rounding makes of it."""
    return Money(1, currency).amount


@lru_cache(maxsize=256)
def _in_parts(unit: str) -> bool:
    return measured(unit)


# ── Several ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sums(shelves: Sequence[Shelf], amount: Money, by_chance: int) -> Iterable[Offer]:
    """Two or three lots of different items: of what lies together, else two of round numbers of units, else of any number."""
    most = max(isqrt(2 * by_chance * amount.minor), MOST_TRIPLED) + 1  # of so many lots no sums are searched
    together = list(islice((lot for shelf in shelves for lot in _lying_together(shelf, amount)), most))
    if found := [*_pairs(together, amount, by_chance), *_triples(together, amount, by_chance)]:
        return found
    everywhere = [shelf for shelf in shelves if not shelf.location]
    for meant in (_is_round, _is_any):
        numbers = [[n for n in range(1, int(shelf.units) + 1) if meant(n)] for shelf in everywhere]
        if sum(map(len, numbers)) <= MOST_PAIRED:
            each = zip(everywhere, numbers, strict=True)
            lots = islice((lot for shelf, ns in each for lot in _lots(shelf, map(Decimal, ns), amount)), most)
            if found := list(_pairs(list(lots), amount, by_chance)):
                return found
    return ()


def _is_round(number: int) -> bool:
    return number <= FEW or number % 5 == 0 or number % 12 == 0


def _is_any(number: int) -> bool:
    return True


def _lying_together(shelf: Shelf, amount: Money) -> Iterator[Lot]:
    units, case = shelf.units, shelf.item.units_per_case
    if units > ZERO:
        yield from _lots(shelf, (units,), amount)
    if case is not None and case > ONE:
        cases = (case * n for n in range(1, min(int(units / case), MOST_CASES) + 1))
        yield from _lots(shelf, (number for number in cases if number != units), amount)


def _lots(shelf: Shelf, numbers: Iterable[Decimal], amount: Money) -> Iterator[Lot]:
    """Lots of so many units, the fewest first, as far as each is worth something and leaves something of the amount for another:
    more units are never worth less."""
    for number in numbers:
        lot = shelf.lot(number, amount.currency)
        if lot.value >= amount:
            return
        if lot.value.minor > 0:
            yield lot


def _pairs(lots: Sequence[Lot], amount: Money, by_chance: int) -> Iterator[Offer]:
    if len(lots) > MOST_PAIRED or len(lots) ** 2 > 2 * by_chance * amount.minor:
        return
    worth: dict[int, list[Lot]] = {}
    for lot in lots:
        for other in worth.get(amount.minor - lot.value.minor, ()):
            if other.item != lot.item:
                yield Offer((other, lot))
        worth.setdefault(lot.value.minor, []).append(lot)


def _triples(lots: Sequence[Lot], amount: Money, by_chance: int) -> Iterator[Offer]:
    if len(lots) > MOST_TRIPLED or len(lots) ** 3 > 6 * by_chance * amount.minor:
        return
    minors = [lot.value.minor for lot in lots]
    worth: dict[int, list[int]] = {}
    for index, minor in enumerate(minors):
        worth.setdefault(minor, []).append(index)
    for first, one in enumerate(minors):
        for second in range(first + 1, len(minors)):
            for third in worth.get(amount.minor - one - minors[second], ()):
                three = (lots[first], lots[second], lots[third])
                if third > second and len({lot.item for lot in three}) == len(three):
                    yield Offer(three)


# ── The best first ───────────────────────────────────────────────────────────────────────────────────────────────────


def _once(offers: Iterable[Offer]) -> list[Offer]:
    """Each combination of goods once where its places need no choice, else once a place."""
    alike: dict[tuple[tuple[str, Decimal], ...], list[Offer]] = {}
    for offer in offers:
        alike.setdefault(tuple(sorted((lot.item, lot.quantity) for lot in offer.lots)), []).append(offer)
    return [
        offer
        for same in alike.values()
        for offer in ([one for one in same if not any(lot.location for lot in one.lots)][:1] or same)
    ]


def _rank(offer: Offer, account: str, books: ClientBooks) -> tuple[int, bool, bool, int, tuple[tuple[str, str], ...]]:
    """Fewest lines, goods that the account carries, whole units, then what lies together: all of them, cases, dozens, tens."""
    accounts = {holding.account for lot in offer.lots for holding in books.stock.held(lot.item)}
    fractions = any(lot.quantity % ONE for lot in offer.lots)
    likely = sum(_likely(lot, books) for lot in offer.lots)
    return len(offer.lots), account not in accounts, fractions, likely, tuple((lot.item, lot.location) for lot in offer.lots)


def _likely(lot: Lot, books: ClientBooks) -> int:
    """0 for what people write off most often as one, 4 for a number like any other."""
    item = books.stock.item(lot.item)
    held = books.stock.at(lot.item, lot.location) if lot.location else None
    if lot.quantity == (held.on_hand if held else books.stock.on_hand(lot.item)):
        return 0
    if item is not None and item.units_per_case and lot.quantity % item.units_per_case == 0:
        return 1
    return next((rank for rank, number in ((2, 12), (2, 10), (3, 5)) if lot.quantity % number == 0), 4)
