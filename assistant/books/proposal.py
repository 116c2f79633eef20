"""What a reader understood of a text: events made of facts, each with the words it was read from.

A quantity or a value is kept as the relation that the text states ("all but three", "60% of cost"); the resolution and
valuation stages work it out against the books, so that both readers share one piece of arithmetic.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.books.accounts import Side
from assistant.books.reasons import Cause, Kind, Reason, Use
from assistant.books.usage import NONE_USED, Sent, Usage


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the text as typed, at [start, end) in it (characters)."""

    text: str
    start: int
    end: int


class QuantityRelation(StrEnum):
    EXACTLY = "exactly"  # parts say how many
    ALL = "all"  # every one on hand; parts, where stated, are a check ("all 52")
    ALL_BUT = "all_but"  # all on hand except parts
    SHARE = "share"  # `share` of what is on hand ("half of what we have")
    COUNTED = "counted"  # a count found parts; `booked` is what the text says the books show
    OVER = "over"  # parts more than the books were found
    SOME = "some"  # an unstated number: must be asked for


@dataclass(frozen=True, slots=True)
class QuantityPart:
    """`number` of `unit` as said: '3', 'case'; `per` is the content of one where stated ("cases of 24").

    `unit` is the lower-case singular word of the text, or '' for a bare number (the item's own unit). Dozens, grosses and
    weights are units too ('dozen', 'g', 'kg'): resolution converts them to the item's unit.
    """

    number: Decimal
    unit: str = ""
    per: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    relation: QuantityRelation
    parts: tuple[QuantityPart, ...] = ()
    share: Decimal | None = None  # 0 < share <= 1
    booked: tuple[QuantityPart, ...] = ()
    quote: Quote | None = None


class ValueRelation(StrEnum):
    TOTAL = "total"  # `amount` for everything meant
    EACH = "each"  # `amount` a unit
    SHARE_OF_COST = "share_of_cost"  # `share` of carrying cost ("to 60%", "half of what they cost")
    LESS_SHARE_OF_COST = "less_share_of_cost"  # carrying cost less `share` of it ("down by 40%")
    COST_LESS = "cost_less"  # carrying cost less `amount` ("our cost less the $500 deductible", "bar our excess")
    COST_OF_UNITS = "cost_of_units"  # the carrying cost of `amount` of the units ("they credit eight of the ten")
    FULL_COST = "full_cost"  # all of the carrying cost ("credit us in full")
    COUNTED_TOTAL = "counted_total"  # a count came to `amount` in total; `booked` is what the text says the account shows


class Basis(StrEnum):
    """What an amount of the text measures."""

    COST = "cost"
    SELLING_PRICE = "selling_price"  # retail, ticket, shelf price
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Value:
    """A value as the text states it; `currency` is the ISO code said, or '' where none was said (the client's own)."""

    relation: ValueRelation
    amount: Decimal | None = None
    currency: str = ""
    share: Decimal | None = None
    booked: Decimal | None = None
    basis: Basis = Basis.UNSTATED
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class GoodsSaid:
    """One line of goods: the words that name them, how many, where, and values stated for them.

    `category` marks words that name a kind of goods, not an item ("$340 of brake pads", "bakery stock").
    `stated` is a value the text gives these goods (cost or selling price); `nrv` what they will now bring (write-downs and
    recovered values); `cost_to_sell` what finishing, selling or delivering them costs, as stated (a share is
    of what they bring).
    """

    words: str
    quote: Quote | None = None
    quantity: Quantity | None = None
    place: str = ""
    place_quote: Quote | None = None
    every_place: bool = False  # "bond store and cellar door", "everywhere": each place is meant
    stated: tuple[Value, ...] = ()
    nrv: Value | None = None
    cost_to_sell: Value | None = None
    category: bool = False


class RecoverySource(StrEnum):
    INSURER = "insurer"
    CARRIER = "carrier"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    SALVAGE = "salvage"
    OTHER = "other"


class RecoveryStatus(StrEnum):
    """Only the first three are booked (accounting-rules.md, 'Recoveries')."""

    AGREED = "agreed"  # agreed, promised, paying, issuing
    RECEIVED = "received"  # paid: cash or bank
    RETURNED = "returned"  # the goods went back under a right of return
    PENDING = "pending"  # filed, hoped for, no answer yet
    DISPUTED = "disputed"
    REFUSED = "refused"  # finally: nothing will come, and no warning is due


@dataclass(frozen=True, slots=True)
class RecoverySaid:
    """Part of the loss that another side bears. `value` None means all of it where it is booked. `into` names the cash or
    receivable account in the text's words; `party` the other side's name where stated."""

    source: RecoverySource
    status: RecoveryStatus
    value: Value | None = None
    into: str = ""
    into_quote: Quote | None = None
    party: str = ""
    quote: Quote | None = None


