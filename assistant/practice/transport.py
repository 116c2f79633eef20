"""A `requests` session to the practice company in this process, with no socket and on the company's own clock.

    clock = Clock(1_795_262_400)
    transport = PracticeTransport(Practice(Store(None), Setting(clock, tokens, LIVE)), clock, latency_seconds=0.08)
    session.mount(transport.base_url, transport)

What a client meets is what it would meet over a socket: an answer, `ReadTimeout` when its own patience ends first (the clock is
then later by that patience), `ConnectionError` around urllib3's `ProtocolError` where the connection closes, around
`NewConnectionError` where nobody listens, `ChunkedEncodingError` where the body ends too soon.
"""

import http.client
from io import BytesIO
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ReadTimeout
from urllib3 import HTTPConnectionPool, HTTPResponse
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError, ReadTimeoutError

from assistant.practice.clock import Clock
from assistant.practice.practice import Practice
from assistant.practice.wire import Answer, Request, read_request

HOST, PORT = "127.0.0.1", 9  # the port of discard: what is not mounted reaches nobody


class PracticeTransport(HTTPAdapter):
    """Hands each request to the practice company; it may be mounted in the sessions of several threads. A request takes
    `latency_seconds` of the clock on its way there; they may be set anew."""

    def __init__(self, practice: Practice, clock: Clock, latency_seconds: float = 0) -> None:
        super().__init__()
        self.base_url = f"http://{HOST}:{PORT}"
        self.api_url = f"{self.base_url}/v3"
        self.practice = practice
        self.latency_seconds = latency_seconds
        self._clock = clock
        self._pool = HTTPConnectionPool(HOST, PORT)

    def send(  # type: ignore[override]  # the library lets each adapter type its own options
        self, request: requests.PreparedRequest, stream: bool = False, timeout: Any = None, **_: object
    ) -> requests.Response:
        """Errors: those of requests, raised as over a socket."""
        read_seconds = timeout[1] if isinstance(timeout, tuple) else timeout
        if self.latency_seconds:
            self._clock.sleep(self.latency_seconds)
        outcome = self.practice.serve(_read(request), self.base_url)
        if outcome.refused:
            raise self._refused(request)
        if read_seconds is not None and outcome.after_seconds >= read_seconds > 0:
            self._clock.sleep(read_seconds)
            says = f"Read timed out. (read timeout={read_seconds})"
            raise ReadTimeout(ReadTimeoutError(self._pool, str(request.url), says), request=request)
        if outcome.after_seconds:
            self._clock.sleep(outcome.after_seconds)
        if outcome.answer is None:
            closed = http.client.RemoteDisconnected("Remote end closed connection without response")
            raise NoConnection(ProtocolError("Connection aborted.", closed), request=request)
        return self.build_response(request, _raw(outcome.answer, cut=outcome.cut, method=request.method))

    def _refused(self, request: requests.PreparedRequest) -> NoConnection:
        says = "Failed to establish a new connection: [Errno 111] Connection refused"
        reason = NewConnectionError(HTTPConnection(HOST, PORT), says)
        return NoConnection(MaxRetryError(self._pool, request.path_url, reason), request=request)


def _read(request: requests.PreparedRequest) -> Request:
    body = request.body or b""
    headers = dict(request.headers.items())
    whole = body.encode() if isinstance(body, str) else body
    return read_request(request.method or "GET", str(request.url), {"Host": HOST, **headers}, whole)


def _raw(answer: Answer, *, cut: bool, method: str | None) -> HTTPResponse:
    headers = {"Content-Type": answer.content_type, "Content-Length": str(len(answer.body)), **dict(answer.headers)}
    sent = answer.body[: len(answer.body) // 2] if cut else answer.body
    return HTTPResponse(
        BytesIO(sent),
        headers=headers,
        status=answer.status,
        reason=http.client.responses.get(answer.status, ""),
        preload_content=False,
        request_method=method,
        enforce_content_length=True,
    )
