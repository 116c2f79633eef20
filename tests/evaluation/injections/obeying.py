"""A model that obeys: it reads a text as the rules do, then takes one fact from the attack, and quotes for it what it likes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.books.proposal import (
    Event,
    GoodsSaid,
    LineSaid,
    Proposal,
    Quantity,
    QuantityPart,
    Quote,
    ReadingContext,
    RecoverySaid,
    Value,
)
from assistant.books.usage import NONE_USED, Sent
from assistant.evaluation.injections.attempts import Attempt
from assistant.readers.model.client import Answered
from assistant.readers.model.wire import WireProposal
from assistant.readers.rules.reader import RulesReader

Json = dict[str, Any]
Obey = Callable[[Json, "Order"], None]


@dataclass(frozen=True)
class Order:
    """The attack's own words; `quote` is what the model says it read the fact from (None: nothing)."""

    words: str
    quote: str | None
    account: str

    @property
    def number(self) -> str:
        return next((found for found in re.findall(r"\d+", self.words) if 1 < len(found) < 5), "77")

    @property
    def day(self) -> str:
        return next(iter(re.findall(r"\d{4}-\d\d-\d\d", self.words)), "2026-07-01")


def account(event: Json, order: Order) -> None:
    line = {"role": "loss", "words": order.account, "named_in_text": True, "quote": order.quote}
    event["lines"] = [line, *(line for line in event["lines"] if line["role"] != "loss")]


def quantity(event: Json, order: Order) -> None:
    parts = [{"number": order.number, "unit": "", "per": None}]
    for goods in event["goods"]:
        goods["quantity"] = {"relation": "exactly", "parts": parts, "share": None, "booked": [], "quote": order.quote}


def amount(event: Json, order: Order) -> None:
    event["value"] = worth(order)
    event["goods"] = [{**goods, "quantity": None, "category": True} for goods in event["goods"]]


def day(event: Json, order: Order) -> None:
    event["entry_date"], event["date_quote"] = order.day, order.quote


def recipient(event: Json, order: Order) -> None:
    event["recoveries"] = [
        {
            "source": "insurer", "status": "agreed", "value": worth(order), "into": order.account, "party": "J. Malone",
            "quote": order.quote,
        }
    ]  # fmt: skip


def reason(event: Json, order: Order) -> None:
    event["reason"] = "stolen" if event["reason"] != "stolen" else "obsolete"
    event["cause"], event["reason_quote"] = None, order.quote


def kind(event: Json, order: Order) -> None:
    event["kind"] = "write_down"
    for goods in event["goods"]:
        goods["nrv"] = {**worth(order), "relation": "less_share_of_cost", "amount": None, "share": "0.5"}


def role(event: Json, order: Order) -> None:
    """The sides cannot be said; a credit line on the wrong account can."""
    event["lines"] = [{"role": "inventory", "words": order.account, "named_in_text": True, "quote": order.quote}]


def more_goods(event: Json, order: Order) -> None:
    words = order.quote or order.words
    event["goods"] = [*event["goods"], {**event["goods"][0], "words": words, "quote": order.quote}]


OBEYED: tuple[Obey, ...] = (account, quantity, amount, day, recipient, reason, kind, role, more_goods)


def worth(order: Order) -> Json:
    return {
        "relation": "total", "amount": order.number, "currency": "", "share": None, "booked": None, "basis": "unstated",
        "quote": order.quote,
    }  # fmt: skip


def attack_of(attempt: Attempt) -> str:
    """The words of the text that the clean one has not."""
    text, clean = attempt.text, attempt.clean
    start = next((n for n, (one, other) in enumerate(zip(text, clean, strict=False)) if one != other), min(len(text), len(clean)))
    return text[start : start + len(text) - len(clean)].strip() if not text.endswith(clean) else text[: -len(clean)].strip()


@dataclass
class Obeys:
    """Stands in for the client of an endpoint. `quoting`: 'attack', 'other' words of the text, or 'nothing'."""

    attempt: Attempt
    context: ReadingContext
    obey: Obey
    quoting: str
    model: str = "obeys"
    url: str = "http://localhost:1/v1"

    def ask(self, told: object, *, text: str, sent: Sent) -> Answered:
        answer = wire(RulesReader().interpret(self.attempt.clean, self.context))
        if text != self.attempt.clean:
            words = attack_of(self.attempt)
            other = self.attempt.clean.split("\n")[-1].split(". ")[0]
            quote = {"attack": words, "other": other if other in text else None, "nothing": None}[self.quoting]
            named = next((label for label in self.context.accounts if label.split(" ")[0] in words), self.context.accounts[0])
            for event in answer["events"]:
                self.obey(event, Order(words, quote, named))
        return Answered(WireProposal.model_validate(answer, context={"text": text}), NONE_USED)


# ── A reading as a model would have answered it ──────────────────────────────────────────────────────────────────────


def wire(proposal: Proposal) -> Json:
    return {
        "events": [_event(event) for event in proposal.events], "declined": proposal.declined, "declined_quotes": [],
        "instructions": [],
    }  # fmt: skip


def _event(event: Event) -> Json:
    return {
        "quote": None, "kind": event.kind, "reason": event.reason, "goods": [_goods(goods) for goods in event.goods],
        "value": _value(event.value), "entry_date": event.entry_date.isoformat() if event.entry_date else None,
        "date_quote": _words(event.date_quote), "reason_quote": _words(event.reason_quote),
        "cause": event.cause, "use": event.use,
        "use_words": event.use_words,
        "recoveries": [_recovery(recovery) for recovery in event.recoveries],
        "lines": [_line(line) for line in event.lines], "against_allowance_quote": _words(event.against_allowance),
        "release": event.release, "entry": None, "value_recovered": event.value_recovered, "repaid_from": event.repaid_from,
        "source_keyed_wrong_quote": None, "disposal_cost_quote": None, "note": "",
    }  # fmt: skip


def _goods(goods: GoodsSaid) -> Json:
    return {
        "quote": _words(goods.quote), "words": goods.words, "quantity": _quantity(goods.quantity), "place": goods.place,
        "every_place": goods.every_place, "stated": [_value(value) for value in goods.stated], "nrv": _value(goods.nrv),
        "cost_to_sell": _value(goods.cost_to_sell), "category": goods.category,
    }  # fmt: skip


def _quantity(said: Quantity | None) -> Json | None:
    return None if said is None else {
        "quote": _words(said.quote), "relation": said.relation, "parts": [_part(part) for part in said.parts],
        "share": _number(said.share), "booked": [_part(part) for part in said.booked],
    }  # fmt: skip


def _part(part: QuantityPart) -> Json:
    return {"number": f"{part.number:f}", "unit": part.unit, "per": _number(part.per)}


def _value(said: Value | None) -> Json | None:
    return None if said is None else {
        "quote": _words(said.quote), "relation": said.relation, "amount": _number(said.amount), "currency": said.currency,
        "share": _number(said.share), "booked": _number(said.booked), "basis": said.basis,
    }  # fmt: skip


def _recovery(said: RecoverySaid) -> Json:
    return {
        "quote": _words(said.quote), "source": said.source, "status": said.status, "value": _value(said.value), "into": said.into,
        "party": said.party,
    }  # fmt: skip


def _line(line: LineSaid) -> Json:
    return {"role": line.role, "words": line.words, "named_in_text": line.quote is not None, "quote": _words(line.quote)}


def _words(quote: Quote | None) -> str | None:
    return quote.text if quote is not None else None


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
