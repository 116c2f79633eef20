"""What a text says of an earlier entry to the entry meant and the units that come back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.books.accounts import Side
from assistant.books.entry import Line, PostedEntry
from assistant.books.proposal import EntrySaid, Event, GoodsSaid, Quantity, QuantityRelation, Role
from assistant.books.question import Asks, Settled
from assistant.books.reasons import Kind, Reason
from tests.stages.shop import ALL, SOME, asked, codes, event, goods, quote, resolved, shop, some, units, usd


def entry(
    number: str,
    item: str,
    quantity: str,
    on: str,
    reason: Reason = Reason.LOST,
    *,
    place: str = "",
    reverses: str = "",
    text: str = "",
) -> PostedEntry:
    amount = usd("10.00")
    lines: tuple[Line, ...] = (Line(Side.DEBIT, "5100", amount, Role.LOSS), Line(Side.CREDIT, "1200", amount, Role.INVENTORY))
    if reverses:
        lines = tuple(replace(line, side=line.side.other) for line in lines)
    kind = Kind.REVERSAL if reverses else Kind.WRITE_OFF
    units = ((item, place, Decimal(quantity)),)
    day = date.fromisoformat(on)
    return PostedEntry(number, number, day, kind, reason, "", lines, units, reverses=reverses, text=text or f"{quantity} {item}")


def undo(*lines: GoodsSaid, words: str = "", ref: str = "", since: str = "", until: str = "") -> Event:
    span = [date.fromisoformat(day) if day else None for day in (since, until)]
    said = EntrySaid(ref, words, since=span[0], until=span[1])
    return replace(event(*lines, kind=Kind.REVERSAL, reason=Reason.OTHER), entry=said)


MUGS = entry("WO-7", "MUG-RED", "4", "2026-10-01", text="4 red mugs missing from the old depot")
BARS = entry("WO-8", "BAR-01", "3", "2026-10-02", Reason.EXPIRED)
CRAYONS = entry("WO-9", "CRY-64", "2", "2026-09-02", Reason.DAMAGED)
BOOKS = shop(CRAYONS, MUGS, BARS)


@pytest.mark.parametrize("ref", ["WO-7", "wo 7", "#7", "7"])
def test_a_number_names_the_entry(ref: str) -> None:
    found = resolved(undo(ref=ref), BOOKS)
    assert found.reverses == MUGS
    assert units(found) == ["-4 MUG-RED @ Old Depot"]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (undo(goods("the red mugs")), "WO-7"),
        (undo(goods("oat bars")), "WO-8"),
        (undo(since="2026-10-02", until="2026-10-03"), "WO-8"),
        (undo(since="2026-08-30", until="2026-08-31"), "WO-9"),
        (undo(words="the missing red mugs"), "WO-7"),
        (undo(words="the crayons"), "WO-9"),
        (replace(undo(), reason=Reason.DAMAGED, reason_quote=quote("damaged")), "WO-9"),
        (undo(replace(goods("", "3"), quantity=some(QuantityRelation.EXACTLY, "3"))), "WO-8"),
    ],
)
def test_goods_days_and_words_find_it(said: Event, number: str) -> None:
    found = resolved(said, BOOKS).reverses
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize(
    "said",
    [
        undo(),
        undo(goods("vintage lamps")),
        undo(words="the vintage lamp"),
        undo(ref="WO-99"),
        undo(since="2026-05-01", until="2026-05-31"),
    ],
)
def test_none_or_several_are_asked_about(said: Event) -> None:
    question = asked(said, BOOKS)
    assert question.asks is Asks.WHICH_ENTRY
    assert {choice.value for choice in question.choices} == {"WO-7", "WO-8", "WO-9"}


def test_a_number_that_two_entries_have_is_asked_about() -> None:
    """Another program's journal brought an A-7 along."""
    brought = replace(CRAYONS, id="A-7", number="A-7", kind=Kind.JOURNAL)
    question = asked(undo(ref="7"), shop(brought, MUGS))
    assert (question.asks, question.says) == (Asks.WHICH_ENTRY, "Several entries are numbered 7: which one is meant?")
    assert [choice.value for choice in question.choices] == ["A-7", "WO-7"]
    assert resolved(undo(ref="WO-7"), shop(brought, MUGS)).reverses == MUGS


