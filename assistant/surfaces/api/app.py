"""A house to its API: an application of its own under /api/v1, with its OpenAPI document and a page of it for people."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.routing import Mount

from assistant.errors import WriteoffError
from assistant.surfaces.api import (
    accounts,
    audit,
    batches,
    deciding,
    drafts,
    entries,
    evidence,
    holds,
    jobs,
    me,
    people,
    policy,
    precedents,
    queue,
    quickbooks,
    reports,
    stock,
    texts,
)
from assistant.surfaces.api.bounds import Bounded
from assistant.surfaces.api.describing import openapi_of
from assistant.surfaces.api.problems import Stopped, problem_of
from assistant.surfaces.api.reading import router_of_pages
from assistant.surfaces.serving.house import House

NOUNS = (
    me, queue, texts, batches, drafts, deciding, evidence, entries, stock, holds, quickbooks, jobs, accounts, policy, people,
    precedents, audit, reports,
)  # fmt: skip
ROOM = 1_000_000  # bytes that a request may have beside the largest file
PATH = "/api/v1"


class ApiMount(Mount):
    """Takes every path under its own: Starlette's leaves those with a line break to the desk, which answers with a page."""

    def __init__(self, state: State) -> None:
        super().__init__(PATH, api(state), name="api")
        self.path_regex = re.compile(self.path_regex.pattern, re.DOTALL)


def api(state: State) -> FastAPI:
    """`state` is that of the desk, which the API shares: the house, and what works in the background."""
    house: House = state.house
    app = FastAPI(title="writeoff", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state = state
    most = int(house.settings.largest_file * 1_000_000) + ROOM
    app.add_middleware(Bounded, most=most, new_id=lambda: house.new_secret(9))
    for noun in NOUNS:
        app.include_router(noun.router)
    for kind in (Stopped, WriteoffError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, problem_of)
    document: Callable[[], dict[str, Any]] = cache(lambda: openapi_of(app))  # takes longer than the rest of the start
    app.include_router(router_of_pages(document))
    return app
