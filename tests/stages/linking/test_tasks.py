"""What a person has typed in QuickBooks, told from what else moved there: by our number, else by the very goods and day."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.books.record import Movement
from assistant.stages.linking.tasks import ADJUSTMENT, Task, TasksSeen, tasks_seen

DAY = date(2026, 10, 9)


def task(entry: str, units: str = "-5", item: str = "19", on: date = DAY) -> Task:
    return Task(entry, 1, f"{entry}-A-KX7Q", on, {item: Decimal(units)})


def moved(
    id_: str,
    units: str = "-5",
    number: str = "",
    *,
    item: str = "19",
    on: str = "2026-10-09",
    kind: str = ADJUSTMENT,
    cost: str = "-20.75",
) -> Movement:
    return Movement(item, kind, id_, number, on, Decimal(units), Decimal(cost))


def told(seen: TasksSeen) -> tuple[list[str], list[str]]:
    closed = [f"{each.task.entry} by {each.typed.id} at {each.typed.cost}" for each in seen.closed]
    return closed, [each.says for each in seen.unsure]


@pytest.mark.parametrize(
    "movement",
    [
        moved("70", number="WO-1-A-KX7Q"),
        moved("70", number=" wo-1-a-kx7q", on="2026-10-12", kind="Journal Entry"),
        moved("70", number="WO-1"),
        moved("70"),
        moved("70", number="17"),
    ],
)
def test_by_our_number_whatever_the_day_else_by_goods_and_day(movement: Movement) -> None:
    assert told(tasks_seen([task("WO-1")], [movement], ours=())) == (["WO-1 by 70 at 20.75"], [])


@pytest.mark.parametrize(
    "movement",
    [
        moved("70", "-4"),
        moved("70", item="20"),
        moved("70", on="2026-10-10"),
        moved("70", kind="Invoice"),
        moved("70", number="WO-2-A-ABCD"),
    ],
)
def test_anything_else_closes_nothing(movement: Movement) -> None:
    assert tasks_seen([task("WO-1")], [movement], ours=()) == TasksSeen()


def test_a_document_that_stands_for_another_entry_closes_nothing() -> None:
    assert tasks_seen([task("WO-1")], [moved("70")], ours={"70"}) == TasksSeen()


def test_units_of_two_layers_are_one_transaction() -> None:
    rows = [moved("70", "-3", cost="-12.00"), moved("70", "-2", cost="-9.00")]
    assert told(tasks_seen([task("WO-1")], rows, ours=())) == (["WO-1 by 70 at 21.00"], [])


def test_all_goods_of_a_task_are_in_one_transaction() -> None:
    both = Task("WO-1", 1, "WO-1-A-KX7Q", DAY, {"19": Decimal(-5), "20": Decimal(-1)})
    assert tasks_seen([both], [moved("70"), moved("71", "-1", item="20")], ours=()) == TasksSeen()
    assert told(tasks_seen([both], [moved("70"), moved("70", "-1", item="20", cost="-3.00")], ours=())) == (
        ["WO-1 by 70 at 23.75"],
        [],
    )


def test_two_tasks_that_one_movement_could_close_are_asked_about() -> None:
    closed, unsure = told(tasks_seen([task("WO-1"), task("WO-2")], [moved("70")], ours=()))
    assert (closed, unsure) == (
        [],
        [
            "Inventory Qty Adjust Id 70 of 2026-10-09 fits WO-1, and WO-2 as well.",
            "Inventory Qty Adjust Id 70 of 2026-10-09 fits WO-2, and WO-1 as well.",
        ],
    )


def test_two_movements_that_could_close_a_task_are_asked_about() -> None:
    closed, unsure = told(tasks_seen([task("WO-1")], [moved("70"), moved("71")], ours=()))
    assert (closed, unsure) == ([], ["2 transactions there fit WO-1: Id 70 of 2026-10-09, Id 71 of 2026-10-09."])


def test_numbers_settle_what_goods_alone_leave_open() -> None:
    rows = [moved("70", number="WO-2-A-KX7Q"), moved("71")]
    assert told(tasks_seen([task("WO-1"), task("WO-2")], rows, ours=())) == (["WO-1 by 71 at 20.75", "WO-2 by 70 at 20.75"], [])


def test_our_number_over_other_units_is_told_and_closes_nothing() -> None:
    closed, unsure = told(tasks_seen([task("WO-1")], [moved("70", "-4", number="WO-1-A-KX7Q")], ours=()))
    assert (closed, unsure) == ([], ["Inventory Qty Adjust WO-1-A-KX7Q of 2026-10-09 moved -4, and WO-1 asks for -5."])


def test_what_a_person_says_settles_it() -> None:
    tasks, rows = [task("WO-1"), task("WO-2")], [moved("70"), moved("71", on="2026-10-20")]
    said = {("WO-1", 1): "70", ("WO-2", 1): "71"}
    assert told(tasks_seen(tasks, rows, ours=(), said=said)) == (["WO-1 by 70 at 20.75", "WO-2 by 71 at 20.75"], [])
    assert told(tasks_seen(tasks, rows, ours=(), said={("WO-2", 1): "70"})) == (["WO-2 by 70 at 20.75"], [])
