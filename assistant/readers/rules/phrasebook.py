"""A table of phrases to a search for any of them, as one pattern of all would find them, at the price of the few that can occur.

A phrase is a small regular expression of whole words. Compiling thousands takes longer than reading a text, so a phrase is
compiled when a text first holds letters that it cannot do without.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import pairwise

_SPACE = re.compile(r"\[[^\]]*\]|\(\?<[=!][^)]*\)| ")  # and what keeps its spaces: a set, and a look behind, whose width is fixed
_UNBOUNDED = {re.compile(r"\)\*(?!\?)"): "){0,4}", re.compile(r"\)\+(?!\?)"): "){1,4}"}
_PIECE = re.compile(r"[a-z0-9'&/-]+|\(|\\.|\[(?:[^\]\\]|\\.)*\]")  # a plain word, an opening bracket, or what is neither
_SIGN = re.compile(r"\\.|[a-z0-9'&/-]+|[()|]|\[(?:[^\]\\]|\\.)*\]")  # the same, with closing brackets and bars
_LONG_ENOUGH = 3  # letters
_TIMES = re.compile(r"(?<!\\)\{\d*(?:,\d*)?\}")  # '{0,40}': its numbers are no letters of the phrase
_MAY_LACK = ("?", "*", "{")
_LOOKS_ABOUT = ("(?=", "(?!", "(?<")
_REST = 1 << 62


class Phrases:
    """Searches like a compiled pattern: leftmost first, and of those at one place the first of the table."""

    def __init__(self, table: Iterable[str]) -> None:
        self._table = tuple(phrase.strip() for phrase in table if phrase.strip())
        self._last: tuple[str, tuple[re.Pattern[str], ...]] = ("", ())

    def search(self, low: str, pos: int = 0, endpos: int = _REST) -> re.Match[str] | None:
        return next(self.finditer(low, pos, endpos), None)

    def match(self, low: str, pos: int = 0, endpos: int = _REST) -> re.Match[str] | None:
        return next((found for pattern in self._that_may_occur_in(low) if (found := pattern.match(low, pos, endpos))), None)

    def closes(self, low: str) -> bool:
        """Whether the text ends in one of the phrases."""
        return any(not low[found.end() :].strip() for found in self.finditer(low))

    def finditer(self, low: str, pos: int = 0, endpos: int = _REST) -> Iterator[re.Match[str]]:
        """Every match, none overlapping the one before it."""
        coming = {}
        for order, pattern in enumerate(self._that_may_occur_in(low)):
            if found := pattern.search(low, pos, endpos):
                coming[order] = found
        patterns = self._last[1] if self._last[0] is low else self._that_may_occur_in(low)
        while coming:
            order = min(coming, key=lambda at: (coming[at].start(), at))
            found = coming[order]
            yield found
            pos = found.end() if found.end() > found.start() else found.end() + 1
            for late in [at for at, match in coming.items() if match.start() < pos]:
                if again := patterns[late].search(low, pos, endpos):
                    coming[late] = again
                else:
                    del coming[late]

    def _that_may_occur_in(self, low: str) -> tuple[re.Pattern[str], ...]:
        if self._last[0] is not low:
            near = sorted({at for opening in self._by_opening.keys() & _triples(low) for at in self._by_opening[opening]})
            keyed = (self._keyed[at] for at in near)
            self._last = (low, tuple(_compiled(phrase) for needles, phrase in keyed if any(needle in low for needle in needles)))
        return self._last[1]

    @cached_property
    def _by_opening(self) -> dict[str, list[int]]:
        """The first three letters of each needle, or all of a shorter one, to the phrases that have it."""
        found: dict[str, list[int]] = {}
        for at, (needles, _) in enumerate(self._keyed):
            for needle in needles:
                found.setdefault(needle[:3], []).append(at)
        return found

    @cached_property
    def _keyed(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        return tuple((_needles(phrase), phrase) for phrase in self._table)


@lru_cache(maxsize=4)
def _triples(low: str) -> frozenset[str]:
    """Every one, two and three letters in a row of the text, and ''."""
    return frozenset(["", *low, *map("".join, pairwise(low)), *map("".join, zip(low, low[1:], low[2:], strict=False))])


def _needles(phrase: str) -> tuple[str, ...]:
    """Letters of which every text with the phrase holds some: a long word it cannot do without; ('',) where there is none."""
    phrase, depth, best = _TIMES.sub("{", phrase), 0, ""
    for found in _SIGN.finditer(phrase):
        sign = found.group()
        if sign in "()":
            depth += 1 if sign == "(" else -1
        elif depth == 0 and sign == "|" and len(branches := _branches(phrase)) > 1:
            return tuple(needle for branch in branches for needle in _needles(branch))
        elif depth == 0 and sign[0] not in "|[\\":
            word = sign[:-1] if phrase[found.end() : found.end() + 1] in _MAY_LACK else sign
            best = max(best, word, key=len)
    return (best,) if len(best) >= _LONG_ENOUGH else _of_groups(phrase, best)


def _of_groups(phrase: str, best: str) -> tuple[str, ...]:
    """The same for a phrase without a long word of its own: what its first group cannot do without, if that is longer."""
    group = next((piece for piece in _pieces(phrase) if piece[0] == "("), None)
    if group is None:
        return (best,)
    needles = _needles(group[3:-1] if group.startswith("(?:") else group[1:-1])
    return max((best,), needles, key=lambda one: min(map(len, one)))


def _pieces(phrase: str) -> Iterator[str]:
    """The plain words and the bracketed groups that the phrase cannot do without, outside any bracket."""
    at = 0
    while found := _PIECE.search(phrase, at):
        start, at = found.span()
        if found.group() == "(":
            at = _closing(phrase, start)
        piece = phrase[start:at]
        if phrase[at : at + 1] in _MAY_LACK:
            piece = piece[:-1] if found.group()[0].isalnum() else ""
        if piece and piece[0] not in "[\\" and not piece.startswith(_LOOKS_ABOUT):
            yield piece


def _closing(phrase: str, opening: int) -> int:
    """Where the group that opens here has been closed."""
    depth = 0
    for at in range(opening, len(phrase)):
        depth += (phrase[at] == "(") - (phrase[at] == ")")
        if depth == 0:
            return at + 1
    return len(phrase)


def _branches(phrase: str) -> list[str]:
    """The alternatives of a phrase: parted by the bars outside any bracket."""
    parts, depth, begun = [], 0, 0
    for at, sign in enumerate(phrase):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and depth == 0:
            parts.append(phrase[begun:at])
            begun = at + 1
    return [*parts, phrase[begun:]]


@cache
def _compiled(phrase: str) -> re.Pattern[str]:
    """Whole words, white space for a space. A group comes four times at most, so that no search can go on without end."""
    for unbounded, bounded in _UNBOUNDED.items():
        phrase = unbounded.sub(bounded, phrase)
    spaced = _SPACE.sub(lambda found: found.group() if found.group() != " " else r"(?:\s{1,3})", phrase)
    return re.compile(rf"(?<![\w])(?:{spaced})(?![\w])")
