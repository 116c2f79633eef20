"""A client's connection to QuickBooks over HTTP: begun by who may, answered only to who asked, pulled, linked, placed, ended."""

import base64
import html
import os
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from assistant.adapters.quickbooks.environments import INTUIT, Addresses
from assistant.books.policy import StockKeptBy
from assistant.books.remote import Environment, LinkKind
from assistant.practice.oauth import CLIENT_IDS, CLIENT_SECRET
from assistant.practice.server import Running, start
from assistant.settings import QuickBooksSettings
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, Answer, Firm, Hand
from tests.surfaces.web.settings import HOME, MARKUP, notices, told

PAGE = f"{HOME}/quickbooks"
REALM = "9130"
REDIRECT = "http://localhost/quickbooks/connected"


def tick(page: Answer, wanted: str = "") -> dict[str, object]:
    """The form of links as it stands: every row that is ticked, or those of `wanted`, with what stands in its field."""
    rows = re.findall(r'<input type="checkbox" name="row" value="([^"]*)"[^>]*?( checked)?>', page.text)
    chosen = [html.unescape(row) for row, checked in rows if (row == wanted if wanted else checked)]
    fields = re.findall(r'name="to ([^"]*)" list="[^"]*" value="([^"]*)"', page.text)
    return {"row": chosen} | {f"to {name}": html.unescape(value) for name, value in fields}


def company_of(firm: Firm, client: str = HARDWARE) -> str:
    with firm.store.client(client, reads=True) as books:
        company = books.company()
        return company.realm if company is not None else ""


def confirmed(firm: Firm) -> dict[tuple[LinkKind, str], str]:
    with firm.store.client(HARDWARE, reads=True) as books:
        company = books.company()
        assert company is not None
        return {(link.kind, link.ours): link.remote_id for link in books.links(company.realm).links if link.confirmed}


@pytest.fixture
def connected(firm: Firm) -> Firm:
    firm.client(ADA).post(f"{PAGE}/connect")
    return firm


# ── The practice company ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_practice_company_is_connected_at_once_and_pulled(firm: Firm) -> None:
    assert "Connect a company" in told(firm.client(EVE).get(PAGE))
    page = firm.client(ADA).post(f"{PAGE}/connect")
    assert (page.status, page.path) == (200, PAGE)
    assert notices(page)[0].startswith("Connected to Corner Hardware (practice company ")
    assert "Pulled Corner Hardware. 103 links wait to be confirmed." in notices(page)[1]
    words = told(firm.client(EVE).get(PAGE))
    assert "days left" in words
    assert "Last pull 2026-10-06 12:00 UTC" in words
    assert "0 are confirmed, 103 wait for you" in words


def test_nothing_secret_stands_on_the_page(connected: Firm) -> None:
    with connected.store.client(HARDWARE, reads=True) as books:
        company = books.company()
    assert company is not None
    page = connected.client(ADA).get(PAGE).text
    assert company.tokens not in page
    assert company.tokens.split(".")[-1][:12] not in page


def test_links_are_confirmed_by_who_may_and_changed_again(connected: Firm) -> None:
    page = connected.client(ADA).get(PAGE)
    refused = connected.client(BEA).post(f"{PAGE}/links", **tick(page))
    assert (refused.status, confirmed(connected)) == (403, {})  # what an account is takes an owner
    done = connected.client(ADA).post(f"{PAGE}/links", **tick(page))
    assert notices(done) == ["103 links are confirmed."]
    assert len(confirmed(connected)) == 103
    changed = tick(done, "item MUG-01") | {"to item MUG-01": ""}
    without = connected.client(ADA).post(f"{PAGE}/links", **changed)
    assert notices(without) == ["0 links are confirmed. 1 of ours have no counterpart there."]
    assert confirmed(connected)[LinkKind.ITEM, "MUG-01"] == ""
    assert len(confirmed(connected)) == 103


def test_a_link_that_cannot_be_is_refused(connected: Firm) -> None:
    for form, says in (
        ({}, "No row was ticked."),
        ({"row": "item MUG-01", "to item MUG-01": "Nothing of the kind"}, "has no item"),
        ({"row": "account 5050", "to account 5050": "Accounts Payable (Id 18)"}, "A debit must mean the same on both"),
        ({"row": "cat MUG-01", "to cat MUG-01": "x"}, "There is no such row."),
        ({"row": MARKUP, f"to {MARKUP}": MARKUP}, "There is no such row."),
    ):
        page = connected.client(ADA).post(f"{PAGE}/links", **form)
        assert (page.status in (404, 422), says in told(page), MARKUP in page.text) == (True, True, False), form
    assert confirmed(connected) == {}


