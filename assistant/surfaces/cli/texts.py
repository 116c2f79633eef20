"""A file, standard input or an argument to the texts it holds, each with its place; refused whole where one cannot be taken."""

import csv
import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from pathlib import Path

from assistant.books.proposal import DateOrder
from assistant.books.quantity import parse_quantity
from assistant.books.reasons import Reason
from assistant.errors import BadFile, WrongUsage
from assistant.readers.rows import COLUMNS, row_text
from assistant.surfaces.cli.days import day_of

LARGEST_BYTES = 20_000_000
TEXT_COLUMN = "text"
NEEDED = ("sku", "quantity")
NOT_TEXT = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff]")


class Split(StrEnum):
    """How a file of plain text is taken apart."""

    NONE = "none"
    LINE = "line"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts that came together. `batch` names them by their content, so that the same file is known again; empty for a text
    typed on its own. `rows` where each is a row of a list of goods, for the reader of rows."""

    texts: tuple[str, ...]
    batch: str = ""
    rows: bool = False


def typed_text(text: str, longest: int) -> Texts:
    return Texts((checked_text(text, longest, "The text"),))


def read_texts(data: bytes, name: str, split: Split, longest: int, date_order: DateOrder) -> Texts:
    """The texts of a file's content. A `.csv` file is a table with a `text` column, or of goods (sku, quantity, …)."""
    content = decoded(data, name)
    batch = "B-" + hashlib.sha256(f"{split}\0{name.lower().endswith('.csv')}\0".encode() + data).hexdigest()[:12]
    if name.lower().endswith(".csv"):
        if split is not Split.NONE:
            raise WrongUsage("A CSV file is drafted row by row.", "Leave out --split.")
        return _of_table(content, name, batch, longest, date_order)
    pieces = _split(content, split)
    texts = tuple(checked_text(piece, longest, f"{name}, text {n}") for n, piece in enumerate(pieces, 1))
    if not texts:
        raise BadFile(f"{name} holds no text.", "Write what happened to the goods, one loss a line or in sentences.")
    return Texts(texts, batch)


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
            "Draft it in parts: put them in a file, a blank line between them, and use --file F --split blank.",
            code="text_too_long",
        )
    if NOT_TEXT.search(text):
        raise WrongUsage(f"{which} holds bytes that are not text.", "Copy the words alone, as plain text.", code="not_text")
    return text


def _split(content: str, split: Split) -> list[str]:
    if split is Split.NONE:
        return [content.strip()] if content.strip() else []
    pieces = content.splitlines() if split is Split.LINE else re.split(r"(?:\r?\n[ \t]*){2,}", content)
    return [piece.strip() for piece in pieces if piece.strip()]


def _of_table(content: str, name: str, batch: str, longest: int, date_order: DateOrder) -> Texts:
    try:
        records = list(csv.reader(StringIO(content, newline=""), strict=True))
    except csv.Error as error:
        raise BadFile(f"{name} cannot be split into cells: {error}.", "See to its quotation marks.") from error
    heading = [column.strip().lower() for column in records[0]] if records else []
    rows = [
        (number, dict(zip(heading, (cell.strip() for cell in record), strict=False)))
        for number, record in enumerate(records[1:], 2)
        if any(cell.strip() for cell in record)
    ]
    if TEXT_COLUMN in heading:
        texts = [checked_text(row.get(TEXT_COLUMN, ""), longest, f"{name} row {number}, column text") for number, row in rows]
        goods = False
    elif set(NEEDED) <= set(heading):
        texts, goods = _of_goods(rows, name, date_order), True
    else:
        raise BadFile(
            f"{name} row 1 has neither a column 'text' nor the columns 'sku' and 'quantity'.",
            f"Name the columns in the first row: text, or {','.join(COLUMNS)}.",
        )
    if not texts:
        raise BadFile(f"{name} holds no row below its heading.", "Write a row a loss.")
    return Texts(tuple(texts), batch, rows=goods)


def _of_goods(rows: list[tuple[int, dict[str, str]]], name: str, date_order: DateOrder) -> list[str]:
    """The rows as lines of text; BadFile with every cell that cannot be taken."""
    faults: list[str] = []
    texts = []
    for number, row in rows:
        cells = {column: row.get(column, "") for column in COLUMNS}
        said = {column: _cell(column, cell, date_order) for column, cell in cells.items()}
        faults.extend(f"{name} row {number}, column {column}: {wrong}" for column, (_, wrong) in said.items() if wrong)
        texts.append(row_text({column: value for column, (value, _) in said.items()}))
    if faults:
        raise BadFile(f"{name} cannot be drafted: nothing was.", "Correct the cells and run it again.", faults=tuple(faults))
    return texts


def _cell(column: str, cell: str, date_order: DateOrder) -> tuple[str, str]:
    """The cell as the reader of rows takes it, and what is wrong with it where it cannot be taken."""
    cell = " ".join(cell.split())
    if column in NEEDED and not cell:
        return "", "is empty; fill it in."
    if column != "note" and ";" in cell:
        return "", f"{cell!r} holds a semicolon; take it out."
    if column == "quantity":
        return _quantity(cell)
    if column == "date" and cell:
        day = day_of(cell, date_order)
        return (day.isoformat(), "") if day else ("", f"{cell!r} is not a day of the calendar; write it such as 2026-10-02.")
    if column == "reason" and cell:
        word = re.sub(r"[\s-]+", "_", cell.lower())
        return (word, "") if word in tuple(Reason) else ("", f"{cell!r} is not known; write one of: {', '.join(Reason)}.")
    return cell, ""


def _quantity(cell: str) -> tuple[str, str]:
    try:
        quantity: Decimal = parse_quantity(cell)
    except ValueError as error:
        return "", f"{error}."
    if quantity <= 0:
        return "", f"{cell} is no loss; write how many units went, more than 0."
    return cell, ""


def read_file(path: Path) -> bytes:
    """What the file holds. BadFile where it is not there, or no file, or cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BadFile(f"There is no file {path}.", "Check its name and folder.") from error
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.", "Name a file of text that you may read.") from error
