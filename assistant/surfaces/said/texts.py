"""A file, standard input or an argument to the texts it holds, each with its place; one that cannot be taken holds no other."""

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from io import StringIO
from itertools import pairwise
from pathlib import Path

from assistant.books.proposal import ReadingContext
from assistant.books.reasons import Reason
from assistant.errors import BadFile, WriteoffError, WrongUsage
from assistant.patterns import regex
from assistant.readers.rows import COLUMNS, counted_said, quantity_said, row_text
from assistant.surfaces.said.days import day_of

LARGEST_BYTES = 20_000_000
TEXT_COLUMN = "text"
HOW_MANY = ("quantity", "counted")  # a row says one of them
# What people call a column, and what it is here.
CALLED = {
    "item": "sku", "name": "sku", "product": "sku", "item number": "sku", "qty": "quantity", "count": "counted",
    "found": "counted", "counted quantity": "counted", "counted qty": "counted", "quantity counted": "counted",
    "location": "place",
}  # fmt: skip
_WRAPPED = 50  # characters: a line so long that goes on in the next was wrapped by a mail program
_GREETING = regex(r"(?:hi|hello|hey|dear|(?:good )?(?:morning|afternoon|evening))\b[^.]{0,40}[,!:]?\Z", re.IGNORECASE)
NOT_TEXT = regex("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff]")


class Split(StrEnum):
    """How a file of plain text is taken apart."""

    NONE = "none"
    LINE = "line"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts that came together. `batch` names them by their content, so that the same file is known again; empty for a text
    typed on its own. `rows` where each is a row of a list of goods, for the reader of rows. `faults` say, by place, why a text
    cannot be drafted."""

    texts: tuple[str, ...]
    batch: str = ""
    rows: bool = False
    faults: Mapping[int, WriteoffError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of several, and what is wrong with it where it cannot be taken."""

    text: str
    fault: WriteoffError | None = None


def typed_text(text: str, longest: int) -> Texts:
    return Texts((checked_text(text, longest, "The text"),))


def typed_texts(text: str, split: Split, longest: int) -> Texts:
    """What was typed or pasted, taken apart as asked; each piece as a text by itself."""
    if split is Split.NONE:
        return typed_text(text, longest)
    pieces = [_checked(piece, longest, f"Text {n}") for n, piece in enumerate(pieces_of(text, split), 1)]
    if len(pieces) <= 1:
        return typed_text(text, longest)
    return _together(pieces, "The list", "")


def as_it_looks(text: str) -> Split:
    """How a paste is most likely meant: a list a loss a line, paragraphs, or one text (a letter, lines under a heading, wrapped
    lines of prose)."""
    paragraphs = [[line.strip() for line in part.splitlines() if line.strip()] for part in pieces_of(text, Split.BLANK)]
    lines = [line for part in paragraphs for line in part]
    if len(lines) < 2 or _GREETING.match(lines[0]):
        return Split.NONE
    if len(paragraphs) > 1 and any(len(part) > 1 for part in paragraphs):
        return Split.BLANK
    headed = any(line.endswith(":") for line in lines)
    wrapped = any(len(line) >= _WRAPPED and after[:1].islower() and line[-1] not in ".!?;" for line, after in pairwise(lines))
    return Split.NONE if headed or wrapped else Split.LINE


def read_texts(data: bytes, name: str, split: Split, longest: int, context: ReadingContext) -> Texts:
    """The texts of a file's content. A `.csv` file is a table with a `text` column, or of goods (sku, quantity, …)."""
    content = decoded(data, name)
    batch = "B-" + hashlib.sha256(f"{split}\0{name.lower().endswith('.csv')}\0".encode() + data).hexdigest()[:12]
    if name.lower().endswith(".csv"):
        if split is not Split.NONE:
            raise WrongUsage("A CSV file is drafted row by row.", "Leave out --split.")
        return _of_table(content, name, batch, longest, context)
    pieces = [_checked(piece, longest, f"{name}, text {n}") for n, piece in enumerate(pieces_of(content, split), 1)]
    if not pieces:
        raise BadFile(f"{name} holds no text.", "Write what happened to the goods, one loss a line or in sentences.")
    return _together(pieces, name, batch)


