"""Two pulls of a company to what somebody did there between them; and a company to the links that hold something up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.books.accounts import Chart
from assistant.books.once import by_identity
from assistant.books.remote import Link, LinkKind, Links
from assistant.books.snapshot import Adjustments, Preferences, RemoteAccount, RemoteItem, RemoteName, Snapshot
from assistant.stages.linking.accounts import of_one_kind

There = RemoteAccount | RemoteItem | RemoteName


class What(StrEnum):
    """What became of a row there."""

    NEW = "new"
    RENAMED = "renamed"
    MOVED = "moved"  # under another parent, or to another asset account
    INACTIVE = "inactive"
    ACTIVE_AGAIN = "active_again"
    GONE = "gone"  # no list has it any more
    CHANGED = "changed"  # its number, type, SKU or whether its quantity is tracked


@dataclass(frozen=True, slots=True)
class Change:
    """Something done to a row of the company, in a sentence. `ours` is what is linked to it here, '' where nothing is."""

    kind: LinkKind
    remote_id: str
    what: What
    says: str
    ours: str = ""


def rows_of(snapshot: Snapshot, kind: LinkKind) -> Sequence[There]:
    """The company's list of this kind."""
    lists: Mapping[LinkKind, Sequence[There]] = {
        LinkKind.ACCOUNT: snapshot.accounts,
        LinkKind.ITEM: snapshot.items,
        LinkKind.VENDOR: snapshot.vendors,
        LinkKind.CUSTOMER: snapshot.customers,
        LinkKind.CLASS: snapshot.classes,
        LinkKind.LOCATION: snapshot.departments,
    }
    return lists[kind]


@by_identity
def _by_id(snapshot: Snapshot) -> dict[tuple[LinkKind, str], There]:
    return {(kind, row.id): row for kind in LinkKind for row in rows_of(snapshot, kind)}


def row_of(snapshot: Snapshot, link: Link) -> There | None:
    """The row that a link leads to, None where the company has it no more."""
    return _by_id(snapshot).get((link.kind, link.remote_id))


# ── What was done there ──────────────────────────────────────────────────────────────────────────────────────────────


def changes(before: Snapshot, after: Snapshot, links: Links) -> tuple[Change, ...]:
    """Row by row, in the order of the lists: renames, moves, inactivations, changes of type, new rows and rows that are gone."""
    found = []
    for kind in LinkKind:
        earlier = {row.id: row for row in rows_of(before, kind)}
        later = {row.id: row for row in rows_of(after, kind)}
        became = [(id_, each) for id_, row in earlier.items() for each in _became(kind, row, later.get(id_), after)]
        became += [(id_, (What.NEW, f"{_called(kind, row)} is new.")) for id_, row in later.items() if id_ not in earlier]
        for id_, (what, says) in became:
            link = links.to(kind, id_)
            found.append(Change(kind, id_, what, says, link.ours if link else ""))
    return tuple(found)


def _became(kind: LinkKind, before: There, after: There | None, snapshot: Snapshot) -> Iterator[tuple[What, str]]:
    if after is None:
        yield What.GONE, f"{_called(kind, before)} is gone."
        return
    called = _called(kind, before)
    if before.name != after.name:
        yield _renamed(called, before.name, after.name)
    if before.active != after.active:
        what = What.ACTIVE_AGAIN if after.active else What.INACTIVE
        yield what, f"{called} {'is active again' if after.active else 'was made inactive'}."
    if isinstance(before, RemoteAccount) and isinstance(after, RemoteAccount):
        yield from _of_account(called, before, after)
    if isinstance(before, RemoteItem) and isinstance(after, RemoteItem):
        yield from _of_item(called, before, after, snapshot)


def _called(kind: LinkKind, row: There) -> str:
    number = f"{row.number} " if isinstance(row, RemoteAccount) and row.number else ""
    return f"{kind.value.capitalize()} {number}{row.name!r} (Id {row.id})"


def _renamed(called: str, before: str, after: str) -> tuple[What, str]:
    (above, _, name), (now_above, _, now) = before.rpartition(":"), after.rpartition(":")
    if name == now:
        return What.MOVED, f"{called} is now {f'under {now_above!r}' if now_above else 'at the top'}."
    moved = "" if above == now_above else f", {f'under {now_above!r}' if now_above else 'at the top'}"
    return What.RENAMED, f"{called} is now called {now!r}{moved}."


