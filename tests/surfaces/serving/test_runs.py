"""Work in the background: one piece at a time for a client in whichever process, its progress told, and what stopped it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from assistant.adapters.sql.runs import SqlRuns
from assistant.adapters.sql.store import SqlStore
from assistant.errors import OutsideServiceFailed
from assistant.surfaces.serving import runs as serving
from assistant.surfaces.serving.runs import CUT_OFF, Run, Runs
from assistant.syncing.receipt import Synced, SyncReceipt
from tests.adapters.sql.pottery import NOON, potteries

SHOP, CAFE = "kiln", "forge"
SENT = SyncReceipt(synced=(Synced("WO-1001", variances=("WO-1002",)),))


@dataclass
class Desks:
    """Processes that serve the same books, by one clock."""

    store: SqlStore
    at = NOON
    opened: list[Runs] = field(default_factory=list)

    def open(self) -> Runs:
        self.opened.append(Runs(SqlRuns(self.store), lambda: self.at))
        return self.opened[-1]


@pytest.fixture
def desks(books_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desks]:
    monkeypatch.setattr(serving, "KEPT_EVERY", 0.01)
    with potteries(books_url) as store:
        desks = Desks(store)
        yield desks
        for runs in desks.opened:  # else one would still be at the books when they are closed
            runs.wait(SHOP, 20)


class Held:
    """Work that goes on until it is let go."""

    def __init__(self, comes_to: object = SENT) -> None:
        self.begun, self._goes_on, self._comes_to = threading.Event(), threading.Event(), comes_to

    def __call__(self, run: Run) -> object:
        run.tell("Sending", 1, 2)
        self.begun.set()
        assert self._goes_on.wait(20)
        return self._comes_to

    def let_go(self) -> None:
        self._goes_on.set()


def until(true: Callable[[], object]) -> None:
    """Returns once it is, and fails where it never becomes so."""
    tries = threading.Event()
    for _ in range(1000):
        if true():
            return
        tries.wait(0.01)
    raise AssertionError("it never came true")


def test_one_at_a_time_for_a_client_and_its_progress(desks: Desks) -> None:
    runs, work = desks.open(), Held()
    run = runs.start(SHOP, "sync", work, by="ada")
    assert run is not None
    assert work.begun.wait(10)
    assert runs.working(SHOP) is run
    assert (run.says, run.settled, run.of, run.result) == ("Sending", 1, 2, None)
    assert runs.start(SHOP, "pull", work, by="bea") is None
    other = runs.start(CAFE, "sync", lambda run: "at once", by="fay")
    assert other is not None
    runs.wait(CAFE)
    assert other.result == "at once"
    work.let_go()
    runs.wait(SHOP)
    assert (run.working, run.result, run.error, run.ended_at) == (False, SENT, None, NOON)
    assert (runs.working(SHOP), runs.last(SHOP, "sync"), runs.last(SHOP, "pull")) == (None, run, None)


def test_another_process_shows_it_waits_its_turn_and_reads_what_it_came_to(desks: Desks) -> None:
    ours, theirs, work = desks.open(), desks.open(), Held()
    ours.start(SHOP, "sync", work, by="ada")
    assert work.begun.wait(10)
    until(lambda: (seen := theirs.working(SHOP)) is not None and seen.settled == 1)
    seen = theirs.working(SHOP)
    assert seen is not None
    assert (seen.what, seen.by, seen.says, seen.of, seen.working) == ("sync", "ada", "Sending", 2, True)
    assert theirs.start(SHOP, "reconcile", work, by="bea") is None
    work.let_go()
    ours.wait(SHOP)
    read = theirs.last(SHOP, "sync", "pull")
    assert read is not None
    assert (read.result, read.error, read.ended_at) == (SENT, None, NOON)
    assert theirs.working(SHOP) is None
    again = theirs.start(SHOP, "sync", lambda run: SyncReceipt(busy=True), by="bea")
    assert again is not None
    theirs.wait(SHOP)
    latest = ours.last(SHOP, "sync")
    assert latest is not None
    assert (latest.number, latest.by, latest.result) == (again.number, "bea", SyncReceipt(busy=True))


def test_a_run_whose_process_died_is_known_as_cut_off_and_the_next_begins(desks: Desks) -> None:
    SqlRuns(desks.store).begin(SHOP, "sync", by="ada", now=NOON)  # and its process is never heard of again
    runs = desks.open()
    assert runs.working(SHOP) is not None
    assert runs.start(SHOP, "pull", lambda run: "pulled", by="bea") is None
    desks.at = NOON + timedelta(seconds=60)
    assert runs.working(SHOP) is None
    dead = runs.last(SHOP, "sync")
    assert dead is not None
    assert dead.error is not None
    assert (dead.error.says, dead.ended_at) == (CUT_OFF.says, desks.at)
    assert runs.start(SHOP, "pull", lambda run: "pulled", by="bea") is not None
    runs.wait(SHOP)
    assert runs.last(SHOP, "sync", "pull") is not runs.last(SHOP, "sync")


class Steps:
    """Work of three steps, which sleeps after the first."""

    def __init__(self, until_it_wakes: Callable[[Run], object]) -> None:
        self.asleep, self.done, self._sleep = threading.Event(), list[int](), until_it_wakes

    def __call__(self, run: Run) -> SyncReceipt:
        for n in (1, 2, 3):
            run.tell("Sending", n, 3)
            self.done.append(n)
            if n == 1:
                self.asleep.set()
                self._sleep(run)
        return SENT


def test_a_run_that_another_process_gave_up_goes_no_further(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its machine slept so long that it says nothing of itself; it hears at its next step."""
    monkeypatch.setattr(serving, "LIVES_EVERY", 10**6)
    ours, theirs, wakes = desks.open(), desks.open(), threading.Event()
    work = Steps(lambda run: wakes.wait(20))
    run = ours.start(SHOP, "sync", work, by="ada")
    assert work.asleep.wait(10)
    until(lambda: (seen := theirs.working(SHOP)) is not None and seen.settled == 1)
    desks.at += timedelta(seconds=61)
    other = theirs.start(SHOP, "pull", lambda run: SENT, by="bea")
    theirs.wait(SHOP)
    wakes.set()
    ours.wait(SHOP, 20)
    assert work.done == [1]
    assert run is not None
    assert run.error is not None
    assert (run.error.code, run.error.says) == ("stopped", serving.GIVEN_UP)
    last = desks.open().last(SHOP, "sync", "pull")
    assert last is not None
    assert other is not None
    assert (last.number, last.by) == (other.number, "bea")


