"""Drafts and posted entries as pages, with the names and units that the books know."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState, Reading
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import Item, Stock, StockMove
from assistant.books.money import Money
from assistant.books.notation import shown_confidence, write
from assistant.books.pages import page_of, page_of_posted
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Role
from assistant.books.reasons import Kind, Reason
from tests.stages.validation.read import entry_of, hardware

USD_5 = Money(500, "USD")


def account(number: str, name: str, kind: AccountType) -> Account:
    return Account(number or name, number, name, name, kind, Money.zero("USD"))


BOOKS = ClientBooks(
    client="pots",
    name="Pots",
    currency="USD",
    date_order=DateOrder.MDY,
    policy=Policy(routine_limit=Money(50000, "USD")),
    chart=Chart(
        (account("1200", "Stock", AccountType.OTHER_CURRENT_ASSET), account("", "Shrinkage", AccountType.COST_OF_GOODS_SOLD))
    ),
    stock=Stock((Item("POT", "POT", "Clay pot", "pot"),), ()),
)


def entry(kind: Kind, moves: tuple[StockMove, ...], reverses: str = "") -> PostedEntry:
    lines = (Line(Side.DEBIT, "Shrinkage", USD_5, Role.LOSS), Line(Side.CREDIT, "1200", USD_5, Role.INVENTORY))
    goods = (("POT", "Barn", Decimal(2)),)
    return PostedEntry(
        "e1", "WO-1", date(2026, 10, 2), kind, Reason.LOST, "Two pots", lines, goods, moves, reverses=reverses
    )  # fmt: skip


def test_units_that_leave_are_negative() -> None:
    move = StockMove("POT", "Barn", "1200", Decimal(-2), -USD_5)
    assert (
        write(page_of_posted(entry(Kind.WRITE_OFF, (move,)), BOOKS))
        == """\
2026-10-02  Two pots  [WO-1]
  write_off lost
  -2 pot  POT  @ Barn
  Dr  Shrinkage       5.00
  Cr  1200 Stock      5.00"""
    )


def test_units_written_down_stay() -> None:
    page = page_of_posted(entry(Kind.WRITE_DOWN, ()), BOOKS)
    assert "\n  2 pot  POT  @ Barn  stays\n" in write(page)


def test_a_draft_shows_how_sure_each_account_is() -> None:
    text = "yesterday 12 of the mugs in the warehouse broke"
    entry = entry_of(text, {"goods": {"words": "mugs", "quantity": "12", "place": "warehouse"}})
    event = entry.valued.resolved.event
    draft = Draft("D-7", "shop", 1, DraftState.WAITING, text, "T-1", event, Reading("rules"), entry=entry)
    page = write(page_of(draft, hardware(), "Mugs broke")).splitlines()
    assert page[:3] == ["2026-10-06  Mugs broke  [D-7]", "  write_off damaged", "  -12 each  MUG-01  @ Warehouse"]
    assert [line.split()[-1] for line in page[3:]] == [str(shown_confidence(line.confidence)) for line in entry.lines]
    with pytest.raises(ValueError, match="D-7 has no entry"):  # a question: there is nothing to show yet
        page_of(replace(draft, entry=None), BOOKS)
