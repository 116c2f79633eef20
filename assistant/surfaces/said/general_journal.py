"""A general journal as CSV to its entries, with every cell that cannot be taken, by row and column.

    entry,date,account,debit,credit,memo,party,class
    JE-104,2026-10-02,6150,120.00,,Window cleaning,,
    JE-104,,1000,,120.00,,,

The first row names the columns, in any order; memo, party and class may be missing. The rows of an entry stand together: the
first says its label, date and memo, and those below may leave them empty. A row has an amount on one side.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from operator import itemgetter
from pathlib import Path

from assistant.adapters.files.tables import LARGEST_FILE_BYTES, LONGEST_CELL, not_text, wrong_encoding
from assistant.books.accounts import Side
from assistant.books.imported import JournalEntry, JournalLine
from assistant.books.money import Money, minor_digits
from assistant.books.proposal import DateOrder
from assistant.errors import BadFile
from assistant.surfaces.said.days import day_of

NEEDED = ("entry", "date", "account", "debit", "credit")
COLUMNS = (*NEEDED, "memo", "party", "class")
DEBIT, CREDIT = Side.DEBIT, Side.CREDIT


def read_journal(path: Path) -> "JournalFile":
    """The file, not yet looked into. BadFile where it cannot be read, or is no text."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.", "Name a general journal as CSV.") from error
    if len(data) > LARGEST_FILE_BYTES:
        raise BadFile(f"{path.name} is larger than {LARGEST_FILE_BYTES // 1_000_000} MB.", "Split it, by year for instance.")
    if said := not_text(data):
        raise BadFile(f"{path.name} {said}", f"Its first row names the columns: {','.join(COLUMNS)}")
    return JournalFile(path.name, data)


