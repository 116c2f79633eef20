"""Every case of a loss as a reader would state it: reason × kind × goods × recovery × reserve, told of the bakery's books.

A case's goods are mugs, whose quantity QuickBooks tracks; rye, which it cannot track; or none, an amount of the ingredients.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from assistant.books.accounts import Account, AccountType
from assistant.books.client_books import ClientBooks
from assistant.books.goods import Holding, Item, Layer
from assistant.books.proposal import (
    EntrySaid,
    Event,
    GoodsSaid,
    Proposal,
    Quantity,
    QuantityPart,
    QuantityRelation,
    Quote,
    RecoverySaid,
    RecoverySource,
    RecoveryStatus,
    Value,
    ValueRelation,
)
from assistant.books.reasons import Kind, Reason
from tests.syncing.bakery import OVEN, VENDOR, bakery, usd

KINDS = (Kind.WRITE_OFF, Kind.WRITE_DOWN, Kind.COUNT_ADJUSTMENT, Kind.ALLOWANCE)
GOODS = ("tracked", "untracked", "amount")
RECOVERIES = ("none", "owed", "received")
RESERVES = ("none", "part", "full")
NAMED = {"tracked": ("Mug", "Shop"), "untracked": ("Rye", "Store")}
UNITS, RECOVERED, AMOUNT, BRINGS = Decimal(7), Decimal("4.00"), Decimal("21.50"), Decimal("0.50")


@dataclass(frozen=True)
class Case:
    reason: Reason
    kind: Kind
    goods: str
    recovery: str
    reserve: str

    @property
    def row(self) -> str:
        return f"{self.kind:16}  {self.goods:9}  {self.recovery:8}  {self.reserve:7}"

    def event(self, books: ClientBooks) -> Event:
        """What happened, in facts."""
        event = Event(self.kind, self.reason, recoveries=self._recoveries())
        if self.reserve != "none":
            event = replace(event, against_allowance=quoted("against the reserve"))
        if self.kind is Kind.ALLOWANCE or self.goods == "amount":
            return replace(event, value=self._value(books))
        return replace(event, goods=(self._said(books),))

    def _said(self, books: ClientBooks) -> GoodsSaid:
        name, place = NAMED[self.goods]
        parts, relation = UNITS, QuantityRelation.EXACTLY
        if self.kind is Kind.COUNT_ADJUSTMENT:
            held = books.stock.at(name.upper(), place)
            assert held is not None
            parts, relation = held.on_hand - UNITS, QuantityRelation.COUNTED
        said = GoodsSaid(name, quantity=Quantity(relation, (QuantityPart(parts),)), place=place)
        return replace(said, nrv=Value(ValueRelation.EACH, BRINGS)) if self.kind is Kind.WRITE_DOWN else said

    def _value(self, books: ClientBooks) -> Value:
        if self.kind is Kind.COUNT_ADJUSTMENT:
            return Value(ValueRelation.COUNTED_TOTAL, books.chart[OVEN].balance.amount - AMOUNT)
        return Value(ValueRelation.TOTAL, AMOUNT)

    def _recoveries(self) -> tuple[RecoverySaid, ...]:
        if self.recovery == "none":
            return ()
        value = Value(ValueRelation.TOTAL, RECOVERED)
        if self.recovery == "credited":
            return (RecoverySaid(RecoverySource.SUPPLIER, RecoveryStatus.RETURNED, value, party=VENDOR),)
        status = RecoveryStatus.AGREED if self.recovery == "owed" else RecoveryStatus.RECEIVED
        return (RecoverySaid(RecoverySource.INSURER, status, value),)


def quoted(words: str) -> Quote:
    return Quote(words, 0, len(words))


def cases(reasons: tuple[Reason, ...] = tuple(Reason)) -> Iterator[Case]:
    """Every one that there can be, and what a supplier credits."""
    for reason, kind, goods, recovery, reserve in product(reasons, KINDS, GOODS, RECOVERIES, RESERVES):
        if possible(case := Case(reason, kind, goods, recovery, reserve)):
            yield case
    if Reason.SUPPLIER_ERROR in reasons:
        for goods, reserve in product(GOODS, RESERVES[:2]):
            yield Case(Reason.SUPPLIER_ERROR, Kind.WRITE_OFF, goods, "credited", reserve)


def possible(case: Case) -> bool:
    """An allowance has neither goods nor a recovery, what stays is not charged to a reserve, and of a loss that a reserve bears
    in full nothing is left to recover."""
    if case.kind is Kind.ALLOWANCE:
        return (case.goods, case.recovery, case.reserve) == ("amount", "none", "none")
    if case.kind is Kind.WRITE_DOWN:
        return case.reserve == "none"
    return case.recovery == "none" or case.reserve != "full"


def text_of(event: Event) -> str:
    """Words that the facts of the event stand in."""
    numbers = [value.amount for value in (event.value, *(said.value for said in event.recoveries)) if value is not None]
    for goods in event.goods:
        numbers += [part.number for part in goods.quantity.parts] if goods.quantity else []
        numbers += [goods.nrv.amount] if goods.nrv is not None else []
    named = " ".join(f"{goods.words} at {goods.place}" for goods in event.goods)
    reference = event.entry.ref if event.entry is not None else ""
    return f"against the reserve {event.reason} {reference} {named} {' '.join(f'{number:f}' for number in numbers if number)}"


def taken_back(number: str) -> Event:
    return Event(Kind.REVERSAL, Reason.OTHER, entry=EntrySaid(number, quote=None))


def read(event: Event) -> Proposal:
    return Proposal((replace(event, quote=None),), reader="told")


def books() -> ClientBooks:
    """The bakery with rye, whose layer is finer than QuickBooks keeps quantities, so that it tracks none; and routine limits that
    put half of the losses on either side."""
    made = bakery(20)
    layer = Layer("rye", None, Decimal("9000.000001"), Decimal("3.10"), usd("27900.00"))
    rye = Holding("RYE", "Store", OVEN, (layer,))
    worth = made.chart[OVEN].balance + rye.value("USD")
    accounts = tuple(replace(each, balance=worth) if each.key == OVEN else each for each in made.chart)
    accounts = tuple(replace(each, balance=each.balance + rye.value("USD")) if each.key == "3000" else each for each in accounts)
    owed = Account("2500", "2500", "To pay back", "To pay back", AccountType.OTHER_CURRENT_LIABILITY, usd("0"))
    used = Account("6200", "6200", "Office supplies", "Office supplies", AccountType.EXPENSE, usd("0"))
    accounts = (*accounts, owed, used)
    stock = replace(made.stock, items=(*made.stock.items, Item("RYE", "RYE", "Rye", "kg")), holdings=(*made.stock.holdings, rye))
    policy = replace(made.policy, routine_limit=usd("25.00"))
    return replace(made, chart=type(made.chart)(accounts), stock=stock, policy=policy)
