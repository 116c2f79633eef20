"""Books with something of everything in them to hold against their trail, and a way past the program to what is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, text

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.answering import ROWS
from assistant.adapters.sql.audit import trail
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.tables.base import METADATA
from assistant.bookkeeping.evidence import add
from assistant.bookkeeping.receiving import Received, receive
from assistant.bookkeeping.settling import set_role
from assistant.books.audit import canonical
from assistant.books.evidence import EvidenceKind, Handed, Waiver
from assistant.books.money import Money
from assistant.books.people import PersonRole
from assistant.wiring import bookkeeper, rules_reader
from tests.trail import event_hash

ADA, BEA, CAL, SHOP = "ada", "bea", "cal", "corner-hardware"
SAMPLE = Path(__file__).parents[1] / "coa_samples" / SHOP
OCTOBER, TODAY = datetime(2026, 10, 6, 12, 0, tzinfo=UTC), date(2026, 10, 6)
TEXTS = ("12 of the mugs were dropped by the forklift in the warehouse", "write off $240 of damaged stock")


def audited_books(store: SqlStore) -> None:
    """A shop whose trail has texts, drafts, approvals, four entries (goods with layers, money alone, an intake, a reversal),
    evidence, a waiver and people, all of one day of October."""
    store.add_client(read_client(SAMPLE, SHOP), by=ADA, at=OCTOBER)
    for name, role in ((BEA, PersonRole.APPROVER), (CAL, PersonRole.BOOKKEEPER)):
        set_role(store, SHOP, name, role, by=ADA, at=OCTOBER)
    ids = count(1)
    keeper = replace(bookkeeper(store, rules_reader()), now=lambda: OCTOBER, new_id=lambda: f"entry-{next(ids)}")
    for words in TEXTS:
        (draft,) = keeper.draft(SHOP, words, by=CAL, today=TODAY).drafts
        photo = Handed("mugs.jpg", "image/jpeg", f"broken: {words}".encode())
        add(store, SHOP, draft.id, [photo], by=CAL, at=OCTOBER, shows=[EvidenceKind.PHOTO])
        if words != TEXTS[0]:
            waiver = Waiver("damaged", "seen by ada", Money.parse("240", "USD"), ADA, OCTOBER)
            with store.client(SHOP) as books:
                books.save_waiver(draft.id, waiver)
                books.record(at=OCTOBER, who=ADA, what="evidence.waived", subject=draft.id, detail={"need": waiver.need})
        keeper.approve(SHOP, draft.id, by=BEA, today=TODAY)
    came = [Received("MUG-01", "Warehouse", Decimal("7.5"), Decimal("4.20"))]
    receive(store, SHOP, came, entry_date=TODAY, today=TODAY, by=BEA, at=OCTOBER, entry_id="came")
    back = keeper.reverse(SHOP, "WO-1001", because="found behind the rack", by=BEA, today=TODAY)
    keeper.approve(SHOP, back.id, by=BEA, today=TODAY)


def older(connection: Connection) -> None:
    """The trail as an earlier version wrote it, which kept no digests of what stands beside the journal."""
    previous, chain = "0" * 64, []
    for event in trail(connection, SHOP):
        detail = {name: value for name, value in event.detail.items() if name != ROWS}
        hashed = event_hash(SHOP, event.seq, event.at, event.who, event.what, event.subject, detail, previous)
        chain.append({"client": SHOP, "seq": event.seq, "detail": canonical(detail), "previous": previous, "hash": hashed})
        previous = hashed
    rewritten = "UPDATE audit_events SET detail = :detail, previous = :previous, hash = :hash"
    connection.execute(text(f"{rewritten} WHERE client_id = :client AND seq = :seq"), chain)


@contextmanager
def past_the_program(store: SqlStore, client: str = SHOP) -> Iterator[Connection]:
    """A transaction in which no trigger of ours stands in the way of whoever has the database."""
    with store.client(client) as books:
        unguarded(books.connection)
        yield books.connection


def unguarded(connection: Connection) -> None:
    """No trigger of ours, and on SQLite no foreign key before the end, holds in this transaction."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))
    else:
        for table in METADATA.tables:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
