"""A document of ours that somebody edited or deleted in QuickBooks, and what a person decided, to how it stands then."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from assistant.books.connected import Connected
from assistant.books.entry import PostedEntry
from assistant.books.found import DELETION, EDIT, FoundThere, Verdict
from assistant.books.proposal import GoodsSaid, Quantity, QuantityPart, QuantityRelation, Value, ValueRelation
from assistant.books.quantity import plain_quantity
from assistant.books.question import Settled
from assistant.books.reasons import Kind
from assistant.books.record import Record, RecordLine
from assistant.books.remote import DocumentKind, DocumentState, LinkKind, RemoteDocument
from assistant.stages.already.effects import units_of
from assistant.stages.documents.compare import sent_record
from assistant.stages.documents.naming import LONGEST_REQUEST_ID, name_of, version_of
from assistant.stages.documents.writing import written
from assistant.stages.reconciling.drifting import key_there

NOT_AS_SENT = frozenset({DocumentState.CHANGED, DocumentState.DELETED})
NOT_SENT = frozenset({DocumentState.QUEUED, DocumentState.HELD, DocumentState.FAILED})
VALUED_THERE = frozenset({DocumentKind.INVENTORY_ADJUSTMENT.value, DocumentKind.VENDOR_CREDIT.value})


def followed(document: RemoteDocument, subject: str, posted: PostedEntry, *, by: str, at: datetime) -> FoundThere:
    """What was done there stands for the reversal `subject` that follows it here, so that nothing is sent of that."""
    what = DELETION if document.state is DocumentState.DELETED else EDIT
    return FoundThere(
        subject, what, document.remote_id, document.number, posted.entry_date, None, document.says, at, Verdict.THEIRS, by
    )  # fmt: skip


def taken_back(documents: Iterable[RemoteDocument], reversal: str, *, at: datetime) -> tuple[RemoteDocument, ...]:
    """The documents of an entry that was reversed here because of what somebody did to them there: nothing is to be done with
    them any more."""
    says = f"Taken back here by {reversal}, as it was in QuickBooks."
    return tuple(
        replace(document, state=DocumentState.THEIRS, remote_id="", held_reason="", says=says, changed_at=at)
        for document in documents
        if document.state in NOT_AS_SENT | NOT_SENT
    )


# ── Ours is right ────────────────────────────────────────────────────────────────────────────────────────────────────


def made_again(document: RemoteDocument, posted: PostedEntry, client: str, *, at: datetime) -> RemoteDocument:
    """The same document under the next version's request and number: QuickBooks answers a request that it knows with what it
    made of it, which is deleted."""
    version = version_of(document.request_id) + 1
    suffix = document.number.removeprefix(f"{posted.number}-")[:1]
    name = name_of(document.realm, client, posted.number, document.part, suffix, version)
    body = json.loads(document.body, parse_float=Decimal) | {"DocNumber": name.number}
    return RemoteDocument(
        document.realm, document.entry, document.part, document.kind, name.request_id, name.number, written(body),
        DocumentState.QUEUED, at,
    )  # fmt: skip


def there_again(document: RemoteDocument, record: Record, *, at: datetime) -> RemoteDocument:
    """QuickBooks holds the document as it was sent; goods that it valued anew are to be read back."""
    state = DocumentState.UNCOSTED if document.kind in VALUED_THERE else DocumentState.DONE
    return replace(
        document, state=state, sync_token=record.sync_token, says="", held_reason="", changed_at=at
    )  # fmt: skip


def request_of(document: RemoteDocument, what: str, token: str) -> str:
    """The request id of a change to the document where it has this token: the same whenever it is worked out again."""
    digest = hashlib.sha256(json.dumps([document.request_id, what, token]).encode()).hexdigest()
    return f"writeoff-{digest}"[:LONGEST_REQUEST_ID]


# ── Theirs is right ──────────────────────────────────────────────────────────────────────────────────────────────────


def as_asked(document: RemoteDocument, record: Record) -> Record:
    """Of what a person typed for a task, the units alone are ours: all else is as it was asked for."""
    if document.kind != DocumentKind.TASK:
        return record
    ours = sent_record(document)
    return replace(record, number=ours.number, on=ours.on, account=ours.account, lines=_units_alone(record))


def _units_alone(record: Record) -> tuple[RecordLine, ...]:
    return tuple(RecordLine(item=item, quantity=units) for item, units in units_of(record.lines).items())


def concerns_the_books(document: RemoteDocument, record: Record) -> bool:
    """Whether what differs is in our books too: day, accounts, amounts and units; a number, party, class or location is not."""
    ours = sent_record(document)
    return (ours.on, ours.account, _booked(ours.lines)) != (record.on, record.account, _booked(record.lines))


def _booked(lines: Iterable[RecordLine]) -> list[tuple[str, str, str, str, str]]:
    return sorted(
        (line.side, line.account, f"{(line.amount or Decimal(0)).normalize():f}", line.item, f"{line.quantity or 0:f}")
        for line in lines
    )


def as_edited(
    document: RemoteDocument, record: Record, posted: PostedEntry, connected: Connected
) -> tuple[tuple[Settled, ...], tuple[tuple[str, str], ...]] | None:
    """The facts by which the entry comes to what is there now, and the accounts of ours that become others. None where that is
    more than a day, an account, an amount or a number of units."""
    if key_there(document)[0] != record.kind or document.kind == DocumentKind.VENDOR_CREDIT:
        return None
    ours = sent_record(document)
    day = (Settled(words=record.on, entry_date=date.fromisoformat(record.on)),) if record.on != ours.on else ()
    if document.kind == DocumentKind.JOURNAL_ENTRY:
        found = _journal(ours, record, posted, connected)
    else:
        found = _goods(ours, record, posted, connected)
    return None if found is None else ((*day, *found[0]), found[1])


def _goods(
    ours: Record, record: Record, posted: PostedEntry, connected: Connected
) -> tuple[tuple[Settled, ...], tuple[tuple[str, str], ...]] | None:
    sent, now = units_of(ours.lines), units_of(record.lines)
    accounts = _accounts([(ours.account, record.account)], connected)
    if posted.kind is not Kind.WRITE_OFF or accounts is None or any(units >= 0 for units in now.values()) or not now:
        return None
    if sent == now:
        return (), accounts
    goods = []
    for item, units in now.items():
        link = connected.links.to(LinkKind.ITEM, item)
        if link is None:
            return None
        at = [(location, quantity) for key, location, quantity in posted.goods if key == link.ours]
        if sent.get(item) == units:
            goods += [_units(link.ours, location, abs(quantity)) for location, quantity in at]
        else:
            goods.append(_units(link.ours, at[0][0] if len(at) == 1 else "", -units))
    words = "; ".join(f"{plain_quantity(part.quantity.parts[0].number)} of {part.words}" for part in goods if part.quantity)
    places = ", ".join(dict.fromkeys(part.place for part in goods if part.place))
    return (Settled(words=f"{words} at {places}" if places else words, goods=tuple(goods)),), accounts


def _units(item: str, location: str, units: Decimal) -> GoodsSaid:
    return GoodsSaid(item, quantity=Quantity(QuantityRelation.EXACTLY, (QuantityPart(units),)), place=location)


def _journal(
    ours: Record, record: Record, posted: PostedEntry, connected: Connected
) -> tuple[tuple[Settled, ...], tuple[tuple[str, str], ...]] | None:
    if [line.side for line in ours.lines] != [line.side for line in record.lines]:
        return None
    accounts = _accounts([(sent.account, now.account) for sent, now in _pairs(ours, record)], connected)
    amounts = {now.amount for sent, now in _pairs(ours, record) if sent.amount != now.amount}
    if accounts is None or (amounts and (len(amounts) > 1 or len(ours.lines) > 2 or posted.goods)):
        return None
    settled = (Settled(words=f"{amount:f}", amount=Value(ValueRelation.TOTAL, amount)) for amount in amounts if amount)
    return tuple(settled), accounts


def _pairs(ours: Record, record: Record) -> Sequence[tuple[RecordLine, RecordLine]]:
    return tuple(zip(ours.lines, record.lines, strict=True))


def _accounts(pairs: Iterable[tuple[str, str]], connected: Connected) -> tuple[tuple[str, str], ...] | None:
    """Each account of ours that is another there now, with the one of ours which that is; None where it is none."""
    found = {}
    for before, now in pairs:
        if before != now:
            was, link = connected.links.to(LinkKind.ACCOUNT, before), connected.links.to(LinkKind.ACCOUNT, now)
            if was is None or link is None:
                return None
            found[was.ours] = link.ours
    return tuple(found.items())
