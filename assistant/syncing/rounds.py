"""Entries in hand to how far they come: documents are sent, costs read back, what waited for them sent, evidence attached.

A turn does all that can be done now for every entry, many at a time. What is in doubt, or not booked there yet, has a time at
which it is looked at again; between turns nobody waits for it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from assistant.books.connected import Connected
from assistant.books.remote import RemoteDocument
from assistant.books.snapshot import Adjustments
from assistant.errors import DEFECTS, OutsideServiceFailed
from assistant.syncing.attaching import Attaching
from assistant.syncing.costs import Taking, moved, reading_of
from assistant.syncing.delivering import Delivery
from assistant.syncing.doors import Helpers, Patience, Shift
from assistant.syncing.keeping import Overtaken
from assistant.syncing.lanes import in_lanes
from assistant.syncing.port import NotTold, RemoteBooks
from assistant.syncing.preparing import Preparing
from assistant.syncing.receipt import Unsent
from assistant.syncing.recosting import Recosting
from assistant.syncing.work import Work

BUSY = "busy"
OVERTAKEN = "Another sync has this entry in hand."
DEFECT = "This program failed at the entry ({error}). What was sent of it is looked up before anything is sent again."


@dataclass(frozen=True, slots=True)
class Taken:
    """Whose cost there is taken over whatever it is, and the day it is booked on where the entry's own is closed here."""

    approved: Collection[str] = ()
    on: date | None = None


