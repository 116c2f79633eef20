"""Reports filled in field by field: what is written as a line reads back as the facts of its fields, each quoted from it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Side
from assistant.books.proposal import DateOrder, QuantityRelation, ReadingContext, Role, ValueRelation
from assistant.books.reasons import Kind, Reason
from assistant.readers.reported import ReportReader, reported_text, value_said
from assistant.stages.validation.tracing import quotes_of, stated_by

CONTEXT = ReadingContext(date(2026, 10, 2), DateOrder.MDY, "USD")
LETTERS = st.characters(exclude_characters=";", categories=["L", "N", "P", "Zs"])
WORDS = st.text(LETTERS, min_size=1, max_size=30).map(lambda words: " ".join(words.split())).filter(bool)


def test_a_report_of_several_goods() -> None:
    text = reported_text(
        {"kind": "write_off", "reason": "damaged", "date": "2026-09-30", "debit": "5050", "sub-reason": "dropped"},
        [{"sku": "MUG-01", "quantity": "12", "place": "Store"}, {"sku": "LMP-DSK", "quantity": "2 dozen", "value": "18.40 each"}],
        "Pallet tipped; kind: allowance; sku: HAM-16",
    )
    assert text.startswith("kind: write_off; reason: damaged; date: 2026-09-30; sku: MUG-01; quantity: 12; place: Store; sku: ")
    (event,) = ReportReader().interpret(text, CONTEXT).events
    assert (event.kind, event.reason, event.entry_date) == (Kind.WRITE_OFF, Reason.DAMAGED, date(2026, 9, 30))
    assert event.note == "dropped: Pallet tipped; kind: allowance; sku: HAM-16"
    mugs, lamps = event.goods
    assert (mugs.words, mugs.place, mugs.stated) == ("MUG-01", "Store", ())
    assert lamps.quantity is not None
    assert [(part.number, part.unit) for part in lamps.quantity.parts] == [(Decimal(2), "dozen")]
    assert [(value.relation, value.amount) for value in lamps.stated] == [(ValueRelation.EACH, Decimal("18.4"))]
    assert [(line.side, line.role, line.words) for line in event.lines] == [(Side.DEBIT, Role.LOSS, "5050")]


def test_a_count_says_what_was_found() -> None:
    text = reported_text({"kind": "count_adjustment", "reason": "lost"}, [{"sku": "MUG-01", "counted": "0"}], "")
    (event,) = ReportReader().interpret(text, CONTEXT).events
    assert event.goods[0].quantity is not None
    assert (event.kind, event.goods[0].quantity.relation) == (Kind.COUNT_ADJUSTMENT, QuantityRelation.COUNTED)
    assert event.note == "Count adjustment, lost: 0 MUG-01"


def test_goods_that_stay_bring_the_value_said() -> None:
    cells = [{"sku": "LMP-FLR", "quantity": "5", "value": "10.00 each"}]
    (event,) = ReportReader().interpret(reported_text({"kind": "write_down", "reason": "obsolete"}, cells, ""), CONTEXT).events
    assert event.goods[0].nrv is not None
    assert (event.goods[0].nrv.relation, event.goods[0].nrv.amount) == (ValueRelation.EACH, Decimal(10))


def test_an_amount_alone_with_the_accounts_named() -> None:
    text = reported_text({"kind": "write_off", "reason": "stolen", "value": "240.00", "debit": "6930", "credit": "1200"}, [], "")
    (event,) = ReportReader().interpret(text, CONTEXT).events
    assert event.value is not None
    assert (event.goods, event.value.amount) == ((), Decimal(240))
    assert [(line.role, line.words) for line in event.lines] == [(Role.LOSS, "6930"), (Role.INVENTORY, "1200")]


@pytest.mark.parametrize("words", ["", "-3", "soon", "1e9", "4.00 a case", "$4", "each", "1,00", "4 each each"])
def test_what_is_no_value(words: str) -> None:
    assert value_said(words) is None


@given(WORDS, st.integers(1, 10**6), WORDS, st.text(max_size=60).map(lambda words: " ".join(words.split())))
def test_every_fact_is_quoted_from_its_line(sku: str, many: int, place: str, note: str) -> None:
    cells = [{"sku": sku, "quantity": str(many), "place": place, "value": "3.50"}] * 2
    text = reported_text({"kind": "write_off", "reason": "lost", "date": "2026-10-01"}, cells, note)
    (event,) = ReportReader().interpret(text, CONTEXT).events
    assert [(goods.words, goods.place) for goods in event.goods] == [(sku, place)] * 2
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes_of(event))
    assert all(stated.quote is not None for stated in stated_by(event) if stated.numbers)
