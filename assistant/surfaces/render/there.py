"""The documents of one entry, and where each stands in QuickBooks, to lines of a page."""

from collections.abc import Sequence

from assistant.books.remote import RemoteDocument
from assistant.surfaces.render.receipt import CALLED
from assistant.surfaces.render.table import plain, table


def there_page(documents: Sequence[RemoteDocument]) -> str:
    """Nothing for an entry without documents: none is to be sent, or none was made yet."""
    if not documents:
        return ""
    rows = []
    for document in documents:
        what = f"{CALLED.get(document.kind, document.kind)} {document.number}"
        where = f"Id {document.remote_id}" if document.remote_id else ""
        cost = f"cost {document.cost}" if document.cost is not None else ""
        rows.append((what, document.state.value, ", ".join(filter(None, (where, cost))), plain(document.says)))
    return "In QuickBooks\n" + "\n".join(f"  {line}" for line in table(rows).split("\n"))