def test_an_entry_without_goods_is_found_by_its_own_words() -> None:
    amount = replace(CRAYONS, id="WO-5", number="WO-5", goods=(), text="$85 of crayons ruined by the leak")
    books = shop(amount, MUGS, replace(amount, id="WO-6", number="WO-6", text="$40 of damaged stock"))
    assert resolved(undo(goods("crayons")), books).reverses == amount


def test_words_for_any_entry_tell_none_apart() -> None:
    white = replace(MUGS, id="WO-6", number="WO-6", text="4 white-rimmed red mugs")
    assert asked(undo(goods("red mugs"), words="the write-off of red mugs"), shop(MUGS, white)).asks is Asks.WHICH_ENTRY


def test_the_answer_settles_it() -> None:
    found = resolved(undo(), BOOKS, Settled("the oat bars", entry="WO-8")).reverses
    assert found == BARS


def test_the_place_is_the_one_that_the_entry_credited_where_its_text_names_none() -> None:
    books = shop(entry("WO-3", "MUG-RED", "2", "2026-10-01"))
    assert units(resolved(undo(ref="WO-3"), books)) == ["-2 MUG-RED @ Shop Floor"]


@pytest.mark.parametrize(
    ("quantity", "back"),
    [
        (some(QuantityRelation.EXACTLY, "3"), "-3"),
        (some(ALL), "-4"),
        (some(ALL, "4"), "-4"),
        (some(QuantityRelation.ALL_BUT, "1"), "-3"),
        (some(QuantityRelation.SHARE, share="0.5"), "-2"),
    ],
)
def test_part_of_the_goods(quantity: Quantity, back: str) -> None:
    line = GoodsSaid("red mugs", quantity=quantity)
    found = resolved(undo(line, ref="WO-7"), BOOKS)
    assert units(found) == [f"{back} MUG-RED @ Old Depot"]
    assert found.findings == ()


def test_an_unstated_part_is_asked_for() -> None:
    assert asked(undo(GoodsSaid("red mugs", quantity=some(SOME)), ref="WO-7"), BOOKS).asks is Asks.QUANTITY


def test_what_earlier_reversals_brought_back_does_not_come_back_again() -> None:
    first = entry("WO-10", "MUG-RED", "-3", "2026-10-05", reverses="WO-7", place="Old Depot")
    books = shop(MUGS, replace(first, lines=tuple(replace(line, amount=usd("7.50")) for line in first.lines)))
    assert units(resolved(undo(ref="WO-7"), books)) == ["-1 MUG-RED @ Old Depot"]
    again = resolved(undo(goods("red mugs", "2"), ref="WO-7"), books)
    assert codes(again.findings) == {"already_reversed"}
    assert "1 are left" in again.findings[0].says


def test_an_entry_reversed_in_whole_is_a_problem() -> None:
    books = shop(MUGS, entry("WO-10", "MUG-RED", "-4", "2026-10-05", reverses="WO-7", place="Old Depot"), BARS)
    found = resolved(undo(ref="WO-7"), books)
    assert codes(found.findings) == {"already_reversed"}
    assert units(found) == ["-4 MUG-RED @ Old Depot"]


def test_an_entry_that_is_still_open_comes_before_one_that_is_not() -> None:
    again = replace(MUGS, id="WO-11", number="WO-11", entry_date=date(2026, 10, 6))
    books = shop(MUGS, entry("WO-10", "MUG-RED", "-4", "2026-10-05", reverses="WO-7", place="Old Depot"), again)
    assert resolved(undo(goods("red mugs")), books).reverses == again


def test_a_recovered_value_is_of_a_write_down_and_of_units_still_held() -> None:
    down = replace(entry("WO-5", "CRY-64", "60", "2026-09-01", Reason.OBSOLETE, place="Shop Floor"), kind=Kind.WRITE_DOWN)
    found = resolved(replace(undo(goods("crayons")), value_recovered=True), shop(CRAYONS, down))
    assert found.reverses == down
    assert units(found) == ["-55 CRY-64 @ Shop Floor"]
    mugs = replace(entry("WO-5", "MUG-RED", "70", "2026-09-01", Reason.OBSOLETE, place="Shop Floor"), kind=Kind.WRITE_DOWN)
    spread = resolved(replace(undo(goods("red mugs")), value_recovered=True), shop(mugs))
    assert units(spread) == ["-40 MUG-RED @ Shop Floor", "-30 MUG-RED @ Old Depot"]
