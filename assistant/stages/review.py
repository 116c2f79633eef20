"""A draft and a person's decision on it: approved as it was shown, or refused with the reason."""

from dataclasses import replace
from datetime import datetime

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import OPEN_STATES, ApprovedEntry, Draft, DraftState
from assistant.books.entry import side_total
from assistant.books.finding import Finding, Warning
from assistant.books.people import Action, Member, PersonRole, may
from assistant.books.plan import HeldReason
from assistant.books.policy import Policy
from assistant.books.question import Asks, Question, Settled
from assistant.books.reasons import Kind
from assistant.errors import ChangedSinceShown, NotAllowed, RefusedByBooks, WaitsForAnswer, WrongUsage
from assistant.stages.resolution.places import places_named
from assistant.stages.resolution.settle import apply

# What people say when none of the choices is meant.
NONE_OF_THESE = frozenset(
    ("none", "none of these", "none of them", "none of those", "none of the above", "neither", "neither of them", "not listed",
     "not any of these", "no", "something else", "another", "another one", "other")
)  # fmt: skip
# How to go on without any of them.
OTHERWISE = {
    Asks.ITEM: "Name the item (writeoff revise {0} --item SKU), or reject it",
    Asks.ACCOUNT: "Name the account (writeoff revise {0} --account ACCOUNT), or reject it",
}


def allow(person: str, role: PersonRole, action: Action) -> None:
    """Refuses what the person's role in these books does not include."""
    if not may(role, action):
        raise NotAllowed(
            f"{person} is {_a(role)} in these books, and {_a(role)} may not {action.value.replace('_', ' ')}.",
            "Ask an owner to do it, or to give you a role that may (writeoff user add).",
        )


def still_open(draft: Draft, doing: str, version: int | None = None) -> None:
    """Refuses what can only be done to a draft that is not settled yet and, where the version that a person saw is given, to one
    that somebody has changed since."""
    if draft.state not in OPEN_STATES:
        raise RefusedByBooks(
            f"{draft.id} is {draft.state.value}, so it cannot be {doing}.",
            f"Reverse entry {draft.entry_number} instead." if draft.entry_number else "Draft it again if it is needed.",
        )
    if version is not None and version != draft.version:
        raise ChangedSinceShown(
            f"{draft.id} was changed since it was shown: it is at version {draft.version}, and what you saw was {version}.",
            "Look at it as it is now, then decide.",
            code="stale_version",
        )


def refuse_unfit(draft: Draft, settled: tuple[Settled, ...], books: ClientBooks) -> None:
    """Refuses facts that say nothing of this draft: a place that is none here, a value for goods that are gone."""
    assert draft.event is not None, draft
    event = apply(draft.event, (*draft.settled, *settled))
    for fact in settled:
        if fact.place is not None and not places_named(fact.place, books):
            raise WrongUsage(f"There is no place {fact.place!r} in these books.", _where_they_lie(draft, books))
        if fact.nrv is not None and event.kind is not Kind.WRITE_DOWN and not event.value_recovered:
            raise WrongUsage(
                f"{draft.id} is a {event.kind.value}: what goods will bring counts where they stay and are written down.",
                f"If they stay, say so too: writeoff revise {draft.id} --kind write_down --nrv '{fact.words}'",
            )


def _where_they_lie(draft: Draft, books: ClientBooks) -> str:
    goods = draft.entry.valued.resolved.goods if draft.entry else ()
    places = [holding.location for line in goods for holding in books.stock.held(line.item)]
    listed = ", ".join(dict.fromkeys(place for place in places or books.stock.locations if place))
    return f"The goods lie in {listed}." if places and listed else f"There is {listed or 'none'}."


def says_none(question: Question, words: str) -> bool:
    """The answer takes none of the choices that it was given."""
    return bool(question.choices) and words.casefold().strip(" .!") in NONE_OF_THESE


