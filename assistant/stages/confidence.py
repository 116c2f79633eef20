"""Mapped entry and its reading to chances: that each line's account and amount are right, and that the whole entry is."""

from collections.abc import Iterable
from dataclasses import replace
from math import prod

from assistant.books.draft import MappedEntry, Reading
from assistant.books.finding import Finding, Problem, Warning
from assistant.stages.mapping.pick import chance

# Set by judgement, to be fitted by evaluation. An item's match is a score of words, not a chance: even a fair one is right far
# more often than not, so a part only of its doubt counts. Text that the facts don't account for may hold one that was missed.
DOUBT_OF_THE_ITEM = 0.5
DOUBT_OF_THE_UNREAD = 0.2
# What a finding leaves of the chance that the entry is what the person meant.
LEFT_BY: dict[Warning | Problem, float] = {
    Warning.READERS_DISAGREE: 0.5,
    Warning.POSSIBLE_DUPLICATE: 0.8,
    Warning.WRONG_BASE: 0.9,
    Warning.FELL_BACK_TO_RULES: 0.97,
    Warning.PART_DECLINED: 0.98,
    Warning.INSTRUCTION_IN_TEXT: 0.97,
    Warning.STATED_VALUE_DIFFERS: 0.98,
    Warning.PLACE_ASSUMED: 0.98,
    Problem.UNTRACED_NUMBER: 0.3,
    Problem.NOT_ENOUGH_STOCK: 0.8,
    Problem.BALANCE_SHORT: 0.8,
    Problem.ACCOUNT_UNUSABLE: 0.8,
}
LEAST = 0.01


def with_confidence(mapped: MappedEntry, reading: Reading) -> MappedEntry:
    """The entry with the confidence of its lines and of the whole, which is never above the least of its lines'.

    A line's is the chance of its account times what the reading, the goods' match and the findings leave; the entry's is that all
    of its accounts are right under the same reading.
    """
    found = (*mapped.valued.resolved.findings, *mapped.valued.findings, *mapped.findings)
    shared = of_the_goods(mapped) * of_the_reading(reading) * of_the_findings(found)
    chances = [chance(line.evidence) for line in mapped.lines]
    lines = tuple(replace(line, confidence=_rounded(one * shared)) for line, one in zip(mapped.lines, chances, strict=True))
    whole = _rounded(prod(chances) * shared)
    return replace(mapped, lines=lines, confidence=min([whole, *(line.confidence for line in lines)]))


def of_the_goods(mapped: MappedEntry) -> float:
    """By the goods' line that is matched least surely: where an item is wrong, so is every amount that rests on it."""
    least = min((goods.item_confidence for goods in mapped.valued.resolved.goods), default=1.0)
    return 1 - DOUBT_OF_THE_ITEM * (1 - min(max(least, 0.0), 1.0))


def of_the_reading(reading: Reading) -> float:
    return 1 - DOUBT_OF_THE_UNREAD * (1 - min(max(reading.understood, 0.0), 1.0))


def of_the_findings(found: Iterable[Finding]) -> float:
    """Each kind of finding counts once."""
    return prod(LEFT_BY.get(code, 1.0) for code in {finding.code for finding in found})


def _rounded(chance_: float) -> float:
    return max(round(chance_, 4), LEAST)
