"""Rows with labels to weights: found again where they are known, held to their sign, and the same every time."""

from math import exp, log

import pytest

from assistant.evaluation.fitting.regression import PRIOR, Row, fit, solved
from assistant.evaluation.fitting.terms import Term


def rows(right: int, wrong: int, **features: float) -> list[Row]:
    return [Row(features, True)] * right + [Row(features, False)] * wrong


def test_one_weight_is_the_log_odds_of_what_was_seen() -> None:
    """900 right of 1,000: the prior is worth next to nothing beside them."""
    weights = fit(rows(900, 100, one=1.0), [Term("one", 0.0)])
    assert weights["one"] == pytest.approx(log(9), abs=0.02)


def test_a_doubt_takes_away_what_it_was_seen_to() -> None:
    seen = [*rows(950, 50, one=1.0), *rows(500, 500, one=1.0, doubt=1.0)]
    weights = fit(seen, [Term("one", 3.0), Term("doubt", 0.0, -1)])
    assert weights["one"] + weights["doubt"] == pytest.approx(0.0, abs=0.02)
    assert weights["doubt"] == pytest.approx(-log(19), abs=0.05)


def test_a_row_counts_as_often_as_it_weighs() -> None:
    terms = [Term("one", 0.0)]
    assert fit([Row({"one": 1.0}, True, 3.0), Row({"one": 1.0}, False)], terms) == fit(rows(3, 1, one=1.0), terms)


def test_what_no_row_shows_stays_where_it_started() -> None:
    weights = fit(rows(90, 10, one=1.0), [Term("one", 0.0), Term("never seen", -1.25, -1)])
    assert weights["never seen"] == -1.25


def test_a_weight_never_takes_the_sign_that_it_may_not_have() -> None:
    """Here the doubt goes with being right: it is held at nothing, and the others are fitted without it."""
    seen = [*rows(500, 500, one=1.0), *rows(99, 1, one=1.0, doubt=1.0)]
    free = fit(seen, [Term("one", 0.0), Term("doubt", 0.0)])
    held = fit(seen, [Term("one", 0.0), Term("doubt", 0.0, -1)])
    assert free["doubt"] > 2
    assert held["doubt"] == 0.0
    assert held["one"] == pytest.approx(log(599 / 501), abs=0.02)


def test_a_firm_start_gives_way_less() -> None:
    seen = rows(1, 9, one=1.0)
    loose, firm = fit(seen, [Term("one", 4.0)])["one"], fit(seen, [Term("one", 4.0, firm=50.0)])["one"]
    assert loose < firm < 4.0


def test_nothing_steeper_is_found_at_the_end() -> None:
    """The gradient of the penalised likelihood is zero at the weights, to the rounding of what is kept."""
    terms = [Term("one", 1.0), Term("doubt", -0.5)]
    seen = [*rows(30, 5, one=1.0), *rows(6, 8, one=1.0, doubt=1.0), *rows(1, 2, one=1.0, doubt=2.5)]
    weights = fit(seen, terms)
    for term in terms:
        slope = PRIOR * (weights[term.name] - term.start)
        for row in seen:
            sure = 1 / (1 + exp(-sum(weights[name] * value for name, value in row.features.items())))
            slope += (sure - row.right) * row.features.get(term.name, 0.0)
        assert abs(slope) < 0.005


def test_an_equation_is_solved() -> None:
    assert solved([[4.0, 1.0], [1.0, 3.0]], [1.0, 2.0]) == pytest.approx([1 / 11, 7 / 11])
