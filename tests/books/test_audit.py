"""The audit chain: any edit, deletion or reordering shows, and the sentence names the event."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from assistant.books.audit import GENESIS, TOLD_AT_MOST, Chain, StoredEvent, canonical
from tests.trail import event_hash

AT = datetime(2026, 10, 2, 9, 0, tzinfo=UTC)
DETAIL = {"text": "12 mugs, dropped ☕"}


def chain(*subjects: str) -> list[StoredEvent]:
    events: list[StoredEvent] = []
    for seq, subject in enumerate(subjects, start=1):
        previous = events[-1].hash if events else GENESIS
        digest = event_hash("bakery", seq, AT, "ana", "entry.posted", subject, DETAIL, previous)
        events.append(StoredEvent(seq, AT.isoformat(), "ana", "entry.posted", subject, canonical(DETAIL), previous, digest))
    return events


def followed(events: Sequence[StoredEvent], client: str = "bakery") -> Chain:
    """The chain after these; each is given on, wrong or not."""
    chain = Chain(client)
    assert list(chain.follow(events)) == list(events)
    return chain


@pytest.mark.parametrize("subjects", [("WO-1", "WO-2", "WO-3"), ("WO-1",), ()])
def test_an_untouched_chain_holds(subjects: tuple[str, ...]) -> None:
    events = chain(*subjects)
    came = followed(events)
    assert (came.faults, came.broken) == ([], 0)
    assert (came.events, came.last) == (len(subjects), events[-1].hash if events else GENESIS)


def test_an_edit_shows() -> None:
    events = chain("WO-1", "WO-2", "WO-3")
    events[1] = events[1]._replace(detail=canonical({"text": "120 mugs"}))
    assert followed(events).faults == ["event 2 (entry.posted WO-2) was changed after it was written"]


def test_a_deletion_shows() -> None:
    first, _, third = chain("WO-1", "WO-2", "WO-3")
    assert followed([first, third]).faults == ["event 2 is missing: 3 follows 1"]


def test_a_reordering_shows() -> None:
    first, second = chain("WO-1", "WO-2")
    swapped = [second._replace(seq=1), first._replace(seq=2)]
    assert followed(swapped).faults[0] == "event 1 does not follow from the event before it"


def test_a_chain_of_another_client_does_not_pass() -> None:
    assert followed(chain("WO-1"), "cafe").faults == ["event 1 (entry.posted WO-1) was changed after it was written"]


def test_a_moment_cannot_take_in_what_stands_after_it() -> None:
    """The same bytes cut elsewhere: the client that the hash is over would be part of the moment."""
    (event,) = chain("WO-1")
    at = f'{event.at}","client":"bakery'
    assert followed([event._replace(at=at)]).broken > 0


def test_of_many_faults_the_first_are_told_and_all_are_counted() -> None:
    events = [event._replace(who="mallory") for event in chain(*(f"WO-{n}" for n in range(1, 51)))]
    came = followed(events)
    first = range(1, TOLD_AT_MOST + 1)
    assert came.broken == 50
    assert came.faults == [f"event {n} (entry.posted WO-{n}) was changed after it was written" for n in first]
