"""What is left of an entry after reversals: no unit and no amount is taken back twice."""

from datetime import date
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.entry import History, Line, PostedEntry
from assistant.books.goods import ReserveMove
from assistant.books.money import Money
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def entry(number: str, *lines: Line, units: str = "0", reverses: str = "", reserve: str = "") -> PostedEntry:
    kind = Kind.REVERSAL if reverses else Kind.WRITE_OFF
    goods = (("STR-01", "Back Room", Decimal(units)),) if Decimal(units) else ()
    moves = (ReserveMove("STR-01", Decimal(units), usd(reserve)),) if reserve else ()
    return PostedEntry(number, number, date(2026, 9, 8), kind, Reason.STOLEN, "", lines, goods, (), moves, reverses)


STOLEN = entry(
    "WO-2096",
    Line(Side.DEBIT, "1010", usd("60.00"), Role.RECEIVED),
    Line(Side.DEBIT, "6810", usd("98.40"), Role.LOSS),
    Line(Side.CREDIT, "1200", usd("158.40"), Role.INVENTORY),
    units="8",
)
SIX_BACK = entry(
    "WO-2101",
    Line(Side.DEBIT, "1200", usd("118.80"), Role.INVENTORY),
    Line(Side.CREDIT, "6810", usd("98.40"), Role.LOSS),
    Line(Side.CREDIT, "2510", usd("20.40"), Role.REPAY),
    units="-6",
    reverses="WO-2096",
)


def test_all_of_an_entry_is_left_before_any_reversal() -> None:
    history = History((STOLEN,))
    assert history.units_left("WO-2096") == {("STR-01", "Back Room"): Decimal(8)}
    assert history.lines_left("WO-2096") == STOLEN.lines


def test_a_reversal_in_part_leaves_the_rest_and_what_was_repaid_lessens_the_cash_line() -> None:
    history = History((STOLEN, SIX_BACK))
    assert history.units_left("WO-2096") == {("STR-01", "Back Room"): Decimal(2)}
    assert history.lines_left("WO-2096") == (
        Line(Side.DEBIT, "1010", usd("39.60"), Role.RECEIVED),
        Line(Side.CREDIT, "1200", usd("39.60"), Role.INVENTORY),
    )


def test_the_last_part_leaves_nothing() -> None:
    last = entry(
        "WO-2102",
        Line(Side.DEBIT, "1200", usd("39.60"), Role.INVENTORY),
        Line(Side.CREDIT, "2510", usd("39.60"), Role.REPAY),
        units="-2",
        reverses="WO-2096",
    )
    history = History((STOLEN, SIX_BACK, last))
    assert history.units_left("WO-2096") == {}
    assert history.lines_left("WO-2096") == ()


def test_a_reserve_by_name_is_what_write_downs_built_less_what_was_used() -> None:
    history = History((entry("WO-1", units="18", reserve="64.80"), entry("WO-2", units="-8", reserve="-28.80")))
    left = history.reserve_of("STR-01", "USD")
    assert (left.quantity, str(left.amount)) == (Decimal(10), "36.00")
    assert history.reserve_of("MUG-01", "USD").quantity == 0
