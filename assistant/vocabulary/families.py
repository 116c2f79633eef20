"""Words to the families of goods they name, and how near the goods of a text are to what an account's name says it holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.patterns import regex
from assistant.tokens import tokens
from assistant.vocabulary.family_words import FAMILIES

MODIFIER = 0.5  # what a word says that only describes another: in "wine glasses", wine
WIDER, WIDEST = 0.85, 0.75  # an account for food takes milk, as its family's family
NARROWER = 0.5  # an account for dairy takes "food" that nobody says more of
LONGEST = 3  # words of a phrase
_PARTS = regex(r"[,;:/&+|()\[\]]|\s[-–—]\s|\b(?:and|or|plus|with|y|et|und|en|e|na)\b", re.IGNORECASE)
_NOT_ALCOHOL = regex(r"\bn/?a\b(?=\s*(?:bev|drink|&|and\b|coffee|beer))", re.IGNORECASE)
_BEHIND = regex(r"\b(?:for|from|in|at|on|inside|by)\b", re.IGNORECASE)  # "labels for wine" are labels

Part = Mapping[str, float]  # family -> how plainly the words name it, 0 to 1


@dataclass(frozen=True, slots=True)
class Named:
    """The families that words name, part by part ("milk and pastries" has two); parts that name none are left out."""

    parts: tuple[Part, ...]

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def families(self) -> frozenset[str]:
        return frozenset(family for part in self.parts for family in part)

    def without(self, families: frozenset[str]) -> "Named":
        left = ({family: how for family, how in part.items() if family not in families} for part in self.parts)
        return Named(tuple(part for part in left if part))


@lru_cache(maxsize=20_000)
def families_in(text: str) -> Named:
    """The families that a text's words name, those of its last words the plainest: the head of an English name comes last."""
    return Named(tuple(part for piece in _PARTS.split(_NOT_ALCOHOL.sub("nonalcoholic", text)) if (part := _part(piece))))


def known(word: str) -> bool:
    """The word by itself names goods."""
    return tokens(word) in _index()


def told_apart(held: Mapping[str, Named]) -> dict[str, Named]:
    """What each of several accounts holds, without the families that all name ("Food Cost - Dairy", "Food Cost - Meat")."""
    named = [one.families for one in held.values()]
    shared = frozenset.intersection(*named) if len(named) > 1 else frozenset[str]()
    return {key: one.without(shared) for key, one in held.items()}


def nearness(goods: Named, held: Named) -> float:
    """How well goods fit what an account says it holds, 0 to 1: the mean over the parts of the goods, each at its best."""
    if not goods or not held:
        return 0.0
    return sum(max(_near(part, other) for other in held.parts) for part in goods.parts) / len(goods.parts)


def _near(goods: Part, held: Part) -> float:
    return max(how * plain * kinship(family, other) for family, how in goods.items() for other, plain in held.items())


def kinship(family: str, holder: str) -> float:
    """How well an account made for one family takes goods of another, 0 to 1."""
    if family == holder:
        return 1.0
    above = _wider(family)
    if holder in above:
        return WIDER if above[0] == holder else WIDEST
    return NARROWER if family in _wider(holder) else 0.0


def _part(piece: str) -> Part:
    """A piece's families: its last words in full, what stands before them or behind "for" and "in" less."""
    found: dict[str, float] = {}
    for place, phrase in enumerate(_BEHIND.split(piece)):
        spans = _spans(tokens(phrase))
        for n, families in enumerate(spans, 1):
            plain = 1.0 if n == len(spans) and place == 0 else MODIFIER
            for family in families:
                found[family] = max(found.get(family, 0.0), plain)
    return found


def _spans(said: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The families of each phrase of the table among the words, in order; the longest phrase first."""
    index, found, start = _index(), [], 0
    while start < len(said):
        for length in range(min(LONGEST, len(said) - start), 0, -1):
            if families := index.get(said[start : start + length]):
                found.append(families)
                start += length
                break
        else:
            start += 1
    return found


@cache
def _table() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Family -> its wider family ('' for none) and its phrases."""
    table: dict[str, tuple[str, tuple[str, ...]]] = {}
    for row in re.split(r"\n(?! )", FAMILIES.strip()):
        heading, words = row.split(":", 1)
        family, _, wider = (part.strip() for part in heading.partition("<"))
        table[family] = (wider, tuple(word.replace("_", " ") for word in words.split()))
    return table


@cache
def _index() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    index: dict[tuple[str, ...], tuple[str, ...]] = {}
    for family, (_, phrases) in _table().items():
        for phrase in phrases:
            said = tokens(phrase)
            index[said] = tuple(dict.fromkeys((*index.get(said, ()), family)))
    return index


@cache
def _wider(family: str) -> tuple[str, ...]:
    wider = _table()[family][0]
    return (wider, *_wider(wider)) if wider else ()
