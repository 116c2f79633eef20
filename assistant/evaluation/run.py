"""Suites and a reader to one output a case: each case read and walked over fresh books of its client, its history and its day."""

import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from assistant.agreement.compare import compare
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState
from assistant.books.finding import Finding
from assistant.books.proposal import Proposal, ReadingContext
from assistant.books.reading_context import reading_context
from assistant.drafting import declined_beside, disagreed, draft_of, read_twice, warnings_of, with_drafted
from assistant.errors import DEFECTS, NotFound, WriteoffError
from assistant.evaluation.history import with_history
from assistant.evaluation.output import output_of
from assistant.evaluation.suite import Case, Suite, read_suite
from assistant.walk import reading_of


class Reader(Protocol):
    def interpret(self, text: str, context: ReadingContext) -> Proposal: ...


@dataclass(frozen=True, slots=True)
class CaseRun:
    """A case's output in the form that evals/score.py reads; None where it went unanswered, and `unanswered` says why.

    `proposal` is what was read and `drafts` what came of it, for those who ask why.
    """

    case: str
    output: dict[str, object] | None
    unanswered: str = ""
    proposal: Proposal | None = None
    drafts: tuple[Draft, ...] = ()


Around = Callable[[Suite, Case], AbstractContextManager[None]]  # what stands around the reading of one case


def alone(suite: Suite, case: Case) -> AbstractContextManager[None]:
    return nullcontext()


def run(
    suites: Sequence[Path], reader: Reader, *, workers: int = 1, only: Collection[str] = (), around: Around = alone
) -> Iterator[CaseRun]:
    """Every case in the order of its file, or those named in `only`. `workers` texts are read at a time, for a reader that waits
    for an outside service.

    BadFile, before the first case, for a folder that is no suite; NotFound for a name in `only` that is no case.
    """
    loaded = [read_suite(suite) for suite in suites]
    if unknown := set(only) - {case.id for suite in loaded for case in suite.cases}:
        raise NotFound(f"There is no case {', '.join(sorted(unknown))} in these suites.", "Their ids stand in cases.jsonl.")
    with ThreadPoolExecutor(workers) as pool:
        for suite in loaded:
            chosen = [case for case in suite.cases if not only or case.id in only]
            yield from pool.map(partial(run_case, suite=suite, reader=reader, around=around), chosen)


def run_case(case: Case, suite: Suite, reader: Reader, around: Around = alone) -> CaseRun:
    if case.client in suite.refused:
        return CaseRun(case.id, None, suite.refused[case.client])
    try:
        books = with_history(suite.clients[case.client], case.history)
        with around(suite, case):
            proposal = reader.interpret(case.text, reading_context(books, case.today))
        drafts = walk_text(case, proposal, books)
        output = output_of(case.id, drafts, said_of_text(case, proposal, books))
        return CaseRun(case.id, output, proposal=proposal, drafts=drafts)
    except WriteoffError as error:
        return CaseRun(case.id, None, error.says)
    except DEFECTS as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        return CaseRun(case.id, None, f"{type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})")


def said_of_text(case: Case, proposal: Proposal, books: ClientBooks) -> tuple[Finding, ...]:
    """The warnings of the text as a whole; where it has no event, those that only its second reading has among them."""
    missed = () if proposal.events else compare(proposal, case.text, books, today=case.today).missed
    return (*warnings_of(proposal), *disagreed(missed))


def walk_text(case: Case, proposal: Proposal, books: ClientBooks) -> tuple[Draft, ...]:
    """The drafts of one text. A draft without a problem reserves its stock, so that a later one finds only the rest."""
    compared = compare(proposal, case.text, books, today=case.today)
    drafts: list[Draft] = []
    for number, (event, differing) in enumerate(zip(proposal.events, compared.by_event, strict=True), 1):
        blank = Draft(
            id=f"{case.id}-{number}", client=books.client, version=1, state=DraftState.WAITING, text=case.text, text_id=case.id,
            event=event, reading=reading_of(proposal),
        )  # fmt: skip
        draft = draft_of(read_twice(blank, differing), books, today=case.today, said_on=case.today, said=())
        drafts.append(draft)
        books = with_drafted(books, draft)
    return declined_beside(drafts)


def summary(runs: Sequence[CaseRun]) -> str:
    """'100 cases, 98 answered: 70 draft · 14 ask · 9 blocked · 5 decline'; how right they are is evals/score.py's to say."""
    outputs = [run.output for run in runs if run.output is not None]
    outcomes = Counter(str(output["outcome"]) for output in outputs)
    told = " · ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
    return f"{len(runs)} cases, {len(outputs)} answered" + (f": {told}" if told else "")
