"""The hand-written proposals of a suite as a reader, so that the stages after reading are proven without any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.books.proposal import Proposal, ReadingContext
from assistant.errors import BadFile, OutsideServiceFailed
from assistant.evaluation.proposal_json import read_proposal
from assistant.evaluation.suite import read_cases, read_lines

NAME = "proposals"


@dataclass(frozen=True, slots=True)
class HandWritten:
    """Answers with the proposal written for a text and its day; a text without one is left unanswered."""

    known: Mapping[tuple[str, date], Proposal]
    name: str = NAME

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        proposal = self.known.get((text, context.today))
        if proposal is None:
            raise OutsideServiceFailed("No proposal is written for this text.", "See evals/proposals/README.md.")
        return proposal


def file_of(suite: Path) -> Path:
    """Where the proposals of a suite are kept, where any are written."""
    return suite.parent / "proposals" / f"{suite.name}.jsonl"


def hand_written(suites: Sequence[Path]) -> HandWritten:
    """The reader for these suites, from `proposals/<suite>.jsonl` beside each. BadFile names every line that is none."""
    known: dict[tuple[str, date], Proposal] = {}
    faults = []
    for suite in suites:
        cases = {case.id: case for case in read_cases(suite / "cases.jsonl")}
        for at, told in read_lines(file_of(suite)):
            case, said = cases.get(str(told.get("id"))), told.get("proposal")
            if case is None or not isinstance(said, dict):
                faults.append(f"{at}: {told.get('id')!r} is no case of {suite.name}, or has no proposal")
                continue
            try:
                known[case.text, case.today] = read_proposal(said, case.text, NAME)
            except ValueError as error:
                faults.append(f"{at} ({case.id}): {error}")
    if faults:
        raise BadFile(f"{len(faults)} proposals cannot be read.", "See evals/proposals/README.md.", faults=tuple(faults))
    return HandWritten(known)
