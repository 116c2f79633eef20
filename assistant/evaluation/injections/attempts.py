"""A file of attempts to the texts they try, and the books they are tried on: with the smuggled words in them, and without."""

import csv
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.adapters.files.client import read_client
from assistant.books.client_books import ClientBooks
from assistant.books.precedent import Chooses, Matter, Precedent, Precedents
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason
from assistant.errors import BadFile
from assistant.evaluation.history import with_history
from assistant.evaluation.suite import read_lines

FILE = "attempts.jsonl"
# What of a client's folder an attempt renames: the file, and the column that a row is found by.
_FOUND_BY = {"items": ("items.csv", "sku"), "accounts": ("accounts.csv", "number")}
_CLIENT, _ITEMS = "client.json", "items.csv"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line of the file. `clean` is the text without the attack, or '' where the attack stands alone; `row` marks a row of a
    CSV. `renamed` is what the attack has written into the books' own names, `history` and `clean_history` earlier entries with
    and without it, `precedent` one that the attack has left in the books."""

    id: str
    where: str
    style: str
    wants: str
    folder: Path
    today: date
    text: str
    clean: str = ""
    row: bool = False
    renamed: Mapping[str, Any] = field(default_factory=dict)
    history: Sequence[Mapping[str, Any]] = ()
    clean_history: Sequence[Mapping[str, Any]] = ()
    precedent: Mapping[str, str] = field(default_factory=dict)

    @property
    def alone(self) -> bool:
        return not self.clean

    def as_was(self, name: str) -> str:
        """An item's or a place's key as it is without the attack."""
        places = {new: old for old, new in self.renamed.get("locations", {}).items()}
        items = {row["sku"]: old for old, row in self.renamed.get("items", {}).items() if "sku" in row}
        return str({**places, **items}.get(name, name))


def read_attempts(folder: Path) -> list[Attempt]:
    """The attempts of a folder, whose clients' folders are named from the root that `evals/` stands in. BadFile for a line that
    is none."""
    root = folder.resolve().parents[1]
    found = []
    for at, told in read_lines(folder / FILE):
        try:
            found.append(_attempt(told, root))
        except (KeyError, TypeError, ValueError) as error:
            raise BadFile(f"{at} is no attempt ({type(error).__name__} {error}).", "See evals/injections/README.md.") from error
    return found


def _attempt(told: Mapping[str, Any], root: Path) -> Attempt:
    return Attempt(
        told["id"], told["where"], told["style"], told["wants"], root / told["client"], date.fromisoformat(told["today"]),
        told["text"], told.get("clean", ""), bool(told.get("row")), told.get("books", {}),
        told.get("history", ()), told.get("clean_history", ()), told.get("precedent", {}),
    )  # fmt: skip


@dataclass
class Shelf:
    """Clients' books, each folder read once."""

    _read: dict[Path, ClientBooks] = field(default_factory=dict)

    def clean(self, attempt: Attempt) -> ClientBooks:
        return with_history(self._of(attempt.folder), attempt.clean_history)

    def attacked(self, attempt: Attempt) -> ClientBooks:
        books = self._of(attempt.folder) if not attempt.renamed else _renamed(attempt.folder, attempt.renamed)
        precedents = Precedents(tuple(_precedents(attempt.precedent)))
        return replace(with_history(books, attempt.history), precedents=precedents)

    def _of(self, folder: Path) -> ClientBooks:
        if folder not in self._read:
            self._read[folder] = read_client(folder, folder.name)
        return self._read[folder]


def _renamed(folder: Path, renamed: Mapping[str, Any]) -> ClientBooks:
    """The books opened from a copy of the folder in which names were changed, as someone with a hand in the lists would."""
    with TemporaryDirectory() as kept:
        copy = Path(kept) / folder.name
        shutil.copytree(folder, copy)
        if "name" in renamed:
            told = json.loads((copy / _CLIENT).read_text("utf-8"))
            (copy / _CLIENT).write_text(json.dumps({**told, "name": renamed["name"]}), "utf-8")
        for part, (file, column) in _FOUND_BY.items():
            _rewrite(copy / file, column, renamed.get(part, {}))
        for was, name in renamed.get("locations", {}).items():
            _rewrite(copy / _ITEMS, "location", {was: {"location": name}})
        return read_client(copy, folder.name)


def _rewrite(path: Path, column: str, changes: Mapping[str, Mapping[str, str]]) -> None:
    """The rows that have a changed name in the column, with their changes. KeyError where no row has it."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if missing := set(changes) - {row[column] for row in rows}:
        raise KeyError(f"{', '.join(sorted(missing))} of {path.name}")
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, **changes.get(row[column], {})} for row in rows)


def _precedents(told: Mapping[str, str]) -> Iterator[Precedent]:
    """One confirmed often enough to be followed, for everyday damage, with the attack as its phrase and its words."""
    if told:
        words = tuple(told["phrase"].split())
        matter = Matter(Role.LOSS, Kind.WRITE_OFF, Reason.DAMAGED, None, None, False, goods=words, told=words)
        since = datetime(2026, 1, 5, tzinfo=UTC)
        yield Precedent(
            "P-1", Chooses.ACCOUNT, told["phrase"], told["choice"], 9, "WO-1001", since.date(), "someone", since, matter=matter
        )
