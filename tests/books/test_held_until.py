"""What one process at a time works at: it is free again once the holder's time is up, however the clock jumps."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.books.batch import Batch, Given, Standing
from assistant.books.run import FAR, KeptRun

NOW = datetime(2026, 10, 6, 12, 0, tzinfo=UTC)
SOON = timedelta(seconds=30)


@pytest.mark.parametrize(
    ("holder", "until", "free"),
    [("", None, True), ("", NOW + SOON, True), ("one", None, True), ("one", NOW, True), ("one", NOW + SOON, False)],
)
def test_a_batch_is_free_once_its_holder_is_silent(holder: str, until: datetime | None, free: bool) -> None:
    batch = Batch("b-1", (Given("12 mugs smashed"),), "ann", NOW, date(2026, 10, 6))
    assert Standing(batch, holder=holder, held_until=until).is_free(NOW) is free


@pytest.mark.parametrize(
    ("until", "ended", "works"),
    [
        (NOW + SOON, None, True),
        (NOW, None, False),  # silent for too long: dead
        (NOW + SOON, NOW, False),
        (NOW + FAR, None, True),
        (NOW + FAR + SOON, None, False),  # said by a clock that was ahead
    ],
)
def test_a_run_works_while_it_is_held(until: datetime, ended: datetime | None, works: bool) -> None:
    run = KeptRun("kiln", 1, "pull", "ann", NOW - SOON, until, ended_at=ended)
    assert run.is_working(NOW) is works
