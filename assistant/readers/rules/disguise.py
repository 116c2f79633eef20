"""A text to its letters as they look to a person, with where each stands: what hides words from a search taken off.

Hidden marks between letters, look-alikes of other alphabets, wide and mathematical letters, digits for letters, letters set
apart: none of these is how people tell what happened to stock. Only orders to software are looked for here; facts are read
from the text as typed.
"""

import base64
import binascii
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.patterns import regex
from assistant.readers.rules.scan import plain

_LOOK_ALIKE = dict(
    zip("аеорсхуіјѕкмтнвАЕОРСХУІЈЅКМТНВαοερικτνΑΟΕΡΙΚΤΝ", "aeopcxyijskmthbaeopcxyijskmthbaoepiktvaoepiktn", strict=True)
)
_HIDDEN = frozenset({"Cf", "Cc", "Mn"})  # Unicode's categories of marks that have no width of their own
_FOR_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
_MIXED = regex(r"(?<![\w@$])(?=[\w@$]*[a-z])(?=[\w@$]*[0134-57@$])[\w@$]+")
_APART = regex(r"(?<!\w)\w(?: \w){5,}(?!\w)")
_RUN = regex(r"\w(?: {1,3}\w(?!\w))*")
_BASE64 = regex(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{20,}={0,2}")
_HEX = regex(r"(?<!\w)(?:[0-9a-fA-F]{2}){8,}(?!\w)")
_LATIN = regex(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Seen:
    """`low` as a person sees it, in lower case; `places[n]` is where its n-th letter stands in the text, and one more its end."""

    low: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def seen(raw: str) -> Iterator[Seen]:
    """The text without its disguises, where it has any: letters, then digits that stand for letters, then letters set apart."""
    letters = Seen(plain(raw), tuple(range(len(raw) + 1)))
    if not raw.isascii():
        kept = [(low, at) for at, character in enumerate(raw) for low in _seen(character)]
        letters = Seen("".join(low for low, _ in kept), (*(at for _, at in kept), len(raw)))
        yield letters
    if _MIXED.search(letters.low):
        meant = _MIXED.sub(lambda found: "".join(_FOR_LETTERS.get(one, one) for one in found.group()), letters.low)
        yield Seen(meant, letters.places)
    done = 0
    for apart in _APART.finditer(letters.low.replace("  ", " \0")):
        if apart.start() >= done:
            done = _end_of_run(letters.low, apart.start())
            yield _together(letters, apart.start(), done)


def _seen(character: str) -> str:
    """What a character looks like, in lower case; nothing where it does not show."""
    if character == "\n" or character == "\t":
        return " " if character == "\t" else "\n"
    if unicodedata.category(character) in _HIDDEN:
        return ""
    if character in _LOOK_ALIKE:
        return _LOOK_ALIKE[character]
    return plain(unicodedata.normalize("NFKC", character))


def _together(letters: Seen, at: int, end: int) -> Seen:
    """'I G N O R E  A L L' as words: one space is between letters, two are between words."""
    low, places = [], []
    while at < end:
        if letters.low[at] == " ":
            if letters.low[at + 1 : at + 2] == " ":
                low.append(" ")
                places.append(letters.places[at])
                at += 1
        else:
            low.append(letters.low[at])
            places.append(letters.places[at])
        at += 1
    return Seen("".join(low), (*places, letters.places[end]))


def _end_of_run(low: str, start: int) -> int:
    run = _RUN.match(low, start)
    return run.end() if run else start


def encoded(raw: str) -> Iterator[tuple[int, int]]:
    """Where words stand in base 64 or in hexadecimal digits: nobody tells a loss so."""
    for found in _BASE64.finditer(raw):
        padded = found.group() + "=" * (-len(found.group()) % 4)
        try:
            told = base64.b64decode(padded, validate=True)
        except binascii.Error:
            continue
        if _is_told(told):
            yield found.span()
    for found in _HEX.finditer(raw):
        if _is_told(bytes.fromhex(found.group())):
            yield found.span()


def _is_told(decoded: bytes) -> bool:
    """Words: letters and spaces that can be read."""
    text = decoded.decode("ascii", errors="replace")
    return text.isprintable() and len(_LATIN.findall(text.lower())) >= 0.6 * len(text)
