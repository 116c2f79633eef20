"""The page of a draft as a reviewer works at it: by keys, in place, and on whatever screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.surfaces.browser import LiveDesk
from tests.surfaces.firm import BEA, CAL, HARDWARE
from tests.surfaces.web.test_draft import MUGS, drafted, page_of

pytestmark = pytest.mark.needs("chromium")


def written(page: Page) -> list[str]:
    """What the browser complains of, from now on."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def test_an_edit_is_offered_accounts_looked_ahead_at_and_kept_across_signing_in(live: LiveDesk) -> None:
    draft = drafted(live.firm)
    screen = live.screen(CAL)
    complaints = written(screen.page)
    page = screen.open(page_of(draft))
    page.keyboard.press("e")
    expect(page.get_by_label("Reason", exact=True)).to_be_focused()
    account = page.get_by_role("combobox", name="Line 1, Dr 182.60")
    account.fill("shrink")
    expect(account).to_have_attribute("aria-expanded", "true")
    account.press("ArrowDown")
    account.press("Enter")
    assert "hrinkage" in account.input_value()
    preview = page.locator("#preview")
    expect(preview).to_contain_text("hrinkage")
    quantity = page.get_by_role("textbox", name="Quantity")
    quantity.fill("500")
    expect(preview).to_contain_text("blocked by a problem")
    quantity.fill("a lot of")
    expect(page.locator("#fault-quantity-1")).to_contain_text("cannot be read")
    expect(quantity).to_have_attribute("aria-invalid", "true")
    quantity.fill("12")
    expect(preview).to_contain_text("49.80")
    expect(page.locator("#fault-quantity-1")).to_be_empty()
    assert screen.faults() == []
    page.get_by_label("Note: what the entry is called by").fill("half a no")
    expect(page.locator("#kept")).to_have_text("Kept.")
    assert complaints == []

    later = live.screen(CAL)  # another machine, signed in anew
    page = later.open("/")
    assert page.url.endswith(page_of(draft))
    assert page.get_by_label("Note: what the entry is called by").input_value() == "half a no"
    assert page.get_by_role("textbox", name="Quantity").input_value() == "12"
    expect(page.locator("#preview")).to_contain_text("49.80")  # looked ahead at once
    page.get_by_role("button", name="Save the revision").click()
    expect(page.locator("#notices")).to_contain_text("Revised.")
    expect(page.locator("#edit")).to_have_count(0)
    with live.firm.store.client(HARDWARE, reads=True) as books:
        assert books.draft(draft.id).overrides[0][0] == 1


def test_a_draft_is_judged_and_posted_by_keys(live: LiveDesk) -> None:
    first = drafted(live.firm)
    drafted(live.firm, "some of the mugs in the store were smashed")
    screen = live.screen(BEA)
    page = screen.open(f"/c/{HARDWARE}/queue?tab=answer")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your answer")).to_be_focused()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("Answered.")
    expect(page.locator(".entered")).to_contain_text("12.45")

    page = screen.open(page_of(first))
    assert first.entry is not None
    page.keyboard.press("1")
    runner_up = page.locator(".runners button").first
    expect(runner_up).to_be_focused()
    label = (runner_up.text_content() or "").rsplit(" ", 1)[0].strip()
    page.keyboard.press("Enter")
    expect(page.locator(".entered tbody tr").first).to_contain_text("chosen by a person")
    expect(page.locator(".entered tbody tr").first).to_contain_text(label)

    words = page.locator(".said mark", has_text="100").first
    words.hover()
    expect(page.locator(".facts li.lit", has_text="all but 100")).to_have_count(1)
    page.mouse.move(5, 5)
    expect(page.locator(".said mark.lit")).to_have_count(0)
    page.locator("#fact-5 .ref").focus()  # by keys the other way round
    expect(page.locator(".said mark.lit", has_text="all but 100")).to_have_count(1)

    page.keyboard.press("r")
    expect(page.get_by_label("Why? It stays in the trail.")).to_be_focused()
    page.keyboard.type("a")  # typed, not pressed
    expect(page.locator(".badge").first).to_have_text("waits for approval")
    page.locator("h1").click()
    page.keyboard.press("a")
    expect(page.locator("#notices")).to_contain_text("Posted as WO-1001.")
    page.keyboard.press("a")  # pressed twice, nothing else is approved
    expect(page.locator(".decide")).to_contain_text("Posted as WO-1001 by bea")


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 900, "light"), (1280, 900, "dark"), (375, 800, "light")])
def test_a_draft_is_readable_on_any_screen(live: LiveDesk, width: int, height: int, scheme: str) -> None:
    blocked = drafted(live.firm, "write off 500 mugs smashed in the store on 2026-06-03")
    waiting = drafted(live.firm, f"{MUGS}. the insurer has agreed to pay 60.00")
    screen = live.screen(BEA, width=width, height=height, scheme=scheme)
    for path in (page_of(blocked), page_of(waiting), f"{page_of(waiting)}?edit=1#edit"):
        page = screen.open(path)
        assert screen.faults() == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page = screen.open(page_of(waiting))
    if width > 1000:
        judged = page.locator(".beside .card").first.bounding_box()
        assert judged is not None
        assert judged["y"] < height / 2  # the decision is in view at once
        assert page.evaluate("document.querySelector('.judged').getBoundingClientRect().bottom") < 2 * height
