"""Text to what it names by name: places, references to papers, earlier entries' numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.matching import abbreviates, alike
from assistant.patterns import regex
from assistant.readers.rules.scan import Claims, Token, compiled, plain
from assistant.readers.rules.which_entry import short_numbers

_REFERENCE = regex(
    r"\bpages? \d+(?: ?(?:to|-|and) ?\d+)?\b|"
    r"\b(?:po|rma|invoice|inv no|claim(?: no| number| ref)?|police (?:report|file|log|ref)|report|file|ref(?:erence)?|"
    r"order|docket|ticket|case no|grn|asn|memo|notice|"
    r"incident|van|truck|bay|aisle|dock|door|rack|row|line|unit no|room|pages?|batch no|lot no|"
    r"hazard class|version|form|tel|phone|job|route|rte|highway|hwy|pier|berth|gate|lane|exit|junction|studio|suite|"
    r"stall|booth|chapter)"
    r"\.?(?:\s?#| no\.?| number)?[ :]*#?(\d[\d-]*\d|\d+)\b(?![/.]\d)|#\s?\d+\b|\b\d{1,2}:\d\d(?: ?[ap]m)?\b|"
    r"\b\d{1,2} ?[ap]\.?m\b|\bfy\s?\d{2,4}\b|"
    # at the end of a clause only: "from fridge 3 yoghurts went" counts yoghurts
    r"\b(?:fridge|freezer|chiller|cooler|zone|section|level|stack|bench)"
    r" (?:no\.? ?)?\d{1,3}(?=\s*(?:[.,;:)]|\Z|\n))"
)
_ENTRY = regex(r"\b[a-z]{1,5}-?\d{3,}\b")
# Before a place that is also a common word: the place itself, not "the shop cat".
_AT = regex(
    r"(?:\b(?:at|in|from|of|to|out of|over at|across at|down at|up at|around|@|the|our|inside|"
    r"into|onto|both|and|&|via|location|loc|place|site|stock ?take|count)\s+|[,(:–-]\s*|^\s*|[/]\s*)\Z",
    re.M,
)
_NOT_AFTER = regex(
    r"\s*(?:cat|dog|assistant|manager|fitting|window|front|team|crew|note|notes|supplies|"
    r"floor staff|owner|soiled|worn|keeper|lift\w*|bought|use|air|price|petty cash|register|"
    r"till|cash|account|a/c|bank|damp|wall|roof|boiler|pipes?|leak|ceiling)\b"
)
# Before a place: goods were on their way there, and are none of its stock yet.
_GOAL = regex(
    r"(?:\b(?:way|over|across|up|down|out|moved|moving|transfer(?:red)?|sent|shipped|trucked|delivered|going|back|bound|headed|"
    r"run|trip|transit|shipment|delivery|them|it|lot|load|stock|that|\d) (?:to|for)|\bdestined for|\ben route to|\btowards?)"
    r" (?:the |our )?\Z"
)


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """A place of the client's stock named at [start, end); `place` as its books write it. `goal`: goods were bound there."""

    start: int
    end: int
    place: str
    goal: bool = False


