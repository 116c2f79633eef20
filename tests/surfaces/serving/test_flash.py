"""What is said once is said once, to whom it was said, and by nobody else."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.surfaces.serving.flash import SECURE_COOKIE, flash
from assistant.surfaces.serving.visit import Visiting
from tests.surfaces.firm import ADA, BEA, Firm

SAYS = "Posted <b>& booked</b> as WO-1004."
router = APIRouter()


@router.get("/say-it")
def say_it(request: Request, visit: Visiting) -> Response:
    response = RedirectResponse("/clients", status_code=303)
    flash(response, request, SAYS, href="/clients", label="See it")
    flash(response, request, "Another waits.", kind="warn")
    return response


def test_it_is_said_once_and_escaped(firm: Firm) -> None:
    firm.app.include_router(router)
    ada = firm.client(ADA)
    page = ada.get("/say-it")
    assert 'notice good">Posted &lt;b&gt;&amp; booked&lt;/b&gt; as WO-1004. <a href="/clients">See it</a></p>' in page.text
    assert '<p class="notice warn">Another waits.</p>' in page.text
    assert "Posted" not in ada.get("/clients").text


def test_a_cookie_of_somebody_else_says_nothing(firm: Firm) -> None:
    firm.app.include_router(router)
    ada, bea = firm.client(ADA), firm.client(BEA)
    said = ada.http.get("/say-it", follow_redirects=False)
    bea.http.cookies.set(SECURE_COOKIE, said.cookies[SECURE_COOKIE], domain="testserver.local", path="/")
    assert "Posted" not in bea.get("/clients").text
    bea.http.cookies.set(SECURE_COOKIE, "bm9uc2Vuc2U=.00", domain="testserver.local", path="/")
    assert bea.get("/clients").status == 200
