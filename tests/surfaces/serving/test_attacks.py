"""What somebody with a way in, or with one that was taken away, tries beyond what they may: each try comes to nothing."""

import re

import pytest
from fastapi import APIRouter

from assistant.bookkeeping.settling import set_role
from assistant.books.identity import Scope
from assistant.books.people import PersonRole
from assistant.surfaces.serving import errors
from tests.surfaces.api.calling import program
from tests.surfaces.doors import at_door
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, HARDWARE, Firm

NEW = "seven plaid umbrellas sing"
TEXT = {"text": "12 of the mugs were dropped in the warehouse yesterday"}
LINK = re.compile(r"https://testserver(/invited/[^\"]+)\"")
router = APIRouter()


@router.get("/broken")
def broken() -> None:
    raise KeyError("Mrs Miller's mugs")


# ── Ways in that outlive what they were made for ─────────────────────────────────────────────────────────────────────────


def link_by(firm: Firm, owner: str, person: str) -> str:
    page = firm.client(owner).post(f"/c/{HARDWARE}/settings/people", name=person, role="auditor")
    found = LINK.search(page.text)
    assert found is not None, page.text
    return found.group(1)


def test_a_link_of_one_clients_owner_does_not_open_the_books_of_another(firm: Firm) -> None:
    """It was made while the person worked for the owner alone; since then they work elsewhere too."""
    set_role(firm.store, HARDWARE, BEA, PersonRole.OWNER, by=ADA, at=firm.clock.now())
    link = link_by(firm, BEA, "gus")
    hand = at_door(firm, link)
    set_role(firm.store, CAFE, "gus", PersonRole.APPROVER, by=ADA, at=firm.clock.now())
    assert hand.post(link, password=NEW).status == 403
    assert firm.client().get(link).status == 403
    remade = link_in_people(firm)
    assert at_door(firm, remade).post(remade, password=NEW).path != remade


def link_in_people(firm: Firm) -> str:
    found = LINK.search(firm.client(ADA).post(f"/c/{HARDWARE}/settings/people/link", person="gus").text)
    assert found is not None
    return found.group(1)


def test_a_link_of_who_was_shut_out_works_no_longer(firm: Firm) -> None:
    set_role(firm.store, HARDWARE, BEA, PersonRole.OWNER, by=ADA, at=firm.clock.now())
    firm.give_password(BEA)
    link = link_by(firm, BEA, "gus")
    firm.client(ADA).post(f"/c/{HARDWARE}/settings/people/shut-out", person=BEA)
    assert firm.client().get(link).status == 403


def test_a_token_that_was_made_as_its_person_was_shut_out_is_worth_nothing(firm: Firm) -> None:
    firm.give_password(CAL)
    firm.client(ADA).post(f"/c/{HARDWARE}/settings/people/shut-out", person=CAL)
    assert program(firm, CAL).get("drafts").status_code == 401


# ── Answers that were kept for another role ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", [PersonRole.AUDITOR, PersonRole.REPORTER])
def test_a_kept_answer_is_for_who_may_still_ask(firm: Firm, role: PersonRole) -> None:
    cal = program(firm, CAL)
    cal.post("texts", TEXT)
    revised = {"body": {"reason": "expired"}, "key": "k-1", "seen": cal.get("drafts/D-1").headers["etag"]}
    assert cal.post("drafts/D-1/revise", **revised).status_code == 200
    set_role(firm.store, HARDWARE, CAL, role, by=ADA, at=firm.clock.now())
    assert cal.post("drafts/D-1/revise", **revised).status_code == 403


def test_a_kept_answer_is_for_a_token_of_that_scope(firm: Firm) -> None:
    program(firm, CAL).post("texts", TEXT, key="k-1")
    assert program(firm, CAL, scopes=[Scope.READ]).post("texts", TEXT, key="k-1").status_code == 403


def test_who_may_not_ask_leaves_no_key_behind(firm: Firm) -> None:
    assert program(firm, EVE).post("texts", TEXT, key="k-1").status_code == 403
    with firm.store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM answers").scalar_one() == 0


# ── Numbers and bodies that are too large ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", ["9" * 30, "1000000000", "0", "-1", "٣e9"])
def test_a_number_that_no_database_holds_is_no_defect(firm: Firm, number: str) -> None:
    assert firm.client(ADA).post(f"/c/{HARDWARE}/holds/{number}/release").status == 422


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/code", "/welcome", "/invited/guessed"])
def test_who_is_not_known_yet_sends_no_more_than_a_form(firm: Firm, path: str) -> None:
    """Neither a million fields to take apart, nor files to keep meanwhile."""
    hand = at_door(firm)
    fields = hand.http.post(path, content=b"&" * 30_000, headers={"content-type": "application/x-www-form-urlencoded"})
    files = hand.http.post(path, files={"file": ("scan.pdf", bytes(30_000))})
    assert (fields.status_code, files.status_code) == (413, 413)
    assert "larger than the desk takes at once: 0.02 MB" in fields.text


# ── A page that fails, whatever fails ────────────────────────────────────────────────────────────────────────────────────


def test_the_page_of_a_defect_does_not_need_its_template(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_page(*_args: object, **_shown: object) -> None:
        raise LookupError("no template")

    firm.app.include_router(router)
    monkeypatch.setattr(errors, "page", no_page)
    answer = firm.client(DEE).get("/broken")
    assert (answer.status, answer.text.startswith("This program failed.")) == (500, True)
    assert answer.response.headers["x-request-id"] in answer.text  # type: ignore[attr-defined]
    assert "default-src 'self'" in answer.response.headers["content-security-policy"]  # type: ignore[attr-defined]
    assert "Miller" not in answer.text
    assert "template" not in answer.text
