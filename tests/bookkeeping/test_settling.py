"""Accounts by what people call them, and the closing day."""

from datetime import date

import pytest

from assistant.bookkeeping.settling import find_account, with_closing
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from tests.bookkeeping.conftest import HARDWARE, BooksOf


@pytest.mark.parametrize("said", ["5050", "Damage & Breakage", "5050 damage & breakage", "  damage  & BREAKAGE "])
def test_an_account_goes_by_number_name_or_both(books_of: BooksOf, said: str) -> None:
    assert find_account(books_of(HARDWARE).chart, said).key == "5050"


@pytest.mark.parametrize(("said", "near"), [("Allowance", "1150 Allowance"), ("505", "5050"), ("", "lists"), ("zzz", "lists")])
def test_an_account_that_is_none_names_what_comes_near(books_of: BooksOf, said: str, near: str) -> None:
    with pytest.raises(NotFound) as refused:
        find_account(books_of(HARDWARE).chart, said)
    assert near in refused.value.remedy


def test_books_close_in_order(books_of: BooksOf) -> None:
    books, today = books_of(HARDWARE), date(2026, 10, 2)
    assert with_closing(books, date(2026, 9, 30), today=today, reopen=False).books_closed_through == date(2026, 9, 30)
    with pytest.raises(WrongUsage, match="not over yet"):
        with_closing(books, today, today=today, reopen=False)
    with pytest.raises(RefusedByBooks, match="would reopen"):
        with_closing(books, date(2026, 5, 31), today=today, reopen=False)
    assert with_closing(books, date(2026, 5, 31), today=today, reopen=True).books_closed_through == date(2026, 5, 31)
