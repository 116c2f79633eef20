"""Tokens to the quantity that begins at one of them: numbers with units, cases and loose ones, all, all but, a share, some."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.numerals import GROUPS, Numeral
from assistant.books.proposal import QuantityPart, QuantityRelation
from assistant.matching import tokens
from assistant.patterns import regex
from assistant.readers.rules.contents import NOTHING_SAID, is_measure, so_many, with_content
from assistant.readers.rules.scan import Token, compiled, phrases
from assistant.readers.rules.tables.nouns import EVERY, LOOSE, NOT_COUNTED, PACKS, SOME, UNITS

_SOME, _EVERY = phrases(SOME), phrases(EVERY)
_ALL_BUT = regex(
    r"(?:all|everything|every one|the lot|the rest)(?: of them)?(?: except| but| bar| apart from|"
    r" other than| excluding| save)(?: for)?(?: the)?\s+"
)
_SHARE = regex(
    r"(?:about |roughly )?(?:(half|a third|one third|two[- ]thirds|a quarter|three[- ]quarters|"
    r"(\d{1,2}) ?(?:%|percent)))(?: of)? "
    r"(?=(?:what|our|the|my|all|them|those|these|stock|everything)\b)"
    r"(?!what (?:we|they|it|you|i) (?:paid|pay|cost)|(?:the |our |their )?(?:cost|price|value)\b)"
)
_SHARES = {
    "half": "0.5",
    "a third": "1/3",
    "one third": "1/3",
    "two thirds": "2/3",
    "a quarter": "0.25",
    "three quarters": "0.75",
}
_PACK_OF = regex(r"\s*(?:(?:the|our|single|last|remaining|of) )*([a-z]+) of(?= [a-z])")
_BOTH_ELSE = regex(r"\s*(?:[.,;:]|places|stores|sites|shops|locations|entries|and\b|[a-z]{1,5}-?\d{2})")
_HALF_A = regex(r"(half|quarter|a quarter|three[- ]quarters) (?:of )?an? (?:full |whole )?(?=([a-z]+))")
_FRACTION = regex(r"(?:(\d+) )?(\d)/(\d)(?= |[a-z])(?: (?:of )?an?\b)?")
_AND_A_PART = regex(r" (?:and|&|plus|n) (?:an? )?(half|quarter|three[- ]quarters)\b(?! (?:of )?(?:an?|the)\b)|([½¼¾])")
_PARTS = {"half": "0.5", "quarter": "0.25", "½": "0.5", "¼": "0.25"}
_PAIR_OF = regex(
    r"an? (?:whole |full |sealed |unopened |entire |single )?(pair|dozen|case|carton|box|bag|pack|packet|tray|set|sack|roll|"
    r"bottle|jar|tin|can|tub|pallet|crate|punnet|gross|bale|drum|keg|kilo|bunch|litre|liter|metre|gallon|bucket|pail|vial|"
    r"reel|spool|coil|cone|bolt|ream|sachet|slab|cask|bundle|kilogram|copy|tube|pot|length|piece)\b(?!\s+(?:is|are|holds|weighs|has|contains|makes)\b)"
)
_OF_THE = regex(r"\s*(?:out )?of (?:the|our|my|those|these|all the|all)?\s*")
_APPROX = regex(
    r"(?<![\w-])(?:about|around|roughly|approx\.?|approximately|maybe|nearly|almost|some|circa|c\.|"
    r"~|up to|at least|more than|(?<!all )over|under|less than)\s*\Z"
)
_ACROSS = regex(  # "knocked bleach over 3 rolls"
    r"\b(?:knock|spill|spilt|tip|drop|fell|fall|ran|run|drove|driv|roll|pour|leak|splash|went|got|backed|revers)[a-z]*\b"
    r"[^.;,\n]{0,40} over\s+\Z"
)
_N_PACKS = regex(r" (?:of the |of our )?(\d{1,3})[- ](?:packs?|pks?)\b(?= (?:of )?[a-z])")  # "three 4-packs of plugs"
_SMALL = "bottles?|cans?|tins?|jars?|tubs?|packs?|packets?|units|pcs|pieces|bars?|cups?|pouches"
_RANGE = regex(r"\s?(?:-|to|or)\s?(?=\d|\w+ )")
_OR_SO = regex(r"(?: [a-z]+){0,2} or so\b")
_DEFINITE = regex(r"\b(the|those|these|all|our|my|other|last|remaining)(?: (?:other|remaining|last|whole))?\s+\Z")


@dataclass(frozen=True, slots=True)
class QuantitySaid:
    """A quantity at [start, end). `definite`: "the 10", "all 10"; `other`: "the other 6"; `of_total`: "4 of the 10"."""

    start: int
    end: int
    relation: QuantityRelation
    parts: tuple[QuantityPart, ...] = ()
    share: Decimal | None = None
    definite: bool = False
    other: bool = False
    of_total: Decimal | None = None

    @property
    def number(self) -> Decimal | None:
        return self.parts[0].number if self.parts else None

    @property
    def bare(self) -> bool:
        return all(not part.unit for part in self.parts)


def share_named(words: str) -> Decimal:
    """'half', 'two-thirds' as a number."""
    top, _, bottom = _SHARES[words.replace("-", " ")].partition("/")
    return Decimal(top) / Decimal(bottom or 1)


class QuantityReader:
    """Reads quantities out of one text. `counting` are its numerals that are neither dates nor amounts nor references,
    `by_the_litre` the words of goods that are held so: their "6 l" is no size."""

    def __init__(
        self,
        low: str,
        counting: Sequence[Numeral],
        contents: Mapping[str, Decimal] = NOTHING_SAID,
        by_the_litre: frozenset[str] = frozenset(),
    ) -> None:
        """`contents`: what one of each unit holds, where the text says so apart ('case = 24')."""
        self._low, self._contents, self._by_the_litre = low, contents, by_the_litre
        self._at = {numeral.start: numeral for numeral in counting}

    def at(self, token: Token) -> QuantitySaid | None:
        return self.at_place(token.start)

    def at_place(self, start: int) -> QuantitySaid | None:
        for read in (
            self._all_but,
            self._share,
            self._half_a,
            self._fraction,
            self._counted,
            self._both,
            self._a_pack,
            self._every,
            self._some,
        ):
            if found := read(start):
                return found
        return None

    # ── relations ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _all_but(self, start: int) -> QuantitySaid | None:
        if (match := _ALL_BUT.match(self._low, start)) and (counted := self._counted(match.end()) or self._a_pack(match.end())):
            return replace(counted, start=start, relation=QuantityRelation.ALL_BUT, of_total=None)
        return None

    def _share(self, start: int) -> QuantitySaid | None:
        if (match := _SHARE.match(self._low, start)) is None:
            return None
        share = Decimal(match[2]) / 100 if match[2] else share_named(match[1])
        the = compiled(r"(?:all )?(?:the|our|my|those|these)?\s*").match(self._low, match.end())
        if the and (whole := self._at.get(the.end())) and not is_measure(self._low, whole) and not self._touches(whole):
            _, end = self._unit(whole.end)
            part = QuantityPart(share, "lot", whole.value)  # "half the 118 bags"
            return QuantitySaid(start, end, QuantityRelation.EXACTLY, (part,), definite=True)
        return QuantitySaid(start, match.end(), QuantityRelation.SHARE, share=share)

    def _every(self, start: int) -> QuantitySaid | None:
        if (match := _EVERY.match(self._low, start)) is None:
            return None
        after = match.end() + len(self._low[match.end() :]) - len(self._low[match.end() :].lstrip(" "))
        the = compiled(r"(?:the|our|my|those|these)\s+").match(self._low, after)
        inner = the.end() if the else after
        numeral = self._at.get(inner)
        if numeral and not is_measure(self._low, numeral) and (counted := self._counted(inner)):
            return replace(counted, start=start, relation=QuantityRelation.ALL, definite=True)
        pack = _PACK_OF.match(self._low, match.end())
        packed = pack is not None and pack[1] in UNITS  # "every last pack of the squid", "all tins of white paint"
        return QuantitySaid(start, pack.end() if pack and packed else match.end(), QuantityRelation.ALL, definite=True)

    def _some(self, start: int) -> QuantitySaid | None:
        match = _SOME.match(self._low, start)
        if compiled(r"\b(?:two|three|four|five|six|\d+)\s+\Z").search(self._low[max(0, start - 8) : start]):
            return None  # "two lots of"
        return QuantitySaid(start, match.end(), QuantityRelation.SOME) if match else None

    # ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _half_a(self, start: int) -> QuantitySaid | None:
        if (match := _HALF_A.match(self._low, start)) is None:
            return None
        share = {"half": "0.5", "quarter": "0.25", "a quarter": "0.25"}.get(match[1], "0.75")
        unit = UNITS.get(match[2])
        if unit is None:
            return None
        number = Decimal(share)
        part = QuantityPart(number * GROUPS[unit]) if unit in GROUPS else QuantityPart(number, unit)
        return QuantitySaid(start, match.end() + len(match[2]), QuantityRelation.EXACTLY, (part,))

    def _fraction(self, start: int) -> QuantitySaid | None:
        match = _FRACTION.match(self._low, start)
        if match is None or match[3] == "0" or start not in self._at:
            return None
        number = Decimal(match[1] or 0) + Decimal(match[2]) / Decimal(match[3])
        unit, end = self._unit(match.end())
        return QuantitySaid(start, end, QuantityRelation.EXACTLY, (QuantityPart(number, unit),)) if unit else None

    def _both(self, start: int) -> QuantitySaid | None:
        """'both of the GPS units', 'both cases'; not 'Toledo and Knoxville both'."""
        match = compiled(r"both(?: of)?(?: (?:the|our|my|those|these))?\b").match(self._low, start)
        if match is None or (
            _BOTH_ELSE.match(self._low[match.end() :])
            and not self._low[:start].rstrip().endswith(("off", "toss", "bin", "scrap"))
        ):
            return None
        unit, end = self._unit(match.end())
        return QuantitySaid(start, end, QuantityRelation.EXACTLY, (QuantityPart(Decimal(2), unit),), definite=True)

    def _a_pack(self, start: int) -> QuantitySaid | None:
        match = _PAIR_OF.match(self._low, start)
        before = self._low[max(0, start - 8) : start].rstrip()
        if match is None or before.endswith(("half", "per", "$", "£", "€")) or before[-1:].isdigit():
            return None  # "£3.00 a box"
        number, end = self._and_a_part(Decimal(1), match.end())
        return self._finished(start, end, QuantityPart(number, UNITS.get(match[1], match[1])))

    def _counted(self, start: int) -> QuantitySaid | None:
        numeral = self._at.get(start)
        if numeral is None:
            return None
        number, end = numeral.value, numeral.end
        if sized := _N_PACKS.match(self._low, end):
            return self._finished(start, sized.end(), QuantityPart(number, "pack", Decimal(sized[1])))
        pattern = compiled(r"\s?[x×]\s(?=[a-z(])|\s?[x×](?=\s?[a-z]{3})| ?no\.? (?=[a-z])| off (?=[a-z])")
        if times := pattern.match(self._low, end):
            end = times.end()
        number, end = self._and_a_part(number, end)
        unit, end = self._unit(end)
        number, end = self._and_a_part(number, end)
        following = compiled(r"[\s-]*([a-z']+)").match(self._low, end)
        if not unit and following and following[1] in NOT_COUNTED:
            return None
        return self._finished(start, end, QuantityPart(number, unit))

    def _and_a_part(self, number: Decimal, end: int) -> tuple[Decimal, int]:
        """'one and a half litres', 'a kilo and a half', '1½ boxes'."""
        part = _AND_A_PART.match(self._low, end)
        return (number + Decimal(_PARTS.get(part[1] or part[2], "0.75")), part.end()) if part else (number, end)

    def _unit(self, end: int) -> tuple[str, int]:
        """The unit behind a number and where it ends: '6 ea', '18kg', 'two dozen'."""
        match = compiled(r"[ -]?(?:(?:whole|full|sealed|unopened|open|loose|big|small|large) )?([a-z]+)\b").match(self._low, end)
        if match and (unit := UNITS.get(match[1])) and not self._is_size(end, match):
            return unit, match.end()
        return "", end

    def _is_size(self, end: int, unit: re.Match[str]) -> bool:
        """'3 L' of shirts is a size; litres touch their number, or say of what."""
        behind = self._low[unit.end() : unit.end() + 4]
        if unit[1] != "l" or self._low[end] != " ":
            return False
        following = tokens(self._low[unit.end() : unit.end() + 24])
        return not self._by_the_litre.intersection(following[:2]) and not compiled(r" (?:of\b|\()").match(behind)

    def _finished(self, start: int, end: int, part: QuantityPart) -> QuantitySaid:
        """The quantity with what follows the number: the content of a case, loose ones besides, the total it is taken of."""
        parts: tuple[QuantityPart, ...] = (part,)
        end = self._again(part, end)
        if part.unit in PACKS:
            part, end = with_content(self._low, self._at, part, end)
            if part.per is None and (inside := self._contents.get(part.unit)):
                part = replace(part, per=inside)
            end = so_many(self._low, self._at, part, end)
            more, end = self._loose(end)
            parts = (part, *more)
        total = None
        if of_the := _OF_THE.match(self._low, end):
            numeral = self._at.get(of_the.end())
            coded = (
                numeral and not numeral.spelled and compiled(r"\d*\s?[a-z]*\d").match(self._low[numeral.end : numeral.end + 3])
            )
            if numeral and "the" in of_the.group() and not coded:
                if (not numeral.spelled and numeral.value >= 1000) or self._names_goods(numeral):
                    numeral = None
                else:
                    total, end = numeral.value, numeral.end
                    unit, behind = self._unit(end)
                    if parts == (part,) and not part.unit and self._low[behind - 1] == "s":
                        parts, end = (replace(part, unit=unit),), behind  # "3 of the 5 sacks"
        relation = QuantityRelation.SOME if self._is_vague(start, end) else QuantityRelation.EXACTLY
        before = _DEFINITE.search(self._low, max(0, start - 24), start)
        other = bool(before and "other" in before.group()) or bool(
            compiled(r"\bremaining\s+\Z").search(self._low[max(0, start - 12) : start])
        )
        return QuantitySaid(start, end, relation, parts, definite=bool(before), other=other, of_total=total)

    def _again(self, part: QuantityPart, end: int) -> int:
        """'twenty-four (24)': the number once more in figures."""
        match = compiled(r"\s*\((\d+)\)").match(self._low, end)
        return match.end() if match and Decimal(match[1]) == part.number else end

    def _touches(self, numeral: Numeral) -> bool:
        return bool(compiled(r"-?[a-z\"]").match(self._low, numeral.end))

    def _names_goods(self, numeral: Numeral) -> bool:
        """'9 of the 10L bear canisters', '3 of the 1717 struts': a number that touches letters, or of three digits and more."""
        touching = self._touches(numeral)
        measure = compiled(r"\s?%|\s(?:oz|ml|cl|l|g|kg|lb|inch|in|mm|cm|m|pc|ct|pk|pack|piece|litre|volt|v|w)\b").match(
            self._low, numeral.end
        )
        return bool(touching or measure) or (not numeral.spelled and numeral.end - numeral.start >= 3)

    def _is_vague(self, start: int, end: int) -> bool:
        """'about 20', '10 to 12', 'a dozen or so': not a number to book."""
        low = self._low
        ranged = _RANGE.match(low, end)
        return bool(
            (_APPROX.search(low, max(0, start - 16), start) and not _ACROSS.search(low, max(0, start - 60), start))
            or (ranged and ranged.end() in self._at and not compiled(r"\s?to\s").match(low[end : end + 4]))
            or _OR_SO.match(low, end)
        )

    def _loose(self, end: int) -> tuple[tuple[QuantityPart, ...], int]:
        """'1 case + 6 loose': the loose ones, in the item's own unit."""
        low = self._low
        if (match := compiled(r"\s*(?:\+|&|and|plus|,)\s*").match(low, end)) is None:
            return (), end
        numeral = self._at.get(match.end())
        after = compiled(rf" ?([a-z]+)(?: (?:{_SMALL})\b)?").match(low, numeral.end) if numeral else None
        if numeral and after and after[1] in LOOSE:
            return (QuantityPart(numeral.value),), after.end()
        return (), end
