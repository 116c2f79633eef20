"""A seed to a small firm at work: several clients' books in one file, its people, one clock, a disk, a model, and for some of the
clients a practice company; beside each client's books what must be true of them.

    firm = Firm(folder, seed=7)
    firm.shops[0], firm.attempt(...)     # see run.py for who does what

A fault strikes a verb now and then. Whatever comes of it, the trail and the journal are read anew with other eyes, and what the
verb was told to have done must be there wholly, or not at all.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import text as sql

from assistant.adapters.sql.store import SqlStore, open_books
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.entry import PostedEntry
from assistant.books.money import Money
from assistant.books.people import PersonRole
from assistant.errors import BooksUnavailable, WriteoffError
from assistant.practice.clock import Clock
from assistant.readers.combined import BothReaders, FallingBack
from assistant.readers.model.reader import ModelReader
from assistant.wiring import AnswersWhenAsked, rules_reader
from assistant.workflow import Bookkeeper
from tests.proof.chance import Chance
from tests.proof.weather import Weather
from tests.simulation.disk import ARMED, Disk, on_disk
from tests.simulation.model import Model
from tests.simulation.shops import Shop, ShopBench, Sky, books_of
from tests.simulation.sites import Site
from tests.simulation.truth import Drafted, Told, Truth
from tests.syncing.bakery import NOON

T = TypeVar("T")
OWNER, BEN, CAT, DAN, EVE, FAY, ZOE = "ann", "ben", "cat", "dan", "eve", "fay", "zoe"
HIRED = {BEN: ("approver", 15_00), CAT: ("approver", None), DAN: ("bookkeeper", None), EVE: ("reporter", None),
         FAY: ("auditor", None)}  # fmt: skip
PROCESSES = 2
STRUCK = 8  # of how many verbs one meets a fault of the disk
DEEPEST = {Site.DISK_BUSY: 2, Site.DISK_READ: 30, Site.DISK_WRITE: 14, Site.COMMIT_FAILS: 2, Site.ANSWER_LOST: 2}
TAIL = sql("SELECT seq, at, who, what, subject, detail, previous, hash FROM audit_events WHERE client_id = :client AND seq > :seq"
           " ORDER BY seq")  # fmt: skip
GENESIS = "0" * 64
BESIDE = ("precedent.", "books.kept", "draft.renewed")  # events of how the books now stand, whatever was done or refused
REFUSED = {"not_enough_stock": Site.SHORT, "period_closed": Site.CLOSED, "future_date": Site.AHEAD,
           "already_reversed": Site.REVERSED_ALREADY}  # fmt: skip


class Amiss(AssertionError):
    """What is not as it must be, in a sentence."""


@dataclass(frozen=True)
class Event:
    """An event of a client's trail."""

    who: str
    what: str
    subject: str


@dataclass(frozen=True)
class Came(Generic[T]):
    """What came of a verb: its value, or what stopped it; which fault of the disk it met; and what the trail says of it."""

    value: T | None
    stopped: WriteoffError | None
    struck: Site | None
    trail: tuple[Event, ...]

    @property
    def code(self) -> str:
        return self.stopped.code if self.stopped is not None else ""


