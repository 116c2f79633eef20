"""The audit chain: any edit, deletion or reordering shows, and the sentence names the event."""

from dataclasses import replace
from datetime import UTC, datetime

from assistant.books.audit import GENESIS, AuditEvent, broken_at, event_hash


def chain(*subjects: str) -> list[AuditEvent]:
    events: list[AuditEvent] = []
    at = datetime(2026, 10, 2, 9, 0, tzinfo=UTC)
    for seq, subject in enumerate(subjects, start=1):
        previous = events[-1].hash if events else GENESIS
        digest = event_hash("bakery", seq, at, "ana", "entry.posted", subject, {"text": "12 mugs, dropped ☕"}, previous)
        events.append(AuditEvent(seq, at, "ana", "entry.posted", subject, {"text": "12 mugs, dropped ☕"}, previous, digest))
    return events


def test_an_untouched_chain_holds() -> None:
    assert broken_at("bakery", chain("WO-1", "WO-2", "WO-3")) is None
    assert broken_at("bakery", []) is None


def test_an_edit_shows() -> None:
    events = chain("WO-1", "WO-2", "WO-3")
    events[1] = replace(events[1], detail={"text": "120 mugs"})
    assert broken_at("bakery", events) == "event 2 (entry.posted WO-2) was changed after it was written"


def test_a_deletion_shows() -> None:
    events = chain("WO-1", "WO-2", "WO-3")
    assert broken_at("bakery", [events[0], events[2]]) == "event 2 is missing: 3 follows 1"


def test_a_reordering_shows() -> None:
    first, second = chain("WO-1", "WO-2")
    swapped = [replace(second, seq=1), replace(first, seq=2)]
    assert broken_at("bakery", swapped) == "event 1 does not follow from the event before it"


def test_a_chain_of_another_client_does_not_pass() -> None:
    assert broken_at("cafe", chain("WO-1")) == "event 1 (entry.posted WO-1) was changed after it was written"