@dataclass(slots=True)
class Rounds:
    """`between` is called with the number of each entry that was worked on. `outstanding` are the entries that the company may
    not have in full yet: what reverses one of them waits for it."""

    shift: Shift
    remote: RemoteBooks
    patience: Patience
    helpers: Helpers
    connected: Connected
    currency: str
    taken: Taken
    between: Callable[[str], None]
    outstanding: frozenset[str]
    _there: set[str] = field(default_factory=set)
    _replanned: set[str] = field(default_factory=set)
    _delivery: Delivery = field(init=False)
    _recosting: Recosting = field(init=False)
    recosted: dict[str, Work] = field(default_factory=dict)  # entries settled before, whose cost there has changed since

    def __post_init__(self) -> None:
        self._delivery = Delivery(self.shift, self.remote, self.patience)
        self._recosting = Recosting(self.shift, self.connected, self.currency)

    def prepare(self, numbers: Sequence[str]) -> list[Work]:
        works = Preparing(self.shift, self.helpers).prepare(numbers)
        self._there |= {work.number for work in works if work.all_there}
        return works

    def work(self, works: list[Work]) -> None:
        """As far as the entries come without waiting; some may be prepared anew in place. Errors: OutsideServiceFailed, and
        ToldToStop."""
        attaching = Attaching(self.shift, self.remote)
        stopped: OutsideServiceFailed | None = None
        while True:
            ready = [work for work in works if self._can_send(work)]
            self._lanes(ready, self._deliver)
            self._by_hand(works)
            asked = [work for work in works if self._can_ask(work)]
            try:
                self._costs(asked)
            except OutsideServiceFailed as error:  # those that need no cost are through all the same
                stopped = error
            if stopped is not None or not (ready or asked):
                break
        settled = [work for work in works if work.settled and not work.finished]
        self._lanes(settled, lambda work: self._attach(work, attaching))
        if stopped is not None:
            raise stopped

    def wake(self, works: Sequence[Work]) -> datetime | None:
        """When there is next something to do; None where nothing more will come of waiting."""
        times = [work.again_at for work in works if work.again_at is not None and work.open]
        for work in works:
            times += [at for document in self._sendable(work) if (at := self._due(work, document)) is not None]
        return min(times, default=None)

    def _lanes(self, works: Sequence[Work], do: Callable[[Work], None]) -> None:
        in_lanes(
            works, do, lanes=self.patience.lanes, go_on=self.helpers.go_on, between=lambda work: self.between(work.number),
            working=self.patience.working,
        )  # fmt: skip

    # ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _sendable(self, work: Work) -> tuple[RemoteDocument, ...]:
        """What may go of an entry; nothing while what it reverses is not there."""
        original = work.posted.reverses
        if original in self.outstanding and original not in self._there:
            return ()
        return work.ready()

    def _due(self, work: Work, document: RemoteDocument) -> datetime | None:
        """When the document is to be sent or looked up; None where this run has done all it will."""
        missed = document.part in work.missed
        if missed and work.sends >= self.patience.attempts:
            return None
        return self._delivery.due_at(document, missed=missed)

    def _can_send(self, work: Work) -> bool:
        now = self.shift.now()
        return any((at := self._due(work, document)) is not None and at <= now for document in self._sendable(work))

    def _deliver(self, work: Work) -> None:
        try:
            for document in self._sendable(work):
                due = self._due(work, document)
                if due is None or due > self.shift.now():
                    continue
                may_send = work.sends < self.patience.attempts
                work.take(document, self._delivery.advance(document, may_send=may_send))
        except NotTold as error:
            work.failure = Unsent(work.number, "unknown", error.says, error.remedy)
        except Overtaken:
            work.failure = Unsent(work.number, BUSY, OVERTAKEN, "Sync again once it is through.")
        except DEFECTS as error:
            work.failure = Unsent(work.number, "defect", DEFECT.format(error=type(error).__name__), "Please report it.")
        if work.all_there:
            self._there.add(work.number)

    # ── Where no adjustment can be had ───────────────────────────────────────────────────────────────────────────────

    def _by_hand(self, works: list[Work]) -> None:
        """Entries whose goods must be adjusted by a person, since the company's plan or country lets no app do it, as tasks."""
        refused = [work for work in works if work.number not in self._replanned and work.not_entitled]
        if not refused:
            return
        snapshot = replace(self.connected.snapshot, adjustments=Adjustments.REFUSED)
        if self.connected.snapshot != snapshot:
            self.connected = replace(self.connected, snapshot=snapshot)
            with self.shift.store.client(self.shift.client) as transaction:
                transaction.save_snapshot(self.shift.realm, snapshot, unknown_from=self.connected.unknown_from)
        prepared = {work.number: work for work in self.prepare([work.number for work in refused])}
        self._replanned |= set(prepared)
        works[:] = [prepared.get(work.number, work) for work in works]

    # ── What it costs there, and what shows it ───────────────────────────────────────────────────────────────────────

    def _can_ask(self, work: Work) -> bool:
        due = work.again_at is None or work.again_at <= self.shift.now()
        return bool(work.uncosted()) and due and work.cost_asked <= len(self.patience.cost_seconds)

    def _costs(self, works: Sequence[Work]) -> None:
        if not works:
            return
        movements = moved(works, self.remote, self.connected, self.shift.now().date())
        readings = [reading_of(work, work.uncosted(), movements, self.connected, self.currency) for work in works]
        asked = {document.remote_id for work in works for document in work.uncosted()}
        anew = self._recosting.among(movements, asked)
        Taking(self.shift, self.connected, self.taken.approved, self.taken.on).over([*readings, *anew])
        self.recosted |= {reading.work.number: reading.work for reading in anew}
        for work in works:
            left = self.patience.cost_seconds[work.cost_asked :] if work.uncosted() else ()
            work.again_at = self.shift.now() + timedelta(seconds=left[0]) if left else None
            work.cost_asked += 1

    def _attach(self, work: Work, attaching: Attaching) -> None:
        missing = [each for each in attaching.attach(work) if not each.remote_id]
        if missing:
            says = f"{len(missing)} of its files is not attached: {missing[0].says}"
            work.failure = Unsent(work.number, "not_attached", says, "Sync again: a file is looked up before it is sent again.")
        else:
            work.finished = True
