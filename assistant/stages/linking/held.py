"""Links by which nothing can go out, and rows of ours without one, to the entries and drafts that wait for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.books.accounts import Chart
from assistant.books.draft import Draft
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import StockMove
from assistant.books.remote import LinkKind
from assistant.books.snapshot import Snapshot
from assistant.stages.linking.changes import unusable_because
from assistant.stages.linking.matching import Matching

Needed = tuple[LinkKind, str]


@dataclass(frozen=True, slots=True)
class HeldUp:
    """What is in the way, in a sentence, and what waits for it: numbers of entries, ids of drafts."""

    kind: LinkKind
    ours: str
    says: str
    waiting: tuple[str, ...]


def held_up(
    found: Matching, chart: Chart, snapshot: Snapshot, entries: Iterable[PostedEntry], drafts: Iterable[Draft]
) -> tuple[HeldUp, ...]:
    """Every link that went bad, whatever waits for it; of rows without a link those that something waits for."""
    waiting: dict[Needed, list[str]] = {}
    for entry in entries:
        _wait(waiting, entry.number, entry.lines, entry.moves)
    for draft in drafts:
        if draft.entry is not None:
            _wait(waiting, draft.id, [line.line() for line in draft.entry.lines], draft.entry.valued.moves)
    held = []
    for link in found.links:
        if says := unusable_because(link, snapshot, chart):
            held.append(HeldUp(link.kind, link.ours, says, tuple(waiting.get((link.kind, link.ours), ()))))
    for row in found.unmatched:
        if names := waiting.get((row.kind, row.ours)):
            held.append(HeldUp(row.kind, row.ours, f"{row.kind.value.capitalize()} {row.label}: {row.says}", tuple(names)))
    return tuple(held)


def _wait(waiting: dict[Needed, list[str]], name: str, lines: Iterable[Line], moves: Iterable[StockMove]) -> None:
    for needed in dict.fromkeys(_needed(lines, moves)):
        waiting.setdefault(needed, []).append(name)


def _needed(lines: Iterable[Line], moves: Iterable[StockMove]) -> Iterator[Needed]:
    """What an entry with these lines and moves is sent by."""
    for line in lines:
        yield LinkKind.ACCOUNT, line.account
        if line.party:
            yield LinkKind.VENDOR, line.party
            yield LinkKind.CUSTOMER, line.party
        if line.klass:
            yield LinkKind.CLASS, line.klass
    for move in moves:
        yield LinkKind.ITEM, move.item
        if move.location:
            yield LinkKind.LOCATION, move.location
