"""Answers that are nearly right: every part of every answer gone, or something else. What is read of them is an answer or a word
that QuickBooks did not do its part, and never a crash."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from assistant.adapters.quickbooks.books import QuickBooks
from assistant.adapters.quickbooks.environments import practice_addresses
from assistant.adapters.quickbooks.pace import InMemory, Pace
from assistant.adapters.quickbooks.session import QuickBooksSession
from assistant.books.remote import RemoteDocument
from assistant.errors import OutsideServiceFailed
from assistant.practice.wire import Outcome, Request
from assistant.syncing.port import Kept
from tests.adapters.quickbooks.window import REALM, OneToken, Window, inside
from tests.practice.stockroom import seed

NOBODY = "http://127.0.0.1:9"
ODD: tuple[Any, ...] = (None, "odd", {}, True, [{}], "1e999")
UNREAD = frozenset({"MetaData", "domain", "sparse", "time", "startPosition", "maxResults", "LegalName", "Header"})
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
EVERY = ("Account", "Item", "Vendor", "Customer", "Class", "Department", "JournalEntry", "InventoryAdjustment")


@dataclass(frozen=True)
class Told:
    """What the calls are about."""

    journal: RemoteDocument
    adjustment: RemoteDocument
    credit: RemoteDocument
    kept: RemoteDocument
    now: datetime

    @classmethod
    def of(cls, window: Window) -> "Told":
        kept, _ = window.kept(window.journal("WO-9-A"))
        window.quickbooks.attach(kept, "count.txt", "text/plain", b"12")
        return cls(window.journal(), window.adjustment(), window.credit(), kept, window.now())


Call = Callable[[Told, QuickBooks], object]

CALLS: dict[str, Call] = {
    "send a journal": lambda told, asked: asked.send(told.journal),
    "send an adjustment": lambda told, asked: asked.send(told.adjustment),
    "send a vendor credit": lambda told, asked: asked.send(told.credit),
    "update": lambda told, asked: asked.update(told.kept, "0", "r-edit"),
    "find": lambda told, asked: asked.find("JournalEntry", "WO-9-A"),
    "read": lambda told, asked: asked.read("JournalEntry", told.kept.remote_id),
    "delete": lambda told, asked: asked.delete("JournalEntry", told.kept.remote_id, "0", "r-del"),
    "documents": lambda told, asked: asked.documents(("JournalEntry", "InventoryAdjustment", "VendorCredit"), *NOVEMBER),
    "movements": lambda told, asked: asked.movements((), date(2024, 1, 1), date(2024, 1, 31)),
    "pull": lambda told, asked: asked.pull(at=told.now),
    "changes": lambda told, asked: asked.changes(told.now - timedelta(days=1), EVERY, at=told.now),
    "add a vendor": lambda told, asked: asked.add_vendor("Kiln & Co"),
    "attach": lambda told, asked: asked.attach(told.kept, "a.txt", "text/plain", b"1"),
    "attached": lambda told, asked: asked.attached(told.kept),
}


@dataclass
class Canned(HTTPAdapter):
    """Gives these bodies, in turn, to whatever is asked; then the last one again. `asked` counts."""

    bodies: list[bytes]
    asked: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        super().__init__()

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        body = self.bodies[min(self.asked, len(self.bodies) - 1)]
        self.asked += 1
        kind = {"Content-Type": "application/json"}
        return self.build_response(request, HTTPResponse(BytesIO(body), headers=kind, status=200, preload_content=False))


def company(bodies: list[bytes]) -> QuickBooks:
    pace = Pace(InMemory(lambda: 0.0), lambda _: None)
    session = QuickBooksSession(practice_addresses(NOBODY), OneToken("t"), pace, transport=Canned(bodies))
    return QuickBooks(f"{NOBODY}/v3", REALM, session)


def answers_to(call: Call) -> tuple[Told, list[bytes]]:
    """What the call is about, and what the practice company answers to it."""
    window, bodies = inside(seed()), list[bytes]()
    told, serve = Told.of(window), window.practice.service.serve

    def listening(request: Request, base_url: str) -> Outcome:
        outcome = serve(request, base_url)
        assert outcome.answer is not None
        bodies.append(outcome.answer.body)
        return outcome

    window.practice.service.serve = listening  # type: ignore[method-assign]
    call(told, window.quickbooks)
    assert bodies
    return told, bodies


def ways(value: Any) -> Iterator[tuple[Any, ...]]:
    """The path to each part; of a list's rows the first alone, for they are alike, and none of what nobody reads."""
    parts = (
        [(key, part) for key, part in value.items() if key not in UNREAD]
        if isinstance(value, dict)
        else list(enumerate(value))[:1]
        if isinstance(value, list)
        else ()
    )
    for key, part in parts:
        yield (key,)
        yield from ((key, *way) for way in ways(part))


def without(value: Any, way: tuple[Any, ...], *instead: Any) -> Any:
    """The value without the part at the end of the way, or with another in its place."""
    copy = dict(value) if isinstance(value, dict) else list(value)
    key, *rest = way
    if rest:
        copy[key] = without(copy[key], tuple(rest), *instead)
    elif instead:
        copy[key] = instead[0]
    else:
        del copy[key]
    return copy


def spoilt(body: bytes) -> Iterator[tuple[tuple[Any, ...], bytes]]:
    value = json.loads(body)
    for way in ways(value):
        yield (*way, "gone"), json.dumps(without(value, way)).encode()
        for odd in ODD:
            yield (*way, odd), json.dumps(without(value, way, odd)).encode()


@pytest.mark.parametrize("name", CALLS)
def test_no_part_of_an_answer_is_taken_for_granted(name: str) -> None:
    told, bodies = answers_to(CALLS[name])
    for n, body in enumerate(bodies):
        for way, odd in spoilt(body):
            try:
                CALLS[name](told, company([*bodies[:n], odd, *bodies[n + 1 :]]))
            except OutsideServiceFailed:
                continue
            except Exception as error:
                raise AssertionError(f"{name}, answer {n}, {way}: {error!r}") from error


@pytest.mark.parametrize("name", CALLS)
def test_what_is_no_answer_is_none(name: str) -> None:
    told, _ = answers_to(CALLS[name])
    for body in (
        "[]",
        "{}",
        "null",
        "1",
        '"x"',
        "",
        "<html>",
        '{"QueryResponse": [1]}',
        '{"Fault": [1]}',
        '{"Fault": {"Error": [1]}}',
        "[" * 100_000,
        '{"a":' * 100_000,
    ):
        with contextlib.suppress(OutsideServiceFailed):
            answer = CALLS[name](told, company([body.encode()]))
            assert not isinstance(answer, Kept), body
            assert answer is not True, body


def test_a_page_that_comes_again_and_again_ends() -> None:
    rows = [{"Id": str(n), "Name": f"Account {n}"} for n in range(1000)]
    page = json.dumps({"QueryResponse": {"Account": rows}}).encode()
    with pytest.raises(OutsideServiceFailed, match="the same page of Account again"):
        company([page]).accounts()
