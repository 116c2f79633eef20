"""A posted entry or a draft's mapped entry to what a plan looks at in either: day, lines, goods moved, and what it takes back."""

from dataclasses import dataclass
from datetime import date

from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.draft import MappedEntry, ValuedEntry
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import StockMove
from assistant.books.reasons import Kind, Reason
from assistant.books.snapshot import RemoteItem


@dataclass(frozen=True, slots=True)
class Seen:
    """`kind` is that of the entry; of a reversal, that of what it takes back in the end, and `reversal` says so. `valued` is kept
    where the entry is a draft's: its circumstances are known better than those of a posted one."""

    number: str  # '' for a draft
    entry_date: date
    kind: Kind
    reason: Reason
    lines: tuple[Line, ...]
    moves: tuple[StockMove, ...]
    reversal: bool = False
    reverses: PostedEntry | None = None
    valued: ValuedEntry | None = None

    def tracked(self, connected: Connected) -> tuple[tuple[StockMove, RemoteItem], ...]:
        """The moves of units whose quantity QuickBooks tracks, each with its item there."""
        moved = ((move, connected.tracked(move.item)) for move in self.moves if move.quantity)
        return tuple((move, there) for move, there in moved if there is not None)


def seen(entry: PostedEntry | MappedEntry, books: ClientBooks) -> Seen:
    if isinstance(entry, PostedEntry):
        original = books.history.find(entry.reverses) if entry.reverses else None
        return Seen(
            entry.number, entry.entry_date, _settled_kind(entry.kind, original, books), entry.reason, entry.lines, entry.moves,
            entry.kind is Kind.REVERSAL, original,
        )  # fmt: skip
    valued = entry.valued
    original = valued.resolved.reverses
    return Seen(
        "", entry.entry_date, _settled_kind(valued.kind, original, books), valued.reason,
        tuple(line.line() for line in entry.lines), valued.moves, valued.kind is Kind.REVERSAL, original, valued,
    )  # fmt: skip


def _settled_kind(kind: Kind, original: PostedEntry | None, books: ClientBooks) -> Kind:
    """The kind of what a reversal takes back, through reversals of reversals."""
    while kind is Kind.REVERSAL and original is not None:
        kind, original = original.kind, books.history.find(original.reverses) if original.reverses else None
    return kind
