"""Who may come in, and how far: tokens by scope, client and end, roles, plan, pace, and nothing by a cookie."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.bookkeeping.settling import settle_policy
from assistant.books.client_books import ClientBooks
from assistant.books.identity import Scope, secret_hash
from assistant.books.policy import Feature, Policy
from assistant.surfaces.serving.pace import Pace, Paces
from tests.surfaces.api.calling import Program, program
from tests.surfaces.firm import ADA, BEA, CAFE, DEE, FAY, HARDWARE, Firm


def test_a_token_says_who_it_stands_for_and_where(firm: Firm) -> None:
    told = program(firm, FAY).get("/api/v1/me").json()
    assert (told["person"], [place["client"] for place in told["clients"]]) == (FAY, [CAFE])
    among = program(firm, ADA, clients=(CAFE,)).get("/api/v1/clients").json()
    assert [(place["client"], place["role"]) for place in among["rows"]] == [(CAFE, "owner")]


@pytest.mark.parametrize("secret", ["", "guessed"])
def test_nobody_comes_in_without_a_token(firm: Firm, secret: str) -> None:
    answer = Program(program(firm, None).http, secret).get("drafts")
    assert (answer.status_code, answer.headers["www-authenticate"][:6]) == (401, "Bearer")


def test_a_cookie_is_not_looked_at(firm: Firm) -> None:
    signed_in = firm.client(ADA)
    assert signed_in.http.get(f"/api/v1/clients/{HARDWARE}/drafts").status_code == 401


def test_a_token_ends_and_can_be_ended(firm: Firm) -> None:
    caller = program(firm, ADA, days=1)
    assert caller.get("drafts").status_code == 200
    firm.clock.wait(timedelta(days=1))
    ended = caller.get("drafts")
    assert (ended.status_code, ended.json()["code"]) == (401, "token_invalid")
    revoked = program(firm, ADA)
    with firm.house.identity.transaction() as identity:
        token = identity.token(secret_hash(revoked.secret))
        assert token is not None
        identity.end_tokens(ADA, at=firm.clock.now(), token_id=token.id)
    assert revoked.get("drafts").status_code == 401


def test_a_foreign_client_is_not_there(firm: Firm) -> None:
    for caller in (program(firm, FAY), program(firm, ADA, clients=(CAFE,))):
        there, nowhere = caller.get("drafts"), caller.get("/api/v1/clients/nobody/drafts")
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert there.json()["detail"].replace(HARDWARE, "nobody") == nowhere.json()["detail"]


def test_scope_and_role_must_both_allow(firm: Firm) -> None:
    reads = program(firm, ADA, scopes=(Scope.READ,))
    assert reads.get("drafts").status_code == 200
    refused = reads.post("texts", {"text": "write off $240 of damaged stock"})
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    reporter = program(firm, DEE)
    assert reporter.post("texts", {"text": "write off $240 of damaged stock"}).status_code == 201
    assert (reporter.get("entries").status_code, reporter.get("entries").json()["code"]) == (403, "not_allowed")


def test_a_reporter_sees_their_own_drafts(firm: Firm) -> None:
    own, other = program(firm, DEE).draft("write off $240 of damaged stock"), program(firm, BEA).draft("write off $90 of stock")
    reporter = program(firm, DEE)
    assert [row["id"] for row in reporter.get("drafts").json()["rows"]] == [own.json()["id"]]
    assert reporter.get(f"drafts/{other.json()['id']}").status_code == 404


def test_the_clients_plan_may_leave_it_out(firm: Firm) -> None:
    def without(books: ClientBooks) -> Policy:
        return replace(books.policy, left_out=(Feature.API,))

    settle_policy(firm.store, HARDWARE, without, by=ADA, at=firm.clock.now())
    refused = program(firm, BEA).get("drafts")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_in_plan")
    assert "ada" in refused.json()["remedy"]
    assert program(firm, BEA).get(f"/api/v1/clients/{CAFE}/drafts").status_code == 200


def test_one_token_asks_only_so_often(firm: Firm) -> None:
    now = [0.0]
    paces = Paces(person=Pace(a_second=1, at_once=5, clock=lambda: now[0]))
    firm.app.state.house = replace(firm.house, paces=paces)
    busy, other = program(firm, ADA), program(firm, BEA)
    assert {busy.get("/api/v1/me").status_code for _ in range(5)} == {200}
    refused = busy.get("/api/v1/me")
    assert (refused.status_code, refused.json()["code"], refused.headers["retry-after"]) == (429, "too_many_requests", "2")
    assert other.get("/api/v1/me").status_code == 200
    now[0] = 2.0
    assert busy.get("/api/v1/me").status_code == 200


def test_what_stands_before_the_desk_answers_programs_in_their_kind(firm: Firm) -> None:
    answer = program(firm, ADA).ask("GET", "/api/v1/me", headers={"Host": "somewhere.else"})
    assert (answer.status_code, answer.headers["content-type"]) == (421, "application/problem+json")


def test_the_books_know_when_a_token_was_used(firm: Firm) -> None:
    caller = program(firm, ADA)
    caller.get("/api/v1/me")
    with firm.house.identity.transaction(reads=True) as identity:
        token = identity.token(secret_hash(caller.secret))
    assert token is not None
    assert token.used_at == firm.clock.now()
