"""`writeoff serve`: a desk that is reached, taken by its code, and stopped; and doors that others could listen at, refused."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import httpx2 as httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from assistant.adapters.sql.store import open_books
from assistant.books.batch import Batch, Given
from tests.terminal import Terminal

PROGRAM = "import sys; from assistant.surfaces.cli.main import main; sys.exit(main())"
AT = re.compile(r"The review desk is at (\S+)")
CODE = re.compile(r"setup code there: (\S+)")
CSRF = re.compile(r'name="csrf" value="([^"]*)"')
NOON = datetime(2026, 10, 6, 12, 0, tzinfo=UTC)
PASSWORD = "four rusty anchors adrift"


class Served:
    def __init__(self, program: "subprocess.Popen[str]") -> None:
        assert program.stdout is not None
        self.program, self.said = program, ""
        while "Ctrl-C" not in self.said:
            line = program.stdout.readline()
            assert line, self.said
            self.said += line
        found = AT.search(self.said)
        assert found is not None
        self.address = found.group(1).rstrip("/")

    def stopped(self) -> tuple[int, str, str]:
        self.program.send_signal(signal.SIGTERM)
        out, err = self.program.communicate(timeout=60)
        return self.program.returncode, out, err


@contextmanager
def serving(books: Path, *options: str) -> Iterator[Served]:
    words = [sys.executable, "-c", PROGRAM, "--books", str(books), "--as", "ana", "serve", "--port", "0", *options]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        try:
            yield Served(program)
        finally:
            if program.poll() is None:
                program.kill()


def certificate(folder: Path) -> tuple[Path, Path, ssl.SSLContext]:
    """A certificate of this machine's own, its key, and who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "desk")])
    since, until = datetime(2020, 1, 1, tzinfo=UTC), datetime(2070, 1, 1, tzinfo=UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(since).not_valid_after(until)
        .add_extension(names, False).add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    at, kept = folder / "desk.pem", folder / "desk.key"
    at.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem = serialization.PrivateFormat.PKCS8
    kept.write_bytes(key.private_bytes(serialization.Encoding.PEM, pem, serialization.NoEncryption()))
    trusts = ssl.create_default_context(cafile=str(at))
    return at, kept, trusts


def test_the_first_takes_the_desk_by_the_code_of_the_terminal(books: Path) -> None:
    with serving(books) as desk, httpx.Client(base_url=desk.address, follow_redirects=True) as browser:
        code = CODE.search(desk.said)
        assert code is not None
        page = browser.get("/")
        assert (page.url.path, 'value="ana"' in page.text) == ("/welcome", True)
        csrf = CSRF.search(page.text)
        assert csrf is not None
        typed = {"csrf": csrf.group(1), "code": code.group(1), "name": "ana", "password": PASSWORD}
        entered = browser.post("/welcome", data=typed, follow_redirects=False)
        assert (entered.status_code, entered.headers["location"]) == (303, "/queue")
        assert "secure" not in entered.headers["set-cookie"].lower()  # plain http: the browser would not keep it
        assert "owner" in browser.get("/clients").text
        assert browser.get("/readyz").json() == {"status": "ready"}
        assert browser.get("/readyz", headers={"host": "evil.example"}).status_code == 421
        status, out, err = desk.stopped()
    assert (status, out) == (0, "Stopped.\n")
    assert '"route": "/welcome"' in err
    assert PASSWORD not in err + out
    assert code.group(1) not in err


def test_by_https_cookies_go_no_other_way(books: Path, tmp_path: Path) -> None:
    at, key, trusts = certificate(tmp_path)
    with (
        serving(books, "--host", "0.0.0.0", "--certificate", str(at), "--key", str(key)) as desk,
        httpx.Client(base_url=desk.address.replace("0.0.0.0", "localhost"), verify=trusts, follow_redirects=True) as browser,
    ):
        page = browser.get("/")
        assert page.url.scheme == "https"
        cookie = next(each for each in page.headers.get_list("set-cookie"))
        assert cookie.startswith("__Host-")
        assert "secure" in cookie.lower()
        assert "strict-transport-security" in page.headers
        assert desk.stopped()[0] == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--host", "0.0.0.0"], "others on the network could read along"),
        (["--host", "192.0.2.7"], "--certificate FILE --key FILE; or --behind-proxy"),
        (["--behind-proxy", "127.0.0.1"], "By which name do people reach the desk?"),
        (["--behind-proxy", "nginx", "--name", "desk.example.com"], "no address of a proxy"),
        (["--key", "desk.key"], "A key needs its certificate"),
        (["--certificate", "nowhere.pem"], "nowhere.pem cannot be read"),
        (["--json"], "What runs until Ctrl-C is no document"),
        (["--port", "70000"], "70000"),
    ],
)
def test_a_door_that_cannot_be_is_refused_with_the_remedy(writeoff: Terminal, options: list[str], says: str) -> None:
    ran = writeoff("serve", *options)
    assert (ran.code, says in ran.err + ran.out) == (2, True)


