"""A practice company on a free port, seeded with a cafe, for each test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from assistant.practice.server import Running, start
from tests.practice.desk import CAFE, Clock, Desk, Tokens
from tests.practice.stockroom import Stockroom, seed


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def running(clock: Clock) -> Iterator[Running]:
    with start(now=clock, new_token=Tokens()) as running:
        running.seed(CAFE)
        yield running


@pytest.fixture
def desk(running: Running) -> Desk:
    return Desk(running)


@pytest.fixture
def rooms(clock: Clock) -> Iterator[Callable[..., Stockroom]]:
    """A company with goods, of a kind of one's own (see assistant/practice/traits.py)."""
    with ExitStack() as stack:

        def opened(**company: object) -> Stockroom:
            running = stack.enter_context(start(now=clock, new_token=Tokens()))
            running.seed(seed(**company))
            return Stockroom(running)

        yield opened


@pytest.fixture
def room(rooms: Callable[..., Stockroom]) -> Stockroom:
    return rooms()
