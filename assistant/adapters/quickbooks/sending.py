"""A document to the company, and its answer to what became of it: kept, taken, refused for a reason, or unclear.

What is sent is the stored body, to the byte, under the stored request id. A fault of the API is a definite no; a page, a piece of
an answer, trouble in the service or no answer at all leaves the document's fate open.
"""

import json
import re
from typing import Any

from assistant.adapters.quickbooks.asking import ALL, Asking, among
from assistant.adapters.quickbooks.faults import FORBIDDEN, Fault, NoAnswer, QuickBooksFault
from assistant.adapters.quickbooks.sentences import BY_PLAN, PLAN, refused, unusable
from assistant.books.plan import HeldReason
from assistant.books.record import Record
from assistant.books.remote import DocumentKind, RemoteDocument
from assistant.errors import OutsideServiceFailed
from assistant.stages.documents.records import record_of
from assistant.stages.documents.shapes import Shape, part, text
from assistant.syncing.port import Answer, Kept, NotTold, Refused, Taken, Unclear

OWNER = re.compile(r"(?:TxnType=([A-Za-z ]+?) with )?TxnId=(\d+)")
DUPLICATE_NUMBER, NOT_FOUND, STALE = "6140", "610", "5010"
REFERENCE_CODES = frozenset({"610", "2500"})
KINDS_IN_WORDS = {"Inventory Qty Adjust": "InventoryAdjustment"}  # what reports and sentences call a kind, where it differs

REFERENCES = {
    "AccountRef": "Account",
    "AdjustAccountRef": "Account",
    "APAccountRef": "Account",
    "ItemRef": "Item",
    "VendorRef": "Vendor",
    "ClassRef": "Class",
    "DepartmentRef": "Department",
}
REASONS = {
    "Account": HeldReason.ACCOUNT_NOT_LINKED,
    "Item": HeldReason.ITEM_NOT_LINKED,
    "Vendor": HeldReason.SUPPLIER_MISSING,
    "Customer": HeldReason.CUSTOMER_MISSING,
    "Class": HeldReason.LINKS_NOT_CONFIRMED,
    "Department": HeldReason.LINKS_NOT_CONFIRMED,
}


def send(company: Asking, document: RemoteDocument) -> Answer:
    """Posts the document as it was stored. Errors: OutsideServiceFailed where nothing was sent, or nothing more can be."""
    return _posted(company, document, document.body, document.request_id)


def update(company: Asking, document: RemoteDocument, sync_token: str, request_id: str) -> Answer:
    """Makes the document there as its body says, where it still has this token; a sparse update, since a full one would empty
    fields that we never set."""
    head = json.dumps({"Id": document.remote_id, "SyncToken": sync_token, "sparse": True}, separators=(",", ":"))
    body = f"{head[:-1]},{document.body.removeprefix('{')}"  # as text: its amounts stay as they were written
    return _posted(company, document, body, request_id)


def delete(company: Asking, kind: str, remote_id: str, sync_token: str, request_id: str) -> bool:
    """Whether it is gone, now or before. Only its Id and token are sent: an echo of what was read would be an update."""
    body = json.dumps({"Id": remote_id, "SyncToken": sync_token}, separators=(",", ":"))
    try:
        answer = part(company.post(kind.lower(), body, request_id, operation="delete"), kind)
    except QuickBooksFault as error:
        if NOT_FOUND in error.fault.codes:
            return True
        if STALE in error.fault.codes:
            return False
        if error.fault.definite:
            raise
        return read(company, kind, remote_id) is None
    except NoAnswer:
        return read(company, kind, remote_id) is None
    return text(answer, "status") == "Deleted" or read(company, kind, remote_id) is None


