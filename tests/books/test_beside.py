"""What stands beside a draft: the margin that it would lessen, and the entry that it became."""

from dataclasses import replace
from datetime import date

from assistant.books.beside import Beside, Margin
from assistant.books.entry import History, PostedEntry
from assistant.books.money import Money
from assistant.books.reasons import Kind, Reason
from tests.books.test_pages import BOOKS


def entry(number: str, *, reverses: str = "") -> PostedEntry:
    return PostedEntry(number, number, date(2026, 10, 6), Kind.WRITE_OFF, Reason.DAMAGED, "", (), reverses=reverses)


def test_the_gross_margin_is_income_less_what_was_sold_had_cost() -> None:
    assert Margin(Money(1_000_000, "USD"), Money(640_000, "USD")).gross == Money(360_000, "USD")
    assert Margin(Money(100, "USD"), Money(250, "USD")).gross == Money(-150, "USD")


def test_the_entry_of_a_draft_stands_before_what_takes_it_back() -> None:
    margin = Margin(Money.zero("USD"), Money.zero("USD"))
    became, back = entry("WO-1001"), entry("WO-1002", reverses="WO-1001")
    assert Beside(replace(BOOKS, history=History((became, back))), margin).entry == became
    assert Beside(replace(BOOKS, history=History()), margin).entry is None
