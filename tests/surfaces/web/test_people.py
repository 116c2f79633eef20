"""The people of a client: an owner changes who may do what and how they come in; others see it."""

import re
from datetime import timedelta

import pytest

from assistant.bookkeeping.settling import set_role
from assistant.books.people import PersonRole
from tests.surfaces.doors import at_door, inside, reloaded, signs_in, turn_on
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, PASSWORD, Answer, Firm

PEOPLE = f"/c/{HARDWARE}/settings/people"
LINK = re.compile(r"https://testserver(/invited/[^\"]+)\"")
NEW = "seven plaid umbrellas sing"


def invited(firm: Firm, name: str, role: str = "approver", **more: str) -> Answer:
    return firm.client(ADA).post(PEOPLE, name=name, role=role, **more)


def link_in(page: Answer) -> str:
    found = LINK.search(page.text)
    assert found is not None, page.text
    return found.group(1)


def test_somebody_new_comes_in_by_their_link(firm: Firm) -> None:
    page = invited(firm, "gus", limit="1,500.00")
    assert "approver, up to 1,500.00" in page.text
    link = link_in(page)
    hand = at_door(firm, link)
    assert hand.post(link, password=NEW).path != link
    assert hand.get(f"/c/{HARDWARE}/settings").status == 200
    assert signs_in(at_door(firm), "gus", NEW, wanted="/clients").path == "/clients"
    with firm.store.client(HARDWARE, reads=True) as books:
        told = [(event.what, event.who, event.subject) for event in books.events()[-2:]]
    assert told == [("person.role", ADA, "gus"), ("person.invited", ADA, "gus")]


def test_a_link_works_once_for_three_days_and_the_last_one_alone(firm: Firm) -> None:
    first, second = link_in(invited(firm, "gus")), link_in(firm.client(ADA).post(f"{PEOPLE}/link", person="gus"))
    assert firm.client().get(first).status == 403
    assert firm.client().get("/invited/guessed").status == 403
    hand = at_door(firm, second)
    weak = hand.post(second, password="gus gus gus gus")
    assert (weak.status, "guessed first" in weak.text) == (422, True)
    assert hand.post(second, password=NEW).path != second
    again = at_door(firm, "/sign-in").post(second, password="another long password 77")
    assert (again.status, "works no longer" in again.text) == (403, True)
    late = link_in(invited(firm, "hal"))
    firm.clock.wait(timedelta(hours=72))
    assert firm.client().get(late).status == 403


def test_the_link_is_kept_as_a_hash(firm: Firm) -> None:
    secret = link_in(invited(firm, "gus")).rpartition("/")[2]
    rows = firm.store.engine.raw_connection()
    try:
        kept = str(rows.cursor().execute("SELECT * FROM invitations").fetchall())
    finally:
        rows.close()
    assert secret not in kept


def test_markup_in_a_name_is_a_name(firm: Firm) -> None:
    name = '<img src=x onerror="alert(1)"> & co'
    page = invited(firm, name)
    assert "<img src=x" not in page.text
    assert "&lt;img src=x onerror=" in page.text
    hand = at_door(firm, link_in(page))
    hand.post(link_in(page), password=NEW)
    assert "&lt;img src=x" in hand.get("/clients").text
    assert invited(firm, "line\nbreak").status == 422
    assert firm.client(ADA).post(f"{PEOPLE}/remove", person=name).status == 200


def test_one_who_can_sign_in_already_gets_no_link(firm: Firm) -> None:
    firm.give_password(FAY)
    page = invited(firm, FAY)
    assert LINK.search(page.text) is None
    assert "comes in as before" in page.text


@pytest.mark.parametrize("person", [BEA, CAL, EVE])
def test_others_see_who_works_there_and_who_may_change_it(firm: Firm, person: str) -> None:
    hand = firm.client(person)
    page = hand.get(PEOPLE)
    assert (page.status, f"Only an owner changes it: {ADA}" in page.text, "Ask in" in page.text) == (200, True, False)
    for path in ("", "/role", "/remove", "/link", "/sign-out", "/shut-out", "/let-in", "/second-factor", "/firm"):
        assert hand.post(PEOPLE + path, person=DEE, name=DEE, role="owner", firm="true").status == 403


def test_a_reporter_does_not_see_it_and_a_stranger_finds_nothing(firm: Firm) -> None:
    assert firm.client(DEE).get(PEOPLE).status == 403
    assert firm.client(FAY).get(PEOPLE).status == 404
    assert firm.client(FAY).post(f"{PEOPLE}/remove", person=BEA).status == 404


