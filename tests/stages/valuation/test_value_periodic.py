"""Books without item records: a routine loss waits for the next count, the rest is charged against purchases."""

from dataclasses import replace

import pytest

from assistant.books.goods import Stock
from assistant.books.policy import InventorySystem, Policy
from assistant.books.proposal import Event, RecoverySaid, RecoverySource, RecoveryStatus
from assistant.books.question import Declined
from assistant.books.reasons import Cause, Reason, Use
from assistant.stages.valuation.value import value
from tests.stages.shop import codes, event, goods, page, resolved, shop, total, usd
from tests.stages.valuation.valuing import valued, with_recovery

INSURER, SUPPLIER = RecoverySource.INSURER, RecoverySource.SUPPLIER
AGREED = RecoveryStatus.AGREED
PERIODIC = shop(policy=Policy(usd("300.00"), inventory_system=InventorySystem.PERIODIC), held=Stock((), ()))


def test_without_item_records_a_routine_loss_has_no_entry() -> None:
    declined = value(resolved(event(value=total("40")), PERIODIC), PERIODIC)
    assert isinstance(declined, Declined)
    assert "next count" in declined.says


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (event(value=total("301")), ["Dr loss 301.00", "Cr periodic 301.00"]),
        (replace(event(value=total("85")), cause=Cause.FIRE), ["Dr loss 85.00", "Cr periodic 85.00"]),
        (event(value=total("85"), reason=Reason.STOLEN), ["Dr loss 85.00", "Cr periodic 85.00"]),
        (
            with_recovery(event(value=total("950")), RecoverySaid(INSURER, AGREED, total("700"))),
            ["Dr owed 700.00", "Dr loss 250.00", "Cr periodic 950.00"],
        ),
        (with_recovery(event(value=total("85")), RecoverySaid(SUPPLIER, AGREED)), ["Dr supplier 85.00", "Cr periodic 85.00"]),
        (
            replace(event(value=total("85"), reason=Reason.INTERNAL_USE), use=Use.OWNER),
            ["Dr owner 85.00", "Cr periodic 85.00"],
        ),
    ],
)
def test_without_item_records_the_rest_is_charged_against_purchases(said: Event, expected: list[str]) -> None:
    assert page(valued(said, PERIODIC)) == expected


def test_a_recovery_of_any_size_is_beyond_the_loss_and_no_more() -> None:
    entry = valued(with_recovery(event(goods("blue mugs", "12")), RecoverySaid(INSURER, AGREED, total("1e30"))))
    assert codes(entry.findings) == {"over_recovery"}
    routine = with_recovery(event(value=total("40")), RecoverySaid(INSURER, AGREED, total("45")))
    assert page(valued(routine, PERIODIC)) == ["Dr owed 40.00", "Cr periodic 40.00"]
    unusual = with_recovery(event(value=total("400")), RecoverySaid(INSURER, AGREED, total("450")))
    assert page(valued(unusual, PERIODIC)) == ["Dr owed 400.00", "Cr periodic 400.00"]
