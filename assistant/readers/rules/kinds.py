"""A stretch of text to the kind of entry it asks for, and whether a reserve bears it."""

import re

from assistant.books.proposal import Quote
from assistant.readers.rules.scan import phrases, quote
from assistant.readers.rules.tables import acts

_DOWN, _OFF, _KEPT = phrases(acts.WRITE_DOWN), phrases(acts.WRITE_OFF), phrases(acts.KEPT)
_RESERVE, _RAISE, _RELEASE = phrases(acts.ALLOWANCE), phrases(acts.RAISE), phrases(acts.RELEASE)
_AGAINST, _NOT_AGAINST = phrases(acts.AGAINST), phrases(acts.NOT_AGAINST)
_COVERED = re.compile(r"\b(?:already |previously )?(?:provided|reserved) (?:for|against)\b|\bcovered by\b")


def says_write_down(low: str) -> bool:
    """Goods stay and are worth less."""
    for match in _DOWN.finditer(low):
        if not re.search(r"\b(?:we|was|were|been|i|had|already) \Z", low[: match.start()]) or re.search(
            r"\b(?:need|want)", low[: match.start()]
        ):
            return True
    return bool(_KEPT.search(low)) and not _OFF.search(low) and bool(re.search(r"[$£€]|\d\.\d\d|%|worth", low))


def write_down_quote(raw: str, low: str, start: int, end: int) -> Quote | None:
    match = _DOWN.search(low, start, end)
    return quote(raw, match.start(), match.end()) if match else None


def write_off_quote(raw: str, low: str, start: int, end: int) -> Quote | None:
    match = _OFF.search(low, start, end)
    return quote(raw, match.start(), match.end()) if match else None


def changes_reserve(low: str) -> bool | None:
    """Whether a reserve itself is changed: False raised, True released, None where it is not."""
    reserve = _RESERVE.search(low)
    if not reserve:
        return None
    release = [m for m in _RELEASE.finditer(low) if abs(m.start() - reserve.start()) < 90]
    lift = [m for m in _RAISE.finditer(low) if abs(m.start() - reserve.start()) < 90]
    if against(low) and not release:
        return None
    if release and (
        not lift
        or min(m.start() for m in release) <= min(m.start() for m in lift)
        or re.search(r"\breleas|isn't needed|no longer", low)
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
