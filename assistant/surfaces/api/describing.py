"""An operation to what the OpenAPI document says of it: summary, description, the document it answers with, an example, and each
status that stops it. The documents' shapes are those of `--json` (render/schema.json), not a second description of them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel, WithJsonSchema

from assistant.surfaces.api.problems import PROBLEM_JSON, Problem
from assistant.surfaces.api.route import ApiRoute, sent_once

VERSION = "1.0.0"
REFS = "#/components/schemas/"
PAGE = "_page"
SHAPE = "x-shape"
JSON = "application/json"
SAYS = {
    401: "No token, or one that is not valid any more",
    403: "The token's scope, the person's role or the client's plan does not allow it",
    404: "No such client for you, or nothing by that name in its books",
    409: "The books refuse it, or the draft was changed since it was shown",
    412: "Somebody changed the draft since that version; `draft` is how it stands now",
    413: "More than this operation takes at once",
    415: "A kind of file that is not taken",
    421: "The desk was asked by a name that is not its own",
    422: "The request cannot be read as what it should be, or its key belongs to another request",
    428: "The version that was seen is needed: If-Match",
    429: "Too many requests; Retry-After says when to go on",
    502: "QuickBooks or a language model did not do its part",
    503: "The books cannot be reached at the moment",
}
ALWAYS = (401, 403, 404, 421, 422, 429, 503)
CHANGES = (409, 413)
HEADERS = {
    "X-Request-Id": {"description": "The request's id", "schema": {"type": "string"}},
}
DESCRIPTION = """Everything that the review desk does, for programs. Documents are those of the command line's `--json`: amounts
and quantities are decimal strings, dates ISO, an account its number, else its full name. Errors are problem documents (RFC 9457).

A token is made on the desk, under Account, with scopes, clients and an end; it never does more than its person may."""


def operation(
    summary: str,
    gives: str | type[BaseModel],
    *,
    status: int = 200,
    refuses: tuple[int, ...] = (),
    also: dict[int, str | type[BaseModel]] | None = None,
    etag: bool = False,
    paged: bool = False,
    changes: bool = False,
) -> dict[str, Any]:
    """Keyword arguments of a route. `gives` is a shape of schema.json by its name, or a model; `refuses` are statuses beside
    those of every operation, `also` other answers that are no problems. `paged`: the shape's rows, and `next`. `changes`: the
    request does something, so it may carry a key."""
    shape = f"{gives}{PAGE}" if paged else gives
    given = {code: _content(shape, etag=etag) for code, shape in {status: shape, **(also or {})}.items()}
    stops = sorted({*ALWAYS, *refuses, *(CHANGES if changes else ())} - given.keys())
    return {
        "summary": summary,
        "status_code": status,
        "response_model": None,
        "responses": given | {code: problem(code) for code in stops},
        "dependencies": [Depends(sent_once)] if changes else [],
    }


def _content(shape: str | type[BaseModel], *, etag: bool) -> dict[str, Any]:
    name = shape if isinstance(shape, str) else shape.__name__
    content: dict[str, Any] = {"schema": {"$ref": REFS + name}}
    headers = HEADERS | ({"ETag": {"description": "The draft's version", "schema": {"type": "string"}}} if etag else {})
    return {"description": "Done", "content": {JSON: content}, "headers": headers} | (
        {} if isinstance(shape, str) else {"model": shape}
    )


def problem(status: int) -> dict[str, Any]:
    headers = dict(HEADERS)
    if status == 429:
        headers["Retry-After"] = {"description": "Seconds to wait", "schema": {"type": "string"}}
    if status == 401:
        headers["WWW-Authenticate"] = {"description": "How to come in", "schema": {"type": "string"}}
    return {
        "description": SAYS[status],
        "content": {PROBLEM_JSON: {"schema": {"$ref": REFS + Problem.__name__}}},
        "headers": headers,
    }


@cache
def examples() -> dict[str, Any]:
    """A real answer of each shape by its name, and a real request of each operation by its id; kept by
    `python -m tests.surfaces.api.examples`."""
    kept: dict[str, Any] = json.loads((files("assistant.surfaces.api") / "examples.json").read_text(encoding="utf-8"))
    return kept


@cache
def shapes() -> dict[str, Any]:
    """The shapes of schema.json as components of the OpenAPI document."""
    text = (files("assistant.surfaces.render") / "schema.json").read_text(encoding="utf-8")
    defs: dict[str, Any] = json.loads(text.replace("#/$defs/", REFS))["$defs"]
    return defs


def shape_named(name: str) -> dict[str, Any]:
    """The shape of schema.json; of `x_page` that of x with `next`, the cursor of the page that follows."""
    if name in shapes() or not name.endswith(PAGE):
        return dict(shapes()[name])
    whole: dict[str, Any] = shapes()[name.removesuffix(PAGE)]
    next_ = {"description": "The cursor of the next page", "type": ["string", "null"]}
    return whole | {"properties": whole["properties"] | {"next": next_}, "required": [*whole["required"], "next"]}


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with every shape that an operation's answer refers to."""
    document = get_openapi(
        title="writeoff", version=VERSION, description=DESCRIPTION, routes=app.routes, servers=[{"url": "/api/v1"}],
        separate_input_output_schemas=False,
    )  # fmt: skip
    known = document.setdefault("components", {}).setdefault("schemas", {})
    known |= Problem.model_json_schema(ref_template=REFS + "{model}").pop("$defs", {})
    known[Problem.__name__] = {
        key: value for key, value in Problem.model_json_schema(ref_template=REFS + "{model}").items() if key != "$defs"
    }
    for operation in (each for path in document["paths"].values() for each in path.values()):
        _exemplify(operation)
    document = dict(_with_shapes(document))
    known, left = document["components"]["schemas"], list(_refs(document))
    while left:
        name = left.pop().partition("/")[0]
        if name not in known:
            known[name] = shape_named(name)
            left += _refs(known[name])
    return document


