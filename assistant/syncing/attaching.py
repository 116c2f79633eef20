"""Evidence of an entry to files at the document that QuickBooks keeps of it, each once.

A file's name there bears the beginning of its digest, so that one whose upload was never answered is found before it goes again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from assistant.books.evidence import Attachment, EvidenceFile
from assistant.books.found import DONE_TO_OURS, QUANTITY
from assistant.books.remote import THERE, DocumentKind, RemoteDocument
from assistant.errors import OutsideServiceFailed
from assistant.syncing.doors import Shift
from assistant.syncing.port import RemoteBooks
from assistant.syncing.work import Work

NO_DOCUMENT = DONE_TO_OURS | {QUANTITY, DocumentKind.TASK.value}
"""What may stand for an entry there, and holds no file that we could name."""

DIGITS = 12  # of the digest, in a name
LONGEST_STEM = 80


@dataclass(frozen=True, slots=True)
class Attaching:
    shift: Shift
    remote: RemoteBooks

    def attach(self, work: Work) -> tuple[Attachment, ...]:
        """Every file of the entry; one without an Id is not there, and says why. Errors: OutsideServiceFailed where it cannot be
        looked up."""
        target = self._target(work)
        with self.shift.store.client(self.shift.client, reads=True) as transaction:
            files = transaction.evidence(work.number)
            known = {each.digest: each for each in transaction.attachments(self.shift.realm, work.number)} if files else {}
        if target is None or not files:
            return ()
        return tuple(self._attach(target, file, known.get(file.digest)) for file in _once(files))

    def _target(self, work: Work) -> RemoteDocument | None:
        """The first document of the entry that is there, whoever made it."""
        there = [each for each in work.documents.values() if each.state in THERE and each.kind not in NO_DOCUMENT]
        return min(there, key=lambda document: document.part, default=None)

    def _attach(self, document: RemoteDocument, file: EvidenceFile, known: Attachment | None) -> Attachment:
        if known is not None and known.remote_id:
            return known
        if known is not None and known.attempts and (found := self.remote.attached(document).get(known.name)):
            return self._save(replace(known, remote_id=found, says=""))
        blank = Attachment(self.shift.realm, document.entry, document.part, file.digest, name_there(file), 0)
        sent = self._save(replace(known or blank, attempts=(known or blank).attempts + 1))
        with self.shift.store.client(self.shift.client, reads=True) as transaction:
            content = transaction.evidence_content(file.digest)
        try:
            remote_id = self.remote.attach(document, sent.name, file.content_type, content)
        except OutsideServiceFailed as failed:  # of one file: whether the company can be asked at all, the next question tells
            return self._save(replace(sent, says=f"{failed.says} {failed.remedy}".strip()))
        return self._save(replace(sent, remote_id=remote_id, says=""))

    def _save(self, attachment: Attachment) -> Attachment:
        with self.shift.store.client(self.shift.client) as transaction:
            transaction.save_attachment(attachment)
        return attachment


def _once(files: Sequence[EvidenceFile]) -> tuple[EvidenceFile, ...]:
    return tuple({file.digest: file for file in files}.values())


def name_there(file: EvidenceFile) -> str:
    """'photo-0123456789ab.jpg'."""
    path = PurePath(file.name)
    return f"{path.stem[:LONGEST_STEM]}-{file.digest[:DIGITS]}{path.suffix}"