class Firm:
    """`amiss` raises; `hit` counts the sites that were hit."""

    def __init__(self, folder: Path, seed: int, *, shops: int = 6, connected: int = 2) -> None:
        self.chance, self.hit, self.step = Chance(seed), Counter[Site](), 0
        self.clock, self.skew = Clock(NOON.timestamp()), 0.0
        self.address = str(folder / "books.db")
        self.disks = [Disk() for _ in range(PROCESSES)]
        self.stores = [on_disk(self.address, disk) for disk in self.disks]
        self.eye = open_books(self.address)
        self.process = 0
        self.model, self.pending, self.words, self._ids = Model(), list[Told](), "", 0
        self.told_on = self.today  # what is pending
        self.rules = rules_reader()
        self.both = FallingBack(BothReaders(ModelReader(self.model), self.rules), self.rules)
        self.shops = [self._opened(f"shop-{n}", n, connected=n < connected) for n in range(shops)]

    # ── The firm ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _opened(self, client: str, n: int, *, connected: bool) -> Shop:
        books = books_of(client, averages=n % 2 == 1, standing=n == 2)
        self.store.add_client(books, by=OWNER, at=self.now())
        with self.store.client(client) as transaction:
            for name, (role, cents) in HIRED.items():
                limit = Money(cents, "USD") if cents is not None else None
                transaction.add_person(name, PersonRole(role), at=self.now(), limit=limit)
        people = {**HIRED, OWNER: ("owner", None)}
        shop = Shop(client, Truth.of(books, people), Sky(Weather(self.chance.seed)))
        if connected:
            bench = ShopBench(self.store, clock=self.clock, client=client)
            bench.skew = lambda: self.skew
            bench.open()
            shop.bench = bench
            bench.practice.script.follow(shop.sky)
            shop.sky.is_fair = False
        self.catch_up(shop)
        return shop

    def close(self) -> None:
        for store in (*self.stores, self.eye):
            store.close()

    @property
    def store(self) -> SqlStore:
        """The books as the process at work has them."""
        return self.stores[self.process]

    @property
    def disk(self) -> Disk:
        return self.disks[self.process]

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock() + self.skew, tz=UTC)

    @property
    def today(self) -> date:
        return self.now().date()

    def new_id(self) -> str:
        self._ids += 1
        return f"id-{self._ids}"

    def keeper(self, *, model: bool = False) -> Bookkeeper:
        reader = self.both if model else self.rules
        return Bookkeeper(self.store, reader, AnswersWhenAsked(), self.now, self.new_id)

    def restart(self) -> None:
        """The process at work ends, and begins anew with nothing in its memory."""
        self.store.close()
        self.stores[self.process] = on_disk(self.address, self.disk)

    def amiss(self, says: str) -> None:
        raise Amiss(says)

    def expect(self, holds: object, says: str) -> None:
        if not holds:
            self.amiss(says)

    # ── A verb, perhaps struck ───────────────────────────────────────────────────────────────────────────────────────

    def attempt(
        self, shop: Shop, verb: Callable[[], T], trail: Sequence[str] = (), *, more: bool = False, wholly: bool = True
    ) -> Came[T]:
        """What came of it. `trail` are the events that it leaves where it is done; `more` may follow. `wholly`: it is one
        transaction, so that nothing of it is there where it failed."""
        if self.chance.one_in(STRUCK):
            site = self.chance.among(ARMED)
            self.disk.arm(site, self.chance.below(DEEPEST.get(site, 1)))
        value, stopped = None, None
        try:
            value = verb()
        except WriteoffError as error:
            stopped = error
        struck = self.disk.disarm()
        if struck is not None:
            self.hit[struck] += 1
            self.expect(more or isinstance(stopped, BooksUnavailable), f"struck by “{struck}”: {stopped!r}")
        else:
            self.expect(not isinstance(stopped, BooksUnavailable), f"nothing struck, and yet {stopped!r}")
        came = Came(value, stopped, struck, self.catch_up(shop))
        self._whole(came, list(trail), more=more, wholly=wholly)
        return came

    def _whole(self, came: Came[T], trail: list[str], *, more: bool, wholly: bool) -> None:
        """Whether the trail has all of what was done, or nothing."""
        left = [event.what for event in came.trail if not event.what.startswith(BESIDE)]
        done = left[: len(trail)] == trail if more else left == trail
        if came.stopped is None:
            self.expect(done, f"it is done, and the trail has {left} in place of {trail}")
        elif came.struck is None or (wholly and came.struck is not Site.ANSWER_LOST):
            self.expect(left == [] or not wholly, f"{came.stopped!r}, and yet the trail has {left}")
        else:
            self.expect(left == [] or done or not wholly, f"struck by “{came.struck}”, the trail has {left} of {trail}")

    # ── With other eyes ──────────────────────────────────────────────────────────────────────────────────────────────

    def catch_up(self, shop: Shop) -> tuple[Event, ...]:
        """What the trail has since it was last read, each event linked to the one before; entries posted and drafts that came are
        taken into the truth."""
        truth = shop.truth
        with self.eye.engine.begin() as connection:
            rows = connection.execute(TAIL, {"client": shop.client, "seq": truth.trail}).all()
        for row in rows:
            self._linked(shop, row)
            if row.what == "draft.drafted":
                self._came(shop, row.subject, row.who)
            elif row.what == "entry.posted":
                self._posted(shop, self.entry(shop, row.subject))
        return tuple(Event(row.who, row.what, row.subject) for row in rows)

    def _linked(self, shop: Shop, row: Any) -> None:
        truth = shop.truth
        self.expect(row.seq == truth.trail + 1, f"event {row.seq} follows {truth.trail}")
        self.expect(row.previous == (truth.last_hash or GENESIS), f"event {row.seq} does not follow from the one before")
        told = {"client": shop.client, "seq": row.seq, "at": _moment(row.at), "who": row.who, "what": row.what,
                "subject": row.subject, "detail": json.loads(row.detail), "previous": row.previous}  # fmt: skip
        canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        self.expect(hashlib.sha256(canonical.encode()).hexdigest() == row.hash, f"event {row.seq} has another hash")
        truth.trail, truth.last_hash = row.seq, row.hash

    def _came(self, shop: Shop, draft_id: str, by: str) -> None:
        """A draft that is there now; what it means is what was told first of what is not drafted yet."""
        self.expect(self.pending, f"{draft_id} came of nothing that was told")
        told, shown = self.pending.pop(0), self.draft(shop, draft_id)
        drafted = Drafted(told, shown, told.day or self.told_on, by, {by})
        shop.truth.drafts[draft_id] = drafted
        if shown.state.value != "posted":
            self.as_it_must_be(shop, draft_id)

    def as_it_must_be(self, shop: Shop, draft_id: str) -> None:
        """Whether a draft that was worked out just now asks, is blocked or waits as the books stand."""
        drafted = shop.truth.drafts[draft_id]
        found = {problem.code.value for problem in drafted.shown.problems}
        if drafted.told.must_ask(shop.truth):
            self.expect(drafted.state == "asked", f"{draft_id} is {drafted.state}, and a number is missing")
            return
        if drafted.shown.entry is not None and not drafted.told.reverses:
            moves = {(move.item, move.location): -move.quantity for move in drafted.shown.entry.valued.moves if move.quantity}
            units = {place: many for place, many in drafted.told.leaving(shop.truth).items() if many}
            reason = drafted.shown.entry.valued.reason
            self.expect(reason == drafted.told.reason, f"{draft_id} is for {reason}, and {drafted.told.reason} was told")
            self.expect(moves == units, f"{draft_id} would move {moves}, and {units} were told")
        must = shop.truth.problems(drafted, draft=draft_id, today=self.today)
        self.expect(found == must, f"{draft_id} has the problems {found or 'none'}, and must have {must or 'none'}")
        self.hit.update(site for code, site in REFUSED.items() if code in found)
        self.expect(drafted.state == ("blocked" if must else "waiting"), f"{draft_id} is {drafted.state} with {found}")

    def _posted(self, shop: Shop, entry: PostedEntry) -> None:
        drafted = shop.truth.drafts.get(entry.draft_id)
        found: list[str] = []
        if drafted is not None and not drafted.told.reverses:
            found += shop.truth.left_at(entry, drafted.told)
            wrong = entry.entry_date != drafted.day
            found += [f"{entry.number} is of {entry.entry_date}, and must be of {drafted.day}"] if wrong else []
        found += shop.truth.take(entry)
        if entry.reverses:
            found += shop.truth.wholly_back(entry.reverses)
        self.expect(not found, "; ".join(found))

    def draft(self, shop: Shop, draft_id: str) -> Draft:
        with self.eye.client(shop.client, reads=True) as books:
            return books.draft(draft_id)

    def entry(self, shop: Shop, number: str) -> PostedEntry:
        with self.eye.client(shop.client, reads=True) as books:
            return books.entry(number)

    def refresh(self, shop: Shop, draft_id: str) -> Drafted:
        """The draft as it is stored now."""
        drafted = shop.truth.drafts[draft_id]
        drafted.shown = self.draft(shop, draft_id)
        return drafted

    def cold(self, client: str) -> ClientBooks:
        """The books as a process that begins now reads them."""
        with closing(open_books(self.address)) as store, store.client(client, reads=True) as books:
            return books.books()


def _moment(stored: str) -> str:
    return datetime.fromisoformat(stored).astimezone(UTC).isoformat()
