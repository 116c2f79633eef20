"""The queue as a reviewer works it: from the keyboard alone, several at once, two at one draft, on a phone and in the dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.adapters.sql.store import open_books
from assistant.books.draft import DraftState
from assistant.surfaces.serving.house import House
from assistant.surfaces.serving.visit import cookie_name
from tests.surfaces.browser import LiveDesk, served
from tests.surfaces.firm import ADA, BEA, CAL, HARDWARE, TODAY, Firm, copy_of
from tests.surfaces.web.queue_walk import fill, fill_once

pytestmark = pytest.mark.needs("chromium")
TEXTS = tuple(f"{n} {what} broke in the shop" for n in (1, 2, 3) for what in ("mugs", "desk lamps"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten drafts of the hardware shop that may be approved, and one with a problem; one of the café."""
    folder = fill_once(tmp_path_factory.mktemp("queue"))
    firm = Firm(open_books(str(folder / "firm.db")), folder)
    fill(firm, texts=TEXTS)
    firm.close()
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path, browser: Browser) -> Iterator[LiveDesk]:
    firm = Firm(copy_of(made, tmp_path), tmp_path, secure=False)
    with served(firm) as address:
        live = LiveDesk(firm, address, browser, [])
        yield live
        live.close()
    firm.close()


def states(house: House) -> dict[str, DraftState]:
    with house.store.client(HARDWARE, reads=True) as books:
        return {f"D-{n}": books.draft(f"D-{n}").state for n in range(1, 13)}


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.draft ?? document.activeElement.tagName"))


def test_ten_drafts_are_cleared_from_the_keyboard_alone(desk: LiveDesk) -> None:
    screen = desk.screen(BEA)
    page = screen.open(f"/c/{HARDWARE}/queue?order=age")
    press = page.keyboard.press
    expect(page.locator("li.here")).to_have_attribute("data-draft", "D-1")
    press("?")
    keys = page.get_by_role("dialog", name="Keys")
    for says in ("approve it, as it is shown", "reject it, with the reason", "approve what is selected", "search"):
        expect(keys.get_by_text(says, exact=True)).to_be_visible()
    assert screen.faults() == []
    press("Escape")
    assert focused(page) == "D-1"

    for draft in ("D-1", "D-2", "D-3"):  # approved one after another, without waiting
        assert focused(page) == draft
        press("a")
    expect(page.locator("#row-corner-hardware-D-3")).to_contain_text("posted as WO-1003")
    assert focused(page) == "D-4"
    expect(page.locator("[data-count=us]")).to_have_text("8")

    press("r")
    page.keyboard.type("counted again, and there")
    press("Enter")
    expect(page.locator("#row-corner-hardware-D-4")).to_contain_text("D-4 is rejected")
    assert focused(page) == "D-5"
    press("a")  # it has a problem
    expect(page.locator("#notices")).to_contain_text("edit it first")
    press("s")
    page.keyboard.type("the supplier calls back")
    press("Enter")
    expect(page.locator("#row-corner-hardware-D-5")).to_contain_text("rests until 2026-10-07")
    press("j")
    press("k")
    press("c")
    expect(page.locator("li.here")).to_contain_text("You look after it")
    assert screen.faults() == []

    selected = page.locator('[name="pick"]:checked')
    left = page.locator("li[data-open]:has([name=pick])").count()
    page.locator("li[data-open]").first.focus()
    for _ in range(left):
        press("x")
        press("j")
    expect(selected).to_have_count(left)
    press("Shift+A")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Approve {left} drafts of Corner Hardware?")
    assert screen.faults() == []
    press("Enter")
    expect(page.get_by_text(f"{left} posted")).to_be_visible()
    assert screen.faults() == []
    press("Enter")
    expect(page.get_by_text("Nothing waits on us.")).to_be_visible()
    assert sum(state is DraftState.POSTED for state in states(desk.firm.house).values()) == 3 + left
    assert 3 + 1 + 1 + left == 11  # with the one rejected and the one that rests
    press("g")
    press("q")
    page.wait_for_url("**/queue")


