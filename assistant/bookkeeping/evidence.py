"""Files that show what happened to a draft's or an entry's evidence: kept, told of in the trail, and on their way to QuickBooks.

A draft's evidence is its entry's once it is posted. What comes after an entry has gone out has it go through the sync once more.
"""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.books.entry import PostedEntry
from assistant.books.evidence import Attachment, EvidenceFile, Handed
from assistant.books.people import Action
from assistant.books.remote import Company
from assistant.stages.review import allow
from assistant.store import ClientTransaction

A_DRAFT = re.compile(r"D-\d+")


class EvidenceTransaction(ClientTransaction, Protocol):
    def entry(self, number: str) -> PostedEntry:
        """The entry of this number, or NotFound."""
        ...

    def add_evidence(self, file: EvidenceFile, content: bytes) -> None: ...
    def evidence(self, subject: str) -> tuple[EvidenceFile, ...]: ...
    def send_again(self, number: str) -> None: ...
    def company(self, service: str = "quickbooks") -> Company | None: ...
    def attachments(self, realm: str, entry: str) -> tuple[Attachment, ...]: ...


class EvidenceStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[EvidenceTransaction]: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of evidence; `new` where it came just now, `attachment` where the company has it or is to have it."""

    file: EvidenceFile
    new: bool = False
    attachment: Attachment | None = None


def add(
    store: EvidenceStore, client: str, subject: str, files: Sequence[Handed], *, by: str, at: datetime
) -> tuple[Kept, ...]:  # fmt: skip
    """All the evidence of the draft or entry, with these files. One that it has already, by its content, stays as it is.

    Errors: NotAllowed, NotFound where there is no such draft or entry.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.DRAFT)
        entry = _entry_of(transaction, subject)
        known = {file.digest for file in transaction.evidence(entry or subject)}
        new: dict[str, EvidenceFile] = {}
        for handed in files:
            if (digest := handed.digest) in known | new.keys():
                continue
            new[digest] = file = EvidenceFile(digest, handed.name, handed.content_type, len(handed.content), subject, by, at)
            transaction.add_evidence(file, handed.content)
            detail = {"file": file.name, "sha256": digest, "bytes": file.size}
            transaction.record(at=at, who=by, what="evidence.added", subject=subject, detail=detail)
        if new and entry:
            transaction.send_again(entry)
        return tuple(Kept(each.file, each.file.digest in new, each.attachment) for each in _kept(transaction, subject, entry))


def listed(store: EvidenceStore, client: str, subject: str, *, by: str) -> tuple[Kept, ...]:
    """The evidence of a draft or an entry, in the order it came. Errors: NotAllowed, NotFound."""
    with store.client(client, reads=True) as transaction:
        allow(by, transaction.role_of(by), Action.READ)
        return _kept(transaction, subject, _entry_of(transaction, subject))


def _entry_of(transaction: EvidenceTransaction, subject: str) -> str:
    """The number of the entry that is meant, or that the draft became; empty for a draft that is none. NotFound."""
    if not A_DRAFT.fullmatch(subject):
        return transaction.entry(subject).number
    posted = transaction.posted_for(transaction.draft(subject).id)
    return posted.number if posted is not None else ""


def _kept(transaction: EvidenceTransaction, subject: str, entry: str) -> tuple[Kept, ...]:
    company = transaction.company() if entry else None
    attached = {each.digest: each for each in transaction.attachments(company.realm, entry)} if company is not None else {}
    return tuple(Kept(file, attachment=attached.get(file.digest)) for file in transaction.evidence(entry or subject))