def _together(pieces: Iterable[_Piece], name: str, batch: str, *, rows: bool = False) -> Texts:
    """The pieces as a batch; refused whole where none of them can be taken."""
    pieces = tuple(pieces)
    faults = {place: piece.fault for place, piece in enumerate(pieces) if piece.fault is not None}
    if len(pieces) == 1 and faults:
        raise faults[0]
    if len(faults) == len(pieces):
        said = tuple(fault.says for fault in faults.values())
        raise BadFile(f"{name} cannot be drafted: nothing was.", "Correct it and run it again.", faults=said)
    return Texts(tuple(piece.text for piece in pieces), batch, rows, faults)


def _checked(text: str, longest: int, which: str) -> _Piece:
    try:
        return _Piece(checked_text(text, longest, which))
    except WrongUsage as error:
        return _Piece(text, error)


def decoded(data: bytes, name: str) -> str:
    """UTF-8 with or without its mark, or UTF-16 with its mark. BadFile for anything else, in words."""
    if len(data) > LARGEST_BYTES:
        raise BadFile(f"{name} is larger than {LARGEST_BYTES // 1_000_000} MB.", "Take it apart and draft the parts.")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadFile(f"{name} is not text in UTF-8 (byte {error.start}).", "Save it as plain text or CSV in UTF-8.") from error
    if "\0" in text or data.startswith(b"PK\x03\x04"):
        raise BadFile(f"{name} is not a text file.", "Save it as plain text or CSV in UTF-8.")
    return text


def checked_text(text: str, longest: int, which: str) -> str:
    """The text as it may be read. WrongUsage says what is wrong with one that is empty, too long or not text."""
    if not text.strip():
        raise WrongUsage(f"{which} is empty.", 'Say what happened, such as "write off $240 of damaged stock".', code="empty_text")
    if len(text) > longest:
        raise WrongUsage(
            f"{which} has {len(text):,} characters; {longest:,} can be read at once.",
            "Draft it in parts, with a blank line between them (on the command line: --file F --split blank).",
            code="text_too_long",
        )
    if NOT_TEXT.search(text):
        raise WrongUsage(f"{which} holds bytes that are not text.", "Copy the words alone, as plain text.", code="not_text")
    return text


def pieces_of(content: str, split: Split) -> list[str]:
    """The texts that a longer one is taken apart to, none of them empty."""
    if split is Split.NONE:
        return [content.strip()] if content.strip() else []
    pieces = content.splitlines() if split is Split.LINE else re.split(r"(?:\r?\n[ \t]*){2,}", content)
    return [piece.strip() for piece in pieces if piece.strip()]


def _of_table(content: str, name: str, batch: str, longest: int, context: ReadingContext) -> Texts:
    try:
        records = list(csv.reader(StringIO(content, newline=""), delimiter=_delimiter(content), strict=True))
    except csv.Error as error:
        raise BadFile(f"{name} cannot be split into cells: {error}.", "See to its quotation marks.") from error
    heading = _heading(records[0]) if records else []
    rows = [
        (f"{name} row {number}", _row(heading, record))
        for number, record in enumerate(records[1:], 2)
        if any(cell.strip() for cell in record)
    ]
    of_texts = TEXT_COLUMN in heading
    if not of_texts and ("sku" not in heading or not set(HOW_MANY) & set(heading)):
        raise BadFile(
            f"{name} row 1 has neither a column 'text' nor the columns 'sku' and 'quantity' (or 'counted').",
            f"Name the columns in the first row: text, or {','.join(COLUMNS)}.",
        )
    if not rows:
        raise BadFile(f"{name} holds no row below its heading.", "Write a row a loss.")
    if of_texts:
        pieces = [_checked(row.get(TEXT_COLUMN, ""), longest, f"{which}, column text") for which, row in rows]
    else:
        pieces = [_of_goods(which, row, context) for which, row in rows]
    return _together(pieces, name, batch, rows=not of_texts)


