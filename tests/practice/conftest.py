"""A practice company on a free port, seeded with a cafe, for each test."""

from collections.abc import Iterator

import pytest

from assistant.practice.server import Running, start
from tests.practice.desk import CAFE, Clock, Desk, Tokens


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