def read(company: Asking, kind: str, remote_id: str) -> Record | None:
    """The document of this Id as it stands; None where it is deleted or never was. NotTold where the company's plan has no such
    kind."""
    try:
        kept = company.entity(f"{kind.lower()}/{remote_id}", kind)
    except QuickBooksFault as error:
        if NOT_FOUND in error.fault.codes:
            return None
        if BY_PLAN & set(error.fault.codes):
            says = f"Whether QuickBooks keeps {kind} Id {remote_id} cannot be known: the company's plan shows no {kind} any more."
            raise NotTold(says, "Look it up there. Once the plan allows such documents again: writeoff qbo pull --full") from None
        raise
    if text(kept, "status") == "Deleted":
        return None
    record = record_of(kind, kept)
    if record.id != remote_id:
        raise NoAnswer("QuickBooks' answer is about another document.", "Try again in a while.")
    return record


# ── What the answer means ────────────────────────────────────────────────────────────────────────────────────────────


def _posted(company: Asking, document: RemoteDocument, body: str, request_id: str) -> Answer:
    try:
        answer = company.post(document.kind.lower(), body, request_id)
    except NoAnswer as error:
        return Unclear(error.says)
    except QuickBooksFault as error:
        return _meaning(company, error.fault, document)
    record = record_of(document.kind, part(answer, document.kind))
    return Kept(record) if record.id else Unclear("QuickBooks' answer holds no document.")


def _meaning(company: Asking, fault: Fault, document: RemoteDocument) -> Answer:
    if not fault.definite:
        return Unclear(f"QuickBooks was in trouble (HTTP {fault.status}).")
    owner = OWNER.search(fault.words)
    if DUPLICATE_NUMBER in fault.codes and owner is not None and _is_kind(owner[1], document.kind):
        return Taken(owner[2])
    if REFERENCE_CODES & set(fault.codes) and (named := _unusable(company, fault, document)) is not None:
        return named
    if fault.status == FORBIDDEN and document.kind == DocumentKind.INVENTORY_ADJUSTMENT:
        return refused(fault, PLAN)  # in whatever words: only some plans of one country have it
    return refused(fault)


def _is_kind(words: str | None, kind: str) -> bool:
    """Whether the type that a fault names is this kind; where it names none, its Id is looked at."""
    return words is None or KINDS_IN_WORDS.get(words, words.replace(" ", "")) == kind


def _unusable(company: Asking, fault: Fault, document: RemoteDocument) -> Refused | None:
    """Which of the accounts, goods and parties that the document names are inactive or gone, which QuickBooks does not tell."""
    try:
        found = [(kind, name) for kind, ids in _references(document).items() for name in _gone(company, kind, ids)]
    except OutsideServiceFailed:
        return None  # the refusal stands, without names
    if not found:
        return None
    return unusable(REASONS[found[0][0]].value, [name for _, name in found], fault)


def _gone(company: Asking, kind: str, ids: list[str]) -> list[str]:
    there = {text(row, "Id"): row for row in company.rows(kind, among("Id", ids), ALL)}
    inactive = [f"{kind} “{_name(there[key])}”" for key in ids if key in there and there[key].get("Active") is False]
    return inactive + [f"{kind} with Id {key}" for key in ids if key not in there]


def _name(row: Shape) -> str:
    return next(filter(None, (text(row, name) for name in ("FullyQualifiedName", "DisplayName", "Name", "Id"))))


def _references(document: RemoteDocument) -> dict[str, list[str]]:
    """The Ids that the body refers to, by kind, each once."""
    found: dict[str, dict[str, None]] = {}

    def walk(value: Any) -> None:
        if isinstance(value, list):
            for each in value:
                walk(each)
        elif isinstance(value, dict):
            for name, part in value.items():
                kind = REFERENCES.get(name) or (value.get("Type") if name == "EntityRef" else None)
                if kind in REASONS and isinstance(part, dict) and part.get("value"):
                    found.setdefault(kind, {})[str(part["value"])] = None
                else:
                    walk(part)

    walk(json.loads(document.body))
    return {kind: list(ids) for kind, ids in found.items()}
