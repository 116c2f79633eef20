"""Goods that came in: what the intake entry debits, the layers it opens, against which account, and who may take goods in."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.receiving import CONTROL_NAME, Receipt, Received, receive
from assistant.bookkeeping.reports import tie_outs
from assistant.books.accounts import Side
from assistant.errors import NotAllowed, NotFound, RefusedByBooks, WrongUsage
from tests.bookkeeping.conftest import AT, CAFE, ELECTRONICS, HARDWARE, BooksOf

TODAY = date(2026, 10, 2)


def take_in(store: SqlStore, client: str, *rows: Received, against: str = "", on: date = TODAY, by: str = "ana") -> Receipt:
    number = len(rows)
    return receive(
        store, client, rows, entry_date=on, today=TODAY, by=by, at=AT, entry_id=f"intake-{on}-{number}", against=against
    )


def mugs(quantity: str, cost: str, place: str = "Store") -> Received:
    return Received("MUG-01", place, Decimal(quantity), Decimal(cost))


def test_the_control_account_is_opened_once(store: SqlStore, books_of: BooksOf) -> None:
    first = take_in(store, HARDWARE, mugs("10", "4.15"))
    assert first.opened is not None
    second = take_in(store, HARDWARE, mugs("1", "4.15"), mugs("2", "4.15"))
    assert second.opened is None
    control = books_of(HARDWARE).chart[CONTROL_NAME]
    assert str(control.balance) == "53.95"


def test_an_account_that_is_named_stands_against_the_goods(store: SqlStore) -> None:
    receipt = take_in(store, HARDWARE, mugs("10", "4.15"), against="Customer Deposits")
    assert [(line.side, line.account, str(line.amount)) for line in receipt.entry.lines] == [
        (Side.DEBIT, "1200", "41.50"),
        (Side.CREDIT, "2210", "41.50"),
    ]


@pytest.mark.parametrize("against", ["1200", "1290", "4000", "2000", "9999"])
def test_an_account_that_cannot_is_refused(store: SqlStore, against: str) -> None:
    with pytest.raises(WrongUsage):
        take_in(store, HARDWARE, mugs("10", "4.15"), against=against)


def test_fifo_opens_a_layer_and_keeps_the_others(store: SqlStore, books_of: BooksOf) -> None:
    held = next(holding for holding in books_of(ELECTRONICS).stock.holdings if len(holding.layers) > 1)
    receipt = take_in(store, ELECTRONICS, Received(held.item, held.location, Decimal(7), Decimal("99.99")))
    after = books_of(ELECTRONICS).stock.at(held.item, held.location)
    assert after is not None
    assert after.layers[:-1] == held.layers
    assert (after.layers[-1].quantity, str(after.layers[-1].value), after.layers[-1].received) == (Decimal(7), "699.93", TODAY)
    assert [move.account for move in receipt.entry.moves] == [held.account]


def test_every_account_still_ties_out(store: SqlStore, books_of: BooksOf) -> None:
    take_in(store, HARDWARE, mugs("3", "4.333333"), mugs("5", "0"), Received("HAM-16", "Yard", Decimal("2"), Decimal("8.60")))
    assert [tie for tie in tie_outs(books_of(HARDWARE)) if tie.unexplained] == []


def test_goods_that_cost_nothing_move_units_alone(store: SqlStore) -> None:
    receipt = take_in(store, HARDWARE, Received("CAL-HW", "Store", Decimal(5), Decimal(0)))
    assert receipt.entry.lines == ()
    assert [move.quantity for move in receipt.entry.moves] == [Decimal(5)]


def test_units_that_left_again_go_at_what_they_carry(store: SqlStore) -> None:
    receipt = take_in(store, HARDWARE, mugs("-6", "99"))
    assert [(line.side, line.account, str(line.amount)) for line in receipt.entry.lines] == [
        (Side.DEBIT, CONTROL_NAME, "24.90"),
        (Side.CREDIT, "1200", "24.90"),
    ]


def test_what_cannot_be_taken_in(store: SqlStore, books_of: BooksOf) -> None:
    with pytest.raises(NotFound, match="no item NOPE"):
        take_in(store, HARDWARE, Received("NOPE", "Store", Decimal(1), Decimal(1)))
    with pytest.raises(RefusedByBooks, match="on hand"):
        take_in(store, HARDWARE, mugs("-37", "1"))
    with pytest.raises(WrongUsage, match="after today"):
        take_in(store, HARDWARE, mugs("1", "1"), on=date(2026, 10, 3))
    with pytest.raises(RefusedByBooks, match="closed through 2026-06-30"):
        take_in(store, HARDWARE, mugs("1", "1"), on=date(2026, 6, 30))
    with pytest.raises(NotFound):
        take_in(store, CAFE, mugs("1", "1"))
    with pytest.raises(NotAllowed):
        take_in(store, HARDWARE, mugs("1", "1"), by="tom")
    assert books_of(HARDWARE).history.entries == ()
