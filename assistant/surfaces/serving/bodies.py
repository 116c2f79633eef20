"""A request's body to no more than is taken: by the length it states, and by what arrives, whichever shows it first. The rest is
never read, so a file of any size costs what the limit costs (OWASP ASVS 5.0, 5.2.1)."""

from collections.abc import Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TooLarge = Callable[[Request, int], Response]
FILES_AT_ONCE = 4  # of the largest size
ROOM = 1_000_000  # bytes beside the files, and the most of a form without any times MOST_TEXTS
MOST_TEXTS = 4
DOORS = ("/sign-in", "/welcome", "/invited/")  # forms of who is not known yet: a name, a password, a code
AT_THE_DOOR = 20_000  # bytes


class _Stopped(Exception):
    """The body went past the limit; nothing more is read."""


class Bodies:
    """`largest_file` is in bytes; `too_large` makes the answer, given the limit in bytes. What is under /api/ has its own."""

    def __init__(self, app: ASGIApp, largest_file: int, too_large: TooLarge) -> None:
        self._app, self._largest_file, self._too_large = app, largest_file, too_large

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        most = self._most(request)
        said = request.headers.get("content-length", "0")
        if said.isascii() and said.isdigit() and int(said) > most:
            await self._too_large(request, most)(scope, receive, send)
            return
        await self._bounded(request, most, receive, send)

    async def _bounded(self, request: Request, most: int, receive: Receive, send: Send) -> None:
        read, stopped, begun = 0, False, False

        async def bounded() -> Message:
            nonlocal read, stopped
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                stopped = True
                raise _Stopped
            return message

        async def unless_stopped(message: Message) -> None:
            nonlocal begun
            if not stopped or begun:
                begun = True
                await send(message)

        with suppress(_Stopped):
            await self._app(request.scope, bounded, unless_stopped)
        if stopped and not begun:
            await self._too_large(request, most)(request.scope, receive, send)

    def _most(self, request: Request) -> int:
        if request.url.path.startswith(DOORS):
            return AT_THE_DOOR
        files = request.headers.get("content-type", "").startswith("multipart/form-data")
        return FILES_AT_ONCE * self._largest_file + ROOM if files else MOST_TEXTS * ROOM
