"""What goods will bring, less what selling them costs: in many trades' words."""

import pytest

from tests.readers.rules.shop import in_short, read

LAMPS = "Write down the 6 black desk lamps, they stay in stock. "


@pytest.mark.parametrize(
    ("says", "brings", "costs"),
    [
        ("Down to $4.", "4 each", ""),
        ("A dealer offers $20 each less a 10% commission.", "20 each", "0.1 share_of_cost"),
        ("The gallery will ask $30 apiece and keeps 25%.", "30 each", "0.25 share_of_cost"),
        ("They'll fetch $12, but rewiring each runs us $2.25.", "12 each", "2.25 each"),
        ("We can get $15 minus $1 postage each.", "15 each", "1 each"),
        ("Best we'll see is $9 each, less $2 to rebox.", "9 each", "2 each"),
        ("Best we'll see is $9 each and the haulier wants $54 for the run.", "9 each", "54"),
        ("They cost us $24.75 and an auction house reckons $18, hammer fees are $2.40 a lamp.", "18 each", "2.40 each"),
        ("A reseller sells them at $25 each but keeps $1.50 on each one.", "25 each", "1.50 each"),
        ("Offer in hand at $14.50, we have to spend $2 each to rewire and repack.", "14.50 each", "2 each"),
        ("A closeout house pays $9.00 each and prep/relabel runs us $1.25 a unit.", "9.00 each", "1.25 each"),
        ("Buyer at $8 a lamp, we eat $3 each to ship them over.", "8 each", "3 each"),
        ("A jobber gives $70 for the lot.", "70", ""),
        ("They go on the $10 table.", "10 each", ""),
        ("Retail was 59.99, marking to 19.99 now.", "19.99 each", ""),
        ("Was ticketed at $40, now $12.50 each, no selling costs.", "12.50 each", ""),
        ("To 60 cents on the dollar.", "0.6 share_of_cost", ""),
        ("To half of cost.", "0.5 share_of_cost", ""),
        ("By a quarter.", "0.25 less_share_of_cost", ""),
        ("Take 30% off their value.", "0.3 less_share_of_cost", ""),
    ],
)
def test_what_goods_bring_and_what_it_costs_to_sell_them(says: str, brings: str, costs: str) -> None:
    (event,) = read(LAMPS + says).events
    (goods,) = event.goods
    said = [in_short(value) if value else "" for value in (goods.nrv, goods.cost_to_sell)]
    assert said == [brings, costs]


@pytest.mark.parametrize("says", ["Half off retail.", "At 40% below the ticket price."])
def test_a_part_of_the_selling_price_is_no_part_of_cost(says: str) -> None:
    (event,) = read(LAMPS + says).events
    assert event.goods[0].nrv is None


def test_goods_written_down_once_are_not_written_down_again() -> None:
    (event,) = read("Binned the 6 black desk lamps that we marked down to $4 in August.").events
    assert event.kind == "write_off"


def test_what_is_thrown_out_and_what_is_kept_are_two_events() -> None:
    assert [event.kind for event in read("6 black desk lamps dented - 2 binned, 2 we'll keep and sell at $3").events] == [
        "write_off",
        "write_down",
    ]
