"""Phrases that tell something, where one lies inside another: the longer one counts."""

from itertools import product

from assistant.readers.rules.signals import Signal, longest

SPANS = [Signal(start, start + size, meaning) for start, size, meaning in product(range(4), (1, 2, 4), "ab")]


def by_definition(found: list[Signal[str]]) -> tuple[Signal[str], ...]:
    """Each looked at beside every one that is kept so far, the longest first."""
    kept: list[Signal[str]] = []
    for one in sorted(found, key=lambda signal: (signal.start - signal.end, signal.start)):
        if not any(other.start <= one.start and one.end <= other.end and other != one for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda signal: signal.start))


def test_what_lies_inside_a_longer_one_does_not_count() -> None:
    for found in product(SPANS, repeat=3):
        assert longest(found) == by_definition(list(found)), found
