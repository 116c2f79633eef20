"""A plain client that sends again what it does not know the end of, through every fault: the company has each entry once."""

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import requests

from assistant.practice.limits import LIVE
from assistant.practice.schedule import TRANSIENT, AtPoints, alone, read_schedule
from tests.practice.desk import CAFE
from tests.practice.inside import Inside

ENTRIES = 400
PATIENCE = 130.0


def sent(app: Inside, body: Mapping[str, Any], request_id: str) -> str:
    """The Id of the entry, once the answer has come whole; the same request is sent until then."""
    for _ in range(50):
        try:
            answer = app.send("POST", "journalentry", PATIENCE, json=body, params={"requestid": request_id})
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/json"):
                return str(answer.json()["JournalEntry"]["Id"])
        except (requests.RequestException, ValueError):
            app.clock.sleep(1)
            continue
        if answer.status_code == 401:
            app.tokens = app.token(grant_type="refresh_token", refresh_token=app.tokens["refresh_token"]).json()
        app.clock.sleep(60 if answer.status_code == 429 else 0.5)
    raise AssertionError(f"{request_id} never went through: {app.practice.faults()}")


def test_every_fault_befalls_writing_often_and_each_entry_is_there_once() -> None:
    app = Inside(LIVE, latency_seconds=0.1)
    body = app.breakage()
    app.practice.script.follow(read_schedule({"every": 2, "on": ["journalentry"], "seconds": 5}))
    ids = [sent(app, {**body, "DocNumber": f"WO-{n}"}, f"r-{n}") for n in range(ENTRIES)]
    struck = Counter(row["fault"] for row in app.practice.faults()["struck"])
    assert set(struck) == set(TRANSIENT)
    assert min(struck.values()) >= 10
    app.practice.script.clear()
    app.clock.advance(120)
    app.tokens = app.token(grant_type="refresh_token", refresh_token=app.tokens["refresh_token"]).json()
    assert app.entries() == len(set(ids)) == ENTRIES


@pytest.mark.parametrize("plan", list(alone({("journalentry", "POST"): 2}, seconds=5)), ids=str)
def test_each_fault_alone_on_the_first_and_on_the_second_request(plan: AtPoints) -> None:
    app = Inside(latency_seconds=0.1)
    body = app.breakage()
    app.practice.script.follow(plan)
    first, again = (sent(app, {**body, "DocNumber": "WO-1"}, "r-1") for _ in range(2))
    assert first == again
    (struck,) = app.practice.faults()["struck"]
    assert struck == plan.document()["points"][0]
    app.practice.script.clear()
    assert app.entries() == 1


def test_apps_of_several_companies_work_side_by_side_on_one_clock() -> None:
    """Each waits for its own company's limit, all at the same time."""
    app = Inside(LIVE, latency_seconds=0.05)
    for realm in ("9131", "9132"):
        app.practice.seed({**CAFE, "realm": realm})
    together = Barrier(3)
    apps = [app.beside(realm) for realm in ("9130", "9131", "9132")]
    began = app.clock.now()

    def reads(one: Inside) -> list[int]:
        with one.clock.taking_part():
            together.wait()
            statuses = []
            for _ in range(60):
                statuses.append(one.get("preferences").status_code)
                one.clock.sleep(0.1)
            return statuses

    with ThreadPoolExecutor(3) as pool:
        for statuses in [pool.submit(reads, one) for one in apps]:
            assert statuses.result(timeout=60) == [200] * 60
    assert app.clock.now() - began == pytest.approx(60 * 0.15, abs=0.01), "as long as one of them takes"


def test_a_client_that_keeps_its_pace_is_never_refused() -> None:
    app = Inside(LIVE)
    body = app.breakage()
    app.clock.advance(60)
    statuses = Counter[int]()
    for n in range(1000):
        app.clock.sleep(0.125)
        answer = app.send("POST", "journalentry", json={**body, "DocNumber": f"WO-{n}"})
        statuses[answer.status_code] += 1
    assert statuses == {200: 1000}
    early = [app.send("POST", "journalentry", json=body).status_code for _ in range(30)]
    assert early.count(200) == 2, "8 were sent in the last second"
