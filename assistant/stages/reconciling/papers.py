"""Every document of ours against what QuickBooks holds, and what it holds that looks like ours."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.books.drift import Disposition, Drift
from assistant.books.evidence import Attachment
from assistant.books.found import FoundThere, Verdict
from assistant.books.plan import HeldReason
from assistant.books.record import Movement, Record
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.patterns import regex
from assistant.stages.reconciling.drifting import Key
from assistant.stages.reconciling.names import Difference, Listed, Name

OURS = regex(r"WO-\d+-[A-Z]-[A-Z2-7]{2,8}", re.ASCII)
"""A number such as we give: the entry's, the part's letter, and a mark that no person types."""

SYNC = "writeoff sync"
LOOKED_UP = "writeoff sync looks it up before anything else"
STATES = {
    DocumentState.QUEUED: (Name.WAITING, "is not sent yet", SYNC),
    DocumentState.SENT: (Name.UNKNOWN, "was sent, and no answer came", LOOKED_UP),
    DocumentState.UNKNOWN: (Name.UNKNOWN, "was sent, and no answer tells what became of it", LOOKED_UP),
    DocumentState.HELD: (Name.HELD, "is held", "Do what it says, then: writeoff sync"),
    DocumentState.FAILED: (Name.REFUSED, "was refused", "Do what it says, then: writeoff sync"),
    DocumentState.UNCOSTED: (Name.COST_NOT_READ, "is there, its cost not read back yet", SYNC),
    DocumentState.AWAITING_MANUAL: (
        Name.AWAITING_MANUAL,
        "waits for somebody to type it there",
        "Type it there as the task says, then: writeoff qbo pull",
    ),
}
MENDS = {
    HeldReason.FOUND_THERE.value: "writeoff qbo found {0} --theirs, --ours or --both",
    HeldReason.PLAN_CHANGED.value: "writeoff qbo replan {0}",
    HeldReason.LINKS_NOT_CONFIRMED.value: "writeoff qbo confirm, then: writeoff sync",
    HeldReason.VARIANCE_WAITS.value: "writeoff qbo variance {0} --approve",
    HeldReason.CONNECTION.value: "writeoff qbo connect",
}
SETTLE = "writeoff qbo accept {0}, or restore, or reverse"


@dataclass(frozen=True, slots=True)
class Papers:
    """What is held against each other: our documents (`every`, and of them those that are asked about), the company's records of
    their days with those read by Id that lie on others, what moved goods there, and what a person said of what somebody did.
    `overrides` says of each entry that an owner overrode who did, and when. `unseen` are documents (by kind and Id) that the
    company's plan shows no more."""

    documents: Sequence[RemoteDocument]
    records: Sequence[Record]
    found: Sequence[FoundThere] = ()
    attachments: Sequence[Attachment] = ()
    waiting: Collection[str] = ()  # entries that have not left the outbox
    every: Sequence[RemoteDocument] = ()  # those of all days
    drifts: Sequence[Drift] = ()  # oldest first
    movements: Sequence[Movement] = ()
    overrides: Mapping[str, str] = field(default_factory=dict)
    unseen: Collection[Key] = ()


def compare_papers(papers: Papers) -> Iterator[Difference]:
    there = {(record.kind, record.id): record for record in papers.records}
    by_number: dict[str, list[Record]] = defaultdict(list)
    for record in papers.records:
        if record.number:
            by_number[record.number].append(record)
    last = {(drift.entry, drift.part): drift for drift in papers.drifts}
    for document in papers.documents:
        yield from _by_state(document, last.get((document.entry, document.part)))
        yield from _twice(document, by_number)
    told = {document.entry for document in papers.documents}
    for entry in papers.waiting:
        if entry not in told:
            yield Difference(Name.WAITING, entry, f"{entry} is posted here and not sent yet.", SYNC)
    yield from _orphans(papers)
    yield from _verdicts(papers.found, there)
    for each in papers.attachments:
        if not each.remote_id:
            says = f"{each.name} of {each.entry} is not attached in QuickBooks yet. {each.says}".rstrip()
            yield Difference(Name.FILE_MISSING, each.entry, says, SYNC)


