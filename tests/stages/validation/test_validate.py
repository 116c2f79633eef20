"""What may not post: every check with its numbers, and what would settle it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry
from assistant.books.event import ResolvedGoods
from assistant.books.finding import Finding, Problem, Warning
from assistant.books.goods import Holding, Item, Layer, Stock
from assistant.books.policy import Policy
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason
from assistant.stages.validation.validate import CHECKS, validate
from tests.stages.mapping.ledger import TODAY, codes, line, mapped, store, usd, valued, write_off

DEBIT, CREDIT = Side.DEBIT, Side.CREDIT


def found(entry: MappedEntry, books: ClientBooks, *, today: date = TODAY, text: str = "") -> tuple[Finding, ...]:
    return validate(entry, books, today=today, text=text)


def mugs(on_hand: dict[str, str], reserved: str = "0") -> ClientBooks:
    """The store with mugs at 4.00 in these places; `reserved` in the first."""
    held: list[Holding] = []
    for place, quantity in on_hand.items():
        value = usd(str(Decimal(quantity) * 4))
        layers = (Layer(place, None, Decimal(quantity), Decimal(4), value),)
        held.append(Holding("MUG", place, "1200", layers, reserved=Decimal(0 if held else reserved)))
    return replace(store(), stock=Stock((Item("MUG", "MUG", "Enamel Mug"),), tuple(held)))


def taking(books: ClientBooks, *units: tuple[str, str], named: bool = True, kind: Kind = Kind.WRITE_OFF) -> MappedEntry:
    goods = [ResolvedGoods("MUG", place, Decimal(quantity), 0, place_named=named) for quantity, place in units]
    lines = (line(DEBIT, Role.LOSS, usd("9.00")), line(CREDIT, Role.INVENTORY, usd("9.00"), "1200"))
    return mapped(valued(*lines, units=goods, kind=kind), books)


def test_a_clean_entry_has_no_findings() -> None:
    books = mugs({"Shop": "10"})
    assert found(taking(books, ("10", "Shop")), books) == ()


def test_debits_must_equal_credits() -> None:
    entry = mapped(valued(line(DEBIT, Role.LOSS, usd("42.50")), line(CREDIT, Role.INVENTORY, usd("40.00"), "1200")), store())
    assert found(entry, store()) == (
        Finding(Problem.UNBALANCED, "Debits are 42.50 and credits are 40.00.", "Change or add a line for 2.50."),
    )


@pytest.mark.parametrize(
    ("units", "named", "reserved", "says"),
    [
        ([("11", "Shop")], True, "0", "11 each of Enamel Mug (MUG) are to leave at Shop, and 10 are on hand."),
        ([("8", "Shop")], True, "3",
         "8 each of Enamel Mug (MUG) are to leave at Shop, and 10 are on hand, of which 3 are held by other waiting drafts."),
        ([("10", "Shop"), ("6", "Depot")], False, "0", "16 each of Enamel Mug (MUG) are to leave, and 15 are on hand."),
        ([("6", "Shop"), ("6", "Shop")], True, "0", "12 each of Enamel Mug (MUG) are to leave at Shop, and 10 are on hand."),
    ],
)  # fmt: skip
def test_more_units_than_are_on_hand(units: Sequence[tuple[str, str]], named: bool, reserved: str, says: str) -> None:
    books = mugs({"Shop": "10", "Depot": "5"}, reserved)
    problems = found(taking(books, *units, named=named), books)
    assert [problem.says for problem in problems] == [says]
    assert codes(problems) == ["not_enough_stock"]


def test_units_that_come_back_are_not_tested_against_the_stock() -> None:
    books = mugs({"Shop": "0"})
    assert found(taking(books, ("-4", "Shop"), kind=Kind.COUNT_ADJUSTMENT), books) == ()


def test_an_amount_without_goods_above_its_account() -> None:
    entry = write_off(store(), Reason.DAMAGED, "3000.01", inventory="1210")
    problem = found(entry, store())[0]
    assert (problem.code, problem.says) == (
        Problem.BALANCE_SHORT,
        "3,000.01 is to leave 1210 Garden Plants, which holds 3,000.00.",
    )
    assert found(write_off(store(), Reason.DAMAGED, "3000.00", inventory="1210"), store()) == ()


def test_a_release_above_the_allowance() -> None:
    lines = (line(DEBIT, Role.ALLOWANCE, usd("900.01")), line(CREDIT, Role.LOSS, usd("900.01")))
    entry = mapped(valued(*lines, kind=Kind.ALLOWANCE, reason=Reason.OBSOLETE), store())
    assert [problem.says for problem in found(entry, store())] == [
        "900.01 is to be released from 1290 Inventory Reserve, which holds 900.00."
    ]


def test_a_closed_period_and_its_three_remedies() -> None:
    books = store(policy=Policy(usd("500.00"), books_closed_through=TODAY))
    problem = found(write_off(books, Reason.DAMAGED, "20.00"), books)[0]
    assert (problem.code, problem.says) == (
        Problem.PERIOD_CLOSED,
        "2026-10-09 is in a closed period: the books are closed through 2026-10-09.",
    )
    for way in ("Date it 2026-10-10, the first open day", "reopened by one who may", "prior-period adjustment"):
        assert way in problem.remedy


def test_a_day_after_today() -> None:
    entry = write_off(store(), Reason.DAMAGED, "20.00")
    assert found(entry, store(), today=date(2026, 10, 8))[0].says == "2026-10-09 is after today, 2026-10-08."


def test_accounts_that_may_not_stand_where_a_person_put_them() -> None:
    entry = valued(line(DEBIT, Role.LOSS, usd("20.00")), line(CREDIT, Role.INVENTORY, usd("20.00"), "1200"))
    assert codes(found(mapped(entry, store(), ((1, "4000"),)), store())) == ["account_unusable"]
    assert [one.says for one in found(mapped(entry, store(), ((1, "77"),)), store())] == ["The chart has no account 77."]


def test_the_goods_own_account_may_have_been_closed_since() -> None:
    books = store()
    closed = tuple(replace(account, active=account.key != "1210") for account in books.chart)
    books = replace(books, chart=replace(books.chart, accounts=closed))
    entry = write_off(books, Reason.DAMAGED, "20.00", inventory="1210")
    assert [one.says for one in found(entry, books)] == ["1210 Garden Plants is inactive."]


def test_findings_of_earlier_stages_are_carried_once_and_problems_come_first() -> None:
    assumed = Finding(Warning.PLACE_ASSUMED, "The mugs were taken from the Shop.")
    above = Finding(Problem.OVER_RECOVERY, "The recoveries come to 250.00.")
    entry = write_off(store(), Reason.DAMAGED, "20.00")
    entry = replace(entry, valued=replace(entry.valued, findings=(assumed, above)), findings=(assumed,))
    assert found(entry, store()) == (above, assumed)


def test_the_checks_are_the_specification() -> None:
    assert [check.__name__ for check in CHECKS] == [
        "debits_must_equal_credits",
        "lines_must_be_as_valued",
        "inventory_must_follow_the_goods",
        "amount_must_be_as_stated",
        "units_must_be_there",
        "amount_must_be_in_the_account",
        "allowance_must_cover",
        "period_must_be_open",
        "date_must_not_be_ahead",
        "accounts_must_be_usable",
        "numbers_must_be_in_the_text",
        "goods_must_be_named",
        "day_must_be_said",
        "amounts_must_be_in_the_clients_currency",
        "amount_should_be_at_cost",
    ]
