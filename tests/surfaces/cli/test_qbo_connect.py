"""A connection as a person at a terminal makes it, watches it, loses it and ends it."""

import json
import re
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from assistant.connections import now
from tests.terminal import Terminal

ENDS = re.compile(r"The access ends on (\d{4}-\d\d-\d\d) if it is not used until then, and on (\d{4}-\d\d-\d\d) at the latest\.")
APP = {
    "WRITEOFF_QBO_SANDBOX_CLIENT_ID": "our-id",
    "WRITEOFF_QBO_SANDBOX_CLIENT_SECRET": "our-secret",
    "WRITEOFF_QBO_PRODUCTION_CLIENT_ID": "live-id",
    "WRITEOFF_QBO_PRODUCTION_CLIENT_SECRET": "live-secret",
    "WRITEOFF_QBO_PRODUCTION_REDIRECT": "https://books.example.com/connected",
}


def test_the_practice_company_connects_without_asking_anybody(writeoff: Terminal) -> None:
    connected = writeoff("qbo", "connect")
    assert (connected.code, connected.err) == (0, "")
    assert "(practice company 9341" in connected.out
    status = writeoff("qbo", "status")
    assert ENDS.search(status.out)
    told = writeoff("qbo", "status", "--json").document["connection"]
    assert (told["state"], told["says"], told["warning"]) == ("connected", "", None)
    assert told["ends_at"] < told["ends_at_the_latest"]


def test_connecting_again_keeps_the_environment_and_the_links(writeoff: Terminal, books: Path) -> None:
    writeoff("qbo", "connect")
    with sqlite3.connect(books) as there:
        links = there.execute("SELECT * FROM remote_links ORDER BY 1, 2, 3, 4").fetchall()
        assert there.execute("UPDATE connections SET connected_by = 'zoe', state = 'reconnect', says = 'It ended.'").rowcount == 1
    there.close()
    assert "It must be connected again. It ended." in writeoff("qbo", "status").out
    assert writeoff("qbo", "status", "--json").document["connection"]["state"] == "reconnect"
    refused = writeoff("qbo", "practice", "--show")
    assert (refused.code, refused.err) == (4, "It ended.\nConnect it again: writeoff qbo connect\n")
    assert writeoff("qbo", "connect").code == 0
    assert "by ana on" in writeoff("qbo", "status").out
    with sqlite3.connect(books) as there:
        assert there.execute("SELECT * FROM remote_links ORDER BY 1, 2, 3, 4").fetchall() == links
    there.close()


def test_by_pasting_the_address_that_the_browser_ends_at(writeoff: Terminal, books: Path) -> None:
    """The address is printed on standard error; what a person pastes is read from standard input."""
    program = "import sys; from assistant.surfaces.cli.main import run; sys.exit(run(sys.argv[1:]))"
    words = [sys.executable, "-c", program, "--books", str(books), "--as", "ana", "qbo", "connect", "--paste", "--json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as connecting:
        assert connecting.stderr is not None
        told = [connecting.stderr.readline().strip() for _ in range(5)]
        address = told[1]
        page = requests.get(address, timeout=10).text
        choice = next(link for link in re.findall(r'href="([^"]+)"', page) if "company=9341" in link).replace("&amp;", "&")
        back = requests.get(address.partition("/connect/")[0] + choice, allow_redirects=False, timeout=10)
        out, _ = connecting.communicate(back.headers["Location"] + "\n", timeout=30)
    assert connecting.returncode == 0
    assert json.loads(out)["environment"] == "practice"
    assert told[-1].endswith("Paste all of that address here:")
    assert "by ana on" in writeoff("qbo", "status").out


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        (b"https://evil.test/connected?code=c&state=s&realmId=1\n", "not the address that QuickBooks sends people back to"),
        (b"http://127.0.0.1/connected?code=c&state=s&realmId=1\n", "it is of another attempt to connect"),
        (b"http://127.0.0.1/connected?code=\xff&state=s&realmId=1\n", "it is of another attempt to connect"),
        (b"", "Nothing was pasted."),
    ],
)
def test_what_is_pasted_is_data(writeoff: Terminal, pasted: bytes, says: str) -> None:
    refused = writeoff("qbo", "connect", "--paste", stdin=pasted)
    assert refused.code == (5 if not pasted else 4)
    assert says in refused.err
    assert "connected to no QuickBooks company" in writeoff("qbo", "status").out


