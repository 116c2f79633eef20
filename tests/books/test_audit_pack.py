"""The figures of an auditor's pack: an account that agrees with what was posted, and numbers without a gap."""

from dataclasses import replace

import pytest

from assistant.books.audit_pack import Movement, Numbers

# 400.00 before October, 60.00 on and 210.50 off in it, 12.00 off since: 237.50 now.
STOCK = Movement("1200", "Inventory", "Other Current Asset", 40000, 6000, 21050, -1200, 23750)


def test_an_account_agrees_where_its_balance_is_what_was_posted() -> None:
    assert STOCK.agrees
    off = [replace(STOCK, before=1), replace(STOCK, debits=1), replace(STOCK, credits=1), replace(STOCK, since=1)]
    assert not any(each.agrees for each in (*off, replace(STOCK, balance=1)))


@pytest.mark.parametrize(
    ("first", "last", "entries", "unbroken"),
    [(1, 1000, 1000, True), (1, 1000, 999, False), (1, 1000, 1001, False), (7, 7, 1, True), (0, 0, 0, True)],
)
def test_numbers_are_unbroken_where_each_place_holds_one(first: int, last: int, entries: int, unbroken: bool) -> None:
    assert Numbers(first, last, entries, brought=0).unbroken is unbroken
