"""A place's words to the locations meant."""

import re

from assistant.books.client_books import ClientBooks
from assistant.matching import STOP_WORDS, Candidate, Candidates, abbreviates, tokens
from assistant.patterns import regex

_PARTS = regex(r",|;|/|&|\+|\band\b|\bboth\b", re.IGNORECASE)
_EVERYWHERE = frozenset(("everywhere", "anywhere", "all", "every", "both"))
SURE = 0.45  # of a part's words must name the location: "the back bay of the warehouse"


def places_named(words: str, books: ClientBooks) -> tuple[str, ...]:
    """The client's locations that the words name, in the order named; none where they name no place of the books.

    'TOL' is Toledo, 'Quay St' Quay Street, 'bond store and cellar door' two places.
    """
    locations = books.stock.locations
    whole = _best(words, locations)
    parts = [place for part in _PARTS.split(words) if (place := _best(part, locations))]
    return tuple(dict.fromkeys(parts)) or ((whole,) if whole else ())


def place_in(text: str, books: ClientBooks) -> str:
    """The one location whose whole name stands in a longer text, or ''."""
    said = set(tokens(text))
    there = [location for location in books.stock.locations if set(tokens(location)) <= said and tokens(location)]
    return there[0] if len(there) == 1 else ""


def says_everywhere(words: str) -> bool:
    return bool(_EVERYWHERE & set(re.findall(r"[a-z]+", words.casefold())))


def _best(words: str, locations: tuple[str, ...]) -> str:
    exact = [location for location in locations if location.casefold() == words.strip().casefold()]
    if exact:
        return exact[0]
    ranked = Candidates(Candidate(location, location) for location in locations).rank(words)
    if ranked and ranked[0].margin > 0 and (ranked[0].complete >= 1 or ranked[0].coverage >= SURE):
        return ranked[0].key
    short = [location for location in locations if _is_short_for(words, location)]
    return short[0] if len(short) == 1 else ""


def _is_short_for(words: str, location: str) -> bool:
    """A word of the text shortens the location's first word, or spells the initials of its words ("BS" for Bond Store)."""
    long = tokens(location)
    said = [word for word in re.findall(r"[a-z]+", words.casefold()) if word not in STOP_WORDS]
    initials = "".join(word[0] for word in long)
    return any(len(word) <= 5 and (abbreviates(word, long[0]) or (len(long) > 1 and word == initials)) for word in said if long)
