"""What verifying an audit trail came to: sentences for a person, a document for a program."""

from assistant.bookkeeping.auditing import Judged, Verification
from assistant.books.audit_head import Head
from assistant.surfaces.render.documents import Document

NO_KEY = "Unsigned: there is no key to sign heads with (WRITEOFF_AUDIT_KEY, or the system's keyring)."
STRANGE = ", which is not known here: compare it with the one that you were given (audit verify --key)"
NO_HEAD = "Unsigned: no head of this trail is signed yet; writeoff audit head signs it."


def verified_page(found: Verification, *, has_key: bool) -> str:
    held = found.held
    if not found.holds:
        more = found.broken - len(found.faults)
        told = [f"The trail is broken: {found.faults[0]}.", *(f"Also {fault}." for fault in found.faults[1:])]
        return "\n".join([*told, *([f"And {more:,} more."] if more > 0 else [])])
    told = [
        f"The trail holds: {held.events:,} events, the last {held.last}.",
        f"{_entries(held.entries)} as posted; balances and goods are their openings and what was posted since.",
    ]
    if held.unanswered:
        told.append(f"{held.unanswered:,} of them are older than the trail's digests: of these, the lines were compared.")
    if held.not_answered_for:
        told.append(f"Not answered for, as the trail kept no digest of it yet: {', '.join(held.not_answered_for)}.")
    else:
        told.append("Roles, policies, names, evidence, texts and drafts are as the trail tells.")
    told.append(signed_words(found, has_key=has_key))
    return "\n".join(told)


def signed_words(found: Verification, *, has_key: bool) -> str:
    """'Signed: the heads of 2026-09 and 2026-10 fit the trail.', or why nothing is signed."""
    signed = [judged for judged in found.heads if judged.signed and not judged.wrong]
    kept = sum(judged.kept for judged in found.heads)
    beside = f" {'1 head' if kept == 1 else f'{kept} heads'} kept elsewhere fit{'s' if kept == 1 else ''}." if kept else ""
    if not signed:
        return (NO_HEAD if has_key else NO_KEY) + beside
    last = max((judged.head for judged in signed), key=lambda head: head.seq)
    many = "1 head fits" if len(signed) == 1 else f"{len(signed)} heads fit"
    whose = "" if has_key else STRANGE
    return f"Signed: {many} the trail, the last of event {last.seq:,}, by the key {last.key}{whose}.{beside}"


def _entries(many: int) -> str:
    return "1 entry is" if many == 1 else f"{many:,} entries are"


def verified_document(found: Verification, *, has_key: bool) -> Document:
    held = found.held
    return {
        "holds": found.holds,
        "events": held.events,
        "last": held.last if held.events else None,
        "entries": held.entries,
        "unanswered": held.unanswered,
        "not_answered_for": list(held.not_answered_for),
        "faults": list(found.faults),
        "signed": found.signed,
        "heads": [_judged_document(judged) for judged in found.heads],
        "says": verified_page(found, has_key=has_key),
    }


def _judged_document(judged: Judged) -> Document:
    return head_document(judged.head) | {"kept": judged.kept, "wrong": judged.wrong}


def head_document(head: Head) -> Document:
    return {
        "client": head.client,
        "period": head.period,
        "seq": head.seq,
        "hash": head.hash,
        "at": head.made_at.isoformat(),
        "key": head.key,
        "signature": head.signature,
    }
