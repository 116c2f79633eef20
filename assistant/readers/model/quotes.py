"""A model's quote to its place in the text: as typed, else apart from case, spaces and the marks that keyboards vary."""

import re

from assistant.books.proposal import Quote

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def find_quote(text: str, words: str) -> Quote | None:
    """The first place where the words stand in the text, or None."""
    start = text.find(words)
    if start >= 0:
        return Quote(words, start, start + len(words))
    tokens = words.translate(_SAME).split()
    if not tokens:
        return None
    found = re.search(r"\s+".join(re.escape(token) for token in tokens), text.translate(_SAME), re.IGNORECASE)
    return Quote(text[found.start() : found.end()], found.start(), found.end()) if found else None
