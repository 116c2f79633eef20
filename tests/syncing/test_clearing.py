"""A loss that shows at once, in a clearing account, while a person has still to adjust the quantity in QuickBooks."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.books.remote import DocumentKind, DocumentState
from tests.syncing.bakery import BROKEN, CLAIM, CLIENT, NOON, OWNER, SHELF, broken
from tests.syncing.conftest import Opened
from tests.syncing.harness import Bench
from tests.syncing.test_tasks import ESSENTIALS, pulled

CLEARING = CLAIM


@pytest.fixture
def bench(opened: Opened) -> Bench:
    bench = opened(closed=True)
    with bench.store.client(CLIENT) as books:
        books.set_policy(replace(books.policy(), manual_clearing=CLEARING), by=OWNER, at=NOON)
    return bench.open(company=ESSENTIALS)


def account_there(bench: Bench, number: str) -> str:
    with bench.store.client(CLIENT, reads=True) as books:
        connected = books.connected()
    assert connected is not None
    return next(row.id for row in connected.snapshot.accounts if row.number == number)


def test_the_loss_shows_at_once_and_the_clearing_account_is_empty_in_the_end(bench: Bench) -> None:
    before = bench.balances_there()
    entry = broken(bench.books(), "WO-1001")
    bench.post(entry)
    bench.sync()
    journal, task = bench.documents("WO-1001")
    assert (journal.kind, journal.state) == (DocumentKind.JOURNAL_ENTRY, DocumentState.DONE)
    assert (task.kind, task.state) == (DocumentKind.TASK, DocumentState.AWAITING_MANUAL)
    assert '"Insurance claims", the clearing account where the loss waits for it.' in task.says
    moved = {key: cents - before.get(key, 0) for key, cents in bench.balances_there().items()}
    assert (moved[BROKEN], moved[CLEARING], moved.get(SHELF, 0)) == (1245, -1245, 0)

    (move,) = entry.moves
    with bench.store.client(CLIENT, reads=True) as books:
        connected = books.connected()
    there = connected.tracked(move.item) if connected is not None else None
    assert there is not None
    detail = {"ItemRef": {"value": there.id}, "QtyDiff": Decimal(-3)}
    bench.someone(
        "create", "InventoryAdjustment", TxnDate=entry.entry_date.isoformat(), DocNumber=task.number,
        AdjustAccountRef={"value": account_there(bench, CLEARING)},
        Line=[{"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}],
    )  # fmt: skip
    pulled(bench)
    bench.sync()
    assert bench.waiting() == ()
    moved = {key: cents - before.get(key, 0) for key, cents in bench.balances_there().items()}
    assert (moved[BROKEN], moved[CLEARING], moved[SHELF]) == (1245, 0, -1245)
    assert bench.judge() == []
