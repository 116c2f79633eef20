"""Confidences and labels to what they prove."""

import pytest

from assistant.evaluation.bounds import lower_bound
from assistant.evaluation.fitting.curve import Point, automatic, curve, ranked_right


def at(points: tuple[Point, ...], threshold: float) -> Point:
    (point,) = (point for point in points if point.threshold == threshold)
    return point


def test_a_point_counts_what_lies_at_it_or_above() -> None:
    points = curve([(0.99, True), (0.95, True), (0.95, False), (0.6, False)])
    assert (at(points, 0.95).drafts, at(points, 0.95).right) == (3, 2)
    assert (at(points, 0.96).drafts, at(points, 0.96).right) == (1, 1)
    assert (at(points, 0.50).drafts, at(points, 0.50).right) == (4, 2)
    assert at(points, 0.95).bound == round(lower_bound(2, 3), 4)


def test_a_threshold_that_no_draft_reaches_has_no_point() -> None:
    assert max(point.threshold for point in curve([(0.71, True)])) == 0.71


def test_the_threshold_is_where_most_is_proven_and_most_pass() -> None:
    """Sixty right ones prove more than twenty; one wrong among sixty-one proves less again."""
    assert automatic(curve([(0.97, True)] * 20 + [(0.94, True)] * 40 + [(0.92, False)])) == 0.93


def test_the_threshold_is_never_so_low_that_a_draft_alone_is_unsure() -> None:
    assert automatic(curve([(0.97, True)] * 20 + [(0.6, True)] * 40)) == 0.9
    assert automatic(curve([(0.6, True)] * 40)) == 0.9


@pytest.mark.parametrize(
    ("judged", "share"),
    [
        ([(0.9, True), (0.1, False)], 1.0),
        ([(0.1, True), (0.9, False)], 0.0),
        ([(0.5, True), (0.5, False)], 0.5),
        ([(0.9, True), (0.4, True), (0.6, False)], 0.5),
        ([(0.9, True)], 1.0),
    ],
)
def test_how_often_the_right_draft_of_two_is_the_surer(judged: list[tuple[float, bool]], share: float) -> None:
    assert ranked_right(judged) == share
