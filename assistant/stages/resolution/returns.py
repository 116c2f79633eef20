"""The entry that is reversed to the units that come back, each at the place it left."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.event import ResolvedGoods
from assistant.books.finding import Finding, Problem
from assistant.books.proposal import Event, GoodsSaid, QuantityRelation, Role
from assistant.books.quantity import DECIMALS, format_quantity
from assistant.books.question import Asks, Choice, Question
from assistant.books.reasons import Kind
from assistant.matching import Candidate, Candidates, tokens
from assistant.stages.resolution.places import place_in, places_named
from assistant.stages.resolution.units import in_units, measured
from assistant.stages.resolution.written_down import Places, changes_value, still_held, within

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Returning:
    """The units that come back (negative where they had left), and what was found on the way."""

    goods: tuple[ResolvedGoods, ...]
    findings: tuple[Finding, ...] = ()


def units_back(event: Event, entry: PostedEntry, books: ClientBooks) -> Returning | Question:
    """How many units of the entry come back, and where: all that is left of it where the text names none."""
    original, left = _original(entry, books), units_left(entry, books)
    if _is_over(entry, left, books):
        says = f"{entry.number} has been reversed in whole."
        if event.value_recovered:
            return Returning(())
        return Returning(_negated(original, "as the entry has them"), (Finding(Problem.ALREADY_REVERSED, says),))
    if stands := _stands_again(entry, books):
        return Returning(_negated(left, "as the entry has them"), (stands,))
    if changes_value(entry):
        there = within(left, still_held(entry, left, books))
        if not there and not event.value_recovered:
            return Returning(_negated(left, f"all that is left of {entry.number}"), (_gone(entry),))
        left = there
    named = [(index, goods) for index, goods in enumerate(event.goods) if tokens(goods.words) or goods.quantity]
    if not named or not left:
        return Returning(_negated(left, f"all that is left of {entry.number}"))
    back: list[ResolvedGoods] = []
    findings: list[Finding] = []
    for index, goods in named:
        found = _line_back(index, goods, left, entry, books)
        if isinstance(found, Question):
            return found
        back += found.goods
        findings += found.findings
    return Returning(tuple(back), tuple(findings))


def _stands_again(entry: PostedEntry, books: ClientBooks) -> Finding | None:
    """What took back a reversal of a write-down is not reversed, but the write-down itself: no loss comes back two ways."""
    back = books.history.find(entry.reverses) if entry.reverses else None
    down = books.history.find(back.reverses) if back is not None and back.reverses else None
    if back is None or down is None or down.kind is not Kind.WRITE_DOWN:
        return None
    says = f"{entry.number} took {back.number} back, so that {down.number} stands again."
    return Finding(Problem.ALREADY_REVERSED, says, f"Reverse {down.number} itself.")


def _gone(entry: PostedEntry) -> Finding:
    if not entry.moves:
        says = f"Nothing of what {entry.number} set aside is left: goods that left since, or a release, have used it."
        return Finding(Problem.BALANCE_SHORT, says, "Reverse first what used it, where that was wrong.")
    says = f"Nothing of what {entry.number} changed in the goods' value is there: it left with them, or changed again."
    return Finding(Problem.NOT_ENOUGH_STOCK, says, "Reverse first the entry that did so, where that was wrong.")


def _is_over(entry: PostedEntry, left: Places, books: ClientBooks) -> bool:
    """Nothing can come back: no units, or, where none had moved and the records tell no value of theirs, no amount."""
    by_units = bool(entry.goods) and (entry.kind is not Kind.WRITE_DOWN or changes_value(entry))
    return not left if by_units else not books.history.lines_left(entry.number)


def units_left(entry: PostedEntry, books: ClientBooks) -> Places:
    """The entry's units that no reversal has brought back, at the places they left."""
    original = _original(entry, books)
    recorded = books.history.units_left(entry.number)
    if recorded.keys() <= original.keys():
        return recorded
    left: Places = {}
    for item in dict.fromkeys(item for item, _ in original):
        remaining = sum((units for (key, _), units in recorded.items() if key == item), ZERO)
        for (key, place), units in original.items():
            if key == item and remaining:
                part = min(units, remaining) if units > ZERO else max(units, remaining)
                left[key, place] = part
                remaining -= part
    return {place: units for place, units in left.items() if units}


def _original(entry: PostedEntry, books: ClientBooks) -> Places:
    places: Places = {}
    for item, location, units in entry.goods:
        key = (item, location or _place_left(entry, item, books))
        places[key] = places.get(key, ZERO) + units
    return places