def test_goods_at_no_place_are_put_where_a_person_says(connected: Firm) -> None:
    hand = connected.client(ADA)
    hand.post(f"{PAGE}/links", **tick(hand.get(PAGE)))
    with connected.store.client(HARDWARE) as books:
        company = books.company()
        assert company is not None
        snapshot = books.snapshot(company.realm)
        assert snapshot is not None
        mug = next(item for item in snapshot.items if item.sku == "MUG-01")
        more = replace(mug, quantity=(mug.quantity or Decimal(0)) + 12)
        items = tuple(more if item == mug else item for item in snapshot.items)
        books.save_snapshot(company.realm, replace(snapshot, items=items), unknown_from="WO-1001")
        books.set_policy(replace(books.policy(), stock_kept_by=StockKeptBy.QUICKBOOKS), by=ADA, at=connected.clock.now())
    assert 'name="quantity" value="12"' in hand.get(PAGE).text
    for form, says in (
        ({"item": "MUG-01", "quantity": "13", "place": "Store"}, "13 would be placed"),
        ({"item": "MUG-01", "quantity": "a few", "place": "Store"}, "no number of units"),
        ({"item": "MUG-01", "quantity": "12", "place": "Moon"}, "no place 'Moon'"),
        ({"item": "NONE", "quantity": "12", "place": "Store"}, "NONE"),
    ):
        assert says in told(hand.post(f"{PAGE}/place", **form))
    assert connected.client(CAL).post(f"{PAGE}/place", item="MUG-01", quantity="12", place="Store").status == 403
    page = connected.client(BEA).post(f"{PAGE}/place", item="MUG-01", quantity="12", place="Store")
    assert notices(page)[0].startswith("MUG-01 is placed at Store, posted as WO-1001.")
    assert "At no place here" not in told(page)


def test_it_is_pulled_by_who_syncs_and_ended_by_its_typed_name(connected: Firm) -> None:
    assert "Pulled Corner Hardware." in notices(connected.client(CAL).post(f"{PAGE}/pull"))[0]
    for person, status in ((DEE, 403), (EVE, 403), (FAY, 404)):
        assert connected.client(person).post(f"{PAGE}/pull").status == status
    assert connected.client(CAL).post(f"{PAGE}/pull", take="yes").status == 403  # our names are an owner's
    for typed in ("", "corner", MARKUP):
        page = connected.client(ADA).post(f"{PAGE}/disconnect", typed=typed)
        assert (page.status, company_of(connected) != "", MARKUP in page.text) == (422, True, False)
    page = connected.client(ADA).post(f"{PAGE}/disconnect", typed="corner  hardware")
    assert "Corner Hardware is disconnected." in notices(page)[0]
    assert company_of(connected) == ""
    assert connected.client(ADA).post(f"{PAGE}/pull").status == 409


# ── A real company ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def sandbox(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A stand-in for Intuit's sandbox, for which the firm has an app that leads back to its desk."""
    with start(environment="sandbox") as running:
        running.seed({"realm": REALM, "company": {"name": "Corner Hardware Inc", "currency": "USD"}})
        base = running.base_url
        where = Addresses(Environment.SANDBOX, base, running.discovery_url, (f"{base}/",), limited=False)
        monkeypatch.setitem(INTUIT, Environment.SANDBOX, where)
        app = QuickBooksSettings(CLIENT_IDS["sandbox"], CLIENT_SECRET, REDIRECT)
        key = base64.b64encode(os.urandom(32)).decode()
        settings = replace(firm.house.settings, quickbooks={Environment.SANDBOX: app}, sealing_keys=key)
        firm.app.state.house = firm.house = replace(firm.house, settings=settings)
        yield running


def begun(hand: Hand, client: str = HARDWARE) -> str:
    """Where QuickBooks asks for consent, as the page leads there."""
    page = hand.get(f"/c/{client}/settings/quickbooks/consent", environment="sandbox").text
    return html.unescape(re.findall(r'<a class="button" href="([^"]*)"', page)[0])


def consented(address: str) -> str:
    """The address that QuickBooks sends the browser back to, without its host."""
    back = requests.get(f"{address}&company={REALM}", timeout=10, allow_redirects=False).headers["Location"]
    parts = urlsplit(back)
    assert back.startswith(REDIRECT)
    return f"{parts.path}?{parts.query}"


