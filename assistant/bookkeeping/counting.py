"""A company's figures, and what of ours these have: no unit is counted twice or never, whatever goes out while they are asked.

What was posted before the figures and what after goes by places in the journal, never by a clock, which may jump between.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.books.found import Verdict
from assistant.books.plan import GoodsLine, KeptPlan
from assistant.books.record import Record
from assistant.books.remote import THERE, DocumentState, RemoteDocument
from assistant.books.snapshot import Snapshot
from assistant.errors import OutsideServiceFailed
from assistant.stages.linking.places import STAYS_HERE
from assistant.syncing.deciding import OUT
from assistant.syncing.doors import SyncTransaction
from assistant.syncing.port import NotTold

FEW = 50  # entries
TRIES = 3  # while a sync of ours goes on there, the figures are asked for again
WITH_GOODS = THERE | {DocumentState.CHANGED}
Part = tuple[str, int]  # an entry's number, and which of its documents


class Figures(Protocol):
    """The company, as far as it tells its figures. Raises OutsideServiceFailed where it does not answer."""

    @property
    def realm(self) -> str: ...
    def pull(self, *, at: datetime, known: Snapshot | None = None, values: bool = True) -> Snapshot: ...
    def find(self, kind: str, number: str) -> tuple[Record, ...]: ...


class CountingTransaction(SyncTransaction, Protocol):
    def to_send(self) -> tuple[str, ...]: ...


class CountingStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[CountingTransaction]: ...


@dataclass(frozen=True, slots=True)
class Way:
    """As the books stood before the entry `next`: the numbers of entries that the company does not have in full, the parts of
    theirs that it has, the goods of these, and documents that it may have: their answer never came."""

    next: str
    waiting: frozenset[str]
    parts: frozenset[Part]
    there: Mapping[str, tuple[GoodsLine, ...]]
    doubted: tuple[RemoteDocument, ...] = ()


def at_rest(
    store: CountingStore, client: str, remote: Figures, known: Snapshot | None, now: Callable[[], datetime]
) -> tuple[Snapshot, Way]:
    """The company's figures, and which of our entries these have; of what was sent without an answer, whether it is there is
    asked too. Where something of ours may have got there meanwhile, nobody could say, so all is asked again."""
    for _ in range(TRIES):
        with store.client(client, reads=True) as transaction:
            before = _way(transaction, remote.realm)
        found = _found(remote, before.doubted)
        known = remote.pull(at=now(), known=known)
        came = _found(remote, (each for each in before.doubted if (each.entry, each.part) not in found))
        with store.client(client, reads=True) as transaction:
            after = _way(transaction, remote.realm)
            with_found = _way(transaction, remote.realm, found) if found else after
            gone = _gone_since(transaction, before, after)
        if not (came or gone or _went_out(before, after)):
            return known, with_found
    raise OutsideServiceFailed(
        "Entries went out all the while that QuickBooks was asked for its figures.", "Pull again when the sync has ended."
    )


def _found(remote: Figures, documents: Iterable[RemoteDocument]) -> frozenset[Part]:
    return frozenset((each.entry, each.part) for each in documents if _is_there(remote, each))


def _is_there(remote: Figures, document: RemoteDocument) -> bool:
    """Whether the company tells of it; one that it tells nobody of is not among the figures that we can explain."""
    try:
        return bool(remote.find(document.kind, document.number))
    except NotTold:
        return False


def _went_out(before: Way, after: Way) -> bool:
    """Whether anything of ours got there meanwhile; what was only posted here did not."""
    return not before.waiting <= after.waiting or before.parts != after.parts or before.doubted != after.doubted


def _gone_since(transaction: CountingTransaction, before: Way, after: Way) -> bool:
    """Whether anything was posted meanwhile and is in the company already."""
    if before.next == after.next:
        return False
    return bool(transaction.books().history.moved_since(before.next, but_kinds=STAYS_HERE, but_numbers=after.waiting))


def _way(transaction: CountingTransaction, realm: str, found: Collection[Part] = ()) -> Way:
    """`found` are parts of entries that the company turned out to have."""
    theirs = {found.subject for found in transaction.found(realm) if found.verdict is Verdict.THEIRS}
    waiting = dict.fromkeys(transaction.to_send())
    waiting |= dict.fromkeys(each.entry for each in transaction.documents(realm, states=frozenset({DocumentState.DELETED})))
    numbers = [number for number in waiting if number not in theirs]
    parts = {*_parts_there(transaction, realm, numbers), *(part for part in found if part[0] in numbers)}
    there = {number: _goods(transaction.plan_of(realm, number), parts) for number in dict.fromkeys(number for number, _ in parts)}
    doubted = transaction.documents(realm, states=OUT)
    return Way(transaction.next_entry_number(), frozenset(numbers), frozenset(parts), there, doubted)


def _parts_there(transaction: CountingTransaction, realm: str, numbers: Collection[str]) -> Iterator[Part]:
    """Of these entries; each asked for by itself where they are few, for a company may have many documents."""
    wanted = frozenset(numbers)
    asked = wanted if len(wanted) <= FEW else [""]
    for number in asked:
        for document in transaction.documents(realm, entry=number, states=WITH_GOODS):
            if document.entry in wanted:
                yield document.entry, document.part


def _goods(kept: KeptPlan | None, parts: Collection[Part]) -> tuple[GoodsLine, ...]:
    planned = kept.plan.documents if kept else ()
    return tuple(goods for each in planned if kept and (kept.entry, each.part) in parts for goods in each.goods)
