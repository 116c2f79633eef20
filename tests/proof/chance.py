"""A seed to choices that are the same each time, whatever else is asked beside them."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def drawn(seed: int, *of: object) -> int:
    """A number below 2 to the 64th for what is drawn."""
    return int.from_bytes(hashlib.sha256(repr((seed, *of)).encode()).digest()[:8])


def shuffled(seed: int, values: Sequence[T], *of: object) -> list[T]:
    return [value for _, value in sorted(enumerate(values), key=lambda pair: drawn(seed, *of, pair[0]))]
