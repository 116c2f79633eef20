"""A body that is too large is refused before it is read: by the length that it states, or as soon as it goes past the limit."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message

from assistant.surfaces.serving.visit import SECURE_COOKIE
from tests.surfaces.firm import ADA, Firm

A_GIGABYTE = 1_000_000_000
PIECE = bytes(256 * 1024)
FILES, FIELDS = "multipart/form-data; boundary=edge", "application/x-www-form-urlencoded"
HEAD = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-'


class Sender:
    """A browser that sends a gigabyte, made piece by piece as it is taken, and keeps what it is answered."""

    def __init__(self, firm: Firm, kind: str, *, stated: bool) -> None:
        secret, session = firm.signed_in(ADA)
        self.given, self.answers, self._app = 0, list[Message](), firm.app
        self._head = HEAD if kind == FILES else b"current=x&password="
        headers = {
            "host": "testserver", "cookie": f"{SECURE_COOKIE}={secret}", "x-csrf": session.csrf, "content-type": kind,
        } | ({"content-length": str(A_GIGABYTE)} if stated else {})  # fmt: skip
        self._scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "https",
            "path": "/account/password", "raw_path": b"/account/password", "root_path": "", "query_string": b"",
            "headers": [(name.encode(), said.encode()) for name, said in headers.items()],
            "client": ("testclient", 1), "server": ("testserver", 443),
        }  # fmt: skip

    async def _receive(self) -> Message:
        piece, self._head = self._head or PIECE, b""
        self.given += len(piece)
        return {"type": "http.request", "body": piece, "more_body": self.given < A_GIGABYTE}

    async def _send(self, message: Message) -> None:
        self.answers.append(message)

    def send(self) -> tuple[int, str]:
        """The status and the page. In a thread of its own: a browser's test may have left a loop running in this one."""
        with ThreadPoolExecutor(1) as alone:
            alone.submit(lambda: asyncio.run(self._app(self._scope, self._receive, self._send))).result()
        return self.answers[0]["status"], b"".join(each.get("body", b"") for each in self.answers[1:]).decode()


@pytest.mark.parametrize(("kind", "limit"), [(FILES, 81), (FIELDS, 4)])
def test_a_stated_gigabyte_is_not_begun(firm: Firm, kind: str, limit: int) -> None:
    sender = Sender(firm, kind, stated=True)
    status, page = sender.send()
    assert (status, f"larger than the desk takes at once: {limit} MB" in page) == (413, True)
    assert sender.given == 0


def test_an_unstated_gigabyte_is_read_to_the_limit_and_no_further(firm: Firm) -> None:
    sender = Sender(firm, FILES, stated=False)
    status, page = sender.send()
    assert (status, "larger than the desk takes at once: 81 MB" in page) == (413, True)
    assert 81_000_000 < sender.given <= 81_000_000 + len(PIECE)


def test_a_field_without_end_is_read_even_less_far(firm: Firm) -> None:
    sender = Sender(firm, FIELDS, stated=False)
    status, page = sender.send()
    assert (status, "a field is too long" in page) == (400, True)
    assert sender.given < 2_000_000


def test_what_is_within_the_limit_is_taken(firm: Firm) -> None:
    assert firm.client(ADA).post("/account/password", current="x" * 900_000, password="y").status == 401
