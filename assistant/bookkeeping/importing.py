"""Another program's general journal into the books: every entry as it stood, through the one posting function, all or nothing.

What cannot be booked is named row by row, and then nothing is. The entries take the next numbers, each with its event in the
audit trail; they are of kind `journal`, go nowhere from here, and are corrected by reversal as any other. The same file is taken
once.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from assistant.bookkeeping.doors import BooksTransaction
from assistant.bookkeeping.settling import find_account
from assistant.books.accounts import Chart, Side
from assistant.books.entry import Line, PostedEntry
from assistant.books.imported import JournalEntry, Posted
from assistant.books.money import LARGEST_MINOR, Money
from assistant.books.people import Action
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Role
from assistant.books.reasons import Kind, Reason
from assistant.errors import BadFile, NotFound, RefusedByBooks
from assistant.stages.posting import one_line
from assistant.stages.review import allow

IMPORTED = "journal.imported"  # the event that says what came of a file
TOLD_AT_MOST = 100  # faults of a file; the rest are counted
_DEBIT, _NOTHING = Side.DEBIT, Money(0, "")


class GeneralJournal(Protocol):
    """A file of entries."""

    @property
    def name(self) -> str: ...
    @property
    def digest(self) -> str:
        """SHA-256 of the content."""
        ...

    def entries(self, currency: str, order: DateOrder, faults: list[str]) -> Iterator[JournalEntry]:
        """The entries in their order; what cannot be taken is added to `faults`, a sentence a cell."""
        ...


class ImportTransaction(BooksTransaction, Protocol):
    def imports(self) -> Iterable[Mapping[str, object]]:
        """What the trail says of each file that was imported, oldest first."""
        ...

    def post_journal(self, entries: Iterable[PostedEntry], *, who: str, at: datetime) -> Posted | None:
        """Posts entries of the next numbers, in their order, each with its event; None where there are none. They may be made in
        a process of their own while the first of them are written; what that raises is raised here."""
        ...


class ImportStore(Protocol):
    def client(self, client: str) -> AbstractContextManager[ImportTransaction]: ...


def import_journal(
    store: ImportStore, client: str, journal: GeneralJournal, *, by: str, today: date, at: datetime, import_id: str, again: bool
) -> Posted:
    """Posts the whole journal in one transaction. `import_id` begins the ids of its entries; `again` takes a file that was taken
    before. BadFile names what cannot be booked; RefusedByBooks (imported_already) a file that was."""
    with store.client(client) as books:
        allow(by, books.role_of(by), Action.IMPORT)
        digest = journal.digest
        if not again:
            _refuse_again(books.imports(), digest)
        standing = books.books()
        booking = _Booking(journal, standing.chart, standing.policy, standing.currency, standing.date_order, today)
        first = int(books.next_entry_number().removeprefix("WO-"))
        posted = books.post_journal(booking.entries(first, by=by, at=at, import_id=import_id), who=by, at=at)
        if posted is None:
            raise BadFile(f"{journal.name} holds no entry.", "Write a row a line below its heading.")
        detail: dict[str, object] = {"sha256": digest, "entries": posted.entries, "first": posted.first, "last": posted.last}
        detail["debits"] = posted.debits.plain()
        books.record(at=at, who=by, what=IMPORTED, subject=journal.name, detail=detail)
        return posted


def _refuse_again(imports: Iterable[Mapping[str, object]], digest: str) -> None:
    for told in imports:
        if told.get("sha256") == digest:
            says = f"This file was imported already, as {told.get('first')} to {told.get('last')}."
            raise RefusedByBooks(says, "Import it with --again where it is to be booked twice.", code="imported_already")


@dataclass(slots=True)
class _Booking:
    """The file's entries to entries of these books."""

    journal: GeneralJournal
    chart: Chart
    policy: Policy
    currency: str
    order: DateOrder
    today: date
    faults: list[str] = field(default_factory=list)
    accounts: dict[str, tuple[str, Role]] = field(default_factory=dict)  # what the file calls an account → its key, '' for none
    days: dict[date, str] = field(default_factory=dict)  # a day of the file → why nothing is booked on it, '' where it may be

    def entries(self, first: int, *, by: str, at: datetime, import_id: str) -> Iterator[PostedEntry]:
        """The entries, numbered from place `first` on. BadFile at the end where anything of the file cannot be booked; none is
        given once something was found."""
        kind, reason, faults = Kind.JOURNAL, Reason.OTHER, self.faults
        for place, entry in enumerate(self.journal.entries(self.currency, self.order, faults), first):
            lines = self._lines(entry)
            if not faults:
                yield PostedEntry(
                    id=f"{import_id}-{place}",
                    number=f"WO-{place}",
                    entry_date=entry.entry_date,
                    kind=kind,
                    reason=reason,
                    memo=one_line(entry.memo) or f"Entry {entry.label}",
                    lines=lines,
                    text=f"Entry {entry.label} of {self.journal.name}, {entry.place}",
                    posted_by=by,
                    posted_at=at,
                )
        if faults:
            raise self._refusal()

    def _lines(self, entry: JournalEntry) -> tuple[Line, ...]:
        """The entry's lines, once it was seen that it is one that these books can hold."""
        lines, debits, difference, amount = list[Line](), 0, 0, _NOTHING
        for row, said, side, minor, party, klass in entry.lines:
            if (found := self.accounts.get(said)) is None:
                found = self.accounts[said] = self._account(said)
            key, role = found
            if not key:
                self._fault(f"row {row}, column account", self._why_not(said))
            if minor != amount.minor:  # what one line has on its side, the next often has on the other
                amount = Money(minor, self.currency)
            if side is _DEBIT:
                debits += minor
                difference += minor
            else:
                difference -= minor
            lines.append(Line(side, key, amount, role, party, klass))
        if difference:
            sums = f"{Money(debits, self.currency)} on debit and {Money(debits - difference, self.currency)} on credit"
            self._fault(f"{entry.place}, entry {entry.label}", f"does not balance: {sums}.")
        elif debits > LARGEST_MINOR:
            self._fault(f"{entry.place}, entry {entry.label}", "comes to more than books can hold.")
        if (says := self.days.get(entry.entry_date)) is None:
            says = self.days[entry.entry_date] = self._why_not_on(entry.entry_date)
        if says:
            self._fault(f"{entry.place}, entry {entry.label}", says)
        return tuple(lines)

    def _account(self, said: str) -> tuple[str, Role]:
        try:
            found = find_account(self.chart, said)
        except NotFound:
            return "", Role.CONTROL
        return found.key if found.usable else "", Role.INVENTORY if found.holds_goods else Role.CONTROL

    def _why_not(self, said: str) -> str:
        try:
            found = find_account(self.chart, said)
        except NotFound as error:
            return f"{error.says} {error.remedy}"
        return f"{found.label} is {'a heading' if found.active else 'inactive'}; name one that takes postings."

    def _why_not_on(self, day: date) -> str:
        if day > self.today:
            return f"is of {day}, which is after today."
        if self.policy.is_closed(day):
            return f"is of {day}, and the books are closed through {self.policy.books_closed_through}."
        return ""

    def _fault(self, where: str, says: str) -> None:
        self.faults.append(f"{self.journal.name} {where}: {says}")

    def _refusal(self) -> BadFile:
        many = f"{len(self.faults):,} faults" if len(self.faults) > 1 else "a fault"
        told = self.faults[:TOLD_AT_MOST]
        if more := len(self.faults) - len(told):
            told.append(f"{self.journal.name}: and {more:,} faults more.")
        says = f"{self.journal.name} cannot be imported: {many}. Nothing was."
        return BadFile(says, "Correct the file and import it again.", faults=tuple(told))