@pytest.mark.usefixtures("sandbox")
def test_a_company_is_connected_by_whoever_asked_in_their_own_browser(firm: Firm) -> None:
    hand = firm.client(ADA)
    page = hand.get(consented(begun(hand)))
    assert (page.status, page.path, company_of(firm)) == (200, PAGE, REALM)
    assert notices(page)[0] == "Connected to Corner Hardware Inc (sandbox company 9130)."
    with sqlite3.connect(firm.folder / "firm.db") as there:
        ((tokens,),) = there.execute("SELECT tokens FROM connections").fetchall()
    there.close()
    assert "sandbox." not in tokens  # sealed


@pytest.mark.usefixtures("sandbox")
def test_an_answer_connects_nothing_for_anybody_else_or_too_late(firm: Firm) -> None:
    hand = firm.client(ADA)
    answer = consented(begun(hand))
    state = parse_qs(urlsplit(answer).query)["state"][0]
    for other in (firm.client(ADA), firm.client(BEA), firm.client(FAY)):  # another session, even of the same person
        assert other.get(answer).status == 422
    forged = answer.replace(f".{HARDWARE}.", f".{CAFE}.")
    assert (forged != answer, hand.get(forged).status) == (True, 422)
    assert hand.get(answer.replace(state, "")).status == 422
    assert hand.get("/quickbooks/connected").status == 422
    assert firm.client().get(answer).path.startswith("/sign-in")
    firm.clock.wait(timedelta(minutes=16))
    late = hand.get(answer)
    assert (late.status, "too late" in told(late)) == (422, True)
    assert (company_of(firm), company_of(firm, CAFE)) == ("", "")


@pytest.mark.usefixtures("sandbox")
def test_a_refused_consent_and_one_used_before_connect_nothing(firm: Firm) -> None:
    hand = firm.client(ADA)
    answer = consented(begun(hand))
    state = parse_qs(urlsplit(answer).query)["state"][0]
    page = hand.get(f"/quickbooks/connected?error=access_denied&state={state}")
    assert ("gave no access (access_denied)" in told(page), company_of(firm)) == (True, "")
    hand.get(answer)
    hand.post(f"{PAGE}/disconnect", typed="Corner Hardware Inc")
    again = hand.get(answer)
    assert (again.status in (409, 502), company_of(firm)) == (True, "")


@pytest.mark.usefixtures("sandbox")
def test_where_the_way_back_is_another_the_address_is_pasted(firm: Firm) -> None:
    elsewhere = "http://localhost:8734/connected"
    app = replace(firm.house.settings.quickbooks[Environment.SANDBOX], redirect_uri=elsewhere)
    settings = replace(firm.house.settings, quickbooks={Environment.SANDBOX: app})
    firm.app.state.house = firm.house = replace(firm.house, settings=settings)
    hand = firm.client(ADA)
    page = hand.get(f"{PAGE}/consent", environment="sandbox").text
    address = html.unescape(re.findall(r'<a class="button" href="([^"]*)"', page)[0])
    state = re.findall(r'name="state" value="([^"]*)"', page)[0]
    back = requests.get(f"{address}&company={REALM}", timeout=10, allow_redirects=False).headers["Location"]
    wrong = hand.post(f"{PAGE}/pasted", state=state, address="https://example.com/?code=1")
    assert "not the address that QuickBooks sends people back to" in told(wrong)
    assert hand.post(f"/c/{CAFE}/settings/quickbooks/pasted", state=state, address=back).status == 422
    hand.post(f"{PAGE}/pasted", state=state, address=back)
    assert company_of(firm) == REALM


def test_what_the_installation_lacks_is_told_before_anybody_is_asked(firm: Firm) -> None:
    assert "WRITEOFF_QBO_PRODUCTION_CLIENT_ID" in told(firm.client(ADA).get(PAGE))
    page = firm.client(ADA).get(f"{PAGE}/consent", environment="production")
    assert (page.status, "There are no credentials for QuickBooks' production." in told(page)) == (422, True)
    for said in ("practice", "elsewhere", MARKUP):
        assert firm.client(ADA).get(f"{PAGE}/consent", environment=said).status == 422
    for person, status in ((BEA, 403), (EVE, 403), (FAY, 404)):
        assert firm.client(person).get(f"{PAGE}/consent", environment="sandbox").status == status
