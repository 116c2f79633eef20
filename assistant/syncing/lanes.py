"""Pieces of work, several at a time: those that share a key one after another in their order, the others beside them."""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager

from assistant.syncing.work import Work


def in_lanes(
    works: Iterable[Work],
    do: Callable[[Work], None],
    *,
    lanes: int,
    go_on: Callable[[], None],
    between: Callable[[Work], None],
    working: Callable[[], AbstractContextManager[object]],
) -> None:
    """Does each once. `go_on` is called in this thread before each, and `between` after. What any of them raises ends it: nothing
    new is begun, what is under way is finished, and the first that went wrong is raised."""
    waiting = list(works)
    if lanes == 1 or len(waiting) == 1:
        for work in waiting:
            go_on()
            do(work)
            between(work)
        return

    def worked(work: Work) -> None:
        with working():
            do(work)

    with ThreadPoolExecutor(min(lanes, len(waiting) or 1)) as pool:
        running: dict[Future[None], Work] = {}
        while waiting or running:
            for work in _free(waiting, running.values(), lanes - len(running)):
                go_on()
                waiting.remove(work)
                running[pool.submit(worked, work)] = work
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                work = running.pop(future)
                if (error := future.exception()) is not None:
                    wait(running)
                    raise error
                between(work)


def _free(waiting: Iterable[Work], running: Iterable[Work], most: int) -> list[Work]:
    """The first that share no key with what is under way, or with one that waits before them."""
    taken = {key for work in running for key in work.keys}
    found: list[Work] = []
    for work in waiting:
        if len(found) == most:
            break
        if taken.isdisjoint(work.keys):
            found.append(work)
        taken |= work.keys
    return found
