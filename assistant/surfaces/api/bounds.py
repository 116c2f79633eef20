"""What stands before every operation: an id of the request, a largest body, and how often one token may ask."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.surfaces.api.problems import problem_of, refused

REQUEST_ID = b"x-request-id"
A_MINUTE = 60.0  # seconds


@dataclass
class Pace:
    """How many requests of one token are answered: `a_minute` of them at once, and as many again in each minute, by and by (a
    token bucket). Of this process alone: it keeps one program from taking the desk away from people."""

    clock: Callable[[], float]
    a_minute: int = 600
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, token: str) -> None:
        """429 with Retry-After where the token has asked too often."""
        now = self.clock()
        with self._lock:
            left, since = self._left.get(token, (float(self.a_minute), now))
            left = min(float(self.a_minute), left + (now - since) * self.a_minute / A_MINUTE)
            self._left[token] = (max(left - 1, 0.0) if left >= 1 else left, now)
        if left < 1:
            wait = str(int((1 - left) * A_MINUTE / self.a_minute) + 1)
            says = f"This token asks more than {self.a_minute} times a minute."
            raise refused(says, f"Go on in {wait} s.", "too_many_requests", Retry_After=wait)


class Bounded:
    """An application whose requests have an id, and bodies of at most `most` bytes: a larger one is read no further."""

    def __init__(self, app: ASGIApp, most: int, new_id: Callable[[], str]) -> None:
        self._app, self._most, self._new_id = app, most, new_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if not hasattr(request.state, "request_id"):
            request.state.request_id = self._new_id()
        read = 0

        async def bounded() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise HTTPException(413)
            return message

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(REQUEST_ID, request.state.request_id.encode()), (b"cache-control", b"no-store")]
                names = {name for name, _ in own}
                message["headers"] = [*(each for each in message["headers"] if each[0].lower() not in names), *own]
            await send(message)

        said = request.headers.get("content-length", "0")
        if said.isascii() and said.isdigit() and int(said) > self._most:
            await problem_of(request, HTTPException(413))(scope, receive, marked)
            return
        await self._app(scope, bounded, marked)
