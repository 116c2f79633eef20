"""An event as read, and what was settled since, to a resolved event: items, places, exact units, the day, the entry reversed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.event import ResolvedEvent, ResolvedGoods
from assistant.books.finding import Finding, Warning
from assistant.books.policy import InventorySystem, WriteDownMethod
from assistant.books.proposal import Event, GoodsSaid, QuantityRelation, Quote, ValueRelation
from assistant.books.quantity import format_quantity
from assistant.books.question import Asks, Question, Settled
from assistant.books.reasons import Kind
from assistant.matching import tokens
from assistant.stages.resolution.amounts import how_much, pick_inventory, stated_amount
from assistant.stages.resolution.asked_back import unclear_part
from assistant.stages.resolution.earlier import find_entry
from assistant.stages.resolution.items import find_item
from assistant.stages.resolution.places import places_named, says_everywhere
from assistant.stages.resolution.quantities import place_units
from assistant.stages.resolution.returns import units_back
from assistant.stages.resolution.settle import apply


def resolve(event: Event, settled: tuple[Settled, ...], books: ClientBooks, *, today: date) -> ResolvedEvent | Question:
    """Every reference of the event to the books settled, or the first question that has to be answered."""
    event = apply(event, settled)
    if event.entry_date == today and event.date_quote is None and not any(fact.entry_date for fact in settled):
        event = replace(event, entry_date=None)  # the day of writing, which needs no words
    resolved = ResolvedEvent(event, settled, event.entry_date or today, _day_because(event, settled))
    if event.kind is Kind.REVERSAL:
        return _reversal(resolved, books)
    if event.kind is Kind.ALLOWANCE or books.policy.inventory_system is InventorySystem.PERIODIC or _is_amount(event):
        return _amount(resolved, books)
    return _goods(resolved, books)


def _day_because(event: Event, settled: tuple[Settled, ...]) -> str:
    if event.entry_date is None:
        return "no day given: today"
    return "the day a person gave" if any(fact.entry_date for fact in settled) else "the day the text gives"


def _is_amount(event: Event) -> bool:
    """No goods with a quantity are named: the event is an amount, with or without a kind of goods."""
    if event.value is not None and event.value.relation is ValueRelation.COUNTED_TOTAL:
        return True
    return all(_is_amount_of(goods, event) for goods in event.goods)


def _is_amount_of(goods: GoodsSaid, event: Event) -> bool:
    if goods.nrv is not None:
        return False
    return (goods.category or _has_no_quantity(goods)) and (
        _has_value(event, goods) or (goods.category and _has_no_quantity(goods))
    )


def _as_many_as_counted(goods: GoodsSaid) -> GoodsSaid:
    """A count of goods that stay and are worth less says how many these are, not how many are missing."""
    quantity = goods.quantity
    if quantity is None or quantity.relation not in (QuantityRelation.COUNTED, QuantityRelation.OVER):
        return goods
    return replace(goods, quantity=replace(quantity, relation=QuantityRelation.EXACTLY, booked=()))


def _has_no_quantity(goods: GoodsSaid) -> bool:
    return goods.quantity is None or goods.quantity.relation is QuantityRelation.SOME


def _has_value(event: Event, goods: GoodsSaid) -> bool:
    return event.value is not None or bool(goods.stated) or not tokens(goods.words)


def _amount(resolved: ResolvedEvent, books: ClientBooks) -> ResolvedEvent | Question:
    event = resolved.event
    stated = stated_amount(event, books.currency)
    if event.kind is Kind.ALLOWANCE and event.release and any(not _has_no_quantity(goods) for goods in event.goods):
        reserved = _goods(resolved, books)  # whose reserve is released, at the amount stated or at what they have in reserve
        if isinstance(reserved, ResolvedEvent):
            resolved = replace(resolved, goods=reserved.goods)
    if isinstance(stated, Question):
        return resolved if resolved.goods else stated
    amount, currency = stated
    inventory = None if event.kind is Kind.ALLOWANCE else pick_inventory(event, books)
    return replace(resolved, amount=amount, currency=currency or books.currency, inventory=inventory)


def _goods(resolved: ResolvedEvent, books: ClientBooks) -> ResolvedEvent | Question:
    lines: list[ResolvedGoods] = []
    questions: list[Question] = []
    taken: dict[tuple[str, str], Decimal] = {}
    for about, goods in enumerate(resolved.event.goods):
        if not tokens(goods.words):
            return how_much(resolved.event)
        found = find_item(goods, about, books)
        if isinstance(found, Question):
            questions.append(found if not _has_no_quantity(goods) else replace(found, or_asks=(Asks.QUANTITY, Asks.AMOUNT)))
            continue
        elsewhere = (goods, found.item.key, resolved.event, books)
        if _said_of_another(*elsewhere) or _used_there(*elsewhere):
            goods = replace(goods, place="", place_quote=None)
        if resolved.event.kind is Kind.WRITE_DOWN:
            goods = _as_many_as_counted(goods)
        placed = place_units(goods, found.item, about, books, taken)
        if isinstance(placed, Question):
            questions.append(placed)
            continue
        for part in placed:
            key = (found.item.key, part.location)
            taken[key] = taken.get(key, Decimal(0)) + part.quantity
            because = f"{found.because}; {part.because}"
            at = (part.location, part.quantity, about, because, found.confidence, part.named, part.chosen)
            lines.append(ResolvedGoods(found.item.key, *at))
    if questions:
        return max(questions, key=lambda question: _settles(question, resolved.event))
    findings = _places_unknown(resolved.event, lines, books) or _places_assumed(lines, resolved.event.kind, books)
    return replace(resolved, goods=tuple(lines), findings=findings)


def _settles(question: Question, event: Event) -> tuple[bool, int]:
    """How much an answer would settle: which item before how many, and of these what the most lines call alike; the first of
    equals is asked."""
    if question.asks is not Asks.ITEM or question.about is None:
        return False, 1
    said = tokens(event.goods[question.about].words)
    return True, sum(tokens(goods.words) == said for goods in event.goods)


def _places_unknown(event: Event, lines: list[ResolvedGoods], books: ClientBooks) -> tuple[Finding, ...]:
    """A warning for words that are to name a place and name none of the books."""
    unknown = [
        goods.place
        for goods in event.goods
        if goods.place and not goods.every_place and not says_everywhere(goods.place) and not places_named(goods.place, books)
    ]
    if not unknown or not lines or not books.stock.locations:
        return ()
    words = ", ".join(f"“{place}”" for place in dict.fromkeys(unknown))
    where = "; ".join(f"{format_quantity(line.quantity)} {line.item} at {line.location}" for line in lines)
    says = f"{words} is no place of these books: taken from where the goods lie ({where})."
    return (Finding(Warning.PLACE_ASSUMED, says, f"Name the place if it was another: {', '.join(books.stock.locations)}."),)


def _said_of_another(goods: GoodsSaid, item: str, event: Event, books: ClientBooks) -> bool:
    """The place stands with other goods of the text, and these are held, but not there: "3 amoxicillin, 1 cough syrup off the
    shop shelf"."""
    place, own = goods.place_quote, goods.quote
    if not place or not own or len(event.goods) < 2:
        return False
    near = min((one.quote for one in event.goods if one.quote), key=lambda quote: _between(quote, place))
    there = set(places_named(goods.place, books))
    held = {holding.location for holding in books.stock.held(item) if holding.on_hand > 0}
    return near != own and bool(held) and not held & there


