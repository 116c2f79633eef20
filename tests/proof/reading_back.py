"""Entries approved one by one, each sent at once: how long it takes until it is there and its cost is known."""

from collections.abc import Sequence
from itertools import count
from typing import Any

import requests

from assistant.practice.transport import PracticeTransport
from assistant.syncing.run import Orders
from tests.proof.chance import drawn
from tests.syncing.bakery import CLIENT, SHAPES
from tests.syncing.harness import Bench

LATENCIES = (0.1, 0.15, 0.2, 0.2, 0.25, 0.3, 0.3, 0.4, 0.5, 1.0)
"""Seconds that a request and its answer take: one of them drawn for each, 0.34 on average."""


class Uneven(PracticeTransport):
    """A line on which one request takes longer than another."""

    def __init__(self, inner: PracticeTransport, bench: Bench, seed: int, latencies: Sequence[float]) -> None:
        super().__init__(inner.practice, bench.clock)
        self._seed, self._latencies, self._numbers = seed, latencies, count()

    def send(self, request: requests.PreparedRequest, *given: Any, **named: Any) -> requests.Response:
        self.latency_seconds = self._latencies[drawn(self._seed, next(self._numbers)) % len(self._latencies)]
        return super().send(request, *given, **named)


def seconds_each(bench: Bench, seed: int, entries: int = 40) -> list[float]:
    """From the approval to the receipt, what others made there being looked for before."""
    found, shapes = [], tuple(SHAPES.values())
    assert bench.transport is not None
    bench.transport = Uneven(bench.transport, bench, seed, LATENCIES)
    for n in range(entries):
        with bench.store.client(CLIENT) as books:
            number = books.next_entry_number()
            books.post(shapes[n % len(shapes)].make(books.books_about(()), number))
        began = bench.clock()
        (synced,) = bench.sync(Orders(approved=(number,))).synced
        assert synced.entry == number
        found.append(bench.clock() - began)
        bench.clock.advance(600)
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that so many of all do not exceed."""
    return sorted(values)[max(int(len(values) * share + 0.999999) - 1, 0)]