def is_count_sheet(data: bytes, name: str) -> bool:
    """Whether the file is a table that says what was counted."""
    if not name.lower().endswith(".csv"):
        return False
    content = decoded(data, name)
    try:
        heading = next(csv.reader(StringIO(content, newline=""), delimiter=_delimiter(content)), [])
    except csv.Error:  # read_texts says of it what is wrong
        return False
    return "counted" in _heading(heading)


def _heading(cells: Iterable[str]) -> list[str]:
    """The columns as they are called here."""
    columns = (" ".join(cell.lower().replace("_", " ").split()) for cell in cells)
    return [CALLED.get(column, column) for column in columns]


def _delimiter(content: str) -> str:
    """What parts the cells of the heading: a comma, or as other countries' spreadsheets write it."""
    heading = content.split("\n", 1)[0]
    return max(",;\t", key=heading.count)


def _row(heading: list[str], record: list[str]) -> dict[str, str]:
    """Cells by their columns; of two columns for the same thing the first that says something."""
    row: dict[str, str] = {}
    for column, cell in zip(heading, record, strict=False):
        row[column] = row.get(column) or cell.strip()
    return row


def _of_goods(which: str, row: Mapping[str, str], context: ReadingContext) -> _Piece:
    """The row as a line of text, or every cell of it that cannot be taken."""
    said = {column: _cell(column, row.get(column, ""), context) for column in COLUMNS}
    filled = [column for column in HOW_MANY if row.get(column)]
    if len(filled) != 1:
        wrong = "says both what was counted and what left; leave one out." if filled else "is empty; fill it in."
        said[HOW_MANY[1] if "quantity" not in row else HOW_MANY[0]] = "", wrong
    text = row_text({column: value for column, (value, _) in said.items()})
    faults = [f"column {column}: {wrong}" for column, (_, wrong) in said.items() if wrong]
    if not faults:
        return _Piece(text)
    remedy = "Correct it, and draft it from a file of its own: the other rows stand."
    return _Piece("; ".join(filter(None, row.values())), BadFile(f"{which}, {' '.join(faults)}", remedy))


def _cell(column: str, cell: str, context: ReadingContext) -> tuple[str, str]:
    """The cell as the reader of rows takes it, and what is wrong with it where it cannot be taken."""
    cell = " ".join(cell.split())
    if column == "sku" and not cell:
        return "", "is empty; fill it in."
    if column != "note" and ";" in cell:
        return "", f"{cell!r} holds a semicolon; take it out."
    if column == "counted" and cell and counted_said(cell, context) is None:
        return "", f"{cell!r} is no number of goods counted; write it such as 96, 0 or '4 cases'."
    if column == "quantity" and cell and quantity_said(cell, context) is None:
        return "", f"{cell!r} is no number of goods that left; write it such as 12, '2 dozen' or '3 cases'."
    if column == "date" and cell:
        day = day_of(cell, context.date_order)
        return (day.isoformat(), "") if day else ("", f"{cell!r} is not a day of the calendar; write it such as 2026-10-02.")
    if column == "reason" and cell:
        word = re.sub(r"[\s-]+", "_", cell.lower())
        return (word, "") if word in tuple(Reason) else ("", f"{cell!r} is not known; write one of: {', '.join(Reason)}.")
    return cell, ""


def read_file(path: Path) -> bytes:
    """What the file holds, of a larger one than can be taken its beginning. BadFile where it is not there or cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise BadFile(f"There is no file {path}.", "Check its name and folder.") from error
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.", "Name a file of text that you may read.") from error
