"""mutmut with its tests collected once: a change is tried in a fork that has them at hand, so that thousands take minutes.

`mutmut run` starts pytest anew for each change, which takes longer than the tests that notice it. Here the process that forks has
collected the tests; the fork runs those that run the changed function and stand where its module stands (tests/ mirrors
assistant/), those first that have noticed the most changes, and of these the quickest, until one fails. How long a test may take
is counted in processor time, so that a busy machine makes no change look noticed. All of the tests are run first with nothing
changed, and must pass.
"""

import gc
import json
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from ctypes import Array, c_ulong
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from multiprocessing.sharedctypes import RawArray
from pathlib import Path

import mutmut.__main__ as mutmut
from _pytest.config import _prepareconfig
from _pytest.main import Session
from mutmut.configuration import config
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.utils.file_utils import change_cwd
from mutmut.workers.isolation import ForkRunner

FAILED, TOO_LONG = 1, 36  # as mutmut calls them
SECONDS, TIMES = 2.0, 8.0  # of processor time: what any test has, and how many times as long as unchanged it may take beside
UNCHANGED = "assistant.x"  # no function's name
UNCHANGED_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Following:
    """A test to come of which no more is known than that it is of the same session: what is made for this one stays."""

    session: Session

    def listchain(self) -> list[Session]:
        return [self.session]


class Collected(PytestRunner):
    """Runs the tests for a change among those that were collected before."""

    session: Session
    noticed: Array[c_ulong]  # how many changes each test has noticed first, told by the forks

    def collect(self) -> None:
        unheard = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - pytest writes to it as long as it lives
        with change_cwd("mutants"), redirect_stdout(unheard):
            selection = config().pytest_add_cli_args_test_selection
            prepared = _prepareconfig(["--rootdir=.", "--tb=no", *selection, *config().pytest_add_cli_args])
            prepared._do_configure()
            self.session = Session.from_config(prepared)
            prepared.hook.pytest_sessionstart(session=self.session)
            prepared.hook.pytest_collection(session=self.session)
            self.begin()
        self.noticed = RawArray("L", len(self.session.items))
        _forget()

    def begin(self) -> None:
        """Runs a test of each folder, so that what is made once for all tests is there in every fork."""
        of_folder = {item.path.parent: item for item in reversed(self.session.items)}
        for item in of_folder.values():
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=Following(self.session))
        assert not self.session.testsfailed, "Tests fail where nothing is changed."

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        assert mutant_name is not None
        chosen = set(beside(mutant_name, tests))
        numbered = [n for n, item in enumerate(self.session.items) if item.nodeid in chosen]
        numbered.sort(key=lambda n: (-self.noticed[n], state().duration_by_test[self.session.items[n].nodeid]))
        items = [self.session.items[n] for n in numbered]
        signal.signal(signal.SIGPROF, lambda *_: os._exit(TOO_LONG))
        mutmuts = sys.stdout  # kept: closed by nobody, it would warn of that, and the warning fail the first test
        with change_cwd("mutants"):
            for n, item, following in zip(numbered, items, [*items[1:], Following(self.session)], strict=True):
                signal.setitimer(signal.ITIMER_PROF, SECONDS + TIMES * state().duration_by_test[item.nodeid])
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.session.testsfailed:
                    self.noticed[n] += 1
                    return FAILED
        assert mutmuts
        return 0


def beside(mutant_name: str, tests: Iterable[str]) -> list[str]:
    """Of these tests those that stand where the changed module stands."""
    package = mutant_name.removeprefix("assistant.").rpartition(".x")[0].rpartition(".")[0]
    return [test for test in tests if test.startswith(f"tests/{package.replace('.', '/')}")]


def _forget() -> None:
    """What functions that may be changed have worked out already: it is worked out again by the changed ones."""
    for cached in gc.get_objects():
        if isinstance(cached, _lru_cache_wrapper) and config().should_mutate(f"{cached.__module__.replace('.', '/')}.py"):
            cached.cache_clear()


class Forking(ForkRunner):
    """mutmut's own, with the tests collected before the first fork."""

    def startup(self) -> None:
        assert isinstance(self.test_runner, Collected)
        self.test_runner.collect()
        super().startup()
        if any(_tried(kept) for kept in Path("mutants").rglob("*.meta")):
            return  # it goes on where it was stopped
        self.submit(UNCHANGED, sorted(state().duration_by_test), UNCHANGED_SECONDS, UNCHANGED_SECONDS)
        assert self.wait_for_result().exit_code == 0, "Tests fail where nothing is changed."

    def run_clean_tests(self, tests: Iterable[str]) -> int:
        return 0  # startup runs all of them, as they are run for a change

    def run_forced_fail(self) -> int:
        return FAILED  # what it asks, whether changes reach the functions, each change that is noticed answers


def _tried(kept: Path) -> bool:
    return any(code is not None for code in json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"].values())


def runner(max_workers: int = 1) -> Forking:
    return Forking(max_workers=max_workers, test_runner=Collected())


def main() -> None:
    vars(mutmut)["get_mutant_runner"] = runner
    mutmut.cli()


if __name__ == "__main__":
    main()
