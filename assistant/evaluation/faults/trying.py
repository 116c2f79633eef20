"""A case and what the model read of it to what becomes of faults in it, and of its clean drafts.

The reading is altered in one place, once for each class of faults that it gives room for, and walked beside the rules' reading,
as reader `both` does. evals/FORMAT.md, 'Scores', says when a fault is stopped and a clean draft held back.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState
from assistant.books.finding import Warning
from assistant.books.proposal import Proposal
from assistant.books.reading_context import reading_context
from assistant.evaluation.expected import Expected
from assistant.evaluation.faults import of_drafts, of_events, of_goods, of_instructions, of_quantities, of_values
from assistant.evaluation.faults.altering import Altered, Chance, Make, Read
from assistant.evaluation.output import output_of
from assistant.evaluation.run import Reader, walk_text
from assistant.evaluation.scoring import score
from assistant.evaluation.suite import Case
from assistant.readers.second_look import looked_over
from assistant.stages.fitted import AUTOMATIC_THRESHOLD
from assistant.stages.validation.validate import validate

OF_READINGS: tuple[Make, ...] = (
    *of_quantities.FAULTS, *of_values.FAULTS, *of_goods.FAULTS, *of_events.FAULTS, *of_instructions.FAULTS,
)  # fmt: skip
CLASSES = {make.__name__: " ".join((make.__doc__ or "").split()) for make in (*OF_READINGS, *of_drafts.FAULTS)}
ChanceOf = Callable[[str], Chance]  # a name to a generator of its own, so that one fault more changes no other


class Stopped(StrEnum):
    """What stopped a fault or held a draft back: the first that applies."""

    REFUSED = "refused"  # declined, or blocked by a problem
    ASKED = "asked"
    DISAGREED = "disagreed"  # readers_disagree
    UNSURE = "unsure"  # a confidence below the threshold for automatic approval
    NOT = "not stopped"


@dataclass(frozen=True, slots=True)
class Tried:
    """A fault that changes what would post, and not to what the case expects; and what became of it."""

    fault: str
    stopped: Stopped


@dataclass(frozen=True, slots=True)
class Outcome:
    """The faults of one case, and what holds back each of its drafts where nothing was altered: those that are to be drafted."""

    tried: tuple[Tried, ...] = ()
    clean: tuple[Stopped, ...] = ()


def held_by(draft: Draft) -> Stopped:
    """What keeps a draft from being approved without a person."""
    if draft.state is DraftState.ASKED:
        return Stopped.ASKED
    if draft.state is not DraftState.WAITING or draft.entry is None:
        return Stopped.REFUSED
    if any(finding.code is Warning.READERS_DISAGREE for finding in draft.findings):
        return Stopped.DISAGREED
    return Stopped.UNSURE if draft.entry.confidence < AUTOMATIC_THRESHOLD else Stopped.NOT


def faults_of(
    expected: Expected, proposal: Proposal, books: ClientBooks, rules: Reader, chance_of: ChanceOf, *, most: int = 0
) -> Outcome:
    """One case, with what the model read of it. `rules` read its text too, again where a fault alters the text itself; of the
    classes for readings, `most` are tried, in an order of chance (0: all)."""
    case = expected.case
    proposal = _beside(proposal, rules.interpret(case.text, reading_context(books, case.today)))
    drafts = walk_text(case, proposal, books)
    to_draft = [draft for draft in drafts if expected.outcome == "draft" and draft.state is not DraftState.DECLINED]
    tried = _of_readings(expected, proposal, drafts, books, rules, chance_of)
    return Outcome(
        (*islice(tried, most or None), *_of_drafts(case, drafts, books, chance_of)), tuple(held_by(draft) for draft in to_draft)
    )


def _of_readings(
    expected: Expected, proposal: Proposal, before: Sequence[Draft], books: ClientBooks, rules: Reader, chance_of: ChanceOf
) -> Iterator[Tried]:
    """Every class that the reading gives room for, in an order of chance, where it changes what would post for the worse."""
    case = expected.case
    for make in chance_of(case.id).sample(OF_READINGS, len(OF_READINGS)):
        altered = make(Read(case.text, proposal, books, chance_of(f"{case.id} {make.__name__}")))
        if altered is None:
            continue
        by_itself = _stopped(before, _walked(case, altered, books))
        if by_itself in (Stopped.REFUSED, Stopped.ASKED):  # whatever the other reader has read
            yield Tried(make.__name__, by_itself)
        elif by_itself is not None:
            after = walk_text(*_read_anew(case, altered, books, rules), books)
            stopped = _stopped(before, after)
            if stopped is not None and not _as_expected(expected, after):
                yield Tried(make.__name__, stopped)


def _walked(case: Case, altered: Altered, books: ClientBooks) -> tuple[Draft, ...]:
    """The altered reading alone."""
    return walk_text(replace(case, text=altered.text), replace(altered.proposal, other=None), books)


def _as_expected(expected: Expected, drafts: Sequence[Draft]) -> bool:
    """Whether the drafts are what the case expects: then the reading itself was wrong, and altering it has mended it."""
    found = score(expected, output_of(expected.case.id, drafts))
    return found.accepted and found.right["reason"] and found.right["kind"]


def _read_anew(case: Case, altered: Altered, books: ClientBooks, rules: Reader) -> tuple[Case, Proposal]:
    """The altered reading, looked over like any, beside the rules' own, who read an altered text for themselves."""
    proposal = looked_over(altered.proposal, altered.text)
    if altered.text == case.text:
        return case, proposal
    case = replace(case, text=altered.text)
    return case, _beside(proposal, rules.interpret(case.text, reading_context(books, case.today)))


def _beside(proposal: Proposal, ruled: Proposal) -> Proposal:
    """As reader `both` gives them."""
    return replace(proposal, other=ruled, instructions=proposal.instructions or ruled.instructions)


def _stopped(before: Sequence[Draft], after: Sequence[Draft]) -> Stopped | None:
    """What stopped the fault; None where the same would post as without it.

    Drafts that would post something else must all be held back. Where nothing else would post but something is missing, its event
    has ended in a question or a refusal, or each draft of the text must be held back, so that someone looks at it.
    """
    was, would = (Counter(map(_posts, drafts)) for drafts in (before, after))
    was.pop("", None)
    would.pop("", None)
    if was == would:
        return None
    left = Counter(was)
    wrong = []
    for draft in after:
        if (posts := _posts(draft)) and left[posts] > 0:
            left[posts] -= 1
        elif posts:
            wrong.append(draft)
    ended = [held_by(draft) for draft in after if not _posts(draft)]
    judged = [held_by(draft) for draft in wrong] or ended or [held_by(draft) for draft in after] or [Stopped.REFUSED]
    return max(judged, key=list(Stopped).index)


def _posts(draft: Draft) -> str:
    """What the draft would post; empty where it waits for an answer or is blocked."""
    return draft.entry.fingerprint() if draft.state is DraftState.WAITING and draft.entry is not None else ""


def _of_drafts(case: Case, drafts: Sequence[Draft], books: ClientBooks, chance_of: ChanceOf) -> Iterator[Tried]:
    """Faults of entries that are right but for them: validation alone has to stop these."""
    for alter in of_drafts.FAULTS:
        for draft in drafts:
            if not _posts(draft) or draft.entry is None:
                continue
            altered = alter(draft.entry, chance_of(f"{draft.id} {alter.__name__}"))
            if altered is not None:
                found = validate(altered, books, today=case.today, text=case.text)
                stopped = Stopped.REFUSED if any(finding.blocks for finding in found) else Stopped.NOT
                yield Tried(alter.__name__, stopped)
