"""A document whose answer never came, when the company's figures are pulled before anybody knows what became of it."""

from contextlib import suppress

import pytest

from assistant.bookkeeping.pulling import pull
from assistant.books.remote import DocumentState
from assistant.errors import OutsideServiceFailed
from assistant.stages.linking.places import unplaced
from tests.syncing.bakery import CLIENT, OWNER, broken
from tests.syncing.harness import Bench


@pytest.mark.parametrize("fault", ["drop", "commit_then_drop"])
def test_units_in_doubt_are_not_taken_for_missing(bench: Bench, fault: str) -> None:
    bench.post(broken(bench.books(), "WO-1001"))
    bench.strike({"on": "inventoryadjustment", "fault": fault}, *[{"on": "query", "fault": "html_503"}] * 9)
    with suppress(OutsideServiceFailed):
        bench.sync(looks=False)
    bench.practice.script.clear()
    (document,) = bench.documents("WO-1001")
    assert document.state is DocumentState.UNKNOWN
    bench.clock.advance(60)
    pull(bench.store, CLIENT, bench.quickbooks(), by=OWNER, today=bench.today, now=bench.now)
    assert unplaced(bench.books()) == ()
    bench.run_to_the_end()
    assert bench.judge({"WO-1001": ("InventoryAdjustment",)}) == []
