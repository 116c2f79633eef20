"""A request that may be sent again to one answer: the key its sender gave it stands for it, and what it was answered.

The same key with the same request gets the same answer, with the header `Idempotent-Replayed: true`. With another request it is
refused (`idempotency_mismatch`), for then one of the two is a mistake. While the first is still at work it is `in_progress`; a
first try that left no answer for LOST_AFTER was cut off, and the next one takes its place. Only what was done is kept: a request
that was refused did nothing, and the same request may be sent again under its key.
"""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from assistant.adapters.sql.answers import AT_WORK, Given
from assistant.errors import WrongUsage
from assistant.surfaces.api.caller import Caller
from assistant.surfaces.api.problems import refused

KEY = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
A_KEY = re.compile(r"[\x21-\x7e]{1,200}")
LOST_AFTER = timedelta(minutes=5)  # a language model that is asked again and again takes less
KEPT_FOR = timedelta(days=7)
KEPT_HEADERS = ("content-type", "etag", "location")

Handler = Callable[[Request], Awaitable[Response]]


async def once(request: Request, caller: Caller, client: str, key: str, handle: Handler) -> Response:
    """What `handle` answers the request, or answered it before."""
    if not A_KEY.fullmatch(key):
        raise WrongUsage(f"{KEY} is 1 to 200 visible characters.", "Send a random one, such as a UUID.", code="invalid_request")
    mark = await fingerprint(request)
    given = await run_in_threadpool(_begin, caller, client, key, mark)
    if given is not None:
        return _again(given, mark)
    try:
        response = await handle(request)
    except BaseException:
        await run_in_threadpool(_release, caller, client, key)
        raise
    if response.status_code < 300:
        await run_in_threadpool(_keep, caller, client, key, response)
    else:
        await run_in_threadpool(_release, caller, client, key)
    return response


async def fingerprint(request: Request) -> str:
    """SHA-256 of the method, the path with what it asks, and the body. Of a form its fields and files, for the marks that part
    them are other ones each time."""
    told = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\0".encode())
    if request.headers.get("content-type", "").startswith("multipart/"):
        for name, value in _parts(await request.form()):
            content = await _content(value)
            told.update(f"{name}\0{len(content)}\0".encode() + content)
    else:
        told.update(await request.body())
    return told.hexdigest()


def _parts(form: FormData) -> list[tuple[str, UploadFile | str]]:
    return sorted(form.multi_items(), key=lambda part: part[0])


async def _content(value: UploadFile | str) -> bytes:
    if isinstance(value, str):
        return value.encode()
    content = await value.read()
    await value.seek(0)
    return f"{value.filename}\0".encode() + content


def _begin(caller: Caller, client: str, key: str, mark: str) -> Given | None:
    now = caller.house.now()
    with caller.house.store.client(client) as transaction:
        given = transaction.begin_answer(caller.person, key, mark, at=now, lost_before=now - LOST_AFTER)
        if given is None:
            transaction.forget_answers(caller.person, before=now - KEPT_FOR)
        return given


def _again(given: Given, mark: str) -> Response:
    if given.fingerprint != mark:
        raise refused(
            f"Another request was sent under this {KEY} before.", "Send a new key with a new request.", "idempotency_mismatch"
        )
    if given.status == AT_WORK:
        raise refused(
            "The first request under this key is still at work.", "Send it again in a moment.", "in_progress", Retry_After="1"
        )
    kept = json.loads(given.body)
    return Response(kept["body"], given.status, kept["headers"] | {REPLAYED: "true"})


def _keep(caller: Caller, client: str, key: str, response: Response) -> None:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    body = json.dumps({"body": bytes(response.body).decode(), "headers": headers})
    with caller.house.store.client(client) as transaction:
        transaction.keep_answer(caller.person, key, response.status_code, body, at=caller.house.now())


def _release(caller: Caller, client: str, key: str) -> None:
    with caller.house.store.client(client) as transaction:
        transaction.release_answer(caller.person, key)
