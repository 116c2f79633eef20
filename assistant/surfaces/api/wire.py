"""What requests say, checked by Pydantic: strings are strings, whole numbers are whole numbers, and nothing unknown is taken.

Amounts and quantities are decimal strings, as in every document; a number of JSON would be a float on its way.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator

from assistant.books.money import Money
from assistant.books.proposal import DateOrder
from assistant.books.quantity import parse_quantity
from assistant.errors import WrongUsage
from assistant.surfaces.said.days import day_said

LONGEST = 2_000  # characters of a reason, a note, a name
MOST_ROWS = 500

Words = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST)]
Name = Annotated[StrictStr, Field(min_length=1, max_length=200)]
Amount = Annotated[StrictStr, Field(pattern=r"^\d{1,13}(\.\d{1,4})?$", description="Money of the client's currency: 1234.56")]
Quantity = Annotated[StrictStr, Field(pattern=r"^\d{1,12}(\.\d{1,6})?$", description="Units, plain and exact: 12 or 0.75")]
SignedQuantity = Annotated[StrictStr, Field(pattern=r"^-?\d{1,12}(\.\d{1,6})?$", description="Units: 12 or -3")]
Day = Annotated[
    StrictStr,
    Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day in ISO form", json_schema_extra={"format": "date"}),
]
Line = Annotated[StrictInt, Field(ge=1, le=1_000)]
Flag = StrictBool


class Body(BaseModel):
    """A request's JSON. Text that no database keeps (NUL, halves of characters) is refused wherever it stands."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, sent: Any) -> Any:
        if not _writable(sent):
            raise ValueError("it holds NUL or halves of characters, which are no text")
        return sent


def _writable(sent: object) -> bool:
    if isinstance(sent, str):
        return "\0" not in sent and not any("\ud800" <= letter <= "\udfff" for letter in sent)
    if isinstance(sent, dict):
        return all(_writable(key) and _writable(value) for key, value in sent.items())
    return all(_writable(each) for each in sent) if isinstance(sent, list) else True


def day(said: str | None) -> date | None:
    """WrongUsage for what is no day of the calendar."""
    return day_said(said, DateOrder.DMY) if said is not None else None


def money(said: str | None, currency: str) -> Money | None:
    """WrongUsage for a part that the currency does not have."""
    if said is None:
        return None
    try:
        return Money.parse(said, currency)
    except ValueError as error:
        raise WrongUsage(f"{said} is no amount in {currency}: {error}.", "Write it such as 240.00.") from error


def units(said: str) -> Any:
    """An exact number of units, as a Decimal."""
    return parse_quantity(said)


def reason(said: str, what: str) -> str:
    """The reason without what surrounds it. WrongUsage for one of blanks."""
    if not said.strip():
        raise WrongUsage(f"{what} needs its reason.", "Say why, in a few words.", code="invalid_request")
    return said.strip()
