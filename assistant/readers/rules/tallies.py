"""A list under a word for a count ('Stock take shop: jars 12, mugs 17 not 18') to what was found of each of the goods."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.books.numerals import Numeral
from assistant.books.proposal import Event, GoodsSaid, Quantity, QuantityPart, QuantityRelation
from assistant.books.reasons import Reason
from assistant.patterns import regex
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.counts import CountSaid
from assistant.readers.rules.facts import ACT, Facts
from assistant.readers.rules.scan import compiled, quote

_HEAD = regex(
    r"(?:stock ?-?take|stock ?-?taking|stock ?-?check|(?:re-?|stock ?-?|cycle ?-?|spot ?-?|bin ?-?|physical ?-?)?"
    r"count(?:ed|s)?|tally|tallied|inventory)\b"
)
_HEAD_WITHIN = 60  # characters from the start of the text in which the word for a count stands
_LOST = regex(
    r"\b(?:short|over|under|missing|gone|extra|surplus|diff|variance of|difference of|adjust|less|fewer|more|lost|minus|plus|"
    r"off|up|down|wrong|keyed|found)\b"
)
_COUNTED_IN = (
    r"(?:[x×]|ea|each|pcs?|packs?|units?|boxes|bags|pairs?|prs?|sets?|tins?|jars?|bottles?|cans?|rolls?|tubs?|kg|l|m|lbs?)"
)
_BOOKED = regex(
    rf"\s*(?:{_COUNTED_IN}\b)?\s*[,(]?\s*(?:(?:and |but )?not|instead of|rather than|vs\.?|versus|against|as against|books?|bk|"
    r"system|sys|should be|was|were|of)(?: the| our)?(?: books?'?| system'?s?)?:?\s*"
)
_UNIT = regex(rf"\s?{_COUNTED_IN}?\b(?=\s*(?:[,;.\n)]|and\b|not\b|\Z))")
_LOST_OR_FOUND = regex(
    r"\b(?:(found|gained|over by|up by|up|plus)|lost|missing|short|down|minus)(?: (?:an?|another|extra|us))? \Z"
)
_NEUTRAL = (Reason.LOST, Reason.ADMIN_ADJUSTMENT, Reason.OTHER)


def is_headed_count(facts: Facts) -> bool:
    """The text opens with a word for a count and tells of no loss: its numbers are what was found, if they can be read."""
    low = facts.page.low
    told = any(signal.meaning not in _NEUTRAL for signal in facts.reasons) or facts.uses or ACT.search(low)
    headed = _HEAD.search(low, 0, min(len(low), _HEAD_WITHIN)) is not None
    return headed and not told and not facts.amounts and bool(facts.numbers)


def tallied(facts: Facts) -> tuple[CountSaid, ...]:
    """What was counted of each of the goods; nothing where words of a loss stand beside the numbers."""
    low = facts.page.low
    head = _HEAD.search(low, 0, min(len(low), _HEAD_WITHIN))
    losses = any(signal.meaning not in _NEUTRAL for signal in facts.reasons) or ACT.search(low) or _LOST.search(low)
    if head is None or losses or facts.amounts:
        return ()
    return _lines(facts, head.end(), [number for number in outside_names(facts) if number.start >= head.end()])


def outside_names(facts: Facts) -> tuple[Numeral, ...]:
    """The numbers that are no part of the name of goods: not the 29 of '29er tubes', nor the 6 of '6ft ladders'."""
    pieces = [piece for mention in facts.mentions for piece in mention.pieces]
    return tuple(n for n in facts.numbers if not any(start <= n.start < end for start, end in pieces))


def _lines(facts: Facts, start: int, numbers: Sequence[Numeral]) -> tuple[CountSaid, ...]:
    """Each number counts the goods named between it and the number before; one behind 'not' is what the books show."""
    low, found = facts.page.low, list[CountSaid]()
    for number in numbers:
        between = low[start : number.start]
        if found and found[-1].booked is None and _BOOKED.fullmatch(between):
            found[-1] = replace(found[-1], booked=number.value, end=number.end)
        elif _names_goods(facts, start, number.start) and _ends(low, number.end):
            found.append(CountSaid(Sentence(start, number.end), number.start, number.end, number.value))
        else:
            return ()
        start = number.end
        if gap := compiled(r"[^\S\n]*(?:[,;.|)]|and\b|&)?\s*").match(low, start):
            start = gap.end()
    return tuple(found)


def _names_goods(facts: Facts, start: int, end: int) -> bool:
    named = any(start <= m.start < end and m.named and facts.stock.fitting(m.words) for m in facts.mentions)
    return named or bool(facts.stock.fitting(facts.page.raw[start:end].strip(" ,;:.-\n")))


def _ends(low: str, end: int) -> bool:
    """The number closes its line or clause, with no more than a unit behind it."""
    return _UNIT.match(low, end) is not None or re.compile(_BOOKED.pattern + r"(?=\d)").match(low, end) is not None


def other_losses(facts: Facts, counts: Sequence[CountSaid]) -> bool:
    """Beside differences, numbers that no count accounts for and a cause: 'mugs 3 broken, 2 lamps missing'."""
    caused = any(signal.meaning not in _NEUTRAL for signal in facts.reasons)
    return caused and all(said.counted is None for said in counts) and len(outside_names(facts)) > len(counts)


def lost_and_found(facts: Facts) -> tuple[CountSaid, ...]:
    """'Lost 2 red bowls and found 3 black ones': of some fewer than the books, of others more."""
    low = facts.page.low
    named = [m for m in facts.mentions if m.quantity and m.named and m.quantity.number is not None]
    if len(named) != 2 or len(outside_names(facts)) != 2 or facts.amounts:
        return ()
    found: list[CountSaid] = []
    for mention in named:
        verb = _LOST_OR_FOUND.search(low, max(0, mention.start - 24), mention.start)
        number = mention.quantity.number if mention.quantity else None
        if verb is None or number is None:
            return ()
        part = Sentence(mention.start, mention.end)
        found.append(CountSaid(part, mention.start, mention.end, difference=number if verb[1] else -number))
    fits = [set(facts.stock.fitting(mention.words)) for mention in named]
    one_of_each = {said.difference > 0 for said in found if said.difference} == {True, False}
    return tuple(found) if one_of_each and not fits[0] & fits[1] else ()


def with_unread(facts: Facts, counts: Sequence[CountSaid], events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events, and a question where a line of a count holds 'five of the …' beside what was read of it."""
    low, read = facts.page.low, [(said.start, said.end) for said in counts]
    for number in outside_names(facts):
        beside = any(said.sentence.start <= number.start < said.sentence.end and said.booked is None for said in counts)
        unread = beside and not any(start <= number.start < end for start, end in read)
        if unread and compiled(r"\s+of (?:the|our)\b").match(low, number.end):
            said = quote(facts.page.raw, number.start, number.end)
            some = Quantity(QuantityRelation.SOME, (QuantityPart(number.value),), quote=said)
            return (replace(events[0], goods=(*events[0].goods, GoodsSaid("", said, some))), *events[1:])
    return events
