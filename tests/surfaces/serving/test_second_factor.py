"""A second factor: set up, asked for, good once; and the codes for when the phone is gone."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.surfaces.doors import at_door, code_of, hidden, inside, reloaded, seed_of, signs_in, turn_on
from tests.surfaces.firm import ADA, BEA, PASSWORD, Answer, Firm, Hand

RECOVERY = re.compile(r"<li>([A-Z2-7-]{20,})</li>")


def asked_for_code(firm: Firm, name: str = ADA) -> tuple[Hand, Answer]:
    hand = at_door(firm)
    page = signs_in(hand, name)
    assert "Your code" in page.text
    return hand, page


def shows_code(hand: Hand, page: Answer, code: str) -> Answer:
    return hand.post("/sign-in/code", step=hidden(page, "step"), code=code, wanted="/clients")


@pytest.fixture
def guarded(firm: Firm) -> tuple[str, list[str]]:
    """Ada's seed and recovery codes; the clock has moved on since she set it up."""
    seed, page = turn_on(firm, inside(firm, ADA))
    codes = RECOVERY.findall(page.text)
    assert len(set(codes)) == 8
    firm.clock.wait(timedelta(minutes=2))
    return seed, codes


def test_a_code_is_asked_for_and_lets_in(firm: Firm, guarded: tuple[str, list[str]]) -> None:
    hand, page = asked_for_code(firm)
    assert hand.get("/clients").path == "/sign-in"
    code = code_of(guarded[0], firm)
    answer = shows_code(hand, page, f"{code[:3]} {code[3:]}")
    assert answer.path == "/clients"


def test_a_code_is_good_once(firm: Firm, guarded: tuple[str, list[str]]) -> None:
    code = code_of(guarded[0], firm)
    hand, page = asked_for_code(firm)
    assert shows_code(hand, page, code).path == "/clients"
    again, page = asked_for_code(firm)
    refused = shows_code(again, page, code)
    assert refused.status == 401
    assert "was used before" in refused.text
    firm.clock.wait(timedelta(seconds=30))
    assert shows_code(again, page, code_of(guarded[0], firm)).status == 200


def test_the_code_that_set_it_up_lets_nobody_in(firm: Firm) -> None:
    hand = inside(firm, ADA)
    seed, _ = turn_on(firm, hand)
    at, page = asked_for_code(firm)
    assert shows_code(at, page, code_of(seed, firm)).status == 401


def test_an_old_code_is_none(firm: Firm, guarded: tuple[str, list[str]]) -> None:
    code = code_of(guarded[0], firm)
    firm.clock.wait(timedelta(seconds=61))
    hand, page = asked_for_code(firm)
    assert shows_code(hand, page, code).status == 401


def test_a_recovery_code_is_good_once(firm: Firm, guarded: tuple[str, list[str]]) -> None:
    hand, page = asked_for_code(firm)
    assert shows_code(hand, page, guarded[1][3].lower()).status == 200
    assert "7 recovery codes left" in hand.get("/account").text
    again, page = asked_for_code(firm)
    assert shows_code(again, page, guarded[1][3]).status == 401


def test_codes_are_not_tried_for_long(firm: Firm, guarded: tuple[str, list[str]]) -> None:
    hand, page = asked_for_code(firm)
    step = hidden(page, "step")
    assert [hand.post("/sign-in/code", step=step, code="000000").status for _ in range(5)] == [401] * 5
    assert hand.post("/sign-in/code", step=step, code=code_of(guarded[0], firm)).status == 429


def test_the_step_between_is_sealed_for_a_few_minutes_and_for_this_password(firm: Firm, guarded: tuple[str, list[str]]) -> None:
    hand, page = asked_for_code(firm)
    step = hidden(page, "step")
    forged = hand.post("/sign-in/code", step=step[:-6] + "AAAAA=", code=code_of(guarded[0], firm))
    assert (forged.status, "Begin anew" in forged.text) == (401, True)
    assert hand.post("/sign-in/code", step="nonsense", code="000000").status == 401
    firm.clock.wait(timedelta(minutes=6))
    late = hand.post("/sign-in/code", step=step, code=code_of(guarded[0], firm))
    assert (late.status, "Begin anew" in late.text) == (401, True)


def test_nothing_of_it_stands_in_the_books(firm: Firm, guarded: tuple[str, list[str]]) -> None:
    with firm.house.identity.transaction(reads=True) as identity:
        login = identity.login(ADA)
    assert login is not None
    assert guarded[0] not in login.second_factor
    assert not {code.replace("-", "") for code in guarded[1]} & set(login.recovery_codes)
    key = firm.folder / "firm.db.key"
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_seed_is_sealed_for_its_person(firm: Firm, guarded: tuple[str, list[str]]) -> None:
    """Copied to another's row, it opens nothing."""
    firm.give_password(BEA)
    with firm.house.identity.transaction() as identity:
        ada, bea = identity.login(ADA), identity.login(BEA)
        assert ada is not None
        assert bea is not None
        identity.save_login(replace(bea, second_factor=ada.second_factor), at=firm.clock.now())
    hand, page = asked_for_code(firm, BEA)
    refused = shows_code(hand, page, code_of(guarded[0], firm))
    assert refused.status == 502
    assert "belongs to another person" in refused.text


def test_it_is_turned_on_by_a_right_code_and_password_alone(firm: Firm) -> None:
    hand = inside(firm, ADA)
    page = hand.get("/account/second-factor")
    sealed, code = hidden(page, "sealed"), code_of(seed_of(page), firm)
    assert hand.post("/account/second-factor", sealed=sealed, code="000000", password=PASSWORD).status == 422
    wrong = hand.post("/account/second-factor", sealed=sealed, code=code, password="not this one, sorry")
    assert (wrong.status, "That is not your password" in wrong.text) == (401, True)
    assert "Off" in hand.get("/account").text
    assert hand.post("/account/second-factor", sealed=sealed, code=code, password=PASSWORD).status == 200
    assert "A code of your phone is asked for" in hand.get("/account").text


def test_turning_it_on_and_off_ends_the_other_sessions(firm: Firm) -> None:
    hand, other = inside(firm, ADA), inside(firm, ADA)
    turn_on(firm, hand)
    assert other.get("/clients").path == "/sign-in"
    refused = hand.post("/account/second-factor/remove", password="not this one, sorry")
    assert refused.status == 401
    gone = hand.post("/account/second-factor/remove", password=PASSWORD)
    assert "your password alone lets you in" in gone.text
    assert signs_in(at_door(firm), ADA).path != "/sign-in"


def test_where_it_is_required_everybody_sets_it_up_first(firm: Firm) -> None:
    object.__setattr__(firm.house, "settings", replace(firm.house.settings, second_factor=True))
    hand = at_door(firm)
    page = signs_in(hand, ADA, wanted="/clients")
    assert page.path == "/account/second-factor"
    assert "wants a second factor of everybody" in page.text
    hand = reloaded(hand, page)
    assert hand.get("/account").path == "/account/second-factor"
    turn_on(firm, hand)
    assert hand.get("/clients").path == "/clients"
    assert hand.post("/account/second-factor/remove", password=PASSWORD).status == 403
