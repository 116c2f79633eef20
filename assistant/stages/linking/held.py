"""Links by which nothing can go out, and rows of ours without one, to the entries and drafts that wait for them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from assistant.books.accounts import Chart
from assistant.books.draft import Draft
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import StockMove
from assistant.books.remote import LinkKind
from assistant.books.snapshot import Snapshot
from assistant.stages.linking.changes import unusable_because
from assistant.stages.linking.matching import Matching


@dataclass(frozen=True, slots=True)
class HeldUp:
    """What is in the way, in a sentence, and what waits for it: numbers of entries, ids of drafts."""

    kind: LinkKind
    ours: str
    says: str
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Waits:
    """An entry or a draft, as far as links are asked of it."""

    name: str
    lines: tuple[Line, ...]
    moves: tuple[StockMove, ...]


NEEDS: Mapping[LinkKind, Callable[[_Waits, str], bool]] = {
    LinkKind.ACCOUNT: lambda waits, ours: any(line.account == ours for line in waits.lines),
    LinkKind.ITEM: lambda waits, ours: any(move.item == ours for move in waits.moves),
    LinkKind.VENDOR: lambda waits, ours: any(line.party == ours for line in waits.lines),
    LinkKind.CUSTOMER: lambda waits, ours: any(line.party == ours for line in waits.lines),
    LinkKind.CLASS: lambda waits, ours: any(line.klass == ours for line in waits.lines),
    LinkKind.LOCATION: lambda waits, ours: any(move.location == ours for move in waits.moves),
}


def held_up(
    found: Matching, chart: Chart, snapshot: Snapshot, entries: Iterable[PostedEntry], drafts: Iterable[Draft]
) -> tuple[HeldUp, ...]:
    """Every link that went bad, whatever waits for it; of rows without a link those that something waits for."""
    waits = [_Waits(entry.number, entry.lines, entry.moves) for entry in entries]
    waits += [_of_draft(draft) for draft in drafts]
    held = []
    for link in found.links:
        if says := unusable_because(link, snapshot, chart):
            held.append(HeldUp(link.kind, link.ours, says, _waiting(link.kind, link.ours, waits)))
    for row in found.unmatched:
        if waiting := _waiting(row.kind, row.ours, waits):
            held.append(HeldUp(row.kind, row.ours, f"{row.kind.value.capitalize()} {row.label}: {row.says}", waiting))
    return tuple(held)


def _of_draft(draft: Draft) -> _Waits:
    entry = draft.entry
    return _Waits(draft.id, tuple(line.line() for line in entry.lines) if entry else (), entry.valued.moves if entry else ())


def _waiting(kind: LinkKind, ours: str, waits: Iterable[_Waits]) -> tuple[str, ...]:
    return tuple(each.name for each in waits if NEEDS[kind](each, ours))
