"""The day of an entry: in an open period, and not ahead of today; what is found says how to go on."""

from dataclasses import replace
from datetime import date, timedelta

from assistant.books.finding import Finding, Problem
from assistant.books.policy import Policy
from assistant.books.reasons import Reason
from assistant.stages.validation.dates import date_must_not_be_ahead, period_must_be_open
from tests.stages.mapping.ledger import TODAY, store, usd, write_off

ENTRY = write_off(store(), Reason.DAMAGED, "20.00")  # of 9 October 2026


def closed_through(day: date | None) -> list[Finding]:
    books = store()
    books = replace(books, policy=Policy(usd("500.00"), books_closed_through=day))
    return list(period_must_be_open(ENTRY, books, TODAY, ""))


def test_a_day_in_a_closed_period() -> None:
    says = "2026-10-09 is in a closed period: the books are closed through 2026-10-31."
    remedy = (
        "Date it 2026-11-01, the first open day, with the true date in the memo; have the period reopened by one who may; "
        "or, for a material loss of a reported year, have a prior-period adjustment drafted for a partner."
    )
    assert closed_through(date(2026, 10, 31)) == [Finding(Problem.PERIOD_CLOSED, says, remedy)]


def test_the_last_closed_day_is_closed_and_the_next_is_open() -> None:
    assert [finding.code for finding in closed_through(TODAY)] == [Problem.PERIOD_CLOSED]
    assert closed_through(TODAY - timedelta(days=1)) == closed_through(None) == []


def test_a_day_ahead_of_today() -> None:
    remedy = "Date it 2026-10-08 or earlier, or draft it again on the day."
    assert list(date_must_not_be_ahead(ENTRY, store(), date(2026, 10, 8), "")) == [
        Finding(Problem.FUTURE_DATE, "2026-10-09 is after today, 2026-10-08.", remedy)
    ]
    assert list(date_must_not_be_ahead(ENTRY, store(), TODAY, "")) == []
