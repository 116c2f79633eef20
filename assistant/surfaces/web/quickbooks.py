"""A client's connection to QuickBooks: begun, answered, pulled, ended; what is linked there is in quickbooks_links.py."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant import connections
from assistant.bookkeeping import connecting
from assistant.bookkeeping.entitlement import allow_feature, owners_of
from assistant.bookkeeping.pulling import pull
from assistant.books.people import Action
from assistant.books.policy import Feature
from assistant.books.remote import Company, Environment
from assistant.errors import OutsideServiceFailed, WriteoffError, WrongUsage
from assistant.settings import QuickBooksSettings
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, Visiting, at, books_at
from assistant.surfaces.web.consent import LASTS, PATH, Asked, asked_in, comes_back_here
from assistant.surfaces.web.quickbooks_shown import quickbooks_page
from assistant.surfaces.web.settings_frame import Form, said_in

if TYPE_CHECKING:
    from assistant.adapters.quickbooks.connecting import Connector, Granted

router = APIRouter()
Settles = Annotated[At, Depends(at(Action.SETTLE_POLICY))]
Syncs = Annotated[At, Depends(at(Action.SYNC))]
YES = "yes"


@router.get("/c/{client}/settings/quickbooks")
def show(request: Request, here: Annotated[At, Depends(at(Action.READ))]) -> HTMLResponse:
    return quickbooks_page(request, here)


@router.post("/c/{client}/settings/quickbooks/connect")
def connect_practice(request: Request, here: Settles, form: Form) -> Response:
    """The practice company, which asks nobody, at once."""
    asked = Asked(here.client, Environment.PRACTICE, said_in(form, "another") == YES, here.house.now())
    return _tried(request, here, lambda: _connected(request, here, asked, connections.practice_consent(here.client)))


@router.get("/c/{client}/settings/quickbooks/consent")
def consent(request: Request, here: Settles, environment: str, another: str = "") -> HTMLResponse:
    """Where a person goes to consent to a real company, and how they come back."""
    house, chosen = here.house, _real(environment)
    app = house.settings.quickbooks.get(chosen, QuickBooksSettings())
    state = Asked(here.client, chosen, another == YES, house.now() + LASTS).state(here.visit.session)
    try:
        with here.reading() as transaction:
            allow_feature(transaction.policy(), Feature.QUICKBOOKS, owners_of(transaction.people()))
        with connections.addresses(house.store, here.client, chosen, house.settings) as where:
            address = connections.consent_address(where, house.settings, state)
    except WriteoffError as error:
        return quickbooks_page(request, here, error=error)
    return page(
        request, "quickbooks_consent.html", at=here, environment=chosen, address=address, state=state,
        minutes=LASTS.seconds // 60, returns=comes_back_here(app), redirect=app.redirect_uri,
    )  # fmt: skip


@router.get(PATH)
def answered(request: Request, visit: Visiting, state: str = "") -> Response:
    """QuickBooks' answer, in the browser of who asked."""
    asked = asked_in(state, visit.session, now=visit.house.now())
    here = books_at(visit, asked.client, Action.SETTLE_POLICY)
    redirect = visit.house.settings.quickbooks[asked.environment].redirect_uri
    return _answered(request, here, asked, f"{redirect}?{request.url.query}", state)


@router.post("/c/{client}/settings/quickbooks/pasted")
def pasted(request: Request, here: Settles, form: Form) -> Response:
    """The same answer, where the browser ended at an address that is not this desk's."""
    state = said_in(form, "state")
    asked = asked_in(state, here.visit.session, now=here.house.now())
    if asked.client != here.client:
        raise WrongUsage("That answer is for another client's books.", "Begin anew under this client's Settings, QuickBooks.")
    return _answered(request, here, asked, said_in(form, "address"), state)


@router.post("/c/{client}/settings/quickbooks/pull")
def pull_now(request: Request, here: Syncs, form: Form) -> Response:
    """All lists and figures asked for; `take` has ours called as theirs are."""

    def pulled() -> Response:
        says = _pull(here, take=said_in(form, "take") == YES)
        answer = _back(here)
        flash(answer, request, says)
        return answer

    return _tried(request, here, pulled)