class Role(StrEnum):
    """What a line of an entry is for; accounting-rules.md says which account types may stand in it."""

    LOSS = "loss"
    INVENTORY = "inventory"
    ALLOWANCE = "allowance"
    OWED = "owed"  # a recovery that is owed
    RECEIVED = "received"  # a recovery that was paid
    SUPPLIER = "supplier"  # a supplier's credit
    OWN_USE = "own_use"
    DONATION = "donation"
    OWNER = "owner"  # an owner's private use
    REPAY = "repay"  # a recovery to pay back
    PERIODIC = "periodic"  # purchases or cost of goods sold of a client without item records
    CONTROL = "control"  # the other side of goods that come in by receipt, update or pull


@dataclass(frozen=True, slots=True)
class LineSaid:
    """A line the reader would book, in words. With a quote, the text itself names the account (rule 1); without, it is advice:
    for a loss, the name of one of `ReadingContext.loss_accounts` whose wording fits, the best first."""

    side: Side
    role: Role
    words: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class EntrySaid:
    """The earlier entry that an event refers to: its number where the text states one, and the words that describe it."""

    ref: str = ""
    words: str = ""
    quote: Quote | None = None
    since: date | None = None  # the span of days that the words allow ("last week", "in September")
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One event as read. A count adjustment may hold lines with and without a difference; goods without one take no part.

    For a reversal: `entry` says which, `goods` (where any) how many came back, `value_recovered` that nothing was wrong but
    the value rose (then `goods[].nrv` is the new value; None with FULL_COST for "back up to cost"), `repaid_from` the account a
    recovery was already paid back from.
    """

    kind: Kind
    reason: Reason
    goods: tuple[GoodsSaid, ...] = ()
    value: Value | None = None  # for the event as a whole
    entry_date: date | None = None
    date_quote: Quote | None = None
    kind_quote: Quote | None = None
    reason_quote: Quote | None = None
    cause: Cause | None = None
    cause_quote: Quote | None = None
    use: Use | None = None
    use_words: str = ""
    recoveries: tuple[RecoverySaid, ...] = ()
    lines: tuple[LineSaid, ...] = ()
    against_allowance: Quote | None = None  # "against the reserve"
    release: bool = False  # an allowance that is released, not raised
    entry: EntrySaid | None = None
    value_recovered: bool = False
    repaid_from: str = ""
    source_keyed_wrong: Quote | None = None  # a receipt, bill or transfer was keyed wrong: fix_the_source
    disposal_cost: Quote | None = None
    note: str = ""
    quote: Quote | None = None  # the part of the text that is this event
    lead: Decimal | None = None  # of its reason over the next likeliest, by its words alone (log of odds); None: not weighed


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """What a text states and no fact read from it has: how many numbers, amounts of money and days."""

    numbers: int = 0
    amounts: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text as read by one reader. No events and `declined` set: nothing here that these entries can say.

    `declined` is the reason in a sentence; beside events it lists what was left out (warning `part_declined`).
    `instructions` are the sentences dropped as addressed to software (warning `instruction_in_text`). `other` is what a second
    reader read of the same text: both are walked, and the facts that come out differently are the warning `readers_disagree`.
    `fell_back` says why a model's reading was not to be had. `understood` is the share of the text's words that the facts
    account for, 0 to 1, `unclaimed` what they leave of its numbers and days. `usage` is what the reading cost, `sent` what a
    model was sent for it, answered or not.
    """

    events: tuple[Event, ...]
    declined: str = ""
    declined_quotes: tuple[Quote, ...] = ()
    instructions: tuple[Quote, ...] = ()
    reader: str = ""
    model: str = ""
    prompt_version: str = ""
    understood: Decimal = Decimal(1)
    other: "Proposal | None" = None
    fell_back: str = ""
    usage: Usage = NONE_USED
    unclaimed: Unclaimed = Unclaimed()
    sent: Sent | None = None


class DateOrder(StrEnum):
    MDY = "MDY"
    DMY = "DMY"


@dataclass(frozen=True, slots=True)
class GoodsName:
    """How a text may name an item: never its cost or its stock."""

    key: str
    name: str
    unit: str = "each"
    units_per_case: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EarlierEntry:
    """A posted entry that a text may refer to, without amounts."""

    ref: str
    entry_date: date
    text: str
    kind: Kind
    reason: Reason
    items: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """All that a reader is told beside the text. `accounts` are the chart's labels for the embedded reader to recognise a named
    account by; a language model is never sent them (nor balances, costs or stock). It is shown the names alone of the accounts
    that a loss could go to (`loss_accounts`), so that it may say which wording fits what happened."""

    today: date
    date_order: DateOrder
    currency: str
    goods: tuple[GoodsName, ...] = ()
    places: tuple[str, ...] = ()
    earlier: tuple[EarlierEntry, ...] = ()
    accounts: tuple[str, ...] = ()
    loss_accounts: tuple[str, ...] = ()
