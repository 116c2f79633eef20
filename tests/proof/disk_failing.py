"""Every write, every sync and every truncation of a verb fails once; then the disk is full for good, and then it has room again.

After each failure: the verb was refused in words and nothing of it is stored, or it was done and is there; the books hold, as
they are and as a machine that stops at that moment would leave them; and the same program goes on with the next.

As a program, `python -m tests.proof.disk_failing FOLDER [EVERY]`: the disk is full from each EVERY-th call on.
"""

import json
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from errno import EIO, ENOSPC
from functools import partial
from pathlib import Path

from sqlalchemy import event

from assistant.adapters.sql.store import SqlStore, open_books
from assistant.errors import BooksUnavailable
from tests.proof.clerk import Clerk, Said, amiss, opened
from tests.proof.disk import KINDS, TO_THE_END, Disk

FULL = "full"  # how a disk fails that is no single call
BEFORE = 4  # entries that are there already
PLACES = 18  # of texts, after which the books are those from before again
OF_OPENING = 30  # new books take many more calls than a verb: this many times fewer of them fail


@dataclass
class Failing:
    """`failed` counts the failures by verb; `says` are the sentences that people were told."""

    folder: Path
    disk: Disk = field(default_factory=Disk)
    failed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    says: set[str] = field(default_factory=set)
    amiss: list[str] = field(default_factory=list)
    before: list[Said] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.books = self.folder / "books.db"

    def run(self, every: int) -> None:
        with closing(opened(str(self.folder / "before.db"), PLACES)) as store:
            for place in range(BEFORE):
                Clerk(store, self.before.append).work(place)
        for verb in ("draft", "approve"):
            for name, kind in KINDS.items():  # each by itself: how many writes come before a sync differs from text to text
                self._verbs(verb, name, partial(self.disk.fail, EIO, kind=kind), step=1)
            self._verbs(verb, FULL, partial(self.disk.fail, ENOSPC, many=TO_THE_END), step=every)
        self._opening(every * OF_OPENING)

    def _verbs(self, verb: str, how: str, fail: Callable[[int], None], *, step: int) -> None:
        """The verb again and again, its first call failing, then another so many later, until it makes fewer calls than that."""
        at, hit = 1, True
        while hit:
            self.disk.hold()
            for suffix in ("-wal", "-shm"):
                Path(f"{self.books}{suffix}").unlink(missing_ok=True)
            shutil.copy(self.folder / "before.db", self.books)
            self.said = list(self.before)
            with closing(open_books(str(self.books), create=False)) as store:
                _writes_through(store)
                clerk = Clerk(store, self.said.append)
                for place in range(BEFORE, PLACES):
                    draft = clerk.draft(place) if verb == "approve" else ""
                    act = partial(clerk.approve, place, draft) if draft else partial(clerk.draft, place)
                    hit = self._once(f"{verb} {how}", act, at, fail)
                    clerk.work(place)  # once more, and on: what was refused is done now, what was done is there
                    at += step
                    if not hit:
                        break
            self.amiss += [f"{verb} {how}, at the end: {each}" for each in self._as_stopped(refused=False)]

    def _once(self, name: str, act: Callable[[], object], at: int, fail: Callable[[int], None]) -> bool:
        """One verb with this failure; whether it came to it."""
        with closing(sqlite3.connect(self.books)) as watching:  # another program, that sees whether something was stored
            before, heard = _stored(watching), len(self.said)
            fail(at)
            try:
                act()
                refusal = ""
            except BooksUnavailable as unavailable:
                refusal = f"{unavailable.says} {unavailable.remedy}"
            hit = self.disk.hit
            self.disk.hold()
            if not hit:
                return False
            self.failed[name] += 1
            if refusal:
                self.refused[name] += 1
                self.says.add(refusal.replace(str(self.books), "BOOKS"))
                if _stored(watching) != before:
                    self.amiss.append(f"{name} {at}: refused, and stored all the same")
            elif len(self.said) == heard:
                self.amiss.append(f"{name} {at}: neither refused nor done")
        self.amiss += [f"{name} {at}, as a stop leaves it: {each}" for each in self._as_stopped(refused=bool(refusal))]
        return True

    def _as_stopped(self, *, refused: bool) -> list[str]:
        """What is wrong with a copy of the files as they are now, opened afresh. A verb whose sync was refused may be in it."""
        copy = self.folder / "stopped" / "books.db"
        shutil.rmtree(copy.parent, ignore_errors=True)
        copy.parent.mkdir()
        for suffix in ("", "-wal"):
            if Path(f"{self.books}{suffix}").exists():
                shutil.copy(f"{self.books}{suffix}", f"{copy}{suffix}")
        with closing(open_books(str(copy), create=False)) as store:
            return amiss(store, self.said, unsaid=int(refused))

    def _opening(self, step: int) -> None:
        """New books, one call failing; the same file is opened by the same program right after."""
        at = 1
        while True:
            fresh = self.folder / "fresh" / "books.db"
            shutil.rmtree(fresh.parent, ignore_errors=True)
            fresh.parent.mkdir()
            self.disk.fail(EIO, at)
            try:
                opened(str(fresh), PLACES).close()
                refused = False
            except BooksUnavailable as unavailable:
                refused = True
                self.says.add(f"{unavailable.says} {unavailable.remedy}".replace(str(fresh), "BOOKS"))
            hit = self.disk.hit
            self.disk.hold()
            if not hit:
                return
            self.failed["opening"] += 1
            self.refused["opening"] += refused
            with closing(open_books(str(fresh))) as store:
                if not store.clients():
                    store.close()
                    opened(str(fresh), PLACES).close()
                self.amiss += [f"opening {at}: {each}" for each in amiss(store, (), unsaid=0)]
            at += step


def _writes_through(store: SqlStore) -> None:
    """Each commit is carried into the file itself at once, so that a verb meets the writes of that too."""
    store.engine.dispose()

    @event.listens_for(store.engine, "connect")
    def small(connection: object, *_: object) -> None:
        connection.execute("PRAGMA wal_autocheckpoint=1")  # type: ignore[attr-defined]


def _stored(watching: sqlite3.Connection) -> tuple[int, ...]:
    """Other numbers once a verb stored something."""
    rows = "SELECT (SELECT count(*) FROM audit_events), (SELECT count(*) FROM entries), (SELECT total(version) FROM drafts)"
    return tuple(watching.execute(rows).fetchone())


def main(folder: Path, every: int = 1) -> None:
    failing = Failing(folder)
    failing.run(every)
    told = {"failed": failing.failed, "refused": failing.refused, "says": sorted(failing.says), "amiss": failing.amiss}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
