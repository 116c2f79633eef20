"""A table of phrases to a search for any of them, as one pattern of all would find them, at the price of the few that can occur.

A phrase is a small regular expression of whole words. Compiling thousands takes longer than reading a text, so a phrase is
compiled when a text first holds letters that it cannot do without. All tables share one index of such letters: a stretch of
text is gone through once, however many tables are searched in it. To find all that phrases cannot do without takes long too:
most are known by a plain word of theirs, or by one of each form that a bracket has, and the rest is asked of those alone that
have theirs in the text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

_SPACE = re.compile(r"\[[^\]]*\]|\(\?<[=!][^)]*\)| ")  # and what keeps its spaces: a set, and a look behind, whose width is fixed
_UNBOUNDED = {re.compile(r"\)\*(?!\?)"): "){0,4}", re.compile(r"\)\+(?!\?)"): "){1,4}"}
# What a phrase is made of: an escape, a set, an opening bracket, a sign, how often, a plain word, any other.
_SIGN = re.compile(r"\\.|\[(?:[^\]\\]|\\.)*\]|\(\?(?:[:=!]|<[=!])|[()|?*+]|\{[^}]*\}|[a-z0-9'&/-]+|.")
# What says no letters; a bracket that has none in it, and either end of any; what may not be there; a plain word.
_LOOSE = re.compile(r"\\.|\[(?:[^\]\\\n]|\\.)*\]")
_INNERMOST = re.compile(r"\([^()\n]*\)")
_BRACKET = re.compile(r"[()]")
_MAY_BE_NONE = re.compile(r"[^\n](?:[?*]|\{[^}\n]*\})")
_PLAIN = re.compile(r"[a-z0-9'&/-]+")
_LONG_ENOUGH = 3  # letters
_OPENING = 4  # letters by which needles are looked up
_MOST_KEPT, _WHOLES = 64, 4  # texts
_LOOKS_ABOUT = ("(?=", "(?!", "(?<=", "(?<!")
_REST = 1 << 62


class _Index:
    """What the phrases of every table cannot do without, by its first four letters (or all of a shorter one)."""

    def __init__(self) -> None:
        self._by_opening: dict[str, list[tuple[str, int]]] = {}
        self._phrases: list[tuple[int, int, str]] = []  # its table, its place there, the phrase
        self._always: list[int] = []
        self._tables = 0
        self._found: dict[str, dict[int, list[int]]] = {}
        self._wholes: list[str] = []  # the latest that were no part of another

    def add(self, phrases: Iterable[str]) -> int:
        """The number of a table of these phrases."""
        table, self._tables = self._tables, self._tables + 1
        listed = tuple(phrases)
        for order, (phrase, needles) in enumerate(zip(listed, _known_by(listed), strict=True)):
            number = len(self._phrases)
            self._phrases.append((table, order, phrase))
            for needle in needles:
                self._by_opening.setdefault(needle[:_OPENING], []).append((needle, number))
            if not needles:
                self._always.append(number)
        self._found.clear()
        self._wholes.clear()
        return table

    def in_text(self, low: str) -> dict[int, list[int]]:
        """For each table that has any, the phrases that may occur in the text, in the table's order."""
        if (found := self._found.get(low)) is not None:
            return found
        for whole in self._wholes:
            if low in whole:
                return self._found[whole]  # what may occur in a part of it may occur in the whole
        if len(self._found) >= _MOST_KEPT:
            self._found.clear()
            self._wholes.clear()
        self._wholes = [low, *self._wholes[: _WHOLES - 1]]
        self._found[low] = found = self._gone_through(low)
        return found

    def _gone_through(self, low: str) -> dict[int, list[int]]:
        openings, may = _openings(low), set(self._always)
        for opening in self._by_opening.keys() & openings:
            may.update([number for needle, number in self._by_opening[opening] if needle in low])
        found: dict[int, list[int]] = {}
        for number in sorted(may):
            table, order, phrase = self._phrases[number]
            for some in _openings_needed(phrase):
                if some.isdisjoint(openings):
                    break
            else:
                found.setdefault(table, []).append(order)
        return found


def _openings(low: str) -> set[str]:
    """Every one to four letters in a row of the text."""
    second, third, fourth = low[1:], low[2:], low[3:]
    pairs = map("".join, zip(low, second, strict=False))
    threes, fours = zip(low, second, third, strict=False), zip(low, second, third, fourth, strict=False)
    return {*low, *pairs, *map("".join, threes), *map("".join, fours)}


_INDEX = _Index()
_NONE: tuple[re.Pattern[str], ...] = ()


class Phrases:
    """Searches like a compiled pattern: leftmost first, and of those at one place the first of the table."""

    def __init__(self, table: Iterable[str]) -> None:
        self._table = tuple(phrase.strip() for phrase in table if phrase.strip())

    def search(self, low: str, pos: int = 0, endpos: int = _REST) -> re.Match[str] | None:
        """The first match: leftmost, and of those at one place that of the first phrase."""
        best: re.Match[str] | None = None
        for pattern in self._that_may_occur_in(low):
            found = pattern.search(low, pos, endpos)
            if found and (best is None or found.start() < best.start()):
                best = found
        return best

    def match(self, low: str, pos: int = 0, endpos: int = _REST) -> re.Match[str] | None:
        return next((found for pattern in self._that_may_occur_in(low) if (found := pattern.match(low, pos, endpos))), None)

    def closes(self, low: str) -> bool:
        """Whether the text ends in one of the phrases."""
        return any(not low[found.end() :].strip() for found in self.finditer(low))

    def finditer(self, low: str, pos: int = 0, endpos: int = _REST) -> Iterator[re.Match[str]]:
        """Every match, none overlapping the one before it."""
        patterns = self._that_may_occur_in(low)
        coming = {}
        for order, pattern in enumerate(patterns):
            if found := pattern.search(low, pos, endpos):
                coming[order] = found
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
        number = self._number  # before the text is gone through: it enters the table
        orders = _INDEX.in_text(low).get(number)
        return tuple([_compiled(self._table[order]) for order in orders]) if orders else _NONE

    @cached_property
    def _number(self) -> int:
        return _INDEX.add(self._table)


