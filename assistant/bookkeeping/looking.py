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
from assistant.books.draft import OPEN_STATES, Draft
from assistant.books.entry import PostedEntry
from assistant.books.found import DONE_TO_OURS, FoundThere, Verdict
from assistant.books.people import Action
from assistant.books.plan import Plan
from assistant.books.record import Movement, Record
from assistant.books.remote import DocumentState, LinkKind, RemoteDocument
from assistant.drafting import rewalk, summary
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from assistant.stages.already.candidates import LOOKED_FOR, Looked, Ours, candidates, in_doubt, window
from assistant.stages.linking.places import unplaced
from assistant.stages.review import allow
from assistant.store import ClientTransaction
from assistant.syncing.deciding import NOT_SENT

GOOD_FOR = timedelta(minutes=10)
DAY = timedelta(days=1)


class Asked(Protocol):
    """The company that is looked through. Raises OutsideServiceFailed where it does not answer."""

    def documents(self, kinds: Sequence[str], since: date, until: date) -> tuple[Record, ...]: ...
    def movements(self, items: Sequence[str], since: date, until: date) -> tuple[Movement, ...]: ...


class LookingTransaction(ClientTransaction, Protocol):
    def connected(self) -> Connected | None: ...
    def documents(
        self, realm: str, *, entry: str = "", states: frozenset[DocumentState] = frozenset()
    ) -> tuple[RemoteDocument, ...]: ...
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
        with self.store.client(self.client, reads=True) as transaction:
            connected = transaction.connected()
        if connected is None:
            return ()
        looked = self._further(span, plan, connected)
        with self.store.client(self.client) as transaction:
            tolerance = transaction.books_about(()).policy.cost_tolerance
            rows = candidates(subject, on, plan, connected, looked, span.ours, tolerance, at=self.now())
            again = {(each.kind, each.remote_id) for each in rows}
            gone = tuple(
                replace(each, verdict=Verdict.GONE)
                for each in transaction.found(connected.realm, subject)
                if each.verdict is Verdict.OPEN and (each.kind, each.remote_id) not in again
            )
            transaction.save_found(connected.realm, (*rows, *gone))
            return transaction.found(connected.realm, subject)

    def _span(self, on: date) -> "_Span":
        """What the company holds around the day. Of a stretch that is known and fresh, only what it lacks is asked for."""
        first, last = window(on)
        self._spans = [span for span in self._spans if self.now() - span.asked_at < GOOD_FOR]
        known = next((span for span in self._spans if span.first <= last and first <= span.last), None)
        if known is not None and known.first <= first and last <= known.last:
            return known
        stretches = [(first, last)]
        if known is not None:
            before, after = (first, known.first - DAY), (known.last + DAY, last)
            stretches = [(begin, end) for begin, end in (before, after) if begin <= end]
        asked_at = known.asked_at if known is not None else self.now()
        records, movements = (known.looked.records, known.looked.movements) if known is not None else ((), ())
        for begin, end in stretches:
            records += self.remote.documents(LOOKED_FOR, begin, end)
            movements += self.remote.movements((), begin, end)
        begins, ends = (min(first, known.first), max(last, known.last)) if known is not None else (first, last)
        span = self._known_here(_Span(begins, ends, asked_at, Looked(records, movements), Ours()))
        self._spans = [span, *(each for each in self._spans if each is not known)]
        return span

    def _known_here(self, span: "_Span") -> "_Span":
        """With what of it is ours, and the units that lie at no place: read after the company was asked, so that all of ours that
        can be among it is known."""
        with self.store.client(self.client, reads=True) as transaction:
            books = transaction.books()
            known = transaction.documents(books.connected.realm) if books.connected is not None else ()
        ids = frozenset(document.remote_id for document in known if document.remote_id)
        numbers = frozenset(document.number for document in known if _bears_its_number(document))
        left = {each.item: each.quantity for each in unplaced(books)}
        return replace(span, looked=replace(span.looked, unplaced=left), ours=Ours(ids, numbers))

    def _further(self, span: "_Span", plan: Plan, connected: Connected) -> Looked:
        """With what moved goods since they were linked, for those that are missing by more than the stretch explains."""
        since = {
            link.remote_id: link.confirmed_at.date()
            for link in connected.links.links
            if link.kind is LinkKind.ITEM and link.confirmed_at is not None
        }
        doubtful = in_doubt(plan, connected, span.looked, span.ours)
        missing = [item for item in doubtful if item not in span.further and item in since and since[item] < span.first]
        for item in missing:
            span.further[item] = self.remote.movements((item,), since[item], span.first - DAY)
        earlier = tuple(row for item in doubtful for row in span.further.get(item, ()))
        return replace(span.looked, movements=(*earlier, *span.looked.movements))


