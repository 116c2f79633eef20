"""Two readers to one Proposal: the model's with what the rules read otherwise beside it, or the rules' where no model answers."""

from dataclasses import dataclass, replace
from typing import Protocol

from assistant.books.proposal import Event, Proposal, Quantity, ReadingContext, Value
from assistant.errors import OutsideServiceFailed
from assistant.matching import tokens


class Reader(Protocol):
    @property
    def name(self) -> str: ...
    def interpret(self, text: str, context: ReadingContext) -> Proposal: ...


@dataclass(frozen=True)
class BothReaders:
    """Reads twice and compares fact by fact. Neither reading wins silently: each difference is named in `disagreements`."""

    model: Reader
    rules: Reader
    name: str = "both"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        ruled = self.rules.interpret(text, context)
        modelled = self.model.interpret(text, context)
        instructions = modelled.instructions or ruled.instructions
        differences = tuple(disagreements(modelled, ruled))
        return replace(modelled, reader=self.name, instructions=instructions, disagreements=differences)


@dataclass(frozen=True)
class FallingBack:
    """The reader asked for; where it does not answer, the rules, and the Proposal says why (`fell_back`)."""

    preferred: Reader
    rules: Reader

    @property
    def name(self) -> str:
        return self.preferred.name

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        try:
            return self.preferred.interpret(text, context)
        except OutsideServiceFailed as failed:
            return replace(self.rules.interpret(text, context), fell_back=failed.says)


def disagreements(one: Proposal, other: Proposal) -> list[str]:
    """A sentence for each fact that the two read differently, both readings in it."""
    if len(one.events) != len(other.events):
        return [f"The model reads {_events(one)}, the rules {_events(other)}."]
    found = []
    for number, (event, twin) in enumerate(zip(one.events, other.events, strict=True), start=1):
        where = f"Event {number}: " if len(one.events) > 1 else ""
        for name, read, twin_read in _facts(event, twin):
            if read != twin_read:
                found.append(f"{where}{name}: the model reads {read or 'none'}, the rules {twin_read or 'none'}.")
    return found


def _events(proposal: Proposal) -> str:
    return f"{len(proposal.events)} events" if len(proposal.events) != 1 else "one event"


def _facts(event: Event, twin: Event) -> list[tuple[str, str, str]]:
    both = (_comparable(event), _comparable(twin))
    return [(name, both[0][name], both[1][name]) for name in both[0]]


def _comparable(event: Event) -> dict[str, str]:
    """Each fact as words that are equal where the readings mean the same."""
    return {
        "kind": event.kind.value,
        "reason": event.reason.value,
        "date": event.entry_date.isoformat() if event.entry_date else "",
        "goods": "; ".join(sorted(" ".join(sorted(tokens(goods.words))) for goods in event.goods)),
        "quantities": "; ".join(sorted(_quantity(goods.quantity) for goods in event.goods)),
        "value": _value(event.value),
        "recoveries": "; ".join(sorted(f"{said.status.value} {_value(said.value)}" for said in event.recoveries)),
        "places": "; ".join(sorted(" ".join(tokens(goods.place)) for goods in event.goods)),
        "account": "; ".join(sorted(" ".join(tokens(line.words)) for line in event.lines if line.quote)),
    }


def _quantity(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    parts = " + ".join(f"{part.number.normalize():f} {part.unit}".strip() for part in quantity.parts)
    return " ".join(word for word in (quantity.relation.value, parts, f"{quantity.share:f}" if quantity.share else "") if word)


def _value(value: Value | None) -> str:
    if value is None:
        return ""
    number = value.amount if value.amount is not None else value.share
    return f"{value.relation.value} {number.normalize():f}" if number is not None else value.relation.value
