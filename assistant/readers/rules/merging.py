"""Events of one text to entries: goods that share day, kind and reason are one."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.books.proposal import Event
from assistant.books.reasons import Kind


def dated_alike(events: Sequence[Event]) -> list[Event]:
    """A day that the text says once is that of all it tells: '… - all yesterday'."""
    dated = [event for event in events if event.entry_date is not None]
    if not dated or len({event.entry_date for event in dated}) > 1:
        return list(events)
    day, words = dated[0].entry_date, dated[0].date_quote
    return [event if event.entry_date else replace(event, entry_date=day, date_quote=words) for event in events]


def merged(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, those that make one entry put together in the place of the first."""
    kept: list[Event] = []
    for event in events:
        at = next((index for index, other in enumerate(kept) if _one_entry(other, event)), None)
        if at is None:
            kept.append(event)
        else:
            kept[at] = replace(kept[at], goods=(*kept[at].goods, *event.goods))
    return tuple(kept)


def _one_entry(first: Event, second: Event) -> bool:
    """Unless a value is stated for the whole, or others bear another part."""
    plain = all(event.value is None and event.kind is not Kind.ALLOWANCE for event in (first, second))
    return plain and _shared(first) == _shared(second) and first.recoveries == second.recoveries


def _shared(event: Event) -> tuple[object, ...]:
    accounts = tuple(line.words for line in event.lines)
    return event.kind, event.reason, event.entry_date, event.cause, event.use, bool(event.against_allowance), accounts
