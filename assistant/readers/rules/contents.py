"""Packs to what one of them holds: said right behind them ('cases of 24', '(12 each)') or apart ('case = 24')."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.numerals import Numeral, numerals
from assistant.books.proposal import QuantityPart
from assistant.patterns import regex
from assistant.readers.rules.scan import compiled
from assistant.readers.rules.tables.nouns import PACKS, UNITS, WEIGHTS

_PACKED = "|".join(sorted((re.escape(word) for word, unit in UNITS.items() if unit in PACKS), key=len, reverse=True))
# So few words stand before the pack that a text of nothing but such words is still read through once.
_STATED = regex(
    rf"(?<![\w.,])(?:(?:an?|the|one|1|each|every|per|full) ){{0,4}}({_PACKED})\s?(?:=|equals)\s?(?=\w)|"
    rf"(?<![\w.,])(?:(?:an?|each|every|the|one|1|full) ){{1,4}}({_PACKED})"
    r" (?:is|has|contains?|holds?|makes?|means|comes with)\s(?=\w)|"
    rf"(?<![\w.,])(?:the |our |these |those |all )?({_PACKED}) (?:hold|contain|have|come with)\s(?=\w)"
)
_ENDS = regex(
    r"\s*(?:each|ea|pcs|pieces|units|of (?:them|these|those)|in it|inside|to (?:it|each))?\s*(?:[.,;:!?)\n]|\Z|and\b|-\s)"
)
NOTHING_SAID: Mapping[str, Decimal] = {}
_A_CASE = regex(
    r"\s*(?:[(,]\s*)?(?:of )?(\d[\d,.]*|[a-z]+)(?: (?:a|per|to a|to the|in a|each|/)\s?(?:case|"
    r"box|carton|tray|sack|bag|pack|ctn|cs|pallet)| each(?= (?:case|box|carton)))\)?"
)
# "8 sacks (25 kg) of malt", "10 sacks of 25 kg torn open"
_EACH_HOLDS = regex(
    r"\s*\((?:of |@ |a )?(\d[\d.,]*)\s?(?:kg|l|lb|lbs|m|litres?|liters?)(?: each| bags?)?\)|"
    r" of (\d[\d.,]*)\s?(?:kg|l|lb|lbs|m|litres?|liters?)\b"
    r"(?=\s*(?:[.,;)]|\Z|(?:each|got|were|was|went|that|which|in|at|from|and|on|are|is|have|had)\b|[a-z]+(?:ed|en|orn)\b))"
)
# "3 boxes (of 24)", "10 cartons (12 each)"; "(24)" alone may be the number of all
_IN_BRACKETS = regex(
    r"\s*\((?:(?:of|x|@|each (?:of|with|holding)|holding|with) ?(?P<of>\d[\d,.]*|[a-z]+)(?: ?(?:each|ea|pcs|pieces|units))?|"
    r"(?P<each>\d[\d,.]*|[a-z]+) ?(?:each|ea|apiece|in each|pcs each|pieces each|units each|(?:pcs |pieces |units )?"
    r"(?:per|a|to a|to the|in a|/) ?[a-z]+))\)"
)
# "ten trays of 6, so 60 jars, of the bisque": the number once more, of the goods that follow
_SO_MANY = regex(
    r"\s*[,(=-]?\s*(?:(?:so|i\.?e\.?|that is|that's|thats|makes|making|which is|which makes|or|totall?ing|namely|in all)[\s,:]*)?"
    r"(?:a total of )?(?P<number>\d[\d,.]*|[a-z]+)(?: (?!of\b)[a-z]+)?(?: (?:in all|in total|all told|altogether))?"
    r"\s*[,)-]?(?=\s+of\b)"
)
_CONTENT_OF = regex(  # "two boxes (24 ct) of gels"
    r"\s*\((\d{1,4}) ?-?(?:ct|count|pk|pack)\.?\)(?= of\b)"
)
# What a number measures that stands in the name of goods: "2 cases of 30W chargers".
_MEASURED = frozenset(
    'inch in mm cm pc ct " bottle piece pack count watt watts volt volts amp amps w v kw ah mah gb tb mg mcg gsm hz psi'.split()
)


@dataclass(frozen=True, slots=True)
class Content:
    """One `unit` holds `number`, as the text says at [start, end)."""

    start: int
    end: int
    unit: str
    number: Decimal


def contents_in(low: str) -> tuple[Content, ...]:
    """What is said of each unit, in the order of the text."""
    told = [(match, match[1] or match[2] or match[3]) for match in _STATED.finditer(low)]
    at: dict[int, Numeral] = {numeral.start: numeral for numeral in numerals(low)} if told else {}
    found = []
    for match, word in told:
        numeral = at.get(match.end())
        if numeral and numeral.value > 1 and _ENDS.match(low, numeral.end):
            found.append(Content(match.start(), numeral.end, UNITS[word], numeral.value))
    return tuple(found)


def by_unit(contents: tuple[Content, ...]) -> dict[str, Decimal]:
    """What one of each unit holds; not where the text says two things of it, as of two goods."""
    said = {unit: {content.number for content in contents if content.unit == unit} for unit in {c.unit for c in contents}}
    return {unit: numbers.pop() for unit, numbers in said.items() if len(numbers) == 1}


def with_content(low: str, at: Mapping[int, Numeral], part: QuantityPart, end: int) -> tuple[QuantityPart, int]:
    """'cases of 24', 'cases (1000 a case)'."""
    if part.number > 1 and (match := _EACH_HOLDS.match(low, end)):
        inside = at.get(match.start(1) if match[1] else match.start(2))
        if inside:
            return replace(part, per=inside.value), match.end()
    if match := _IN_BRACKETS.match(low, end):
        inside = at.get(match.start("of") if match["of"] else match.start("each"))
        if inside:
            return replace(part, per=inside.value), match.end()
    if match := _A_CASE.match(low, end):
        inside = at.get(match.start(1))
        if inside:
            return replace(part, per=inside.value), match.end()
    if match := _CONTENT_OF.match(low, end):
        inside = at.get(match.start(1))
        if inside:
            return replace(part, per=inside.value), match.end()
    if match := compiled(r" of (?=\w)").match(low, end):
        inside = at.get(match.end())
        if inside and not is_measure(low, inside):
            return replace(part, per=inside.value), inside.end
    return part, end


def so_many(low: str, at: Mapping[int, Numeral], part: QuantityPart, end: int) -> int:
    """'ten trays of 6, so 60 jars, of …': the number of all once more."""
    match = _SO_MANY.match(low, end) if part.per else None
    told = at.get(match.start("number")) if match else None
    return match.end() if match and told and part.per and told.value == part.number * part.per else end


def is_measure(low: str, numeral: Numeral) -> bool:
    """What the number tells is a size, weight or share, not how many: '30 W', '6 %'."""
    if low[numeral.end : numeral.end + 2].lstrip().startswith("%"):
        return True
    after = compiled(r"[ -]?([a-z\"]+)").match(low, numeral.end)
    return bool(after and (UNITS.get(after[1]) in WEIGHTS or after[1] in _MEASURED))
