"""A number that no one stated blocks the draft, whichever fact it hides in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.books.proposal import (
    EntrySaid,
    Event,
    GoodsSaid,
    Quantity,
    QuantityPart,
    QuantityRelation,
    Quote,
    RecoverySaid,
    RecoverySource,
    RecoveryStatus,
    Value,
    ValueRelation,
)
from assistant.books.question import Settled
from assistant.books.reasons import Kind, Reason
from assistant.stages.validation.validate import validate
from tests.stages.mapping.ledger import TODAY, codes, store, write_off

TEXT = "2 cases of 24 mugs and half the teapots smashed on 9/24, $12.50 each, insurer pays 60%. Reverse WO-1041."


def at(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote(words, start, start + len(words))


def traced(event: Event, *settled: Settled, text: str = TEXT) -> list[str]:
    entry = write_off(store(), Reason.DAMAGED, "20.00")
    resolved = replace(entry.valued.resolved, event=event, settled=settled)
    entry = replace(entry, valued=replace(entry.valued, resolved=resolved))
    return [finding.says for finding in validate(entry, store(), today=TODAY, text=text)]


def of_goods(number: str = "2", per: str | None = "24", quote: Quote | None = None, share: str | None = None) -> Event:
    parts = (QuantityPart(Decimal(number), "case", Decimal(per) if per else None),) if number else ()
    quantity = Quantity(QuantityRelation.EXACTLY, parts, Decimal(share) if share else None, quote=quote)
    return Event(Kind.WRITE_OFF, Reason.DAMAGED, (GoodsSaid("mugs", quantity=quantity),))


def of_value(amount: str | None = None, share: str | None = None, quote: Quote | None = None) -> Event:
    value = Value(ValueRelation.TOTAL, Decimal(amount) if amount else None, share=Decimal(share) if share else None, quote=quote)
    said = RecoverySaid(RecoverySource.INSURER, RecoveryStatus.AGREED, value)
    return Event(Kind.WRITE_OFF, Reason.DAMAGED, recoveries=(said,))


@pytest.mark.parametrize(
    "event",
    [
        of_goods(), of_goods(quote=at("2 cases of 24")), of_goods("", None, share="0.5"), of_goods("1", None),
        of_value(share="0.6"), of_value("12.50", quote=at("$12.50 each")),
        Event(Kind.WRITE_OFF, Reason.DAMAGED, entry_date=date(2026, 9, 24), date_quote=at("9/24")),
        Event(Kind.REVERSAL, Reason.DAMAGED, entry=EntrySaid("WO-1041")),
    ],
)  # fmt: skip
def test_what_the_text_states_is_traced(event: Event) -> None:
    assert traced(event) == []


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (of_goods("48", None), "The quantity of “mugs” has the number 48, which does not stand anywhere in the text."),
        (of_goods("9", None, at("2 cases of 24")),
         "The quantity of “mugs” has the number 9, which does not stand in “2 cases of 24”."),
        (of_goods("2", "12", at("2 cases of 24")),
         "The quantity of “mugs” has the number 12, which does not stand anywhere in the text."),
        (of_goods("", None, at("2 cases of 24"), share="0.5"),
         "The quantity of “mugs” has the number 0.5, which does not stand in “2 cases of 24”."),
        (of_value("700"), "The recovery has the number 700, which does not stand anywhere in the text."),
        (of_value(share="0.5", quote=at("60%")), "The recovery has the number 0.5, which does not stand in “60%”."),
        (of_goods("1", None, at("2 cases of 24")),
         "The quantity of “mugs” has the number 1, which does not stand in “2 cases of 24”."),
        (of_value("1", quote=at("$12.50 each")), "The recovery has the number 1, which does not stand in “$12.50 each”."),
        (Event(Kind.REVERSAL, Reason.DAMAGED, entry=EntrySaid("WO-2041")), "The entry WO-2041 is not named in the text."),
        (Event(Kind.WRITE_OFF, Reason.DAMAGED, cause_quote=Quote("a fire", 3, 9)),
         "“a fire” does not stand in the text where the reading has it from."),
    ],
)  # fmt: skip
def test_what_it_does_not_state_blocks(event: Event, says: str) -> None:
    assert traced(event) == [says]


def test_a_singular_says_one_without_a_number_unless_its_words_say_another() -> None:
    text = "the dollhouse and the 6 ft ladder broke"

    def of(words: str, quoted: str) -> Event:
        quote = Quote(quoted, text.index(quoted), text.index(quoted) + len(quoted))
        parts = (QuantityPart(Decimal(1), "", Decimal(1)),)
        quantity = Quantity(QuantityRelation.COUNTED, parts, quote=quote, booked=parts)
        return Event(Kind.WRITE_OFF, Reason.DAMAGED, (GoodsSaid(words, quantity=quantity),))

    assert traced(of("dollhouse", "the dollhouse"), text=text) == []
    assert traced(of("6 ft ladder", "the 6 ft ladder"), text=text) == []
    assert traced(of("ladder", "the 6 ft ladder"), text=text) == [
        "The quantity of “ladder” has the number 1, which does not stand in “the 6 ft ladder”."
    ]


def test_a_day_worked_out_from_words_is_no_number_of_the_text() -> None:
    text = "smashed yesterday, month end Q3"
    for words in ("yesterday", "month end Q3"):
        quote = Quote(words, text.index(words), text.index(words) + len(words))
        event = Event(Kind.WRITE_OFF, Reason.DAMAGED, entry_date=date(2026, 9, 30), date_quote=quote)
        assert traced(event, text=text) == []


def test_what_a_person_stated_since_counts_as_text() -> None:
    answer = Settled(words="there were 48 of them", quantity=of_goods("48", None).goods[0].quantity)
    assert traced(of_goods("48", None), answer) == []
    words = Quote("48 of them", 11, 21)
    assert traced(of_goods("48", None, words), answer) == []


def test_what_a_person_stated_since_stands_for_the_words_of_a_fact_too() -> None:
    answer = Settled(words="no, there were 48 of them")
    said_otherwise = of_goods("48", None, at("2 cases of 24"))
    assert traced(said_otherwise, answer) == []
    says = "The quantity of “mugs” has the number 48, which does not stand in “2 cases of 24”."
    assert traced(said_otherwise, Settled(words="no, there were 49 of them")) == [says]


@pytest.mark.parametrize(
    ("text", "quote", "named"),
    [
        ("please reverse wo 1041", "", True),
        ("please reverse WO1041", "", True),
        ("please reverse 1041", "1041", True),
        ("please reverse 1041", "", False),
        ("please reverse 041", "041", False),
        ("please reverse PO-1041", "", False),
        ("please reverse PO-1041", "PO-1041", False),
    ],
)
def test_an_entry_is_named_by_its_number_or_by_its_figures_as_quoted(text: str, quote: str, named: bool) -> None:
    words = Quote(quote, text.index(quote), text.index(quote) + len(quote)) if quote else None
    event = Event(Kind.REVERSAL, Reason.DAMAGED, entry=EntrySaid("WO-1041", quote=words))
    assert traced(event, text=text) == ([] if named else ["The entry WO-1041 is not named in the text."])


def test_figures_too_short_to_name_an_entry() -> None:
    quote = Quote("41", 8, 10)
    event = Event(Kind.REVERSAL, Reason.DAMAGED, entry=EntrySaid("WO-41", quote=quote))
    assert traced(event, text="reverse 41") == ["The entry WO-41 is not named in the text."]


def test_an_invented_number_is_a_problem() -> None:
    entry = write_off(store(), Reason.DAMAGED, "20.00")
    resolved = replace(entry.valued.resolved, event=of_value("700"))
    entry = replace(entry, valued=replace(entry.valued, resolved=resolved))
    (found,) = validate(entry, store(), today=TODAY, text=TEXT)
    assert codes((found,)) == ["untraced_number"]
    assert found.remedy == "State the fact yourself (revise), or draft the text again."