def test_a_role_is_changed_at_once(firm: Firm) -> None:
    bea = firm.client(BEA)
    assert "up to 99.50" in firm.client(ADA).post(f"{PEOPLE}/role", person=BEA, role="approver", limit="99.50").text
    assert "approver, up to 99.50" in bea.get("/clients").text
    firm.client(ADA).post(f"{PEOPLE}/role", person=BEA, role="reporter")
    assert bea.get(PEOPLE).status == 403
    firm.client(ADA).post(f"{PEOPLE}/remove", person=BEA)
    assert bea.get(f"/c/{HARDWARE}/settings").status == 404


def test_what_cannot_be_is_said_where_it_was_asked(firm: Firm) -> None:
    ada = firm.client(ADA)
    assert "cannot give up being owner" in ada.post(f"{PEOPLE}/role", person=ADA, role="auditor").text
    assert "no amount" in ada.post(f"{PEOPLE}/role", person=BEA, role="approver", limit="a lot").text
    assert ada.post(f"{PEOPLE}/role", person=BEA, role="emperor").status == 422
    assert "cannot leave by themselves" in ada.post(f"{PEOPLE}/remove", person=ADA).text
    assert "Nobody shuts themselves out" in ada.post(f"{PEOPLE}/shut-out", person=ADA).text


def test_who_is_shut_out_is_out_everywhere(firm: Firm) -> None:
    firm.give_password(BEA)
    bea, ada = inside(firm, BEA), firm.client(ADA)
    bea.post("/account/tokens", name="scanner", days="9", scopes="read", password=PASSWORD)
    link = link_in(ada.post(f"{PEOPLE}/link", person=BEA))
    assert "comes in no more" in ada.post(f"{PEOPLE}/shut-out", person=BEA).text
    assert bea.get("/clients").path == "/sign-in"
    assert signs_in(at_door(firm), BEA).status == 401
    assert firm.client().get(link).status == 403
    with firm.house.identity.transaction(reads=True) as identity:
        assert all(token.ended_at is not None for token in identity.tokens(BEA))
    assert ada.post(f"{PEOPLE}/link", person=BEA).status == 409
    ada.post(f"{PEOPLE}/let-in", person=BEA)
    assert signs_in(at_door(firm), BEA, wanted="/clients").path == "/clients"


def test_an_owner_ends_anothers_sessions(firm: Firm) -> None:
    bea = firm.client(BEA)
    assert "is signed out (1 session)" in firm.client(ADA).post(f"{PEOPLE}/sign-out", person=BEA).text
    assert bea.get("/clients").path == "/sign-in"


def test_an_owner_of_some_of_their_books_alone_cannot_come_by_the_others(firm: Firm) -> None:
    """Else who owns one client could make a link for a colleague, and walk into another client's books with it."""
    set_role(firm.store, CAFE, FAY, PersonRole.OWNER, by=ADA, at=firm.clock.now())
    firm.give_password(FAY)
    people = f"/c/{CAFE}/settings/people"
    fay = inside(firm, FAY)
    for verb in ("link", "sign-out", "shut-out", "second-factor"):
        refused = fay.post(f"{people}/{verb}", person=BEA)
        assert (refused.status, "also works where you are not owner" in refused.text) == (403, True)
    assert fay.post(f"{people}/link", person=ADA).status == 403
    assert fay.post(f"{people}/firm", person=BEA, firm="true").status == 403
    assert LINK.search(fay.post(people, name=BEA, role="bookkeeper").text) is None
    set_role(firm.store, CAFE, "ivy", PersonRole.REPORTER, by=FAY, at=firm.clock.now())
    assert LINK.search(fay.post(f"{people}/link", person="ivy").text) is not None


def test_an_owner_of_the_firm_makes_another(firm: Firm) -> None:
    firm.give_password(BEA)
    ada = firm.client(ADA)
    assert "is now an owner of the firm" in ada.post(f"{PEOPLE}/firm", person=BEA, firm="true").text
    assert "no longer an owner of the firm" in ada.post(f"{PEOPLE}/firm", person=BEA, firm="false").text
    assert "Nobody changes this of themselves" in ada.post(f"{PEOPLE}/firm", person=ADA, firm="false").text


def test_a_reset_link_does_not_pass_the_second_factor_by(firm: Firm) -> None:
    firm.give_password(BEA)
    bea = inside(firm, BEA)
    turn_on(firm, bea)
    link = link_in(firm.client(ADA).post(f"{PEOPLE}/link", person=BEA))
    hand = at_door(firm, link)
    assert hand.post(link, password=NEW).path == "/sign-in"
    assert bea.get("/clients").path == "/sign-in"
    hand = reloaded(hand, hand.get("/sign-in"))
    assert "Your code" in signs_in(hand, BEA, NEW).text
    firm.client(ADA).post(f"{PEOPLE}/second-factor", person=BEA)
    assert signs_in(at_door(firm), BEA, NEW, wanted="/clients").path == "/clients"