@dataclass(frozen=True, slots=True)
class JournalFile:
    """A file's name and content."""

    name: str
    data: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the content, by which the same file is known again."""
        return sha256(self.data).hexdigest()

    def entries(self, currency: str, order: DateOrder, faults: list[str]) -> Iterator[JournalEntry]:
        """The entries in the file's order, amounts in `currency`, days in ISO form or in the client's order. What cannot be taken
        is added to `faults`, and left out."""
        text = TextIOWrapper(BytesIO(self.data), encoding="utf-8-sig", newline="")
        reader = csv.reader(text, strict=True)
        try:
            heading = [name.strip().lower() for name in next(reader, [])]
            if said := _faults_of(heading):
                faults.append(f"{self.name} row 1: {said}")
                return
            yield from _Rows(self.name, heading, currency, order, faults).entries(reader)
        except csv.Error as error:
            says = f"cannot be split into cells ({error}); see to its quotation marks."
            faults.append(f"{self.name} line {reader.line_num}: {says}")
        except UnicodeDecodeError:
            faults.append(f"{self.name} {_undecodable(self.data)}")


def _faults_of(heading: list[str]) -> str:
    missing = [column for column in NEEDED if column not in heading]
    repeated = sorted({name for name in heading if name in COLUMNS and heading.count(name) > 1})
    if missing:
        hint = " It seems to be separated by semicolons; save it with commas." if ";" in ",".join(heading) else ""
        return f"lacks the column {', '.join(missing)}; its first row names the columns.{hint}"
    return f"names the column {', '.join(repeated)} twice; leave one." if repeated else ""


def _undecodable(data: bytes) -> str:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return wrong_encoding(data, error)
    raise AssertionError("what was not read can be")


class _Rows:
    """Rows to entries, in one pass: a journal may be long."""

    def __init__(self, name: str, heading: list[str], currency: str, order: DateOrder, faults: list[str]) -> None:
        self.name, self.faults, self.currency, self.order = name, faults, currency, order
        self.width = len(heading)
        absent = self.width  # of a column that the file has not: a cell put behind each row, always empty
        self.at = [heading.index(column) if column in heading else absent for column in COLUMNS]
        digits = minor_digits(currency)
        self.scale: int = 10**digits
        self.plain = re.compile(rf"(\d{{1,12}})(?:\.(\d{{{digits}}}))?\Z" if digits else r"(\d{1,12})()\Z", re.ASCII)
        self.days: dict[str, date | None] = {}
        self.said, self.minor = "", 0  # the amount read last, and what it comes to

    def fault(self, row: int, column: str, says: str) -> None:
        self.faults.append(f"{self.name} row {row}, column {column}: {says}")

    def entries(self, records: Iterator[list[str]]) -> Iterator[JournalEntry]:
        """An entry of which a row cannot be taken is left out: what is wrong with it was said."""
        pick, width, found = itemgetter(*self.at), self.width, self.faults
        seen: set[str] = set()
        label, said_on, on, about, lines, whole = "", "", None, "", list[JournalLine](), True
        for row, record in enumerate(records, 2):
            cells = [cell.strip() for cell in record]
            if not (together := "".join(cells)):
                continue
            if fits := len(cells) == width:
                cells.append("")
            else:
                cells = self._to_width(cells)
            name, day, account, debit, credit, memo, party, klass = pick(cells)
            if begins := bool(name) and name != label:
                if on is not None and lines and whole:
                    yield JournalEntry(label, on, about, tuple(lines))
                label, said_on, about, lines, whole = name, day, memo, [], True
            faults = len(found)
            if not fits or len(together) > LONGEST_CELL or not together.isprintable():
                self._check(row, record, cells)
            if begins:
                if name in seen:
                    self.fault(row, "entry", f"{name} stands above already; keep the rows of an entry together.")
                seen.add(name)
                on = self._day(row, said_on)
            elif not label:
                self.fault(row, "entry", "is empty; say which entry the row is of.")
            elif day and day != said_on and None not in (on, again := self._day(row, day)) and again != on:
                self.fault(row, "date", f"{again} is another day than {on}, which entry {label} began with.")
            about = about or memo
            if (line := self._line(row, account, debit, credit, party, klass)) is not None:
                lines.append(line)
            whole = whole and len(found) == faults
        if on is not None and lines and whole:
            yield JournalEntry(label, on, about, tuple(lines))

    def _to_width(self, cells: list[str]) -> list[str]:
        """The cells under the heading, and an empty one behind them."""
        return [*cells[: self.width], *([""] * (self.width + 1 - min(len(cells), self.width)))]

    def _check(self, row: int, record: list[str], cells: list[str]) -> None:
        if len(record) > self.width and any(cell.strip() for cell in record[self.width :]):
            says = f"has {len(record)} cells under {self.width} columns; quote a cell that holds a comma."
            self.faults.append(f"{self.name} row {row}: {says}")
        for column, at in zip(COLUMNS, self.at, strict=True):
            if len(cells[at]) > LONGEST_CELL:
                self.fault(row, column, f"holds {len(cells[at]):,} characters; shorten it to {LONGEST_CELL:,}.")
            if any(char < " " or char == "\x7f" for char in cells[at]):
                self.fault(row, column, "holds a line break or another control character; take it out.")

    def _day(self, row: int, said: str) -> date | None:
        if said not in self.days:
            self.days[said] = day_of(said, self.order) if said else None
        if (day := self.days[said]) is None:
            self.fault(row, "date", f"{said!r} is no day; write it such as 2026-10-02." if said else "is empty; fill it in.")
        return day

    def _line(self, row: int, account: str, debit: str, credit: str, party: str, klass: str) -> JournalLine | None:
        if not account:
            self.fault(row, "account", "is empty; name the account.")
        debited = self._minor(row, "debit", debit) if debit else 0
        credited = self._minor(row, "credit", credit) if credit else 0
        if debited and credited == 0:
            return JournalLine(row, account, DEBIT, debited, party, klass)
        if credited and debited == 0:
            return JournalLine(row, account, CREDIT, credited, party, klass)
        if None not in (debited, credited):
            says = "both hold an amount; a row is on one side." if debited else "hold no amount; fill one in."
            self.faults.append(f"{self.name} row {row}, columns debit and credit: {says}")
        return None

    def _minor(self, row: int, column: str, said: str) -> int | None:
        """Whole minor units; None where it is no amount (and then said)."""
        if said == self.said:  # what one row has on its side, the next often has on the other
            return self.minor
        if (plain := self.plain.match(said)) is not None:
            whole, rest = plain.groups()
            self.said, self.minor = said, int(whole) * self.scale + int(rest or 0)
            return self.minor
        try:
            minor = Money.parse(said, self.currency).minor
        except ValueError as error:
            self.fault(row, column, f"{error}.")
            return None
        if minor < 0:
            self.fault(row, column, f"{said} is negative; write it without the sign, on the other side.")
            return None
        return minor
