"""A request that is sent again: done once, answered alike, also by two at once, and after a first try that was cut off."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

from sqlalchemy import text

from assistant.surfaces.api.once import LOST_AFTER
from tests.surfaces.api.calling import Program, program
from tests.surfaces.firm import ADA, BEA, Firm

DROPPED = {"text": "12 of the mugs were dropped in the warehouse yesterday"}
CUT_OFF = text("UPDATE answers SET status = 0, body = ''")


def at_once(firm: Firm, callers: list[Program], path: str, body: Any, **sent: str) -> list[Any]:
    """What each caller is answered, all asking at the same moment."""
    ready = Barrier(len(callers))

    def ask(caller: Program) -> Any:
        ready.wait()
        return caller.post(path, body, **sent)

    with ThreadPoolExecutor(len(callers)) as pool:
        return list(pool.map(ask, callers))


def drafts_of(caller: Program) -> list[str]:
    return [row["id"] for row in caller.get("drafts").json()["rows"]]


def test_the_same_request_gets_the_same_answer(firm: Firm) -> None:
    caller = program(firm, ADA)
    first, again = caller.post("texts", DROPPED, key="k-1"), caller.post("texts", DROPPED, key="k-1")
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert (first.headers.get("idempotent-replayed"), again.headers["idempotent-replayed"]) == (None, "true")
    assert drafts_of(caller) == ["D-1"]


def test_another_request_under_the_key_is_refused(firm: Firm) -> None:
    caller = program(firm, ADA)
    caller.post("texts", DROPPED, key="k-1")
    for path, body in (("texts", {"text": "3 mugs broke"}), ("batches", {"texts": ["3 mugs broke"]})):
        other = caller.post(path, body, key="k-1")
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    assert drafts_of(caller) == ["D-1"]


def test_keys_are_each_persons_own(firm: Firm) -> None:
    ada, bea = program(firm, ADA), program(firm, BEA)
    ada.post("texts", DROPPED, key="k-1")
    assert bea.post("texts", {"text": "3 mugs broke in the store"}, key="k-1").status_code == 201


def test_two_at_once_draft_once(firm: Firm) -> None:
    callers = [program(firm, ADA) for _ in range(2)]
    answers = at_once(firm, callers, "texts", DROPPED, key="k-1")
    assert drafts_of(callers[0]) == ["D-1"]
    done = [answer for answer in answers if answer.status_code == 201]
    others = [answer for answer in answers if answer.status_code != 201]
    assert done
    assert all((answer.status_code, answer.json()["code"]) == (409, "in_progress") for answer in others)
    assert all("retry-after" in answer.headers for answer in others)


def test_two_at_once_post_one_entry(firm: Firm) -> None:
    """With a key, with another, or with none: a draft becomes one entry."""
    callers = [program(firm, ADA), program(firm, BEA)]
    seen = callers[0].draft(DROPPED["text"]).headers["etag"]
    answers = at_once(firm, callers, "drafts/D-1/approve", None, seen=seen)
    assert [answer.json().get("entry") for answer in answers] == ["WO-1001", "WO-1001"]
    assert [row["entry"] for row in callers[0].get("entries").json()["rows"]] == ["WO-1001"]


def test_a_first_try_that_was_cut_off_is_taken_over(firm: Firm) -> None:
    """The work may be done and its answer lost: the text is not drafted again."""
    caller = program(firm, ADA)
    first = caller.post("texts", DROPPED, key="k-1")
    with firm.store.transaction(reads=False) as connection:
        connection.execute(CUT_OFF)
    early = caller.post("texts", DROPPED, key="k-1")
    assert (early.status_code, early.json()["code"]) == (409, "in_progress")
    firm.clock.wait(LOST_AFTER + timedelta(seconds=1))
    again = caller.post("texts", DROPPED, key="k-1")
    assert (again.status_code, again.json()["texts"]) == (201, first.json()["texts"])
    assert drafts_of(caller) == ["D-1"]


def test_a_refused_request_leaves_its_key_free(firm: Firm) -> None:
    caller = program(firm, ADA)
    caller.draft(DROPPED["text"])
    stale = caller.post("drafts/D-1/reject", {"because": "counted again"}, key="k-1", seen='"9-"')
    assert stale.status_code == 412
    right = caller.post("drafts/D-1/reject", {"because": "counted again"}, key="k-1", seen=stale.headers["etag"])
    assert (right.status_code, right.json()["state"]) == (200, "rejected")


def test_a_form_is_known_by_its_fields_and_files(firm: Firm) -> None:
    """The marks that part them are other ones each time."""
    caller = program(firm, ADA)
    caller.draft(DROPPED["text"])

    def add(content: bytes) -> Any:
        sent = {"files": ("note.txt", content), "shows": (None, "photo")}
        return caller.ask("POST", "evidence/D-1", headers={"Idempotency-Key": "k-1"}, files=sent)

    first, again, other = add(b"It fell."), add(b"It fell."), add(b"It was pushed.")
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")


def test_a_key_is_visible_characters(firm: Firm) -> None:
    answer = program(firm, ADA).post("texts", DROPPED, key="two words")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
