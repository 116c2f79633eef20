"""What accountants and auditors read, as a person sees it: on a screen, on a telephone, in the dark and on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.surfaces.browser import LiveDesk
from tests.surfaces.company import connect, posted
from tests.surfaces.firm import BEA, EVE, HARDWARE

HERE = f"/c/{HARDWARE}"
PAGES = (
    "entries", "entries/WO-1001", "trial-balance", "stock-value", "tie-out", "sync", "reconcile", "audit", "pictures?period=all",
)  # fmt: skip
A4 = 718  # pixels of a sheet's width, within its margins
CUT = """() => [...document.querySelectorAll("main, main *")].filter(
    (part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible" && part.clientWidth
).map((part) => part.tagName + "." + part.className)"""


@pytest.fixture
def shop(live: LiveDesk) -> LiveDesk:
    """Connected; mugs broke and were stolen, posted and not sent."""
    connect(live.firm)
    posted(live.firm, "12 of the mugs were dropped by the forklift in the warehouse")
    posted(live.firm, "5 mugs were stolen from the warehouse, insurance will pay 10.00")
    return live


def wide(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


@pytest.mark.needs("chromium")
def test_every_report_on_a_screen_a_telephone_and_paper(shop: LiveDesk) -> None:
    desk, phone = shop.screen(EVE), shop.screen(EVE, width=360, height=740, scheme="dark")
    paper = shop.screen(EVE, width=A4, height=1000)
    for path in PAGES:
        page = desk.open(f"{HERE}/{path}")
        assert desk.faults() == [], path
        expect(page.locator("h1")).to_have_count(1)
        small = phone.open(f"{HERE}/{path}")
        assert (phone.faults(), wide(small)) == ([], 360), path
        sheet = paper.open(f"{HERE}/{path}")
        sheet.emulate_media(media="print")
        expect(sheet.locator(".print-head").first).to_have_text(re.compile("Corner Hardware · .* · 2026-10-06 · printed by eve"))
        expect(sheet.locator("header nav").first).to_be_hidden()
        expect(sheet.locator("main form, main button").filter(visible=True)).to_have_count(0)
        assert (wide(sheet), sheet.evaluate(CUT)) == (A4, []), path


@pytest.mark.needs("chromium")
def test_a_long_table_repeats_its_head_and_what_is_folded_opens_for_the_printer(shop: LiveDesk) -> None:
    screen = shop.screen(BEA)
    page = screen.open(f"{HERE}/stock-value")
    page.emulate_media(media="print")
    head, row = page.locator("thead"), page.locator("tbody tr").first
    assert head.evaluate("(part) => getComputedStyle(part).display") == "table-header-group"
    assert row.evaluate("(part) => getComputedStyle(part).breakInside") == "avoid"
    pages = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A5")))
    assert pages >= 2
    page.emulate_media(media="screen")
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.get_by_role("button", name="Print").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")


@pytest.mark.needs("chromium")
def test_sync_shows_its_progress_and_reconcile_follows(shop: LiveDesk) -> None:
    screen = shop.screen(BEA)
    page = screen.open(f"{HERE}/sync")
    expect(page.get_by_role("row").filter(has_text="WO-1001")).to_contain_text("to send")
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_text("2 done, 0 held, 0 waiting, 0 failed.")).to_be_visible(timeout=30_000)
    expect(page.locator("#run")).to_have_count(0)
    assert screen.faults() == []
    page.get_by_role("link", name="Reconcile").first.click()
    page.get_by_role("button", name="Compare now").click()
    expect(page.get_by_text("In agreement.")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Entries").click()
    expect(page.get_by_role("row").filter(has_text="WO-1002")).to_contain_text("in QuickBooks")
    page.get_by_role("link", name="WO-1002").click()
    page.get_by_label("Why").fill("found behind the rack")
    page.get_by_label("MUG-01, of 5").fill("2")
    page.get_by_role("button", name="Take it back").click()
    expect(page).to_have_url(re.compile("/drafts/D-3$"))
    expect(page.locator("#notices")).to_contain_text("D-3 takes WO-1002 back once it is approved.")
