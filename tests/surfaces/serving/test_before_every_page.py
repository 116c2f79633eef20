"""What stands before every page: headers, names, pace, plain pages for what went wrong, and a log without words."""

import json
import logging
from dataclasses import replace

import pytest
from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.errors import NotAllowed, OutsideServiceFailed, RefusedByBooks, WaitsForAnswer
from assistant.surfaces.desk import desk
from assistant.surfaces.serving.headers import policy
from assistant.surfaces.serving.pace import Pace, Paces
from assistant.surfaces.serving.visit import Visiting
from tests.surfaces.doors import at_door, signs_in
from tests.surfaces.firm import ADA, FAY, HARDWARE, Firm

TYPED = "the forklift crushed Mrs Miller's mugs"
router = APIRouter()


@router.get("/broken")
def broken(request: Request, visit: Visiting) -> Response:
    raise KeyError(TYPED)


@router.get("/c/{client}/stopped/{why}")
def stops(request: Request, client: str, why: str, visit: Visiting) -> Response:
    kinds = {"refused": RefusedByBooks, "outside": OutsideServiceFailed, "waits": WaitsForAnswer, "not": NotAllowed}
    raise kinds[why]("It is stopped <b>.", "Do something else.")


@pytest.fixture
def broken_firm(firm: Firm) -> Firm:
    firm.app.include_router(router)
    return firm


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(record.getMessage()) for record in caplog.records if record.name == "writeoff.desk"]


# ── Headers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/sign-in", "/clients", "/nowhere", "/healthz", "/static/desk.css"])
def test_every_answer_says_how_to_treat_it(firm: Firm, path: str) -> None:
    headers = firm.client(ADA).get(path).response.headers  # type: ignore[attr-defined]
    rules = dict(each.strip().partition(" ")[::2] for each in headers["content-security-policy"].split(";"))
    assert rules["default-src"] == rules["script-src"] == rules["style-src"] == "'self'"
    assert (rules["frame-ancestors"], rules["object-src"], rules["base-uri"]) == ("'none'", "'none'", "'none'")
    assert "unsafe" not in rules["script-src"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers
    assert headers["cache-control"] == ("max-age=86400" if path.startswith("/static") else "no-store")


def test_a_form_may_lead_to_one_other_place_where_its_page_says_so() -> None:
    assert "form-action 'self' https://consent.example;" in policy(forms_to="https://consent.example")


def test_without_https_on_this_machine_nothing_is_promised(firm: Firm) -> None:
    """Cookies are then not marked secure, for the browser would not keep them."""
    app = desk(replace(firm.house, secure=False))
    hand = at_door(Firm(firm.store, firm.folder, secure=False))
    assert "writeoff_form" in hand.http.cookies
    assert app is not None
    assert "strict-transport-security" not in hand.get("/sign-in").response.headers  # type: ignore[attr-defined]


# ── Who is meant, and how often ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "[::2]", ""])
def test_another_name_is_not_this_desk(firm: Firm, host: str) -> None:
    answer = firm.client(ADA).http.get("/clients", headers={"host": host})
    assert (answer.status_code, "Corner" in answer.text) == (421, False)


def test_the_port_is_no_part_of_the_name(firm: Firm) -> None:
    assert firm.client(ADA).http.get("/clients", headers={"host": "TESTSERVER:8765"}).status_code == 200


def hurried(firm: Firm, **paces: Pace) -> Firm:
    """The same desk, with limits on how often it is asked; the clock of the limits stands."""
    slow = Firm(firm.store, firm.folder)
    object.__setattr__(slow.house, "paces", Paces(**paces))
    return slow


def test_one_person_does_not_take_the_desk_from_the_others(firm: Firm) -> None:
    seconds = [0.0]
    slow = hurried(firm, person=Pace(1, 3, clock=lambda: seconds[0]))
    ada, fay = slow.client(ADA), slow.client(FAY)
    assert [ada.get("/clients").status for _ in range(4)] == [200, 200, 200, 429]
    assert "Go on in" in ada.get("/clients").text
    assert fay.get("/clients").status == 200
    seconds[0] = 1.0
    assert [ada.get("/clients").status for _ in range(2)] == [200, 429]


def test_one_address_does_not_take_it_either(firm: Firm) -> None:
    slow = hurried(firm, address=Pace(1, 2, clock=lambda: 0.0))
    hand = slow.client()
    assert [hand.get("/sign-in").status for _ in range(3)] == [200, 200, 429]
    assert hand.get("/sign-in").response.headers["retry-after"] == "1"  # type: ignore[attr-defined]


def test_a_pace_forgets_who_asked_long_ago() -> None:
    pace = Pace(1, 1, clock=lambda: 0.0)
    for number in range(10_001):
        assert pace.wait(str(number)) == 0
    assert (pace.wait("10000"), pace.wait("0")) == (1, 0)


# ── What went wrong ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "status"), [("refused", 409), ("outside", 502), ("waits", 409), ("not", 403)]
)  # fmt: skip
def test_what_stops_it_is_a_page_with_the_remedy(broken_firm: Firm, path: str, status: int) -> None:
    page = broken_firm.client(ADA).get(f"/c/{HARDWARE}/stopped/{path}")
    assert (page.status, "It is stopped &lt;b&gt;." in page.text, "Do something else." in page.text) == (status, True, True)


