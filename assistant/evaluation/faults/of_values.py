"""Values that a model gets wrong: amounts, their currency, what they measure; and what others bear of the loss."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from assistant.books.proposal import Event, GoodsSaid, RecoverySaid, RecoveryStatus, Value, ValueRelation
from assistant.evaluation.faults.altering import Altered, Read, with_event

CURRENCIES = ("USD", "EUR", "GBP", "CHF")
OTHER_WAY = {
    ValueRelation.TOTAL: ValueRelation.EACH,
    ValueRelation.EACH: ValueRelation.TOTAL,
    ValueRelation.COST_LESS: ValueRelation.TOTAL,
    ValueRelation.COST_OF_UNITS: ValueRelation.TOTAL,
    ValueRelation.SHARE_OF_COST: ValueRelation.LESS_SHARE_OF_COST,
    ValueRelation.LESS_SHARE_OF_COST: ValueRelation.SHARE_OF_COST,
}
OTHER_STATUS = {
    RecoveryStatus.PENDING: RecoveryStatus.AGREED,
    RecoveryStatus.DISPUTED: RecoveryStatus.AGREED,
    RecoveryStatus.REFUSED: RecoveryStatus.AGREED,
    RecoveryStatus.AGREED: RecoveryStatus.PENDING,
    RecoveryStatus.RECEIVED: RecoveryStatus.AGREED,
    RecoveryStatus.RETURNED: RecoveryStatus.PENDING,
}
Change = Callable[[Value], Value | None]


def wrong_digit_of_an_amount(read: Read) -> Altered | None:
    """An amount with one digit wrong or two in the wrong order: 2,400 read as 4,200."""
    return _with_value(read, lambda value: replace(value, amount=read.misread(value.amount)) if value.amount else None)


def another_amount(read: Read) -> Altered | None:
    """An amount taken from another number of the text, with its words: the deductible for the loss, the price for the cost."""

    def change(value: Value) -> Value | None:
        others = [numeral for numeral in read.numbers if numeral.value > 0 and numeral.value != value.amount]
        if value.amount is None or not others:
            return None
        taken = read.chance.choice(others)
        return replace(value, amount=taken.value, quote=read.quote(taken))

    return _with_value(read, change)


def invented_amount(read: Read) -> Altered | None:
    """An amount where the text states none: what goods will bring, what an event without a number of units came to."""

    def change(event: Event) -> Event | None:
        amount = Value(ValueRelation.TOTAL, read.misread(read.numbers[0].value if read.numbers else Decimal(100)))
        if event.goods and all(goods.nrv is None for goods in event.goods):
            return replace(event, goods=(replace(event.goods[0], nrv=amount), *event.goods[1:]))
        return replace(event, value=amount) if event.value is None else None

    return with_event(read, change)


def each_for_total(read: Read) -> Altered | None:
    """A value for one taken as the value of all, "cost less 500" as 500, "by 40 %" as "to 40 %"."""
    return _with_value(read, lambda value: replace(value, relation=OTHER_WAY.get(value.relation, value.relation)))


def wrong_currency(read: Read) -> Altered | None:
    """A currency that the text does not say, or one that it does left out: "€85" in dollar books read as 85."""

    def change(value: Value) -> Value | None:
        others = [code for code in CURRENCIES if code != read.books.currency]
        return replace(value, currency="" if value.currency else read.chance.choice(others)) if value.amount else None

    return _with_value(read, change)


def retail_for_cost(read: Read) -> Altered | None:
    """The price or the value that the text states for goods taken as the loss, in place of the goods at their cost."""

    def change(event: Event) -> Event | None:
        stated = [value for goods in event.goods for value in goods.stated if value.amount is not None]
        if not stated or event.value is not None:
            return None
        goods = tuple(replace(goods, quantity=None, stated=(), category=True) for goods in event.goods)
        return replace(event, goods=goods, value=replace(stated[0], relation=ValueRelation.TOTAL))

    return with_event(read, change)


def recovery_status(read: Read) -> Altered | None:
    """A recovery that is only filed, hoped for or refused taken as agreed, or an agreed one as open."""
    return _with_recovery(read, lambda said: (replace(said, status=OTHER_STATUS[said.status]),))


def dropped_recovery(read: Read) -> Altered | None:
    """A recovery left out."""
    return _with_recovery(read, lambda said: ())


def reserve_mistaken(read: Read) -> Altered | None:
    """A loss charged to the reserve where the text does not say so, or not where it does; a release taken as a rise."""

    def change(event: Event) -> Event | None:
        if event.release:
            return replace(event, release=False)
        return replace(event, against_allowance=None if event.against_allowance else read.some_words(event))

    return with_event(read, change)


def _with_recovery(read: Read, change: Callable[[RecoverySaid], tuple[RecoverySaid, ...]]) -> Altered | None:
    def of_event(event: Event) -> Event | None:
        for at, said in read.shuffled(event.recoveries):
            return replace(event, recoveries=(*event.recoveries[:at], *change(said), *event.recoveries[at + 1 :]))
        return None

    return with_event(read, of_event)


def _with_value(read: Read, change: Change) -> Altered | None:
    """One value of an event changed: its own, one of its goods, or what a recovery comes to."""

    def of_event(event: Event) -> Event | None:
        ways = (_in_event, _in_goods, _in_recovery)
        changed = (ways[at](event, change) for at, _ in read.shuffled(ways))
        return next((one for one in changed if one is not None and one != event), None)

    return with_event(read, of_event)


def _in_event(event: Event, change: Change) -> Event | None:
    changed = change(event.value) if event.value is not None else None
    return replace(event, value=changed) if changed is not None else None


def _in_goods(event: Event, change: Change) -> Event | None:
    for at, goods in enumerate(event.goods):
        if (changed := _of_goods(goods, change)) is not None:
            return replace(event, goods=(*event.goods[:at], changed, *event.goods[at + 1 :]))
    return None


def _of_goods(goods: GoodsSaid, change: Change) -> GoodsSaid | None:
    if goods.nrv is not None:
        changed = change(goods.nrv)
        return replace(goods, nrv=changed) if changed is not None else None
    if goods.stated:
        changed = change(goods.stated[0])
        return replace(goods, stated=(changed, *goods.stated[1:])) if changed is not None else None
    return None


def _in_recovery(event: Event, change: Change) -> Event | None:
    for at, said in enumerate(event.recoveries):
        changed = change(said.value) if said.value is not None else None
        if changed is not None:
            said = replace(said, value=changed)
            return replace(event, recoveries=(*event.recoveries[:at], said, *event.recoveries[at + 1 :]))
    return None


FAULTS = (
    wrong_digit_of_an_amount, another_amount, invented_amount, each_for_total, wrong_currency, retail_for_cost, recovery_status,
    dropped_recovery, reserve_mistaken,
)  # fmt: skip
