"""Confidences with labels to what they prove: how many drafts at or above a threshold were right, and at least which share is."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evaluation.bounds import lower_bound

STEPS = tuple(n / 100 for n in range(50, 100))  # what a policy may be set to
LEAST_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Point:
    """Of the drafts with a confidence of `threshold` or more, `right` of `drafts` were; `bound` is the share that this proves at
    95 %."""

    threshold: float
    drafts: int
    right: int
    bound: float


def curve(judged: Sequence[tuple[float, bool]]) -> tuple[Point, ...]:
    """A point a step that has drafts. `judged` are drafts by confidence, with whether they were right."""
    points = []
    for step in STEPS:
        above = [right for sure, right in judged if sure >= step]
        if above:
            points.append(Point(step, len(above), sum(above), round(lower_bound(sum(above), len(above)), 4)))
    return tuple(points)


def automatic(points: Sequence[Point]) -> float:
    """The threshold from which most is proven, of several the lowest, which lets most drafts pass; never below LEAST_SURE, for
    each draft that passes has to be sure by itself, not all of them on average."""
    sure = [point for point in points if point.threshold >= LEAST_SURE]
    return max(sure, key=lambda point: (point.bound, -point.threshold)).threshold if sure else LEAST_SURE


def ranked_right(judged: Sequence[tuple[float, bool]]) -> float:
    """How often a right draft has the higher confidence of a right and a wrong one (the area under the ROC curve; ties count
    half). 0.5 is chance; 1.0 where none was wrong."""
    right = [sure for sure, good in judged if good]
    wrong = [sure for sure, good in judged if not good]
    if not right or not wrong:
        return 1.0
    return sum((one > other) + 0.5 * (one == other) for one in right for other in wrong) / (len(right) * len(wrong))
