"""What stands before every operation: an id of the request, and a largest body."""

from collections.abc import Callable

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.surfaces.api.problems import problem_of

REQUEST_ID = b"x-request-id"


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
