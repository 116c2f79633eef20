"""A company whose plan lets no adjustment be made or seen any more, while one of ours is in doubt."""

from contextlib import suppress

import pytest

from assistant.bookkeeping.pulling import pull
from assistant.books.remote import DocumentState
from assistant.errors import OutsideServiceFailed
from tests.syncing.bakery import CLIENT, OWNER, broken, spilt
from tests.syncing.harness import Bench


def _on_plan(bench: Bench, plan: str) -> None:
    with bench.practice.store.transaction():
        bench.practice.store.set_traits(bench.realm, {**bench.practice.store.traits(bench.realm), "plan": plan})


@pytest.mark.parametrize("pulled", [False, True], ids=["sync alone", "pulled between"])
def test_what_may_be_there_becomes_no_task(bench: Bench, pulled: bool) -> None:
    bench.post(broken(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    bench.strike(
        {"on": "inventoryadjustment", "fault": "commit_then_drop"}, *[{"on": "query", "fault": "html_503", "nth": 6}] * 9
    )
    with suppress(OutsideServiceFailed):
        bench.sync()
    bench.practice.script.clear()
    _on_plan(bench, "Essentials")
    bench.clock.advance(600)
    if pulled:
        pull(bench.store, CLIENT, bench.quickbooks(), by=OWNER, today=bench.today, now=bench.now)
    receipt = bench.sync()
    assert [(row.entry, row.reason) for row in receipt.failed] == [("WO-1001", "unknown")]
    assert bench.documents("WO-1001")[0].state is DocumentState.UNKNOWN
    assert bench.waiting() == ("WO-1001",)  # the others go on
    _on_plan(bench, "Plus")
    bench.run_to_the_end()
    assert bench.judge({"WO-1001": ("InventoryAdjustment",), "WO-1002": ("JournalEntry",)}) == []
