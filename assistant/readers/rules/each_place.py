"""Goods lost in several places, so many in each: 'two kegs in each of the cellar and the taproom', '4 from each store'."""

from dataclasses import replace

from assistant.books.proposal import GoodsSaid, QuantityRelation
from assistant.patterns import regex
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.names import PlaceSaid
from assistant.readers.rules.scan import between, quote

_KINDS = "(?:places?|stores?|shops?|sites?|locations?|warehouses?|branch(?:es)?|depots?|outlets?|bars?|rooms?|bays?|fridges?)"
_IN_EACH = regex(
    rf"\b(?:in|at|from|of|off|for) (?:each|every)(?: (?:one|single|of|the|our|these|those|both|two|three|four))* {_KINDS}\b|"
    rf"\bper {_KINDS}\b|\b(?:each|every) {_KINDS}\b|\b{_KINDS} each\b"
)
_IN_EACH_OF = regex(
    r"\b(?:in|at|from) (?:each|every one) of(?: (?:the|our|these|both))*\s+|\beach (?:in|at|from)(?: (?:the|our|both))*\s+"
)
_JOINS = regex(r"\s*(?:(?:,|&|\band\b|\bin\b|\bat\b|\bfrom\b)\s*)+(?:(?:the|our)\s+)*")


def at_each_place(facts: Facts, goods: GoodsSaid, start: int, end: int) -> tuple[GoodsSaid, ...]:
    """The goods of the stretch [start, end) once for each place that it names as one of those; where it names none, so many that
    the number has to be asked for."""
    quantity = goods.quantity
    if quantity is None or quantity.relation is not QuantityRelation.EXACTLY:
        return (goods,)
    if places := _named(facts, start, end):
        return tuple(_there(facts, goods, place) for place in places)
    if _IN_EACH.search(facts.page.low, start, end):
        return (replace(goods, quantity=replace(quantity, relation=QuantityRelation.SOME)),)
    return (goods,)


def _named(facts: Facts, start: int, end: int) -> list[PlaceSaid]:
    """The places listed behind 'in each of', two at least."""
    for match in _IN_EACH_OF.finditer(facts.page.low, start, end):
        listed: list[PlaceSaid] = []
        behind = match.end()
        for place in between(facts.places, match.end(), end):
            if place.start != behind and not _JOINS.fullmatch(facts.page.low, behind, place.start):
                break
            listed.append(place)
            behind = place.end
        if len(listed) > 1:
            return listed
    return []


def _there(facts: Facts, goods: GoodsSaid, place: PlaceSaid) -> GoodsSaid:
    said = quote(facts.page.raw, place.start, place.end)
    return replace(goods, place=place.place, place_quote=said, every_place=False)
