"""How much a number of cases proves: the exact one-sided bounds of a share (Clopper and Pearson, Biometrika 26, 1934)."""

from math import exp, lgamma, log, log1p

LEVEL = 0.95  # how often, over repetitions, a bound is on the right side
_HALVINGS = 60  # more than a float's precision


def lower_bound(right: int, n: int, level: float = LEVEL) -> float:
    """The least share at which `right` or more of `n` would still be seen at least once in 1 / (1 - level) times; 0.0 for none.

    `right` of `n` prove, at that level, a share of at least this: 299 of 299 prove 0.99 at 0.95.
    """
    if not 0 <= right <= n:
        raise ValueError(f"{right} of {n} is no share")
    if right == 0:
        return 0.0
    low, high = 0.0, right / n
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if at_least(right, n, middle) < 1 - level else (low, middle)
    return low


def at_least(right: int, n: int, share: float) -> float:
    """The chance of `right` or more of `n` where each is right with probability `share`, 0 < share < 1."""
    of_n = lgamma(n + 1)
    return sum(
        exp(of_n - lgamma(k + 1) - lgamma(n - k + 1) + k * log(share) + (n - k) * log1p(-share)) for k in range(right, n + 1)
    )
