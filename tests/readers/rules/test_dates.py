"""Days as people say them to dates, and which of the days of a text is the day of the loss."""

from datetime import date

import pytest

from assistant.books.proposal import DateOrder, ReadingContext
from assistant.readers.rules.dates import days_in, loss_day

# Text, the day it was typed, the order of day and month, the currency, the day of the loss (none: the day it was typed).
SAID = (
    ("2 mugs smashed yest", "2026-11-20", "MDY", "USD", "2026-11-19"),
    ("y'day cutting dept spoilt it", "2026-10-13", "DMY", "INR", "2026-10-12"),
    ("marketing pull last thursday", "2026-11-10", "MDY", "USD", "2026-11-05"),
    ("sat afternoon a man lifted 2 pens", "2026-11-16", "DMY", "GBP", "2026-11-14"),
    ("depot dips saturday evening", "2026-11-09", "DMY", "EUR", "2026-11-07"),
    ("on the 11th we gave 25 away", "2026-11-18", "MDY", "USD", "2026-11-11"),
    ("went to the vet waste collector on the 6th", "2026-10-09", "DMY", "EUR", "2026-10-06"),
    ("4 were dated 30/09/26. came off the shelf and went to the collector on the 6th.", "2026-10-09", "DMY", "EUR", "2026-10-06"),
    ("friday's storm (9th) lifted the sheeting", "2026-10-13", "DMY", "EUR", "2026-10-09"),
    ("pulled out on labor day. nothing", "2026-09-08", "MDY", "USD", "2026-09-07"),
    ("boxing day flood: on boxing day the cellar filled", "2026-01-05", "DMY", "GBP", "2025-12-26"),
    ("shells cracked. scrap date 12/04/26", "2026-11-20", "MDY", "USD", "2026-12-04"),
    ("as at the end of october pls: write down", "2026-11-03", "DMY", "CAD", "2026-10-31"),
    ("for september quarter end, as per ageing", "2026-10-10", "DMY", "INR", "2026-09-30"),
    ("for q3 close (9/30): write down", "2026-10-02", "MDY", "USD", "2026-09-30"),
    ("release 180 at the end of september", "2026-10-05", "DMY", "EUR", "2026-09-30"),
    ("pulled this aft, all past date", "2026-10-29", "DMY", "CAD", "2026-10-29"),
    ("write down as on 30th sept.", "2026-10-14", "DMY", "INR", "2026-09-30"),
    ("the order came in on mon 2/11, banned with effect from that day", "2026-11-05", "DMY", "EUR", "2026-11-02"),
    ("tossed 30 packs on 9/29, shelf life says 06/2026", "2026-10-05", "MDY", "USD", "2026-09-29"),
    ("best before 3/10, binned 5/10", "2026-10-09", "DMY", "GBP", "2026-10-05"),
    ("use by was 12 nov. threw them out on the 14th", "2026-11-16", "DMY", "GBP", "2026-11-14"),
    ("delivered 3 nov, dropped thursday", "2026-11-10", "DMY", "GBP", "2026-11-05"),
    ("found them smashed this morning", "2026-11-10", "DMY", "GBP", None),
    ("the tuesday before last the freezer died", "2026-11-12", "DMY", "AUD", "2026-11-03"),
    ("tuesday last week the freezer died", "2026-11-12", "DMY", "AUD", "2026-11-03"),
    ("monday of last week a pallet fell", "2026-11-12", "DMY", "AUD", "2026-11-02"),
    ("a couple of days ago the dog ate them", "2026-11-12", "DMY", "AUD", "2026-11-10"),
    ("a fortnight ago", "2026-11-20", "DMY", "AUD", "2026-11-06"),
    ("two nights ago the fence was cut", "2026-11-20", "DMY", "AUD", "2026-11-18"),
    ("scrapped 18-sep-26", "2026-11-20", "DMY", "INR", "2026-09-18"),
    ("dtd 18.09.2026 water entered", "2026-11-20", "DMY", "INR", "2026-09-18"),
    ("on 18/9/26 water entered", "2026-11-20", "DMY", "INR", "2026-09-18"),
    ("sept. 18th, 2026 they broke", "2026-11-20", "MDY", "USD", "2026-09-18"),
    ("fri 30 oct they broke", "2026-11-02", "MDY", "USD", "2026-10-30"),
    ("fri 10/30 they broke", "2026-11-02", "MDY", "USD", "2026-10-30"),
    ("the freezer died over thanksgiving weekend", "2026-12-01", "MDY", "USD", "2026-11-26"),
    ("melted on labour day", "2026-10-28", "DMY", "NZD", "2026-10-26"),
    ("stolen on halloween night", "2026-11-03", "MDY", "USD", "2026-10-31"),
    ("12 halloween masks, season's over", "2026-11-03", "MDY", "USD", None),
    ("40 christmas day crackers, unsold", "2026-11-03", "DMY", "GBP", None),
    ("august bank holiday: on the august bank holiday the awning came down", "2026-09-02", "DMY", "GBP", "2026-08-31"),
    ("october month end: calendars", "2026-11-02", "DMY", "GBP", "2026-10-31"),
    ("month end october", "2026-11-02", "DMY", "GBP", "2026-10-31"),
    ("last month end", "2026-11-12", "DMY", "GBP", "2026-10-31"),
    ("book it at the end of last month", "2026-11-12", "DMY", "GBP", "2026-10-31"),
    ("year end 31 dec 2025 reserve", "2026-01-12", "DMY", "GBP", "2025-12-31"),
    ("claim filed 11/2; theft happened 10/31", "2026-11-03", "MDY", "USD", "2026-10-31"),
    ("insurance crowd rang back this morning", "2026-11-03", "DMY", "EUR", None),
    ("noticed today that 4 were crushed on 11/1", "2026-11-03", "MDY", "USD", "2026-11-01"),
    ("for the week ending 8 november", "2026-11-10", "DMY", "AUD", "2026-11-08"),
    ("in transit since 3 oct, gone", "2026-11-10", "DMY", "AUD", None),
    ("record it in october", "2026-11-10", "DMY", "AUD", "2026-10-31"),
    ("put it through for october", "2026-11-10", "DMY", "AUD", "2026-10-31"),
    ("left in the sun all day", "2026-11-10", "DMY", "AUD", None),
    ("kettle sat on the heater", "2026-11-10", "DMY", "AUD", None),
    ("broke on sun", "2026-11-10", "DMY", "AUD", "2026-11-08"),
    ("(sun 8/11) roof leaked", "2026-11-10", "DMY", "AUD", "2026-11-08"),
    ("on 3rd nov a van reversed", "2026-11-10", "DMY", "AUD", "2026-11-03"),
    ("on 3rd a van reversed", "2026-11-10", "DMY", "AUD", "2026-11-03"),
    ("wed 4th a van reversed", "2026-11-10", "DMY", "AUD", "2026-11-04"),
    ("date of loss 10/12/26", "2026-11-05", "MDY", "USD", "2026-10-12"),
    ("went over the side on 10/12/26 off oakland. date of loss please", "2026-11-05", "MDY", "USD", "2026-10-12"),
    ("2026/11/03 dropped", "2026-11-05", "MDY", "USD", "2026-11-03"),
    ("03-11-2026 dropped", "2026-11-05", "DMY", "USD", "2026-11-03"),
    ("nov 3 dropped 3 mugs", "2026-11-05", "DMY", "USD", "2026-11-03"),
    ("earlier this week", "2026-11-05", "DMY", "USD", None),
    ("dropped on 8/11 (delivery of 3/11)", "2026-11-10", "DMY", "GBP", "2026-11-08"),
    ("expired 31/10, to be written off 1/11", "2026-11-10", "DMY", "GBP", "2026-11-01"),
    ("expired 31/10. write off as of today", "2026-11-10", "DMY", "GBP", "2026-11-10"),
    ("our count on sunday 8 nov came up 3 short; last count was 1 aug", "2026-11-10", "DMY", "GBP", "2026-11-08"),
    ("the 31st they were crushed", "2026-11-10", "DMY", "GBP", "2026-10-31"),
    ("q2 fy27 provision as per ageing, book in q2", "2026-11-10", "DMY", "INR", "2026-09-30"),
    ("christmas eve break-in", "2026-01-04", "DMY", "GBP", "2025-12-24"),
    ("broke xmas eve", "2026-01-04", "DMY", "GBP", "2025-12-24"),
    ("anzac day arvo, a ute backed over 3", "2026-04-28", "DMY", "AUD", "2026-04-25"),
    ("over the weekend the chiller packed up", "2026-11-10", "DMY", "AUD", "2026-11-08"),
    ("on the weekend", "2026-11-10", "DMY", "AUD", "2026-11-08"),
    ("last week end", "2026-11-10", "DMY", "AUD", "2026-11-08"),
    ("this past weekend", "2026-11-10", "DMY", "AUD", "2026-11-08"),
    ("on 14th inst.", "2026-11-20", "DMY", "INR", "2026-11-14"),
    ("approved by dan 3/11. dropped 2/11", "2026-11-20", "DMY", "INR", "2026-11-02"),
    ("eom oct", "2026-11-20", "DMY", "INR", "2026-10-31"),
    ("sept month-end", "2026-11-20", "DMY", "INR", "2026-09-30"),
    ("backdate to 10/15", "2026-11-20", "MDY", "USD", "2026-10-15"),
)


@pytest.mark.parametrize(("text", "today", "order", "currency", "expected"), SAID)
def test_the_day_of_the_loss(text: str, today: str, order: str, currency: str, expected: str | None) -> None:
    context = ReadingContext(date.fromisoformat(today), DateOrder(order), currency)
    day = loss_day(days_in(text, context))
    assert (str(day.day) if day else today) == (expected or today)


def test_the_day_that_gifts_were_sent_is_their_day_but_not_that_of_damaged_goods() -> None:
    context = ReadingContext(date(2026, 10, 22), DateOrder.DMY, "INR")
    found = days_in("sent on monday to the buyer", context)
    assert loss_day(found) is None
    given = loss_day(found, given=True)
    assert given is not None
    assert given.day == date(2026, 10, 19)
