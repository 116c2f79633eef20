"""A client's items made ready to be found: by name or number as typed, and by the words that tell one apart."""

import re
from collections.abc import Sequence

from assistant.books.goods import Item
from assistant.books.once import by_identity
from assistant.matching import Candidate, Candidates
from assistant.patterns import regex

MOST_PIECES = 6  # that a SKU is typed in: "EB PRO BK"
_PIECE = regex(r"[A-Za-z0-9]+")


class Catalogue:
    """The items of one client. `candidates` has their names and the codes in their SKUs."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.candidates = Candidates(Candidate(item.key, item.name, _codes(item.sku)) for item in items)
        self._by_name: dict[str, Item] = {}
        self._by_capitals: dict[str, list[Item]] = {}
        self._by_sku: dict[str, list[Item]] = {}
        for item in items:
            self._by_name.setdefault(item.key.casefold(), item)
            self._by_name.setdefault(item.name.casefold(), item)
            for word in set(re.findall(r"\w+", item.name)):
                if word.isupper():
                    self._by_capitals.setdefault(word, []).append(item)
            if squeezed := "".join(_PIECE.findall(item.sku.casefold())):
                self._by_sku.setdefault(squeezed, []).append(item)

    def called(self, words: str) -> Item | None:
        """The item whose key or name these words are."""
        return self._by_name.get(" ".join(words.casefold().split()))

    def in_capitals(self, words: str) -> Item | None:
        """The only item with this word in capitals in its name: CAN fertiliser."""
        found = self._by_capitals.get(words, []) if words.isupper() else []
        return found[0] if len(found) == 1 else None

    def numbered(self, words: str) -> Item | None:
        """The item whose SKU stands in the words, however it is parted, the longest SKU where there are several."""
        found: dict[str, list[Item]] = {}
        pieces = _PIECE.findall(words)
        for start in range(len(pieces)):
            for end in range(start + 1, min(start + MOST_PIECES, len(pieces)) + 1):
                typed = "".join(pieces[start:end])
                if typed.casefold() in self._by_sku and _is_meant_as_code(typed, pieces[start - 1 : start]):
                    found[typed.casefold()] = self._by_sku[typed.casefold()]
        longest = found[max(found, key=len)] if found else []
        return longest[0] if len(longest) == 1 and sum(len(sku) == len(max(found, key=len)) for sku in found) == 1 else None


@by_identity
def catalogue_of(items: tuple[Item, ...]) -> Catalogue:
    return Catalogue(items)


def _codes(sku: str) -> tuple[str, ...]:
    """Pieces of a SKU that a person would use alone: those of four letters or more with a digit ('54118DS')."""
    return tuple(piece for piece in _PIECE.findall(sku) if len(piece) >= 4 and re.search(r"\d", piece))


def _is_meant_as_code(typed: str, before: list[str]) -> bool:
    """One of digits or letters alone only where it is meant as a code."""
    if typed.isdigit():
        return len(typed) >= 5 or bool(before and before[0].casefold() in ("sku", "item", "no", "code", "part"))
    return not typed.isalpha() or typed.isupper() or len(typed) >= 6
