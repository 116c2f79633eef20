"""What is taken back before it could go: neither it nor what takes it back is sent, and nothing waits for ever."""

from dataclasses import replace
from datetime import date

import pytest

from tests.syncing.bakery import spilt, taken_back
from tests.syncing.harness import Bench
from tests.syncing.test_holds import held, pulled


@pytest.mark.parametrize("told", [True, False])
def test_what_is_taken_back_while_the_period_is_closed_there_is_not_sent_nor_is_what_takes_it_back(
    bench: Bench, told: bool
) -> None:
    """As the hold says: reversed here, whether a pull has told of the closing or the company's refusal alone. Once more taken
    back, the loss is the third entry's, and goes on its day."""
    lost = replace(spilt(bench.books(), "WO-1001"), entry_date=date(2026, 11, 10))
    bench.post(lost)
    bench.someone("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": "2026-11-15"})
    if told:
        pulled(bench)
    assert held(bench)[0] == "period_closed"
    back = taken_back(lost, "WO-1002")
    bench.post(replace(back, entry_date=date(2026, 11, 20)))
    receipt = bench.sync()
    assert [(row.entry, "never sent" in row.because) for row in receipt.synced] == [("WO-1001", True), ("WO-1002", True)]
    assert (bench.waiting(), bench.there("JournalEntry")) == ((), [])
    assert bench.documents("WO-1001") == bench.documents("WO-1002") == ()
    bench.post(replace(taken_back(back, "WO-1003"), entry_date=date(2026, 11, 20)))
    assert [row.entry for row in bench.sync().synced] == ["WO-1003"]
    assert [body["DocNumber"].rpartition("-")[0] for body in bench.there("JournalEntry")] == ["WO-1003-A"]
