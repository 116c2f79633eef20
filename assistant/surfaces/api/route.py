"""A request to its answer, the same way for every operation: who calls, how often, the work once, and a problem document for
whatever stops it."""

from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Header, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from assistant.surfaces.api.caller import Caller, Needs, caller_of
from assistant.surfaces.api.once import KEY, once
from assistant.surfaces.api.problems import problem_of, refused


class ApiRoute(APIRoute):
    """A route of the API; its handler sees a request whose caller is known."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        work, known = super().get_route_handler(), frozenset(_asked_by(self.dependant))
        needs = tuple(_needs_of(self.dependant))

        async def handle(request: Request) -> Response:
            try:
                refuse_unwritable(request)
                refuse_unknown(request, known)
                return await _answered(request, work, needs)
            except Exception as error:  # noqa: BLE001 - problem_of knows each kind, and logs the rest as a fault of ours
                return problem_of(request, error)
            finally:
                await request.close()  # the files of a form that was read here and went no further

        return handle


async def _answered(request: Request, work: Callable[[Request], Awaitable[Response]], needs: Sequence[Needs]) -> Response:
    """A kept answer is one for who may still have the work done: role, scope and plan are asked before it is looked for."""
    caller = request.state.caller = await run_in_threadpool(caller_of, request)
    keep_pace(caller)
    client, key = request.path_params.get("client"), request.headers.get(KEY)
    if request.method == "GET" or key is None or client is None or caller.place(client) is None:
        return await work(request)
    for each in needs:
        await run_in_threadpool(each, client, caller)
    return await once(request, caller, client, key, work)


def keep_pace(caller: Caller) -> None:
    """429 where the token asks more often than a person may."""
    wait = caller.house.paces.person.wait(f"token {caller.token.id}")
    if wait:
        seconds = str(int(wait) + 1)
        raise refused("This token asks too often.", f"Go on in {seconds} s.", "too_many_requests", Retry_After=seconds)


def refuse_unwritable(request: Request) -> None:
    """A path or query that holds NUL or is no UTF-8: no name here is written so, and no database takes it."""
    path, asked = request.scope["path"], unquote(request.scope["query_string"].decode("latin-1"), errors="surrogateescape")
    for said in (path, asked):
        if "\0" in said or any("\ud800" <= letter <= "\udfff" for letter in said):
            raise refused("The address holds what is no text.", "Write it in UTF-8, percent-encoded.", "invalid_request")


def refuse_unknown(request: Request, known: frozenset[str]) -> None:
    """A misspelt `limit` would else be answered as if it had not been said."""
    if unknown := sorted(set(request.query_params) - known):
        remedy = f"It takes {', '.join(sorted(known))}." if known else "It takes none."
        raise refused(f"This operation knows no {unknown[0]!r} in its address.", remedy, "invalid_request")


def _asked_by(needs: Dependant) -> Iterator[str]:
    """The names of the address' query that an operation takes."""
    yield from (field.alias for field in needs.query_params)
    for needed in needs.dependencies:
        yield from _asked_by(needed)


def _needs_of(needs: Dependant) -> Iterator[Needs]:
    """What an operation asks of who calls."""
    if isinstance(needs.call, Needs):
        yield needs.call
    for needed in needs.dependencies:
        yield from _needs_of(needed)


def sent_once(
    key: Annotated[
        str | None,
        Header(
            alias=KEY,
            description="Sent again with the same key, the request is not done again but answered as it was.",
            min_length=1,
            max_length=200,
            pattern=r"^[!-~]+$",
            examples=["6f1c0a52-9a1e-4c8b-8f0e-1f6a2b7c9d3e"],
        ),
    ] = None,
) -> None:
    """Says in the OpenAPI document what `once` does with the header."""


