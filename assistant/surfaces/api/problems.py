"""What stopped a request to a problem document (RFC 9457), with the findings and faults that every other surface shows."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.errors import BadFile, WriteoffError, WrongUsage
from assistant.surfaces.render.documents import Document
from assistant.surfaces.serving.errors import status_of

PROBLEM_JSON = "application/problem+json"
TYPES = "/api/v1/docs#problems"
STALE = 412
STATUS_OF_CODE: Mapping[str, int] = {
    "stale_version": STALE,
    "idempotency_mismatch": 422,
    "in_progress": 409,
    "version_needed": 428,
    "token_needed": 401,
    "token_invalid": 401,
    "too_many_requests": 429,
    "too_large": 413,
    "wrong_type": 415,
}
LOG = logging.getLogger("writeoff.api")


class FindingShape(BaseModel):
    """What a check of the books found."""

    code: str
    says: str
    remedy: str


class Problem(BaseModel):
    """What stopped a request. `code` is stable and says which kind it is; `detail` says what was found, with the numbers, and
    `remedy` what would mend it."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="Where this API's problems are explained")
    title: str = Field(description="The code in words")
    status: int = Field(description="The HTTP status")
    detail: str
    instance: str = Field(description="The path that was asked for")
    code: str
    remedy: str
    request: str = Field(description="The request's id, as X-Request-Id says it")
    findings: list[FindingShape] = Field(description="Problems of the draft that was refused, the same as in its document")
    faults: list[str] = Field(description="Each part of the request, or row of its file, that cannot be taken")
    draft: dict[str, Any] | None = Field(description="The draft as it is now, where it was changed since it was shown")
    clients: list[str] | None = Field(description="Clients of yours whose books the text fits better")


class Stopped(Exception):
    """An error of the house with what this API says beside it: findings, the draft as it is now, headers."""

    def __init__(
        self,
        error: WriteoffError,
        *,
        findings: Sequence[Document] = (),
        draft: Document | None = None,
        clients: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(error.says)
        self.error = error
        self.findings = list(findings)
        self.draft = draft
        self.clients = list(clients) or None
        self.headers = dict(headers or {})


def refused(says: str, remedy: str, code: str, **headers: str) -> Stopped:
    """A refusal of this API's own."""
    written = {name.replace("_", "-"): value for name, value in headers.items()}
    return Stopped(WrongUsage(says, remedy, code=code), headers=written)


def problem_of(request: Request, error: Exception) -> JSONResponse:
    """The problem that the error is. One of no known kind is a fault of ours: it is logged, and nothing of it is said."""
    if isinstance(error, Stopped):
        told = error.error
        status = STATUS_OF_CODE.get(told.code) or status_of(told)
        faults = told.faults if isinstance(told, BadFile) else ()
        return _document(
            request, status, told.code, told.says, told.remedy, faults, error.findings, error.draft, error.clients, error.headers
        )
    if isinstance(error, WriteoffError):
        return problem_of(request, Stopped(error))
    if isinstance(error, RequestValidationError):
        faults = tuple(_fault(found) for found in error.errors())
        says = f"The request is not of the shape that this operation takes: {'; '.join(faults[:3])}."
        return _document(request, 422, "invalid_request", says, "The OpenAPI document says what it takes.", faults)
    if isinstance(error, HTTPException):
        return _of_http(request, error)
    LOG.error("%s %s failed: %s", request.method, _route(request), type(error).__name__, exc_info=error)
    says = "This request failed by a fault of the program; nothing of it was kept that was not finished."
    remedy = "Send it again with the same Idempotency-Key, and report the request's id."
    return _document(request, 500, "program_fault", says, remedy)


def refused_before(request: Request, status: int, says: str, headers: Mapping[str, str]) -> JSONResponse:
    """What stands before the whole desk refused it: a name that is not its own, or an address that asks too often."""
    if status == 429:
        return _document(request, status, "too_many_requests", says, "Wait as Retry-After says.", headers=headers)
    return _document(request, status, "wrong_host", says, "Ask it by its own name.", headers=headers)


def _of_http(request: Request, error: HTTPException) -> JSONResponse:
    told = {
        404: ("not_found", f"There is nothing at {request.url.path}.", "The OpenAPI document lists every operation."),
        405: ("method_not_allowed", f"{request.method} is not for {request.url.path}.", "The Allow header lists what is."),
        413: ("too_large", "The request's body is larger than this operation takes.", "Send less at once."),
        400: ("invalid_request", "The request's body cannot be read.", "The OpenAPI document says what it takes."),
    }
    status = 422 if error.status_code == 400 else error.status_code
    fallback = ("invalid_request", HTTPStatus(status).phrase + ".", "The OpenAPI document says what it takes.")
    code, says, remedy = told.get(error.status_code, fallback)
    return _document(request, status, code, says, remedy, headers=error.headers or {})


def _document(
    request: Request, status: int, code: str, says: str, remedy: str, faults: Sequence[str] = (),
    findings: Sequence[Document] = (), draft: Document | None = None, clients: list[str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:  # fmt: skip
    document = {
        "type": TYPES,
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": says,
        "instance": request.url.path,
        "code": code,
        "remedy": remedy,
        "request": request_id(request),
        "findings": list(findings),
        "faults": list(faults),
        "draft": draft,
        "clients": clients,
    }
    return JSONResponse(document, status, dict(headers or {}), PROBLEM_JSON)


def _fault(found: Mapping[str, Any]) -> str:
    """'body.text: Field required', without what was sent."""
    where = ".".join(str(part) for part in found["loc"])
    return f"{where}: {found['msg']}"


def _route(request: Request) -> str:
    """The path as the route names it: it bears nobody's data."""
    return str(getattr(request.scope.get("route"), "path", "?"))


def request_id(request: Request) -> str:
    return str(getattr(request.state, "request_id", ""))
