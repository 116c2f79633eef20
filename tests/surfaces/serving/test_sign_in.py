"""Signing in and out at the desk's door, and how long it lasts."""

from datetime import timedelta

import pytest

from assistant.books.identity import secret_hash
from assistant.surfaces.serving.visit import SECURE_COOKIE
from tests.surfaces.doors import at_door, inside, reloaded, signs_in
from tests.surfaces.firm import ADA, BEA, NOON, PASSWORD, Firm

WRONG = "The name or the password is not right."


def test_who_knows_their_password_comes_in(firm: Firm) -> None:
    hand = at_door(firm)
    answer = hand.http.post(
        "/sign-in", data={"csrf": hand.csrf, "name": f" {ADA} ", "password": PASSWORD}, follow_redirects=False
    )
    assert answer.status_code == 303
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith(SECURE_COOKIE))
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= attributes
    assert not any(each.startswith(("max-age", "expires", "domain")) for each in attributes)
    assert "Corner Hardware" in hand.get("/clients").text


def test_the_books_hold_a_hash_and_not_the_cookie(firm: Firm) -> None:
    hand = inside(firm, ADA)
    secret = hand.http.cookies[SECURE_COOKIE]
    with firm.house.identity.transaction(reads=True) as identity:
        session = identity.session(secret_hash(secret))
        assert session is not None
        assert identity.session(secret) is None
    assert secret not in (session.id_hash, session.csrf)
    with firm.house.identity.transaction(reads=True) as identity:
        login = identity.login(ADA)
    assert login is not None
    assert login.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("name", "password"),
    [
        (ADA, "not this one, sorry"),
        ("nobody", PASSWORD),
        (BEA, PASSWORD),
        (ADA, PASSWORD.upper()),
        (ADA, PASSWORD + " "),
        ("", ""),
    ],
)
def test_everybody_else_is_told_the_same(firm: Firm, name: str, password: str) -> None:
    """A wrong password, a name that nobody has, one who has no password yet, and a password changed in case or length."""
    answer = signs_in(at_door(firm), name, password)
    assert (answer.status, answer.path) == (401, "/sign-in")
    assert WRONG in answer.text


def test_a_name_that_nobody_has_costs_the_same_work(firm: Firm) -> None:
    """Argon2 is run for it too: counted where it is done, not timed."""
    worked: list[str] = []
    passwords = firm.house.passwords

    class Counted:
        def fits(self, password: str, hashed: str) -> bool:
            worked.append(hashed)
            return passwords.fits(password, hashed)

    object.__setattr__(firm.house, "passwords", Counted())
    for name in (ADA, "nobody", BEA):
        signs_in(at_door(firm), name, "not this one, sorry")
    assert len(worked) == 3


def test_one_goes_on_to_the_page_that_was_asked_for(firm: Firm) -> None:
    hand = firm.client()
    page = hand.get("/clients")
    assert page.path == "/sign-in"
    hand = reloaded(hand, page)
    assert signs_in(hand, ADA, wanted="/clients").path == "/clients"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-out"]
)
def test_one_goes_nowhere_else(firm: Firm, wanted: str) -> None:
    hand = at_door(firm)
    answer = hand.http.post(
        "/sign-in", data={"csrf": hand.csrf, "name": ADA, "password": PASSWORD, "wanted": wanted}, follow_redirects=False
    )
    assert answer.headers["location"] == "/"


def test_each_sign_in_has_a_session_of_its_own(firm: Firm) -> None:
    """A cookie that somebody planted is not taken over."""
    hand = at_door(firm)
    hand.http.cookies.set(SECURE_COOKIE, "planted", domain="testserver.local", path="/")
    hand.http.post("/sign-in", data={"csrf": hand.csrf, "name": ADA, "password": PASSWORD}, follow_redirects=False)
    first = [each.value for each in hand.http.cookies.jar if each.name == SECURE_COOKIE]
    assert first[-1] != "planted"
    with firm.house.identity.transaction(reads=True) as identity:
        assert identity.session(secret_hash("planted")) is None
    second = inside(firm, ADA).http.cookies[SECURE_COOKIE]
    assert second not in first


