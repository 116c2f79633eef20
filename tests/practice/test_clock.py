"""Time that passes when it is told to, for one thread and for several."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from assistant.practice import clock as practice_clock
from assistant.practice.clock import Clock


def test_a_wait_moves_the_clock_and_takes_no_time() -> None:
    clock = Clock(100)
    clock.sleep(60)
    clock.advance(3600)
    clock.sleep(-1)
    assert clock() == clock.now() == 3760


def together(*threads: Callable[[], None]) -> None:
    """Each in a thread that takes part, all begun before any waits."""
    with ThreadPoolExecutor(len(threads)) as pool:
        for future in [pool.submit(thread) for thread in threads]:
            future.result(timeout=20)


def test_the_waits_of_threads_that_take_part_overlap() -> None:
    clock, begun, order = Clock(0), Barrier(3), []

    def waits(name: str, *seconds: float) -> None:
        with clock.taking_part():
            begun.wait()
            for wait in seconds:
                clock.sleep(wait)
                order.append((name, clock.now()))

    together(lambda: waits("a", 60), lambda: waits("b", 20, 20, 25), lambda: waits("c", 50))
    assert order == [("b", 20), ("b", 40), ("c", 50), ("a", 60), ("b", 65)]


def test_who_leaves_holds_nobody_up() -> None:
    clock, begun = Clock(0), Barrier(2)

    def leaves() -> None:
        with clock.taking_part():
            begun.wait()

    def waits() -> None:
        with clock.taking_part():
            begun.wait()
            clock.sleep(10)

    together(leaves, waits)
    assert clock.now() == 10


def test_who_waits_for_a_lock_and_not_for_the_clock_holds_nobody_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(practice_clock, "STUCK_SECONDS", 0.01)
    clock, begun, freed = Clock(0), Barrier(2), Event()

    def holds() -> None:
        with clock.taking_part():
            begun.wait()
            clock.sleep(10)
            freed.set()

    def wants() -> None:
        with clock.taking_part():
            begun.wait()
            assert freed.wait(20)

    together(holds, wants)
    assert clock.now() == 10