def test_a_list_of_leaked_passwords_that_is_not_there_is_said(writeoff: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WRITEOFF_LEAKED_PASSWORDS", "nowhere.txt")
    ran = writeoff("serve")
    assert (ran.code, "there is no such file" in ran.err) == (2, True)


def test_a_port_that_is_taken_is_said(writeoff: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as another:
        ran = writeoff("serve", "--port", str(another.getsockname()[1]))
    assert (ran.code, "Take another port" in ran.err) == (4, True)


def test_files_that_are_no_certificate_are_said(writeoff: Terminal, tmp_path: Path) -> None:
    at, key, _ = certificate(tmp_path)
    (tmp_path / "other").mkdir()
    _, another, _ = certificate(tmp_path / "other")
    assert "no certificate in PEM form" in writeoff("serve", "--certificate", str(key)).err
    assert "cannot be used together" in writeoff("serve", "--port", "0", "--certificate", str(at), "--key", str(another)).err


# ── Several processes ────────────────────────────────────────────────────────────────────────────────────────────────


def children(parent: int) -> set[int]:
    return {int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()}


def until(true: Callable[[], object]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it never came true")


def left_behind(books: Path) -> None:
    """A list of three texts, given to a process that died before it drafted any."""
    texts = tuple(Given(f"write off {n} mugs, dropped in the store") for n in (1, 2, 3))
    with closing(open_books(str(books))) as store, store.client("shop") as transaction:
        assert transaction.add_batch(Batch("left", texts, "ana", NOON, NOON.date()))


def drafted(books: Path) -> bool:
    with closing(open_books(str(books))) as store, store.client("shop", reads=True) as transaction:
        return transaction.batch("left").finished_at is not None


@pytest.mark.usefixtures("opened_shop")
def test_several_processes_are_one_desk_and_one_that_dies_is_begun_anew(books: Path) -> None:
    left_behind(books)
    with (
        serving(books, "--workers", "2") as desk,
        httpx.Client(base_url=desk.address, follow_redirects=True) as browser,
    ):
        until(lambda: drafted(books))  # by one of them, though nobody asked
        code, csrf = CODE.search(desk.said), CSRF.search(browser.get("/").text)
        assert code is not None
        assert csrf is not None
        typed = {"csrf": csrf.group(1), "code": code.group(1), "name": "ana", "password": PASSWORD}
        assert browser.post("/welcome", data=typed).url.path == "/queue"
        before = children(desk.program.pid)
        assert len(before) == 2
        for worker in before:
            os.kill(worker, signal.SIGKILL)
            until(lambda: len(now := children(desk.program.pid)) == 2 and worker not in now)  # noqa: B023  at once
            assert browser.get("/queue").url.path == "/queue", "signed in at every process, for that is kept with the books"
        after = children(desk.program.pid)
        status, out, err = desk.stopped()
        assert not any(Path(f"/proc/{worker}").exists() for worker in after)
    assert (status, out) == (0, "Stopped.\n")
    assert err.count("A process of the desk ended by itself (signal 9)") == 2
