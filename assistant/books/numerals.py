"""Text to the numbers it states, in any notation: 1,250.50 · 1.250,50 · 2.4k · 1 850 · twelve · three dozen · half · 40 %."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.patterns import regex

UNITS = {
    "zero": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000,
    "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "crore": 10_000_000, "crores": 10_000_000,
}  # fmt: skip
GROUPS = {"dozen": 12, "dozens": 12, "doz": 12, "dz": 12, "gross": 144}
PARTS = {
    "half": Decimal("0.5"), "halves": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25"),
    "third": Decimal(1) / 3, "thirds": Decimal(1) / 3,
}  # fmt: skip
IMPLIED = {"both": 2, "pair": 2, "couple": 2, "a": 1, "an": 1, "single": 1, "double": 2, "twice": 2, "fiver": 5, "tenner": 10}
SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3}
MAGNITUDES = {"k": 1000, "m": 1_000_000}

_SPELLED = "|".join(sorted({*UNITS, *TENS, *SCALES}, key=len, reverse=True))
_DIGITS = regex(
    r"(?<![\d.,])(?:\d{1,3}(?:[  ]\d{3})+(?:[.,]\d{1,2})?(?![\d.,]*\d)|\d+(?:[.,'’]\d+)*|[½¼¾⅓⅔])(?:[kKmM](?![A-Za-z0-9]))?"
)
_RUN = regex(
    rf"\b(?:an?[ ]+(?=hundred|thousand|grand|million|lakh|lac|crore))?(?:{_SPELLED})(?:(?:[ ]+and[ ]+|[ -]+)(?:{_SPELLED}))*\b",
    re.I,
)
_HUNDREDTHS = regex(r" ?(?:%|¢|[cp]\b)", re.I)
_HALF_OF_GROUP = regex(r"\bhalf[ -](?:an?[ -])?(dozen|gross)\b", re.I)
_WORD = regex(r"[a-z]+", re.I)
_FRACTION = regex(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])")
_WHOLE_BEFORE = regex(r"(?<![\d.,])(\d{1,3})[ ]\Z")
# "a kilo and a half", "two metres and a quarter"
_AND_A_PART = regex(
    r"\b(an?|\d{1,6}|[a-z]{3,9}) [a-z]{1,12} (?:and|&|plus|n) (?:an? )?(half|quarter|three[- ]quarters)\b", re.I
)
_MIXED = regex(r"(?<![\d.,])(\d{1,6}) ?([½¼¾⅓⅔])")
_LONGEST = 18  # digits; longer runs are references, not numbers of a book


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at [start, end) of a text: `value` is its likeliest reading. `spelled` where it is written in words."""

    start: int
    end: int
    value: Decimal
    spelled: bool = False


@lru_cache(maxsize=64)
def numerals(text: str) -> tuple[Numeral, ...]:
    """Every number written in digits or words, once each, in the order of the text. Dozens and halves stay words of their own."""
    digits = [Numeral(m.start(), m.end(), read[0]) for m in _DIGITS.finditer(text) if (read := readings(m.group()))]
    spelled = [found for m in _RUN.finditer(text) for found in _spelled(text, m.start(), m.end())]
    return tuple(sorted([*digits, *spelled], key=lambda numeral: numeral.start))


@lru_cache(maxsize=256)
def numbers_in(text: str) -> tuple[Decimal, ...]:
    """Every number that a text states or plainly implies, all plausible readings of each, without repeats.

    '3 dozen' gives 36, 3 and 12; '40%' gives 40 and 0.4; '95c' gives 95 and 0.95; '1.250' gives 1.25 and 1250.
    """
    return tuple(dict.fromkeys(_stated(text)))


def readings(digits: str) -> tuple[Decimal, ...]:
    """What a number in digits may mean, likeliest first; nothing for what is no number ('31.10.2026', a long reference)."""
    if digits in SIGNS:
        return (SIGNS[digits],)
    scale = Decimal(MAGNITUDES.get(digits[-1].lower(), 1))
    body = digits.rstrip("kKmM")
    plain = re.sub(r"[  '’]", "", body)
    if body.translate(_NO_SEPARATORS) in SIGNS or len(plain) > _LONGEST:
        return ()
    return tuple(value * scale for value in _separated(plain))


_NO_SEPARATORS = str.maketrans("", "", ".,'’  ")


