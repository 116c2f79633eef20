"""Describing as a person does: a list pasted, drafts that come, a question answered in place, files dropped, a form filled in."""

import base64

import pytest
from playwright.sync_api import Page, expect

from tests.surfaces.browser import LiveDesk
from tests.surfaces.firm import CAFE, CAL, DEE, HARDWARE

HERE = f"/c/{HARDWARE}"
LIST = "12 mugs smashed in the store\n3 lamps broke\nwrite off $40 of damaged stock\nthe cat is fine"
SHEET = "sku,counted,place\nMUG-01,20,Store\nHAM-16,7,Store\n"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n a shelf").decode()
# What a browser makes of files that somebody drags onto the box.
DROP = """([form, files]) => {
  const all = new DataTransfer();
  for (const [name, type, content] of files) {
    all.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], name, { type }));
  }
  const how = { dataTransfer: all, bubbles: true, cancelable: true };
  for (const kind of ["dragover", "drop"]) form.dispatchEvent(new DragEvent(kind, how));
}"""


def finished(page: Page) -> None:
    """The batch on the page is done: it asks for nothing more."""
    page.locator("#batch-progress:not([hx-get])").wait_for(state="attached", timeout=30_000)


@pytest.mark.needs("chromium")
def test_a_list_is_pasted_and_its_questions_answered_from_the_keyboard(live: LiveDesk) -> None:
    screen = live.screen(CAL)
    page = screen.open("/clients")
    page.locator("[name=client]").select_option(HARDWARE)
    page.get_by_role("heading", name="Clients").click()
    page.keyboard.press("n")
    expect(page.get_by_label("Describe what happened")).to_be_focused()
    page.keyboard.insert_text(LIST)
    expect(page.locator("[data-describe-how]")).to_have_text("4 lines, each by itself")
    page.get_by_label("Take the text").select_option("none")
    expect(page.locator("[data-describe-how]")).to_have_text("1 text")
    page.get_by_label("Take the text").select_option("auto")
    assert screen.faults() == []
    page.get_by_label("Describe what happened").press("Control+Enter")
    page.wait_for_url(f"**{HERE}/batches/**")
    finished(page)
    expect(page.get_by_text("4 of 4 done")).to_be_visible()
    first, asked, amount, none = (page.locator(f"#text-{n}") for n in range(1, 5))
    expect(first).to_contain_text("49.80")
    expect(amount).to_contain_text("40.00")
    expect(none).to_contain_text("Nothing was drafted.")
    assert screen.faults() == []
    asked.get_by_label("Or say it").fill("the moon")
    asked.get_by_role("button", name="Answer").click()
    expect(asked.get_by_role("alert")).to_contain_text("does not answer")
    asked.get_by_role("button", name="LMP-FLR Floor Lamp Brass").click()
    expect(asked).to_contain_text("-3 LMP-FLR")
    expect(page.get_by_label("Describe what happened")).to_have_value("")


@pytest.mark.needs("chromium")
def test_a_count_sheet_and_a_photo_are_dropped_on_the_box_of_any_page(live: LiveDesk) -> None:
    screen = live.screen(CAL, scheme="dark")
    page = screen.open(f"{HERE}/goods")
    files = [["count.csv", "text/csv", base64.b64encode(SHEET.encode()).decode()], ["shelf.png", "image/png", PNG]]
    box = page.locator("form[data-describe]")
    box.evaluate("(form, files) => { const drop = " + DROP + "; drop([form, files]); }", files)
    expect(page.locator("[data-describe-how]")).to_have_text("count.csv (list), shelf.png (evidence)")
    page.get_by_label("They show").select_option("photo")
    assert screen.faults() == []
    box.get_by_role("button", name="Draft").click()
    page.wait_for_url(f"**{HERE}/batches/**")
    finished(page)
    expect(page.get_by_role("heading", name="count.csv", exact=False)).to_be_visible()
    expect(page.locator("#text-1")).to_contain_text("-16 MUG-01 at Store")
    assert screen.faults() == []
    with live.firm.store.client(HARDWARE, reads=True) as transaction:
        shown = {file.name: [kind.value for kind in file.shows] for file in transaction.evidence("D-1")}
    assert shown == {"count.csv": ["count_sheet"], "shelf.png": ["photo"]}


@pytest.mark.needs("chromium")
def test_on_a_phone_what_is_anothers_is_asked_and_a_text_outlives_a_lost_connection(live: LiveDesk) -> None:
    screen = live.screen(CAL, width=360, height=740)
    page = screen.open(f"/c/{CAFE}/describe")
    page.get_by_label("Describe what happened").fill("12 claw hammers rusted")
    page.context.set_offline(True)
    page.get_by_role("button", name="Draft").click()
    page.context.set_offline(False)
    page = screen.open(f"/c/{CAFE}/describe")
    expect(page.get_by_label("Describe what happened")).to_have_value("12 claw hammers rusted")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Draft").click()
    page.get_by_role("button", name="Yes, draft it there").click()
    page.get_by_role("link", name="See what came of it there").click()
    page.wait_for_url(f"**{HERE}/batches/**")
    finished(page)
    expect(page.locator("#text-1")).to_contain_text("-12 HAM-16")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert screen.faults() == []
    page = screen.open(f"/c/{CAFE}/describe")
    expect(page.get_by_label("Describe what happened")).to_have_value("")


@pytest.mark.needs("chromium")
def test_a_reporter_fills_in_the_form_and_sees_what_became_of_it(live: LiveDesk) -> None:
    screen = live.screen(DEE, width=400, scheme="dark")
    page = screen.open(f"{HERE}/report?sku=MUG-01&place=Store")
    page.get_by_label("How many").first.fill("soon")
    page.locator("#quantity-0").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("2 fields need a change")
    assert screen.faults() == []
    page.get_by_label("Reason").select_option("damaged")
    page.locator("#quantity-0").fill("12")
    page.get_by_role("button", name="More lines").click()
    expect(page.locator("#sku-5")).to_be_visible()
    page.locator("#sku-1").press_sequentially("claw")
    page.get_by_role("option", name="HAM-16").click()
    expect(page.locator("#sku-1")).to_have_value("HAM-16")
    page.locator("#quantity-1").fill("1")
    page.get_by_role("button", name="Draft it").click()
    page.wait_for_url(f"**{HERE}/batches/**")
    finished(page)
    expect(page.locator("#text-1")).to_contain_text("-12 MUG-01 at Store; -1 HAM-16")
    page = screen.open(f"{HERE}/describe")
    expect(page.get_by_role("heading", name="What you reported")).to_be_visible()
    expect(page.get_by_text("waits for approval")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert screen.faults() == []
