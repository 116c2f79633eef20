"""A seed to entries of every shape that are posted and sent while every fault befalls every kind of request to the company.

    storm = Storm(bench, seed=7)
    storm.run(500)
    assert storm.faults() == []        # what is lost, doubled or different, by the company's own store

A person does what a person does: syncs again, connects again where access was taken away, accepts what the goods cost there.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from assistant.bookkeeping.pulling import pull
from assistant.bookkeeping.reconciling import reconcile
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.evidence import EvidenceFile
from assistant.books.remote import ConnectionState
from assistant.errors import OutsideServiceFailed
from assistant.stages.reconciling.names import Reconciliation
from assistant.syncing.preparing import NEVER_SENT
from assistant.syncing.receipt import SyncReceipt
from assistant.syncing.run import Orders
from tests.proof.chance import drawn
from tests.proof.weather import Weather
from tests.syncing.bakery import CLIENT, OWNER, SHAPES, taken_back
from tests.syncing.harness import Bench

WAVE = 20  # entries that are approved one after another, and sent together
MOST_RUNS = 60
MINUTES = 10  # between two runs


@dataclass
class Storm:
    """`looks`: what others made there is looked through before each entry's first send. Every so manieth entry takes back an
    earlier one (`reversed_each`), or comes with a file (`proven_each`)."""

    bench: Bench
    seed: int
    looks: bool = False
    reversed_each: int = 9
    proven_each: int = 4
    weather: Weather = field(init=False)
    expected: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)  # entry to the digest of its file
    _posted: list[PostedEntry] = field(default_factory=list)
    _reversed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.weather = Weather(self.seed)

    def run(self, entries: int) -> None:
        """Posts so many in waves, each sent while it storms; then the sky clears, and the rest goes out."""
        self.bench.practice.script.follow(self.weather)
        for start in range(0, entries, WAVE):
            self.post(min(WAVE, entries - start))
            self._until_through()
        self.finish()

    def finish(self) -> None:
        """The sky clears, and what is left goes out."""
        self.bench.practice.script.follow(None)
        self._until_through()

    # ── Entries ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def post(self, entries: int) -> None:
        for _ in range(entries):
            n = len(self._posted)
            with self.bench.store.client(CLIENT) as books:
                made, kinds = self._next(n, books.books_about(()), books.next_entry_number())
                entry = replace(made, posted_at=self.bench.now())
                books.post(entry)
                if n % self.proven_each == 0:
                    content = f"A photograph of {entry.number}".encode()
                    digest = hashlib.sha256(content).hexdigest()
                    file = EvidenceFile(digest, "photo.jpg", "image/jpeg", len(content), entry.number, OWNER, self.bench.now())
                    books.add_evidence(file, content)
                    self.files[entry.number] = digest
            self._posted.append(entry)
            self.expected[entry.number] = kinds

    def _next(self, n: int, books: ClientBooks, number: str) -> tuple[PostedEntry, tuple[str, ...]]:
        earlier = [entry for entry in self._posted[-4 * WAVE :] if entry.number not in self._reversed and not entry.reverses]
        if n % self.reversed_each == self.reversed_each - 1 and earlier:
            original = earlier[drawn(self.seed, "taken back", n) % len(earlier)]
            self._reversed.add(original.number)
            return taken_back(original, number), self._kinds_back(original)
        shapes = tuple(SHAPES.values())
        shape = shapes[drawn(self.seed, "shape", n) % len(shapes)]
        return shape.make(books, number), shape.documents

    def _kinds_back(self, original: PostedEntry) -> tuple[str, ...]:
        """A vendor credit is taken back by an adjustment and a journal: QuickBooks has no credit below nothing."""
        kinds = self.expected[original.number]
        return ("InventoryAdjustment", "JournalEntry") if kinds == ("VendorCredit",) else kinds

    # ── Runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _until_through(self) -> None:
        for _ in range(MOST_RUNS):
            self.reconnect()
            with suppress(OutsideServiceFailed):
                self.sync()
            if not self.bench.waiting():
                return
            self.bench.clock.advance(timedelta(minutes=MINUTES).total_seconds())

    def sync(self) -> SyncReceipt:
        return self.bench.sync(Orders(approved=self.bench.waiting()), looks=self.looks)

    def reconnect(self) -> None:
        """Where access is lost, a person gives it again."""
        for _ in range(MOST_RUNS):
            with self.bench.store.client(CLIENT, reads=True) as books:
                company = books.company()
            if company is not None and company.state is ConnectionState.CONNECTED:
                return
            with suppress(OutsideServiceFailed):
                self.bench.connect()

    # ── What came of it ──────────────────────────────────────────────────────────────────────────────────────────────

    def faults(self) -> list[str]:
        """What is lost, doubled or different, a sentence each, with what makes it happen again."""
        found = [*self.bench.judge(self.wanted()), *self._files_amiss()]
        return [f"{says} ({self.weather.document()})" for says in found]

    def wanted(self) -> dict[str, tuple[str, ...]]:
        """The kinds of documents that the company is to keep of each entry: none of one reversed while QuickBooks refused
        it for a closed period, nor of its reversal, where the books say so of both."""
        with self.bench.store.client(CLIENT, reads=True) as books:
            never = {kept.entry for kept in books.plans(self.bench.realm) if kept.plan.because == (NEVER_SENT,)}
        pairs = ({entry.number, entry.reverses} for entry in self._posted if entry.reverses)
        unsent = {number for pair in pairs if pair <= never for number in pair}
        return {number: () if number in unsent else kinds for number, kinds in self.expected.items()}

    def reconciled(self) -> Reconciliation:
        """What the product itself finds, comparing the company with the books."""
        bench = self.bench
        remote = bench.quickbooks()

        def pulled() -> None:
            pull(bench.store, CLIENT, remote, by=OWNER, today=bench.today, now=bench.now)

        return reconcile(bench.store, CLIENT, remote, pulled, by=OWNER, at=bench.now())

    def _files_amiss(self) -> list[str]:
        """Files that are not once at the first document of their entry."""
        by_entry: dict[str, list[str]] = {}
        ids = {document.remote_id: document.entry for document in self.bench.documents() if document.part == 1}
        for file in self.bench.there("Attachable"):
            for ref in file.get("AttachableRef", ()):
                by_entry.setdefault(ids.get(str(ref["EntityRef"]["value"]), ""), []).append(str(file["FileName"]))
        there = {entry for entry, kinds in self.wanted().items() if kinds}
        wanted = {entry: [f"photo-{digest[:12]}.jpg"] for entry, digest in self.files.items() if entry in there}
        return [f"{entry} has the files {by_entry.get(entry)}" for entry in wanted if by_entry.get(entry) != wanted[entry]]
