"""Posted entries as pages, with the names and units that the books know."""

from datetime import date
from decimal import Decimal

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import Item, Stock, StockMove
from assistant.books.money import Money
from assistant.books.notation import write
from assistant.books.pages import page_of_posted
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Role
from assistant.books.reasons import Kind, Reason

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
