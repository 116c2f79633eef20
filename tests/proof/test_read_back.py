"""An approved entry is in QuickBooks and read back, with its cost, within five seconds at the 95th percentile."""

from tests.proof.reading_back import percentile, seconds_each
from tests.syncing.conftest import Opened


def test_an_approved_entry_is_read_back_within_five_seconds(opened: Opened) -> None:
    seconds = seconds_each(opened(units=10), seed=1)
    assert percentile(seconds, 0.95) < 5
