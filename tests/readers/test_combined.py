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
from assistant.books.usage import Sent, Usage
from assistant.errors import OutsideServiceFailed
from assistant.readers.combined import BothReaders, FallingBack
from assistant.readers.failed import ModelFailed

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


def failing(*, whatever_text: bool) -> ModelFailed:
    sent = Sent("test", "127.0.0.1:1", "1", "0" * 64, "the text")
    return ModelFailed("It cannot be reached.", "", sent=sent, usage=Usage(3, 0, 0), whatever_text=whatever_text)


@dataclass
class Fails:
    """Fails as told until `answers` is set, and counts."""

    failure: ModelFailed
    answers: bool = False
    asked: int = 0
    name: str = "fails"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        self.asked += 1
        if self.answers:
            return Proposal((mugs("12"),), reader="model")
        raise self.failure


def test_what_a_failed_reading_sent_and_cost_is_kept() -> None:
    failure = failing(whatever_text=False)
    read = FallingBack(Fails(failure), Says(Proposal((mugs("12"),)))).interpret("", CONTEXT)
    assert (read.fell_back, read.usage, read.sent) == ("It cannot be reached.", Usage(3, 0, 0), failure.sent)


def test_a_model_that_is_down_is_not_asked_for_every_text_of_a_batch_and_again_once_it_answers() -> None:
    model = Fails(failing(whatever_text=True))
    reader = FallingBack(model, Says(Proposal((mugs("12"),), reader="rules")))
    told = [reader.interpret("", CONTEXT) for _ in range(36)]
    assert model.asked == 3 + 3
    assert told[3].fell_back == "It cannot be reached. After 3 texts in a row this one was not sent to it."
    assert (told[3].usage.calls, told[3].sent) == (0, None)
    model.answers = True
    assert [reader.interpret("", CONTEXT).reader for _ in range(12)] == ["rules"] * 10 + ["model"] * 2


def test_a_text_that_a_model_cannot_take_keeps_no_other_from_it() -> None:
    model = Fails(failing(whatever_text=False))
    reader = FallingBack(model, Says(Proposal(())))
    for _ in range(9):
        reader.interpret("", CONTEXT)
    assert model.asked == 9
