"""The documents of one entry, and where each stands in QuickBooks, to lines of a page; and all of them to a word."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.books.remote import DocumentState, RemoteDocument
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


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry stands in QuickBooks, in words; `tone` is good, warn, bad or quiet."""

    words: str
    tone: str


# The first that one of its documents is in says it of the entry.
STANDINGS: tuple[tuple[frozenset[DocumentState], Standing], ...] = (
    (frozenset({DocumentState.DELETED}), Standing("deleted there", "bad")),
    (frozenset({DocumentState.CHANGED}), Standing("changed there", "bad")),
    (frozenset({DocumentState.FAILED}), Standing("refused", "bad")),
    (frozenset({DocumentState.HELD}), Standing("held", "warn")),
    (frozenset({DocumentState.AWAITING_MANUAL}), Standing("to be typed there", "warn")),
    (frozenset({DocumentState.SENT, DocumentState.UNKNOWN}), Standing("in doubt", "warn")),
    (frozenset({DocumentState.QUEUED}), Standing("to send", "quiet")),
    (frozenset({DocumentState.UNCOSTED}), Standing("there, cost to be read", "warn")),
    (frozenset({DocumentState.THEIRS}), Standing("theirs stands for it", "good")),
    (frozenset({DocumentState.DONE}), Standing("in QuickBooks", "good")),
)
NOT_SENT, NOTHING = Standing("to send", "quiet"), Standing("nothing to send", "quiet")


def standing_of(states: Collection[DocumentState], *, waits: bool) -> Standing:
    """Of an entry by the states of its documents; `waits` where it has not left these books."""
    for among, standing in STANDINGS:
        if among & frozenset(states):
            return standing
    return NOT_SENT if waits else NOTHING
