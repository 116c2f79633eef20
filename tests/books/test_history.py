"""What is left of an entry after reversals: no unit and no amount is taken back twice."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assistant.books.accounts import Side
from assistant.books.entry import History, Line, PostedEntry, PostedSums, likeness
from assistant.books.goods import ReserveMove, StockMove
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


def worth(number: str, units: str, change: str, *, reverses: str = "") -> PostedEntry:
    """Tea that stays and is worth so much less (negative), or more, by a reserve: the change is of the account 1290."""
    amount, side = usd(change.removeprefix("-")), Side.CREDIT if change[0] == "-" else Side.DEBIT
    lines = (Line(side, "1290", amount, Role.ALLOWANCE), Line(side.other, "6810", amount, Role.LOSS))
    known = entry(number, *lines, units=units, reverses=reverses, reserve=f"{-usd(change).amount}")
    return known if reverses else replace(known, kind=Kind.WRITE_DOWN)


DOWN = worth("WO-1", "12", "-13.80")


@pytest.mark.parametrize(
    ("back", "units", "amount"),
    [
        ([("-12", "6.00")], 12, "7.80"),  # a value that recovered in part
        ([("-5", "5.75")], 7, "8.05"),  # five of them, with all that they were written down by
        ([("-5", "5.74")], 7, "8.06"),  # by which a cent may be rounded
        ([("-5", "5.73")], 12, "8.07"),
        ([("-12", "6.00"), ("-4", "2.60")], 8, "5.20"),  # a third of what is left for four of twelve
        ([("-12", "13.79")], 12, "0.01"),  # while a cent is left, all are written down by it
        ([("-12", "6.00"), ("-12", "7.80")], 0, "0"),
        ([("-4", "13.80")], 0, "0"),  # nothing is left of it, whatever units came back
    ],
)
def test_units_written_down_come_back_with_all_that_they_were_written_down_by(
    back: list[tuple[str, str]], units: int, amount: str
) -> None:
    history = History((DOWN, *(worth(f"WO-{n}", *each, reverses="WO-1") for n, each in enumerate(back, 2))))
    assert sum(history.units_left("WO-1").values()) == units
    assert [line.amount for line in history.lines_left("WO-1")] == [usd(amount)] * (2 if units else 0)


def test_a_write_down_stands_again_where_what_took_it_back_was_taken_back() -> None:
    up, wrong = worth("WO-2", "-12", "6.00", reverses="WO-1"), worth("WO-3", "12", "-6.00", reverses="WO-2")
    history = History((DOWN, up, wrong))
    assert history.units_left("WO-1") == {("STR-01", "Back Room"): Decimal(12)}
    assert history.lines_left("WO-1") == DOWN.lines
    half = replace(wrong, lines=tuple(replace(line, amount=usd("2.50")) for line in wrong.lines))
    assert {line.amount for line in History((DOWN, up, half)).lines_left("WO-1")} == {usd("10.30")}
    lost = History((STOLEN, SIX_BACK, replace(SIX_BACK, number="WO-3", reverses="WO-2101", goods=STOLEN.goods)))
    assert lost.units_left("WO-2096") == {("STR-01", "Back Room"): Decimal(2)}  # a loss that is a loss after all is reversed anew


def test_entries_of_an_item_since_another() -> None:
    assert [each.number for each in SOME.of_item("POT", since="WO-1002")] == ["WO-1002", "ADJ", "WO-1004"]
    assert SOME.of_item("POT", since="WO-9") == SOME.of_item("PAN", since="JE-7") == ()


# ── Asked for some ───────────────────────────────────────────────────────────────────────────────────────────────────


def dated(number: str, day: int, *, kind: Kind = Kind.WRITE_OFF, party: str = "", hour: int = 0) -> PostedEntry:
    amount = usd("10.00")
    lines = (Line(Side.DEBIT, "5050", amount, Role.LOSS), Line(Side.CREDIT, "2000", amount, Role.SUPPLIER, party))
    move = StockMove("POT", "", "1200", Decimal(-1), usd("-10.00"))
    posted = datetime(2026, 9, day, hour, tzinfo=UTC) if hour else None
    return PostedEntry(
        number, number, date(2026, 9, day), kind, Reason.DAMAGED, "", lines, (("POT", "", Decimal(1)),), (move,), text=number,
        posted_at=posted,
    )  # fmt: skip


SOME = History((
    dated("JE-7", 1), dated("WO-1001", 20, party="Potters"), dated("WO-1002", 5, hour=9), dated("ADJ", 10, hour=10),
    dated("WO-1004", 12, party="Potters", kind=Kind.INTAKE, hour=11),
))  # fmt: skip


def test_an_entry_is_meant_by_its_number_however_it_is_written() -> None:
    for said, meant in {"wo 1001": ["WO-1001"], "#1004": ["WO-1004"], "7": ["JE-7"], "adj": ["ADJ"], "je 1001": []}.items():
        assert [each.number for each in SOME.numbered(said)] == meant
    assert [each.number for each in SOME.those(["WO-1002", "none", "JE-7"])] == ["JE-7", "WO-1002"]


def test_a_reader_is_told_of_the_latest_and_of_those_whose_number_may_be_meant() -> None:
    def told(text: str) -> list[str]:
        return [each.ref for each in SOME.told(1, text)]

    assert told("12 mugs broke") == ["ADJ"]  # what came in later, no text tells of
    assert told("reverse 1001, and 7 of them, 1004 too") == ["JE-7", "WO-1001", "WO-1004", "ADJ"]
    assert told("11001 mugs") == ["ADJ"]


def test_of_what_no_text_tells_a_reader_is_told_by_number_alone() -> None:
    imported = tuple(replace(SOME.entries[-1], number=f"WO-{2000 + n}", kind=Kind.JOURNAL) for n in range(3))
    history = History((*SOME.entries, *imported))
    assert [each.ref for each in history.told(1, "12 mugs broke")] == ["ADJ"]
    assert [each.ref for each in history.told(1, "reverse 2001")] == ["WO-2001", "ADJ"]
    assert history.recent(2) == SOME.recent(2)


def test_the_latest_are_those_of_the_latest_days_and_of_goods_those_posted_last() -> None:
    assert [each.number for each in SOME.recent(2)] == ["WO-1001", "ADJ"]
    assert [each.number for each in SOME.recent(1, items=["POT"], until=date(2026, 9, 11))] == ["ADJ"]
    assert [each.number for each in SOME.recent(1, since=date(2026, 9, 2), until=date(2026, 9, 6))] == ["WO-1002"]


def test_what_moved_since_leaves_out_what_stays_here_and_what_is_named() -> None:
    assert SOME.moved_since("ADJ", but_kinds=(), but_numbers=()) == {"POT": Decimal(-2)}
    assert SOME.moved_since("ADJ", but_kinds={Kind.INTAKE}, but_numbers={"ADJ"}) == {}
    assert SOME.moved_since("WO-1005", but_kinds=(), but_numbers=()) == {}


def test_what_moved_since_goes_by_places_whatever_the_clock_said() -> None:
    back = replace(SOME.entries[-1], number="WO-1005", posted_at=SOME.entries[0].posted_at)
    history = History((*SOME.entries, back))
    assert history.moved_since("WO-1005", but_kinds=(), but_numbers=()) == {"POT": Decimal(-1)}


def test_each_name_is_told_by_its_first_line() -> None:
    assert [(line.party, line.account) for line in SOME.naming()] == [("Potters", "2000")]
    assert [each.number for each in SOME.of_item("POT")] == [each.number for each in SOME]


def test_an_entry_is_like_another_as_far_as_it_stands() -> None:
    stands = likeness(STOLEN, (SIX_BACK,))
    assert stands is not None
    assert (stands.goods, stands.amount_minor) == ((("STR-01", "Back Room", Decimal(2)),), 3960)
    assert likeness(SIX_BACK, ()) is None
    assert likeness(dated("WO-1", 1, kind=Kind.INTAKE), ()) is None
    assert likeness(STOLEN, (replace(SIX_BACK, goods=(("STR-01", "Back Room", Decimal(-8)),)),)) is None
    assert History((STOLEN, SIX_BACK)).like(stands) == (STOLEN,)


def test_all_entries_go_by_their_day_and_of_one_day_as_they_were_posted() -> None:
    history = History(tuple(dated(number, day) for number, day in (("WO-1", 9), ("WO-2", 4), ("WO-3", 9), ("WO-4", 2))))
    assert [each.number for each in history.by_day()] == ["WO-4", "WO-2", "WO-1", "WO-3"]
    assert history.days() == (date(2026, 9, 2), date(2026, 9, 9))
    assert (list(History().by_day()), History().days()) == ([], None)


def test_what_was_posted_to_each_account_is_added_up() -> None:
    stated = StockMove("POT", "", "1300", Decimal(-1), usd("-2.50"), (), stated_value=True)
    moved = replace(STOLEN, number="WO-2097", moves=(replace(stated, account="1200", stated_value=False), stated))
    assert History((STOLEN, SIX_BACK, moved)).posted_sums("USD") == {
        "1010": PostedSums(usd("120.00"), usd("0"), usd("0")),
        "6810": PostedSums(usd("98.40"), usd("0"), usd("0")),
        "1200": PostedSums(usd("-198.00"), usd("-2.50"), usd("0")),
        "2510": PostedSums(usd("-20.40"), usd("0"), usd("0")),
        "1300": PostedSums(usd("0"), usd("-2.50"), usd("-2.50")),
    }
