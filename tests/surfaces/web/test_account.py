"""A person's own account: password, sessions, programs."""

import re
from datetime import timedelta

import pytest

from assistant.books.identity import Scope, secret_hash
from assistant.surfaces.serving.visit import SECURE_COOKIE
from assistant.surfaces.web.account import browser
from tests.surfaces.doors import at_door, inside, signs_in
from tests.surfaces.firm import ADA, BEA, HARDWARE, PASSWORD, Firm

NEW = "seven plaid umbrellas sing"
TOKEN = re.compile(r'value="(writeoff_[^"]+)"')


def test_a_password_is_changed_by_who_knows_it_and_ends_every_other_session(firm: Firm) -> None:
    hand, other = inside(firm, ADA), inside(firm, ADA)
    before = hand.http.cookies[SECURE_COOKIE]
    page = hand.post("/account/password", current=PASSWORD, password=NEW)
    assert "Your password is changed" in page.text
    assert hand.http.cookies[SECURE_COOKIE] != before
    assert other.get("/clients").path == "/sign-in"
    stolen = firm.client()
    stolen.http.cookies.set(SECURE_COOKIE, before)
    assert stolen.get("/clients").path == "/sign-in"
    assert signs_in(at_door(firm), ADA, PASSWORD).status == 401
    assert signs_in(at_door(firm), ADA, NEW, wanted="/clients").path == "/clients"


@pytest.mark.parametrize(
    ("current", "new", "status", "says"),
    [
        ("not this one, sorry", NEW, 401, "That is not your password"),
        (PASSWORD, "short one", 422, "has 9 characters, and needs at least 12"),
        (PASSWORD, "x1" * 65, 422, "may have at most 128"),
        (PASSWORD, "Password1234!!", 422, "guessed first"),
        (PASSWORD, "ada ada ada ada", 422, "guessed first"),
        (PASSWORD, "Corner-Hardware-1", 422, "guessed first"),
        (PASSWORD, "WriteOff-2026-QuickBooks", 422, "guessed first"),
        (PASSWORD, PASSWORD, 422, "the one that you have"),
    ],
)
def test_what_cannot_be_a_password_is_refused(firm: Firm, current: str, new: str, status: int, says: str) -> None:
    hand = inside(firm, ADA)
    page = hand.post("/account/password", current=current, password=new)
    assert (page.status, says in page.text) == (status, True)
    assert new not in page.text.replace("Corner Hardware", "")
    assert hand.get("/clients").path == "/clients"


@pytest.mark.parametrize(
    "new", ["839201749365", "ünïcödé pässwörd", "  blackberries  on toast ", "Vq" + "jx4-mB9!" * 15, "🦆🐌🪗🎈🧵🪁🦔🐙🥨🍇🧩🎻"]
)
def test_any_characters_will_do_as_they_are(firm: Firm, new: str) -> None:
    """Digits alone, letters of any language, spaces at the ends, 122 characters, pictures."""
    inside(firm, ADA).post("/account/password", current=PASSWORD, password=new)
    assert signs_in(at_door(firm), ADA, new, wanted="/clients").path == "/clients"
    assert signs_in(at_door(firm), ADA, new.strip() + "x").status == 401


def test_the_fields_take_what_a_password_manager_pastes(firm: Firm) -> None:
    page = at_door(firm).get("/sign-in").text
    assert 'type="password" autocomplete="current-password"' in page
    account = inside(firm, ADA).get("/account").text
    assert 'type="password" autocomplete="new-password"' in account
    assert "onpaste" not in page + account


def test_sessions_are_listed_and_ended_one_by_one(firm: Firm) -> None:
    hand, other, third = inside(firm, ADA), inside(firm, ADA), inside(firm, ADA)
    page = hand.get("/account")
    handles = re.findall(r'name="which" value="([0-9a-f]{16})"', page.text)
    assert len(handles) == 2
    assert hand.post("/account/sessions/end", which=handles[0], password="not this one, sorry").status == 401
    assert "1 session ended" in hand.post("/account/sessions/end", which=handles[0], password=PASSWORD).text
    assert [each.get("/clients").path for each in (other, third)].count("/sign-in") == 1
    assert "Choose which" in hand.post("/account/sessions/end", password=PASSWORD).text
    assert hand.get("/clients").path == "/clients"


