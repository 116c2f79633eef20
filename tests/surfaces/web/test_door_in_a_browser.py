"""Coming in with a real browser: the first run, a second factor by its picture, a link handed on, and out again."""

import re

import pyotp
import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import open_books
from tests.surfaces.browser import LiveDesk, served
from tests.surfaces.firm import ADA, CAFE, NOON, PASSWORD, SAMPLES, SETUP_CODE, Firm

NEW = "seven plaid umbrellas sing"


@pytest.mark.needs("chromium")
def test_the_first_day_at_the_door(live: LiveDesk, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("new")
    store = open_books(str(folder / "firm.db"))
    store.add_client(read_client(SAMPLES / CAFE, CAFE), by=ADA, at=NOON)
    firm = Firm(store, folder, secure=False)
    with served(firm) as address:
        live.firm, live.address = firm, address
        _first_day(live, firm)
    firm.close()


def _first_day(live: LiveDesk, firm: Firm) -> None:
    screen = live.screen()
    page = screen.open("/")
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    assert screen.faults() == []
    page.get_by_label("Setup code").fill(SETUP_CODE.lower())
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Open the desk").click()

    page = screen.open("/account")
    assert page.get_by_text("You are an owner of the firm").is_visible()
    assert screen.faults() == []
    page.get_by_role("link", name="Set it up").click()
    assert page.locator(".picture svg").is_visible()
    seed = page.get_by_text(re.compile(r"^[A-Z2-7 ]{39}$")).inner_text().replace(" ", "")
    assert screen.faults() == []
    page.get_by_label("Code", exact=True).fill(pyotp.TOTP(seed).at(firm.clock.now()))
    page.get_by_label("Your password now").fill(PASSWORD)
    page.get_by_role("button", name="Turn it on").click()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 8
    assert screen.faults() == []

    page = screen.open(f"/c/{CAFE}/settings/people")
    page.get_by_label("Name").fill("gus")
    page.get_by_role("button", name="Ask in").click()
    link = page.get_by_label("The link for gus").input_value()
    assert screen.faults() == []
    page = screen.open("/account")
    page.get_by_role("button", name="Sign out").click()
    assert page.url.endswith("/sign-in")
    page.go_back()  # the browser kept no copy of the page
    assert "/sign-in" in page.url

    page.get_by_label("Name").fill(ADA)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("The six digits").fill(codes[0])
    assert screen.faults() == []
    page.keyboard.press("Enter")
    page.get_by_role("link", name=ADA, exact=True).click()
    assert page.get_by_text("7 recovery codes left").is_visible()

    phone = live.screen(width=360, height=740, scheme="dark")
    page = phone.page
    page.goto(link)
    assert phone.faults() == []
    page.get_by_label("Your password").fill(NEW)
    page.get_by_role("button", name="Set it and come in").click()
    page.goto(f"{live.address}/account")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert phone.faults() == []
    assert not [said for said in refused if "Content Security Policy" in said]
