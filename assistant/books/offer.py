"""Goods on hand that make an amount at cost: what a person may take in place of the amount alone."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.books.money import Money, total
from assistant.books.proposal import GoodsSaid, Quantity, QuantityPart, QuantityRelation
from assistant.books.quantity import plain_quantity
from assistant.books.question import Settled


@dataclass(frozen=True, slots=True)
class Lot:
    """So many units of one item and what they are carried at; `location` is empty where the item's places need no choice."""

    item: str
    location: str
    quantity: Decimal
    value: Money


@dataclass(frozen=True, slots=True)
class Offer:
    """Lots that together are carried at the amount, to the cent."""

    lots: tuple[Lot, ...]

    @property
    def value(self) -> Money:
        return total((lot.value for lot in self.lots), self.lots[0].value.currency)

    def settled(self) -> Settled:
        """What a person states who takes the offer: these goods, in place of those that were read."""
        words = " and ".join(f"{plain_quantity(lot.quantity)} {lot.item}" for lot in self.lots)
        return Settled(words=words, goods=tuple(_said(lot) for lot in self.lots))


def _said(lot: Lot) -> GoodsSaid:
    quantity = Quantity(QuantityRelation.EXACTLY, (QuantityPart(lot.quantity),))
    return GoodsSaid(lot.item, quantity=quantity, place=lot.location)