Needles = tuple[str, ...]  # letters of which a text holds some; '' is in every text


def _known_by(phrases: tuple[str, ...]) -> Iterator[Needles]:
    """For each phrase, letters of which every text with it holds some; none where there are none that say much."""
    loose = _LOOSE.sub(" ", "\n".join(phrases))
    for phrase, said, bare in zip(phrases, loose.split("\n"), _without_brackets(loose).split("\n"), strict=True):
        known = _words_of(bare)
        if not known and "|" not in bare:
            known = next(filter(None, map(_words_of, map(_without_brackets, _must_be(said)))), ())
        yield known or next(iter(_needed(phrase)), ())


def _must_be(said: str) -> Iterator[str]:
    """What stands in each bracket that is in no other, where the phrase has one of its forms in any case."""
    depth = begin = 0
    for bracket in _BRACKET.finditer(said):
        if bracket[0] == "(":
            begin = begin if depth else bracket.end()
            depth += 1
        else:
            depth -= 1
            if not depth and said.startswith("?:", begin) and not said.startswith(("?", "*", "{"), bracket.end()):
                yield said[begin + 2 : bracket.start()]


def _without_brackets(said: str) -> str:
    found = 1
    while found:
        said, found = _INNERMOST.subn(" ", said)
    return _MAY_BE_NONE.sub(" ", said)


def _words_of(bare: str) -> Needles:
    """The rarest word of each form; none where a form has no word but the commonest."""
    words = []
    for form in bare.split("|"):
        word = min(_PLAIN.findall(form), key=_how_common, default="")
        if _how_common(word) >= 1.0:
            return ()
        words.append(word)
    return tuple(words)


@cache
def _openings_needed(phrase: str) -> tuple[frozenset[str], ...]:
    """The first letters of what every text with the phrase holds, some of each."""
    return tuple(frozenset(needle[:_OPENING] for needle in some) for some in _needed(phrase))


def _needed(phrase: str) -> tuple[Needles, ...]:
    """What every text with the phrase holds, some of each, the rarest first; none where there is nothing it cannot do without."""
    branches = _read(iter(_SIGN.findall(phrase)))
    if len(branches) > 1:
        some = _any_of(branches)
        return () if "" in some else (some,)
    return tuple(sorted((some for some in branches[0] if "" not in some), key=_commonness))


def _read(signs: Iterator[str]) -> list[list[Needles]]:
    """For each alternative, up to the bracket that closes the group, what it cannot do without."""
    branches: list[list[Needles]] = [[]]
    repeats = ""  # what a sign for "how often" would speak of
    for sign in signs:
        here, before, repeats = branches[-1], repeats, ""
        if sign == ")":
            break
        if sign == "|":
            branches.append([])
        elif sign[0] == "(":
            some, repeats = _any_of(_read(signs)), sign
            here.append(("",) if sign in _LOOKS_ABOUT else some)
        elif sign[0].isalnum() or sign[0] in "'&/-":
            here.append((sign,))
            repeats = sign
        elif sign[0] in "?*{" and before:
            here[-1] = (before[:-1],) if here[-1] == (before,) else ("",)
    return branches


def _any_of(branches: list[list[Needles]]) -> Needles:
    """The rarest that each alternative cannot do without, of all of them."""
    found: dict[str, None] = {}
    for needed in branches:
        some = min(needed, key=_commonness, default=("",))
        if "" in some:
            return ("",)
        found |= dict.fromkeys(some)
    return tuple(found)


def _commonness(needles: Needles) -> float:
    """About how many of the needles an ordinary text holds: short ones and the commonest words are in nearly all of them."""
    return sum([_how_common(needle) for needle in needles])


@cache
def _how_common(needle: str) -> float:
    if len(needle) < _LONG_ENOUGH or needle in _COMMON:
        return 1.0 if needle else _IN_ALL
    return _BY_LENGTH.get(len(needle), 0.01)


_IN_ALL = 1000.0
_COMMON = frozenset(
    "the and for was were are not out off all has have had got get him her his our their them they from with this that what when "
    "which been just only some one two back book books stock write write- over under into down more less than then there here "
    "put take took went gone come came sent made make can will would should could who how why please good date day new old left "
    "right need needs its it's item items ing ers ion ter est".split()
)
_BY_LENGTH = {3: 0.3, 4: 0.12, 5: 0.06, 6: 0.03}


@cache
def _compiled(phrase: str) -> re.Pattern[str]:
    """Whole words, white space for a space. A group comes four times at most, so that no search can go on without end."""
    for unbounded, bounded in _UNBOUNDED.items():
        phrase = unbounded.sub(bounded, phrase)
    spaced = _SPACE.sub(lambda found: found.group() if found.group() != " " else r"(?:\s{1,3})", phrase)
    return re.compile(rf"(?<![\w])(?:{spaced})(?![\w])")
