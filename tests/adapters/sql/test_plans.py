"""What became of entries on their way to the company: their plans, what somebody did there, and the files at their documents."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.books.accounts import Side
from assistant.books.drift import Disposition, Done, Drift
from assistant.books.evidence import Attachment
from assistant.books.plan import AccountLine, GoodsLine, HeldReason, Hold, KeptPlan, Plan, PlannedDocument
from assistant.books.remote import DocumentKind, DocumentState
from assistant.errors import RefusedByBooks
from tests.adapters.sql.company import REALM, document
from tests.adapters.sql.pottery import NOON, broken, usd
from tests.adapters.sql.test_evidence import PHOTO, file_of

ADJUSTMENT = PlannedDocument(
    1,
    DocumentKind.INVENTORY_ADJUSTMENT,
    "QuickBooks tracks the quantity of MUG.",
    goods=(GoodsLine("MUG", "Shop", Decimal("-2.5"), usd("-10.38"), klass="Shop"),),
    account="5050",
)
JOURNAL = PlannedDocument(
    2,
    DocumentKind.JOURNAL_ENTRY,
    "An insurer owes a part.",
    lines=(AccountLine(Side.DEBIT, "1250", usd("5.00"), party="Acme"), AccountLine(Side.CREDIT, "5050", usd("5.00"))),
    after=1,
)
PLAN = Plan((ADJUSTMENT, JOURNAL), ("MUG is tracked there.",), through="5050", estimated=True)
HELD = Plan(hold=Hold(HeldReason.GOODS_NEEDED, "Which goods?", "Name them."), overridden="The owner knows.")


def posted(books: SqlTransaction, count: int = 1) -> None:
    for n in range(count):
        books.post(broken(books.books(), "1", number=f"WO-{1001 + n}"))


def kept(entry: str = "WO-1001", plan: Plan = PLAN) -> KeptPlan:
    return KeptPlan(REALM, entry, plan, NOON)


# ── Plans ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_plans_are_kept_by_entry_and_company(store: SqlStore) -> None:
    with store.client("kiln") as books:
        posted(books, 2)
        for each in (kept("WO-1002", HELD), kept()):
            books.save_plan(each)
        assert books.plan_of(REALM, "WO-1001") == kept()
        assert books.plan_of(REALM, "WO-1002") == kept("WO-1002", HELD)
        assert books.plan_of("9131", "WO-1001") is None
        assert books.plans(REALM) == (kept(), kept("WO-1002", HELD))
        taken_over = replace(kept(), variances=("WO-1003",))
        books.save_plan(taken_over)
        assert books.plan_of(REALM, "WO-1001") == taken_over
    with store.client("forge") as books:
        assert books.plans(REALM) == ()


def test_a_plan_is_of_an_entry_that_is_there(store: SqlStore) -> None:
    with pytest.raises(RefusedByBooks), store.client("kiln") as books:
        books.save_plan(kept("WO-1009"))


# ── What somebody did there ──────────────────────────────────────────────────────────────────────────────────────────


def drift(entry: str = "WO-1001", *, hours: int = 0) -> Drift:
    return Drift(REALM, entry, 1, Done.EDITED, "4.00 there, 4.15 here.", '{"Id":"1"}', NOON + timedelta(hours=hours))


def sent(books: SqlTransaction, count: int = 1) -> None:
    posted(books, count)
    for n in range(count):
        books.save_document(document(f"WO-{1001 + n}", state=DocumentState.DONE))


def test_drifts_are_kept_by_document_in_the_order_seen(store: SqlStore) -> None:
    with store.client("kiln") as books:
        sent(books, 2)
        for each in (drift(hours=1), drift("WO-1002")):
            books.save_drift(each)
        assert books.drifts(REALM) == (drift("WO-1002"), drift(hours=1))
        assert books.drifts(REALM, entry="WO-1002") == (drift("WO-1002"),)
        assert books.drifts("9131") == ()
    with store.client("forge") as books:
        assert books.drifts(REALM) == ()


def test_a_later_look_takes_the_place_of_an_open_drift_and_what_is_settled_stays(store: SqlStore) -> None:
    with store.client("kiln") as books:
        sent(books)
        books.save_drift(drift())
        books.save_drift(drift(hours=1))
        assert books.drifts(REALM) == (drift(hours=1),)
        settled = replace(drift(hours=1), disposition=Disposition.RESTORE, by="ann", settled_at=NOON + timedelta(hours=2))
        books.save_drift(settled)
        books.save_drift(drift(hours=3))
        assert books.drifts(REALM) == (settled, drift(hours=3))


def test_a_drift_is_of_a_document_that_was_sent(store: SqlStore) -> None:
    with store.client("kiln") as books:
        posted(books)
    with pytest.raises(RefusedByBooks), store.client("kiln") as books:
        books.save_drift(drift())


# ── Files at documents ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_at_a_document_is_stored_before_it_is_known_to_be_there(store: SqlStore) -> None:
    with store.client("kiln") as books:
        sent(books)
        books.add_evidence(file := file_of(PHOTO), PHOTO)
        on_its_way = Attachment(REALM, "WO-1001", 1, file.digest, f"{file.digest[:8]}-photo.jpg", 0)
        books.save_attachment(on_its_way)
        assert books.attachments(REALM, "WO-1001") == (on_its_way,)
        there = replace(on_its_way, attempts=2, remote_id="5000000000000012345", says="")
        books.save_attachment(there)
        assert books.attachments(REALM, "WO-1001") == (there,)
        assert books.attachments(REALM, "WO-1002") == books.attachments("9131", "WO-1001") == ()
    with pytest.raises(RefusedByBooks), store.client("kiln") as books:
        books.save_attachment(replace(on_its_way, digest="0" * 64))
