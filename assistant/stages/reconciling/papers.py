"""Every document of ours against what QuickBooks holds, and what it holds that looks like ours."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.books.connected import Connected
from assistant.books.evidence import Attachment
from assistant.books.found import FoundThere, Verdict
from assistant.books.record import Record
from assistant.books.remote import THERE, DocumentKind, DocumentState, RemoteDocument
from assistant.stages.documents.compare import differences
from assistant.stages.reconciling.names import Difference, Name

OURS = re.compile(r"WO-\d+-[A-Z]-[A-Z2-7]{2,8}", re.ASCII)
"""A number such as we give: the entry's, the part's letter, and a mark that no person types."""

STATES = {
    DocumentState.QUEUED: (Name.WAITING, "is not sent yet", "writeoff sync"),
    DocumentState.SENT: (Name.UNKNOWN, "was sent, and no answer came", "writeoff sync looks it up before anything else"),
    DocumentState.UNKNOWN: (Name.UNKNOWN, "was sent, and no answer tells", "writeoff sync looks it up before anything else"),
    DocumentState.HELD: (Name.HELD, "is held", "Do what it says, then: writeoff sync"),
    DocumentState.FAILED: (Name.REFUSED, "was refused", "Do what it says, then: writeoff sync"),
    DocumentState.UNCOSTED: (Name.COST_NOT_READ, "is there, its cost not read back yet", "writeoff sync"),
    DocumentState.AWAITING_MANUAL: (
        Name.AWAITING_MANUAL,
        "waits for somebody to type it there",
        "Type it there as the task says, then: writeoff qbo pull",
    ),
}
TASK_KIND = DocumentKind.INVENTORY_ADJUSTMENT.value  # what a person types for a task


@dataclass(frozen=True, slots=True)
class Papers:
    """What is held against each other: our documents, the company's records of their days (and those read by Id that lie on
    others), and what a person said of documents that we did not make."""

    documents: Sequence[RemoteDocument]
    records: Sequence[Record]
    found: Sequence[FoundThere] = ()
    attachments: Sequence[Attachment] = ()
    waiting: Collection[str] = ()  # entries that have not left the outbox
    known_numbers: Collection[str] = ()  # all numbers of ours, of whatever day


def compare_papers(papers: Papers, connected: Connected) -> Iterator[Difference]:
    there = {(record.kind, record.id): record for record in papers.records}
    by_number: dict[str, list[Record]] = defaultdict(list)
    for record in papers.records:
        if record.number:
            by_number[record.number].append(record)
    for document in papers.documents:
        yield from _document(document, there, by_number, connected)
    told = {document.entry for document in papers.documents}
    for entry in papers.waiting:
        if entry not in told:
            yield Difference(Name.WAITING, entry, f"{entry} is posted here and not sent yet.", "writeoff sync")
    yield from _orphans(papers)
    yield from _verdicts(papers.found, there)
    for each in papers.attachments:
        if not each.remote_id:
            says = f"{each.name} of {each.entry} is not attached in QuickBooks yet. {each.says}".rstrip()
            yield Difference(Name.FILE_MISSING, each.entry, says, "writeoff sync")


def _document(
    document: RemoteDocument,
    there: Mapping[tuple[str, str], Record],
    by_number: Mapping[str, Sequence[Record]],
    connected: Connected,
) -> Iterator[Difference]:
    if (told := STATES.get(document.state)) is not None:
        name, what, mend = told
        why = f": {document.says}" if document.says else "."
        yield Difference(name, document.entry, f"{_called(document)} {what}{why}", mend, document.number)
    kind = TASK_KIND if document.kind == DocumentKind.TASK else document.kind
    record = there.get((kind, document.remote_id)) if document.remote_id else None
    if document.state in (DocumentState.CHANGED, DocumentState.DELETED) or document.state in THERE:
        yield from _held_against(document, record, connected)
    same = [other for other in by_number.get(document.number, ()) if other.id != document.remote_id]
    if document.remote_id and document.state is not DocumentState.THEIRS and same:
        ids = ", ".join(other.id for other in same)
        says = f"{_called(document)} is there twice: Id {document.remote_id} is ours, and Id {ids} bears its number too."
        yield Difference(Name.DUPLICATE, document.entry, says, f"Delete Id {ids} in QuickBooks.", document.number)


def _held_against(document: RemoteDocument, record: Record | None, connected: Connected) -> Iterator[Difference]:
    settle = f"writeoff qbo accept {document.entry}, or restore, or reverse"
    if document.state is DocumentState.THEIRS:
        if record is None:
            says = f"The document that stands for {document.entry} (Id {document.remote_id}) is in QuickBooks no more."
            yield Difference(Name.THEIRS_GONE, document.entry, says, settle, document.number)
        return
    if record is None:
        says = f"{_called(document)} (Id {document.remote_id}) was deleted in QuickBooks."
        yield Difference(Name.DELETED, document.entry, says, settle, document.number)
    elif document.kind != DocumentKind.TASK and (other := differences(document, record, connected)):
        says = f"{_called(document)} (Id {document.remote_id}) was edited in QuickBooks: {' '.join(other)}"
        yield Difference(Name.EDITED, document.entry, says, settle, document.number)


def _orphans(papers: Papers) -> Iterator[Difference]:
    known = {document.remote_id for document in papers.documents}
    for record in papers.records:
        if OURS.fullmatch(record.number) and record.number not in papers.known_numbers and record.id not in known:
            entry = record.number.rsplit("-", 2)[0]
            says = f"{record.kind} {record.number} (Id {record.id}) bears a number such as ours, and nothing here has it."
            mend = "It may be of other books or of a backup: compare it, and delete it in QuickBooks if it is nobody's."
            yield Difference(Name.ORPHAN, entry, says, mend, record.number)


def _verdicts(found: Iterable[FoundThere], there: Mapping[tuple[str, str], Record]) -> Iterator[Difference]:
    for each in found:
        if each.verdict is Verdict.OURS and (each.kind, each.remote_id) in there:
            says = f"{each.because} {each.by} said that it is a mistake, and it is still there."
            yield Difference(Name.THEIRS_LEFT, each.subject, says, f"Delete Id {each.remote_id} in QuickBooks.", each.number)


def _called(document: RemoteDocument) -> str:
    return f"{document.kind} {document.number}".rstrip()
