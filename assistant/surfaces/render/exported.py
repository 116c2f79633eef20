"""An export to the document that the command line and the API answer with, written as the export itself is made."""

import json
from collections.abc import Iterable, Iterator


def export_pieces(to: str, content: Iterable[str]) -> Iterator[str]:
    """The JSON text of {"to", "files": [], "content"} with the content as one string, a piece after another."""
    yield json.dumps({"to": to, "files": []}).removesuffix("}") + ', "content": "'
    for piece in content:
        yield json.dumps(piece, ensure_ascii=False)[1:-1]
    yield '"}\n'