@router.post("/c/{client}/settings/quickbooks/disconnect")
def disconnect(request: Request, here: Settles, form: Form) -> Response:
    """Ended where the company's name is typed; `forget` leaves the access at QuickBooks as it is."""
    house, typed, forget = here.house, said_in(form, "typed"), said_in(form, "forget") == YES
    with here.reading() as transaction:
        company = transaction.company()
    if company is not None and typed.casefold() != " ".join(company.name.split()).casefold():
        error = WrongUsage(f"Nothing was disconnected: {typed or 'nothing'} is not the company's name.", "Type it as it stands.")
        return quickbooks_page(request, here, error=error)

    def revoke(ended: Company) -> None:
        if not forget:
            with connections.addresses(house.store, here.client, ended.environment, house.settings) as where:
                connections.revoke(here.client, ended, where, house.settings)

    def ended() -> Response:
        gone = connecting.disconnect(house.store, here.client, revoke, by=here.person, at=house.now())
        answer = _back(here)
        flash(answer, request, f"{gone.name} is disconnected. What was sent stays there; what waits to be sent waits here.")
        if forget:
            left = "The access was forgotten here, not ended there: end it in QuickBooks, under Apps."
            flash(answer, request, left, kind="warn")
        return answer

    return _tried(request, here, ended)


def _answered(request: Request, here: At, asked: Asked, redirect: str, state: str) -> Response:
    def granted(connector: "Connector", _state: str) -> "Granted":
        return connector.granted(redirect, state)

    return _tried(request, here, lambda: _connected(request, here, asked, granted))


def _connected(request: Request, here: At, asked: Asked, consent: "Callable[[Connector, str], Granted]") -> Response:
    """Connected, and pulled; a company that does not answer the pull is connected all the same."""
    house = here.house
    with connections.addresses(house.store, here.client, asked.environment, house.settings) as where:
        company = connecting.connect(
            house.store, here.client, lambda: connections.access(here.client, where, house.settings, consent),
            by=here.person, at=house.now(), another_company=asked.another,
        )  # fmt: skip
    answer = _back(here)
    flash(answer, request, f"Connected to {company.name} ({company.environment.value} company {company.realm}).")
    try:
        flash(answer, request, _pull(here))
    except OutsideServiceFailed as error:
        flash(answer, request, f"It is still to be pulled: {error.says}", kind="warn")
    return answer


def _pull(here: At, *, take: bool = False) -> str:
    """What a pull came to, in a sentence."""
    house = here.house
    with connections.quickbooks(house.store, here.client, house.settings, by=here.person) as remote:
        pulled = pull(house.store, here.client, remote, by=here.person, today=house.today(), now=house.now, take=take)
    wait = len(pulled.matching.proposed)
    told = [f"{wait} link{'s wait' if wait != 1 else ' waits'} to be confirmed." if wait else "Nothing waits to be confirmed."]
    told += [f"{len(pulled.unplaced)} items lie at no place here."] if pulled.unplaced else []
    lead = ", ".join(pulled.policy)
    told += [f"Its goods are tracked there, so its stock and cost lead from now on ({lead})."] if lead else []
    return " ".join([f"Pulled {pulled.snapshot.name}.", *told, *pulled.taken])


def _tried(request: Request, here: At, work: Callable[[], Response]) -> Response:
    """What the work answers; where it is refused or QuickBooks does not answer, the page with the reason."""
    try:
        return work()
    except WriteoffError as error:
        return quickbooks_page(request, here, error=error)


def _back(here: At) -> RedirectResponse:
    return RedirectResponse(f"/c/{here.client}/settings/quickbooks", status_code=303)


def _real(said: str) -> Environment:
    if said not in (Environment.SANDBOX, Environment.PRODUCTION):
        raise WrongUsage("Consent is given to a sandbox or a production company.", "Begin anew under Settings, QuickBooks.")
    return Environment(said)
