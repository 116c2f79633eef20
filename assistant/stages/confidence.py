"""Mapped entry and its reading to chances: that each line's account and amount are right, and that the whole entry is.

Logistic regressions, fitted by assistant/evaluation/fitting on own suites; here is only their arithmetic. A line's log odds are
those of its account, less what speaks against the reading; an entry's rest on the doubts left in its accounts and on the
same signs, weighed for the whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from assistant.books.draft import Evidence, MappedEntry, Reading
from assistant.books.finding import Finding, Problem, Warning
from assistant.stages.fitted import ACCOUNT, ENTRY, LINE
from assistant.stages.mapping.chance import LEAST, PLACES, SHARED, chance, evidence_features, probability, weighed

MOST_NUMBERS, MOST_AMOUNTS = 3, 2  # unclaimed, after which more say nothing new
MOST_LEAD = 4.0  # of another reason, likewise
WITHOUT_LINES = 0.97  # stands for the least account of goods that cost nothing, which leave without lines
# What a finding says of the chance that the entry is what the person meant; the others are of the books, not of the reading.
TELLING: tuple[Warning | Problem, ...] = (
    Warning.STATED_VALUE_DIFFERS,
    Warning.PLACE_ASSUMED,
    Warning.POSSIBLE_DUPLICATE,
    Warning.WRONG_BASE,
    Problem.UNTRACED_NUMBER,
    Problem.NOT_ENOUGH_STOCK,
    Problem.BALANCE_SHORT,
    Problem.ACCOUNT_UNUSABLE,
)
TELLING_NAMES = tuple((code, code.value) for code in TELLING)


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds by the names of the features: of an account, of a line's reading, and of an entry as a whole."""

    account: Mapping[str, float]
    line: Mapping[str, float]
    entry: Mapping[str, float]


FITTED = Weights(ACCOUNT, LINE, ENTRY)


def with_confidence(mapped: MappedEntry, reading: Reading) -> MappedEntry:
    """The entry with the confidence of its lines and of the whole, which is never above the least of its lines'."""
    of_lines, whole = chances([line.evidence for line in mapped.lines], reading_features(mapped, reading))
    lines = tuple(replace(line, confidence=sure) for line, sure in zip(mapped.lines, of_lines, strict=True))
    return replace(mapped, lines=lines, confidence=whole)


def chances(
    evidence: Sequence[Evidence], signs: Mapping[str, float], weights: Weights = FITTED
) -> tuple[tuple[float, ...], float]:
    """The confidence of each line, and the entry's. `signs` are the features of the reading, of which those at 0 may be left out.
    A line whose account was chosen by what the inventory accounts hold is no surer than its share."""
    against = weighed(weights.line, signs)
    lines = []
    for one in evidence:
        sure = probability(weighed(weights.account, evidence_features(one)) + against)
        lines.append(_rounded(min(sure, one.score) if one.rule == SHARED else sure))
    whole = _rounded(probability(weighed(weights.entry, entry_features(evidence, signs, weights.account))))
    return tuple(lines), min([whole, *lines])


def reading_features(mapped: MappedEntry, reading: Reading) -> dict[str, float]:
    """What speaks against the reading, by the names of its weights: 0 where nothing does. The last speaks for it."""
    resolved = mapped.valued.resolved
    event, left = resolved.event, reading.unclaimed
    found: Iterable[Finding] = (*resolved.findings, *mapped.valued.findings, *mapped.findings)
    codes = {finding.code for finding in found}
    match = min((goods.item_confidence for goods in resolved.goods), default=1.0)
    return {
        "unclaimed numbers": float(min(left.numbers, MOST_NUMBERS)),
        "unclaimed amounts": float(min(left.amounts, MOST_AMOUNTS)),
        "unclaimed day": 1.0 if left.days and event.entry_date is None else 0.0,
        "another reason": min(max(-float(event.lead), 0.0), MOST_LEAD) if event.lead is not None else 0.0,
        "words not understood": 1 - min(max(reading.understood, 0.0), 1.0),
        "item in doubt": 1 - min(max(match, 0.0), 1.0),
        **{name: 1.0 if code in codes else 0.0 for code, name in TELLING_NAMES},
        "readers disagree": 1.0 if reading.agreed is False else 0.0,
        "readers agree": 1.0 if reading.agreed else 0.0,
    }


def entry_features(
    evidence: Sequence[Evidence], signs: Mapping[str, float], account: Mapping[str, float] = ACCOUNT
) -> dict[str, float]:
    """The doubts left in all accounts together, the log odds against the one in most doubt, and the signs of the reading."""
    sure = [chance(one, account) for one in evidence]
    least = min(sure, default=WITHOUT_LINES)
    return {"one": 1.0, "accounts in doubt": -sum(map(log, sure)), "least account": log((1 - least) / least), **signs}


def _rounded(sure: float) -> float:
    return round(min(max(sure, LEAST), 1 - LEAST), PLACES)
