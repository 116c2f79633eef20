"""The whole walk in a browser, from nothing: the desk started at a terminal, the first owner, books, a loss, an answer, an edit,
an approval, QuickBooks, undone again; and the trail holds."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

PROGRAM = Path(sys.prefix) / "bin" / "writeoff"
TODAY = "2026-10-06"
PASSWORD = "seven lamps under the stair"


@contextmanager
def serving(books: Path) -> Iterator[tuple[str, str]]:
    """`writeoff serve` on books that are not there yet: its address, and the code that it prints."""
    command = [str(PROGRAM), "--books", str(books), "--as", "ana", "--today", TODAY, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as program:
        assert program.stdout is not None
        lines = [program.stdout.readline() for _ in range(3)]
        address = re.search(r"http://\S+", lines[0])
        code = re.search(r"setup code there: (\S+)", lines[1])
        assert address is not None, lines
        assert code is not None, lines
        try:
            yield address[0].rstrip("/"), code[1]
        finally:
            program.terminate()
            program.wait(timeout=20)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def describe(page: Page, text: str) -> None:
    """Types into the box that stands on every page, and waits for what comes of it."""
    page.get_by_label("Describe what happened").fill(text)
    page.get_by_role("button", name="Draft", exact=True).click()
    expect(page.locator(".draft-card").first).to_be_visible()


@pytest.mark.needs("chromium")
def test_from_an_empty_folder_to_quickbooks_and_back(page: Page, tmp_path: Path) -> None:
    with serving(tmp_path / "books.db") as (address, code):
        # The first to come in shows the code of the terminal.
        page.goto(address)
        page.get_by_label("Setup code").fill(code)
        page.get_by_label("Your name here").fill("ana")
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Open the desk").click()

        # Books from a sample, and the account for each reason settled once.
        page.goto(f"{address}/clients/new")
        page.get_by_label(re.compile("Corner Hardware")).check()
        page.get_by_role("button", name="Open from the sample").click()
        page.get_by_role("button", name="Confirm all accounts").click()
        shop = f"{address}/c/corner-hardware"

        # Connected to the practice company of this machine.
        page.goto(f"{shop}/settings/quickbooks")
        page.get_by_role("button", name=re.compile("practice", re.IGNORECASE)).first.click()
        expect(page.get_by_text("connected").first).to_be_visible()
        page.get_by_role("button", name=re.compile("Confirm all|Confirm these|Confirm")).first.click()

        # A loss in a sentence; one that asks is answered in place.
        describe(page, "yesterday the forklift tipped a shelf in the warehouse, all but 100 of the mugs are smashed")
        expect(page.locator(".draft-card").first).to_contain_text("182.60")
        describe(page, "some desk lamps went missing")
        page.get_by_label(re.compile("answer", re.IGNORECASE)).first.fill("2")
        page.get_by_role("button", name="Answer").click()
        expect(page.locator(".draft-card").first).to_contain_text("waits for approval")

        # Looked at, edited, approved.
        page.goto(f"{shop}/drafts/D-1")
        expect(page.locator("mark").first).to_be_visible()
        page.keyboard.press("e")
        page.get_by_role("textbox", name=re.compile("^Note")).fill("Forklift in the warehouse")
        page.get_by_role("button", name=re.compile("^Save")).click()
        expect(page.get_by_text("Version 2")).to_be_visible()
        page.keyboard.press("a")
        expect(page.get_by_text("WO-1001").first).to_be_visible()

        # Sent, once, and read back.
        page.goto(f"{shop}/sync")
        page.get_by_role("button", name="Sync now").click()
        expect(page.get_by_text("1 done, 0 held, 0 waiting, 0 failed.")).to_be_visible(timeout=30_000)

        # Undone by a reversal, which an approver posts like any other.
        page.goto(f"{shop}/entries/WO-1001")
        page.get_by_label("Why").fill("they were the neighbour's mugs")
        page.get_by_role("button", name="Take it back").click()
        page.get_by_role("button", name=re.compile("^Approve, and post")).click()
        expect(page.get_by_text("WO-1002").first).to_be_visible()

        page.goto(f"{shop}/tie-out")
        expect(page.get_by_text("Stock and accounts agree.")).to_be_visible()
        page.goto(f"{shop}/audit")
        expect(page.get_by_text(re.compile("The trail holds", re.IGNORECASE)).first).to_be_visible()
