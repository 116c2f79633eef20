"""The walk: a text becomes drafts, a person answers, revises, approves or rejects, and the ledger holds it. One method a verb."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from assistant.agreement.compare import compare
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ApprovedEntry, Draft, DraftState
from assistant.books.entry import PostedEntry
from assistant.books.finding import Finding
from assistant.books.people import Action
from assistant.books.plan import KeptPlan
from assistant.books.policy import Policy, StandingApproval
from assistant.books.posted_record import answered_for
from assistant.books.proposal import Event, Proposal, ReadingContext
from assistant.books.question import Question, Settled, Unanswered
from assistant.books.reading_context import reading_context
from assistant.drafting import (
    reversal_event,
    revised,
    rewalk,
    summary,
)
from assistant.errors import ChangedSinceShown, NotAllowed, OutsideServiceFailed, RefusedByBooks
from assistant.interpreting import Read, Writing
from assistant.learning import learn, unlearn
from assistant.stages import automatic, evidence, posting, review
from assistant.stages.resolution.settle import apply
from assistant.store import ClientTransaction, DraftQuery, Store, TextRecord


class Reader(Protocol):
    """Text to Proposal. Raises OutsideServiceFailed where a model did not answer."""

    @property
    def name(self) -> str: ...

    def interpret(self, text: str, context: ReadingContext) -> Proposal: ...


class AnswerReader(Protocol):
    """A person's answer to a question, in plain words, to the facts it settles; or why it settles none."""

    def settle(
        self, question: Question, event: Event, answer: str, context: ReadingContext
    ) -> tuple[Settled, ...] | Unanswered: ...


class Outside(Protocol):
    """The company at QuickBooks that a client's entries go to, before they are approved: as fresh as an approval needs it, and
    looked through for documents of the same loss. Raises OutsideServiceFailed where that was needed and could not be done."""

    def ready(self, client: str, draft_ids: Sequence[str], *, by: str, today: date) -> None: ...