def test_after_signing_out_the_cookie_is_worth_nothing(firm: Firm) -> None:
    """Also for who copied it before."""
    hand = inside(firm, ADA)
    stolen = firm.client()
    stolen.http.cookies.set(SECURE_COOKIE, hand.http.cookies[SECURE_COOKIE])
    assert stolen.get("/clients").path == "/clients"
    out = hand.post("/sign-out")
    assert out.path == "/sign-in"
    assert SECURE_COOKIE not in hand.http.cookies
    assert stolen.get("/clients").path == "/sign-in"


def test_every_page_has_the_way_out(firm: Firm) -> None:
    assert 'action="/sign-out"' in firm.client(ADA).get("/clients").text


def test_a_session_ends_eight_hours_after_the_last_page(firm: Firm) -> None:
    hand = inside(firm, ADA)
    firm.clock.wait(timedelta(hours=7, minutes=59))
    assert hand.get("/clients").path == "/clients"
    firm.clock.wait(timedelta(hours=7, minutes=59))
    assert hand.get("/clients").path == "/clients"
    firm.clock.wait(timedelta(hours=8, minutes=1))
    assert hand.get("/clients").path == "/sign-in"


def test_a_session_ends_a_day_after_it_began(firm: Firm) -> None:
    hand = inside(firm, ADA)
    for _ in range(5):
        firm.clock.wait(timedelta(hours=4, minutes=45))
        assert hand.get("/clients").path == "/clients"
    firm.clock.wait(timedelta(minutes=20))
    assert hand.get("/clients").path == "/sign-in"


def test_the_session_seen_longest_ago_makes_room(firm: Firm) -> None:
    first = inside(firm, ADA)
    for _ in range(20):
        firm.clock.wait(timedelta(minutes=1))
        last = inside(firm, ADA)
    assert first.get("/clients").path == "/sign-in"
    assert last.get("/clients").path == "/clients"


def test_who_guesses_is_shut_out_and_the_person_is_not(firm: Firm) -> None:
    """From their own address the person still comes in while somebody guesses at them from another."""
    guesser = at_door(firm)
    guesser.http.headers["x-test"] = "guesser"
    for _ in range(5):
        assert signs_in(guesser, ADA, "not this one, sorry").status == 401
    shut = signs_in(guesser, ADA)
    assert shut.status == 429
    assert "Wait 15 minutes" in shut.text
    assert signs_in(guesser, "nobody", "not this one, sorry").status == 401
    firm.clock.wait(timedelta(minutes=15))
    assert signs_in(guesser, ADA, wanted="/clients").status == 200


def test_no_form_comes_in_without_the_browsers_own_token(firm: Firm) -> None:
    hand = at_door(firm)
    data = {"name": ADA, "password": PASSWORD}
    forged = [
        hand.http.post("/sign-in", data=data),
        hand.http.post("/sign-in", data=data | {"csrf": "guessed"}),
        hand.http.post("/sign-in", data=data | {"csrf": hand.csrf}, headers={"sec-fetch-site": "cross-site"}),
        hand.http.post("/sign-in", data=data | {"csrf": hand.csrf}, headers={"sec-fetch-site": "same-site"}),
    ]
    assert [each.status_code for each in forged] == [403] * 4
    without_cookie = firm.client()
    assert without_cookie.http.post("/sign-in", data=data | {"csrf": ""}).status_code == 403


def test_a_form_of_a_session_that_ended_is_refused(firm: Firm) -> None:
    """Replayed after signing out, and sent with the token of the session before."""
    hand = inside(firm, ADA)
    hand.post("/sign-out")
    assert hand.post("/account/tokens/x/end").path == "/sign-in"
    again = inside(firm, ADA)
    assert again.http.post("/account/tokens/x/end", data={"csrf": hand.csrf}).status_code == 403


def test_a_session_of_long_ago_is_told_of_in_utc(firm: Firm) -> None:
    page = inside(firm, ADA).get("/account")
    assert f"{NOON:%Y-%m-%d %H:%M} UTC" in page.text
