"""What a text says of a quantity, and an item's stock, to exact units at each place: signed, positive leave."""

from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.goods import Holding, Item
from assistant.books.proposal import GoodsSaid, Quantity, QuantityPart, QuantityRelation
from assistant.books.quantity import DECIMALS, format_quantity
from assistant.books.question import Asks, Question
from assistant.stages.resolution.places import places_named, says_everywhere
from assistant.stages.resolution.units import in_units, measured

ZERO = Decimal(0)
MOST = Decimal(10) ** 8  # units; a number above it is a slip of the pen


@dataclass(frozen=True, slots=True)
class Placed:
    """Units at one place. `chosen` where the text left the place open and it decided which account is credited."""

    location: str
    quantity: Decimal
    because: str
    named: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where the item lies: the holdings meant, most on hand first. `named` where the text gives the places."""

    item: Item
    holdings: tuple[Holding, ...]
    named: bool

    @property
    def on_hand(self) -> Decimal:
        return sum((holding.on_hand for holding in self.holdings), ZERO)

    @property
    def spans_accounts(self) -> bool:
        return not self.named and len({holding.account for holding in self.holdings}) > 1

    def with_record(self, number: Decimal | None) -> "_Shelf":
        """The one place whose record is this number, where the text names no place and the whole is another number."""
        there = tuple(holding for holding in self.holdings if holding.on_hand == number)
        return self if self.named or number == self.on_hand or len(there) != 1 else replace(self, holdings=there)


def place_units(
    goods: GoodsSaid, item: Item, about: int, books: ClientBooks, taken: dict[tuple[str, str], Decimal]
) -> tuple[Placed, ...] | Question:
    """Where and how many units of the item the line means. `taken` are units that earlier lines of the event have used up.

    No units is an answer: a count that agrees with the record takes no part.
    """
    quantity = goods.quantity or _the_only_one(goods, item, books)
    if quantity is None or quantity.relation is QuantityRelation.SOME:
        return _how_many(goods, item, about)
    if goods.place and _counted_elsewhere(quantity, goods, item, books):
        goods = replace(goods, place="")
    shelf = _shelf(goods, item, books, taken)
    stated = in_units(quantity.parts, item) if quantity.parts else None
    if stated is not None and not ZERO <= stated <= MOST:
        return _how_many(goods, item, about)
    if quantity.parts and stated is None:
        says = f"{item.name} is held by the {item.unit}; how many of these is “{_said(quantity.parts)}”?"
        return Question(Asks.QUANTITY, says, about=about)
    if quantity.relation is QuantityRelation.COUNTED:
        return _counted(quantity, stated or ZERO, shelf)
    if quantity.relation is QuantityRelation.ALL:
        shelf = shelf.with_record(stated)
    units, because = _units(quantity, stated, shelf)
    if units is None or units < ZERO or (quantity.relation is QuantityRelation.SHARE and not _may_be(units, item)):
        return _how_many(goods, item, about)
    if not shelf.holdings:  # on file, and at no place: nothing of it may leave unsaid
        return _how_many(goods, item, about, none=True)
    if quantity.relation is QuantityRelation.OVER:
        return _put(-units, shelf, because)
    if quantity.relation is QuantityRelation.ALL and stated is None:
        return tuple(Placed(h.location, h.on_hand, because, shelf.named) for h in shelf.holdings if h.on_hand > ZERO)
    return _take(units, shelf, because)


def _the_only_one(goods: GoodsSaid, item: Item, books: ClientBooks) -> Quantity | None:
    """Goods of which one is on record, named in the singular and without a number: that one."""
    said = goods.words.strip(" .,").casefold()
    singular = not said.endswith("s") or said in item.name.casefold()
    one = books.stock.on_hand(item.key) == 1 and not measured(item.unit) and singular
    return Quantity(QuantityRelation.ALL, quote=goods.quote) if one else None


def _counted_elsewhere(quantity: Quantity, goods: GoodsSaid, item: Item, books: ClientBooks) -> bool:
    """The text quotes the record of a count, and it is that of one other place, not of the one named (over the whole list)."""
    booked = in_units(quantity.booked, item) if quantity.booked else None
    if booked is None:
        return False
    there = {holding.location: holding.on_hand for holding in books.stock.held(item.key)}
    named = places_named(goods.place, books)
    return booked not in {there.get(place, ZERO) for place in named} and list(there.values()).count(booked) == 1


def _shelf(goods: GoodsSaid, item: Item, books: ClientBooks, taken: dict[tuple[str, str], Decimal]) -> _Shelf:
    named = places_named(goods.place, books) if goods.place else ()
    if goods.every_place and (len(named) < 2 or says_everywhere(goods.place)):
        named = ()
    held = [_less_taken(holding, taken.get((item.key, holding.location), ZERO)) for holding in books.stock.held(item.key)]
    if named:
        found = [holding for holding in held if holding.location in named]
        missing = [place for place in named if all(holding.location != place for holding in found)]
        accounts = {place: _account_at(place, item, books) for place in missing}
        found += [Holding(item.key, place, accounts[place], ()) for place in missing]
        held = found
    return _Shelf(item, tuple(sorted(held, key=lambda holding: -holding.on_hand)), bool(named))


def _account_at(place: str, item: Item, books: ClientBooks) -> str:
    """The inventory account at a place without a record of the item: the one that the place has, else the item's elsewhere."""
    there = {holding.account for holding in books.stock.holdings if holding.location == place}
    own = [holding.account for holding in books.stock.held(item.key)]
    return there.pop() if len(there) == 1 else (own[0] if own else "")