def test_all_others_are_ended_at_once(firm: Firm) -> None:
    hand, second, third = inside(firm, ADA), inside(firm, ADA), inside(firm, ADA)
    assert "2 sessions ended" in hand.post("/account/sessions/end", others="yes", password=PASSWORD).text
    assert [each.get("/clients").path for each in (hand, second, third)] == ["/clients", "/sign-in", "/sign-in"]


def test_nobody_ends_a_session_of_another(firm: Firm) -> None:
    firm.give_password(BEA)
    ada, bea = inside(firm, ADA), inside(firm, BEA)
    handle = secret_hash(ada.http.cookies[SECURE_COOKIE])[:16]
    assert bea.post("/account/sessions/end", which=handle, password=PASSWORD).status == 404
    assert ada.get("/clients").path == "/clients"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Linux"),
        ("curl/8.5", "curl/8.5"),
        ("", "not said"),
    ],
)
def test_a_browser_is_called_as_people_call_it(agent: str, name: str) -> None:
    assert browser(agent) == name


def test_a_browsers_name_is_shown_as_text(firm: Firm) -> None:
    hand = at_door(firm)
    hand.http.headers["user-agent"] = "<script>alert(1)</script>"
    assert signs_in(hand, ADA, wanted="/account").path == "/account"
    assert "<script>alert" not in hand.get("/account").text


def test_a_program_gets_a_token_that_is_shown_once(firm: Firm) -> None:
    hand = inside(firm, ADA)
    page = hand.post(
        "/account/tokens", name="stock <scanner>", days="30", password=PASSWORD, scopes=["read", "draft"], clients=[HARDWARE]
    )
    found = TOKEN.search(page.text)
    assert found is not None
    with firm.house.identity.transaction(reads=True) as identity:
        token = identity.token(secret_hash(found.group(1)))
        assert identity.token(found.group(1)) is None
    assert token is not None
    assert (token.person, token.scopes, token.clients) == (ADA, (Scope.READ, Scope.DRAFT), (HARDWARE,))
    assert token.ends_at - token.made_at == timedelta(days=30)
    again = hand.get("/account").text
    assert found.group(1) not in again
    assert "stock &lt;scanner&gt;" in again
    assert "works no longer" in hand.post(f"/account/tokens/{token.id}/end").text
    with firm.house.identity.transaction(reads=True) as identity:
        ended = identity.token(secret_hash(found.group(1)))
    assert ended is not None
    assert not ended.good_at(firm.clock.now())
    assert hand.post(f"/account/tokens/{token.id}/end").status == 404


@pytest.mark.parametrize(
    ("said", "status", "says"),
    [
        ({"password": "not this one, sorry"}, 401, "That is not your password"),
        ({"scopes": []}, 422, "Choose what it may do"),
        ({"scopes": ["everything"]}, 422, "missing or cannot be read: scopes"),
        ({"days": "366"}, 422, "from a day to a year"),
        ({"days": "0"}, 422, "from a day to a year"),
        ({"days": "many"}, 422, "missing or cannot be read: days"),
        ({"name": " "}, 422, "needs a name"),
        ({"clients": ["somebody-elses"]}, 422, "You do not work for somebody-elses"),
    ],
)
def test_a_token_that_cannot_be_is_refused(firm: Firm, said: dict[str, object], status: int, says: str) -> None:
    typed: dict[str, object] = {"name": "scanner", "days": "30", "password": PASSWORD, "scopes": ["read"]}
    page = inside(firm, ADA).post("/account/tokens", **(typed | said))
    assert (page.status, says in page.text) == (status, True)
    assert TOKEN.search(page.text) is None


def test_nobody_ends_a_token_of_another(firm: Firm) -> None:
    firm.give_password(BEA)
    inside(firm, ADA).post("/account/tokens", name="scanner", days="30", password=PASSWORD, scopes="read")
    with firm.house.identity.transaction(reads=True) as identity:
        (token,) = identity.tokens(ADA)
    assert inside(firm, BEA).post(f"/account/tokens/{token.id}/end").status == 404
    assert "scanner" in inside(firm, ADA).get("/account").text
