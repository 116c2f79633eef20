"""The first to come in: by the code of the terminal, once, and as owner of what is there."""

from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import open_books
from assistant.bookkeeping.settling import set_role
from assistant.books.people import PersonRole
from tests.surfaces.doors import at_door, signs_in
from tests.surfaces.firm import ADA, BEA, CAFE, HARDWARE, NOON, PASSWORD, SAMPLES, SETUP_CODE, Answer, Firm, Hand


@pytest.fixture
def new_desk(tmp_path: Path) -> Firm:
    """Books that somebody keeps from the command line; nobody ever signed in."""
    store = open_books(str(tmp_path / "firm.db"))
    for client in (HARDWARE, CAFE):
        store.add_client(read_client(SAMPLES / client, client), by=ADA, at=NOON)
    set_role(store, CAFE, BEA, PersonRole.APPROVER, by=ADA, at=NOON)
    return Firm(store, tmp_path)


def takes_desk(hand: Hand, **said: str) -> Answer:
    return hand.post("/welcome", **({"code": SETUP_CODE, "name": BEA, "password": PASSWORD} | said))


def test_every_address_leads_to_the_welcome(new_desk: Firm) -> None:
    for path in ("/", "/queue", "/clients", "/account", f"/c/{HARDWARE}/queue", "/sign-in", "/nowhere"):
        assert new_desk.client().get(path).path == "/welcome"
    assert new_desk.client().get("/healthz").status == 200
    new_desk.close()


def test_who_holds_the_code_owns_every_clients_books(new_desk: Firm) -> None:
    hand = at_door(new_desk, "/welcome")
    assert f'value="{ADA}"' in hand.get("/welcome").text
    assert takes_desk(hand, code=f" {SETUP_CODE.lower()} ").path != "/welcome"
    page = hand.get("/clients")
    assert page.text.count("owner") >= 2
    for client in (HARDWARE, CAFE):
        with new_desk.store.client(client, reads=True) as books:
            last = books.events()[-1]
        assert (last.what, last.who, last.subject) == ("person.role", BEA, BEA)
        assert last.detail["role"] == "owner"
    with new_desk.house.identity.transaction(reads=True) as identity:
        login = identity.login(BEA)
    assert login is not None
    assert login.firm
    assert new_desk.client().get("/welcome").path == "/sign-in"
    new_desk.close()


@pytest.mark.parametrize(
    ("said", "status", "says"),
    [
        ({"code": "WRNG-CODE"}, 403, "That is not the code"),
        ({"code": ""}, 403, "That is not the code"),
        ({"password": "short one"}, 422, "needs at least 12"),
        ({"password": "corner-hardware"}, 422, "guessed first"),
        ({"name": " "}, 422, "no name to sign in by"),
        ({"name": "x" * 61}, 422, "no name to sign in by"),
        ({"name": "a\x00b"}, 422, "no name to sign in by"),
    ],
)
def test_nobody_else_does(new_desk: Firm, said: dict[str, str], status: int, says: str) -> None:
    answer = takes_desk(at_door(new_desk, "/welcome"), **({"name": ADA} | said))
    assert (answer.status, answer.path, says in answer.text) == (status, "/welcome", True)
    with new_desk.house.identity.transaction(reads=True) as identity:
        assert not identity.any_password()
    new_desk.close()


def test_the_code_is_not_tried_for_long(new_desk: Firm) -> None:
    hand = at_door(new_desk, "/welcome")
    assert [takes_desk(hand, code="WRNG-CODE").status for _ in range(10)] == [403] * 10
    assert takes_desk(hand).status == 429
    new_desk.close()


def test_a_desk_is_taken_once(new_desk: Firm) -> None:
    """Whoever is second is sent to sign in, and nothing of theirs is kept."""
    second = at_door(new_desk, "/welcome")
    assert takes_desk(at_door(new_desk, "/welcome")).path != "/welcome"
    assert takes_desk(second, name="mallory").path == "/sign-in"
    assert signs_in(second, "mallory").status == 401
    new_desk.close()


def test_without_a_code_nobody_takes_it(new_desk: Firm) -> None:
    object.__setattr__(new_desk.house, "setup_code", "")
    assert takes_desk(at_door(new_desk, "/welcome"), code="").status == 403
    new_desk.close()


def test_where_no_books_are_open_they_come_next(tmp_path: Path) -> None:
    firm = Firm(open_books(str(tmp_path / "firm.db")), tmp_path)
    hand = at_door(firm, "/welcome")
    answer = hand.http.post(
        "/welcome",
        data={"csrf": hand.csrf, "code": SETUP_CODE, "name": ADA, "password": PASSWORD},
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/clients/new")
    firm.close()
