"""The account that a loss waits in until somebody types a quantity: how it stands, and what stays in it."""

from dataclasses import replace

import pytest

from assistant.books.accounts import Chart
from assistant.books.client_books import ClientBooks
from assistant.books.policy import Policy
from assistant.books.remote import DocumentState, Links, RemoteDocument
from assistant.stages.reconciling.clearing import clearing, left_in_clearing
from assistant.stages.reconciling.names import Name
from assistant.stages.reconciling.under_way import UnderWay
from tests.stages.rail.company import NOON, links, shop, snapshot, usd

WAY = UnderWay({}, {}, frozenset(), frozenset(), {})
TASK = RemoteDocument("9130", "WO-1", 2, "Task", "r-1", "WO-1-B", "{}", DocumentState.AWAITING_MANUAL, NOON)


def books(here: str, there: str | None, *, linked: Links | None = None) -> ClientBooks:
    rows = tuple(replace(row, balance=usd(there).amount if there and row.id == "81900" else None) for row in snapshot().accounts)
    found = shop(policy=Policy(usd("500.00"), manual_clearing="1900"), accounts=rows, linked=linked or links())
    chart = Chart(tuple(replace(each, balance=usd(here if each.key == "1900" else "0")) for each in found.chart))
    return replace(found, chart=chart)


@pytest.mark.parametrize(
    ("of", "documents", "says"),
    [
        (books("49.80", "49.80"), [TASK], "at 49.80 in QuickBooks and at 49.80 here, and waits for the tasks of WO-1."),
        (books("0.00", "49.80"), [], "at 49.80 in QuickBooks and at 0.00 here, and waits for no task."),
        (books("49.80", None), [TASK, TASK], "at 49.80 here, and waits for the tasks of WO-1."),
        (books("49.80", "49.80", linked=links("1900")), [TASK], "at 49.80 here, and waits for the tasks of WO-1."),
    ],
)
def test_how_it_stands_there_and_here(of: ClientBooks, documents: list[RemoteDocument], says: str) -> None:
    assert of.connected is not None
    (listed,) = clearing(of, of.connected, documents)
    assert listed.says == f"1900 Stock Clearing stands {says}"


@pytest.mark.parametrize(
    ("of", "left"),
    [
        (books("49.80", "49.80"), False),
        (books("0.00", "49.80"), True),  # the quantity was adjusted against another account: the loss is there twice
        (books("0.00", None), False),  # it tells no balance
        (books("0.00", "49.80", linked=links("1900")), False),
    ],
)
def test_what_stays_in_it_without_a_task(of: ClientBooks, left: bool) -> None:
    assert of.connected is not None
    found = list(left_in_clearing(of, of.connected, WAY))
    assert [each.name for each in found] == [Name.BALANCE] * left


def test_books_without_such_an_account_list_none() -> None:
    of = shop()
    assert of.connected is not None
    assert [*clearing(of, of.connected, [TASK]), *left_in_clearing(of, of.connected, WAY)] == []
