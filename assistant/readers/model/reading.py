"""A checked answer to a Proposal: field by field, quotes with their places, an enumeration for each word."""

from datetime import date
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.proposal import (
    EntrySaid,
    Event,
    GoodsSaid,
    LineSaid,
    Proposal,
    Quantity,
    QuantityPart,
    Quote,
    RecoverySaid,
    Role,
    Value,
)
from assistant.readers.model.quotes import find_quote
from assistant.readers.model.wire import (
    WireEvent,
    WireGoods,
    WireLine,
    WirePart,
    WireProposal,
    WireQuantity,
    WireRecovery,
    WireValue,
    number,
)

READER = "model"
_CREDIT_ROLES = {Role.INVENTORY, Role.PERIODIC, Role.REPAY, Role.CONTROL}


def proposal_of(answer: WireProposal, text: str, *, model: str, prompt_version: str) -> Proposal:
    reading = _Reading(text)
    return Proposal(
        events=tuple(reading.event(event) for event in answer.events),
        declined=answer.declined,
        declined_quotes=reading.quotes(answer.declined_quotes),
        instructions=reading.quotes(answer.instructions),
        reader=READER,
        model=model,
        prompt_version=prompt_version,
    )


class _Reading:
    """Turns one answer's parts into the books' nouns, looking their words up in the one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def quote(self, words: str | None) -> Quote | None:
        return find_quote(self.text, words) if words else None

    def quotes(self, sentences: list[str]) -> tuple[Quote, ...]:
        return tuple(quote for sentence in sentences if (quote := self.quote(sentence)) is not None)

    def event(self, said: WireEvent) -> Event:
        return Event(
            kind=said.kind,
            reason=said.reason,
            goods=tuple(self.goods(goods) for goods in said.goods),
            value=self.value(said.value),
            entry_date=_day(said.entry_date),
            date_quote=self.quote(said.date_quote),
            reason_quote=self.quote(said.reason_quote),
            cause=said.cause,
            use=said.use,
            use_words=said.use_words,
            recoveries=tuple(self.recovery(recovery) for recovery in said.recoveries),
            lines=tuple(self.line(line) for line in said.lines),
            against_allowance=self.quote(said.against_allowance_quote),
            release=said.release,
            entry=self.entry(said),
            value_recovered=said.value_recovered,
            repaid_from=said.repaid_from,
            source_keyed_wrong=self.quote(said.source_keyed_wrong_quote),
            disposal_cost=self.quote(said.disposal_cost_quote),
            note=said.note,
            quote=self.quote(said.quote),
        )

    def goods(self, said: WireGoods) -> GoodsSaid:
        return GoodsSaid(
            words=said.words,
            quote=self.quote(said.quote),
            quantity=self.quantity(said.quantity),
            place=said.place,
            place_quote=self.quote(said.place),
            every_place=said.every_place,
            stated=tuple(value for stated in said.stated if (value := self.value(stated)) is not None),
            nrv=self.value(said.nrv),
            cost_to_sell=self.value(said.cost_to_sell),
            category=said.category,
        )

    def quantity(self, said: WireQuantity | None) -> Quantity | None:
        if said is None:
            return None
        return Quantity(said.relation, _parts(said.parts), number(said.share), _parts(said.booked), self.quote(said.quote))

    def value(self, said: WireValue | None) -> Value | None:
        if said is None:
            return None
        return Value(
            said.relation,
            number(said.amount),
            said.currency,
            number(said.share),
            number(said.booked),
            said.basis,
            self.quote(said.quote),
        )

    def recovery(self, said: WireRecovery) -> RecoverySaid:
        value, quote = self.value(said.value), self.quote(said.quote)
        return RecoverySaid(said.source, said.status, value, said.into, self.quote(said.into), said.party, quote)

    def line(self, said: WireLine) -> LineSaid:
        side = Side.CREDIT if said.role in _CREDIT_ROLES else Side.DEBIT
        named = (self.quote(said.quote) or self.quote(said.words)) if said.named_in_text else None
        return LineSaid(side, said.role, said.words, named)

    def entry(self, said: WireEvent) -> EntrySaid | None:
        """A number that the text does not state is the model's guess among the entries it was shown: resolution finds it by what
        the text says of it."""
        if said.entry is None:
            return None
        entry = said.entry
        ref = entry.ref if find_quote(self.text, entry.ref) is not None else ""
        return EntrySaid(ref, entry.words, self.quote(entry.quote), _day(entry.since), _day(entry.until))


def _parts(parts: list[WirePart]) -> tuple[QuantityPart, ...]:
    return tuple(QuantityPart(Decimal(part.number), part.unit, number(part.per)) for part in parts)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
