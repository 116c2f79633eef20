"""Suites and a reader to one output a case: each case read and walked over fresh books of its client, its history and its day."""

import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Protocol

from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState
from assistant.books.goods import StockMove
from assistant.books.proposal import Proposal, ReadingContext
from assistant.books.reading_context import reading_context
from assistant.drafting import declined_beside, draft_of, warnings_of
from assistant.errors import DEFECTS, WriteoffError
from assistant.evaluation.history import with_history
from assistant.evaluation.output import output_of
from assistant.evaluation.suite import Case, Suite, read_suite
from assistant.walk import reading_of


class Reader(Protocol):
    def interpret(self, text: str, context: ReadingContext) -> Proposal: ...


@dataclass(frozen=True, slots=True)
class CaseRun:
    """A case's output in the form that evals/score.py reads; None where it went unanswered, and `unanswered` says why."""

    case: str
    output: dict[str, object] | None
    unanswered: str = ""


def run(suites: Sequence[Path], reader: Reader, *, workers: int = 1) -> Iterator[CaseRun]:
    """Every case in the order of its file. `workers` texts are read at a time, for a reader that waits for an outside service.

    BadFile, before the first case, for a folder that is no suite.
    """
    loaded = [read_suite(suite) for suite in suites]
    with ThreadPoolExecutor(workers) as pool:
        for suite in loaded:
            yield from pool.map(partial(run_case, suite=suite, reader=reader), suite.cases)


def run_case(case: Case, suite: Suite, reader: Reader) -> CaseRun:
    if case.client in suite.refused:
        return CaseRun(case.id, None, suite.refused[case.client])
    try:
        books = with_history(suite.clients[case.client], case.history)
        proposal = reader.interpret(case.text, reading_context(books, case.today))
        return CaseRun(case.id, output_of(case.id, walk_text(case, proposal, books), warnings_of(proposal)))
    except WriteoffError as error:
        return CaseRun(case.id, None, error.says)
    except DEFECTS as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        return CaseRun(case.id, None, f"{type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})")


def walk_text(case: Case, proposal: Proposal, books: ClientBooks) -> tuple[Draft, ...]:
    """The drafts of one text. A draft without a problem reserves its stock, so that a later one finds only the rest."""
    drafts: list[Draft] = []
    for number, event in enumerate(proposal.events, 1):
        blank = Draft(
            id=f"{case.id}-{number}", client=books.client, version=1, state=DraftState.WAITING, text=case.text, text_id=case.id,
            event=event, reading=reading_of(proposal),
        )  # fmt: skip
        draft = draft_of(blank, books, today=case.today, said_on=case.today, said=())
        drafts.append(draft)
        if draft.state is DraftState.WAITING and draft.entry is not None:
            books = reserving(books, draft.entry.valued.moves)
    return declined_beside(drafts)


def reserving(books: ClientBooks, moves: Iterable[StockMove]) -> ClientBooks:
    """The books with the units that these moves would take held back."""
    taken: dict[tuple[str, str], Decimal] = {}
    for move in moves:
        place = move.item, move.location
        taken[place] = taken.get(place, Decimal(0)) - min(move.quantity, Decimal(0))
    holdings = tuple(
        replace(held, reserved=held.reserved + taken.get((held.item, held.location), Decimal(0))) for held in books.stock.holdings
    )
    return replace(books, stock=replace(books.stock, holdings=holdings))


def summary(runs: Sequence[CaseRun]) -> str:
    """'100 cases, 98 answered: 70 draft · 14 ask · 9 blocked · 5 decline'; how right they are is evals/score.py's to say."""
    outputs = [run.output for run in runs if run.output is not None]
    outcomes = Counter(str(output["outcome"]) for output in outputs)
    told = " · ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
    return f"{len(runs)} cases, {len(outputs)} answered" + (f": {told}" if told else "")
