"""A CSV file to its rows, each cell with its place, and every fault of the file in a sentence that says what to change."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import TypeVar

from assistant.books.money import Money
from assistant.books.quantity import parse_quantity

LARGEST_FILE_BYTES = 100_000_000
LONGEST_CELL = 4_000
WORKBOOK = b"PK\x03\x04"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
Word = TypeVar("Word", bound=StrEnum)


@dataclass(slots=True)
class Faults:
    """What is wrong with a client's files, gathered so that one refusal names it all."""

    said: list[str] = field(default_factory=list)

    def say(self, where: str, what: str) -> None:
        self.said.append(f"{where}: {what}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. `number` is the row as a spreadsheet counts it: the heading is row 1."""

    file: str
    number: int
    cells: Mapping[str, str]
    faults: Faults

    def __getitem__(self, column: str) -> str:
        """The cell's text; empty where the table has no such column."""
        return self.cells.get(column, "")

    def place(self, column: str) -> str:
        return f"{self.file} row {self.number}, column {column}"

    def fault(self, column: str, what: str) -> None:
        self.faults.say(self.place(column), what)

    def required(self, column: str) -> str:
        if not self[column]:
            self.fault(column, "is empty; fill it in.")
        return self[column]

    def flag(self, column: str) -> bool:
        """true or false; an empty cell is true."""
        word = self[column].lower() or "true"
        if word not in ("true", "false"):
            self.fault(column, f"{self[column]!r} is neither true nor false.")
        return word != "false"

    def money(self, column: str, currency: str) -> Money:
        """The amount; zero where the cell is empty or wrong (and then said)."""
        try:
            return Money.parse(self[column] or "0", currency)
        except ValueError as error:
            self.fault(column, f"{error}.")
            return Money.zero(currency)

    def number_in(self, column: str) -> Decimal | None:
        """A number that is not negative, '-0' among them; None where the cell is empty or wrong (and then said)."""
        if not self[column]:
            return None
        try:
            number = parse_quantity(self[column]) + 0  # the plain zero, not the negative one
        except ValueError as error:
            self.fault(column, f"{error}.")
            return None
        if number < 0:
            self.fault(column, f"{self[column]} is negative; write what is there, or 0.")
            return None
        return number

    def word(self, column: str, words: type[Word]) -> Word | None:
        """One of an enumeration's values, in any case; None where it is not (and then said)."""
        typed = self.required(column)
        found = next((word for word in words if word.lower() == typed.lower()), None)
        if typed and found is None:
            self.fault(column, f"{typed!r} is not known; write one of: {', '.join(words)}.")
        return found


def read_table(path: Path, columns: Collection[str], faults: Faults) -> tuple[Row, ...]:
    """The rows that hold anything. A file that cannot be read, or lacks one of `columns`, gives none (and it is said)."""
    text = read_text(path, faults)
    if text is None:
        return ()
    records = split_records(path.name, text, faults)
    if records is None or not any(records):
        if records is not None:
            faults.say(path.name, f"is empty; its first row names the columns: {', '.join(columns)}.")
        return ()
    heading = [name.strip().lower() for name in records[0]]
    repeated = sorted({name for name in heading if name and heading.count(name) > 1})
    missing = [column for column in columns if column not in heading]
    for name in repeated:
        faults.say(f"{path.name} row 1", f"names the column {name!r} twice; leave one.")
    if missing:
        hint = " It seems to be separated by semicolons; save it with commas." if ";" in ",".join(heading) else ""
        faults.say(f"{path.name} row 1", f"lacks the column {', '.join(missing)}; its first row names the columns.{hint}")
    if repeated or missing:
        return ()
    rows = (cells_of(path.name, number, heading, record, faults) for number, record in enumerate(records[1:], 2) if any(record))
    return tuple(rows)


def cells_of(file: str, number: int, heading: list[str], record: list[str], faults: Faults) -> Row:
    cells = [cell.strip() for cell in record]
    if any(cells[len(heading) :]):
        said = f"has {len(cells)} cells under {len(heading)} columns; quote a cell that holds a comma."
        faults.say(f"{file} row {number}", said)
    row = Row(file, number, dict(zip(heading, cells, strict=False)), faults)
    for column, cell in row.cells.items():
        if len(cell) > LONGEST_CELL:
            row.fault(column, f"holds {len(cell):,} characters; shorten it to {LONGEST_CELL:,}.")
        if any(char < " " or char == "\x7f" for char in cell):
            row.fault(column, "holds a line break or another control character; take it out.")
    return row


def split_records(file: str, text: str, faults: Faults) -> list[list[str]] | None:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        faults.say(f"{file} line {reader.line_num}", f"cannot be split into cells ({error}); see to its quotation marks.")
        return None


def read_text(path: Path, faults: Faults) -> str | None:
    """The file as UTF-8 text, with or without its mark; None where it is not that (and then said)."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE_BYTES + 1)
    except FileNotFoundError:
        faults.say(path.name, "is missing from the folder; add it.")
        return None
    except OSError as error:
        faults.say(path.name, f"cannot be read ({error.strerror}).")
        return None
    if len(data) > LARGEST_FILE_BYTES:
        faults.say(path.name, f"is larger than {LARGEST_FILE_BYTES // 1_000_000} MB; split the books, or leave out old rows.")
        return None
    if said := not_text(data):
        faults.say(path.name, said)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.say(path.name, wrong_encoding(data, error))
        return None


def not_text(data: bytes) -> str:
    if data.startswith(WORKBOOK):
        return "is a spreadsheet workbook; save it as 'CSV UTF-8'."
    if data.startswith(UTF_16):
        return "is in UTF-16; save it as UTF-8 ('CSV UTF-8')."
    if b"\0" in data:
        return "holds NUL bytes, so it is not a text file; save it as 'CSV UTF-8'."
    return ""


def wrong_encoding(data: bytes, error: UnicodeDecodeError) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    around = data[max(0, error.start - 12) : error.start + 12]
    try:
        meant = around.decode("cp1252")
    except UnicodeDecodeError:
        return f"is not text in UTF-8 (line {line}); save it as 'CSV UTF-8'."
    return f"is not UTF-8 but looks like Windows-1252 (line {line}: {meant.strip()!r}); save it as 'CSV UTF-8'."