# ── One document ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_state(document: RemoteDocument, drift: Drift | None) -> Iterator[Difference]:
    if document.state in (DocumentState.CHANGED, DocumentState.DELETED):
        yield _done_to_it(document, drift)
    elif document.state in STATES:
        name, what, mend = STATES[document.state]
        if document.state is DocumentState.UNCOSTED and document.held_reason == HeldReason.VARIANCE_WAITS:
            name, what = Name.VARIANCE_OPEN, "is there, at a cost that is not taken over yet"
        if document.state is DocumentState.FAILED and document.remote_id:
            name, what = Name.NUMBER_TAKEN, f"was not sent: its number is that of Id {document.remote_id} there"
        why = f": {document.says}" if document.says else "."
        mend = MENDS.get(document.held_reason, mend).format(document.entry)
        yield Difference(name, document.entry, f"{_called(document)} {what}{why}", mend, document.number)


def _done_to_it(document: RemoteDocument, drift: Drift | None) -> Difference:
    """Edited or deleted there; where a person said what is to become of it, what is still to be done for that."""
    name = Name.DELETED if document.body else Name.THEIRS_GONE
    says, mend = document.says, SETTLE.format(document.entry)
    if document.state is DocumentState.CHANGED:
        name, says = Name.EDITED, f"{_called(document)} (Id {document.remote_id}) was edited in QuickBooks: {document.says}"
    elif not document.body:
        says = f"The document that stands for {document.entry} (Id {document.remote_id}) is in QuickBooks no more."
    if drift is not None and drift.disposition in (Disposition.ACCEPT, Disposition.REVERSE):
        says += f" {drift.by} said that these books follow; {document.entry} is not reversed here yet."
        mend = "Approve its reversal: writeoff queue"
    return Difference(name, document.entry, says, mend, document.number)


def _twice(document: RemoteDocument, by_number: Mapping[str, Sequence[Record]]) -> Iterator[Difference]:
    """Another document there that bears the number of one of ours that is there."""
    same = [other for other in by_number.get(document.number, ()) if other.id != document.remote_id]
    if document.remote_id and document.body and document.state is not DocumentState.FAILED and same:
        ids = ", ".join(other.id for other in same)
        says = f"{_called(document)} is there twice: Id {document.remote_id} is ours, and Id {ids} bears its number too."
        yield Difference(Name.DUPLICATE, document.entry, says, f"Delete Id {ids} in QuickBooks.", document.number)


# ── Other documents ──────────────────────────────────────────────────────────────────────────────────────────────────


def _orphans(papers: Papers) -> Iterator[Difference]:
    known = {document.remote_id for document in papers.every}
    numbers = {document.number for document in papers.every}
    for record in papers.records:
        if OURS.fullmatch(record.number) and record.number not in numbers and record.id not in known:
            entry = record.number.rsplit("-", 2)[0]
            says = f"{record.kind} {record.number} (Id {record.id}) bears a number such as ours, and nothing here has it."
            mend = "It may be of other books or of a backup: compare it, and delete it in QuickBooks if it is nobody's."
            yield Difference(Name.ORPHAN, entry, says, mend, record.number)


def _verdicts(found: Iterable[FoundThere], there: Mapping[tuple[str, str], Record]) -> Iterator[Difference]:
    for each in found:
        if each.verdict is Verdict.OURS and (each.kind, each.remote_id) in there:
            says = f"{each.because} {each.by} said that it is a mistake, and it is still there."
            yield Difference(Name.THEIRS_LEFT, each.subject, says, f"Delete Id {each.remote_id} in QuickBooks.", each.number)


def accepted(papers: Papers) -> Iterator[Listed]:
    """Edits that a person let stand, for what they changed is in no account of ours."""
    done = {(document.entry, document.part) for document in papers.documents if document.state is DocumentState.DONE}
    last = {(drift.entry, drift.part): drift for drift in papers.drifts}
    for key, drift in last.items():
        if key in done and drift.disposition is Disposition.ACCEPT:
            yield Listed(drift.entry, f"{drift.entry} stands in QuickBooks as edited there, accepted by {drift.by}: {drift.says}")


def _called(document: RemoteDocument) -> str:
    return f"{document.kind} {document.number}".rstrip()
