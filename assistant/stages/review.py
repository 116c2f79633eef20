"""A draft and a person's decision on it: approved as it was shown, or refused with the reason."""

from dataclasses import replace
from datetime import datetime

from assistant.books.draft import OPEN_STATES, ApprovedEntry, Draft, DraftState, MappedEntry
from assistant.books.finding import Finding
from assistant.books.people import Action, PersonRole, may
from assistant.errors import ChangedSinceShown, NotAllowed, RefusedByBooks, WaitsForAnswer


def allow(person: str, role: PersonRole, action: Action) -> None:
    """Refuses what the person's role in these books does not include."""
    if not may(role, action):
        raise NotAllowed(
            f"{person} is {_a(role)} in these books, and {_a(role)} may not {action.value.replace('_', ' ')}.",
            "Ask an owner to do it, or to give you a role that may (writeoff user add).",
        )


def still_open(draft: Draft, doing: str) -> None:
    """Refuses what can only be done to a draft that is not settled yet."""
    if draft.state not in OPEN_STATES:
        raise RefusedByBooks(
            f"{draft.id} is {draft.state.value}, so it cannot be {doing}.",
            f"Reverse entry {draft.entry_number} instead." if draft.entry_number else "Draft it again if it is needed.",
        )


def approve(
    draft: Draft, fresh: MappedEntry | None, findings: tuple[Finding, ...], *, seen: str, by: str, at: datetime
) -> ApprovedEntry:
    """The draft as approved. `fresh` and `findings` are the same draft worked out again from the books as they are now;
    `seen` is the fingerprint of what the approver was shown.

    Raises WaitsForAnswer for a draft with a question, RefusedByBooks for one with a problem, and ChangedSinceShown where the
    books have moved so that something else would be posted than what was shown.
    """
    still_open(draft, "approved")
    if draft.question is not None:
        raise WaitsForAnswer(draft.question.says, f'Answer it first: writeoff answer {draft.id} "..."')
    if fresh is not None and fresh.fingerprint() == seen:
        refuse_problems(draft.id, findings)
        return ApprovedEntry(replace(draft, findings=findings, entry=fresh), fresh, seen, by, at)
    refuse_problems(draft.id, draft.findings)
    raise ChangedSinceShown(
        f"The books have moved since {draft.id} was shown: it would no longer post what you saw.",
        f"Look at it again (writeoff show {draft.id}) and approve it as it is now.",
    )


def refuse_problems(draft_id: str, findings: tuple[Finding, ...]) -> None:
    """Refuses a draft that has a problem, in the problem's own words."""
    problems = [finding for finding in findings if finding.blocks]
    if problems:
        first = problems[0]
        raise RefusedByBooks(f"{draft_id} cannot be posted: {first.says}", first.remedy, code=first.code.value)


def state_of(findings: tuple[Finding, ...]) -> DraftState:
    return DraftState.BLOCKED if any(finding.blocks for finding in findings) else DraftState.WAITING


def _a(role: PersonRole) -> str:
    return f"an {role.value}" if role.value[0] in "aeiou" else f"a {role.value}"
