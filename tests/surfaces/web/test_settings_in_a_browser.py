"""The settings in a real browser: books opened and their accounts confirmed, a plan switched off and what then says so."""

import pytest

from assistant.books.policy import Feature
from assistant.books.reasons import Reason
from tests.surfaces.browser import LiveDesk
from tests.surfaces.firm import ADA, BEA
from tests.surfaces.web.settings import HOME, policy_of

PAGES = ("", "/accounts", "/reasons", "/evidence", "/plan", "/quickbooks", "/memory")
DARK = ("", "/accounts", "/quickbooks")  # which have every kind of part


@pytest.mark.needs("chromium")
def test_from_opening_books_to_their_accounts_confirmed(live: LiveDesk) -> None:
    screen = live.screen(ADA)
    page = screen.open("/clients")
    page.get_by_role("link", name="Open a client's books").click()
    assert screen.faults() == []
    page.get_by_text("Minato Ceramics Trading KK").click()
    page.get_by_label("Short name empty: the sample's own").fill("minato-two")
    page.get_by_role("button", name="Open from the sample").click()
    page.wait_for_url("**/c/minato-two/settings/accounts")
    assert "Settle the accounts next." in page.locator("#notices").inner_text()
    damaged = page.locator("#damaged")
    routine = damaged.get_by_label("Within the routine limit")
    proposed = routine.input_value()
    taken = damaged.get_by_role("list").first.get_by_role("button").first  # the next best, one press away
    label = taken.inner_text().rsplit(" ", 1)[0].strip()
    taken.click()
    assert (routine.input_value(), label != proposed) == (label, True)
    damaged.get_by_role("button", name="Confirm damaged alone").click()
    page.wait_for_url("**/settings/accounts#damaged")
    assert list(policy_of(live.firm, "minato-two").accounts_by_reason) == [Reason.DAMAGED]
    page.get_by_role("button", name="Confirm all accounts").click()
    page.get_by_text("11 of 11 are settled").wait_for()
    settled = policy_of(live.firm, "minato-two").accounts_by_reason
    assert (len(settled), settled[Reason.DAMAGED].routine) == (11, label.split(" ")[0])


@pytest.mark.needs("chromium")
def test_a_change_shows_before_and_after_and_a_plan_says_who_can_change_it(live: LiveDesk) -> None:
    screen = live.screen(ADA)
    page = screen.open(HOME)
    page.get_by_label("Routine limit in USD").fill("750")
    page.get_by_role("radio", name="cost of goods sold").check()
    assert page.locator("#limits output").inner_text() == "Routine limit: 500.00 → 750"
    assert page.locator("#booking output").inner_text() == "Unusual losses stand in: expenses → cost of goods sold"
    page.get_by_role("button", name="Save limits").click()
    page.get_by_text("Routine limit: 500.00 → 750.00.").wait_for()
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_label("QuickBooks", exact=True).uncheck()
    page.get_by_role("button", name="Save the plan").click()
    page.get_by_text("Left out of the plan: nothing → quickbooks.").wait_for()
    assert policy_of(live.firm).left_out == (Feature.QUICKBOOKS,)
    page.get_by_role("link", name="QuickBooks", exact=True).click()
    button = page.get_by_role("button", name="Connect practice")
    assert button.get_attribute("aria-disabled") == "true"
    assert "ada can switch it on under Settings, Plan." in page.locator("main .notice.warn").inner_text()
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("QuickBooks is not in this client's plan.").wait_for()


@pytest.mark.needs("chromium")
def test_every_page_of_the_settings_can_be_used_by_everybody(live: LiveDesk) -> None:
    owner, phone = live.screen(ADA), live.screen(BEA, width=360, height=740, scheme="dark")
    for path in PAGES:
        owner.open(HOME + path)
        assert owner.faults() == [], path
        page = phone.open(HOME + path)
        assert path not in DARK or phone.faults() == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        headings = page.locator("h1")
        assert headings.count() == 1, path
