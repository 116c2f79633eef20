"""Texts given to drafts, one after another: kept first, then drafted under a lease, so that whoever gave them need not wait and
nothing is lost, or drafted twice, where a process dies."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from assistant.bookkeeping import evidence
from assistant.bookkeeping.evidence import EvidenceTransaction
from assistant.books.batch import Batch, Fault, Given, ReadAs, Standing
from assistant.books.draft import Draft, DraftState
from assistant.books.evidence import EvidenceFile, EvidenceKind, Handed
from assistant.books.people import Action, may
from assistant.errors import DEFECTS, BooksUnavailable, NotAllowed, NotFound, WriteoffError, WrongUsage
from assistant.stages.review import allow
from assistant.store import DraftQuery, TextRecord

Shows = Mapping[str, Sequence[EvidenceKind]]  # what files show, by their digest, as far as somebody said
NOTHING_SAID: Shows = MappingProxyType({})
LEASE = timedelta(minutes=2)  # longer than one text takes, where a language model is asked thrice
OUR_FAULT = Fault("A fault in this program stopped this text.", "Try it once more; if it stops again, say it in other words.")


class BatchTransaction(EvidenceTransaction, Protocol):
    def add_batch(self, batch: Batch) -> bool: ...
    def batch(self, batch_id: str) -> Standing: ...
    def take_batch(self, batch_id: str, holder: str, *, now: datetime, until: datetime) -> bool: ...
    def give_up_batch(self, batch_id: str, holder: str) -> None: ...
    def finish_batch(self, batch_id: str, *, at: datetime) -> None: ...
    def reopen_batch(self, batch_id: str) -> None: ...
    def change_given(self, batch_id: str, place: int, change: Callable[[Given], Given]) -> Batch: ...
    def places_drafted(self, batch_id: str) -> frozenset[int]: ...
    def texts_at(self, batch_id: str, places: Iterable[int]) -> tuple[TextRecord, ...]: ...
    def evidence_content(self, digest: str) -> bytes: ...


class BatchStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[BatchTransaction]: ...


class Result(Protocol):
    """What became of a text."""

    @property
    def drafts(self) -> tuple[Draft, ...]: ...


class Keeper(Protocol):
    """The workflow's Bookkeeper, as far as it drafts."""

    def draft(self, client: str, text: str, *, by: str, today: date, batch: str, place: int) -> Result: ...
    def draft_list(
        self, client: str, texts: Mapping[int, str], *, by: str, today: date, batch: str
    ) -> Mapping[int, Result]: ...  # fmt: skip


@dataclass(frozen=True, slots=True)
class Came:
    """A text of a batch and what came of it; `record` is None while it waits, or where it was kept from being drafted."""

    place: int
    given: Given
    record: TextRecord | None = None
    drafts: tuple[Draft, ...] = ()

    @property
    def waits(self) -> bool:
        return self.record is None and self.given.to_draft


# ── Given ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def give(
    store: BatchStore, client: str, batch: Batch, files: Sequence[Handed] = (), shows: Shows = NOTHING_SAID
) -> tuple[Standing, bool]:
    """The batch as it is kept, and whether it is new: one of that id that was given before stays as it is. The files become
    evidence of each draft that comes of it. NotAllowed where `given_by` may not draft."""
    with store.client(client) as transaction:
        allow(batch.given_by, transaction.role_of(batch.given_by), Action.DRAFT)
        new = transaction.add_batch(batch)
        if new:
            detail = {"texts": len(batch.texts), "title": batch.title, "files": [file.name for file in files]}
            transaction.record(at=batch.given_at, who=batch.given_by, what="batch.given", subject=batch.id, detail=detail)
        known = {file.digest for file in transaction.evidence(batch.id)}
        for handed in files:
            if handed.digest not in known:
                about = (handed.digest, handed.name, handed.content_type, len(handed.content), batch.id)
                said = tuple(shows.get(handed.digest, ()))
                transaction.add_evidence(EvidenceFile(*about, batch.given_by, batch.given_at, said), handed.content)
                transaction.reopen_batch(batch.id)
        return transaction.batch(batch.id), new


def seen(store: BatchStore, client: str, batch_id: str, *, by: str) -> tuple[Standing, frozenset[int]]:
    """The batch, and the places of it that are drafted, for who gave it or reads these books. NotFound for anybody else."""
    with store.client(client, reads=True) as transaction:
        standing = transaction.batch(batch_id)
        role = transaction.role_of(by)
        if not (may(role, Action.READ) or (may(role, Action.SEE_OWN) and standing.batch.given_by == by)):
            raise NotFound(f"There is no list {batch_id} here.", "What you gave lately is listed under Describe.")
        return standing, transaction.places_drafted(batch_id)


