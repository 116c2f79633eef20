"""A table of phrases to a search for any of them, as one pattern of all would find them, at the price of the few that can occur.

A phrase is a small regular expression of whole words. Compiling thousands takes longer than reading a text, so a phrase is
compiled when a text first holds the letters that it begins with.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

_SPACE = re.compile(r"\[[^\]]*\]| ")
_UNBOUNDED = re.compile(r"\)\*(?!\?)")
_BEGINS = re.compile(r"[a-z0-9' &/-]*")
_MAY_LACK_ITS_LAST = ("?", "*", "{")
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
            self._last = low, tuple(_compiled(phrase) for begins, phrase in self._keyed if begins in low)
        return self._last[1]

    @cached_property
    def _keyed(self) -> tuple[tuple[str, str], ...]:
        return tuple((_begins(phrase), phrase) for phrase in self._table)


def _begins(phrase: str) -> str:
    """Letters that every text with this phrase holds: the first word as far as it is plain, or none."""
    if _has_alternatives(phrase):
        return ""
    plain = _BEGINS.match(phrase)
    begins = plain.group() if plain else ""
    if phrase[len(begins) : len(begins) + 1] in _MAY_LACK_ITS_LAST and begins:
        begins = begins[:-1]
    return begins.split(" ")[0]


def _has_alternatives(phrase: str) -> bool:
    """A bar outside any bracket."""
    depth = 0
    for sign in re.sub(r"\\.|\[[^\]]*\]", "", phrase):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            return True
    return False


@cache
def _compiled(phrase: str) -> re.Pattern[str]:
    """Whole words, white space for a space. A group comes four times at most, so that no search can go on without end."""
    bounded = _UNBOUNDED.sub("){0,4}", phrase)
    spaced = _SPACE.sub(lambda found: found.group() if found.group() != " " else r"(?:\s{1,3})", bounded)
    return re.compile(rf"(?<![\w])(?:{spaced})(?![\w])")
