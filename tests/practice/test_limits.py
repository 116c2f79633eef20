"""What the service takes from one app, to the last request, and when it takes more."""

from assistant.practice.limits import LIVE, Limits
from tests.practice.desk import CAFE
from tests.practice.inside import Inside

ENOUGH = "preferences"


def statuses(app: Inside, count: int, resource: str = ENOUGH) -> list[int]:
    return [app.get(resource).status_code for _ in range(count)]


def test_ten_requests_in_any_second() -> None:
    app = Inside(LIVE)
    assert statuses(app, 11) == [200] * 10 + [429]
    app.clock.advance(0.75)
    assert app.get(ENOUGH).json()["fault"]["error"][0]["code"] == "3001"
    app.clock.advance(0.25)
    assert statuses(app, 10) == [200] * 10


def test_five_hundred_requests_in_any_minute() -> None:
    app = Inside(LIVE)
    for _ in range(50):
        assert statuses(app, 10) == [200] * 10
        app.clock.advance(1)
    refused = app.get(ENOUGH)
    assert (refused.status_code, refused.json()["Fault"]["Error"][0]["code"]) == (429, "003001")
    app.clock.advance(10)
    assert statuses(app, 11) == [200] * 10 + [429], "what went out in the first second is a minute ago"


def test_what_is_refused_counts_nowhere_and_nothing_of_it_is_done() -> None:
    app = Inside(Limits(requests_a_second=2))
    body = app.breakage()
    app.clock.advance(1)
    assert statuses(app, 2) == [200, 200]
    assert [app.send("POST", "journalentry", json=body).status_code for _ in range(5)] == [429] * 5
    app.clock.advance(1)
    assert app.entries() == 0
    assert statuses(app, 1) == [200]


def test_one_company_is_not_held_up_by_another() -> None:
    app = Inside(LIVE)
    app.practice.seed({**CAFE, "realm": "9131"})
    assert statuses(app, 11)[-1] == 429
    app.realm = "9131"
    app.connect()
    assert statuses(app, 10) == [200] * 10


def test_the_sign_in_is_not_limited() -> None:
    app = Inside(Limits(requests_a_second=1))
    for _ in range(3):
        answer = app.token(grant_type="refresh_token", refresh_token=app.tokens["refresh_token"])
        assert answer.status_code == 200
        app.tokens = answer.json()


def test_a_refusal_names_no_time_to_wait_unless_it_is_set_to() -> None:
    silent, telling = Inside(Limits(requests_a_second=0)), Inside(Limits(requests_a_second=0, retry_after_seconds=60))
    assert "Retry-After" not in silent.get(ENOUGH).headers
    assert telling.get(ENOUGH).headers["Retry-After"] == "60"


def test_reads_are_counted_and_end_with_the_months_allowance_while_writes_go_on() -> None:
    app = Inside(Limits(metered_reads_a_month=3))
    body = app.breakage()
    assert statuses(app, 3) == [200, 200, 429]
    refused = app.get("query", query="SELECT * FROM Account").json()
    assert refused["fault"]["error"][0]["code"] == "3001"
    assert app.send("POST", "journalentry", json=body).status_code == 200
    assert app.practice.service.gate.reads(app.clock.now()) == app.practice.log.read()["metered"] == 3
    app.clock.advance(10 * 24 * 3600)  # 2026-12-01
    app.tokens = app.token(grant_type="refresh_token", refresh_token=app.tokens["refresh_token"]).json()
    assert statuses(app, 1) == [200]
    assert app.practice.service.gate.reads(app.clock.now()) == 1
