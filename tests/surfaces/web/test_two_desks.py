"""Two processes at one desk's books: what the work of one came to, the other shows, and reads as the same value."""

from assistant.adapters.sql.runs import SqlRuns
from assistant.surfaces.serving.company import Task
from assistant.surfaces.serving.runs import Runs
from tests.surfaces.company import connect, posted, settled, someone
from tests.surfaces.firm import CAL, HARDWARE, Firm
from tests.surfaces.web.test_reconcile import HERE, sent


def test_what_the_work_of_one_came_to_the_other_reads(firm: Firm) -> None:
    connect(firm)
    posted(firm, "12 of the mugs were dropped by the forklift in the warehouse")
    hand, other = firm.client(CAL), Runs(SqlRuns(firm.store), firm.clock.now)
    for path, task in (("sync", Task.SYNC), ("sync/pull", Task.PULL), ("reconcile", Task.RECONCILE)):
        hand.post(f"{HERE}/{path}")
        settled(firm)
        assert_the_same(firm, other, task)
    someone(firm, "delete", "InventoryAdjustment", Id=sent(firm), SyncToken="0")
    hand.post(f"{HERE}/reconcile")
    settled(firm)
    assert_the_same(firm, other, Task.RECONCILE)
    firm.client("bea").post(f"{HERE}/reconcile/WO-1001/settle", decision="reverse")
    settled(firm)
    assert_the_same(firm, other, Task.DISPOSE)


def assert_the_same(firm: Firm, other: Runs, task: Task) -> None:
    ours, theirs = firm.house.runs.last(HARDWARE, task), other.last(HARDWARE, task)
    assert ours is not None
    assert theirs is not None
    assert ours.result is not None, ours.error
    assert theirs is not ours
    assert theirs.result == ours.result
    assert (theirs.by, theirs.ended_at, theirs.error) == (ours.by, ours.ended_at, None)
