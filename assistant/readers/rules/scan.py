"""Text to tokens with their places in it: the letters lower-cased and quotes and dashes made plain, one character for one."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol, TypeVar

from assistant.books.proposal import Quote
from assistant.patterns import regex
from assistant.readers.rules.phrasebook import Phrases

MOST_CHARACTERS = 20_000  # of a text that are read; what lies beyond is not looked at
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "″": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\t": " "})
_TOKEN = regex(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|\n|[^\s\w]|_")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once: re's own cache is too small for all that are in use."""
    return re.compile(pattern)


class Placed(Protocol):
    """What begins somewhere in a text."""

    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of the text at [start, end)."""

    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.low[0].isalpha()

    @property
    def is_number(self) -> bool:
        return self.low[0].isdigit()


def plain(text: str) -> str:
    """The text for comparing: as long as the text itself, so that places in it are places in the text. Letters lose accents."""
    if text.isascii():
        return text.lower().translate(_PLAIN)
    return "".join(map(_folded, text)).translate(_PLAIN)


@lru_cache(maxsize=2_000)
def _folded(character: str) -> str:
    """One character for one: é is e; what has no plain letter of its own stays."""
    low = low if len(low := character.lower()) == 1 else character
    base = unicodedata.normalize("NFD", low)[:1]
    return base if base.isascii() and base.isalpha() else low


def tokenize(low: str) -> tuple[Token, ...]:
    return tuple(Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(low))


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int

    def holds(self, place: int) -> bool:
        return self.start <= place < self.end

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


class Claims:
    """Which characters of a text a fact has been read from, so that none is read twice."""

    def __init__(self, size: int) -> None:
        self._taken = bytearray(size)

    def take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        return not any(self._taken[start:end])


def phrases(table: Iterable[str]) -> Phrases:
    """A search for any phrase of a table: whole words, white space for a space."""
    return Phrases(table)


def lines(block: str) -> tuple[str, ...]:
    """The phrases of a table written one a line."""
    return tuple(line.strip() for line in block.strip().splitlines() if line.strip() and not line.lstrip().startswith("#"))


def quote(raw: str, start: int, end: int) -> Quote:
    """The words of the text as typed at [start, end), white space at the edges left out."""
    piece = raw[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Quote(piece, start, start + len(piece))


def between(said: Sequence[P], start: int, end: int) -> Sequence[P]:
    """Those that begin within [start, end), of what stands in the order of the text."""
    first = bisect_left(said, start, key=lambda one: one.start)
    return said[first : bisect_left(said, end, first, key=lambda one: one.start)]
