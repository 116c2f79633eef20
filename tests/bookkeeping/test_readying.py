"""Before an approval: a company that is pulled where that was long ago, looked through, or away."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.books.draft import DraftState
from assistant.books.people import PersonRole
from assistant.books.policy import StandingApproval
from assistant.errors import NotAllowed, OutsideServiceFailed
from tests.bookkeeping.beside import BROKEN, Beside
from tests.syncing.bakery import CLIENT
from tests.syncing.conftest import Opened, opened

__all__ = ["opened"]
DAY = 24 * 3600
AWAY = [{"on": resource, "fault": "drop"} for resource in ("query", "reports", "companyinfo", "preferences", "cdc") * 12]


@pytest.fixture
def beside(opened: Opened) -> Beside:
    return Beside(opened())


def pulled(beside: Beside) -> str:
    connected = beside.bench.books().connected
    assert connected is not None
    return connected.snapshot.pulled_at.isoformat()


def test_a_company_pulled_longer_than_a_day_ago_is_pulled_first(beside: Beside) -> None:
    draft, before = beside.draft(BROKEN), pulled(beside)
    beside.approve(draft)
    assert pulled(beside) == before
    beside.bench.clock.advance(DAY + 60)
    beside.approve(beside.draft(BROKEN))
    assert pulled(beside) > before


def test_a_company_that_is_away_for_a_moment_holds_nobody_up(beside: Beside) -> None:
    draft = beside.draft(BROKEN)
    beside.bench.strike(*AWAY)
    assert beside.approve(draft).number == "WO-1001"
    beside.bench.practice.script.clear()
    beside.adjust("-3")
    assert [row.reason for row in beside.bench.sync().held] == ["found_there"]  # for it is looked for before it goes out


def test_one_that_is_away_and_was_pulled_long_ago_is_waited_for_or_left_out(beside: Beside) -> None:
    draft = beside.draft(BROKEN)
    beside.bench.clock.advance(DAY + 60)
    beside.bench.strike(*AWAY)
    with pytest.raises(OutsideServiceFailed) as error:
        beside.approve(draft)
    assert "--offline" in error.value.remedy
    assert beside.shown(draft.id).state is DraftState.WAITING
    beside.asks = False
    assert beside.approve(draft).number == "WO-1001"


def test_who_may_not_approve_has_nothing_asked(beside: Beside) -> None:
    beside.hire("bob", PersonRole.BOOKKEEPER)
    draft = beside.draft(BROKEN)
    before = len(beside.bench.requests())
    with pytest.raises(NotAllowed):
        beside.approve(draft, by="bob")
    assert len(beside.bench.requests()) == before


def test_what_sends_nothing_asks_nothing(beside: Beside) -> None:
    draft = beside.draft("write off $7 of damaged stock")  # which goods is still to be said
    before = len(beside.bench.requests())
    with pytest.raises(Exception, match="cannot be posted"):
        beside.approve(draft)
    assert len(beside.bench.requests()) == before


def test_a_standing_approval_waits_for_a_person_where_nobody_can_look(beside: Beside) -> None:
    bench = beside.bench
    with bench.store.client(CLIENT) as books:
        policy = replace(books.policy(), standing_approval=StandingApproval(Decimal("0.50"), "ann"))
        books.set_policy(policy, by="ann", at=bench.now())
    bench.clock.advance(DAY + 60)
    bench.strike(*AWAY)
    assert beside.draft(BROKEN).state is DraftState.WAITING
    bench.practice.script.clear()
    assert beside.draft("3 bowls broke in the shop").state is DraftState.POSTED
