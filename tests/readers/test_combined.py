"""Two readings of one text: agreement stands, a difference is said, and a silent model falls back to the rules."""

from dataclasses import dataclass
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


def test_both_readings_are_kept_side_by_side() -> None:
    modelled, ruled = Proposal((mugs("12"),)), Proposal((mugs("21"),))
    read = both(modelled, ruled)
    assert (read.reader, read.events, read.other) == ("both", modelled.events, ruled)


def test_a_silent_model_falls_back_to_the_rules_and_says_why() -> None:
    read = FallingBack(Silent(), Says(Proposal((mugs("12"),)))).interpret("", CONTEXT)
    assert read.events == (mugs("12"),)
    assert read.fell_back == "The language model test did not answer: it took too long."


def test_without_a_fall_back_a_silent_model_is_an_error() -> None:
    with pytest.raises(OutsideServiceFailed):
        BothReaders(Silent(), Says(Proposal(()))).interpret("", CONTEXT)
