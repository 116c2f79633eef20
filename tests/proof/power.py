"""The power goes: what a clerk's disk may hold at each sync, replayed from the log of all that was written to it, and what the
books are then.

What was synced is there. Of what was written since the last sync of a file, each piece may be there, or not, or be torn: some of
its sectors as they were before, some as they were to be, some neither. A file's name is there once its folder was synced;
before, it may be. Nothing that the clerk was told is done may be missing, however the power went.

As a program, `python -m tests.proof.power FOLDER PLACES [LAX]`, under the failing disk with a log: the clerk's work. LAX is
SQLite's setting `synchronous` in place of ours.
"""

import json
import struct
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sqlalchemy import event

from assistant.adapters.sql.store import open_books
from assistant.errors import BooksUnavailable
from tests.proof.chance import drawn
from tests.proof.clerk import Clerk, Said, amiss, opened
from tests.proof.disk import Disk

HEAD = struct.Struct("=4Q")
WRITE, SYNC, TRUNCATE, NAMED, GONE, MARK = range(1, 7)
SECTOR = 512
GARBAGE = b"\xa5"
BOOKS = "books.db"
UNSAID = 1  # a verb may be done without the clerk's having heard


@dataclass(frozen=True, slots=True)
class Step:
    op: int
    file: int
    offset: int  # of a truncation, the length left
    data: bytes


def steps(log: Path) -> Iterator[Step]:
    whole, at = log.read_bytes(), 0
    while at < len(whole):
        op, file, offset, length = HEAD.unpack_from(whole, at)
        at += HEAD.size + (0 if op in (SYNC, TRUNCATE) else length)
        yield Step(op, file, offset, whole[at - length : at] if op not in (SYNC, TRUNCATE) else b"")


@dataclass
class Platter:
    """What is safely on the disk, by file, and what was written since and may be there: all in the order of the log."""

    folder: Path
    synced: dict[int, bytearray] = field(default_factory=dict)
    since: dict[int, list[Step]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    names_since: list[Step] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def take(self, step: Step) -> None:
        if step.op == MARK:
            self.said.append(Said(**json.loads(step.data)))
        elif step.op in (NAMED, GONE):
            self.names_since.append(step)
        elif step.op == SYNC and step.file == self.folder.stat().st_ino:
            for each in self.names_since:
                _name(self.names, each)
            self.names_since = []
        elif step.op == SYNC:
            content = self.synced.setdefault(step.file, bytearray())
            for each in self.since.pop(step.file, []):
                _put(content, each)
        else:
            self.since.setdefault(step.file, []).append(step)

    def left(self, seed: int, *of: object) -> dict[str, bytes]:
        """What a power cut now may leave, by name: one of many, by the seed."""
        names = dict(self.names)
        for each in self.names_since[: drawn(seed, *of, "names") % (len(self.names_since) + 1)]:
            _name(names, each)
        found = {}
        for name, file in names.items():
            content = bytearray(self.synced.get(file, b""))
            for n, step in enumerate(self.since.get(file, [])):
                for part in _torn(step, seed, *of, n):
                    _put(content, part)
            found[name] = bytes(content)
        return found


def _name(names: dict[str, int], step: Step) -> None:
    name = Path(step.data.decode()).name
    if step.op == NAMED:
        names[name] = step.file
    else:
        names.pop(name, None)


def _put(content: bytearray, step: Step) -> None:
    if step.op == TRUNCATE:
        content[step.offset :] = bytes(max(0, step.offset - len(content)))
        return
    if (short := step.offset - len(content)) > 0:
        content.extend(bytes(short))
    content[step.offset : step.offset + len(step.data)] = step.data


def _torn(step: Step, seed: int, *of: object) -> Iterator[Step]:
    """What is left of a write that was not synced: all of it, nothing, or some sectors."""
    chance = drawn(seed, *of)
    if chance % 3 == 0 or (step.op == TRUNCATE and chance % 3 == 1):
        return
    if chance % 3 == 1:
        yield step
        return
    if step.op == TRUNCATE:
        return
    at = step.offset
    while at < step.offset + len(step.data):
        until = min((at // SECTOR + 1) * SECTOR, step.offset + len(step.data))
        fate = drawn(seed, *of, at) % 8
        if fate < 4:
            yield Step(WRITE, step.file, at, step.data[at - step.offset : until - step.offset])
        elif fate == 4:
            yield Step(WRITE, step.file, at, GARBAGE * (until - at))
        at = until


@dataclass
class Cut:
    """`cuts` is how many times the power went, `torn` how many of these left something unsynced behind."""

    folder: Path
    log: Path
    seed: int
    cuts: int = 0
    torn: int = 0
    amiss: list[str] = field(default_factory=list)

    def at_each_sync(self, first: int = 0) -> None:
        """Just before each sync comes to its end, from the time on at which the clerk was first told something."""
        platter = Platter(self.folder)
        for n, step in enumerate(steps(self.log)):
            if step.op == SYNC and platter.said and n >= first:
                self._cut(platter, n)
            platter.take(step)
        self._cut(platter, -1)

    def _cut(self, platter: Platter, n: int) -> None:
        self.cuts += 1
        self.torn += bool(platter.since)
        again = self.folder.parent / "again"
        again.mkdir(exist_ok=True)
        for old in again.iterdir():
            old.unlink()
        for name, content in platter.left(self.seed, n).items():
            (again / name).write_bytes(content)
        self.amiss += [f"step {n}: {each}" for each in _found(again / BOOKS, platter.said)]


def _found(books: Path, said: list[Said]) -> list[str]:
    try:
        with closing(open_books(str(books), create=False)) as store:
            with store.transaction(reads=True) as connection:
                ((integrity,),) = connection.exec_driver_sql("PRAGMA quick_check(1)").all()
            return amiss(store, said, unsaid=UNSAID) if integrity == "ok" else [str(integrity)]
    except BooksUnavailable as unavailable:
        return [unavailable.says]


def main(folder: Path, places: int, lax: str = "") -> None:
    disk = Disk()
    store = opened(str(folder / BOOKS), places)
    store.engine.dispose()

    @event.listens_for(store.engine, "connect")
    def prepare(connection: object, *_: object) -> None:
        connection.execute("PRAGMA wal_autocheckpoint=60")  # type: ignore[attr-defined]  # so that it comes to several of them
        if lax:
            connection.execute(f"PRAGMA synchronous={lax}")  # type: ignore[attr-defined]

    with closing(store):
        clerk = Clerk(store, lambda said: disk.mark(json.dumps(asdict(said))))
        for place in range(places):
            clerk.work(place)
    sys.stdout.write(json.dumps({"calls": disk.seen}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
