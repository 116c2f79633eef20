"""What may be asked of a client's posted entries. No draft, approval or reversal reads them all, however many there are.

Two answer: books/entry.py, of entries at hand, and the ledger itself (adapters/sql/history.py). Entries come oldest first, in the
order in which they were posted.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Protocol

from assistant.books.entry import Line, PostedEntry, PostedSums, Reserve
from assistant.books.likeness import Likeness
from assistant.books.proposal import EarlierEntry
from assistant.books.reasons import Kind


class Journal(Protocol):
    """The posted entries of one client, as they stood when its books were read."""

    def __iter__(self) -> Iterator[PostedEntry]:
        """Each of them, one after another."""
        ...

    @property
    def entries(self) -> tuple[PostedEntry, ...]:
        """All of them at once: for books known to be small."""
        ...

    def find(self, number: str) -> PostedEntry | None: ...

    def those(self, numbers: Iterable[str]) -> tuple[PostedEntry, ...]:
        """The entries of these numbers, of those that there are: many cost no more questions than one."""
        ...

    def numbered(self, ref: str) -> tuple[PostedEntry, ...]:
        """Those whose number is meant by what a person wrote: 'wo 1042', '#1042' or 'WO-1042' (numbered.same_number)."""
        ...

    def recent(
        self, most: int, *, items: Collection[str] = (), since: date | None = None, until: date | None = None
    ) -> tuple[PostedEntry, ...]:
        """Of those that texts tell of, of the days named, both included: the latest `most` by day, and of those that list one of
        these goods the `most` that were posted last."""
        ...

    def told(self, most: int, text: str) -> tuple[EarlierEntry, ...]:
        """What a reader may know: of those that texts tell of the `most` that were posted last, and those of whatever kind whose
        number stands in the text."""
        ...

    def like(self, own: Likeness) -> tuple[PostedEntry, ...]:
        """Those that may be of the same loss, as far as they stand (likeness.nearest)."""
        ...

    def of_item(self, item: str, *, since: str = "") -> tuple[PostedEntry, ...]:
        """Those that list the item; the entry `since` (by number) and those posted after it, where one is named, and none where
        there is no such entry."""
        ...

    def naming(self) -> tuple[Line, ...]:
        """A line of every name: of each supplier, customer and class that lines name, by account and role, the first."""
        ...

    def moved_since(self, number: str, *, but_kinds: Collection[Kind], but_numbers: Collection[str]) -> dict[str, Decimal]:
        """The signed units by item that the entry of this number and those after it moved, without those of these kinds and
        numbers; none where that entry is not posted yet."""
        ...

    def reversals_of(self, number: str) -> tuple[PostedEntry, ...]: ...

    def units_left(self, number: str) -> dict[tuple[str, str], Decimal]:
        """(item, location) -> signed units of the entry that no reversal has brought back yet. KeyError where there is none."""
        ...

    def lines_left(self, number: str) -> tuple[Line, ...]:
        """The entry's lines less what reversals have taken back (entry.lines_left). KeyError where there is none."""
        ...

    def reserve_of(self, item: str, currency: str) -> Reserve:
        """What earlier write-downs here still hold in reserve for the item by name."""
        ...

    # All of it, which may be much: no more of it is at hand at a time than some hundred entries.

    def by_day(self) -> Iterator[PostedEntry]:
        """Each of them, by its day; of one day as they were posted."""
        ...

    def days(self) -> tuple[date, date] | None:
        """The first and the last day of which there is an entry; None where there is none."""
        ...

    def posted_sums(self, currency: str) -> dict[str, PostedSums]:
        """What was posted to each account (by key) that anything was posted to."""
        ...