def _of_account(called: str, before: RemoteAccount, after: RemoteAccount) -> Iterator[tuple[What, str]]:
    if before.number != after.number:
        yield What.CHANGED, f"{called} now has {f'number {after.number}' if after.number else 'no number'}."
    if (before.type, before.classification) != (after.type, after.classification):
        now, was = after.type or after.classification, before.type or before.classification
        yield What.CHANGED, f"{called} is now of type {now} (was {was})."


def _of_item(called: str, before: RemoteItem, after: RemoteItem, snapshot: Snapshot) -> Iterator[tuple[What, str]]:
    if before.sku != after.sku:
        yield What.CHANGED, f"{called} now has {f'the SKU {after.sku}' if after.sku else 'no SKU'} (was {before.sku or 'none'})."
    if before.tracked != after.tracked:
        yield What.CHANGED, f"{called}: its quantity is {'now' if after.tracked else 'no longer'} tracked."
    for word, was, now in (
        ("its goods", before.asset_account, after.asset_account),
        ("their cost", before.expense_account, after.expense_account),
    ):
        if was and now and was != now:
            account = snapshot.account(now)
            yield What.MOVED, f"{called}: {word} now go to account {repr(account.name) if account else f'Id {now}'}."


def preferences_changed(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """What was set otherwise for the company as a whole, a sentence each."""
    said = list(_set(before.preferences, after.preferences))
    if before.name != after.name:
        said.insert(0, f"The company is now called {after.name!r}.")
    if before.adjustments is not after.adjustments and Adjustments.REFUSED in (before.adjustments, after.adjustments):
        can = after.adjustments is not Adjustments.REFUSED
        said.append(f"An app {'may' if can else 'may no longer'} adjust quantities there.")
    return tuple(said)


def _set(before: Preferences, after: Preferences) -> Iterator[str]:
    if before.closed_through != after.closed_through:
        through = after.closed_through
        yield f"Its books are closed through {through}." if through else "Its books have no closing date any more."
    if before.currency != after.currency:
        yield f"Its home currency is now {after.currency} (was {before.currency})."
    for was, now, word in (
        (before.multicurrency, after.multicurrency, "uses several currencies"),
        (before.tracks_classes, after.tracks_classes, "tracks classes"),
        (before.tracks_locations, after.tracks_locations, "tracks locations"),
        (before.tracks_quantity, after.tracks_quantity, "tracks quantities"),
        (before.warns_of_numbers, after.warns_of_numbers, "refuses a document number that is used twice"),
    ):
        if was != now:
            yield f"It {'now' if now else 'no longer'} {word}."


# ── Links ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Renamed:
    """A row that a person linked under another name than it has now. `take`: whether our own name can follow."""

    link: Link
    now: str

    @property
    def says(self) -> str:
        return f"{self.link.kind.value.capitalize()} {self.link.ours} was linked to {self.link.remote_name!r}, now {self.now!r}."


def renamed(links: Iterable[Link], snapshot: Snapshot) -> tuple[Renamed, ...]:
    """The confirmed links whose rows were renamed or moved since a person saw them."""
    found = []
    for link in links:
        row = row_of(snapshot, link) if link.confirmed and link.remote_id else None
        if row is not None and row.name != link.remote_name:
            found.append(Renamed(link, row.name))
    return tuple(found)


def unusable_because(link: Link, snapshot: Snapshot, chart: Chart) -> str:
    """Why nothing can go out by a link, in a sentence; '' where it can."""
    if not link.remote_id:
        return ""
    row = row_of(snapshot, link)
    if row is None:
        return f"{link.kind.value.capitalize()} {link.ours} is linked to Id {link.remote_id} ({link.remote_name}), which is gone."
    if not row.active:
        return f"{link.kind.value.capitalize()} {link.ours} is linked to {row.name!r}, which is inactive there."
    ours = chart.get(link.ours) if isinstance(row, RemoteAccount) else None
    if ours is not None and isinstance(row, RemoteAccount) and not of_one_kind(ours, row):
        return f"Account {ours.label} is {ours.type.value}, and {row.name!r} there is now of kind {row.classification}."
    return ""
