"""A stretch of text to the kind of entry it asks for, and whether a reserve bears it."""

import re

from assistant.books.proposal import Quote
from assistant.patterns import regex
from assistant.readers.rules.now_worth import falls
from assistant.readers.rules.reserving import adds_to_reserve, sets_aside
from assistant.readers.rules.scan import compiled, phrases, quote
from assistant.readers.rules.tables import acts

_DOWN, _OFF, _KEPT = phrases(acts.WRITE_DOWN), phrases(acts.WRITE_OFF), phrases(acts.KEPT)
_RESERVE, _RAISE, _RELEASE = phrases(acts.ALLOWANCE), phrases(acts.RAISE), phrases(acts.RELEASE)
_AGAINST, _NOT_AGAINST = phrases(acts.AGAINST), phrases(acts.NOT_AGAINST)
_ADDED = regex(
    r"\b(?:another|additional|further|extra|top(?:ping|ped)? up|add(?:ing)?|increas(?:e|ing)|rais(?:e|ing)|bump(?:ing)?)\b"
)
# Before or behind "written down": it happened once, and is not asked for.
_ONCE_BEFORE = regex(
    r"\b(?:we|was|were|been|being|i|they|had|already|previously|got|first|since)(?: all| just| already| only)? \Z"
)
_DONE = regex(r"(?:wrote|written|marked|took|taken|brought|knocked)\b|write-?downs?\Z")
_ONCE_BEHIND = regex(
    r"(?: to (?:only |just )?[$£€₹]?[\d.,]+(?: each| apiece)?)?,? (?:(?:back |earlier |some ?time )?(?:in|at|on|"
    r"during|last|this past|since) "
    r"(?:the )?(?:start of |end of |early |late |mid[- ])?(?:last |jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|"
    r"spring|summer|autumn|fall|winter|"
    r"month|week|quarter|year|christmas|easter|q[1-4]|[0-9]{4})|last (?:month|week|quarter|year|spring|summer|"
    r"autumn|fall|winter)|earlier|already|previously|before|once)"
)


# Of the words for writing off, those that say what was done with the goods; others say that they are no good.
_DISCARDED = regex(
    r"(?:writ|wrt|wrote|w/?o|scrap|toss|bin|dump|chuck|in(?:to)? |to |for |went|thr[eo]w|take|took|get|need|pull|remov|drop|"
    r"knock|out of|off|discard|dispos|destroy|pour|tip|compost|incinerat|shred|pulp|melt|cull|charge|derecogn|swept|none)"
)


def tells_to_write_down(low: str) -> bool:
    """A word for writing goods down; that they were written down once is no such word."""
    for match in _DOWN.finditer(low):
        before = low[max(0, match.start() - 24) : match.start()]
        told = _ONCE_BEFORE.search(before) or (_DONE.match(match.group()) and _ONCE_BEHIND.match(low, match.end()))
        if not told or compiled(r"\b(?:need|want)s?\b").search(before):
            return True
    return False


def says_write_down(low: str) -> bool:
    """Goods stay and are worth less: they are to be written down, or bring less."""
    if tells_to_write_down(low):
        return True
    if falls(low) and not any(_DISCARDED.match(match.group()) for match in _OFF.finditer(low)):
        return True
    return bool(_KEPT.search(low)) and not _OFF.search(low) and bool(compiled(r"[$£€]|\d\.\d\d|%|worth").search(low))


def says_what_to_do(low: str) -> bool:
    """The words tell to write goods off or down."""
    return bool(_OFF.search(low) or _DOWN.search(low))


def write_down_quote(raw: str, low: str, start: int, end: int) -> Quote | None:
    match = _DOWN.search(low, start, end)
    return quote(raw, match.start(), match.end()) if match else None


def write_off_quote(raw: str, low: str, start: int, end: int) -> Quote | None:
    match = _OFF.search(low, start, end)
    return quote(raw, match.start(), match.end()) if match else None


def changes_reserve(low: str) -> bool | None:
    """Whether a reserve itself is changed: False raised, True released, None where it is not."""
    if sets_aside(low) or adds_to_reserve(low):
        return False
    reserve = _RESERVE.search(low)
    if not reserve:
        return None
    release = [m for m in _RELEASE.finditer(low) if abs(m.start() - reserve.start()) < 90]
    lift = [m for m in _RAISE.finditer(low) if abs(m.start() - reserve.start()) < 90]
    if against(low) and not release and not (_ADDED.search(low) and not _OFF.search(low)):
        return None
    if release and (
        not lift
        or min(m.start() for m in release) <= min(m.start() for m in lift)
        or compiled(r"\breleas|isn't needed|no longer").search(low)
    ):
        return True
    return False if lift else None


def against(low: str) -> re.Match[str] | None:
    """'against the reserve', unless it is denied."""
    match = _AGAINST.search(low)
    if match is None:
        return None
    denied = any(0 <= match.start() - m.start() <= 12 or m.start() <= match.start() < m.end() for m in _NOT_AGAINST.finditer(low))
    return None if denied else match