def _exemplify(operation: dict[str, Any]) -> None:
    """The operation with real examples: put in here, for FastAPI leaves out whatever is null."""
    sent = operation.get("requestBody", {}).get("content", {}).get(JSON)
    if sent is not None and operation["operationId"] in examples()["requests"]:
        sent["example"] = examples()["requests"][operation["operationId"]]
    for said in operation["responses"].values():
        content = said["content"].get(JSON, {})
        name = content.get("schema", {}).get("$ref", "").removeprefix(REFS)
        if name in examples()["answers"]:
            content["example"] = examples()["answers"][name]


def shaped(*names: str) -> WithJsonSchema:
    """For a field of a model that holds a document of schema.json: its shape by name, or a path within one; of several, any."""
    return WithJsonSchema({"type": "object", SHAPE: list(names)})


def _with_shapes(node: Any) -> Any:
    """The document with each field's shape in its place; Pydantic itself refers to nothing that it did not make."""
    if isinstance(node, dict):
        refs = [{"$ref": REFS + name} for name in node.get(SHAPE, ())]
        if refs:
            return refs[0] if len(refs) == 1 else {"anyOf": refs}
        return {key: _with_shapes(value) for key, value in node.items()}
    return [_with_shapes(each) for each in node] if isinstance(node, list) else node


def _refs(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"].removeprefix(REFS)] if isinstance(node.get("$ref"), str) else []
        return own + [name for value in node.values() for name in _refs(value)]
    return [name for each in node for name in _refs(each)] if isinstance(node, list) else []


def operation_id(route: APIRoute) -> str:
    return route.name


def router_of(tag: str) -> dict[str, Any]:
    """Keyword arguments of a noun's router."""
    return {"route_class": ApiRoute, "tags": [tag], "generate_unique_id_function": operation_id}
