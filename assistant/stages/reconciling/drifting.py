"""Our documents, and the records that the company holds, to what somebody did there to ours.

A document that is there as it was sent needs nothing; one that was edited or deleted waits until a person says which is right.
What a person accepted stands, as long as it stays as it was accepted.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from assistant.books.connected import Connected
from assistant.books.drift import Disposition, Done, Drift
from assistant.books.quantity import plain_quantity
from assistant.books.record import Movement, Record, RecordLine
from assistant.books.remote import THERE, DocumentKind, DocumentState, RemoteDocument
from assistant.stages.already.effects import units_of
from assistant.stages.documents.compare import differences, sent_record
from assistant.stages.documents.writing import written

SEEN_THERE = THERE | {DocumentState.CHANGED, DocumentState.DELETED}
TYPED_KIND = DocumentKind.INVENTORY_ADJUSTMENT.value  # what a person types for a task
SOMEBODY = "QuickBooks"  # Drift.by of what somebody undid there

Key = tuple[str, str]  # kind and Id


@dataclass(frozen=True, slots=True)
class Seen:
    """A document as it now stands, and what somebody did to it, or what was done is undone."""

    drift: Drift
    document: RemoteDocument


def key_there(document: RemoteDocument) -> Key:
    return (TYPED_KIND if document.kind == DocumentKind.TASK else document.kind), document.remote_id


def drifted(
    documents: Iterable[RemoteDocument],
    there: Mapping[Key, Record],
    kinds: Collection[str],
    known: Iterable[Drift],
    connected: Connected,
    *,
    at: datetime,
) -> Iterator[Seen]:
    """What is to be kept anew of the documents that the company had. `kinds` are those that it was asked for; `known` what was
    seen before, oldest first."""
    last = {(drift.entry, drift.part): drift for drift in known}
    for document in documents:
        if document.state not in SEEN_THERE or not document.remote_id or key_there(document)[0] not in kinds:
            continue
        before = last.get((document.entry, document.part))
        record = there.get(key_there(document))
        if record is not None and document.kind == DocumentKind.TASK:
            record = _by_units(record)
        seen = _seen(document, record, before, connected, at)
        if seen is not None and (seen.drift != before or seen.document.state is not document.state):
            yield seen


def _seen(
    document: RemoteDocument, record: Record | None, before: Drift | None, connected: Connected, at: datetime
) -> Seen | None:
    if record is None:
        if document.state is DocumentState.DELETED and before is not None and before.done is Done.DELETED:
            return None
        says = f"{document.kind} {document.number} (Id {document.remote_id}) was deleted in QuickBooks."
        return _kept(document, Done.DELETED, says, "", before, at)
    if other := changes(document, record, connected):
        if _accepted(before, record):
            return None
        return _kept(document, Done.EDITED, " ".join(other), canonical(record), before, at)
    if document.state not in (DocumentState.CHANGED, DocumentState.DELETED):
        return None
    return None if before is None else undone(document, before, by=SOMEBODY, at=at)


def _accepted(before: Drift | None, record: Record) -> bool:
    return before is not None and before.disposition is Disposition.ACCEPT and before.there == canonical(record)


def _kept(document: RemoteDocument, done: Done, says: str, there: str, before: Drift | None, at: datetime) -> Seen:
    """Once: what was seen before, and is as it was then, is left as it was kept."""
    state = DocumentState.DELETED if done is Done.DELETED else DocumentState.CHANGED
    after = replace(document, state=state, says=says, changed_at=at)
    if before is not None and (before.done, before.there) == (done, there) and before.disposition is not Disposition.RESTORE:
        return Seen(before, after)
    return Seen(Drift(document.realm, document.entry, document.part, done, says, there, at), after)


def undone(document: RemoteDocument, drift: Drift, *, by: str, at: datetime) -> Seen:
    """The document is there as it was sent again."""
    settled = replace(drift, disposition=Disposition.RESTORE, by=by, settled_at=at)
    settled = drift if drift.disposition is not Disposition.OPEN else settled
    return Seen(settled, replace(document, state=DocumentState.DONE, says="", changed_at=at))


# ── What differs ─────────────────────────────────────────────────────────────────────────────────────────────────────


def changes(document: RemoteDocument, record: Record, connected: Connected | None = None) -> tuple[str, ...]:
    """What of the document is otherwise there, a sentence each. Of what a person typed, the units alone are ours; of what stands
    for an entry and was never ours, nothing is."""
    if not document.body:
        return ()
    if document.kind != DocumentKind.TASK:
        return differences(document, record, connected)
    asked, typed = units_of(sent_record(document).lines), units_of(record.lines)
    names = {item: there.name for item in {*asked, *typed} if connected and (there := connected.snapshot.item(item))}
    return tuple(
        f"It moves {_plain(typed.get(item))} units of {names.get(item, item)!r}, and was to move {_plain(asked.get(item))}."
        for item in sorted({*asked, *typed})
        if asked.get(item) != typed.get(item)
    )


def _plain(units: Decimal | None) -> str:
    return plain_quantity(units or Decimal(0))


def _by_units(record: Record) -> Record:
    """What a person typed, as far as it is ours: one and the same whether a report or the document itself tells of it."""
    lines = tuple(RecordLine(item=item, quantity=units) for item, units in units_of(record.lines).items())
    return Record(record.kind, record.id, record.sync_token, "", "", lines)


def canonical(record: Record) -> str:
    """What a record says, as JSON, the same whenever it says the same: without notes, times and the token of its version."""
    lines = [
        [
            line.side,
            line.account,
            _number(line.amount),
            line.item,
            _number(line.quantity),
            line.party,
            line.klass,
            line.department,
        ]
        for line in record.lines
    ]
    return written(
        {
            "kind": record.kind, "id": record.id, "number": record.number, "date": record.on, "account": record.account,
            "party": record.party, "lines": sorted(lines, key=written),
        }
    )  # fmt: skip


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def typed_records(documents: Iterable[RemoteDocument], movements: Iterable[Movement]) -> dict[Key, Record]:
    """What a report shows of documents that are known by what they moved alone."""
    rows: dict[str, list[Movement]] = {}
    for row in movements:
        rows.setdefault(row.id, []).append(row)
    found: dict[Key, Record] = {}
    for document in documents:
        if same := rows.get(document.remote_id):
            lines = tuple(RecordLine(item=row.item, quantity=row.quantity) for row in same)
            found[key_there(document)] = Record(TYPED_KIND, document.remote_id, "", same[0].number, same[0].on, lines)
    return found
