"""What stands around every request: its id, whether it named this desk, how often its address asks, the headers of its answer, a
line in the log, and a plain page where something failed that nobody foresaw."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.surfaces.serving import records
from assistant.surfaces.serving.headers import add_headers

if TYPE_CHECKING:
    from assistant.surfaces.serving.house import House

ANY = "*"
Failed = Callable[[Request], Response]
Problem = Callable[[Request, int, str, Mapping[str, str]], Response]


class Frame:
    """The outermost of ours. `failed` makes the page for a defect; `problem` what a program of the API is told that is refused
    here."""

    def __init__(self, app: ASGIApp, house: "House", failed: Failed, problem: Problem) -> None:
        self._app, self._house, self._failed, self._problem = app, house, failed, problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        if self._house.secure:
            scope["scheme"] = "https"  # however a proxy passes it on: links lead to where the person is
        began, house, status = time.perf_counter(), self._house, 0
        request = Request(scope)
        request_id = request.state.request_id = house.new_secret(9)

        async def framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request_id
                add_headers(headers, path=scope["path"], asked=request.url.query, secure=house.secure)
            await send(message)

        try:
            if (refusal := self._refusal(request)) is not None:
                await refusal(scope, receive, framed)
            else:
                await self._app(scope, receive, framed)
        except Exception as error:  # noqa: BLE001  whatever it is, it is told once, and its words go nowhere
            records.defect(error, request_id, house.now(), scope)
            if not status:
                await self._answer_of(request, request_id)(scope, receive, framed)
        finally:
            records.answered(scope, status, (time.perf_counter() - began) * 1000, house.now())

    def _answer_of(self, request: Request, request_id: str) -> Response:
        """The page for a defect; where that has one itself, the same in plain text."""
        try:
            return self._failed(request)
        except Exception as error:  # noqa: BLE001  a template of ours, or what it shows, is at fault
            records.defect(error, request_id, self._house.now(), request.scope)
            return PlainTextResponse(f"This program failed. Tell who runs the desk this number: {request_id}\n", 500)

    def _refusal(self, request: Request) -> Response | None:
        """An answer without a page, for what may be no person at all."""
        if not names_us(request.headers.get("host", ""), self._house.hosts):
            return self._told(request, 421, "This desk does not go by that name.")
        wait = self._house.paces.address.wait(request.client.host if request.client is not None else "")
        if wait:
            return self._told(request, 429, "Too many requests.", {"Retry-After": str(wait)})
        return None

    def _told(self, request: Request, status: int, says: str, headers: Mapping[str, str] | None = None) -> Response:
        if request.url.path.startswith("/api/"):
            return self._problem(request, status, says, headers or {})
        return PlainTextResponse(f"{says}\n", status, dict(headers or {}))


def names_us(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether the Host header names this desk, whatever the port (OWASP ASVS 5.0, 4.1.3: nothing is made of another name)."""
    name = host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return ANY in hosts or name.lower() in hosts
