"""Rows of features with labels to the weights of a logistic regression, the same to the last bit wherever it runs.

Newton's method on the penalised likelihood (Platt, 'Probabilistic outputs for support vector machines', 1999, is the case of
one feature; a Gaussian prior is the penalty, Gelman et al., Annals of Applied Statistics 2, 2008). A sign that a weight may not
have is held at zero, the worst offender first, and the rest fitted again (an active set). A few hundred rows by some forty
features take a second; what is summed is summed in one order, in plain floats.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from assistant.evaluation.fitting.terms import Term

PRIOR = 0.7  # what a start weighs: the inverse of its variance in log odds
STEPS, CLOSE = 100, 1e-10
PLACES = 4  # of a fitted weight; finer would promise what the cases cannot hold


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was right or wrong, `weight` times."""

    features: Mapping[str, float]
    right: bool
    weight: float = 1.0


def fit(rows: Sequence[Row], terms: Sequence[Term]) -> dict[str, float]:
    """Each term's weight, rounded."""
    held: set[str] = set()
    while True:
        free = [term for term in terms if term.name not in held]
        weights = newton(rows, free)
        offence = {term.name: -weights[term.name] * term.sign for term in free if weights[term.name] * term.sign < 0}
        if not offence:
            return {term.name: round(weights.get(term.name, 0.0), PLACES) for term in terms}
        held.add(max(offence, key=lambda name: (offence[name], name)))


def newton(rows: Sequence[Row], terms: Sequence[Term]) -> dict[str, float]:
    places = {term.name: place for place, term in enumerate(terms)}
    sparse = [
        (tuple((places[n], v) for n, v in sorted(row.features.items()) if v and n in places), float(row.right), row.weight)
        for row in rows
    ]
    weights = [term.start for term in terms]
    for _ in range(STEPS):
        slope = [PRIOR * term.firm * (weight - term.start) for term, weight in zip(terms, weights, strict=True)]
        curve = [[PRIOR * term.firm * (one == other) for other in range(len(terms))] for one, term in enumerate(terms)]
        for features, right, weight in sparse:
            sure = _logistic(sum(weights[place] * value for place, value in features))
            for place, value in features:
                slope[place] += weight * (sure - right) * value
                for other, beside in features:
                    curve[place][other] += weight * sure * (1 - sure) * value * beside
        step = solved(curve, slope)
        # A full step from far out may overshoot; none of a fit that is close is ever so long.
        shorter = min(1.0, 2.0 / max(map(abs, step)))
        weights = [weight - shorter * by for weight, by in zip(weights, step, strict=True)]
        if max(map(abs, step)) < CLOSE:
            break
    return dict(zip(places, weights, strict=True))


def solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """x of matrix · x = right, by elimination; the matrix is positive definite, so no row need be exchanged."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for top in range(size):
        for below in range(top + 1, size):
            factor = rows[below][top] / rows[top][top]
            if factor:
                rows[below] = [low - factor * high for low, high in zip(rows[below], rows[top], strict=True)]
    found = [0.0] * size
    for place in reversed(range(size)):
        known = sum(rows[place][other] * found[other] for other in range(place + 1, size))
        found[place] = (rows[place][size] - known) / rows[place][place]
    return found


def _logistic(odds: float) -> float:
    return 1 / (1 + exp(-min(max(odds, -30.0), 30.0)))
