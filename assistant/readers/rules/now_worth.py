"""A stretch of text to what it says that goods bring now: so little that they are worth less, or more again than before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.books.reasons import Reason
from assistant.patterns import regex
from assistant.readers.rules.phrasebook import Phrases
from assistant.readers.rules.scan import phrases
from assistant.readers.rules.signals import reasons_in, uses_in
from assistant.readers.rules.tables import money, worth

_BRINGS, _GETS, _NOW, _LITTLE = phrases(worth.BRINGS), phrases(worth.GETS), phrases(worth.NOW), phrases(worth.LITTLE)
_LITTLE_BEHIND, _AGAIN = phrases(worth.LITTLE_BEHIND), phrases(worth.AGAIN)
_ROSE, _FELL = phrases(worth.ROSE), phrases(worth.FELL)
_EACH = (
    rf"\s*(?:net |cost )?(?:{'|'.join(money.EACH)}|for (?:one|each|an? [a-z-]+)|"
    r"(?:the|per|an?) (?!day|week|month|year|hour|time|while|lot|bit|few|couple|dozen|total|pinch)[a-z-]+)(?!\w)"
)
_CURRENCY = rf"\s?(?:[€£$]|{'|'.join(sorted(money.CODES))}|{'|'.join(money.WORDS)}|cents?|pence|[cp¢])(?![a-z])"
_SPELLED = (
    "an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|half an?"
)
_AMOUNT = regex(
    rf"(?P<sign>(?:[a-z]{{0,2}}[$£€¥₹]|rs\.?|(?:{'|'.join(sorted(money.CODES))})) ?)?(?P<digits>\d[\d.,]*(?<![.,])|\.\d\d)"
    rf"(?P<unit>{_CURRENCY})?(?P<each>{_EACH})?|"
    rf"(?P<words>(?:{_SPELLED})(?: (?:{_SPELLED}))* (?:{'|'.join(money.WORDS)}|cents?|pence|tenner|fiver)|a (?:tenner|fiver))\b"
    rf"(?:{_EACH})?"
)
_CENTED = regex(r"\d+[.,]\d\d\Z")
_ENDS = regex(
    r"\s*(?:[;,!?)]|\.(?!\d)|\Z|\n|(?:and|but|so|now|at|these|by|as|because|since|if|again|any ?more|no|on|in|after|only)\b)"
)
# What may stand between the verb and the amount, beside the words for little.
_BETWEEN = frozenset(
    """a an the it them these those us me you for at of on to about around roughly maybe perhaps some say approx
    approximately more than only just barely hardly merely scarcely mere measly paltry miserable meagre as little less
    under below best most very no not nothing over above maximum max down up now still probably today again once half
    price half-price any next""".split()
)
_MOST_KEPT = 64  # texts and sentences of them
_REACH = 48  # characters before the verb in which a word says that it is little, or now
_STOP = regex(r"[;:!?\n\d]|,\s|\.\s|\b(?:but|and)\b")
_PAST = regex(
    r"\b(?:used to|did|didn't|had to|wanted to|tried to|hoped to|not|don't|doesn't|never|to be|were|was|been|cost|costs)\s+\Z"
)
_THEIRS = regex(
    r"\b(?:insur|carrier|courier|haulier|supplier|vendor|manufacturer|maker|credit note|refund|compensat|"
    r"scrap (?:man|dealer|merchant|yard)|salvage|recycler|knacker)"
)
_DESTROYED = regex(
    r"\b(?:smash|shatter|destroy|crush|burn[ts]?\b|burned|brok|explod|squash|flatten|incinerat|melted|dissolv|in pieces|to bits|"
    r"beyond (?:repair|use)|unusable|worthless)"
)
_GONE = frozenset({Reason.LOST, Reason.STOLEN})


_AHEAD = regex(r"\b(?:will|would|can|could|may|might|should|going to)\b|'(?:ll|d)\b")


@dataclass(frozen=True, slots=True)
class _Brought:
    """Goods bring an amount: so little, now, or again; `ahead`: what they will or could bring."""

    at: int  # where its amount begins
    little: bool
    now: bool
    ahead: bool
    again: bool


def falls(low: str) -> bool:
    """Goods that are still there bring less: 'they now only bring 0.60 each', 'nobody pays more than 3 for one'."""
    return _falls(low, [one for one in _told(low) if one.little or one.now or one.ahead])


def falls_plainly(low: str) -> bool:
    """The same, where more is said than what goods will bring: that it is little, or that it is so now."""
    fell = _FELL.search(low) is not None
    return _falls(low, [one for one in _told(low) if one.little or one.now or (one.ahead and fell)])


def _falls(low: str, told: list[_Brought]) -> bool:
    if not told or any(one.again for one in told):
        return False
    if any(signal.meaning in _GONE and not signal.weak for signal in reasons_in(low)):
        return False
    surely = any(one.little and one.now for one in told)
    return surely or not (_DESTROYED.search(low) or uses_in(low))


def little_now(low: str) -> bool:
    """'Now worth only 2 each': what goods bring today is little."""
    return any(one.little and one.now and not one.again for one in _told(low))


def brings_little(low: str) -> bool:
    """What goods bring is said to be little, or less than before."""
    return any(one.little for one in _told(low)) or (_FELL.search(low) is not None and _ROSE.search(low) is None)


def rises(low: str) -> bool:
    """What goods bring has come back: 'they would fetch 9.60 again', 'the price has recovered, 0.70 each'."""
    told = _told(low)
    if any(one.little for one in told):
        return False
    if any(one.again for one in told):
        return True
    rose = _ROSE.search(low)
    return rose is not None and (bool(told) or any(match["each"] for match in _AMOUNT.finditer(low, rose.end())))


def brings(low: str) -> bool:
    """An amount is said that goods bring, and not that it is little."""
    told = _told(low)
    return bool(told) and not any(one.little for one in told) and not _FELL.search(low)


@lru_cache(maxsize=_MOST_KEPT)
def _told(low: str) -> tuple[_Brought, ...]:
    """Each text is asked several times over, its sentences too."""
    return (*_brought(low), *_turned_round(low))


def amounts_brought(low: str) -> frozenset[int]:
    """Where the figures begin of the amounts that goods bring, with or without a currency."""
    return frozenset(one.at for one in _told(low))


def _brought(low: str) -> Iterator[_Brought]:
    for verbs in (_BRINGS, _GETS):
        for match in verbs.finditer(low):
            verb = match.group()
            if _PAST.search(low, max(0, match.start() - 12), match.start()) and not _of_price(verb):
                continue
            amount = _amount_behind(low, match.end(), strict=verbs is _GETS)
            start = _clause_start(low, match.start())
            if amount is None or _THEIRS.search(low, start, amount.end() + _BEHIND):
                continue
            here = start, amount.end(), _past_marks(low, amount.end())
            little = _stands(_LITTLE, low, here, behind=_LITTLE_BEHIND) or _FELL.search(verb) or _NO_ONE.match(verb)
            now = _stands(_NOW, low, here, behind=_NOW) or _GOING.search(verb)
            ahead = _AHEAD.search(low, start, amount.end()) or _OFFERED.search(verb)
            again = _stands(_AGAIN, low, here, behind=_AGAIN)
            yield _Brought(_begins(amount), bool(little), bool(now), bool(ahead), again)


def _stands(words: Phrases, low: str, here: tuple[int, int, int], *, behind: Phrases) -> bool:
    """In the clause up to the amount, or right behind the amount."""
    start, end, after = here
    return words.search(low, start, end) is not None or behind.match(low, after) is not None


def _begins(amount: re.Match[str]) -> int:
    return amount.start("digits") if amount["digits"] else amount.start()


def _past_marks(low: str, end: int) -> int:
    """Where the next word begins: past spaces and a comma."""
    return end + len(low[end : end + 4]) - len(low[end : end + 4].lstrip(" ,"))


def _turned_round(low: str) -> Iterator[_Brought]:
    """The amount before what is said of it: 'at most 4.00 apiece these days', '0.50 a bottle is all they bring'."""
    for match in _AMOUNT.finditer(low):
        if not (match["each"] or match["words"]) or _PAST.search(low, max(0, match.start() - 12), match.start()):
            continue
        best = _IS_THE_BEST.match(low, match.end())
        little = _LITTLE.search(low, max(_clause_start(low, match.start()), match.start() - 24), match.start())
        now = _NOW.match(low, match.end() + 1) or _TO_BE_HAD.match(low, match.end())
        if best or (little and now):
            yield _Brought(_begins(match), little=True, now=True, ahead=False, again=False)


_TO_BE_HAD = regex(
    r"(?: [a-z]+){0,5} (?:to be (?:had|got|made)|on offer|is (?:being )?offered|obtainable|achievable|these days|nowadays|now)\b"
)
_IS_THE_BEST = regex(
    r" ?,?(?: is|'s| would be| will be|, that's| -)? ?(?:all|the (?:most|best|maximum)) (?:that )?(?:they|it|these|those|we|i|"
    r"you|one|any(?:one|body)|people|buyers?|dealers?|the market)(?:'ll|'d| will| would| can| could| might)?(?: [a-z]+)? "
    r"(?:bring|fetch|get|pay|give|offer|sell|go|make|realise|hope|expect|be|yield)s?\b"
)
_BEHIND = 30  # characters behind the amount
_OFFERED = regex(r" (?:take|have|buy)s? |\b(?:offer|bid|buyer|taker|bidder)s?\b")
_GOING = regex(r"(?<!\bbr)ing\b")
_NO_ONE = regex(r"no(?:body|[ -]?one)\b")


def _of_price(verb: str) -> bool:
    return verb.startswith(("price", "value", "worth", "nrv", "proceeds", "bid", "offer"))


def _clause_start(low: str, start: int) -> int:
    reach = max(0, start - _REACH)
    return reach + max((stop.end() for stop in _STOP.finditer(low[reach:start])), default=0)


def _amount_behind(low: str, start: int, *, strict: bool) -> re.Match[str] | None:
    """The amount that stands behind the verb with nothing but such words between."""
    match = _AMOUNT.search(low, start, start + 60)
    if match is None or any(
        word not in _BETWEEN for word in low[start : match.start()].replace(":", " ").replace(",", " ").split()
    ):
        return None
    if match["words"] or match["sign"] or match["unit"] or match["each"] or _CENTED.match(match["digits"]):
        return match
    return match if not strict and _ENDS.match(low, match.end()) else None
