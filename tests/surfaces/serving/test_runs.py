"""Work in the background: one piece at a time for a client, its progress told, and what stopped it."""

import threading
from datetime import UTC, datetime

import pytest

from assistant.errors import OutsideServiceFailed
from assistant.surfaces.serving.runs import Run, Runs

NOON = datetime(2026, 10, 6, 12, 0, tzinfo=UTC)


def test_one_at_a_time_for_a_client_and_its_progress() -> None:
    runs, goes_on, halfway = Runs(), threading.Event(), threading.Event()

    def work(run: Run) -> str:
        run.tell("Sending", 1, 2)
        halfway.set()
        assert goes_on.wait(10)
        return "sent"

    run = runs.start("shop", "sync", work, by="ada", now=lambda: NOON)
    assert run is not None
    assert halfway.wait(10)
    assert runs.working("shop") is run
    assert (run.says, run.settled, run.of, run.result) == ("Sending", 1, 2, None)
    assert runs.start("shop", "pull", work, by="bea", now=lambda: NOON) is None
    other = runs.start("cafe", "sync", lambda run: "at once", by="fay", now=lambda: NOON)
    assert other is not None
    runs.wait("cafe")
    assert other.result == "at once"
    goes_on.set()
    runs.wait("shop")
    assert (run.working, run.result, run.error, run.ended_at) == (False, "sent", None, NOON)
    assert (runs.working("shop"), runs.last("shop", "sync"), runs.last("shop", "pull")) == (None, run, None)


def test_what_stopped_it_is_kept_and_the_next_begins() -> None:
    runs = Runs()

    def work(run: Run) -> str:
        raise OutsideServiceFailed("QuickBooks does not answer.", "Try again later.")

    for _ in range(2):
        run = runs.start("shop", "sync", work, by="ada", now=lambda: NOON)
        assert run is not None
        runs.wait("shop")
        assert run.error is not None
        assert (run.error.says, run.result) == ("QuickBooks does not answer.", None)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_defect_of_ours_ends_the_run_and_says_so() -> None:
    runs = Runs()
    for error in (ValueError("x"), RuntimeError("y")):

        def work(run: Run, error: Exception = error) -> str:
            raise error

        run = runs.start("shop", "sync", work, by="ada", now=lambda: NOON)
        assert run is not None
        runs.wait("shop")
        assert run.error is not None
        assert run.error.says.startswith("This program failed (")
        assert run.ended_at == NOON
    assert [run.what for run in [runs.last("shop", "sync", "pull")] if run] == ["sync"]
