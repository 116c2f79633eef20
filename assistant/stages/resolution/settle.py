"""What was read and what a person settled since, to one event: the settled facts stand over the reading."""

from dataclasses import replace

from assistant.books.proposal import EntrySaid, Event, GoodsSaid, ValueRelation
from assistant.books.question import Settled


def apply(event: Event, settled: tuple[Settled, ...]) -> Event:
    """The event with every settled fact in it, later ones over earlier ones. Accounts and suppliers are left to the mapping."""
    for fact in settled:
        event = _with_goods_facts(_with_event_facts(event, fact), fact)
    return _with_count_as_value(event)


def _with_count_as_value(event: Event) -> Event:
    """A count's total stated for the one line of goods counted is the value of the event."""
    stated = [value for line in event.goods for value in line.stated if value.relation is ValueRelation.COUNTED_TOTAL]
    if event.value is not None or len(event.goods) != 1 or not stated:
        return event
    return replace(event, value=stated[0], goods=(replace(event.goods[0], stated=()),))


def _with_event_facts(event: Event, fact: Settled) -> Event:
    if fact.kind is not None:
        event = replace(event, kind=fact.kind)
    if fact.reason is not None:
        event = replace(event, reason=fact.reason, lead=None)  # a person says so; words weigh no more
    if fact.entry_date is not None:
        event = replace(event, entry_date=fact.entry_date, date_quote=None)
    if fact.note is not None:
        event = replace(event, note=fact.note)
    if fact.entry is not None:
        event = replace(event, entry=replace(event.entry or EntrySaid(), ref=fact.entry))
    if fact.recovery is not None:
        others = tuple(said for said in event.recoveries if said.source is not fact.recovery.source)
        event = replace(event, recoveries=(*others, fact.recovery))
    if fact.amount is not None and (fact.about is None or not event.goods):
        event = replace(event, value=fact.amount)
    return event


def _with_goods_facts(event: Event, fact: Settled) -> Event:
    """The goods line asked about; without one, the only line, or for a place or a value every line."""
    if fact.goods is not None:
        first = 0 if fact.about is None else fact.about
        last = len(event.goods) if fact.about is None else fact.about + 1
        return replace(event, goods=(*event.goods[:first], *fact.goods, *event.goods[last:]))
    facts = (fact.item, fact.quantity, fact.place, fact.nrv, fact.amount if fact.about is not None else None)
    if all(value is None for value in facts):
        return event
    goods = list(event.goods) or [GoodsSaid("")]
    if fact.about is not None:
        meant = [fact.about] if fact.about < len(goods) else []
    elif len(goods) == 1:
        meant = [0]
    else:
        meant = list(range(len(goods))) if fact.item is None and fact.quantity is None else []
    for index in meant:
        goods[index] = _settled_line(goods[index], fact)
    return replace(event, goods=tuple(goods))


def _settled_line(line: GoodsSaid, fact: Settled) -> GoodsSaid:
    if fact.item is not None:
        line = replace(line, words=fact.item, category=False)
    if fact.quantity is not None:
        line = replace(line, quantity=fact.quantity)
    if fact.place is not None:
        line = replace(line, place=fact.place, every_place=False)
    if fact.nrv is not None:
        line = replace(line, nrv=fact.nrv, cost_to_sell=None)
    if fact.amount is not None and fact.about is not None:
        line = replace(line, stated=(fact.amount,))
    return line