@dataclass(frozen=True, slots=True)
class TextResult:
    record: TextRecord
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Bookkeeper:
    """The assistant over one store of books. Every verb names the client, the person and, where it reads, the day."""

    store: Store
    reader: Reader
    answers: AnswerReader
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    outside: Outside | None = None

    def draft(
        self, client: str, text: str, *, by: str, today: date, batch: str = "", place: int = 0, warnings: Sequence[Finding] = ()
    ) -> TextResult:
        """interpret, then resolve, value, map, validate: each event becomes a draft, a question or a refusal. A text of a batch
        that was drafted before is answered with what it became."""
        with self.store.client(client, reads=True) as books:
            review.allow(by, books.role_of(by), Action.DRAFT)
            if (known := _drafted_before(books, batch, place)) is not None:
                return known
            standing = books.books()
            context = reading_context(standing, today, text)
        read = self._read(text, context, standing, warnings)  # outside any transaction: models are slow
        with self.store.client(client) as books:
            if (taken := _drafted_before(books, batch, place)) is not None:  # another process was quicker
                return taken
            record, drafts = self._writing(books, client, by).text(read, today=today, batch=batch, place=place)
        return TextResult(record, self._under_standing_approval(client, drafts, standing.policy, today=today))

    def draft_list(
        self, client: str, texts: Mapping[int, str], *, by: str, today: date, batch: str
    ) -> dict[int, TextResult]:  # fmt: skip
        """The same of several texts of a batch, by their places, all of them or none: for a reader that answers at once, as what
        takes longest then is to have each of them written down for good."""
        with self.store.client(client, reads=True) as books:
            review.allow(by, books.role_of(by), Action.DRAFT)
            standing = books.books()
            found = {place: known for place in texts if (known := _drafted_before(books, batch, place)) is not None}
            contexts = {place: reading_context(standing, today, text) for place, text in texts.items() if place not in found}
        if automatic.standing_of(standing.policy) is not None:  # what is posted at once, the next text is to find posted
            alone = {place: self.draft(client, texts[place], by=by, today=today, batch=batch, place=place) for place in contexts}
            return found | alone
        read = {place: self._read(texts[place], context, standing, ()) for place, context in contexts.items()}
        with self.store.client(client) as books:
            for place, each in read.items():
                if (taken := _drafted_before(books, batch, place)) is None:  # else another process was quicker
                    taken = TextResult(*self._writing(books, client, by).text(each, today=today, batch=batch, place=place))
                found[place] = taken
        return found

    def answer(self, client: str, draft_id: str, words: str, *, by: str, today: date, version: int | None = None) -> Draft:
        """An answer to a draft's question re-enters at resolve, with the reading kept. Whoever made the draft may answer it. Here
        as in what else changes a draft, `version` is the one that the person saw: ChangedSinceShown (stale_version) where it is
        another by now."""
        with self.store.client(client) as books:
            draft = books.draft(draft_id)
            review.allow(by, books.role_of(by), Action.DRAFT if draft.drafted_by == by else Action.REVISE)
            review.still_open(draft, "answered", version)
            if draft.question is None or draft.event is None:
                raise RefusedByBooks(f"{draft_id} has no open question.", f"writeoff show {draft_id} says where it stands.")
            context = reading_context(books.books(), today, words)
            event = apply(draft.event, draft.settled)
            none = review.says_none(draft.question, words)
            settled = Unanswered() if none else self.answers.settle(draft.question, event, words, context)
            if isinstance(settled, Unanswered):
                raise review.no_answer(draft, draft.question, words, settled.says)
            return self._settle(books, draft, settled, (), by=by, today=today, what="draft.answered")

    def revise(
        self,
        client: str,
        draft_id: str,
        settled: Sequence[Settled],
        overrides: Sequence[tuple[int, str]] = (),
        *,
        by: str,
        today: date,
        version: int | None = None,
    ) -> Draft:
        """Facts a person corrects re-enter at resolve, accounts (`overrides`, by line) at validate. The draft's version rises.
        WrongUsage, and nothing is stored, where nothing would change by it."""
        with self.store.client(client) as books:
            review.allow(by, books.role_of(by), Action.REVISE)
            draft = books.draft(draft_id)
            review.still_open(draft, "revised", version)
            review.refuse_unfit(draft, tuple(settled), books.books())
            return self._settle(books, draft, settled, overrides, by=by, today=today, what="draft.revised")

    def approve(
        self, client: str, draft_id: str, *, by: str, today: date, seen: str = "", standing: StandingApproval | None = None
    ) -> PostedEntry:
        """Values, maps and validates again inside the posting transaction, then posts. A repeat gets the same entry.

        `seen` is the fingerprint the approver was shown; without one, that of the draft as stored. A draft that has moved since,
        or has another problem now, is stored anew as it is now, and refused. `standing` is the policy by which no person
        looked: NotAllowed where it no longer holds or does not cover the draft. The company outside is asked before, in no
        transaction; what it holds of the same loss is a problem of the draft.
        """
        if self.outside is not None:
            self.outside.ready(client, (draft_id,), by=by, today=today)
        with self.store.client(client) as books:
            member = books.member(by)
            review.allow(by, member.role, Action.APPROVE)
            if (posted := books.posted_for(draft_id)) is not None:
                return posted
            draft = books.draft(draft_id)
            if standing is not None:
                automatic.refuse_uncovered(draft, standing, books.books().policy)
            said_on = books.typed_on(draft.text_id)
            now = books.books(without_draft=draft.id)
            fresh = rewalk(draft, now, today=today, said_on=said_on)
            try:
                approved = review.approve(draft, fresh, seen=seen or draft.fingerprint(), by=by, at=self.now())
            except RefusedByBooks as refused:
                if isinstance(refused, ChangedSinceShown) or fresh.problems != draft.problems:
                    renewed = replace(fresh, version=draft.version + 1)
                    books.save_draft(renewed)
                    self._record(books, by, "draft.renewed", draft.id, summary(renewed) | {"because": refused.code})
                refusal = refused
            else:
                review.refuse_unfit_approver(approved.draft, now.policy, member, by)
                if evidence.required(approved.draft, now.policy):
                    evidence.refuse_missing(approved.draft, books.evidence(draft.id), books.waivers(draft.id), now.policy)
                return self._post(books, approved, now, standing)
        raise refusal

    def override(self, client: str, draft_id: str, *, because: str, by: str, today: date, version: int | None = None) -> Draft:
        """An owner has a draft go to QuickBooks as a journal although its goods are tracked there by quantity. The reason stays
        with the entry for good; a revision takes the override back. RefusedByBooks where nothing of the draft needs it."""
        with self.store.client(client) as books:
            review.allow(by, books.role_of(by), Action.OVERRIDE)
            draft = books.draft(draft_id)
            review.still_open(draft, "overridden", version)
            review.refuse_needless_override(draft)
            return self._settle(books, draft, (), (), by=by, today=today, what="draft.overridden", overridden=because)

    def reject(self, client: str, draft_id: str, *, because: str, by: str, version: int | None = None) -> Draft:
        with self.store.client(client) as books:
            review.allow(by, books.role_of(by), Action.APPROVE)
            draft = books.draft(draft_id)
            review.still_open(draft, "rejected", version)
            rejected = replace(draft, state=DraftState.REJECTED, because=because, version=draft.version + 1)
            books.save_draft(rejected)
            self._record(books, by, "draft.rejected", draft.id, {"because": because})
            return rejected

    def reverse(
        self,
        client: str,
        number: str,
        *,
        because: str,
        by: str,
        today: date,
        on: date | None = None,
        units: Sequence[tuple[str, Decimal]] = (),
    ) -> Draft:
        """A reversing draft of a posted entry, in part where units of some items are given; approved like any other."""
        with self.store.client(client) as books:
            review.allow(by, books.role_of(by), Action.APPROVE)
            event, text = reversal_event(books.books().history, number, because=because, on=on, units=units)
            proposal = Proposal((event,), reader="command")
            record = TextRecord(books.next_text_id(), text, today, proposal, ())
            books.save_text(record)
            dated = (Settled(words=on.isoformat(), entry_date=on),) if on else ()
            return self._writing(books, client, by).draft(record, event, settled=dated)

    def _read(self, text: str, context: ReadingContext, standing: ClientBooks, warnings: Sequence[Finding]) -> Read:
        began = self.now()
        proposal = self.reader.interpret(text, context)
        compared = compare(proposal, text, standing, today=context.today)
        return Read(text, proposal, compared, began, tuple(warnings))

    def _writing(self, books: ClientTransaction, client: str, by: str) -> Writing:
        return Writing(books, client, by, self.now)

    def _settle(
        self,
        books: ClientTransaction,
        draft: Draft,
        settled: Sequence[Settled],
        overrides: Sequence[tuple[int, str]],
        *,
        by: str,
        today: date,
        what: str,
        overridden: str = "",
    ) -> Draft:
        standing, text = books.books(without_draft=draft.id), books.text(draft.text_id)
        after = revised(draft, text, standing, settled, overrides, by=by, today=today, overridden=overridden)
        books.save_draft(after)
        words = [fact.words for fact in settled]
        self._record(books, by, what, draft.id, {"before": summary(draft), "after": summary(after), "words": words})
        return after

    def _under_standing_approval(
        self, client: str, drafts: tuple[Draft, ...], policy: Policy, *, today: date
    ) -> tuple[Draft, ...]:
        """The drafts of a text, posted where the client's policy approves such drafts beforehand. What the checks of an approval
        refuse, or nobody can look through QuickBooks for now, waits for a person like any other."""
        standing = automatic.standing_of(policy)
        if standing is None or not automatic.covered(drafts, standing):
            return drafts
        for draft in drafts:
            with suppress(RefusedByBooks, NotAllowed, OutsideServiceFailed):
                self.approve(client, draft.id, by=standing.set_by, today=today, standing=standing)
        with self.store.client(client) as books:
            return tuple(books.draft(draft.id) for draft in drafts)

    def _post(
        self,
        books: ClientTransaction,
        approved: ApprovedEntry,
        now: ClientBooks,
        standing: StandingApproval | None = None,
    ) -> PostedEntry:
        connected = now.connected
        entry = posting.post(approved, entry_id=self.new_id(), number=books.next_entry_number())
        draft = replace(approved.draft, state=DraftState.POSTED, entry_number=entry.number, version=approved.draft.version + 1)
        told, what, how = summary(approved.draft), "draft.approved", {"seen": approved.fingerprint}
        if standing is not None:
            what, how = "draft.approved_by_policy", automatic.ground(standing, approved.draft)
        self._record(books, approved.by, what, draft.id, told | how)
        books.save_draft(draft)
        books.post(entry)
        if draft.plan is not None and connected is not None:  # what QuickBooks is to be sent of it, as it was approved
            books.save_plan(KeptPlan(connected.realm, entry.number, draft.plan, approved.at))
            books.move_found(connected.realm, draft.id, entry.number)
            from assistant.syncing.taken_back import settle_there

            settle_there(books, connected.realm, entry, at=approved.at)
        posted = told | {"state": draft.state.value, "version": draft.version, "draft": draft.id, "text": draft.text}
        self._record(books, approved.by, "entry.posted", entry.number, posted | answered_for(entry))
        if standing is None:  # what no person looked at confirms nothing
            learn(books, approved, entry, now.precedents)
        if entry.reverses and not books.books().history.lines_left(entry.reverses):
            unlearn(books, entry.reverses, by=approved.by, at=approved.at)
            original = books.books().history.find(entry.reverses)
            if original is not None and original.draft_id:
                books.save_draft(replace(books.draft(original.draft_id), state=DraftState.REVERSED))
        return entry

    def _record(self, books: ClientTransaction, who: str, what: str, subject: str, detail: dict[str, object]) -> None:
        books.record(at=self.now(), who=who, what=what, subject=subject, detail=detail)


def _drafted_before(books: ClientTransaction, batch: str, place: int) -> TextResult | None:
    """What became of the text at this place of the batch, where it was drafted; None of a text that is in no batch."""
    known = books.text_in_batch(batch, place) if batch else None
    return TextResult(known, books.drafts(DraftQuery(text_id=known.id))) if known is not None else None
