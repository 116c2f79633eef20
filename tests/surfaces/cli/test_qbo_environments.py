"""Sandbox and production at a terminal, each stood in for by a company of its own: nothing of one ever comes to the other."""

import base64
import os
import socket
import sqlite3
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
import requests

from assistant.adapters.quickbooks.environments import INTUIT, Addresses
from assistant.books.remote import Environment
from assistant.practice.oauth import CLIENT_IDS, CLIENT_SECRET
from assistant.practice.server import Running, start
from tests.keyring_in_memory import Ring, ring
from tests.terminal import Terminal

__all__ = ["ring"]

REALM = "9130"
COMPANY = {"realm": REALM, "company": {"name": "Corner Hardware Inc", "currency": "USD"}}
NEW, OLD = (base64.b64encode(os.urandom(32)).decode() for _ in range(2))


@dataclass
class Both:
    """A stand-in for each of Intuit's services."""

    sandbox: Running
    production: Running

    def asked(self, environment: str) -> int:
        served: int = getattr(self, environment).log()["served"]
        return served


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Iterator[Both]:
    with start(environment="sandbox") as sandbox, start(environment="production") as production:
        for environment, running in ((Environment.SANDBOX, sandbox), (Environment.PRODUCTION, production)):
            running.seed(COMPANY)
            base = running.base_url
            addresses = Addresses(environment, base, running.discovery_url, (f"{base}/",), limited=False)
            monkeypatch.setitem(INTUIT, environment, addresses)
            name = f"WRITEOFF_QBO_{environment.upper()}"
            monkeypatch.setenv(f"{name}_CLIENT_ID", CLIENT_IDS[environment.value])
            monkeypatch.setenv(f"{name}_CLIENT_SECRET", CLIENT_SECRET)
        monkeypatch.setenv("WRITEOFF_KEY", OLD)
        yield Both(sandbox, production)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser whose person chooses the company and goes where it is sent."""

    def opens(address: str) -> bool:
        Thread(target=lambda: requests.get(f"{address}&company={REALM}", timeout=10)).start()
        return True

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("WRITEOFF_QBO_SANDBOX_REDIRECT", f"http://localhost:{probe.getsockname()[1]}/connected")
    monkeypatch.setattr(webbrowser, "open", opens)


def change(books: Path, statement: str) -> None:
    with sqlite3.connect(books) as there:
        there.execute(statement)
    there.close()


def kept(books: Path) -> tuple[str, str]:
    with sqlite3.connect(books) as there:
        (row,) = there.execute("SELECT environment, tokens FROM connections").fetchall()
    there.close()
    environment, tokens = row
    return str(environment), str(tokens)


@pytest.mark.usefixtures("browser")
def test_a_sandbox_company_is_connected_in_a_browser_and_asked_for_all(writeoff: Terminal, both: Both, books: Path) -> None:
    connected = writeoff("qbo", "connect", "--environment", "sandbox")
    assert (connected.code, "Connected shop to Corner Hardware Inc (sandbox company 9130)." in connected.out) == (0, True)
    assert "QuickBooks asks for consent in the browser." in connected.err
    environment, tokens = kept(books)
    assert (environment, "sandbox." in tokens) == ("sandbox", False)
    assert "(sandbox company 9130)" in writeoff("qbo", "status").out
    assert both.asked("production") == 0
    assert not Path(f"{books}.practice.sqlite").exists()
    assert writeoff("qbo", "connect").code == 0  # in the environment that it has
    assert kept(books)[0] == "sandbox"
    assert writeoff("qbo", "disconnect").code == 0
    assert "revoke" in {row["resource"] for row in both.sandbox.log()["requests"]}


@pytest.mark.usefixtures("browser")
def test_tokens_of_the_sandbox_never_come_to_production(
    writeoff: Terminal, both: Both, books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where somebody makes the row say so."""
    writeoff("qbo", "connect", "--environment", "sandbox")
    change(books, "UPDATE connections SET environment = 'production'")
    monkeypatch.setenv("WRITEOFF_QBO_PRODUCTION_REDIRECT", "https://books.example.com/connected")
    for words in (["qbo", "practice", "--show"], ["qbo", "disconnect"]):
        refused = writeoff(*words)
        assert (refused.code, "belongs to another client or company" in refused.err) == (4, True)
    assert both.asked("production") == 0


@pytest.mark.usefixtures("browser")
def test_a_key_is_changed_while_the_old_one_is_at_hand(
    writeoff: Terminal, both: Both, books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writeoff("qbo", "connect", "--environment", "sandbox")
    old = kept(books)[1].split(".")[1]
    monkeypatch.setenv("WRITEOFF_KEY", NEW)
    refused = writeoff("qbo", "practice", "--show")
    assert (refused.code, "Set WRITEOFF_KEY to the key it was sealed with" in refused.err) == (4, True)
    monkeypatch.setenv("WRITEOFF_KEY", f"{NEW},{OLD}")
    assert writeoff("qbo", "practice", "--show").code == 0
    assert kept(books)[1].split(".")[1] != old
    monkeypatch.setenv("WRITEOFF_KEY", NEW)
    assert writeoff("qbo", "practice", "--show").code == 0
    assert both.asked("production") == 0


@pytest.mark.usefixtures("browser", "both")
def test_a_key_moves_from_the_keyring_to_the_environment(
    writeoff: Terminal, books: Path, monkeypatch: pytest.MonkeyPatch, ring: Ring
) -> None:
    monkeypatch.delenv("WRITEOFF_KEY")
    assert writeoff("qbo", "connect", "--environment", "sandbox").code == 0
    assert list(ring.kept) == [("writeoff", "sealing key")]
    sealed = kept(books)[1]
    monkeypatch.setenv("WRITEOFF_KEY", NEW)
    assert writeoff("qbo", "practice", "--show").code == 0
    assert kept(books)[1].split(".")[1] != sealed.split(".")[1]
    ring.kept.clear()
    assert writeoff("qbo", "practice", "--show").code == 0


def test_production_sends_people_to_a_page_whose_address_is_pasted(
    writeoff: Terminal, both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WRITEOFF_QBO_PRODUCTION_REDIRECT", "https://books.example.com/connected")
    pasted = b"https://books.example.com/connected?code=c&state=guessed&realmId=9130\n"
    refused = writeoff("qbo", "connect", "--environment", "production", stdin=pasted)
    assert (refused.code, "it is of another attempt to connect" in refused.err) == (4, True)
    assert "https://books.example.com/connected\n" in refused.err
    assert both.asked("sandbox") == 0
    assert "token" not in {row["resource"] for row in both.production.log()["requests"]}
