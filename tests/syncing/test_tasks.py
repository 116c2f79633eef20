"""Where no app may adjust quantities, a person types what an entry says; a pull sees it, and the entry goes on."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.bookkeeping.pulling import Pulled, pull
from assistant.books.entry import PostedEntry
from assistant.books.remote import DocumentState
from assistant.errors import NotFound
from tests.syncing.bakery import BROKEN, CLIENT, OWNER, SHAPES
from tests.syncing.conftest import Opened
from tests.syncing.harness import Bench

ESSENTIALS = {"name": "Harbour Bakery", "currency": "USD", "country": "US", "plan": "Essentials"}


@pytest.fixture
def bench(opened: Opened) -> Bench:
    """A company whose plan has no adjustments for apps."""
    return opened(closed=True).open(company=ESSENTIALS)


def post(bench: Bench, *numbers: str, shape: str = "adjustment") -> list[PostedEntry]:
    entries = []
    for number in numbers:
        entries.append(SHAPES[shape].make(bench.books(), number))
        bench.post(entries[-1])
    bench.sync()
    return entries


def pulled(bench: Bench, **said: str) -> Pulled:
    return pull(
        bench.store, CLIENT, bench.quickbooks(), by=OWNER, today=bench.today, now=bench.now,
        said={entry.replace("_", "-"): id_ for entry, id_ in said.items()},
    )  # fmt: skip


def typed(bench: Bench, entry: PostedEntry, *, number: str = "", on: str = "") -> str:
    """What somebody types in QuickBooks, as the task says it; the Id."""
    with bench.store.client(CLIENT, reads=True) as books:
        connected = books.connected()
    assert connected is not None
    units: dict[str, Decimal] = {}
    for move in entry.moves:
        there = connected.tracked(move.item)
        if there is not None:
            units[there.id] = units.get(there.id, Decimal(0)) + move.quantity
    against = next(row.id for row in connected.snapshot.accounts if row.number == BROKEN)
    lines = [
        {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": {"ItemRef": {"value": item}, "QtyDiff": moved}}
        for item, moved in units.items()
    ]
    made = bench.someone(
        "create", "InventoryAdjustment", TxnDate=on or entry.entry_date.isoformat(), AdjustAccountRef={"value": against},
        Line=lines, **({"DocNumber": number} if number else {}),
    )  # fmt: skip
    return str(made["Id"])


def state(bench: Bench, number: str) -> tuple[DocumentState, str]:
    document = bench.documents(number)[0]
    return document.state, document.remote_id


def test_a_task_waits_until_somebody_typed_it_and_the_entry_then_goes_on(bench: Bench) -> None:
    (entry,) = post(bench, "WO-1001")
    assert pulled(bench).tasks.closed == ()
    assert state(bench, "WO-1001") == (DocumentState.AWAITING_MANUAL, "")
    id_ = typed(bench, entry, number=bench.documents("WO-1001")[0].number)
    found = pulled(bench)
    assert [closed.typed.id for closed in found.tasks.closed] == [id_]
    assert (state(bench, "WO-1001"), found.unplaced) == ((DocumentState.UNCOSTED, id_), ())
    assert [row.entry for row in bench.sync().synced] == ["WO-1001"]
    assert (state(bench, "WO-1001"), bench.waiting()) == ((DocumentState.DONE, id_), ())
    assert bench.judge() == []


def test_by_the_very_goods_and_day_where_nobody_wrote_the_number(bench: Bench) -> None:
    (entry,) = post(bench, "WO-1001")
    id_ = typed(bench, entry)
    assert [closed.typed.id for closed in pulled(bench).tasks.closed] == [id_]


def test_another_day_without_our_number_is_another_loss(bench: Bench) -> None:
    (entry,) = post(bench, "WO-1001")
    typed(bench, entry, on="2026-11-21")
    found = pulled(bench)
    assert (found.tasks.closed, found.tasks.unsure) == ((), ())
    assert [each.item for each in found.unplaced] == [move.item for move in entry.moves][:1]


def test_two_tasks_that_one_movement_could_close_are_asked_about(bench: Bench) -> None:
    first, _ = post(bench, "WO-1001", "WO-1002")
    id_ = typed(bench, first)
    asked = pulled(bench).tasks
    assert (asked.closed, [unsure.task.entry for unsure in asked.unsure]) == ((), ["WO-1001", "WO-1002"])
    assert [closed.task.entry for closed in pulled(bench, WO_1002=id_).tasks.closed] == ["WO-1002"]
    assert (state(bench, "WO-1001")[0], state(bench, "WO-1002")) == (DocumentState.AWAITING_MANUAL, (DocumentState.UNCOSTED, id_))


def test_what_a_person_says_must_be_so(bench: Bench) -> None:
    (entry,) = post(bench, "WO-1001")
    with pytest.raises(NotFound, match="moved none of WO-1001's goods"):
        pulled(bench, WO_1001="999")
    with pytest.raises(NotFound, match="has no task that waits"):
        pulled(bench, WO_1009="60")
    other = SHAPES["adjustment"].make(bench.books(), "WO-1002")
    half = typed(bench, half_of(other))
    with pytest.raises(NotFound, match="and WO-1001 asks for"):
        pulled(bench, WO_1001=half)
    assert entry.number == "WO-1001"
    assert state(bench, "WO-1001")[0] is DocumentState.AWAITING_MANUAL


def half_of(entry: PostedEntry) -> PostedEntry:
    return replace(entry, moves=tuple(replace(move, quantity=Decimal(-1)) for move in entry.moves))


def test_nothing_is_asked_of_movements_where_no_task_waits(bench: Bench) -> None:
    before = len(bench.requests())
    pulled(bench)
    reports = [row for row in bench.requests()[before:] if "InventoryValuationDetail" in row["path"]]
    assert reports == []
