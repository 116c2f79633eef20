"""Drafts that a person selected to what became of each: approved together, each checked by itself and bound to what was seen of
it; and entries posted together to their reversals. What stops one stops no other."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.bookkeeping.entitlement import allow_feature, owners_of
from assistant.books.draft import Draft
from assistant.books.entry import PostedEntry
from assistant.books.people import Action, PersonRole
from assistant.books.policy import Feature, Policy
from assistant.errors import BooksUnavailable, NotFound, OutsideServiceFailed, WriteoffError
from assistant.stages.review import allow


class Keeper(Protocol):
    """The verbs of the walk that are asked here (workflow.Bookkeeper)."""

    def approve(self, client: str, draft_id: str, *, by: str, today: date, seen: str) -> PostedEntry: ...
    def reverse(self, client: str, number: str, *, because: str, by: str, today: date, on: date | None) -> Draft: ...


class BulkTransaction(Protocol):
    def role_of(self, person: str) -> PersonRole: ...
    def people(self) -> dict[str, PersonRole]: ...
    def policy(self) -> Policy: ...
    def entry(self, number: str) -> PostedEntry: ...


class BulkStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[BulkTransaction]: ...


@dataclass(frozen=True, slots=True)
class Pick:
    """A draft that was selected, and the fingerprint of what was shown of it."""

    draft: str
    seen: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft or an entry (`subject`): posted, or what stopped it. `left` is a reversal that waits for another."""

    subject: str
    entry: PostedEntry | None = None
    stopped: WriteoffError | None = None
    left: Draft | None = None


def approve_selected(
    store: BulkStore, keeper: Keeper, client: str, picks: Sequence[Pick], *, by: str, today: date
) -> tuple[Outcome, ...]:
    """Each pick approved by its own fingerprint, in their order. NotAllowed where the person may not approve, or the plan of the
    client has no bulk approval. A service outside that does not answer is not asked again for the others."""
    with store.client(client) as books:
        allow(by, books.role_of(by), Action.APPROVE)
        allow_feature(books.policy(), Feature.BULK_APPROVAL, owners_of(books.people()))
    outcomes: list[Outcome] = []
    failed: OutsideServiceFailed | None = None
    for pick in picks:
        if failed is not None:
            outcomes.append(Outcome(pick.draft, stopped=failed))
            continue
        try:
            outcomes.append(Outcome(pick.draft, keeper.approve(client, pick.draft, by=by, today=today, seen=pick.seen)))
        except BooksUnavailable:
            raise
        except WriteoffError as stopped:
            failed = stopped if isinstance(stopped, OutsideServiceFailed) else None
            outcomes.append(Outcome(pick.draft, stopped=stopped))
    return tuple(outcomes)


def reverse_selected(
    store: BulkStore, keeper: Keeper, client: str, numbers: Sequence[str], *, because: str, by: str, today: date, own_day: bool
) -> tuple[Outcome, ...]:
    """Each entry taken back by a reversal, posted at once where this person may post it; else its draft waits for another. It
    is dated today or, with `own_day`, as the entry is, where that day is open. NotAllowed where the person may not reverse."""
    days = {number: day_of_undoing(store, client, number) if own_day else None for number in numbers}
    return tuple(
        _reversed(keeper, client, number, because=because, by=by, today=today, on=day) for number, day in days.items()
    )


def day_of_undoing(store: BulkStore, client: str, number: str) -> date | None:
    """The day of the entry, so that its period no longer shows what was a mistake; None where it is closed, or no such entry."""
    with store.client(client, reads=True) as books:
        try:
            day = books.entry(number).entry_date
        except NotFound:
            return None
        return None if books.policy().is_closed(day) else day


def _reversed(keeper: Keeper, client: str, number: str, *, because: str, by: str, today: date, on: date | None) -> Outcome:
    left: Draft | None = None
    try:
        left = keeper.reverse(client, number, because=because, by=by, today=today, on=on)
        return Outcome(number, keeper.approve(client, left.id, by=by, today=today, seen=left.fingerprint()))
    except BooksUnavailable:
        raise
    except WriteoffError as stopped:
        return Outcome(number, stopped=stopped, left=left)
