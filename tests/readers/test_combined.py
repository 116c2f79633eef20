"""Two readings of one text: agreement stands, a difference is said, and a silent model falls back to the rules."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.books.proposal import (
    DateOrder,
    Event,
    GoodsSaid,
    Proposal,
    Quantity,
    QuantityPart,
    QuantityRelation,
    ReadingContext,
)
from assistant.books.reasons import Kind, Reason
from assistant.errors import OutsideServiceFailed
from assistant.readers.combined import BothReaders, FallingBack

CONTEXT = ReadingContext(date(2026, 10, 6), DateOrder.MDY, "USD")


def mugs(number: str, words: str = "blue mugs") -> Event:
    quantity = Quantity(QuantityRelation.EXACTLY, (QuantityPart(Decimal(number)),))
    return Event(Kind.WRITE_OFF, Reason.DAMAGED, (GoodsSaid(words, quantity=quantity),))


@dataclass(frozen=True)
class Says:
    proposal: Proposal
    name: str = "says"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        return self.proposal


@dataclass(frozen=True)
class Silent:
    name: str = "silent"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        raise OutsideServiceFailed("The language model test did not answer: it took too long.")


def both(model: Proposal, rules: Proposal) -> Proposal:
    return BothReaders(Says(model), Says(rules)).interpret("", CONTEXT)


def test_readings_that_agree_have_nothing_to_say() -> None:
    assert both(Proposal((mugs("12"),)), Proposal((mugs("12", "mugs, blue"),))).disagreements == ()


def test_each_fact_read_differently_is_said_with_both_readings() -> None:
    other = replace(mugs("21"), reason=Reason.LOST)
    assert both(Proposal((mugs("12"),)), Proposal((other,))).disagreements == (
        "reason: the model reads damaged, the rules lost.",
        "quantities: the model reads exactly 12, the rules exactly 21.",
    )


def test_a_different_number_of_events_is_a_difference() -> None:
    read = both(Proposal((mugs("12"), mugs("3"))), Proposal((), declined="Not an entry."))
    assert read.disagreements == ("The model reads 2 events, the rules 0 events.",)


def test_a_silent_model_falls_back_to_the_rules_and_says_why() -> None:
    read = FallingBack(Silent(), Says(Proposal((mugs("12"),)))).interpret("", CONTEXT)
    assert read.events == (mugs("12"),)
    assert read.fell_back == "The language model test did not answer: it took too long."


def test_without_a_fall_back_a_silent_model_is_an_error() -> None:
    with pytest.raises(OutsideServiceFailed):
        BothReaders(Silent(), Says(Proposal(()))).interpret("", CONTEXT)
