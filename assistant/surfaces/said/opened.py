"""A client's files as somebody sends them to the books that they open, with every fault of them."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.adapters.files.client import read_client
from assistant.books.client_books import ClientBooks
from assistant.errors import DEFECTS, BadFile
from assistant.evaluation.history import with_history

CLIENT, ACCOUNTS, ITEMS, LAYERS, HISTORY = "client.json", "accounts.csv", "items.csv", "layers.csv", "history.json"
NEEDED = (CLIENT, ACCOUNTS, ITEMS)
FILES = (*NEEDED, LAYERS, HISTORY)
REMEDY = "Correct what is named, and choose the files again."


def books_of(files: Mapping[str, bytes], slug: str) -> ClientBooks:
    """The books of the files, by name (FILES). BadFile, with a sentence a fault, where they cannot be opened; WrongUsage for a
    slug that is none."""
    with tempfile.TemporaryDirectory(prefix="writeoff-") as folder:
        for name in FILES:
            if name in files and name != HISTORY:
                (Path(folder) / name).write_bytes(files[name])
        try:
            books = read_client(Path(folder), slug)
        except BadFile as error:
            count = len(error.faults)
            many = f"there are {count} faults" if count > 1 else "there is a fault"
            raise BadFile(f"These files cannot be opened: {many} in them.", REMEDY, faults=error.faults) from error
    return _with_earlier(books, files[HISTORY]) if files.get(HISTORY) else books


def _with_earlier(books: ClientBooks, content: bytes) -> ClientBooks:
    """The earlier entries of history.json, a list of rows as evals/FORMAT.md has them. Figures on file include them already."""
    try:
        rows: Any = json.loads(content)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadFile("is no list of earlier entries.", REMEDY)
        return with_history(books, rows)
    except BadFile as error:
        raise _bad_history(error.says) from error
    except DEFECTS as error:
        raise _bad_history(f"cannot be read as earlier entries ({type(error).__name__}).") from error


def _bad_history(says: str) -> BadFile:
    whole = "These files cannot be opened: there is a fault in them."
    return BadFile(whole, REMEDY, faults=(f"{HISTORY}: {says}",))