def test_two_reviewers_at_one_draft(desk: LiveDesk) -> None:
    first, second = desk.screen(BEA), desk.screen(ADA)
    one, other = (screen.open(f"/c/{HARDWARE}/queue?order=age") for screen in (first, second))
    one.keyboard.press("c")
    expect(one.locator("#row-corner-hardware-D-1")).to_contain_text("You look after it")
    one.keyboard.press("a")
    expect(one.locator("#row-corner-hardware-D-1")).to_contain_text("posted as WO-1001")
    other.keyboard.press("a")
    expect(other.locator("#row-corner-hardware-D-1")).to_contain_text("bea posted D-1 already on")
    expect(other.locator("#row-corner-hardware-D-1")).to_contain_text("as WO-1001")
    desk.firm.house.bookkeeper().revise(HARDWARE, "D-2", (), ((1, "6910"),), by=CAL, today=TODAY)
    other.keyboard.press("a")
    changed = other.locator("#row-corner-hardware-D-2")
    expect(changed).to_contain_text("cal changed it on")
    expect(changed).to_contain_text("5050 Damage & Breakage 55.20 to Dr 6910")
    assert second.faults() == []
    changed.focus()
    other.keyboard.press("a")  # now it is approved as it is shown
    expect(other.locator("#row-corner-hardware-D-2")).to_contain_text("posted as WO-1002")
    other.locator("#row-corner-hardware-D-2").get_by_role("button", name="Undo").click()
    other.keyboard.press("Enter")
    expect(other.locator("#row-corner-hardware-D-2")).to_contain_text("is taken back by a reversal, WO-1003")
    assert states(desk.firm.house)["D-2"] is DraftState.REVERSED


def test_of_two_clients_one_is_asked_about_at_a_time_and_coming_back_lands_on_the_same_draft(desk: LiveDesk) -> None:
    screen = desk.screen(BEA)
    page = screen.open("/queue?order=age")
    page.locator("#row-corner-hardware-D-2 [name=pick]").check()
    page.locator("#row-tui-corner-cafe-D-1 [name=pick]").check()
    expect(page.locator("[data-selected]")).to_contain_text("2 clients: approve one client's at a time")
    page.keyboard.press("Shift+A")
    expect(page.locator("main")).to_contain_text("asked about next, one client at a time")
    page.go_back()
    page.locator("#row-corner-hardware-D-3").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/drafts/D-3")
    page.go_back()
    expect(page.locator("li.here")).to_have_attribute("data-draft", "D-3")
    page.keyboard.press("/")
    page.keyboard.type("lamps")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=lamps**")
    expect(page.locator("li.queued").first).to_contain_text("desk lamps")


def test_only_the_row_that_somebody_is_at_shows_its_buttons(desk: LiveDesk) -> None:
    page = desk.screen(BEA).open(f"/c/{HARDWARE}/queue?order=age")
    first, second = (page.locator(f"#row-corner-hardware-{name} .acts") for name in ("D-1", "D-2"))
    expect(first).to_have_css("opacity", "1")
    expect(second).to_have_css("opacity", "0")
    page.keyboard.press("j")
    expect(second).to_have_css("opacity", "1")
    expect(first).to_have_css("opacity", "0")
    page.locator("#row-corner-hardware-D-1").hover()
    expect(first).to_have_css("opacity", "1")
    page.get_by_label("Select D-3").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#row-corner-hardware-D-3 .acts")).to_have_css("opacity", "1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_and_the_dark(desk: LiveDesk, scheme: str) -> None:
    screen = desk.screen(BEA, width=360, height=740, scheme=scheme)
    page = screen.open("/queue?filters=1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert screen.faults() == []
    page.locator("li.queued").filter(has_text="4 mugs").get_by_role("button", name="Approve").click()
    expect(page.locator("li.queued").filter(has_text="4 mugs")).to_contain_text("posted as")
    assert screen.faults() == []


def test_without_scripts_the_same_forms_do_it(desk: LiveDesk) -> None:
    context = desk.browser.new_context(java_script_enabled=False)
    secret, _ = desk.firm.signed_in(BEA)
    context.add_cookies([{"name": cookie_name(desk.firm.house), "value": secret, "url": desk.address}])
    desk.contexts.append(context)
    page = context.new_page()
    page.goto(f"{desk.address}/c/{HARDWARE}/queue?order=age")
    row = page.locator("#row-corner-hardware-D-1")
    row.get_by_role("button", name="Snooze").click()
    page.get_by_role("button", name="Let it rest").click()
    expect(page.locator("#notices")).to_contain_text("D-1 rests until 2026-10-07")
    page.locator("#row-corner-hardware-D-2").get_by_role("button", name="Approve").click()
    expect(page.locator("#notices")).to_contain_text("D-2 is posted as WO-1001")
    page.locator("#row-corner-hardware-D-3").get_by_role("button", name="Reject").click()
    page.get_by_label("Why it is not booked").fill("found")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator("#notices")).to_contain_text("D-3 is rejected")
