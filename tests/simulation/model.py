"""A language model that is told what to answer: rightly, otherwise, against the schema, or not at all. What checks an answer is
the product's own; only the line to the model is missing."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.books.usage import Sent, Usage
from assistant.readers.failed import ModelFailed
from assistant.readers.model.client import Answered, ModelClient
from assistant.readers.model.wire import WireProposal
from tests.simulation.sites import Site
from tests.simulation.texts import NAMES, SPEAKS, Text

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

Json = dict[str, Any]
NOBODY: Json = {"value": None, "cause": None, "use": None, "use_words": "", "recoveries": [], "lines": [], "release": False,
          "against_allowance_quote": None, "entry": None, "value_recovered": False, "repaid_from": "", "note": "",
          "source_keyed_wrong_quote": None, "disposal_cost_quote": None, "entry_date": None, "date_quote": None}  # fmt: skip


@dataclass(frozen=True)
class Model(ModelClient):
    """`asked` is the text under way with the site that it is to hit; None: it answers rightly."""

    model: str = "told"
    url: str = "http://127.0.0.1:9/v1"
    key: str = ""
    timeout_seconds: float = 1.0
    retries: int = 0
    under_way: list[tuple[Text, Site | None]] = field(default_factory=list)

    def ask(self, messages: list["ChatCompletionMessageParam"], *, text: str, sent: Sent) -> Answered:
        told, site = self.under_way[-1]
        if site is Site.MODEL_DOWN:
            raise failed("the connection timed out", sent)
        try:
            answer = WireProposal.model_validate(answer_of(told, site), context={"text": text})
        except ValidationError as error:
            raise failed("its answer is not as it was asked for", sent) from error
        return Answered(answer, Usage(1, 900, 120))


def failed(says: str, sent: Sent) -> ModelFailed:
    return ModelFailed(f"The language model told did not answer: {says}.", "", sent=sent, usage=Usage(1), whatever_text=False)


def answer_of(text: Text, site: Site | None) -> Json:
    """What the model says of a text of one event of goods at one place."""
    (told,) = text.events
    ((item, place), units), spoken = next(iter(told.units.items())), SPEAKS.strip()
    number = units + 1 if site is Site.MODEL_DIFFERS else units
    quantity = {
        "relation": "exactly", "parts": [{"number": str(number), "unit": "", "per": None}], "share": None, "booked": [],
        "quote": "ninety-nine" if site is Site.MODEL_MISQUOTES else str(units),
    }  # fmt: skip
    goods = {
        "words": NAMES[item][units != 1], "quantity": quantity, "place": place.lower(), "every_place": False, "stated": [],
        "nrv": None, "cost_to_sell": None, "category": False, "quote": NAMES[item][units != 1],
    }  # fmt: skip
    event: Json = {**NOBODY, "kind": "write_off", "reason": told.reason, "goods": [goods], "reason_quote": None}
    event["quote"] = text.words
    if site is Site.MODEL_OBEYS:  # what it took from the sentence stands in for what is told beside it
        event |= {"quote": spoken, "goods": [goods | {"quantity": quantity | {"quote": "all", "relation": "all", "parts": []}}]}
    elif text.words.startswith(SPEAKS):
        event |= {"quote": text.words.removeprefix(SPEAKS)}
    answer: Json = {"events": [event], "declined": "", "declined_quotes": [], "instructions": []}
    return answer | {"approve": True} if site is Site.MODEL_INVALID else answer
