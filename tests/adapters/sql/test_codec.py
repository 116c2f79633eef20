"""What is stored as a document reads back to an equal value, and nothing that is not of the type is taken for it."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.sql.codec import Unreadable, decode, encode
from assistant.books.draft import Draft, Reading
from assistant.books.entry import PostedEntry
from assistant.books.finding import Finding, Problem, Warning
from assistant.books.money import Money
from assistant.books.policy import Policy, ReasonAccounts
from assistant.books.proposal import Event, Quantity, QuantityPart, QuantityRelation, Quote
from assistant.books.question import Choice, Question
from assistant.books.reasons import Reason
from assistant.store import TextRecord

EXACT = st.decimals(allow_nan=False, allow_infinity=False, places=None, min_value=-(10**18), max_value=10**18)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=OFFSETS)


st.register_type_strategy(Decimal, EXACT)
st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(Money, st.builds(Money, st.integers(-(10**15), 10**15), st.sampled_from(["USD", "JPY", "KWD"])))


@given(st.from_type(Event))
def test_an_event_reads_back(event: Event) -> None:
    assert decode(Event, encode(event)) == event


@settings(max_examples=30)
@given(st.from_type(TextRecord))
def test_a_text_with_its_reading_reads_back(record: TextRecord) -> None:
    assert decode(TextRecord, encode(record)) == record


@given(st.from_type(PostedEntry))
def test_an_entry_reads_back(entry: PostedEntry) -> None:
    assert decode(PostedEntry, encode(entry)) == entry


@given(st.from_type(Policy))
def test_a_policy_reads_back(policy: Policy) -> None:
    assert decode(Policy, encode(policy)) == policy


@settings(max_examples=30)
@given(st.from_type(Draft))
def test_a_draft_reads_back(draft: Draft) -> None:
    assert decode(Draft, encode(draft)) == draft


@given(EXACT)
def test_a_quantity_keeps_its_zeros(number: Decimal) -> None:
    part = QuantityPart(number)
    assert str(decode(QuantityPart, encode(part)).number) == str(number)


@given(MOMENTS)
def test_a_moment_stays_the_moment_and_keeps_its_offset(moment: datetime) -> None:
    read = decode(datetime, encode(moment))
    assert read == moment
    assert read.utcoffset() == moment.utcoffset()


def test_a_document_is_plain_ascii_in_the_order_of_the_fields() -> None:
    assert encode(Quote("é\0", 0, 2)) == '{"text":"\\u00e9\\u0000","start":0,"end":2}'
    assert encode(Policy(Money(500, "USD"), accounts_by_reason={Reason.LOST: ReasonAccounts("5050", None)})).startswith(
        '{"routine_limit":{"minor":500,"currency":"USD"},"write_down_method":"direct","books_closed_through":null,'
        '"accounts_by_reason":{"lost":{"routine":"5050","unusual":null}}'
    )


def test_a_finding_is_a_problem_or_a_warning_by_its_word() -> None:
    for code in (Problem.WRITE_UP, Warning.PLACE_ASSUMED):
        found = decode(Finding, encode(Finding(code, "so")))
        assert found.code is code


def test_what_a_document_lacks_takes_its_default() -> None:
    assert decode(Choice, '{"value":"MUG","label":"Mug"}') == Choice("MUG", "Mug")
    assert decode(Question, '{"asks":"item","says":"Which?"}').choices == ()
    assert decode(QuantityPart, '{"number":"3"}') == QuantityPart(Decimal(3))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"value":"MUG"}',
        '{"value":"MUG","label":"Mug","price":"9"}',
        '{"value":1,"label":"Mug"}',
    ],
)
def test_what_is_no_choice_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(Unreadable, match="not a Choice"):
        decode(Choice, text)


@pytest.mark.parametrize("number", ["3", "true", '"three"', "[]", "null", '{"n":3}'])
def test_a_quantity_is_exact_text_and_nothing_else(number: str) -> None:
    with pytest.raises(Unreadable):
        decode(Quantity, f'{{"relation":"exactly","parts":[{{"number":{number}}}]}}')


@pytest.mark.parametrize("minor", ["3.0", "true", '"3"'])
def test_money_is_whole_units_and_nothing_else(minor: str) -> None:
    with pytest.raises(Unreadable):
        decode(Money, f'{{"minor":{minor},"currency":"USD"}}')


def test_no_infinity_is_written_and_nothing_that_is_no_value_of_the_books() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        encode(Reading("rules", understood=float("inf")))
    with pytest.raises(TypeError, match="set is no value of the books"):
        encode((Quantity(QuantityRelation.ALL), {1}))


def test_a_type_without_a_way_back_is_refused_before_anything_is_read() -> None:
    with pytest.raises(Unreadable, match="is no type of the books"):
        decode(bytes, '"x"')
    assert decode(date, '"2026-10-02"') == date(2026, 10, 2)

