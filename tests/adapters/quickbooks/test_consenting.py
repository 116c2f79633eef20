"""Consent in a browser that is sent back to this machine, or in one elsewhere: one answer, then nobody listens."""

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from assistant.adapters.quickbooks.consenting import by_pasting, in_browser
from assistant.adapters.quickbooks.faults import NotConnected
from assistant.adapters.quickbooks.listening import Listener
from assistant.errors import OutsideServiceFailed, WaitsForAnswer, WrongUsage
from tests.adapters.quickbooks.line import REALM, Line

Opens = Callable[[str], bool]


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def browser(pool: ThreadPoolExecutor, choice: str, pages: list[requests.Response]) -> Opens:
    """A person's browser: follows the redirect of their choice to wherever it leads."""

    def opens(address: str) -> bool:
        pool.submit(lambda: pages.append(requests.get(f"{address}&company={choice}", timeout=10)))
        return True

    return opens


def test_a_browser_brings_the_answer_back(line: Line, pool: ThreadPoolExecutor) -> None:
    pages: list[requests.Response] = []
    said: list[str] = []
    granted = in_browser(line.connector(), "s-9", open_browser=browser(pool, REALM, pages), say=said.append)
    pool.shutdown()
    assert granted.realm == REALM
    (page,) = pages
    assert (page.status_code, "You can close this window" in page.text) == (200, True)
    assert page.headers["Cache-Control"] == "no-store"
    assert "code" not in page.text
    ended_at = urlsplit(page.url)
    with socket.socket() as probe:
        assert probe.connect_ex((str(ended_at.hostname), int(ended_at.port or 0))) != 0
    assert "If it shows no page, open this one" in said[0]


def test_a_person_who_declines_in_the_browser_is_believed(line: Line, pool: ThreadPoolExecutor) -> None:
    with pytest.raises(NotConnected, match="access_denied"):
        in_browser(line.connector(), "s-9", open_browser=browser(pool, "none", []), say=lambda _: None)


def test_other_pages_neither_answer_nor_stop_the_waiting(line: Line, pool: ThreadPoolExecutor) -> None:
    """An icon, an answer to somebody else's question, a connection that says nothing: the person's own answer still counts."""
    strays: list[tuple[int, str]] = []

    def opens(address: str) -> bool:
        def come() -> None:
            back = requests.get(f"{address}&company={REALM}", allow_redirects=False, timeout=10).headers["Location"]
            here = urlsplit(back)
            idle = socket.create_connection((str(here.hostname), int(here.port or 0)))
            for stray in ("/favicon.ico", "/connected?code=c&state=<script>&realmId=1", "/connected"):
                page = requests.get(f"http://{here.netloc}{stray}", timeout=10)
                strays.append((page.status_code, page.text))
            requests.get(back, timeout=10)
            strays.append((requests.get(back, timeout=10).status_code, ""))
            idle.close()

        pool.submit(come)
        return True

    with Listener(line.connector().app.redirect_uri) as listener:
        here = replace(line.connector(), app=replace(line.connector().app, redirect_uri=listener.redirect_uri))
        opens(here.consent_address("s-9"))
        answer = listener.answer(lambda came: here.is_answer(came, "s-9"), seconds=10)
        pool.shutdown()
        assert here.granted(answer, "s-9").realm == REALM
    assert [status for status, _ in strays] == [404, 400, 400, 400]
    assert "script" not in "".join(text for _, text in strays)


def test_nobody_who_comes_back_is_waited_for_so_long(line: Line) -> None:
    with pytest.raises(OutsideServiceFailed, match=r"sent nobody back within 0\.1 seconds") as refused:
        in_browser(line.connector(), "s-9", open_browser=lambda _: True, say=lambda _: None, seconds=0.1)
    assert "--paste" in refused.value.remedy


def test_without_a_browser_the_other_way_is_named(line: Line) -> None:
    with pytest.raises(WrongUsage, match="No browser can be opened here") as refused:
        in_browser(line.connector(), "s-9", open_browser=lambda _: False, say=lambda _: None)
    assert "--paste" in refused.value.remedy


def test_a_port_that_is_taken_is_said(line: Line) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OutsideServiceFailed, match="Nothing can listen at") as refused:
            Listener(f"http://127.0.0.1:{taken.getsockname()[1]}/connected")
    assert "--paste" in refused.value.remedy


def test_a_pasted_address_is_as_good(line: Line) -> None:
    said: list[str] = []

    def paste() -> str:
        address = next(row for row in said[0].splitlines() if row.startswith("http"))
        back = requests.get(f"{address}&company={REALM}", allow_redirects=False, timeout=10)
        return f" {back.headers['Location']} \n"

    assert by_pasting(line.connector(), "s-9", ask=paste, say=said.append).realm == REALM
    assert "Paste all of that address here:" in said[0]


def test_a_foreign_address_pasted_is_refused(line: Line) -> None:
    for pasted in ("https://evil.test/connected?code=c&state=s-9&realmId=1", "hello"):
        with pytest.raises(NotConnected, match="not the address that QuickBooks sends people back to"):
            by_pasting(line.connector(), "s-9", ask=lambda text=pasted: text, say=lambda _: None)  # type: ignore[misc]
    with pytest.raises(WaitsForAnswer):
        by_pasting(line.connector(), "s-9", ask=lambda: "", say=lambda _: None)


@pytest.mark.needs("chromium")
def test_a_real_browser_brings_the_answer_back(line: Line, pool: ThreadPoolExecutor, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    assert chromium is not None
    plain = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", "--dump-dom"]
    shown: list[str] = []

    def opens(address: str) -> bool:
        def show() -> None:
            words = [*plain, f"{address}&company={REALM}"]
            shown.append(subprocess.run(words, capture_output=True, text=True, timeout=60, check=False).stdout)

        pool.submit(show)
        return True

    granted = in_browser(line.connector(), "s-9", open_browser=opens, say=lambda _: None, seconds=60)
    pool.shutdown()
    assert granted.realm == REALM
    assert "You can close this window" in shown[0]
