"""The address that a browser is sent back to, to what it was opened with: one answer, on this machine, then it closes.

A browser opens connections that it never uses and asks for icons, and any page may open addresses of this machine; so each
request has a thread, only the redirect's own path counts, and only with an answer that `is_ours`. The pages repeat nothing of
what came.
"""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from socketserver import TCPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from assistant.errors import OutsideServiceFailed

HOST = "127.0.0.1"
STALLED_SECONDS = 10
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>writeoff</title>
<meta name="viewport" content="width=device-width"><style>body {{ font: 1.1rem/1.5 sans-serif; margin: 4rem auto; max-width:
32rem; padding: 0 1rem }}</style><h1>{heading}</h1><p>{says}</p></html>
"""
RECEIVED = ("QuickBooks answered", "You can close this window and go back to writeoff.")
NOT_OURS = ("That is no answer to us", "It belongs to another attempt to connect. Go back to writeoff and connect again.")
NOTHING_HERE = ("Nothing is here", "This address waits for QuickBooks alone.")


class Listener:
    """Listens at a redirect address, at any free port where it names none, until it is closed."""

    def __init__(self, redirect_uri: str) -> None:
        parts = urlsplit(redirect_uri)
        try:
            self._server = _Server(parts.port or 0, parts.path or "/")
        except OSError as error:
            says = f"Nothing can listen at {redirect_uri}: {error.strerror or 'the port cannot be used'}."
            remedy = "Stop what uses the port, or connect by pasting: writeoff qbo connect --paste"
            raise OutsideServiceFailed(says, remedy) from None
        host = f"{parts.hostname}:{self._server.server_address[1]}"
        self.redirect_uri = urlunsplit(parts._replace(netloc=host))
        self._server.begins_with = f"{parts.scheme}://{host}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def answer(self, is_ours: Callable[[str], bool], *, seconds: float) -> str:
        """The whole address that the browser was sent to. OutsideServiceFailed where none came in that time."""
        self._server.is_ours = is_ours
        self._thread.start()
        try:
            return self._server.answers.get(timeout=seconds)
        except Empty:
            says = f"QuickBooks sent nobody back within {seconds:g} seconds."
            raise OutsideServiceFailed(says, "Connect again, or by pasting the address: writeoff qbo connect --paste") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, path: str) -> None:
        super().__init__((HOST, port), _Door)
        self.path, self.begins_with = path, ""
        self.is_ours: Callable[[str], bool] = lambda _: False
        self.answers: SimpleQueue[str] = SimpleQueue()
        self._lock, self._answered = Lock(), False

    def server_bind(self) -> None:
        """Binds without asking a name server what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hung up is no concern of ours."""

    def take(self, address: str) -> bool:
        """Whether it is our answer, and the first."""
        with self._lock:
            if self._answered or not self.is_ours(address):
                return False
            self._answered = True
            return True


class _Door(BaseHTTPRequestHandler):
    timeout = STALLED_SECONDS
    server: _Server

    def do_GET(self) -> None:
        if urlsplit(self.path).path != self.server.path:
            self._say(404, *NOTHING_HERE)
            return
        address = f"{self.server.begins_with}{self.path}"
        if not self.server.take(address):
            self._say(400, *NOT_OURS)
            return
        try:
            self._say(200, *RECEIVED)
        finally:
            self.server.answers.put(address)

    def _say(self, status: int, heading: str, says: str) -> None:
        page = PAGE.format(heading=heading, says=says).encode()
        self.send_response(status)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(page))),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged: the address holds a code."""