def test_a_run_hears_while_it_works_that_it_was_given_up(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a process whose clock is ahead, so that by its own it has time left."""
    monkeypatch.setattr(serving, "LIVES_EVERY", 1)
    ours, work = desks.open(), Steps(lambda run: until(run.over.is_set))
    run = ours.start(SHOP, "sync", work, by="ada")
    assert work.asleep.wait(10)
    assert SqlRuns(desks.store).begin(SHOP, "sync", by="bea", now=NOON + timedelta(minutes=5)) is not None
    ours.wait(SHOP, 20)
    assert work.done == [1]
    assert run is not None
    assert run.error is not None
    assert run.error.code == "stopped"


def test_a_run_of_a_clock_that_was_ahead_holds_up_nobody(desks: Desks) -> None:
    SqlRuns(desks.store).begin(SHOP, "sync", by="ada", now=NOON + timedelta(days=400))
    assert desks.open().working(SHOP) is None
    assert desks.open().start(SHOP, "sync", lambda run: SENT, by="bea") is not None


def test_a_process_that_works_long_says_that_it_lives(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LIVES_EVERY", 1)
    ours, theirs, work = desks.open(), desks.open(), Held()
    run = ours.start(SHOP, "sync", work, by="ada")
    assert work.begun.wait(10)
    for _ in range(3):
        desks.at += timedelta(seconds=59)
        until(lambda: (kept := ours.kept.working(SHOP, now=NOON)) is not None and kept.held_until > desks.at)
        assert theirs.working(SHOP) is not None
    work.let_go()
    ours.wait(SHOP)
    assert run is not None
    assert run.result == SENT


def test_what_stopped_it_is_kept_and_the_next_begins(desks: Desks) -> None:
    runs = desks.open()

    def work(run: Run) -> str:
        raise OutsideServiceFailed("QuickBooks does not answer.", "Try again later.")

    for _ in range(2):
        run = runs.start(SHOP, "sync", work, by="ada")
        assert run is not None
        runs.wait(SHOP)
        for shown in (run, desks.open().last(SHOP, "sync")):
            assert shown is not None
            assert shown.error is not None
            assert (shown.error.says, shown.error.remedy, shown.error.code) == (
                "QuickBooks does not answer.", "Try again later.", "outside_service_failed",
            )  # fmt: skip
            assert shown.result is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_defect_of_ours_ends_the_run_and_says_so(desks: Desks) -> None:
    runs = desks.open()
    for error in (ValueError("x"), RuntimeError("y")):

        def work(run: Run, error: Exception = error) -> str:
            raise error

        run = runs.start(SHOP, "sync", work, by="ada")
        assert run is not None
        runs.wait(SHOP)
        assert run.error is not None
        assert run.error.says.startswith("This program failed (")
        assert run.ended_at == NOON
    assert [run.what for run in [runs.last(SHOP, "sync", "pull")] if run] == ["sync"]


def test_what_an_older_program_kept_is_shown_without_its_result(desks: Desks) -> None:
    runs = desks.open()
    runs.start(SHOP, "sync", lambda run: SENT, by="ada")
    runs.wait(SHOP)
    with desks.store.client(SHOP) as books:
        books.connection.exec_driver_sql("UPDATE runs SET result = '{\"sent\": 3}' WHERE client_id = 'kiln'")
    read = desks.open().last(SHOP, "sync")
    assert read is not None
    assert (read.working, read.result, read.error) == (False, None, None)