def _place_left(entry: PostedEntry, item: str, books: ClientBooks) -> str:
    """The place of an entry from before these books: the one its text names, else the one whose inventory account it credited."""
    held = books.stock.held(item)
    named = place_in(entry.text, books)
    if any(holding.location == named for holding in held):
        return named
    credited = {line.account for line in entry.lines if line.role is Role.INVENTORY}
    there = [holding.location for holding in held if holding.account in credited]
    return there[0] if there and (len(held) == 1 or len(there) == 1) else (held[0].location if len(held) == 1 else "")


def _negated(places: Places, because: str) -> tuple[ResolvedGoods, ...]:
    return tuple(ResolvedGoods(item, place, -units, 0, because) for (item, place), units in places.items())


def _line_back(index: int, goods: GoodsSaid, left: Places, entry: PostedEntry, books: ClientBooks) -> Returning | Question:
    key = _item_of(goods, left, books)
    if key is None:
        choices = tuple(Choice(item, _name(item, books)) for item in dict.fromkeys(item for item, _ in left))
        return Question(Asks.ITEM, f"Which goods of {entry.number} come back by “{goods.words}”?", choices, index)
    at = _places(goods, {place: units for (item, place), units in left.items() if item == key}, books)
    remaining = sum(at.values(), ZERO)
    units = _units_meant(goods, key, abs(remaining), books)
    if units is None:
        return Question(Asks.QUANTITY, f"How many {_name(key, books)} come back?", about=index)
    findings: tuple[Finding, ...] = ()
    if units > abs(remaining):
        most = format_quantity(abs(remaining))
        says = f"{format_quantity(units)} {_name(key, books)} cannot come back: {most} are left of {entry.number}."
        findings = (Finding(Problem.ALREADY_REVERSED, says, f"Reverse {most}."),)
    sign = 1 if remaining > ZERO else -1
    back: list[ResolvedGoods] = []
    due = units
    for place, there in at.items():
        part = min(due, abs(there))
        because = f"of {format_quantity(abs(remaining))} left of {entry.number}"
        back.append(ResolvedGoods(key, place, -sign * part, index, because))
        due -= part
    if due:
        first = back[0]
        back[0] = ResolvedGoods(key, first.location, first.quantity - sign * due, index, first.because)
    return Returning(tuple(line for line in back if line.quantity), findings)


def _places(goods: GoodsSaid, at: dict[str, Decimal], books: ClientBooks) -> dict[str, Decimal]:
    """Of the places that the entry took units from, those that the text names; all of them where it names another, as of goods
    that were found elsewhere."""
    named = places_named(goods.place, books) if goods.place else ()
    return {place: units for place, units in at.items() if place in named} or at


def _item_of(goods: GoodsSaid, left: Places, books: ClientBooks) -> str | None:
    """The item of the entry that the words fit; the only one by any words but the number or name of goods that are not in it."""
    keys = list(dict.fromkeys(item for item, _ in left))
    if goods.words in keys:
        return goods.words
    if len(keys) == 1:
        words = goods.words.casefold()
        others = [item for item in books.stock.items if words in (item.key.casefold(), item.name.casefold())]
        return keys[0] if all(item.key == keys[0] for item in others) else None
    candidates = Candidates(Candidate(key, _name(key, books), (key,)) for key in keys)
    ranked = [match for match in candidates.rank(goods.words) if not match.against]
    return ranked[0].key if ranked and ranked[0].margin > 0 else None


def _units_meant(goods: GoodsSaid, key: str, left: Decimal, books: ClientBooks) -> Decimal | None:
    quantity, item = goods.quantity, books.stock.item(key)
    if quantity is None:
        return left
    stated = in_units(quantity.parts, item) if quantity.parts and item else None
    match quantity.relation:
        case QuantityRelation.SOME:
            return None
        case QuantityRelation.ALL if stated is None:
            return left
        case QuantityRelation.ALL_BUT if stated is not None:
            return left - stated if stated < left else None
        case QuantityRelation.SHARE if quantity.share is not None:
            part = round(left * quantity.share, DECIMALS)
            whole = part == part.to_integral_value() or (item is not None and measured(item.unit))
            return part if whole else None  # half of 39 bags: which of 19 and 20 is for the person to say
        case _:
            return stated if stated is not None and stated > ZERO else None


def _name(key: str, books: ClientBooks) -> str:
    item = books.stock.item(key)
    return item.name if item else key
