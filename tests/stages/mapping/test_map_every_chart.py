"""Every reason, kind, cause, use and recovery, on both sides of the limit, over every chart there is: no line on an account that
may not take it, and the loss on the type that rules 5 and 6 call for."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.files.client import read_client
from assistant.books.accounts import AccountType, Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedLine, ValuedLine
from assistant.books.policy import UnusualIn
from assistant.books.proposal import RecoverySaid, RecoverySource, RecoveryStatus, Role
from assistant.books.question import Question
from assistant.books.reasons import Cause, Kind, Reason, Use
from assistant.stages.mapping.map import map_accounts
from assistant.stages.mapping.standing import may_stand
from tests.stages.mapping.ledger import SAMPLES, line, valued
from tests.stages.mapping.pages import CHARTS, page

EVALS = SAMPLES.parent / "evals"
FOLDERS = sorted(
    {
        path.parent
        for path in (
            *SAMPLES.glob("*/client.json"),
            *EVALS.glob("*/clients/*/client.json"),
            *EVALS.glob("suites/*/clients/*/client.json"),
        )
    }
)
ENTRY_KINDS = (Kind.WRITE_OFF, Kind.WRITE_DOWN, Kind.COUNT_ADJUSTMENT, Kind.ALLOWANCE)
EXPENSES, COST_OF_SALES = {AccountType.EXPENSE, AccountType.OTHER_EXPENSE}, {AccountType.COST_OF_GOODS_SOLD}


def mapped_lines(books: ClientBooks, *lines: ValuedLine, **said: Any) -> tuple[MappedLine, ...]:
    """The mapped lines; none where the chart has no account for one of them and a question is asked."""
    found = map_accounts(valued(*lines, loss=lines[0].amount, **said), books)
    return () if isinstance(found, Question) else found.lines


def losses(books: ClientBooks) -> Iterator[tuple[bool, MappedLine]]:
    """Each loss there can be with whether it is unusual, and the line it is booked on."""
    limit = books.policy.routine_limit
    inventory = books.chart.inventory()[0].key
    happened = [*product(ENTRY_KINDS, (None,)), *product((Kind.WRITE_OFF,), Cause)]
    for reason, (kind, cause), above in product(Reason, happened, (False, True)):
        money = limit + limit if above else limit
        sides = (Side.DEBIT, Side.CREDIT) if kind is Kind.COUNT_ADJUSTMENT else (Side.DEBIT,)
        for side in sides:
            lines = line(side, Role.LOSS, money), line(side.other, Role.INVENTORY, money, inventory)
            found = mapped_lines(books, *lines, reason=reason, kind=kind, cause=cause)
            only_found = side is Side.CREDIT
            unusual = not only_found and (above or cause is not None or reason in (Reason.STOLEN, Reason.PROHIBITED))
            yield from ((unusual, one) for one in found if one.role is Role.LOSS)


def others(books: ClientBooks) -> Iterator[MappedLine]:
    """Lines of every other role: uses, donations, owners, recoveries, suppliers, allowances, purchases, repayments."""
    money = books.policy.routine_limit
    inventory = books.chart.inventory()[0].key
    credit = line(Side.CREDIT, Role.INVENTORY, money, inventory)
    for use in Use:
        role = Role.OWNER if use is Use.OWNER else Role.DONATION if use is Use.DONATION else Role.OWN_USE
        yield from mapped_lines(books, line(Side.DEBIT, role, money), credit, reason=Reason.INTERNAL_USE, use=use)
    for source, role in product(RecoverySource, (Role.OWED, Role.RECEIVED, Role.SUPPLIER)):
        said = [RecoverySaid(source, RecoveryStatus.RECEIVED if role is Role.RECEIVED else RecoveryStatus.AGREED)]
        yield from mapped_lines(books, line(Side.DEBIT, role, money), credit, recoveries=said)
    for role in (Role.ALLOWANCE, Role.REPAY, Role.PERIODIC):
        yield from mapped_lines(books, line(Side.DEBIT, Role.LOSS, money), line(Side.CREDIT, role, money), reason=Reason.OBSOLETE)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parts[-3]}-{folder.name}")
def test_no_line_on_an_account_that_may_not_take_it(folder: Path) -> None:
    check(read_client(folder, "any"))


@pytest.mark.parametrize("path", sorted(CHARTS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_line_of_a_page_either(path: Path) -> None:
    check(page(path)[0])


def check(books: ClientBooks) -> None:
    chart, policy = books.chart, books.policy
    for unusual, found in losses(books):
        usable(found, books)
        in_expenses = unusual and policy.unusual_in is UnusualIn.EXPENSE
        called_for = EXPENSES if in_expenses else COST_OF_SALES
        if found.chosen_by != "policy" and chart.of_type(*called_for):
            assert chart[found.account].type in called_for, found
    for found in others(books):
        usable(found, books)


def usable(found: MappedLine, books: ClientBooks) -> None:
    for key in (found.account, *(key for key, _ in found.runners_up)):
        account = books.chart[key]
        assert account.usable, found
        assert may_stand(account, found.role, named=found.chosen_by == "policy"), found