def references(low: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand that count nothing: papers, vehicles, times of day."""
    return ((match.start(), match.end()) for match in _REFERENCE.finditer(low))


def entry_numbers(low: str, known: Iterable[str]) -> tuple[tuple[int, int, str], ...]:
    """Numbers of earlier entries: those on file as they are written, else what looks like one beside 'reverse' or 'undo'."""
    by_low = {ref.lower(): ref for ref in known} if compiled(r"\d").search(low) else {}
    found = [
        (m.start(), m.end(), by_low[m.group()]) for m in compiled(r"[a-z][\w-]{0,40}\d").finditer(low) if m.group() in by_low
    ]
    found += short_numbers(low, list(by_low.values()))
    if found:
        return tuple(sorted(found))
    asked = compiled(r"\b(?:reverse|undo|cancel|back out|void|correct)\b[^.\n]{0,30}").search(low)
    return tuple(
        (m.start(), m.end(), m.group().upper())
        for m in _ENTRY.finditer(low)
        if asked and asked.start() <= m.start() <= asked.end() + 12
    )


def places_in(low: str, raw: str, tokens: tuple[Token, ...], places: tuple[str, ...], claims: Claims) -> tuple[PlaceSaid, ...]:
    """Every place named, in its order: by name, in short (TOL, Quay St), with a typo."""
    found: list[PlaceSaid] = []
    initials = {name[0] for place in places for name in _name_words(place)[:1]}  # of a place, its short forms and its typos
    index = 0
    while index < len(tokens):
        if tokens[index].low[0] not in initials:
            index += 1
            continue
        said = next((s for place in places if (s := _place_at(raw, tokens, index, place))), None)
        if said and claims.free(said.start, said.end) and _is_meant(low, said):
            found.append(replace(said, goal=_is_goal(low, said.start)))
            while index < len(tokens) and tokens[index].start < said.end:
                index += 1
            continue
        index += 1
    return tuple(found)


def _is_goal(low: str, start: int) -> bool:
    """Goods were on their way to the place named here."""
    clause = max(low.rfind(stop, 0, start) for stop in ".;:!?\n,") + 1
    bound = _TO.search(low, max(clause, start - 10), start) and _SENT.search(low, max(clause, start - 70), start)
    return bool(bound or _GOAL.search(low, max(0, start - 24), start))


_TO = regex(r"\bto (?:the |our )?\Z")
_SENT = regex(
    r"\b(?:sent|sending|moved|moving|transferr(?:ed|ing)|shipped|shipping|trucked|drove|carried|took|taking|brought|run)\b"
)


def _place_at(raw: str, tokens: tuple[Token, ...], index: int, place: str) -> PlaceSaid | None:
    names = _name_words(place)
    words = tokens[index : index + len(names)]
    if len(words) == len(names) and all(_says(raw, word, name) for word, name in zip(words, names, strict=True)):
        return PlaceSaid(words[0].start, words[-1].end, place)
    first = tokens[index]
    if len(names) > 1 and first.is_word and _initials(raw, first, names):
        return PlaceSaid(first.start, first.end, place)
    return None


@lru_cache(maxsize=512)
def _name_words(place: str) -> tuple[str, ...]:
    return tuple(compiled(r"[a-z0-9]+").findall(plain(place)))


_SHORT = {
    "whse": "warehouse",
    "whs": "warehouse",
    "wh": "warehouse",
    "st": "street",
    "rd": "road",
    "ave": "avenue",
    "str": "street",
    "ctr": "centre",
}


def _says(raw: str, token: Token, name: str) -> bool:
    low = token.low.removesuffix("'s")
    if low == name or _SHORT.get(low) == name:
        return True
    if len(name) >= 6 and len(low) >= 5 and low[0] == name[0] and alike(low, name) >= 0.85:
        return True
    written = raw[token.start : token.end]
    return 2 < len(written) <= 4 and written.isupper() and len(name) >= 5 and abbreviates(low, name)


def _initials(raw: str, token: Token, names: tuple[str, ...]) -> bool:
    written = raw[token.start : token.end]
    return written.isupper() and len(names) > 1 and written.lower() == "".join(name[0] for name in names)


def _is_meant(low: str, said: PlaceSaid) -> bool:
    if _NOT_AFTER.match(low, said.end):
        return False
    if " " in said.place or plain(said.place) not in _COMMON:
        return True
    heads_number = compiled(r"\s*:|\s+\d").match(low, said.end)  # "tape measures store 28", "shop: 12"
    at = _AT.search(low, max(0, said.start - 12), said.start)
    return bool(at or heads_number) or low[said.start : said.end] in _SHORT


_COMMON = frozenset("shop store yard office kitchen bar floor counter fridge freezer cellar garage shed barn window van".split())
