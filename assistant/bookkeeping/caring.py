"""Who looks after a draft that waits: claimed, assigned, handed over with a note, let go, or put off until a day.

Each is said in the audit trail. Who looks after a draft decides nothing about it: whoever may approve it still may.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from assistant.books.care import Care
from assistant.books.people import Action, Member, may
from assistant.errors import RefusedByBooks, WrongUsage
from assistant.stages.review import allow, still_open
from assistant.store import ClientTransaction

LONGEST_REST = timedelta(days=366)
LONGEST_NOTE = 500  # characters


class CareTransaction(ClientTransaction, Protocol):
    def members(self) -> dict[str, Member]:
        """Name to role and limit of all who work in these books."""
        ...

    def care(self, draft_id: str) -> Care | None: ...
    def save_care(self, draft_id: str, care: Care) -> None: ...


class CareStore(Protocol):
    def client(self, client: str) -> AbstractContextManager[CareTransaction]: ...


def handlers(members: Mapping[str, Member]) -> tuple[str, ...]:
    """The people who may look after drafts of these books."""
    return tuple(name for name, member in members.items() if may(member.role, Action.HANDLE))


@dataclass(frozen=True, slots=True)
class Caring:
    """What one person does about a draft of a client. Every verb raises NotAllowed where their role does not include it, and
    RefusedByBooks where the draft is settled already."""

    store: CareStore
    client: str
    draft: str
    by: str
    at: datetime

    def claim(self, *, instead_of: str = "") -> Care:
        """The person looks after it from now on. Where another does, only where they were named: RefusedByBooks else, so that two
        who claim it at once do not both believe that they have it."""

        def claimed(care: Care, _members: Mapping[str, Member]) -> Care:
            if care.person not in ("", self.by, instead_of):
                raise RefusedByBooks(
                    f"{care.person} looks after {self.draft} since {care.at:%Y-%m-%d %H:%M}.",
                    f"Ask {care.person} to hand it over, or take it over from {care.person}.",
                    code="claimed",
                )
            return replace(care, person=self.by, note="")

        return self._change("draft.claimed", claimed)

    def assign(self, person: str, *, note: str = "") -> Care:
        """Another person looks after it. WrongUsage for somebody who may not in these books."""

        def assigned(care: Care, members: Mapping[str, Member]) -> Care:
            if person not in handlers(members):
                raise WrongUsage(
                    f"{person or 'Nobody'} cannot look after drafts of these books.",
                    f"Those who can are {', '.join(handlers(members))}.",
                )
            return replace(care, person=person, note=_checked(note))

        return self._change("draft.assigned", assigned)

    def hand_over(self, person: str, note: str) -> Care:
        """As assign, with what the next person should know."""
        if not note.strip():
            raise WrongUsage("A hand-over needs a note.", "Write what the next person should know.")
        if person == self.by:
            raise WrongUsage(f"You cannot hand {self.draft} over to yourself.", "Claim it instead, or choose somebody else.")
        return self.assign(person, note=note)

    def let_go(self) -> Care:
        """Nobody looks after it any more."""
        return self._change("draft.let_go", lambda care, _members: replace(care, person="", note=""))

    def rest(self, until: date, *, today: date, note: str = "") -> Care:
        """Hidden from the queue until the day. WrongUsage for a day that is not ahead, or more than a year."""
        if not today < until <= today + LONGEST_REST:
            raise WrongUsage(
                f"{self.draft} cannot rest until {until}.", f"Name a day from {today + timedelta(days=1)} on, within a year."
            )
        return self._change(
            "draft.rested", lambda care, _members: replace(care, snoozed_until=until, note=_checked(note) or care.note)
        )

    def wake(self) -> Care:
        """Back in the queue at once."""
        return self._change("draft.woken", lambda care, _members: replace(care, snoozed_until=None))

    def _change(self, what: str, change: Callable[[Care, Mapping[str, Member]], Care]) -> Care:
        with self._open() as books:
            before = books.care(self.draft) or Care("", self.by, self.at)
            after = replace(change(before, books.members()), by=self.by, at=self.at)
            if replace(after, by=before.by, at=before.at) == before:
                return before  # said already
            books.save_care(self.draft, after)
            books.record(at=self.at, who=self.by, what=what, subject=self.draft, detail=_told(before, after))
            return after

    @contextmanager
    def _open(self) -> Iterator[CareTransaction]:
        with self.store.client(self.client) as books:
            allow(self.by, books.role_of(self.by), Action.HANDLE)
            still_open(books.draft(self.draft), "looked after")
            yield books


def _checked(note: str) -> str:
    said = " ".join(note.split())
    if len(said) > LONGEST_NOTE:
        raise WrongUsage(f"The note has {len(said)} characters.", f"Keep it to {LONGEST_NOTE}.")
    return said


def _told(before: Care, after: Care) -> dict[str, object]:
    """What the trail keeps: who had it, who has it, until when it rests, and the note."""
    told: dict[str, object] = {"person": after.person}
    if before.person != after.person:
        told["before"] = before.person
    if after.snoozed_until is not None:
        told["until"] = after.snoozed_until.isoformat()
    if after.note:
        told["note"] = after.note
    return told
