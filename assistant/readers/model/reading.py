"""A checked answer to a Proposal: field by field, quotes with their places, an enumeration for each word.

What a model took from a stretch that is addressed to software is left out here: its facts are looked for in the rest of the text.
"""

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
from assistant.books.reasons import Reason
from assistant.readers.model.quotes import find_quote
from assistant.readers.model.trusted import Trusted
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
NOTHING_LEFT = "Beside what is addressed to software the text tells nothing."
_CREDIT_ROLES = {Role.INVENTORY, Role.PERIODIC, Role.REPAY, Role.CONTROL}


def proposal_of(answer: WireProposal, text: str, *, model: str, prompt_version: str) -> Proposal:
    trusted = Trusted.of(text, answer.instructions)
    reading = _Reading(trusted)
    events = tuple(reading.event(event) for event in answer.events if not trusted.lacks(event.quote))
    return Proposal(
        events=events,
        declined=answer.declined or ("" if events else NOTHING_LEFT),
        declined_quotes=reading.quotes(answer.declined_quotes),
        instructions=trusted.left_out,
        reader=READER,
        model=model,
        prompt_version=prompt_version,
    )


class _Reading:
    """Turns one answer's parts into the books' nouns, looking their words up in what may be trusted of the one text."""

    def __init__(self, trusted: Trusted) -> None:
        self.trusted = trusted

    def quote(self, words: str | None) -> Quote | None:
        return find_quote(self.trusted.text, words) if words else None

    def quotes(self, sentences: list[str]) -> tuple[Quote, ...]:
        return tuple(quote for sentence in sentences if (quote := self.quote(sentence)) is not None)

    def event(self, said: WireEvent) -> Event:
        return Event(
            kind=said.kind,
            reason=Reason.OTHER if self.trusted.lacks(said.reason_quote) else said.reason,
            goods=tuple(self.goods(goods) for goods in said.goods if not self.trusted.lacks_goods(goods.words, goods.quote)),
            value=self.value(said.value),
            entry_date=None if self.trusted.lacks(said.date_quote) else _day(said.entry_date),
            date_quote=self.quote(said.date_quote),
            reason_quote=self.quote(said.reason_quote),
            cause=None if self.trusted.lacks(said.reason_quote) else said.cause,
            use=None if self.trusted.lacks(said.use_words) else said.use,
            use_words=self.trusted.words(said.use_words),
            recoveries=tuple(found for recovery in said.recoveries if (found := self.recovery(recovery)) is not None),
            lines=tuple(read for line in said.lines if (read := self.line(line)) is not None),
            against_allowance=self.quote(said.against_allowance_quote),
            release=said.release,
            entry=self.entry(said),
            value_recovered=said.value_recovered,
            repaid_from=self.trusted.words(said.repaid_from),
            source_keyed_wrong=self.quote(said.source_keyed_wrong_quote),
            disposal_cost=self.quote(said.disposal_cost_quote),
            note=self.trusted.words(said.note),
            quote=self.quote(said.quote),
        )

    def goods(self, said: WireGoods) -> GoodsSaid:
        return GoodsSaid(
            words=said.words,
            quote=self.quote(said.quote),
            quantity=self.quantity(said.quantity),
            place=self.trusted.words(said.place),
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
        told = [number(said.share), *(Decimal(n) for part in (*said.parts, *said.booked) for n in (part.number, part.per) if n)]
        if self.trusted.lacks(said.quote) or self.trusted.lacks_number(told):
            return None
        return Quantity(said.relation, _parts(said.parts), number(said.share), _parts(said.booked), self.quote(said.quote))

    def value(self, said: WireValue | None) -> Value | None:
        if said is None:
            return None
        told = [number(said.amount), number(said.share), number(said.booked)]
        if self.trusted.lacks(said.quote) or self.trusted.lacks_number(told):
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

    def recovery(self, said: WireRecovery) -> RecoverySaid | None:
        """None where it, or how much it is, was taken from what is addressed to software."""
        value, quote = self.value(said.value), self.quote(said.quote)
        if self.trusted.lacks(said.quote) or (said.value is not None and value is None):
            return None
        into, party = self.trusted.words(said.into), self.trusted.words(said.party)
        return RecoverySaid(said.source, said.status, value, into, self.quote(into), party, quote)

    def line(self, said: WireLine) -> LineSaid | None:
        side = Side.CREDIT if said.role in _CREDIT_ROLES else Side.DEBIT
        if self.trusted.lacks(said.quote) or self.trusted.lacks(said.words):
            return None
        named = (self.quote(said.quote) or self.quote(said.words)) if said.named_in_text else None
        return LineSaid(side, said.role, said.words, named if self.trusted.says(said.words) else None)

    def entry(self, said: WireEvent) -> EntrySaid | None:
        """A number that the text does not state is the model's guess among the entries it was shown: resolution finds it by what
        the text says of it."""
        if said.entry is None:
            return None
        entry = said.entry
        ref = entry.ref if self.quote(entry.ref) is not None else ""
        return EntrySaid(ref, entry.words, self.quote(entry.quote), _day(entry.since), _day(entry.until))


def _parts(parts: list[WirePart]) -> tuple[QuantityPart, ...]:
    return tuple(QuantityPart(Decimal(part.number), part.unit, number(part.per)) for part in parts)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