def no_answer(draft: Draft, question: Question, words: str, why: str = "") -> WrongUsage:
    """Why the words settle nothing, and how to go on: with the choices, or where none of these is meant without them."""
    if says_none(question, words):
        says = f"Then none of these is meant, and {draft.id} stays open."
        instead = OTHERWISE.get(question.asks, "Reject it").format(draft.id)
        return WrongUsage(says, f'{instead} (writeoff reject {draft.id} --because "...").', code="no_answer")
    how = "Answer with the missing fact in a few words, such as a number of units, an amount or a name."
    if question.choices:
        how = "Answer with one of: " + "; ".join(choice.label for choice in question.choices) + "."
    return WrongUsage(" ".join(filter(None, (why, f'"{words}" does not answer: {question.says}'))), how, code="no_answer")


def approve(draft: Draft, fresh: Draft, *, seen: str, by: str, at: datetime) -> ApprovedEntry:
    """The draft as approved. `fresh` is the same draft worked out again from the books as they are now; `seen` is the
    fingerprint of what the approver was shown.

    Raises WaitsForAnswer for a draft with a question, RefusedByBooks for one with a problem, and ChangedSinceShown where the
    books have moved so that something else would be posted, or sent to QuickBooks, than what was shown.
    """
    still_open(draft, "approved")
    if draft.question is not None:
        raise WaitsForAnswer(draft.question.says, f'Answer it first: writeoff answer {draft.id} "..."')
    if fresh.entry is not None and fresh.fingerprint() == seen:
        refuse_problems(draft.id, fresh.findings)
        refuse_unseen_duplicates(draft, fresh.findings)
        shown = replace(draft, findings=fresh.findings, entry=fresh.entry, plan=fresh.plan)
        return ApprovedEntry(shown, fresh.entry, seen, by, at)
    refuse_problems(draft.id, fresh.findings)
    raise ChangedSinceShown(
        f"The books have moved since {draft.id} was shown: it would no longer {_post_or_send(draft, fresh)} what you saw.",
        f"Look at it again (writeoff show {draft.id}) and approve it as it is now.",
    )


def _post_or_send(draft: Draft, fresh: Draft) -> str:
    """What would be otherwise: what is posted, or only what QuickBooks is sent of it."""
    same = draft.entry is not None and fresh.entry is not None and draft.entry.fingerprint() == fresh.entry.fingerprint()
    return "send QuickBooks" if same else "post"


def refuse_unfit_approver(draft: Draft, policy: Policy, member: Member, by: str) -> None:
    """Refuses an entry above what this person may approve and, where the policy wants two pairs of eyes, one that they drafted or
    revised. The database asks the same once more (adapters/sql: entries_eyes)."""
    assert draft.entry is not None, draft
    amount = side_total((line.line() for line in draft.entry.lines), Side.DEBIT, policy.routine_limit.currency)
    if member.limit is not None and amount > member.limit:
        raise NotAllowed(
            f"{draft.id} comes to {amount}, and {by} may approve up to {member.limit} in these books.",
            "Hand it over to someone with a higher limit, or ask an owner to raise yours.",
            code="above_limit",
        )
    least = policy.two_pairs_above
    if least is not None and amount > least and by in (draft.hands or (draft.drafted_by,)):
        above = f" above {least}" if least.minor else ""
        raise NotAllowed(
            f"{by} drafted or revised {draft.id}, and entries{above} need a second pair of eyes here.",
            "Hand it over to another approver.",
            code="own_draft",
        )


def refuse_needless_override(draft: Draft) -> None:
    """Refuses an owner's override of a draft that a journal does not part from its goods."""
    hold = draft.plan.hold if draft.plan is not None else None
    if hold is None or hold.reason is not HeldReason.GOODS_NEEDED:
        raise RefusedByBooks(
            f"Nothing of {draft.id} needs an override: no journal of it would part an account from goods that QuickBooks tracks.",
            f"writeoff show {draft.id} says what it waits for.",
        )


def refuse_unseen_duplicates(draft: Draft, findings: tuple[Finding, ...]) -> None:
    """Refuses a draft that may repeat what was posted since it was shown; whoever approves it again has seen the warning."""
    new = [finding for finding in findings if finding.code is Warning.POSSIBLE_DUPLICATE]
    if new and all(finding.code is not Warning.POSSIBLE_DUPLICATE for finding in draft.findings):
        raise ChangedSinceShown(
            f"{draft.id} may be a duplicate, as was not known when it was shown: {new[0].says}",
            f"Look at it again (writeoff show {draft.id}); approve it if it is another loss, or reject it.",
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
