"""An account to what it is made for, read from its own words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.books.accounts import Account, Chart
from assistant.patterns import regex
from assistant.stages.mapping.account_words import (
    ABNORMAL,
    DETAIL_TYPES,
    GENERAL,
    LOSSES,
    NOT_STOCK,
    NOT_STOCK_DESCRIBED,
    NOT_USE,
    PERILS,
    ROUTINE,
    USES,
    WORDS,
    Purpose,
)
from assistant.stages.mapping.wording import Phrase, Phrases, affirmed, holds, phrases, spans, words_of

_STALE = regex(
    r"\([^)]*\b(?:old|closed|ended|deleted|inactive|merged|archived|former|stopped|retired|legacy|not (?:used|in use)"
    r"|pre[- ]?\d{4}|discontinued)\b[^)]*\)"
    r"|\b(?:do not|don['’]?t) (?:use|post)\b|\bno longer (?:used|in use)\b|\bnot used\b|[-–] (?:closed|old|inactive)\s*$"
    r"|^(?:zz+|xx+)[-_ .]|\b(?:replaced|superseded) by\b|\buse \w+ instead\b|\bmerged (?:in)?to\b"
    r"|\buncategori[sz]ed\b|\bask my accountant\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Made:
    """What an account is made for: by name, by description; whether for the unusual or the everyday; and what rules it out."""

    by_name: frozenset[Purpose]
    by_description: frozenset[Purpose]
    abnormal: bool
    routine: bool
    stale: bool  # "(old)", "do not use": active, but no longer meant
    not_stock: bool
    not_use: bool

    def fit(self, purpose: Purpose) -> float:
        """1 where the name says it, less where only the description does."""
        return 1.0 if purpose in self.by_name else 0.8 if purpose in self.by_description else 0.0

    @property
    def general(self) -> bool:
        """Made for write-offs of any cause."""
        return bool(self.by_name & GENERAL) and not self.by_name & (LOSSES - GENERAL - {Purpose.RECORDS})


_SAYS: dict[Phrase, tuple[Purpose, ...]] = {}
for _purpose, _table in WORDS.items():
    for _phrase in _table.every:
        _SAYS[_phrase] = (*_SAYS.get(_phrase, ()), _purpose)
_OF_ANY_PURPOSE = Phrases(_SAYS)
LOSS = phrases("loss. | losses.")
_OF_ANY_STOCK = Phrases((*phrases("stock | inventor | merchandise | goods. | product. | products.").every, *ABNORMAL.every))
_OF_LOSSES = Phrases(phrase for purpose in LOSSES for phrase in WORDS[purpose].every)


def purposes_in(text: str) -> frozenset[Purpose]:
    words = words_of(text)
    found = (phrase for start in range(len(words)) for phrase in _OF_ANY_PURPOSE.at(words, start))
    purposes = frozenset(purpose for phrase in found for purpose in _SAYS[phrase])
    return purposes | {Purpose.STOCK_LOSS} if holds(words, LOSS) and holds(words, _OF_ANY_STOCK) else purposes


def beside_losses(text: str) -> str:
    """The words of an account that are not about losses: of "Plant Losses - Died & Culled", plant."""
    words = words_of(text)
    told = {place for start, end in spans(words, _OF_LOSSES) for place in range(start, end)}
    return " ".join("," if place in told else word for place, word in enumerate(words))


def made_for(account: Account, chart: Chart) -> Made:
    """The account's purposes, read from its name, description, detail type and the headings above it."""
    above, key = [], account.parent
    while key and (parent := chart.get(key)) and parent.wording not in above:
        above.append(parent.wording)
        key = parent.parent
    return _made(account.wording, account.description, account.detail_type, " / ".join(above))


@lru_cache(maxsize=20_000)
def _made(name: str, description: str, detail_type: str, above: str) -> Made:
    said = affirmed(description)
    by_name, by_description = purposes_in(name), purposes_in(said)
    by_name |= _perils_insured(by_name)
    if not by_name & (LOSSES | USES) and (hint := DETAIL_TYPES.get(detail_type)):
        by_description |= {hint}
    abnormal, routine = _manner(f"{name}, {said}")
    above_abnormal, above_routine = _manner(above)
    return Made(
        by_name=by_name,
        by_description=by_description - by_name,
        abnormal=abnormal or (above_abnormal and not routine),
        routine=routine or (above_routine and not abnormal),
        stale=bool(_STALE.search(name) or _STALE.search(description)),
        not_stock=holds(words_of(name), NOT_STOCK) or holds(words_of(said), NOT_STOCK_DESCRIBED),
        not_use=holds(words_of(name), NOT_USE),
    )


def _perils_insured(named: frozenset[Purpose]) -> frozenset[Purpose]:
    """Fire and another peril together stand for all that property is insured against; storm and flood for weather."""
    if len(named & PERILS) < 2:
        return frozenset()
    return frozenset({Purpose.CASUALTY if Purpose.FIRE in named else Purpose.WEATHER})


def _manner(text: str) -> tuple[bool, bool]:
    """Whether the words speak of the unusual, and of the everyday ("non-routine" is not routine)."""
    words = words_of(text)
    unusual = spans(words, ABNORMAL)
    within = {place for start, end in unusual for place in range(start, end)}
    return bool(unusual), any(start not in within for start, _ in spans(words, ROUTINE))