def test_two_ways_at_once_are_none(writeoff: Terminal) -> None:
    assert writeoff("qbo", "connect", "--paste", "--browser").code == 2


@pytest.mark.parametrize("environment", ["sandbox", "production"])
def test_a_real_company_needs_an_app_of_ours(writeoff: Terminal, environment: str, books: Path) -> None:
    refused = writeoff("qbo", "connect", "--environment", environment)
    assert (refused.code, refused.out) == (2, "")
    assert f"There are no credentials for QuickBooks' {environment}." in refused.err
    assert f"WRITEOFF_QBO_{environment.upper()}_CLIENT_ID" in refused.err
    assert not Path(f"{books}.practice.sqlite").exists()


@pytest.mark.parametrize("environment", ["sandbox", "production"])
def test_a_real_company_needs_a_key_to_seal_with(writeoff: Terminal, environment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in APP.items():
        monkeypatch.setenv(name, value)
    refused = writeoff("qbo", "connect", "--environment", environment)
    assert refused.code == 2
    assert "no key to seal the access to QuickBooks with" in refused.err
    monkeypatch.setenv("WRITEOFF_KEY", "hunter2")
    refused = writeoff("qbo", "connect", "--environment", environment)
    assert refused.code == 2
    assert "WRITEOFF_KEY is no key" in refused.err
    assert not any(word in refused.err for word in ("hunter2", "our-secret", "live-secret"))


def test_a_redirect_over_http_is_none_for_production(writeoff: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (APP | {"WRITEOFF_QBO_PRODUCTION_REDIRECT": "http://books.example.com/connected"}).items():
        monkeypatch.setenv(name, value)
    refused = writeoff("qbo", "connect", "--environment", "production")
    assert (refused.code, "WRITEOFF_QBO_PRODUCTION_REDIRECT is no address to come back to" in refused.err) == (2, True)


def test_who_may_not_connect_is_asked_for_nothing(writeoff: Terminal) -> None:
    writeoff("user", "add", "bea", "--role", "bookkeeper")
    for words in (["connect"], ["connect", "--paste"], ["disconnect"]):
        assert writeoff("qbo", *words, person="bea").code == 3


def test_disconnecting_keeps_what_was_sent_and_what_waits(writeoff: Terminal, books: Path) -> None:
    assert writeoff("qbo", "disconnect").code == 1
    writeoff("qbo", "connect")
    ended = writeoff("qbo", "disconnect")
    assert ended.code == 0
    assert "What was sent stays there; what waits to be sent waits here." in ended.out
    assert "connected to no QuickBooks company" in writeoff("qbo", "status").out
    assert writeoff("qbo", "connect").code == 0
    assert writeoff("qbo", "disconnect", "--forget", "--json").document["revoked"] is False
    with sqlite3.connect(books) as there:
        assert there.execute("SELECT count(*) FROM connections").fetchone() == (0,)
        assert there.execute("SELECT count(*) FROM remote_links").fetchone() != (0,)
    there.close()
    assert writeoff("audit", "verify").code == 0


@pytest.mark.parametrize(
    ("column", "says"),
    [("refresh_until", "Any use renews it: writeoff qbo pull"), ("hard_until", "Connect it again: writeoff qbo connect")],
)
def test_an_end_that_is_near_is_warned_of(writeoff: Terminal, books: Path, column: str, says: str) -> None:
    writeoff("qbo", "connect")
    for days, warned in ((15, False), (13, True)):
        end = (now() + timedelta(days=days, hours=1)).isoformat()
        with sqlite3.connect(books) as there:
            there.execute(f"UPDATE connections SET {column} = ?", (end,))
        there.close()
        status = writeoff("qbo", "status").out
        assert (says in status, f"That is in {days} days." in status) == (warned, warned)


def test_tokens_sealed_with_a_key_that_is_gone_say_so(writeoff: Terminal, books: Path) -> None:
    writeoff("qbo", "connect")
    with sqlite3.connect(books) as there:
        there.execute("UPDATE connections SET tokens = '1.00000000.AAAA'")
    there.close()
    for words in (["qbo", "practice", "--show"], ["qbo", "disconnect"]):
        refused = writeoff(*words)
        assert (refused.code, "sealed with a key that is not at hand" in refused.err) == (4, True)
    assert writeoff("qbo", "disconnect", "--forget").code == 0
