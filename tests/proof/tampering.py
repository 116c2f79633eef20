"""Somebody who has the database changes what is stored: edits, deletes, inserts, moves or cuts off rows of the trail and of the
journal, and covers it up as far as that goes without the key. All of it must be found, and by the auditor's script too.

    python -m tests.proof.tampering --seed 7 --only 1234

does one change again, and says what was done and what was found.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from assistant.adapters.audit import verify_audit
from assistant.adapters.audit.signing import Ed25519Signer, signed_by
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.bookkeeping.auditing import sign_heads, verified
from assistant.books.audit import canonical
from assistant.books.audit_head import Head
from assistant.errors import WriteoffError
from tests.audited import ADA, SHOP, audited_books, unguarded
from tests.proof.chance import Chance, drawn
from tests.proof.tampered_journal import move_money, open_otherwise, slip_in
from tests.proof.tampered_rows import NOVEMBER, delete, edit, let_in, rows_of
from tests.proof.tampered_trail import cut_off, rewrite, swap

OURS = Ed25519Signer([b"o" * 32])
WAYS: tuple[Callable[[Connection, Chance], str], ...] = (
    *[edit] * 12, delete, delete, cut_off, swap, rewrite, slip_in, move_money, open_otherwise, let_in,
)  # fmt: skip
# What the pack has nothing of: the stand of layers of goods (their openings are in it, and what each entry moved), and rows that
# say once more what currency an entry is in (the client's) and whose hands a draft went through (the draft's).
UNSEEN_OUTSIDE = ("layers.quantity_micro", "layers.value_minor", "entries.currency", "draft_hands")


class Undone(Exception):
    """Leaves a transaction, and nothing of it."""


@dataclass
class Tampering:
    """Books with everything in them, their trail signed, and a head that was kept elsewhere."""

    store: SqlStore
    kept: Head = field(init=False)
    _signed: dict[tuple[str, str, bytes], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        audited_books(self.store)
        *_, self.kept = sign_heads(self.store, SHOP, OURS, by=ADA, today=date(2026, 11, 3), at=NOVEMBER)
        with self.store.client(SHOP) as books:
            unguarded(books.connection)

    def try_one(self, seed: int, n: int) -> tuple[str, list[str], list[str]]:
        """What was done, and what verifying and the auditor's script say of it; the books are then as they were."""
        chance = Chance(drawn(seed, n))
        with suppress(Undone), self.store.client(SHOP) as books:
            for pragma in ("defer_foreign_keys", "ignore_check_constraints"):
                books.connection.execute(text(f"PRAGMA {pragma} = ON"))
            done = ""
            while not done:  # a key that is taken stands in everybody's way: then something else is tried
                with suppress(IntegrityError):
                    done = chance.among(WAYS)(books.connection, chance)
            found = self.found(books)
            outside = self.outside(books)
            raise Undone
        return done, found, outside

    def found(self, books: SqlTransaction) -> list[str]:
        try:
            return list(verified(books, kept=[self.kept], own=OURS.keys, signed_by=self.signed_by).faults)
        except WriteoffError as error:
            return [error.says]

    def outside(self, books: SqlTransaction) -> list[str]:
        """What the script says of a pack of these books, with the head that was kept elsewhere."""
        try:
            pack = {
                f"chain/{name}": "".join(f"{line}\n" for line in lines).encode()
                for name, lines in {
                    "events.jsonl": books.trail_lines(), "entries.jsonl": books.journal_lines(),
                    "accounts.jsonl": books.account_lines(), "openings.json": [books.openings_line()],
                    "heads.jsonl": [head.line for head in books.heads()],
                    "rows.jsonl": books.row_lines(_walked(books)),
                }.items()
            }  # fmt: skip
            given = {row["digest"] for row in rows_of(books.connection, "evidence")}
            files = {f"evidence/{digest}": books.evidence_content(digest) for digest in given}
        except (WriteoffError, TypeError, ValueError) as error:
            return [f"no pack can be made of them: {error}"]
        told = {name: sha256(content).hexdigest() for name, content in files.items()}
        pack["manifest.json"] = canonical({"client": SHOP, "key": "", "signature": "", "files": told}).encode()
        faults = verify_audit.Faults()
        with _instead(verify_audit, "signed", self.signed_by):
            try:
                verify_audit.check_pack((pack | files).__getitem__, list(files), [self.kept.line], None, faults)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                faults.append(f"it cannot be read: {error!r}")
        return faults

    def signed_by(self, key: str, signature: str, statement: bytes) -> bool:
        """Remembered: the same heads come up again and again."""
        asked = (key, signature, statement)
        if asked not in self._signed:
            self._signed[asked] = signed_by(*asked)
        return self._signed[asked]

    def run(self, seed: int, times: range) -> tuple[list[str], Counter[str]]:
        """What was not found, and how often each table was changed."""
        missed, ways = list[str](), Counter[str]()
        for n in times:
            done, found, outside = self.try_one(seed, n)
            ways[done.partition(":")[0]] += 1
            if not found:
                missed.append(f"not found: {done} (--seed {seed} --only {n})")
            if not outside and not done.startswith(UNSEEN_OUTSIDE):
                missed.append(f"not found by the script: {done} (--seed {seed} --only {n})")
        return missed, ways


def _walked(books: SqlTransaction) -> list[str]:
    """The drafts that entries were, and their texts."""
    drafts = [books.draft(row["draft_id"]) for row in rows_of(books.connection, "entries") if row["draft_id"]]
    return [name for draft in drafts for name in (draft.text_id, draft.id)]


@contextmanager
def _instead(module: Any, name: str, function: object) -> Iterator[None]:
    before = getattr(module, name)
    setattr(module, name, function)
    try:
        yield
    finally:
        setattr(module, name, before)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--times", type=int, default=10_000)
    asked.add_argument("--only", type=int)
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, closing(open_books(str(Path(folder) / "books.db"))) as store:
        tampering = Tampering(store)
        if said.only is not None:
            print(*tampering.try_one(said.seed, said.only), sep="\n")  # noqa: T201
            return 0
        missed, ways = tampering.run(said.seed, range(said.times))
    for line in missed[:30]:
        print(line)  # noqa: T201
    print(f"{said.times - len(missed)} of {said.times} changes found, of {len(ways)} kinds.")  # noqa: T201
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
