"""A document and what the company answered, or holds, to how far the document has come. Nothing here asks or stores."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.books.plan import HeldReason, Plan
from assistant.books.record import Record
from assistant.books.remote import THERE, DocumentKind, DocumentState, RemoteDocument
from assistant.stages.documents.compare import differences, is_same
from assistant.syncing.port import NOT_ENTITLED, Kept, Refused, Unclear

COSTED_THERE = frozenset({DocumentKind.INVENTORY_ADJUSTMENT.value, DocumentKind.VENDOR_CREDIT.value})
"""What QuickBooks values by its own cost, which no answer tells."""

NOT_SENT = frozenset({DocumentState.QUEUED, DocumentState.HELD, DocumentState.FAILED})
"""May be made anew before it is sent (again)."""

OUT = frozenset({DocumentState.SENT, DocumentState.UNKNOWN})
"""The company may have it, or may be about to."""

SETTLED = frozenset({DocumentState.DONE, DocumentState.THEIRS})
"""There, and nothing of it is still to be read."""

CLOSED_TO_US = frozenset({DocumentState.CHANGED, DocumentState.DELETED, DocumentState.AWAITING_MANUAL})
"""Only a person, or what a pull sees, moves it on."""

HOLDS = frozenset(reason.value for reason in HeldReason)


def answered(document: RemoteDocument, answer: Kept | Refused | Unclear, *, at: datetime) -> RemoteDocument:
    """The document after its sending was answered. One whose fate is unclear keeps the time at which it was sent."""
    match answer:
        case Kept(record):
            return adopted(document, (record,), at=at)
        case Refused(reason, says, remedy):
            state = DocumentState.HELD if reason in HOLDS else DocumentState.FAILED
            held = reason if reason in HOLDS or reason == NOT_ENTITLED else ""
            told = " ".join(filter(None, (says, remedy)))
            return replace(document, state=state, held_reason=held, says=told, changed_at=at)
        case Unclear(says):
            return unclear(document, says)


def unclear(document: RemoteDocument, says: str) -> RemoteDocument:
    return replace(document, state=DocumentState.UNKNOWN, says=f"{says} It is looked up before it is sent again.")


def adopted(document: RemoteDocument, found: Sequence[Record], *, at: datetime) -> RemoteDocument:
    """There, where one of the records found under its number is the document; else failed, for the number is another's, or
    somebody changed what was ours."""
    there = next((record for record in found if is_same(document, record)), None)
    if there is not None:
        state = DocumentState.UNCOSTED if document.kind in COSTED_THERE else DocumentState.DONE
        kept = replace(document, state=state, says="", held_reason="", changed_at=at)
        return replace(kept, remote_id=there.id, sync_token=there.sync_token)
    other = found[0]
    says = (
        f"QuickBooks holds {document.number} (Id {', '.join(record.id for record in found)}) otherwise than {document.entry}"
        f" has it: {' '.join(differences(document, other)) or 'it differs.'} "
        "Make it there as it is here, then sync again; or correct both by a reversal."
    )
    other_id = other.id if len(found) == 1 else ""
    return replace(document, state=DocumentState.FAILED, says=says, held_reason="", remote_id=other_id, changed_at=at)


def gone(document: RemoteDocument, *, at: datetime) -> RemoteDocument:
    """One that was there otherwise than we have it, and is there no more: its request is spent, and only a person's word makes it
    anew."""
    says = f"{document.number} is no longer in QuickBooks (it was Id {document.remote_id})."
    return replace(document, state=DocumentState.DELETED, says=says, changed_at=at)


def look_up_at(document: RemoteDocument, settle_seconds: float) -> datetime:
    return document.changed_at + timedelta(seconds=settle_seconds)


def send_again_at(document: RemoteDocument, server_seconds: float) -> datetime:
    """When nothing of one that is out can still be under way there."""
    return document.changed_at + timedelta(seconds=server_seconds)


# ── An entry's documents ─────────────────────────────────────────────────────────────────────────────────────────────


def sendable(plan: Plan, documents: Mapping[int, RemoteDocument]) -> tuple[RemoteDocument, ...]:
    """The documents that may go, or be looked up, now: in the plan's order, each after the parts whose cost it waits for."""
    ready = []
    for planned in plan.documents:
        document = documents.get(planned.part)
        if document is None or document.state in SETTLED | CLOSED_TO_US | {DocumentState.UNCOSTED, DocumentState.HELD}:
            continue
        if not all(_read_back(documents.get(part)) for part in range(1, planned.after + 1)):
            continue
        ready.append(document)
    return tuple(ready)


def _read_back(document: RemoteDocument | None) -> bool:
    """Whether it is there, and QuickBooks' own cost of it is known, be it taken over yet or not."""
    return document is not None and (document.state in SETTLED or (document.state in THERE and document.cost is not None))


def all_settled(documents: Iterable[RemoteDocument]) -> bool:
    return all(document.state in SETTLED for document in documents)


def same_plan(shown: Plan, fresh: Plan, *, by_hand: bool) -> bool:
    """Whether an entry goes out as it was shown. A plan that was only a reason to wait showed no way yet, so that any is right;
    and where the company turned out to take no adjustment (`by_hand`), a person types what we would have sent."""
    if shown.hold is not None and not shown.documents:
        return True
    kinds, now = ({planned.kind for planned in plan.documents} for plan in (shown, fresh))
    if DocumentKind.INVENTORY_ADJUSTMENT in kinds and DocumentKind.TASK in now and by_hand:
        return True
    return replace(shown, hold=None).fingerprint() == replace(fresh, hold=None).fingerprint()
