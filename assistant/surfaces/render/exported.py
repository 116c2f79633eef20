"""What may be longer than memory holds, to the documents that the command line, the desk and the API answer with: written a piece
after another, as it is read."""

import json
from collections.abc import Iterable, Iterator

from assistant.books.audit import AuditEvent
from assistant.surfaces.render.documents import audit_document


def export_pieces(to: str, content: Iterable[str]) -> Iterator[str]:
    """The JSON text of {"to", "files": [], "content"}, an export's content being one string."""
    yield json.dumps({"to": to, "files": []}).removesuffix("}") + ', "content": "'
    for piece in content:
        yield json.dumps(piece, ensure_ascii=False)[1:-1]
    yield '"}\n'


def event_lines(events: Iterable[AuditEvent]) -> Iterator[str]:
    """Each event of a trail on a line of its own, as JSON."""
    for event in events:
        yield json.dumps(audit_document(event), ensure_ascii=False) + "\n"


def trail_pieces(client: str, events: Iterable[AuditEvent]) -> Iterator[str]:
    """The JSON text of {"client", "rows"}, a row an event."""
    yield json.dumps({"client": client}).removesuffix("}") + ', "rows": [\n'
    between = ""
    for line in event_lines(events):
        yield between + line
        between = ","
    yield "]}\n"
