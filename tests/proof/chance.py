"""A seed to choices that are the same each time, whatever else is asked beside them."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def drawn(seed: int, *of: object) -> int:
    """A number below 2 to the 64th for what is drawn."""
    return int.from_bytes(hashlib.sha256(repr((seed, *of)).encode()).digest()[:8])


def shuffled(seed: int, values: Sequence[T], *of: object) -> list[T]:
    return [value for _, value in sorted(enumerate(values), key=lambda pair: drawn(seed, *of, pair[0]))]


class Chance:
    """A seed to one draw after another: the n-th is the same each time, on every machine."""

    def __init__(self, seed: int) -> None:
        self.seed, self._drawn = seed, 0

    def below(self, most: int) -> int:
        self._drawn += 1
        return drawn(self.seed, self._drawn) % most

    def among(self, values: Sequence[T]) -> T:
        return values[self.below(len(values))]

    def one_in(self, times: int) -> bool:
        return self.below(times) == 0

    def weighed(self, weights: Mapping[T, int]) -> T:
        """One of the keys, each as often as its weight says."""
        place = self.below(sum(weights.values()))
        for value, weight in weights.items():
            place -= weight
            if place < 0:
                return value
        raise AssertionError(weights)
