"""Quantities that a model gets wrong: a digit, another number of the text, a unit, what the words relate it to."""

from dataclasses import replace
from decimal import Decimal

from assistant.books.proposal import GoodsSaid, Quantity, QuantityPart, QuantityRelation
from assistant.evaluation.faults.altering import Altered, Read, with_goods

UNITS = {"": "case", "each": "case", "case": "each", "kg": "g", "g": "kg", "l": "ml", "ml": "l"}
INVENTED = tuple(Decimal(number) for number in (2, 3, 5, 10, 12, 24, 100))
LARGEST = 10_000
LEFT_OUT = frozenset({QuantityRelation.ALL_BUT, QuantityRelation.COUNTED, QuantityRelation.OVER})


def wrong_digit(read: Read) -> Altered | None:
    """A quantity with one digit wrong or two in the wrong order, still quoted as the text has it: "12" read as 21."""

    def change(goods: GoodsSaid) -> GoodsSaid | None:
        if goods.quantity is None or not goods.quantity.parts:
            return None
        first, *others = goods.quantity.parts
        return _of(goods, replace(first, number=read.misread(first.number)), *others)

    return with_goods(read, change)


def another_number(read: Read) -> Altered | None:
    """A quantity taken from another number of the text, with that number's words: a size, a pallet, a count of other goods."""

    def change(goods: GoodsSaid) -> GoodsSaid | None:
        known = {part.number for part in goods.quantity.parts} if goods.quantity else set()
        others = [numeral for numeral in read.numbers if numeral.value not in known and 0 < numeral.value < LARGEST]
        if goods.quantity is None or not known or not others:
            return None
        taken = read.chance.choice(others)
        return replace(goods, quantity=replace(goods.quantity, parts=(QuantityPart(taken.value),), quote=read.quote(taken)))

    return with_goods(read, change)


def wrong_unit(read: Read) -> Altered | None:
    """A quantity in the wrong unit: 3 cases for 3, pieces for cases, grams for kilos."""

    def change(goods: GoodsSaid) -> GoodsSaid | None:
        if goods.quantity is None or not goods.quantity.parts:
            return None
        first, *others = goods.quantity.parts
        return _of(goods, replace(first, unit=UNITS.get(first.unit, "each"), per=None), *others)

    return with_goods(read, change)


def dropped_part(read: Read) -> Altered | None:
    """A part of a quantity left out: 2 cases and 4 loose read as 2 cases."""

    def change(goods: GoodsSaid) -> GoodsSaid | None:
        if goods.quantity is None or len(goods.quantity.parts) < 2:
            return None
        return _of(goods, *goods.quantity.parts[:-1])

    return with_goods(read, change)


def missed_negation(read: Read) -> Altered | None:
    """What the text leaves out read as what went: "all but 3" as 3, 41 counted as 41 lost, a third as two thirds."""

    def change(goods: GoodsSaid) -> GoodsSaid | None:
        quantity = goods.quantity
        if quantity is None:
            return None
        if quantity.relation is QuantityRelation.SHARE and quantity.share is not None:
            return replace(goods, quantity=replace(quantity, share=1 - quantity.share))
        if quantity.relation in LEFT_OUT:
            return replace(goods, quantity=replace(quantity, relation=QuantityRelation.EXACTLY, booked=()))
        return None

    return with_goods(read, change)


def all_for_some(read: Read) -> Altered | None:
    """All of the goods where the text says how many."""

    def change(goods: GoodsSaid) -> GoodsSaid | None:
        if goods.quantity is None or goods.quantity.relation in (QuantityRelation.ALL, QuantityRelation.SOME):
            return None
        return replace(goods, quantity=Quantity(QuantityRelation.ALL, quote=goods.quantity.quote))

    return with_goods(read, change)


def invented_number(read: Read) -> Altered | None:
    """A number of units where the text leaves open how many went."""

    def change(goods: GoodsSaid) -> GoodsSaid | None:
        open_ = goods.quantity is None or goods.quantity.relation is QuantityRelation.SOME
        if goods.category or not open_:
            return None
        return replace(goods, quantity=Quantity(QuantityRelation.EXACTLY, (QuantityPart(read.chance.choice(INVENTED)),)))

    return with_goods(read, change)


def _of(goods: GoodsSaid, *parts: QuantityPart) -> GoodsSaid:
    assert goods.quantity is not None, goods
    return replace(goods, quantity=replace(goods.quantity, parts=parts))


FAULTS = (
    wrong_digit, another_number, wrong_unit, dropped_part, missed_negation, all_for_some, invented_number,
)  # fmt: skip
