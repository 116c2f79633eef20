"""The OpenAPI document to a page for people: every operation by its noun, with real examples. It loads nothing from elsewhere."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.surfaces.api.describing import JSON, SAYS
from assistant.surfaces.serving.pages import page

CODES = {
    "token_needed": "No bearer token was sent",
    "token_invalid": "The token is unknown, has ended or was revoked",
    "insufficient_scope": "The token was not made for it",
    "not_allowed": "The person's role in these books does not include it",
    "not_in_plan": "The client's plan leaves it out",
    "not_found": "There is no such thing, or no such client for you",
    "invalid_request": "The request is not of the shape that the operation takes; `faults` name each part",
    "bad_cursor": "The cursor is none that a page gave",
    "version_needed": "If-Match is missing: which version of the draft was seen",
    "stale_version": "Somebody changed it since that version; `draft` is how it stands now",
    "changed_since_shown": "The books have moved: it would no longer post what was seen; `draft` is how it stands now",
    "idempotency_mismatch": "Another request was sent under this key",
    "in_progress": "The first request under this key is still at work",
    "other_client": "The text fits another client of yours better: `clients`",
    "not_connected": "The client is connected to no QuickBooks company",
    "busy": "Something is at work with QuickBooks for this client already",
    "too_many_requests": "The token asks too often; Retry-After says when to go on",
    "too_large": "More than is taken at once",
    "program_fault": "A fault of the program: send it again, and report the request's id",
}


def router_of_pages(document: Callable[[], dict[str, Any]]) -> APIRouter:
    """The document itself, and the page of it."""
    router = APIRouter(include_in_schema=False)

    @router.get("/openapi.json")
    def openapi() -> JSONResponse:
        return JSONResponse(document())

    @router.get("/docs")
    def docs(request: Request) -> HTMLResponse:
        tags: dict[str, list[dict[str, Any]]] = {}
        for path, operations in document()["paths"].items():
            for method, operation in operations.items():
                tags.setdefault(operation["tags"][0], []).append(_told(method, path, operation))
        return page(request, "api_docs.html", document=document(), tags=tags, statuses=SAYS, codes=CODES)

    return router


def _told(method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    responses = operation["responses"].items()
    sent = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("example")
    return operation | {
        "method": method.upper(),
        "path": path,
        "asked": operation.get("parameters", []),
        "sent": _written(sent),
        "answers": [
            (status, said["description"], _written(said["content"].get(JSON, {}).get("example")))
            for status, said in responses
            if status < "300"
        ],
        "refused": [(status, said["description"]) for status, said in responses if status >= "300"],
    }


def _written(example: object) -> str:
    return json.dumps(example, indent=2, ensure_ascii=False) if example is not None else ""
