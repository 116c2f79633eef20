"""Plans of faults: the same document strikes the same requests, and what struck can be done again."""

from collections import Counter
from typing import Any

import pytest
import requests

from assistant.practice.faults import FaultRefused
from assistant.practice.schedule import TRANSIENT, alone, read_schedule
from tests.practice.inside import Inside

KINDS = [("journalentry", "POST"), ("query", "GET"), ("token", "POST")]


def strikes(document: dict[str, Any], count: int = 400) -> list[tuple[str, int, str]]:
    plan = read_schedule(document)
    found = []
    for resource, method in KINDS:
        for n in range(1, count + 1):
            if (strike := plan.strike(resource, method, n)) is not None:
                found.append((resource, n, strike.fault))
    return found


def test_a_seed_strikes_the_same_requests_each_time_and_another_seed_others() -> None:
    assert strikes({"seed": 7, "rate": 0.1}) == strikes({"seed": 7, "rate": 0.1})
    assert strikes({"seed": 7, "rate": 0.1}) != strikes({"seed": 8, "rate": 0.1})


def test_a_rate_is_about_kept_and_no_fault_is_left_out() -> None:
    found = strikes({"seed": 7, "rate": 0.25}, 4000)
    assert 1700 < len(found) < 2300, "of 8000 requests to the API"
    assert {fault for _, _, fault in found} == set(TRANSIENT)
    assert not strikes({"seed": 7, "rate": 0})
    assert len(strikes({"seed": 7, "rate": 1})) == 800


def test_in_turn_each_kind_meets_each_fault_as_often() -> None:
    found = strikes({"every": 3, "faults": ["drop", "throttle", "slow"], "on": ["journalentry", "query"]}, 90)
    assert Counter((resource, fault) for resource, _, fault in found) == {
        (resource, fault): 10 for resource in ("journalentry", "query") for fault in ("drop", "throttle", "slow")
    }


def test_the_sign_in_is_struck_only_by_name_and_by_what_fits_it() -> None:
    assert not [row for row in strikes({"seed": 7, "rate": 1}) if row[0] == "token"]
    found = strikes({"every": 1, "faults": ["expire_token", "invalid_grant", "drop"], "on": ["token", "query"]}, 20)
    assert {fault for resource, _, fault in found if resource == "token"} == {"invalid_grant", "drop"}
    assert {fault for resource, _, fault in found if resource == "query"} == {"expire_token", "drop"}


def test_every_fault_alone_at_every_point() -> None:
    plans = [plan.document()["points"] for plan in alone({("query", "GET"): 2, ("token", "POST"): 1}, ["drop", "expire_token"])]
    assert all(len(points) == 1 for points in plans)
    assert [(row["on"], row["n"], row["fault"]) for (row,) in plans] == [
        ("query", 1, "drop"),
        ("query", 2, "drop"),
        ("token", 1, "drop"),
        ("query", 1, "expire_token"),
        ("query", 2, "expire_token"),
    ]


def asked(app: Inside, times: int) -> list[str]:
    """What came of so many requests, in words that a client would use."""
    came = []
    for _ in range(times):
        try:
            answer = app.get("preferences")
            came.append(f"{answer.status_code} {answer.headers['Content-Type']} {len(answer.content)}")
        except requests.RequestException as error:
            came.append(type(error).__name__)
    return came


def test_what_struck_is_a_schedule_that_strikes_the_same() -> None:
    first, again = Inside(), Inside()
    faults = [fault for fault in TRANSIENT if fault not in ("expire_token", "refuse")]
    first.practice.script.follow(read_schedule({"seed": "a", "rate": 0.5, "faults": faults}))
    came = asked(first, 40)
    struck = first.practice.faults()["struck"]
    assert 10 < len(struck) < 30
    again.practice.script.follow(read_schedule({"points": struck}))
    assert asked(again, 40) == came
    assert again.practice.faults()["struck"] == struck


def test_a_schedule_is_read_back_and_ends_when_it_is_cleared() -> None:
    app = Inside()
    document = {"every": 1, "faults": ["html_503"], "on": ["preferences"], "seconds": 5.0}
    app.practice.script.follow(read_schedule(document))
    assert app.practice.faults()["schedule"] == document
    assert app.get("preferences").status_code == 503
    app.practice.script.clear()
    assert app.practice.faults() == {"faults": [], "schedule": None, "struck": []}
    assert app.get("preferences").status_code == 200


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"seed": 1},
        {"seed": 1, "rate": 2},
        {"every": 0},
        {"every": 2, "faults": ["earthquake"]},
        {"every": 2, "fautls": ["drop"]},
        {"every": 2, "seconds": "long"},
        {"points": [{"on": "query", "n": 1, "fault": "drop"}]},
    ],
)
def test_a_schedule_that_is_misspelt_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(FaultRefused):
        read_schedule(document)