def _less_taken(holding: Holding, taken: Decimal) -> Holding:
    layers = []
    for layer in holding.layers:
        used = min(taken, layer.quantity) if taken > ZERO else ZERO
        taken -= used
        layers.append(replace(layer, quantity=layer.quantity - used))
    return replace(holding, layers=tuple(layers))


def _units(quantity: Quantity, stated: Decimal | None, shelf: _Shelf) -> tuple[Decimal | None, str]:
    on_hand, unit = shelf.on_hand, shelf.item.unit
    match quantity.relation:
        case QuantityRelation.EXACTLY | QuantityRelation.OVER:
            return stated, _said(quantity.parts)
        case QuantityRelation.ALL if stated is None:
            return (on_hand if on_hand > ZERO else None), f"all {format_quantity(on_hand)} on hand"
        case QuantityRelation.ALL:
            record = "" if stated == on_hand else f"; the record shows {format_quantity(on_hand)} {unit}"
            return stated, f"“all {_said(quantity.parts)}”{record}"
        case QuantityRelation.ALL_BUT:
            left = on_hand - (stated or ZERO)
            return (left if left > ZERO else None), f"all {format_quantity(on_hand)} on hand but {_said(quantity.parts)}"
        case QuantityRelation.SHARE if quantity.share is not None:
            units = round(on_hand * quantity.share, DECIMALS)
            return (units if units > ZERO else None), f"{quantity.share:%} of {format_quantity(on_hand)} on hand"
        case _:
            return None, ""


def _counted(quantity: Quantity, counted: Decimal, shelf: _Shelf) -> tuple[Placed, ...]:
    """The difference to the record: of the place named, of the only place, of the one whose record the text quotes, or of all."""
    booked = in_units(quantity.booked, shelf.item) if quantity.booked else None
    shelf = shelf.with_record(booked)
    record = shelf.on_hand
    unit = shelf.item.unit
    because = f"counted {format_quantity(counted)} against {format_quantity(record)} {unit} on record"
    if booked is not None and booked != record:
        because += f", though the text says the books show {format_quantity(booked)}"
    if counted == record:
        return ()
    return _take(record - counted, shelf, because) if counted < record else _put(record - counted, shelf, because)


def _put(units: Decimal, shelf: _Shelf, because: str) -> tuple[Placed, ...]:
    """Units found: at the place named or the only one, else where most lie."""
    if not shelf.holdings or not units:
        return ()
    return (Placed(shelf.holdings[0].location, units, because, shelf.named, shelf.spans_accounts),)


def _take(units: Decimal, shelf: _Shelf, because: str) -> tuple[Placed, ...]:
    """Units that leave: most on hand first, then the next; what no place has is asked of the first all the same. There is one."""
    chosen = shelf.spans_accounts and units < shelf.on_hand
    takes: list[Decimal] = []
    for holding in shelf.holdings:
        takes.append(min(units - sum(takes, ZERO), max(holding.on_hand, ZERO)))
    takes[0] += units - sum(takes, ZERO)
    pairs = zip(shelf.holdings, takes, strict=True)
    return tuple(Placed(holding.location, take, because, shelf.named, chosen) for holding, take in pairs if take)


def _may_be(units: Decimal, item: Item) -> bool:
    return units == units.to_integral_value() or measured(item.unit)


def _said(parts: tuple[QuantityPart, ...]) -> str:
    """The parts as stated: '1 case of 24 and 6'."""
    said = []
    for part in parts:
        per = f" of {part.per:,f}" if part.per is not None else ""
        said.append(f"{part.number:,f} {part.unit}".strip() + per)
    return " and ".join(said)


def _how_many(goods: GoodsSaid, item: Item, about: int, *, none: bool = False) -> Question:
    none = none or (goods.quantity is not None and goods.quantity.relation is QuantityRelation.ALL)
    says = f"How many {item.name} ({item.unit}) are meant?" + (" None are on record." if none else "")
    return Question(Asks.QUANTITY, says, about=about, or_asks=(Asks.AMOUNT,))
