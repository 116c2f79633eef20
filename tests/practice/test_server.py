"""Starting, stopping and starting again; bytes that are no request."""

import http.client
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.practice.server import start
from assistant.practice.store import StoreUnusable
from tests.practice.desk import CAFE, Clock, Desk, token
from tests.practice.desk import http as http_call


def ask(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    return connection.getresponse().read()


def test_all_is_there_again_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    store = tmp_path / "practice.db"
    with start(store, now=clock) as running:
        running.seed(CAFE)
        desk = Desk(running)
        kept = desk.posted(desk.breakage(DocNumber="WO-1"), requestid="r-1")
        account = desk.account("1200")
        tokens = desk.tokens
    with start(store, now=clock) as running:
        desk = Desk(running)
        desk.tokens = tokens
        assert desk.get(f"journalentry/{kept['Id']}").json["JournalEntry"] == kept
        assert desk.account("1200") == account
        assert desk.posted(desk.breakage(DocNumber="WO-1"), requestid="r-1") == kept
        refreshed = token(running, grant_type="refresh_token", refresh_token=tokens["refresh_token"])
        assert refreshed.status == 200
        assert desk.posted(desk.breakage())["Id"] == str(int(kept["Id"]) + 1)
    assert [path.name for path in tmp_path.iterdir()] == ["practice.db"]


def test_a_stopped_server_answers_nobody_not_even_on_an_open_connection(clock: Clock) -> None:
    running = start(now=clock)
    port = int(running.base_url.rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port)
    assert ask(connection, "/practice/log")
    running.stop()
    running.stop()
    with pytest.raises(OSError, match=r"closed|reset|pipe"):
        ask(connection, "/practice/log")
    connection.close()
    with pytest.raises(ConnectionError):
        socket.create_connection(("127.0.0.1", port))


def test_one_connection_carries_many_requests(desk: Desk) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(desk.running.base_url.rpartition(":")[2]))
    for _ in range(3):
        assert ask(connection, "/practice/companies")
    connection.close()


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    books = tmp_path / "books.db"
    with sqlite3.connect(books) as other:
        other.execute("CREATE TABLE entry (id INTEGER)")
    other.close()
    before = books.read_bytes()
    with pytest.raises(StoreUnusable, match="belongs to another program"):
        start(books)
    assert books.read_bytes() == before


def test_a_damaged_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "practice.db"
    damaged.write_bytes(b"this is no database" * 100)
    for path in (damaged, tmp_path, tmp_path / "no" / "such" / "folder.db"):
        with pytest.raises(StoreUnusable, match="Name "):
            start(path)


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with start() as running, pytest.raises(OSError, match="in use"):
        start(tmp_path / "practice.db", int(running.base_url.rpartition(":")[2]))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "2010"),
        (b"{", "2010"),
        (b"[]", "2010"),
        (b'"text"', "2010"),
        (b"\xff\xfe", "500"),
        (b'{"Line": NaN}', "2010"),
        (b"[" * 100_000, "2010"),
        (b"9" * 10_000, "2010"),
    ],
)
def test_a_body_that_is_no_entry(desk: Desk, body: bytes, code: str) -> None:
    reply = desk.send("POST", "journalentry", body)
    assert (reply.status, reply.code) == (400, code)


def test_a_body_without_end_is_not_read(desk: Desk) -> None:
    port = int(desk.running.base_url.rpartition(":")[2])
    for headers in ({"Content-Length": "99999999"}, {"Content-Length": "-1"}, {"Transfer-Encoding": "chunked"}):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.putrequest("POST", "/practice/seed")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        assert connection.getresponse().status == 413
        connection.close()


@pytest.mark.parametrize(
    ("method", "resource"),
    [("GET", "estimate/1"), ("POST", "estimate"), ("GET", "journalentry"), ("POST", "journalentry/1")],
)
def test_an_operation_that_is_not_kept_here_is_unsupported(desk: Desk, method: str, resource: str) -> None:
    reply = desk.send(method, resource, b"{}" if method == "POST" else None)
    assert (reply.status, reply.code) == (400, "500")
    assert reply.error["Message"] == "Unsupported Operation"


@pytest.mark.parametrize("path", ["/v3", "/v3/company/9130", "/v3/company/9130/account/1/2", "/etc/passwd"])
def test_an_address_that_leads_nowhere(desk: Desk, path: str) -> None:
    assert http_call("GET", desk.running.base_url + path).status == 404


def test_without_a_token_nothing_is_told(desk: Desk) -> None:
    url = f"{desk.running.api_url}/company/9130/preferences"
    for headers in ({}, {"Authorization": "Basic abc"}, {"Authorization": "Bearer nonsense"}):
        assert http_call("GET", url, None, **headers).status == 401


def test_as_a_process_it_announces_itself_keeps_its_store_and_ends_when_told(tmp_path: Path) -> None:
    announce, store = tmp_path / "url", tmp_path / "practice.db"
    command = [sys.executable, "-m", "assistant.practice", "--store", str(store), "--announce", str(announce)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert http_call("GET", f"{url}/practice/companies").json == {"companies": []}
        assert announce.read_text() == f"{url}\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert not announce.exists()
    assert store.exists()


def test_as_a_process_it_says_in_a_sentence_why_it_cannot_start(tmp_path: Path) -> None:
    (tmp_path / "practice.db").write_text("not a database")
    command = [sys.executable, "-m", "assistant.practice", "--store", str(tmp_path / "practice.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Name another file" in done.stderr
