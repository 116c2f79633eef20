"""Text to signals: phrases that tell a reason, a cause, a use or an act, the longest where two overlap, negated ones marked."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.books.proposal import Quote
from assistant.books.reasons import Cause, Reason, Use
from assistant.patterns import regex
from assistant.readers.rules.phrasebook import Phrases
from assistant.readers.rules.scan import phrases, quote
from assistant.readers.rules.tables import losses
from assistant.readers.rules.tables.acts import USES

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Signal(Generic[T]):
    """A phrase at [start, end) that tells `meaning`. `weak`: it confirms, it does not decide."""

    start: int
    end: int
    meaning: T
    weak: bool = False

    def quote(self, raw: str) -> Quote:
        return quote(raw, self.start, self.end)


def _compiled(table: Mapping[T, Iterable[str]]) -> tuple[tuple[T, Phrases], ...]:
    return tuple((meaning, phrases(lines)) for meaning, lines in table.items())


_REASONS, _WEAK = _compiled(losses.REASONS), _compiled(losses.WEAK)
_CAUSES, _USES = _compiled(losses.CAUSES), _compiled(USES)
_NEGATION = regex(
    rf"\b(?:{'|'.join(losses.NEGATED)})(?:\s+(?:really|actually|even|yet|been|any|be|a|an|the|just|quite|all))*\s+\Z"
)


def negated(low: str, start: int) -> bool:
    """Whether what begins here is denied: 'not expired', 'no theft that we know of'."""
    return bool(_NEGATION.search(low, max(0, start - 30), start))


def _of_a_price(low: str, match: re.Match[str]) -> bool:
    """'The market collapsed', 'their price has fallen': nothing befell the goods."""
    if not _SINKS.match(match.group()):
        return False
    return bool(_PRICE.search(low, max(0, match.start() - 60), match.start()) or _IN_PRICE.match(low, match.start()))


_SINKS = regex(r"(?:has |have )?(?:collaps|fall|fell|drop|crash|tank|tumbl|plummet|slump|sank|sunk)")
_IN_PRICE = regex(r"\w+ (?:[a-z]+ )?in (?:price|value|worth|demand)\b")
_PRICE = regex(
    r"\b(?:prices?|markets?|values?|demand|sales|nrv)(?: (?:of|for|in) (?:the |these |those |our )?(?:[a-z0-9'.-]+ ){1,6}?)?\s*"
    r"(?:has |have |had |just |now |since |suddenly )*\Z"
)


def _signals(low: str, table: tuple[tuple[T, Phrases], ...]) -> list[Signal[T]]:
    found = [
        Signal(match.start(), match.end(), meaning)
        for meaning, pattern in table
        for match in pattern.finditer(low)
        if not negated(low, match.start()) and not _of_a_price(low, match)
    ]
    return sorted(found, key=lambda signal: (signal.start, signal.start - signal.end))


def longest(found: Iterable[Signal[T]]) -> tuple[Signal[T], ...]:
    """Without those that lie inside a longer one."""
    kept: list[Signal[T]] = []  # by where they begin, and so by where they end too, for none lies inside another
    for signal in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        at = bisect_right(kept, signal.start, key=lambda one: one.start)
        before = kept[at - 1] if at else None
        if before is None or before.end < signal.end or before == signal:
            kept.insert(at, signal)
    return tuple(kept)


def reasons_in(low: str) -> tuple[Signal[Reason], ...]:
    return longest(reasons_told(low))


def reasons_told(low: str) -> list[Signal[Reason]]:
    """Every phrase that tells a reason, those too that lie inside a longer one of another reason."""
    weak = [Signal(s.start, s.end, s.meaning, weak=True) for s in _signals(low, _WEAK)]
    spoken = {(s.start, s.end, s.meaning) for s in weak}
    return [*weak, *(s for s in _signals(low, _REASONS) if (s.start, s.end, s.meaning) not in spoken)]


def causes_in(low: str) -> tuple[Signal[Cause], ...]:
    return tuple(_signals(low, _CAUSES))


def uses_in(low: str) -> tuple[Signal[Use], ...]:
    return longest(_signals(low, _USES))


def the_reason(found: Iterable[Signal[Reason]]) -> Signal[Reason] | None:
    """The reason that a stretch of text gives for one loss: what someone decided before what befell the goods, then the first.

    accounting-rules.md, 'Reasons': of several causes on the same goods, the first that made them unsaleable.
    """
    strong = [signal for signal in found if not signal.weak]
    weak = [signal for signal in found if signal.weak]
    if any(signal.meaning is Reason.PRODUCTION_ERROR for signal in weak):  # "our mistake": not the supplier's
        strong = [signal for signal in strong if signal.meaning is not Reason.SUPPLIER_ERROR] or weak
    for pool in (strong, weak):
        for reason in losses.DECIDING:
            if first := next((signal for signal in pool if signal.meaning is reason), None):
                return first
        physical = [signal for signal in pool if signal.meaning in losses.PHYSICAL]
        for last in (Reason.ADMIN_ADJUSTMENT, Reason.OBSOLETE, Reason.LOST):
            if any(signal.meaning is not last for signal in physical):
                physical = [signal for signal in physical if signal.meaning is not last]
        if physical:
            return physical[0]
    return None
