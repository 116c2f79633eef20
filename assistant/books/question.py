"""What is missing, in a sentence, with the choices; and what a person settled after the reading."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.books.proposal import GoodsSaid, Quantity, RecoverySaid, Value
from assistant.books.reasons import Kind, Reason


class Asks(StrEnum):
    AMOUNT = "amount"
    QUANTITY = "quantity"
    ITEM = "item"
    NET_REALIZABLE_VALUE = "net_realizable_value"
    WHICH_ENTRY = "which_entry"
    ACCOUNT = "account"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick: `value` is the item key, entry number or account key, `label` what a person reads."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """`about` is the index of the goods line asked about, where it is about goods. Its first `asks` is the best to answer;
    `or_asks` names others whose answer would do as well."""

    asks: Asks
    says: str
    choices: tuple[Choice, ...] = ()
    about: int | None = None
    or_asks: tuple[Asks, ...] = ()


@dataclass(frozen=True, slots=True)
class Declined:
    """The rules have no entry for the event; `says` is the reason in a sentence."""

    says: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Words that settle nothing of what was asked. `says` is why, in a sentence; empty where they say nothing to the matter."""

    says: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person stated after the reading, by answering or revising; it stands over what was read.

    Exactly the fields that were settled are set. `about` is the goods line (None: the event, or its only goods line).
    `words` are the person's own, and count as text that numbers may be traced to.
    """

    words: str = ""
    about: int | None = None
    item: str | None = None
    quantity: Quantity | None = None
    place: str | None = None
    entry_date: date | None = None
    reason: Reason | None = None
    kind: Kind | None = None
    amount: Value | None = None
    nrv: Value | None = None
    recovery: RecoverySaid | None = None
    supplier: str | None = None
    entry: str | None = None  # the number of the entry meant
    account: str | None = None
    line: int | None = None  # with `account`: the entry's line, from 1; without a line, the loss account
    note: str | None = None
    sub_reason: str | None = None  # one of the client's own under the reason; '' for none
    klass: str | None = None  # of the lines of profit and loss; '' for none
    goods: tuple[GoodsSaid, ...] | None = None  # the goods meant, in place of line `about`, or of all that were read