def _used_there(goods: GoodsSaid, item: str, event: Event, books: ClientBooks) -> bool:
    """Goods put to a use are held elsewhere than at the place named: it is where they are used, "used in the dispensary"."""
    there = set(places_named(goods.place, books)) if goods.place and event.use is not None else set()
    held = {holding.location for holding in books.stock.held(item) if holding.on_hand > 0}
    return bool(there and held) and not held & there


def _between(first: Quote, second: Quote) -> int:
    """The characters between two quotes."""
    return max(first.start, second.start) - min(first.end, second.end)


def _places_assumed(lines: list[ResolvedGoods], kind: Kind, books: ClientBooks) -> tuple[Finding, ...]:
    """A warning where choosing the place chose the account; a write-down against the allowance credits none of them."""
    if kind is Kind.WRITE_DOWN and books.policy.write_down_method is WriteDownMethod.ALLOWANCE:
        return ()
    assumed = [line for line in lines if line.place_assumed]
    if not assumed:
        return ()
    where = "; ".join(f"{format_quantity(line.quantity)} {line.item} at {line.location}" for line in assumed)
    says = f"The text names no place, and the places are carried by different accounts: taken where most lie ({where})."
    return (Finding(Warning.PLACE_ASSUMED, says, "Name the place if it was another."),)


def _reversal(resolved: ResolvedEvent, books: ClientBooks) -> ResolvedEvent | Question:
    entry = find_entry(resolved.event, books)
    if isinstance(entry, Question):
        return entry
    if question := unclear_part(resolved.event, entry, books):
        return question
    returning = units_back(resolved.event, entry, books)
    if isinstance(returning, Question):
        return returning
    goods = returning.goods
    if resolved.event.value_recovered:
        goods = _still_held(goods, books)
    return replace(resolved, reverses=entry, goods=goods, findings=returning.findings)


def _still_held(goods: tuple[ResolvedGoods, ...], books: ClientBooks) -> tuple[ResolvedGoods, ...]:
    """A value recovers only for units that are still held: at the place they were written down first, then wherever they lie."""
    held: list[ResolvedGoods] = []
    for line in goods:
        left = -line.quantity
        places = sorted(books.stock.held(line.item), key=lambda holding: holding.location != line.location)
        for holding in places:
            taken = -sum(
                (part.quantity for part in held if (part.item, part.location) == (line.item, holding.location)), Decimal(0)
            )
            units = min(left, holding.on_hand - taken)
            if units > 0:
                held.append(replace(line, location=holding.location, quantity=-units))
                left -= units
    return tuple(held)
