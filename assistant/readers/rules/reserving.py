"""Money put aside for goods that do not sell, in words that name no reserve: 'reserve 800.00 for slow-moving bottles'."""

import re
from functools import lru_cache

from assistant.patterns import regex

_SET_ASIDE = regex(
    r"\b(?:reserv(?:e|ing)|provid(?:e|ing)|provision|set(?:ting)?(?: aside)?|put(?:ting)?(?: (?:aside|by|away))?|earmark(?:ing)?|"
    r"accru(?:e|ing)|allow(?:ing)?|hold(?:ing)?(?: back)?|keep(?:ing)?(?: back)?|lay(?:ing)?(?: (?:aside|by))?)"
    r"(?: (?:another|an? (?:further|extra|additional)|about|around|up to|say|some|of))* "
    r"(?P<amount>(?:[a-z]{0,2}[$£€¥₹] ?|rs\.? ?|[a-z]{3} )?\d[\d.,' ]*\d(?:k\b)?|[$£€]\d)"
    r"(?: ?(?:€|£|[a-z]{3}\b|dollars|euros?|pounds|bucks|rupees))?"
    r"(?P<apart> (?:aside|by|away|back))?,? (?:more )?(?:for|against|on|towards?|in case|because|as)\b[^.;!?\n]{0,70}?"
    r"\b(?:slow|obsole|old\b|dead\b|dated\b|aged\b|age?ing\b|stale\b|excess|unsold|surplus|over-?stock|outdated|superseded|"
    r"non-?moving|unsale?able|unsellable|nobody|(?:don't|doesn't|do not|does not|won't|will not|aren't|isn't|not) (?:be )?sell|"
    r"no one|discontinued|write-?down|nrv\b|net reali[sz]able)"
)
_APART = regex(r"(?:set|put|lay)(?:ting|ing)? ")
_INTO = regex(
    r"\d[\d.,]*(?: ?[a-z€£]+)? (?:more |extra )?(?:in)?to (?:the|our|that) (?:[a-z-]+ ){0,3}(?:reserve|provision|allowance)s?\b"
)
_OUT = regex(r"\b(?:releas|revers|tak|draw|reduc|lower|writ|drop|cut)[a-z]*\b")


@lru_cache(maxsize=64)
def sets_aside(low: str) -> re.Match[str] | None:
    """The words that put an amount aside; 'reserve 20 mugs for Mr Huber' puts none aside."""
    return next((match for match in _SET_ASIDE.finditer(low) if _whole(match)), None)


def adds_to_reserve(low: str) -> bool:
    """'700.00 to the allowance for surplus bottles': more of it, whatever is said of the goods."""
    match = _INTO.search(low)
    return match is not None and _OUT.search(low, max(0, match.start() - 30), match.start()) is None


def _whole(match: re.Match[str]) -> bool:
    """'Set 500 aside', 'put 300 by': the verb alone puts nothing aside."""
    bare = _APART.match(match.group()) and not re.match(r"\w+ (?:aside|by|away)\b", match.group())
    return not bare or match["apart"] is not None