def _separated(plain: str) -> tuple[Decimal, ...]:
    """Digits with dots and commas: the last separator is the decimal one where both occur, thousands come in threes."""
    commas, dots = plain.count(","), plain.count(".")
    if not commas and not dots:
        return (Decimal(plain),)
    if commas and dots:
        decimal = "," if plain.rfind(",") > plain.rfind(".") else "."
        thousands = "." if decimal == "," else ","
        whole, _, fraction = plain.rpartition(decimal)
        if plain.count(decimal) == 1 and _grouped(whole, thousands):
            return (Decimal(f"{whole.replace(thousands, '')}.{fraction}"),)
        return ()
    mark = "," if commas else "."
    thousand = (Decimal(plain.replace(mark, "")),) if _grouped(plain, mark) else ()
    if commas + dots > 1:
        return thousand
    decimal_reading = (Decimal(plain.replace(",", ".")),)
    return thousand + decimal_reading if mark == "," else decimal_reading + thousand


def _grouped(digits: str, mark: str) -> bool:
    """Whether the digits between marks are thousands: 1,250 · 1,25,000 (lakh)."""
    first, *rest = digits.split(mark)
    return 1 <= len(first) <= 3 and (not rest or (len(rest[-1]) == 3 and all(len(part) in (2, 3) for part in rest)))


def _spelled(text: str, start: int, end: int) -> Iterator[Numeral]:
    """The numbers of one run of number words: 'four hundred and twenty' is one, 'six two' is two."""
    words = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
    begun, stopped, total, part, last = start, start, Decimal(0), Decimal(0), ""
    for word, at, after in words:
        if word in ("and", "a", "an"):
            continue
        if last and not _may_follow(word, last):
            yield Numeral(begun, stopped, total + part, spelled=True)
            begun, total, part = at, Decimal(0), Decimal(0)
        if word in SCALES:
            part = (part or Decimal(1)) * SCALES[word]
            if SCALES[word] >= 1000:
                total, part = total + part, Decimal(0)
        else:
            part += UNITS.get(word, 0) or TENS.get(word, 0)
        last, stopped = word, after
    yield Numeral(begun, stopped, total + part, spelled=True)


def _may_follow(word: str, last: str) -> bool:
    if word in SCALES:
        return True
    return last in SCALES or (last in TENS and 0 < UNITS.get(word, 0) < 10)


def _stated(text: str) -> Iterator[Decimal]:
    for match in _DIGITS.finditer(text):
        read = readings(match.group())
        yield from read
        if _HUNDREDTHS.match(text, match.end()):
            yield from (value / 100 for value in read)
        if match.group()[-1] in "kKmM":
            yield from readings(match.group()[:-1])
        if not read or " " in match.group() or " " in match.group():
            yield from (Decimal(part) for part in re.findall(r"\d{1,18}", match.group()))
    for numeral in numerals(text):
        yield numeral.value
        yield from _grouped_by(text, numeral)
    for match in _HALF_OF_GROUP.finditer(text):
        yield Decimal(GROUPS[match[1].lower()]) / 2
    for match in _FRACTION.finditer(text):
        if int(match[2]):
            yield Decimal(match[1]) / Decimal(match[2])
            whole = _WHOLE_BEFORE.search(text, max(0, match.start() - 5), match.start())
            yield Decimal(whole[1] if whole else 0) + Decimal(match[1]) / Decimal(match[2])
    for match in _AND_A_PART.finditer(text):
        said = numerals(match[1])
        yield (said[0].value if said else 1) + PARTS.get(match[2].lower(), Decimal("0.75"))
    for match in _MIXED.finditer(text):
        yield Decimal(match[1]) + SIGNS[match[2]]
    for match in _WORD.finditer(text):
        word = match.group().lower()
        for table in (GROUPS, PARTS, IMPLIED, UNITS, TENS, SCALES):
            if word in table:
                yield Decimal(table[word])


def _grouped_by(text: str, numeral: Numeral) -> Iterator[Decimal]:
    """'three dozen' is 36, 'two thirds' is 2/3, 'forty percent' 0.4, 'two and a half' 2.5."""
    after = text[numeral.end : numeral.end + 16].lower()
    if (match := re.match(r"[ -]*([a-z%]+)", after)) is None:
        return
    word = match[1]
    if word in SCALES and not numeral.spelled:
        yield numeral.value * SCALES[word]
    if word in GROUPS or word in PARTS:
        yield numeral.value * Decimal(GROUPS.get(word, 0) or PARTS.get(word, 0))
    if word in SCALES:
        yield numeral.value * SCALES[word]
    if word in ("%", "percent", "pct", "pc", "cent", "cents", "pence") or re.match(r"[ -]*per cent\b", after):
        yield numeral.value / 100
    if after.startswith(" and a half"):
        yield numeral.value + Decimal("0.5")
    if word in ("half", "½"):
        yield numeral.value + Decimal("0.5")