def came(store: BatchStore, client: str, standing: Standing, places: Iterable[int]) -> tuple[Came, ...]:
    """What came of the texts at these places, for who was shown the batch by `seen`."""
    texts = standing.batch.texts
    wanted = sorted(place for place in set(places) if 0 <= place < len(texts))
    with store.client(client, reads=True) as transaction:
        records = {record.place: record for record in transaction.texts_at(standing.batch.id, wanted)}
        drafts = {place: transaction.drafts(DraftQuery(text_id=record.id)) for place, record in records.items()}
    return tuple(Came(place, texts[place], records.get(place), drafts.get(place, ())) for place in wanted)


def try_again(store: BatchStore, client: str, batch_id: str, place: int, *, by: str) -> None:
    """Has a text that failed drafted once more. NotAllowed for who may not draft, NotFound for a text that is not there or whose
    fault lies in itself."""
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.DRAFT)
        fault = _given(transaction, batch_id, place).fault
        if fault is None or fault.lasting:
            raise NotFound(f"Text {place + 1} of {batch_id} has nothing to try again.", "Describe what happened anew.")
        transaction.change_given(batch_id, place, lambda given: replace(given, fault=None))


def keep_here(store: BatchStore, client: str, batch_id: str, *places: int, by: str, at: datetime) -> None:
    """Texts that fit another client's books better belong here all the same."""
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.DRAFT)
        for place in places:
            if _given(transaction, batch_id, place).fits:
                transaction.change_given(batch_id, place, lambda given: replace(given, fits=""))
                transaction.record(at=at, who=by, what="batch.kept", subject=batch_id, detail={"place": place})


def move(store: BatchStore, client: str, batch_id: str, *places: int, by: str, at: datetime) -> tuple[str, str]:
    """Texts belong to the other client that the first of them fits: they are given there, by this person, with the files that
    came with them. The other client and the batch there. NotFound where none of the texts is asked about, or of a client that
    the person may not draft for, who is not named to them."""
    with store.client(client, reads=True) as transaction:
        allow(by, transaction.role_of(by), Action.DRAFT)
        standing = transaction.batch(batch_id)
        asked = {place: given for place in places if (given := _given(transaction, batch_id, place)).fits}
        other = next((given.fits for given in asked.values()), "")
        going = {place: given for place, given in asked.items() if given.fits == other}
        files = _handed(transaction, batch_id)
        shows = {file.digest: file.shows for file in transaction.evidence(batch_id)}
    nothing = NotFound(f"Nothing of {batch_id} can be drafted elsewhere by you.", "Look at the list as it is now.")
    if not going:
        raise nothing
    there = "-".join([batch_id, *(str(place + 1) for place in (min(going), max(going))[: len(going)])])
    texts = tuple(replace(given, fits="") for given in going.values())
    try:
        give(store, other, Batch(there, texts, by, at, standing.batch.said_on, standing.batch.title), files, shows)
    except NotAllowed:
        raise nothing from None
    with store.client(client) as transaction:
        for place in going:
            transaction.change_given(batch_id, place, lambda kept: replace(kept, fits="", moved_to=f"{other}/{there}"))
        transaction.record(at=at, who=by, what="batch.moved", subject=batch_id, detail={"places": sorted(going)})
    return other, there


def _handed(transaction: BatchTransaction, batch_id: str) -> tuple[Handed, ...]:
    """The files that came with the batch."""
    return tuple(
        Handed(file.name, file.content_type, transaction.evidence_content(file.digest)) for file in transaction.evidence(batch_id)
    )


def _given(transaction: BatchTransaction, batch_id: str, place: int) -> Given:
    texts = transaction.batch(batch_id).batch.texts
    if not 0 <= place < len(texts):
        raise NotFound(f"{batch_id} has no text {place + 1}.", f"It has {len(texts)}.")
    return texts[place]


