"""A text that a reader has read, written down: its record, and each of its events as far as it walks, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.agreement.compare import Comparison, Differences
from assistant.books.draft import Draft, DraftState
from assistant.books.finding import Finding
from assistant.books.proposal import Event, Proposal
from assistant.books.question import Settled
from assistant.drafting import (
    asked,
    declined_beside,
    disagreed,
    draft_of,
    provenance,
    read_twice,
    summary,
    warnings_of,
    words_of,
)
from assistant.store import ClientTransaction, TextRecord
from assistant.walk import reading_of


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader that began then made of a text, how it compares with a second reading, and what else is to be warned of."""

    text: str
    proposal: Proposal
    compared: Comparison
    began: datetime
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """Whoever writes texts and drafts down: by whom, and by which clock."""

    books: ClientTransaction
    client: str
    by: str
    now: Callable[[], datetime]

    def text(self, read: Read, *, today: date, batch: str, place: int) -> tuple[TextRecord, tuple[Draft, ...]]:
        """The text as it was read, and what became of each of its events."""
        proposal, compared = read.proposal, read.compared
        findings = (*warnings_of(proposal), *read.warnings, *disagreed(compared.missed))
        record = TextRecord(self.books.next_text_id(), read.text, today, replace(proposal, sent=None), findings, batch, place)
        self.books.save_text(record)
        if proposal.sent is not None:
            self.event("model.asked", record.id, asked(proposal, proposal.sent, at=read.began))
        told = {"text": read.text, **provenance(reading_of(proposal))}
        self.event("text.read", record.id, told | {"events": len(proposal.events)})
        drafts = [
            self.draft(record, event, differing=differing)
            for event, differing in zip(proposal.events, compared.by_event, strict=True)
        ]
        warned = declined_beside(drafts)
        for draft in (after for after, before in zip(warned, drafts, strict=True) if after != before):
            self.books.save_draft(draft)
        return record, warned

    def draft(
        self, record: TextRecord, event: Event, *, settled: tuple[Settled, ...] = (), differing: Differences | None = None
    ) -> Draft:
        """One event of the text, as far as the books let it come."""
        blank = Draft(
            id=self.books.next_draft_id(), client=self.client, version=1, state=DraftState.WAITING, text=record.text,
            text_id=record.id, event=event, reading=reading_of(record.proposal), settled=settled, findings=record.findings,
            drafted_by=self.by, drafted_at=self.now(), hands=(self.by,), words=words_of(event, record.proposal, record.text),
        )  # fmt: skip
        blank = read_twice(blank, differing)
        draft = draft_of(blank, self.books.books(), today=record.today, said_on=record.today, said=record.findings)
        self.books.save_draft(draft)
        self.event("draft.drafted", draft.id, summary(draft))
        return draft

    def event(self, what: str, subject: str, detail: dict[str, object]) -> None:
        self.books.record(at=self.now(), who=self.by, what=what, subject=subject, detail=detail)
