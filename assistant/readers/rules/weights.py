"""Words no phrase of the tables covers to the likeliest reason or use: weights of word stems, drawn from examples.

A small naive Bayes over the examples of tables/told.txt, fitted when it is first asked (some milliseconds): to mend a guess, add
an example. It is the last resort of the reader, and says nothing where the words it knows do not clearly point one way.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.patterns import regex
from assistant.readers.rules.tables.load import sections

NO_LOSS = "no_loss"
_WORD = regex(r"[a-z]+(?:'[a-z]+)?")
_ENDINGS = ("ingly", "edly", "ings", "ing", "ied", "ies", "ed", "es", "s", "ly", "y", "e")
_EMPTY = frozenset(
    "a an the of our my your their his her its it they them these those this that i we he she you and or so pls please thanks "
    "was were is are be been am had has have just all some both off write wrote written writing up".split()
)
_SMOOTHING = 0.2
CLEAR = 0.7  # by how much the best guess must lead the next (natural logarithm of the odds)
SURE = 2.5  # a lead that outweighs a hint


@dataclass(frozen=True, slots=True)
class Guess:
    """What the words point to, and by how much over the next."""

    label: str
    lead: float


def stems(low: str) -> Iterator[str]:
    for match in _WORD.finditer(low):
        word = match.group().replace("'", "")
        if word in _EMPTY or len(word) < 2:
            continue
        yield stem(word)


@cache
def stem(word: str) -> str:
    """One form for 'crack', 'cracked', 'cracking': it need not be English."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" else word


def features(low: str) -> list[str]:
    """Stems, and pairs of stems that follow each other."""
    found = list(stems(low))
    return found + [f"{first} {second}" for first, second in pairwise(found)]


@dataclass(frozen=True, slots=True)
class Weights:
    """How often each label's examples have each feature, and the logarithm of what a label's counts are measured by. What a
    feature adds is worked out when a text has it: most of them never occur."""

    counts: dict[str, Counter[str]]
    scales: dict[str, float]

    def scores(self, low: str) -> dict[str, float]:
        """For each label the sum, over the features of the text, of how much oftener than the average label it has the feature
        (natural logarithms; a feature that no example has says nothing)."""
        totals = dict.fromkeys(self.counts, 0.0)
        for feature in sorted(set(features(low))):
            if any(feature in counted for counted in self.counts.values()):
                logs = {label: math.log(self.counts[label][feature] + _SMOOTHING) - scale for label, scale in self.scales.items()}
                mean = sum(logs.values()) / len(logs)
                for label, log in logs.items():
                    totals[label] += log - mean
        return totals

    def guess(self, low: str) -> Guess | None:
        """The likeliest label; None where no word is known or two labels are about as likely."""
        (best, most), (_, second) = sorted(self.scores(low).items(), key=lambda score: (-score[1], score[0]))[:2]
        return Guess(best, most - second) if most - second >= CLEAR else None


def fitted(examples: dict[str, tuple[str, ...]]) -> Weights:
    """Weights from examples by label."""
    counts = {
        label: Counter(found for phrase in phrases for found in set(features(phrase))) for label, phrases in examples.items()
    }
    known = len(set().union(*counts.values()))
    sizes = {label: counted.total() for label, counted in counts.items()}
    average = sum(sizes.values()) / len(sizes)
    return Weights(counts, {label: math.log(math.sqrt(size * average) + _SMOOTHING * known) for label, size in sizes.items()})


@cache
def weights() -> Weights:
    return fitted(sections("told"))


def guess(low: str) -> Guess | None:
    """What the words of a text point to: the value of a reason or a use, or NO_LOSS."""
    return weights().guess(low)