# ── Drafted ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Drafting:
    """One process at work on one batch. `keeper` is the bookkeeper whose reader reads such texts; `stopped` says that the process
    is to end, and then the lease is given up after the text at hand."""

    store: BatchStore
    client: str
    batch_id: str
    holder: str
    keeper: Callable[[ReadAs], Keeper]
    now: Callable[[], datetime]
    stopped: Callable[[], bool] = lambda: False
    at_once: int = 1  # texts that are read at the same time: more than one where a language model is waited for
    together: int = 1  # texts that are written down in one transaction: more than one where nothing is waited for
    _held_until: datetime | None = field(default=None, init=False)
    _renewing: threading.Lock = field(default_factory=threading.Lock, init=False)

    def run(self) -> bool:
        """Drafts what is missing; whether the batch is finished then. False where another is at work on it, or took over.

        What fails of one text stays with it and stops no other. BooksUnavailable: the lease ends by itself, and whoever comes
        then goes on.
        """
        if not self._hold():
            return False
        with self.store.client(self.client, reads=True) as transaction:
            batch, files = transaction.batch(self.batch_id).batch, _handed(transaction, self.batch_id)
        while (left := self._left()) and self._go_on():
            if not self._draft_all(batch, left):
                break
        if files and not self.stopped():
            self._attach(files)
        return self._finished()

    def _hold(self) -> bool:
        """Takes the lease, or takes it anew once a third of it is gone."""
        with self._renewing:
            now = self.now()
            if self._held_until is not None and self._held_until - now > LEASE * 2 / 3:
                return True
            with self.store.client(self.client) as transaction:
                held = transaction.take_batch(self.batch_id, self.holder, now=now, until=now + LEASE)
            self._held_until = now + LEASE if held else None
            return held

    def _go_on(self) -> bool:
        return not self.stopped() and self._hold()

    def _left(self) -> tuple[tuple[int, Given], ...]:
        with self.store.client(self.client, reads=True) as transaction:
            texts, drafted = transaction.batch(self.batch_id).batch.texts, transaction.places_drafted(self.batch_id)
        return tuple((place, given) for place, given in enumerate(texts) if given.to_draft and place not in drafted)

    def _draft_all(self, batch: Batch, left: Sequence[tuple[int, Given]]) -> bool:
        """Whether all of them were begun."""
        if self.at_once == 1 or len(left) == 1:
            lists = (left[start : start + self.together] for start in range(0, len(left), self.together))
            return all(self._go_on() and self._draft_list(batch, some) for some in lists)
        with ThreadPoolExecutor(self.at_once) as pool:
            return all(pool.map(lambda one: self._go_on() and self._draft(batch, *one), left))

    def _draft_list(self, batch: Batch, some: Sequence[tuple[int, Given]]) -> bool:
        """Some texts together; where one of them fails, each alone, so that it stops no other. Whether all were begun."""
        if len(some) == 1:
            return self._draft(batch, *some[0])
        by_reader: dict[ReadAs, dict[int, str]] = {}
        for place, given in some:
            by_reader.setdefault(given.read_as, {})[place] = given.text
        try:
            for read_as, texts in by_reader.items():
                self.keeper(read_as).draft_list(
                    self.client, texts, by=batch.given_by, today=batch.said_on, batch=batch.id
                )  # fmt: skip
        except BooksUnavailable:
            raise
        except (WriteoffError, *DEFECTS):
            return all(self._go_on() and self._draft(batch, place, given) for place, given in some)
        return True

    def _draft(self, batch: Batch, place: int, given: Given) -> bool:
        """One text; true, whatever became of it."""
        try:
            keeper = self.keeper(given.read_as)
            keeper.draft(self.client, given.text, by=batch.given_by, today=batch.said_on, batch=batch.id, place=place)
        except BooksUnavailable:
            raise
        except (WriteoffError, *DEFECTS) as error:
            fault = Fault(error.says, error.remedy) if isinstance(error, WriteoffError) else OUR_FAULT
            with self.store.client(self.client) as transaction:
                if place not in transaction.places_drafted(self.batch_id):  # else another process was quicker
                    transaction.change_given(self.batch_id, place, lambda kept: replace(kept, fault=fault))
        return True

    def _attach(self, files: Sequence[Handed]) -> None:
        """The files as evidence of each draft that came of the batch; those that have them keep them."""
        with self.store.client(self.client, reads=True) as transaction:
            batch = transaction.batch(self.batch_id).batch
            records = transaction.texts_at(batch.id, transaction.places_drafted(batch.id))
            shows = {file.digest: file.shows for file in transaction.evidence(batch.id)}
            drafts = [draft for record in records for draft in transaction.drafts(DraftQuery(text_id=record.id))]
            shown = [draft.id for draft in drafts if draft.state is not DraftState.DECLINED]
            missing = [(each, file) for each in shown for file in files if file.digest not in _digests(transaction, each)]
        for draft_id, file in missing:
            said = shows.get(file.digest, ())
            with suppress(WrongUsage, NotAllowed):  # a draft that has all the files it may have; the batch keeps the others
                evidence.add(self.store, self.client, draft_id, [file], by=batch.given_by, at=self.now(), shows=said)

    def _finished(self) -> bool:
        """Finishes the batch where nothing of it is left to draft; else gives it up."""
        with self.store.client(self.client) as transaction:
            texts, drafted = transaction.batch(self.batch_id).batch.texts, transaction.places_drafted(self.batch_id)
            done = all(place in drafted or not given.to_draft for place, given in enumerate(texts))
            if done:
                transaction.finish_batch(self.batch_id, at=self.now())
            else:
                transaction.give_up_batch(self.batch_id, self.holder)
            return done


def _digests(transaction: BatchTransaction, subject: str) -> set[str]:
    return {file.digest for file in transaction.evidence(subject)}
