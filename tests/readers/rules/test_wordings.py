"""Ordinary wordings of many trades: none may be refused, and no number of theirs may be read as another."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.books.proposal import DateOrder, GoodsName, ReadingContext, ValueRelation
from assistant.books.reasons import Kind, Reason
from assistant.readers.rules.reader import RulesReader

SHOP = ReadingContext(
    today=date(2026, 11, 21),
    date_order=DateOrder.DMY,
    currency="EUR",
    goods=(
        GoodsName("TRP", "Blue Tarp"),
        GoodsName("KET", "Copper Kettle"),
        GoodsName("CND", "Beeswax Candle"),
        GoodsName("CDR", "Dry Cider in Tank", "litre"),
        GoodsName("HPS", "Cascade Hops", "kg"),
        GoodsName("VAX", "Flu Vaccine"),
        GoodsName("GEL", "Vanilla Gel"),
        GoodsName("CMP", "Multi-Purpose Compost 50L", "bag"),
    ),
    accounts=("6100 Team Treats", "6200 Fairs & Advertising", "5100 Breakages"),
)
READ = RulesReader()


def events(text: str):  # type: ignore[no-untyped-def]
    return READ.interpret(text, SHOP).events


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("gave 5 blue tarps to the Habitat for Humanity build", Reason.OTHER),
        ("the shareholder took 2 copper kettles for herself", Reason.INTERNAL_USE),
        ("two copper kettles used to heat the stockroom, keeping them there", Reason.INTERNAL_USE),
        ("3 blue tarps went walkabout", Reason.LOST),
        ("5 blue tarps", Reason.OTHER),
    ],
)
def test_goods_with_a_number_are_not_refused(text: str, reason: Reason) -> None:
    (event,) = events(text)
    assert (event.kind, event.reason) == (Kind.WRITE_OFF, reason)


@pytest.mark.parametrize(
    ("text", "number", "unit", "per"),
    [
        ("drained 2.5 hl dry cider, infected", "2.5", "hl", None),
        ("cracked beeswax candle, one", "1", "", None),
        ("binned two boxes (24 ct) of the vanilla gels", "2", "box", "24"),
        ("multi-purpose compost: a full pallet (60 bags) split", "60", "bag", None),
    ],
)
def test_how_many_are_said(text: str, number: str, unit: str, per: str | None) -> None:
    (event,) = events(text)
    part = event.goods[0].quantity.parts[0]
    assert (part.number, part.unit, part.per) == (Decimal(number), unit, Decimal(per) if per else None)


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Cascade hops down to 9,50 a kilo, whole lot", "9.50"),
        ("4 copper kettles will only fetch 12.00 each now", "12.00"),
        ("2 copper kettles rusty, can sell as seconds for 20 euros each", "20"),
        ("2 copper kettles now worth a tenner each", "10"),
        ("one copper kettle, dented. Write it down to 9,000.", "9000"),
        ("flu vaccine short dated, 30 doses, NRV nil", "0"),
    ],
)
def test_goods_that_stay_and_are_worth_less(text: str, worth: str) -> None:
    (event,) = events(text)
    assert event.kind is Kind.WRITE_DOWN
    assert event.goods[0].nrv.amount == Decimal(worth)


def test_a_dot_parts_thousands_of_money() -> None:
    (event,) = events("write off 1.000 EUR of hops, mouldy")
    assert event.value.amount == 1000


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("put 7 beeswax candles to Team Treats, handed them out to the crew", "team treats"),
        ("charge 3 blue tarps to Fairs & Advertising, prizes at the fair", "fairs & advertising"),
    ],
)
def test_the_account_named_behind_the_goods(text: str, account: str) -> None:
    (event,) = events(text)
    assert [line.words.lower() for line in event.lines] == [account]


@pytest.mark.parametrize(
    "text",
    [
        "2 copper kettles sold at the market for €90",
        "we received 40 blue tarps today",
        "Mrs Lee's account, €86 from March, she's moved away. Write it off please",
        "moved 4 blue tarps to the store",
    ],
)
def test_sales_deliveries_and_debts_are_declined(text: str) -> None:
    assert events(text) == ()


@pytest.mark.parametrize("text", ["20 blue tarps torn 3.11.", "3.11.2026: 20 blue tarps torn"])
def test_a_day_and_month_with_dots(text: str) -> None:
    (event,) = events(text)
    assert (event.entry_date, event.goods[0].stated) == (date(2026, 11, 3), ())


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("raise the slow stock provision to €600", ValueRelation.COUNTED_TOTAL),
        ("raise the slow stock provision by €600", ValueRelation.TOTAL),
    ],
)
def test_a_reserve_raised_to_or_by(text: str, relation: ValueRelation) -> None:
    (event,) = events(text)
    assert (event.kind, event.value.relation) == (Kind.ALLOWANCE, relation)
