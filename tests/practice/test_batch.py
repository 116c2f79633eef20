"""Several requests in one: each its own answer, and what the limits and the log make of them."""

from typing import Any

import pytest

from assistant.practice.limits import LIVE
from tests.practice.desk import Desk
from tests.practice.inside import Inside


def batch(desk: Desk, *items: dict[str, Any], **params: str) -> list[dict[str, Any]]:
    reply = desk.post("batch", {"BatchItemRequest": list(items)}, **params)
    assert reply.status == 200, reply.text
    rows: list[dict[str, Any]] = reply.json["BatchItemResponse"]
    return rows


def create(desk: Desk, number: str, amount: float = 49.80, name: str | None = None) -> dict[str, Any]:
    return {"bId": name or number, "operation": "create", "JournalEntry": desk.breakage(amount, DocNumber=number)}


def test_each_item_has_an_answer_or_a_fault_of_its_own(desk: Desk) -> None:
    bad = {"bId": "b", "operation": "create", "JournalEntry": {"Line": []}}
    rows = batch(desk, create(desk, "WO-1", name="a"), bad, {"bId": "c", "Query": "SELECT * FROM Vendor"})
    assert [row["bId"] for row in rows] == ["a", "b", "c"]
    assert rows[0]["JournalEntry"]["DocNumber"] == "WO-1"
    assert rows[1]["Fault"]["type"] == "ValidationFault"
    assert rows[1]["Fault"]["Error"][0]["code"] == "2020"
    assert rows[2]["QueryResponse"]["Vendor"][0]["DisplayName"] == "Acme Pottery"
    assert [row["DocNumber"] for row in desk.rows("SELECT * FROM JournalEntry")] == ["WO-1"]


def test_what_is_refused_late_is_taken_back_whole_and_alone(desk: Desk) -> None:
    """An item that is refused moves no balance and keeps no number, whatever stands beside it."""
    desk.running.set_preferences("9130", OtherPrefs={"NameValue": [{"Name": "WarnDuplicateJournalNumber", "Value": "true"}]})
    before = desk.balances("1200")[0]
    rows = batch(desk, create(desk, "WO-1", 10, "a"), create(desk, "WO-1", 20, "b"), create(desk, "WO-2", 30, "c"))
    assert [("Fault" in row, row["bId"]) for row in rows] == [(False, "a"), (True, "b"), (False, "c")]
    assert rows[1]["Fault"]["Error"][0]["code"] == "6140"
    assert desk.balances("1200") == [before - 40]


def test_entries_are_changed_and_deleted_in_a_batch(desk: Desk) -> None:
    first, second = (desk.posted(desk.breakage(DocNumber=number)) for number in ("WO-1", "WO-2"))
    change = {"Id": first["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "Found behind the shelf"}
    gone = {"Id": second["Id"], "SyncToken": "0"}
    rows = batch(
        desk,
        {"bId": "1", "operation": "update", "JournalEntry": change},
        {"bId": "2", "operation": "delete", "JournalEntry": gone},
        {"bId": "3", "operation": "delete", "JournalEntry": gone},
    )
    assert rows[0]["JournalEntry"]["PrivateNote"] == "Found behind the shelf"
    assert rows[1]["JournalEntry"]["status"] == "Deleted"
    assert rows[2]["Fault"]["Error"][0]["code"] == "610"


def test_a_repeat_of_a_batch_gets_the_original_answer(desk: Desk) -> None:
    body = {"BatchItemRequest": [create(desk, "WO-1", name="a"), create(desk, "WO-2", name="b")]}
    first = desk.post("batch", body, requestid="r-1")
    assert desk.post("batch", body, requestid="r-1").text == first.text
    assert len(desk.rows("SELECT * FROM JournalEntry")) == 2
    assert desk.running.log()["requests"][-2]["replayed"]


@pytest.mark.parametrize(
    ("items", "params", "code"),
    [
        ([{"bId": "a", "operation": "create"}], {}, None),
        ([{"operation": "create"}], {}, "2020"),
        ([{"bId": "x" * 11, "Query": "SELECT * FROM Item"}], {"requestid": "r"}, "2050"),
        ([{"bId": "a", "Query": "SELECT * FROM Item"}], {"requestid": "r" * 37}, "2050"),
        ([{"bId": str(n), "Query": "SELECT * FROM Item"} for n in range(31)], {}, "6000"),
    ],
)
def test_what_is_no_batch(desk: Desk, items: list[dict[str, Any]], params: dict[str, str], code: str | None) -> None:
    reply = desk.post("batch", {"BatchItemRequest": items}, **params)
    if code is None:
        assert reply.json["BatchItemResponse"][0]["Fault"]["Error"][0]["code"] == "500"
    else:
        assert (reply.status, reply.code) == (400, code)


def test_a_batch_is_one_request_and_forty_are_let_in_a_minute() -> None:
    app = Inside(LIVE)
    body = {"BatchItemRequest": [{"bId": str(n), "Query": "SELECT * FROM Item"} for n in range(3)]}
    for _ in range(40):
        assert app.send("POST", "batch", json=body).status_code == 200
        app.clock.advance(0.2)
    assert app.send("POST", "batch", json=body).status_code == 429
    assert app.get("preferences").status_code == 200, "other requests are let in"
    log = app.practice.log.read()
    assert log["metered"] == 40 * 3 + 1
    assert log["requests"][-3]["items"] == 3
