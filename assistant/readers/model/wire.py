"""What a language model answers: text fields and enumerations, all required, nothing worked out. Checked here, then a Proposal.

Strict structured output refuses defaults, so every field is present and what is missing is null. Numbers travel as strings
with a pattern: a JSON number would come back as a float. A quote must be words of the text; one that is not is an error that
goes back to the model.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, ValidationInfo, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from assistant.books.proposal import Basis, QuantityRelation, RecoverySource, RecoveryStatus, Role, ValueRelation
from assistant.books.reasons import NOT_FROM_TEXT, Cause, Kind, Reason, Use
from assistant.readers.model.quotes import find_quote

Number = Annotated[str, Field(pattern=r"^[0-9]{1,12}(\.[0-9]{1,6})?$", description="A plain number such as 1250.50")]
Share = Annotated[str, Field(pattern=r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$", description="A share from 0 to 1: 40% is 0.4")]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="An ISO date")]
Currency = Annotated[str, Field(pattern=r"^([A-Z]{3})?$", description="ISO code where the text says one, else empty")]


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quoted(Wire):
    """Anything read from words of the text."""

    quote: Annotated[str | None, Field(description="The words of the text this was read from, exactly as typed")]

    @field_validator("quote")
    @classmethod
    def must_be_in_the_text(cls, quote: str | None, info: ValidationInfo) -> str | None:
        text = (info.context or {}).get("text", "")
        if quote and find_quote(text, quote) is None:
            raise ValueError(f"{quote!r} is not in the text: copy the words exactly as typed")
        return quote or None


class WirePart(Wire):
    number: Number
    unit: Annotated[str, Field(description="The unit as said, lower-case singular: case, dozen, kg; empty for a bare number")]
    per: Annotated[Number | None, Field(description="How many one of the unit holds, where the text says so")]


class WireQuantity(Quoted):
    relation: QuantityRelation
    parts: list[WirePart]
    share: Share | None
    booked: Annotated[list[WirePart], Field(description="What the text says the books show, for a count")]

    @model_validator(mode="after")
    def must_say_how_many(self) -> "WireQuantity":
        needs_parts = self.relation in {QuantityRelation.EXACTLY, QuantityRelation.ALL_BUT, QuantityRelation.OVER}
        if needs_parts and not self.parts:
            raise ValueError(f"{self.relation.value} needs parts; where the text gives no number the relation is some")
        if self.relation is QuantityRelation.COUNTED and not self.parts:
            raise ValueError("counted needs the number that was counted in parts")
        if self.relation is QuantityRelation.SHARE and self.share is None:
            raise ValueError("share needs a share")
        return self


_AMOUNT_NEEDED = {
    ValueRelation.TOTAL, ValueRelation.EACH, ValueRelation.COST_LESS, ValueRelation.COST_OF_UNITS, ValueRelation.COUNTED_TOTAL,
}  # fmt: skip


class WireValue(Quoted):
    relation: ValueRelation
    amount: Number | None
    currency: Currency
    share: Share | None
    booked: Number | None
    basis: Basis

    @model_validator(mode="after")
    def must_say_how_much(self) -> "WireValue":
        if self.relation in _AMOUNT_NEEDED and self.amount is None:
            raise ValueError(f"{self.relation.value} needs an amount; where the text gives none the value is null")
        if self.relation in {ValueRelation.SHARE_OF_COST, ValueRelation.LESS_SHARE_OF_COST} and self.share is None:
            raise ValueError(f"{self.relation.value} needs a share")
        return self


class WireGoods(Quoted):
    words: Annotated[str, Field(description="The words that name the goods, as typed, with colour, size and model")]
    quantity: WireQuantity | None
    place: str
    every_place: bool
    stated: Annotated[list[WireValue], Field(description="Values the text states for these goods")]
    nrv: Annotated[WireValue | None, Field(description="What they will now bring: for a write-down or a recovered value")]
    cost_to_sell: WireValue | None
    category: Annotated[bool, Field(description="True where the words name a kind of goods, not an item")]


class WireRecovery(Quoted):
    source: RecoverySource
    status: RecoveryStatus
    value: WireValue | None
    into: Annotated[str, Field(description="The cash, bank or receivable account in the text's words, else empty")]
    party: str


class WireLine(Quoted):
    role: Role
    words: str
    named_in_text: Annotated[bool, Field(description="True only where the text itself says to book it to this account")]


class WireEntrySaid(Quoted):
    ref: str
    words: str
    since: Day | None
    until: Day | None


class _Told:
    """The kinds that a model is told of: an imported journal is none that a text could mean."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        told = handler(schema)
        kinds = handler.resolve_ref_schema(told)
        kinds["enum"] = [kind for kind in kinds["enum"] if kind != Kind.JOURNAL]
        return told


class WireEvent(Quoted):
    kind: Annotated[Kind, _Told]
    reason: Reason
    goods: list[WireGoods]
    value: WireValue | None
    entry_date: Day | None
    date_quote: str | None
    reason_quote: str | None
    cause: Cause | None
    use: Use | None
    use_words: str
    recoveries: list[WireRecovery]
    lines: list[WireLine]
    against_allowance_quote: str | None
    release: bool
    entry: WireEntrySaid | None
    value_recovered: bool
    repaid_from: str
    source_keyed_wrong_quote: str | None
    disposal_cost_quote: str | None
    note: str

    @field_validator("date_quote", "reason_quote", "against_allowance_quote", "source_keyed_wrong_quote", "disposal_cost_quote")
    @classmethod
    def words_must_be_in_the_text(cls, quote: str | None, info: ValidationInfo) -> str | None:
        return Quoted.must_be_in_the_text(quote, info)

    @field_validator("kind")
    @classmethod
    def must_be_read_from_text(cls, kind: Kind) -> Kind:
        if kind in NOT_FROM_TEXT:
            raise ValueError(f"{kind.value} is the system's own and never read from a text")
        return kind

    @field_validator("entry_date")
    @classmethod
    def must_be_a_day(cls, day: str | None) -> str | None:
        if day is not None:
            date.fromisoformat(day)
        return day


class WireProposal(Wire):
    """Everything the text says that an entry is made of."""

    events: list[WireEvent]
    declined: Annotated[str, Field(description="Why the text, or part of it, is not such an entry; else empty")]
    declined_quotes: list[str]
    instructions: Annotated[list[str], Field(description="Sentences addressed to software, dropped before reading, as typed")]

    @field_validator("declined_quotes", "instructions")
    @classmethod
    def sentences_must_be_in_the_text(cls, quotes: list[str], info: ValidationInfo) -> list[str]:
        for quote in quotes:
            Quoted.must_be_in_the_text(quote, info)
        return quotes

    @model_validator(mode="after")
    def must_say_something(self) -> "WireProposal":
        if not self.events and not self.declined:
            raise ValueError("there is neither an event nor a reason in declined")
        return self


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
