"""Drafts and entries, before they go out, to what in QuickBooks may be of the same loss; and what a person says of that.

Reads are metered: what was asked for one entry serves for the others of a run, as far as it reaches. No transaction is open while
QuickBooks is asked.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.draft import Draft
from assistant.books.entry import PostedEntry
from assistant.books.found import FoundThere, Verdict
from assistant.books.people import Action
from assistant.books.plan import Plan
from assistant.books.record import Movement, Record
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from assistant.stages.already.candidates import LOOKED_FOR, Looked, Ours, candidates, window
from assistant.stages.linking.places import unplaced
from assistant.stages.review import allow
from assistant.store import ClientTransaction

GOOD_FOR = timedelta(minutes=10)


class Asked(Protocol):
    """The company that is looked through. Raises OutsideServiceFailed where it does not answer."""

    def documents(self, kinds: Sequence[str], since: date, until: date) -> tuple[Record, ...]: ...
    def movements(self, items: Sequence[str], since: date, until: date) -> tuple[Movement, ...]: ...


class LookingTransaction(ClientTransaction, Protocol):
    def connected(self) -> Connected | None: ...
    def documents(
        self, realm: str, *, entry: str = "", states: frozenset[DocumentState] = frozenset()
    ) -> tuple[RemoteDocument, ...]: ...
    def found(self, realm: str, subject: str = "") -> tuple[FoundThere, ...]: ...
    def save_found(self, realm: str, rows: Iterable[FoundThere]) -> None: ...
    def books_about(self, numbers: Collection[str]) -> ClientBooks: ...


class LookingStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[LookingTransaction]: ...


@dataclass
class Looker:
    """Looks for one client, as often as it is asked within a run. What it has of the company is asked anew after some minutes."""

    store: LookingStore
    client: str
    remote: Asked
    now: Callable[[], datetime]
    _spans: list["_Span"] = field(default_factory=list)

    def entry(self, entry: PostedEntry, plan: Plan) -> tuple[FoundThere, ...]:
        """What was found for a posted entry, kept, each with what a person said of it."""
        return self._look(entry.number, entry.entry_date, plan)

    def draft(self, draft: Draft) -> tuple[FoundThere, ...]:
        """What was found for a draft that has an entry; nothing for one that would send nothing."""
        if draft.entry is None or draft.plan is None:
            return ()
        return self._look(draft.id, draft.entry.entry_date, draft.plan)

    def _look(self, subject: str, on: date, plan: Plan) -> tuple[FoundThere, ...]:
        if not plan.documents:
            return ()
        span = self._span(on)
        with self.store.client(self.client) as transaction:
            books = transaction.books_about(())
            connected = books.connected
            if connected is None:
                return ()
            looked = replace(span.looked, unplaced={each.item: each.quantity for each in unplaced(books)})
            rows = candidates(
                subject, on, plan, connected, looked, span.ours, books.policy.cost_tolerance, at=self.now()
            )  # fmt: skip
            again = {(each.kind, each.remote_id) for each in rows}
            gone = tuple(
                replace(each, verdict=Verdict.GONE)
                for each in transaction.found(connected.realm, subject)
                if each.verdict is Verdict.OPEN and (each.kind, each.remote_id) not in again
            )
            transaction.save_found(connected.realm, (*rows, *gone))
            return transaction.found(connected.realm, subject)

    def _span(self, on: date) -> "_Span":
        """What the company holds around the day, asked for where nothing that reaches so far is fresh."""
        first, last = window(on)
        self._spans = [span for span in self._spans if self.now() - span.asked_at < GOOD_FOR]
        for span in self._spans:
            if span.first <= first and last <= span.last:
                return span
        asked_at = self.now()
        records = self.remote.documents(LOOKED_FOR, first, last)
        movements = self.remote.movements((), first, last)
        with self.store.client(self.client, reads=True) as transaction:  # after asking: all of ours that can be among it
            connected = transaction.connected()
            known = transaction.documents(connected.realm) if connected is not None else ()
        ours = Ours(
            frozenset(document.remote_id for document in known if document.remote_id),
            frozenset(document.number for document in known),
        )
        span = _Span(first, last, asked_at, Looked(records, movements), ours)
        self._spans.append(span)
        return span


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    last: date
    asked_at: datetime
    looked: Looked
    ours: Ours


# ── What a person says ───────────────────────────────────────────────────────────────────────────────────────────────


def judge(
    store: LookingStore, client: str, subject: str, verdict: Verdict, *, document: str = "", by: str, at: datetime
) -> tuple[FoundThere, ...]:
    """The answer to what was found for a draft or an entry: to the document of that Id or number, else to all that are open.

    `THEIRS` links one document and sends nothing, so it is said of one alone. Errors: NotAllowed; NotFound where nothing, or no
    such document, was found for it; WrongUsage where it must be said which; RefusedByBooks where the client is not connected.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.APPROVE)
        connected = transaction.connected()
        if connected is None:
            says = f"{client} is connected to no QuickBooks company."
            raise RefusedByBooks(says, "Connect it: writeoff qbo connect", code="not_connected")
        rows = transaction.found(connected.realm, subject)
        meant = _meant(rows, subject, document)
        if verdict is Verdict.THEIRS and len(meant) > 1:
            listed = ", ".join(each.remote_id for each in meant)
            raise WrongUsage(
                f"{len(meant)} documents were found for {subject}: which one stands for it?", f"Say --document, one of {listed}."
            )
        settled = tuple(replace(each, verdict=verdict, by=by) for each in meant)
        transaction.save_found(connected.realm, settled)
        for each in settled:
            detail: dict[str, object] = {"kind": each.kind, "document": each.remote_id, "verdict": verdict.value}
            transaction.record(at=at, who=by, what="found.judged", subject=subject, detail=detail)
        return transaction.found(connected.realm, subject)


def _meant(rows: Sequence[FoundThere], subject: str, document: str) -> tuple[FoundThere, ...]:
    if not rows:
        raise NotFound(
            f"Nothing was found in QuickBooks for {subject}.", "It is looked for when it is approved, and before it goes out."
        )
    if document:
        meant = tuple(each for each in rows if document in (each.remote_id, each.number))
        if not meant:
            listed = ", ".join(each.remote_id for each in rows)
            raise NotFound(f"No document {document} was found for {subject}.", f"There are {listed}.")
        return meant
    open_ones = tuple(each for each in rows if each.verdict is Verdict.OPEN)
    return open_ones or tuple(rows)
