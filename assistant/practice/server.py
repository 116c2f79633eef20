"""A store and a port to a running practice QuickBooks Online company on 127.0.0.1, and back to silence.

    with start(Path("practice.db")) as running:
        running.seed({"realm": "9130", "company": {"name": "Harbour Cafe"}, "accounts": [...]})
        running.api_url        # http://127.0.0.1:40123/v3, for python-quickbooks' sandbox_api_url_v3
        running.discovery_url  # for intuit-oauth's DISCOVERY_URL["sandbox"]

To connect without a browser: GET the authorization address with `&company=REALM` added, without following redirects; `Location`
is the callback with `code`, `state` and `realmId`. The client is `oauth.CLIENT_ID` and `oauth.CLIENT_SECRET`. The doors are
listed in practice.py, the faults in faults.py, the rows of a seed in seeding.py, what is kept and what is not in company.py.

What the store holds (companies, entries, Ids, tokens, answered request ids) is there again when the same file is started again.
It imports nothing of the assistant, so that the two cannot share an error.
"""

import http.client
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from assistant.practice.faults import read_fault
from assistant.practice.limits import OFF, Limits
from assistant.practice.oauth import DISCOVERY
from assistant.practice.practice import Practice
from assistant.practice.schedule import read_schedule
from assistant.practice.service import Setting
from assistant.practice.store import Store
from assistant.practice.webhooks import PATIENCE_SECONDS
from assistant.practice.wire import Answer, Json, Outcome, read_request

HOST = "127.0.0.1"
LARGEST_BODY = 10 * 1024 * 1024
LARGEST_UPLOAD = 110 * 1024 * 1024  # more than the service takes, so that it can say so itself
WEBHOOKS_EVERY_SECONDS = 0.2


def start(
    store: Path | None = None,
    port: int = 0,
    *,
    now: Callable[[], float] = time.time,  # noqa: TID251  this is the entry point: nothing behind it reads a clock
    new_token: Callable[[], str] = secrets.token_urlsafe,
    limits: Limits = OFF,
    environment: str = "sandbox",
    refresh_grace_seconds: float = 0,
) -> "Running":
    """Starts serving in threads of this process. `port` 0 takes a free one; without a store the company lives in memory; the rest
    is told in service.Setting.

    Errors: `StoreUnusable` for a file that cannot be one, `OSError` for a port that is taken.
    """
    kept = Store(store)
    try:
        practice = Practice(kept, Setting(now, new_token, limits, environment, refresh_grace_seconds, post_here))
        server = PracticeServer(port, practice)
    except OSError:
        kept.close()
        raise
    return Running(server)


class Running:
    """A practice server at work, and its doors for the process that started it."""

    def __init__(self, server: "PracticeServer") -> None:
        self._server = server
        self.practice = server.practice
        self.base_url = server.base_url
        self.api_url = f"{self.base_url}/v3"
        self.discovery_url = self.base_url + DISCOVERY[self.practice.service.setting.environment]
        self._thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        threading.Thread(target=server.tell, daemon=True).start()

    def seed(self, document: Json) -> Json:
        """Opens a company; see seeding.py. Errors: `SeedRefused`."""
        return self.practice.seed(document)

    def set_preferences(self, realm: str, **changes: Json) -> Json:
        return self.practice.set_preferences(realm, changes)

    def someone(self, operation: str, entity: str, realm: str, body: Json) -> Json:
        """What a person does in the web app; see someone.py. Errors: `SeedRefused`, `Refused`."""
        return self.practice.someone({"realm": realm, "operation": operation, "entity": entity, "body": body})

    def script(self, *faults: Json) -> None:
        """Adds faults; see faults.py. Errors: `FaultRefused`."""
        self.practice.script.add([read_fault(fault) for fault in faults])

    def follow(self, schedule: Json) -> None:
        """Strikes by a schedule from here on; see schedule.py. Errors: `FaultRefused`."""
        self.practice.script.follow(read_schedule(schedule))

    def log(self) -> Json:
        """{"served": n, "requests": [...], …}; see practice.py."""
        return self.practice.log.read()

    def stop(self) -> None:
        """Ends every connection and closes the store; a second call does nothing."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()


class PracticeServer(ThreadingHTTPServer):
    """Listens on this machine alone, a thread a connection."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, practice: Practice) -> None:
        super().__init__((HOST, port), _Door)
        self.practice = practice
        self.base_url = f"http://{HOST}:{self.server_address[1]}"
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def server_bind(self) -> None:
        """Binds without asking a name server what this machine is called, which may take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def opened(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.discard(connection)

    def tell(self) -> None:
        """Sends webhooks until the server stops."""
        while not self.stopping.wait(WEBHOOKS_EVERY_SECONDS):
            self.practice.webhooks.deliver()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no error of ours; anything else is shown in full."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def close(self) -> None:
        """Lets stalled requests go, cuts what is still connected, closes the store once no request is in it."""
        self.stopping.set()
        with self._lock:
            for connection in self._open:
                _cut(connection)
        self.server_close()
        with self.practice.store.transaction():
            pass
        self.practice.store.close()


def post_here(url: str, body: bytes, headers: Mapping[str, str]) -> int | None:
    """Sends a webhook to an address on this machine: the status of the answer, None where none came in time."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or HOST, parts.port or 80, timeout=PATIENCE_SECONDS)
    try:
        connection.request("POST", parts.path or "/", body, dict(headers))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was faster


class _Door(BaseHTTPRequestHandler):
    """One connection: reads requests, hands them to the practice company, writes what comes back."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: PracticeServer

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def finish(self) -> None:
        self.server.closed(self.connection)
        super().finish()

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def _serve(self) -> None:
        length = self.headers.get("Content-Length", "0")
        largest = LARGEST_UPLOAD if urlsplit(self.path).path.endswith("/upload") else LARGEST_BODY
        if "Transfer-Encoding" in self.headers or not length.isdecimal() or int(length) > largest:
            self.close_connection = True
            self._send(Answer(413, b"", "text/plain"))
            return
        request = read_request(self.command, self.path, dict(self.headers.items()), self.rfile.read(int(length)))
        self._give(self.server.practice.serve(request, self.server.base_url))

    def _give(self, outcome: Outcome) -> None:
        if outcome.after_seconds and self.server.stopping.wait(outcome.after_seconds):
            outcome = Outcome(None)  # the server stops before the answer's time
        if outcome.answer is None or outcome.cut:
            self.close_connection = True
        if outcome.answer is not None:
            self._send(outcome.answer, half=outcome.cut)
        if self.close_connection:
            _cut(self.connection)

    def _send(self, answer: Answer, *, half: bool = False) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body[: len(answer.body) // 2] if half else answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on standard error: GET /practice/log tells it better, and without query texts."""
