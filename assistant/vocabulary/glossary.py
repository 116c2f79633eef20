"""Names in other languages to what they say in English, so that one table of account words serves every chart.

A chart keeps its own names; beside them stands what they say. Which languages a chart speaks shows in the words that only these
have; words that mean something else in English ("Brand") are read only then.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from assistant.vocabulary.further import MALAY, SWAHILI
from assistant.vocabulary.germanic import AFRIKAANS, DUTCH, GERMAN, SCANDINAVIAN
from assistant.vocabulary.iberian import PORTUGUESE, SPANISH
from assistant.vocabulary.italian_french import FRENCH, ITALIAN

TABLES = {
    "Dutch": DUTCH, "German": GERMAN, "Afrikaans": AFRIKAANS, "Scandinavian": SCANDINAVIAN, "Spanish": SPANISH,
    "Portuguese": PORTUGUESE, "Italian": ITALIAN, "French": FRENCH, "Swahili": SWAHILI, "Malay": MALAY,
}  # fmt: skip
SPOKEN = 2  # names with words of a language that none of the others share
NEARLY_AS_OFTEN = 0.6  # of the names of the language found most: a chart of two languages, or two that are near each other
LONGEST = 4  # words of a phrase
OPENING = 3  # letters of a word that a beginning has at least
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(slots=True)
class Language:
    """A language's words ready to be found: whole, by their beginning, and inside compounds; each with what it says."""

    phrases: dict[tuple[str, ...], str] = field(default_factory=dict)
    beginnings: dict[tuple[str, ...], str] = field(default_factory=dict)  # of a phrase, of its last word only the beginning
    endings: dict[str, str] = field(default_factory=dict)
    openings: set[str] = field(default_factory=set)  # the first letters of all of these
    doubtful: set[str] = field(default_factory=set)  # what English has for something else

    def says(self, words: tuple[str, ...], *, sure: bool) -> Iterator[tuple[int, int, str]]:
        """What each phrase, word or compound among the words says, with its place [start, end) among them; with `sure`, of
        those that are this language's alone."""
        start = 0
        while start < len(words):
            end, gloss, known_by = self._at(words, start)
            if gloss and not (sure and known_by in self.doubtful):
                yield start, end, gloss
            start = end

    def _at(self, words: tuple[str, ...], start: int) -> tuple[int, str, str]:
        """The longest phrase from this word on: where it ends, what it says, and the entry that knows it."""
        longest = LONGEST if words[start][:OPENING] in self.openings else 0
        for end in range(min(start + longest, len(words)), start, -1):
            phrase = words[start:end]
            if gloss := self.phrases.get(phrase):
                return end, gloss, " ".join(phrase)
            *before, last = phrase
            for cut in range(len(last), OPENING - 1, -1):
                if gloss := self.beginnings.get((*before, last[:cut])):
                    return end, f"{gloss} {self._inside(last[cut:])}".strip(), " ".join((*before, last[:cut]))
        inside = self._inside(words[start])
        return start + 1, inside, inside

    def _inside(self, word: str) -> str:
        """What the compound's last part says."""
        return next((gloss for start in range(len(word) - 3) if (gloss := self.endings.get(word[start:]))), "")


def languages_of(names: Iterable[str]) -> tuple[str, ...]:
    """The languages other than English that a chart's names are in, the one found most first."""
    found: Counter[str] = Counter()
    for name in names:
        found.update(_spoken_in(name))
    most = max(found.values(), default=0)
    return tuple(language for language, times in found.most_common() if times >= SPOKEN and times >= most * NEARLY_AS_OFTEN)


@lru_cache(maxsize=20_000)
def _spoken_in(name: str) -> tuple[str, ...]:
    """The languages that have words of the name to themselves. A chart is asked about anew for every draft."""
    words = words_in(name)
    return tuple(language for language in TABLES if any(True for _ in _language(language).says(words, sure=True)))


def in_english(text: str, languages: Iterable[str]) -> str:
    """The text with what is known of its words in English, the rest as it stands; '' where nothing of it is known."""
    return _in_english(text, tuple(languages))


@lru_cache(maxsize=20_000)
def _in_english(text: str, languages: tuple[str, ...]) -> str:
    plain = _plain(text)
    found = [(match.start(), match.end()) for match in _WORD.finditer(plain)]
    words = tuple(plain[start:end] for start, end in found)
    said: dict[int, tuple[int, list[str]]] = {}  # the first word of a phrase -> the word behind its last, and what it says
    for language in (*languages, *(language for language in TABLES if language not in languages)):
        for start, end, gloss in _language(language).says(words, sure=language not in languages):
            until, glosses = said.setdefault(start, (end, []))
            if gloss not in glosses and until == end:
                glosses.append(gloss)
    pieces, place = [], 0
    for start, (end, glosses) in sorted(said.items()):
        if found[start][0] >= place:
            pieces += [plain[place : found[start][0]], " ".join(glosses)]
            place = found[end - 1][1]
    return "".join((*pieces, plain[place:])) if said else ""


def words_in(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_plain(text)))


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    """Small letters without accents."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return folded.replace("ø", "o").replace("æ", "ae")


@cache
def _language(name: str) -> Language:
    language = Language()
    for row in re.split(r"\n(?! )", TABLES[name].strip()):
        gloss, _, foreign = row.partition(":")
        for entry in foreign.split():
            word = entry.lstrip("~").strip("*").replace("_", " ")
            if entry.lstrip("~").startswith("*"):
                language.endings[word] = gloss
            if entry.endswith("*"):
                language.beginnings.setdefault(tuple(word.split()), gloss)
            if not entry.lstrip("~").startswith("*"):
                language.phrases[tuple(word.split())] = gloss
            language.openings.add(word[:OPENING].split(" ")[0])
            if entry.startswith("~"):
                language.doubtful.add(word)
    return language


def tables() -> Mapping[str, Language]:
    return {name: _language(name) for name in TABLES}
