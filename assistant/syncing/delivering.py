"""One document to the company: looked up first where it may be there already, then sent under its own request id, once.

What is stored says at every moment what may have happened: a document is marked as sent before its first byte leaves, and what
was sent stays in doubt until an answer or a look-up tells. A look-up that finds nothing proves nothing: the same request goes
again, and only when QuickBooks must have given up whatever it was doing with the last.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.books.remote import DocumentState, RemoteDocument
from assistant.errors import OutsideServiceFailed
from assistant.syncing.deciding import OUT, adopted, answered, gone, look_up_at, send_again_at, unclear
from assistant.syncing.doors import Patience, Shift
from assistant.syncing.keeping import change
from assistant.syncing.port import RemoteBooks, Taken


@dataclass(frozen=True, slots=True)
class Delivery:
    """Sends one shift's documents. Its methods raise Overtaken where another worker has the document, and OutsideServiceFailed
    where the company can be asked no more; what is stored is then right, and the next run goes on from it."""

    shift: Shift
    remote: RemoteBooks
    patience: Patience

    def due_at(self, document: RemoteDocument, *, missed: bool) -> datetime:
        """When there is something to do with it: `missed` says that this run looked it up, and found nothing."""
        now = self.shift.now()
        if document.state not in OUT or document.changed_at > now:
            return min(document.changed_at, now)
        return send_again_at(document, self._server) if missed else look_up_at(document, self.patience.settle_seconds)

    def advance(self, document: RemoteDocument, *, may_send: bool) -> RemoteDocument:
        """As far as it comes without waiting: there, refused, or still in doubt. The same document: there was nothing to do."""
        if document.attempts:
            out, now = document.state in OUT, self.shift.now()
            if out and document.changed_at > now:  # the clock was ahead: nobody knows since when
                return change(self.shift, document, replace(document, changed_at=now))
            if out and now < look_up_at(document, self.patience.settle_seconds):
                return document
            found = self.remote.find(document.kind, document.number)
            if found:
                return change(self.shift, document, adopted(document, found, at=self.shift.now()))
            if document.remote_id:
                return change(self.shift, document, gone(document, at=self.shift.now()))
            if not may_send or (out and self.shift.now() < send_again_at(document, self._server)):
                return document
        return self._send(document)

    @property
    def _server(self) -> float:
        return max(self.patience.server_seconds, self.patience.settle_seconds)

    def _send(self, document: RemoteDocument) -> RemoteDocument:
        attempts, now = document.attempts + 1, self.shift.now()
        sent = replace(document, state=DocumentState.SENT, attempts=attempts, says="", held_reason="", changed_at=now)
        sent = change(self.shift, document, sent)
        try:
            answer = self.remote.send(sent)
        except OutsideServiceFailed as error:  # for certain nothing left
            change(self.shift, sent, replace(document, says=f"{error.says} {error.remedy}".strip()))
            raise
        if isinstance(answer, Taken):
            return self._compare(sent, answer.id)
        return change(self.shift, sent, answered(sent, answer, at=self.shift.now()))

    def _compare(self, document: RemoteDocument, remote_id: str) -> RemoteDocument:
        """The number is that of a record there: ours, where an earlier answer was lost, or another's."""
        doubted = change(self.shift, document, unclear(document, f"Its number is that of Id {remote_id}."))
        record = self.remote.read(document.kind, remote_id)
        if record is None:
            return doubted
        return change(self.shift, doubted, adopted(doubted, (record,), at=self.shift.now()))
