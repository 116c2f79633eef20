"""Texts that take back an earlier entry, in many people's words; and texts that only speak of one."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.books.proposal import EarlierEntry
from assistant.books.reasons import Kind, Reason
from tests.readers.rules.shop import in_a_line, read, shop

EARLIER = (
    EarlierEntry("CH-0079", date(2026, 9, 5), "6 blue mugs missing", Kind.WRITE_OFF, Reason.LOST, (("MUG-B", Decimal(6)),)),
    EarlierEntry("CH-0081", date(2026, 9, 9), "8 desk lamps to $4", Kind.WRITE_DOWN, Reason.OBSOLETE, (("LMP-01", Decimal(8)),)),
)


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("turns out 5 of the missing blue mugs were in a tote. add them back", "5 blue mugs"),
        ("The blue mugs we lost have shown up, all six. Undo CH-0079.", "all 6 blue mugs"),
        ("CH-0079 was a mistake, the mugs are fine", ""),
        ("please strike CH-0079", ""),
        ("void the mug adjustment from 9/5, the night crew had borrowed them", ""),
        ("2 more of those missing blue mugs surfaced at the market. back on the books please", "2 blue mugs"),
        ("can you get rid of the write off for the blue mugs? they were in the van", "? blue mugs"),
        ("the blue mug write off should be cancelled - we miscounted, all 6 are on the shelf", "all 6 blue mug"),
        ("All six mugs from CH-0079 arrived today in good order so back the whole thing out", "all 6 mugs"),
        ("write back the blue mugs written off in sept", "? blue mugs"),
        ("those blue mugs are not missing after all, back them out", "? blue mugs"),
        ("reverse the $24.90 write-off of the blue mugs", "? blue mugs"),
        ("void the 24.90 blue mug entry", "? blue mug"),
        ("Located the remaining 4 blue mugs. please reverse the rest of CH-0079", "4 blue mugs"),
    ],
)
def test_an_entry_is_taken_back(text: str, goods: str) -> None:
    (event,) = read(text, shop(earlier=EARLIER)).events
    assert event.kind is Kind.REVERSAL
    assert not event.value_recovered
    assert in_a_line(event).partition(": ")[2] == goods


@pytest.mark.parametrize(
    "text",
    [
        "CH-0081: the lamps are worth $9 each again, put their value back up",
        "All 8 desk lamps we took down to $4 have a buyer at $9 now. Write the value back up please",
        "the 8 black desk lamps are selling at $9 again, mark em back up",
        "market for the desk lamps has recovered, all 8 will make $9. bring the carrying amount up again",
    ],
)
def test_a_value_that_rose_is_nothing_found_again(text: str) -> None:
    (event,) = read(text, shop(earlier=EARLIER)).events
    assert (event.kind, event.value_recovered) == (Kind.REVERSAL, True)
    assert event.goods[0].nrv is not None
    assert event.goods[0].nrv.amount == 9


@pytest.mark.parametrize(
    "text",
    [
        "3 more blue mugs missing from the shelf, same as last time",
        "2 blue mugs broken today, not the ones from CH-0079",
        "pull 6 blue mugs at $4.15 each and write off",
        "scrap the 2 chipped blue mugs, then write-off form goes to Dana",
        "a customer opened the desk lamp box and put it back, 1 desk lamp ruined",
    ],
)
def test_a_new_loss_takes_nothing_back(text: str) -> None:
    assert [event.kind for event in read(text, shop(earlier=EARLIER)).events] == [Kind.WRITE_OFF]


def test_the_day_it_was_written_off_is_not_the_day_to_book() -> None:
    text = "found three of the blue mugs written off on 9/5, put em back into stock"
    (event,) = read(text, shop(earlier=EARLIER)).events
    assert event.entry_date is None


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("about CH-0081: a hotel signed for all 8, at 9.25 net each. The value is back in part, book what is allowed", "9.25"),
        ("The desk lamps of CH-0081: order in hand for all 8 at 9.10 net per lamp, reverse as far as allowed", "9.10"),
        ("CH-0081, desk lamps: new price list $9.50 a piece net of commission, value is back in part", "9.50"),
    ],
)
def test_what_goods_bring_again_is_told_apiece(text: str, now: str) -> None:
    (event,) = read(text, shop(earlier=EARLIER)).events
    assert (event.kind, event.value_recovered) == (Kind.REVERSAL, True)
    assert [goods.nrv.amount for goods in event.goods if goods.nrv] == [Decimal(now)]
