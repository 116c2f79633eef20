"""Evidence and goods as people use them: a file dropped on a draft, a need waived, goods set aside, a loss cancelled."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from assistant.books.money import Money
from tests.surfaces.browser import LiveDesk, Screen
from tests.surfaces.firm import ADA, BEA, CAL, HARDWARE, NOON
from tests.surfaces.web.test_evidence import drafted
from tests.surfaces.web.test_goods import GOODS, MUG, posted

DROP = """() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([new TextEncoder().encode("%PDF-1.7 report")], "report.pdf", { type: "application/pdf" }));
    dropped.items.add(new File([new Uint8Array([0x89, 80, 78, 71, 13, 10, 26, 10, 0])], "lock.png", { type: "image/png" }));
    return dropped;
}"""


def fits(page: Page) -> bool:
    """Nothing of the page lies beside the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.needs("chromium")
def test_a_file_is_dropped_on_a_draft_and_what_is_missing_is_waived(live: LiveDesk) -> None:
    with live.firm.store.client(HARDWARE) as books:
        policy = replace(books.policy(), evidence_required_above=Money.parse("40.00", "USD"))
        books.set_policy(policy, by=ADA, at=NOON)
    draft = drafted(live.firm, "12 mugs were stolen from the store, the insurer agreed to pay $30")
    screen = live.screen(CAL)
    page = screen.open(f"/c/{HARDWARE}/drafts/{draft}")
    panel = page.locator("#evidence-panel")
    expect(panel.get_by_text("Missing", exact=True)).to_have_count(2)
    page.dispatch_event("[data-drop-evidence] label >> nth=0", "drop", {"dataTransfer": page.evaluate_handle(DROP)})
    expect(panel.get_by_label("They show")).to_be_focused()
    expect(panel.get_by_label("They show")).to_have_value("police_report")
    panel.get_by_role("button", name="Add").click()
    expect(panel.get_by_text("2 files added to D-1.")).to_be_visible()
    expect(panel.get_by_text("Have", exact=True)).to_have_count(1)
    expect(panel.get_by_text("Missing", exact=True)).to_have_count(1)
    page.set_input_files("#evidence-files", {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"<html>"})
    panel.get_by_role("button", name="Add").click()
    expect(page.locator("#notices").get_by_text("letter.pdf is not a PDF file")).to_be_visible()
    expect(panel.get_by_text("Missing", exact=True)).to_have_count(1)

    owner = live.screen(ADA, scheme="dark")
    page = owner.open(f"/c/{HARDWARE}/drafts/{draft}")
    panel = page.locator("#evidence-panel")
    panel.get_by_text("Do without it").click()
    panel.get_by_label("Why the loss stands without it").fill("the insurer confirmed by telephone")
    panel.get_by_role("button", name="Waive it").click()
    expect(panel.get_by_text("“the insurer confirmed by telephone”")).to_be_visible()
    expect(panel.get_by_text("Missing", exact=True)).to_have_count(0)
    assert owner.faults() == []
    phone = live.screen(CAL, width=360, height=720)
    page = phone.open(f"/c/{HARDWARE}/evidence/{draft}")
    expect(page.get_by_role("link", name="report.pdf").first).to_be_visible()
    assert fits(page)
    assert phone.faults() == []


@pytest.mark.needs("chromium")
def test_goods_are_found_set_aside_and_a_loss_of_them_is_cancelled(live: LiveDesk) -> None:
    posted(live.firm, "12 mugs were smashed in the store")
    screen = live.screen(BEA)
    page = screen.open(GOODS)
    assert screen.faults() == []
    page.get_by_role("searchbox", name="Name or SKU").fill("coffee")
    expect(page.get_by_role("link", name="LMP-DSK")).to_have_count(0)
    page.get_by_text("2 places").click()
    expect(page.get_by_text("Store: 24")).to_be_visible()
    page.get_by_role("link", name="MUG-01").click()
    expect(page).to_have_url(screen.address + MUG)

    page.get_by_label("Where").select_option("Store")
    page.get_by_label("How many").fill("4")
    page.get_by_label("Awaiting").select_option("claim")
    page.get_by_role("button", name="Set aside").click()
    expect(page.get_by_text("4 set aside at Store as H-1.")).to_be_visible()
    assert screen.faults() == []
    page.get_by_label("Release", exact=True).fill("1")
    page.get_by_role("button", name="Release").click()
    expect(page.get_by_text("1 of H-1 released; 3 of it stay.")).to_be_visible()

    page.get_by_role("link", name="Cancel WO-1001").click()
    page.get_by_label("Why").fill("found behind the rack")
    page.get_by_label("Post it at once, if nothing stands in the way").check()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Posted as WO-1002: WO-1001 is taken back.")).to_be_visible()
    on_a_phone_in_the_dark_and_on_paper(live, live.screen(CAL, width=360, height=720, scheme="dark"))


def on_a_phone_in_the_dark_and_on_paper(live: LiveDesk, phone: Screen) -> None:
    for path in (GOODS, MUG):
        page = phone.open(path)
        assert fits(page), path
        assert phone.faults() == [], path
    expect(page.get_by_text("reversed", exact=True)).to_be_visible()
    paper = live.screen(CAL).open(MUG)
    paper.emulate_media(media="print")
    expect(paper.get_by_text("printed by cal")).to_be_visible()
    expect(paper.get_by_role("button", name="Set aside")).to_have_count(0)
    expect(paper.get_by_role("table").last).to_be_visible()