@dataclass(frozen=True, slots=True)
class _Span:
    """`further` is what moved some items before it, since they were linked."""

    first: date
    last: date
    asked_at: datetime
    looked: Looked
    ours: Ours
    further: dict[str, tuple[Movement, ...]] = field(default_factory=dict)


def _bears_its_number(document: RemoteDocument) -> bool:
    """Whether the company may have it under its number by what these books did: not another's document, which keeps its own, nor
    one that was never sent, which only a copy of these books can have sent."""
    return bool(document.body) and (document.attempts > 0 or document.state not in NOT_SENT)


# ── What a person says ───────────────────────────────────────────────────────────────────────────────────────────────


def judge(
    store: LookingStore, client: str, subject: str, verdict: Verdict, *, document: str = "", by: str, today: date, at: datetime
) -> tuple[FoundThere, ...]:
    """The answer to what was found for a draft or an entry: to the document of that Id or number, else to all that are open. A
    draft that waits for it is worked out anew.

    `THEIRS` links one document and sends nothing, so it is said of one alone. Errors: NotAllowed; NotFound where nothing, or no
    such document, was found for it; WrongUsage where it must be said which; RefusedByBooks where the client is not connected, or
    QuickBooks has the entry already.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.APPROVE)
        connected = transaction.connected()
        if connected is None:
            says = f"{client} is connected to no QuickBooks company."
            raise RefusedByBooks(says, "Connect it: writeoff qbo connect", code="not_connected")
        realm = connected.realm
        rows = transaction.found(realm, subject)
        meant = _meant(rows, subject, document)
        if verdict is Verdict.THEIRS and len(meant) > 1:
            listed = ", ".join(each.remote_id for each in meant)
            raise WrongUsage(
                f"{len(meant)} documents were found for {subject}: which one stands for it?", f"Say --document, one of {listed}."
            )
        _refuse_what_is_there(transaction.documents(realm, entry=subject), subject, verdict)
        settled = tuple(replace(each, verdict=verdict, by=by) for each in meant)
        if verdict is Verdict.THEIRS:  # one stands for it: where another did, that is a second loss now
            others = (each for each in rows if each.verdict is Verdict.THEIRS and each not in meant)
            settled += tuple(replace(each, verdict=Verdict.BOTH, by=by) for each in others)
        transaction.save_found(realm, settled)
        for each in settled:
            detail: dict[str, object] = {"kind": each.kind, "document": each.remote_id, "verdict": each.verdict.value}
            transaction.record(at=at, who=by, what="found.judged", subject=subject, detail=detail)
        _work_out_anew(transaction, subject, today, by=by, at=at)
        return transaction.found(realm, subject)


def _refuse_what_is_there(documents: Sequence[RemoteDocument], subject: str, verdict: Verdict) -> None:
    """Once something of the entry is in QuickBooks, or may be, no other document can come to stand for it; nor can what stands
    for it cease to."""
    there = next((each for each in documents if each.state not in NOT_SENT), None)
    if there is not None and (verdict is Verdict.THEIRS or there.state is DocumentState.THEIRS):
        says = f"{subject} is in QuickBooks already, as {there.kind} {there.number}."
        raise RefusedByBooks(says, f"Take it back if it is wrong: writeoff reverse {subject}")


def _work_out_anew(transaction: LookingTransaction, subject: str, today: date, *, by: str, at: datetime) -> None:
    """The draft with its problems as they now are; nothing for an entry."""
    try:
        draft = transaction.draft(subject)
    except NotFound:
        return
    if draft.state in OPEN_STATES and draft.entry is not None:
        said_on = transaction.text(draft.text_id).today
        fresh = rewalk(draft, transaction.books(without_draft=draft.id), today=today, said_on=said_on)
        renewed = replace(fresh, version=draft.version + 1)
        transaction.save_draft(renewed)
        transaction.record(at=at, who=by, what="draft.renewed", subject=draft.id, detail=summary(renewed))


def _meant(rows: Sequence[FoundThere], subject: str, document: str) -> tuple[FoundThere, ...]:
    rows = [each for each in rows if each.kind not in DONE_TO_OURS]
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
