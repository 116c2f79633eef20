"""Texts as people write them, and the events they tell."""

import pytest

from assistant.books.proposal import DateOrder, RecoverySource, RecoveryStatus, Role, ValueRelation
from assistant.books.reasons import Cause, Use

from .shop import EARLIER, read, shop, told

ONE_LOSS = [
    ("w/o 3 desk lamps, smashed", "write_off damaged: 3 desk lamps"),
    ("2 cases oat drink expired, w/o", "write_off expired: 2 case oat drink"),
    ("1 case + 6 loose of the blue mugs chipped", "write_off damaged: 1 case + 6 blue mugs"),
    ("a dozen blue harbour mugs stolen yesterday", "write_off stolen 10-13: 1 dozen blue harbour mugs"),
    ("750g of smoked salmon went off", "write_off deteriorated: 750 g smoked salmon"),
    ("all but three of the desk lamps got crushed", "write_off damaged: all_but 3 desk lamps"),
    ("half of our blue mugs are cracked", "write_off damaged: share 0.5 blue mugs"),
    ("some of the desk lamps got wet", "write_off damaged: some desk lamps"),
    ("16 box fans lost in the move", "write_off lost: 16 box fans"),
    ("5 power banks 20000 won't turn on, toss", "write_off damaged: 5 power banks 20000"),
    ("eleven of the twenty two inch wiper blades bent", "write_off damaged: 11 twenty two inch wiper blades"),
    ("not expired, just no good anymore: 4 oat drink gone sour", "write_off deteriorated: 4 oat drink"),
    ("3 broken desk lamps at Quay St", "write_off damaged: 3 desk lamps @ Quay Street"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event"), ONE_LOSS)
def test_a_loss_of_goods(text: str, event: str) -> None:
    assert told(text) == [event]


def test_each_entry_of_a_list_is_a_loss_and_the_heading_dates_them_all() -> None:
    text = "Quarter end, all as of 9/30:\n- 3 desk lamps, cracked\n- 2 cases oat drink past date\n- 4 blue mugs nobody can find"
    assert told(text) == [
        "write_off damaged 09-30: 3 desk lamps",
        "write_off expired 09-30: 2 case oat drink",
        "write_off lost 09-30: 4 blue mugs",
    ]


def test_goods_of_one_reason_are_one_event_and_the_second_borrows_the_name() -> None:
    (event,) = told("5 green harbour mugs and 2 blue ones smashed")
    assert event == "write_off damaged: 5 green harbour mugs | 2 blue harbour mugs"


def test_goods_said_to_be_fine_take_no_part() -> None:
    (event,) = told("5 green harbour mugs smashed. The blue ones survived, don't touch those.")
    assert event == "write_off damaged: 5 green harbour mugs"


def test_a_whole_told_in_parts_is_read_by_its_parts() -> None:
    text = "Damp got into the 9 desk lamps. 4 are dead, bin those. The other 5 we'll keep and clear them at $10 each."
    off, down = told(text)
    assert off.endswith("4 desk lamps")
    assert down.startswith("write_down")
    assert down.endswith("5 desk lamps to 10 each")


def test_an_amount_of_a_kind_of_goods_is_the_loss() -> None:
    (event,) = read("$340 of lampshades at cost ruined by damp").events
    assert event.value is not None
    assert event.value.amount == 340
    assert (event.goods[0].words, event.goods[0].category) == ("lampshades", True)


@pytest.mark.parametrize(
    ("text", "nrv"),
    [
        ("mark the 6 desk lamps down to $15 each", "15 each"),
        ("write down the 6 desk lamps by 40%", "0.4 less_share_of_cost"),
        ("the 6 desk lamps are worth only 60% of what they cost us, write down", "0.6 share_of_cost"),
    ],
)
def test_a_write_down_says_what_the_goods_will_bring(text: str, nrv: str) -> None:
    (event,) = told(text)
    assert event.endswith(f"6 desk lamps to {nrv}")


COUNTS = [
    (
        "COUNT 10/12\nMUG-B  book 18  counted 15\nLMP-01  book 9  counted 9",
        "count_adjustment lost 10-12: counted 15 of 18 MUG-B | counted 9 of 9 LMP-01",
    ),
    (
        "SKU  BOOK  COUNT\nMUG-B  36  33\nTEE-M  24  24",
        "count_adjustment lost: counted 33 of 36 MUG-B | counted 24 of 24 TEE-M",
    ),
    (
        "Recounted the desk lamps. System says 22, there are 29 - a receipt was keyed 7 short.",
        "count_adjustment admin_adjustment: counted 29 of 22 desk lamps",
    ),
    (
        "recounted the desk lamps: only 3 there, nobody knows where the rest went",
        "count_adjustment lost: counted 3 desk lamps",
    ),
]


@pytest.mark.parametrize(("text", "event"), COUNTS)
def test_a_count_keeps_what_the_books_say_and_what_was_found(text: str, event: str) -> None:
    assert told(text) == [event]


def test_a_count_by_value_keeps_both_amounts() -> None:
    text = "Stocktake totals $10,611.75 at cost against $10,985.25 in the ledger. Take the account to the count."
    (event,) = read(text).events
    assert event.value is not None
    assert event.value.relation is ValueRelation.COUNTED_TOTAL
    assert (str(event.value.amount), str(event.value.booked)) == ("10611.75", "10985.25")


def test_a_reserve_is_raised_or_released() -> None:
    (raised,) = read("top up the obsolescence reserve by 2.4k").events
    (released,) = read("Release $150 of the stock reserve").events
    assert (raised.kind, raised.release, released.release) == ("allowance", False, True)


def test_against_the_reserve_and_its_denial() -> None:
    assert read("scrap 3 desk lamps, charge it against the obsolescence reserve").events[0].against_allowance
    assert not read("scrap 3 desk lamps, straight to expense, not vs the reserve").events[0].against_allowance


def test_a_reversal_names_the_entry_and_what_came_back() -> None:
    text = "found 3 of the 4 blue mugs from WO-1041, put them back. the other one is still missing"
    (event,) = read(text, shop(earlier=EARLIER)).events
    assert event.kind == "reversal"
    assert event.entry is not None
    assert event.entry.ref == "WO-1041"
    assert event.goods[0].quantity is not None
    assert [part.number for part in event.goods[0].quantity.parts] == [3]


RECOVERIES = [
    ("Insurer approved a $500 payout", RecoverySource.INSURER, RecoveryStatus.AGREED, "500"),
    ("scrap guy gave us $60 cash for the lot, it's in the petty cash", RecoverySource.SALVAGE, RecoveryStatus.RECEIVED, "60"),
    ("carrier is disputing the claim", RecoverySource.CARRIER, RecoveryStatus.DISPUTED, None),
    ("claim lodged with the insurer, no word back yet", RecoverySource.INSURER, RecoveryStatus.PENDING, None),
    ("supplier flatly refuses any credit", RecoverySource.SUPPLIER, RecoveryStatus.REFUSED, None),
]  # fmt: skip


@pytest.mark.parametrize(("says", "source", "status", "amount"), RECOVERIES)
def test_what_another_side_bears(says: str, source: RecoverySource, status: RecoveryStatus, amount: str | None) -> None:
    (event,) = read(f"3 desk lamps crushed. {says}.").events
    (recovery,) = event.recoveries
    assert (recovery.source, recovery.status) == (source, status)
    assert (str(recovery.value.amount) if recovery.value else None) == amount


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("12 logo tees to the new crew as uniforms", Use.UNIFORM),
        ("team lunch: 4 oat drinks, staff only", Use.STAFF),
        ("donated 6 blue mugs to the school raffle", Use.DONATION),
        ("the owner took 2 desk lamps home for her own use", Use.OWNER),
        ("handed out 24 blue mugs as free samples at the trade show", Use.SAMPLE),
    ],
)
def test_goods_taken_for_own_use(text: str, use: Use) -> None:
    assert read(text).events[0].use is use


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("fire in the warehouse burned 4 desk lamps", Cause.FIRE),
        ("pipe flooded the store, 4 desk lamps soaked", Cause.FLOOD),
        ("hailstorm smashed 4 desk lamps", Cause.STORM),
        ("4 desk lamps shoplifted", Cause.THEFT),
        ("4 desk lamps broken at the fire brigade's party", None),
    ],
)
def test_a_cause_out_of_the_ordinary(text: str, cause: Cause | None) -> None:
    assert read(text).events[0].cause is cause


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3 desk lamps missing, debit 5105 please", "5105"),
        ("2 desk lamps stolen, run it through inventory shrinkage", "inventory shrinkage"),
        ("3 desk lamps smashed, write off to breakages", "breakages"),
        ("3 desk lamps smashed and off to the dumpster", None),
    ],
)
def test_an_account_named_for_the_loss(text: str, words: str | None) -> None:
    named = [line.words for line in read(text).events[0].lines if line.role is Role.LOSS]
    assert named == ([words] if words else [])


def test_every_fact_is_quoted_from_its_place() -> None:
    text = "Thieves took 5 desk lamps from the Store on 10/12. Insurance will pay $40 of it."
    (event,) = read(text).events
    quotes = (event.date_quote, event.reason_quote, event.goods[0].quote, event.goods[0].place_quote, event.recoveries[0].quote)
    for quote in quotes:
        assert quote is not None
        assert text[quote.start : quote.end] == quote.text


def test_the_clients_own_order_of_days() -> None:
    assert told("w/o 3 desk lamps smashed 9/10", shop(DateOrder.DMY)) == ["write_off damaged 10-09: 3 desk lamps"]
    assert told("w/o 3 desk lamps smashed 9/10") == ["write_off damaged 09-10: 3 desk lamps"]


@pytest.mark.parametrize("text", ["2 blue mugs (...) broke", "2 blue mugs () broke", "2 blue mugs (the) broke"])
def test_brackets_with_nothing_in_them_say_nothing(text: str) -> None:
    assert told(text) == told("2 blue mugs broke")