def test_htmx_gets_a_part_for_the_notices(broken_firm: Firm) -> None:
    part = broken_firm.client(ADA).http.get(f"/c/{HARDWARE}/stopped/refused", headers={"hx-request": "true"})
    assert (part.headers["hx-retarget"], part.headers["hx-reswap"]) == ("#notices", "innerHTML")
    assert part.text.lstrip().startswith("<div")
    gone = broken_firm.client().http.get("/clients", headers={"hx-request": "true"})
    assert (gone.status_code, gone.headers["hx-redirect"]) == (401, "/sign-in")


def test_addresses_methods_and_fields_that_are_none_have_pages(firm: Firm) -> None:
    ada = firm.client(ADA)
    assert "There is nothing at this address." in ada.get(f"/nowhere/{TYPED}").text
    wrong_method = ada.http.put("/clients", data={"csrf": ada.csrf})
    assert (wrong_method.status_code, "does not do that" in wrong_method.text) == (405, True)
    missing = ada.post("/account/password", current=TYPED)
    assert (missing.status, "cannot be read: password" in missing.text, TYPED in missing.text) == (422, True, False)


def test_a_defect_is_told_by_its_number_alone(broken_firm: Firm, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "writeoff.desk"):
        page = broken_firm.client(ADA).get("/broken")
    number = page.response.headers["x-request-id"]  # type: ignore[attr-defined]
    assert (page.status, number in page.text) == (500, True)
    assert not any(word in page.text for word in ("KeyError", "Miller", "Traceback", "broken"))
    told = [line for line in lines(caplog) if line["request"] == number]
    assert (told[0]["defect"], told[0]["route"]) == ("builtins.KeyError", "/broken")
    assert "broken" in str(told[0]["places"])
    assert "Miller" not in caplog.text


# ── The log ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_line_says_what_was_asked_and_nothing_that_was_typed(broken_firm: Firm, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "writeoff.desk"):
        ada = broken_firm.client(ADA)
        ada.get(f"/c/{HARDWARE}/stopped/refused", text=TYPED)
        ada.get(f"/{TYPED}")
        broken_firm.client().get(f"/invited/{TYPED}")
        broken_firm.client(FAY).get(f"/c/{HARDWARE}/settings")
        signs_in(at_door(broken_firm), TYPED, TYPED)
    told = lines(caplog)
    assert set(told[0]) == {"time", "level", "request", "method", "route", "status", "ms", "client"}
    assert [(line["route"], line["status"], line["client"]) for line in told] == [
        ("/c/{client}/stopped/{why}", 409, HARDWARE),
        ("", 404, None),
        ("/invited/{token}", 403, None),
        ("/c/{client}/settings", 404, None),
        ("/sign-in", 200, None),
        ("/sign-in", 401, None),
    ]
    assert [line["level"] for line in told] == ["info", "info", "warning", "info", "info", "warning"]
    assert not any(word in caplog.text for word in ("Miller", "forklift", "mugs", "writeoff_desk"))


def test_it_says_whether_it_runs(firm: Firm) -> None:
    assert firm.client().get("/healthz").text == '{"status":"runs"}'
    assert firm.client().get("/readyz").text == '{"status":"ready"}'
