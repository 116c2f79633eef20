"""Several processes come to what one does, in the same order, and nothing in them reaches a network."""

import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.books.proposal import Proposal, ReadingContext
from assistant.errors import NotFound
from assistant.evaluation.bench import PORTION, Bench
from assistant.evaluation.lane import Lane
from assistant.evaluation.offline import NetworkTouched
from assistant.readers.rules.reader import RulesReader
from tests.evaluation.pots import PotsSuite, draft, pots_suite


class CallsOut:
    """A reader that reaches for the network, which only the interpreter keeps it from."""

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        with socket.socket() as opened:
            opened.connect(("127.0.0.1", 9))
        return Proposal(())


def lane_of(reader: str, suites: Sequence[Path]) -> Lane:
    return Lane(CallsOut() if reader == "calls out" else RulesReader())


@pytest.fixture
def suites(tmp_path: Path) -> list[Path]:
    """Two suites, together of more portions than there are processes."""
    made = []
    for name, cases in (("mini-1", PORTION * 2 + 5), ("mini-2", 3)):
        suite: PotsSuite = pots_suite(tmp_path, name)
        suite.wrote(*((f"{name}-{n:03}", f"{n} clay pots broke", draft(units=str(n))) for n in range(1, cases + 1)))
        made.append(suite.folder)
    return made


def test_two_processes_come_to_what_one_does_in_the_same_order(suites: list[Path]) -> None:
    heard: list[int] = []
    (one,) = Bench(suites, lane_of).run("rules")
    (two,) = Bench(suites, lane_of, processes=2, told=heard.append).run("rules")
    assert two == one
    assert [case.run.case for case in two.cases[:2]] == ["mini-1-001", "mini-1-002"]
    assert len({case.run.case for case in two.cases}) == len(two.cases) == heard[-1] == PORTION * 2 + 8


def test_only_some_cases_in_the_order_of_their_files(suites: list[Path]) -> None:
    (lane,) = Bench(suites, lane_of, only=["mini-2-002", "mini-1-004"]).run("rules")
    assert [(case.suite.name, case.run.case) for case in lane.cases] == [("mini-1", "mini-1-004"), ("mini-2", "mini-2-002")]
    with pytest.raises(NotFound, match="no case mini-9"):
        Bench(suites, lane_of, only=["mini-9"]).run("rules")


def test_nothing_in_the_processes_reaches_a_network(suites: list[Path]) -> None:
    with pytest.raises(NetworkTouched, match="nothing is sent"):
        Bench(suites[1:], lane_of, processes=2).run("calls out")
