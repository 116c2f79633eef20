"""The desk in a real browser: served on this machine by a thread of the test, looked at with the system's Chromium."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from assistant.surfaces.serving.visit import cookie_name
from tests.surfaces.firm import Firm

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
GRAVE = ("serious", "critical")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def served(firm: Firm) -> Iterator[str]:
    """The address where the firm's desk answers while this lasts."""
    server = uvicorn.Server(uvicorn.Config(firm.app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@dataclass
class Screen:
    """Someone's browser at the desk."""

    page: Page
    address: str

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def faults(self) -> list[str]:
        """What axe finds on the page as it is now that is serious or worse: the rule and the elements."""
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found if each["impact"] in GRAVE]


@dataclass
class LiveDesk:
    """The firm's desk, served, and a browser to look at it with."""

    firm: Firm
    address: str
    browser: Browser
    contexts: list[BrowserContext]

    def screen(self, person: str | None = None, *, width: int = 1280, height: int = 900, scheme: str = "light") -> Screen:
        """A window of its own, as of another machine; signed in where a person is named."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self.contexts.append(context)
        if person is not None:
            secret, _ = self.firm.signed_in(person)
            context.add_cookies([{"name": cookie_name(self.firm.house), "value": secret, "url": self.address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        return Screen(page, self.address)

    def close(self) -> None:
        for context in self.contexts:
            context.close()
