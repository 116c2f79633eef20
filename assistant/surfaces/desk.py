"""A house to the desk's web application: pages, static files, and what stands before each of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from types import ModuleType

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool

from assistant.adapters.files.evidence import MEGABYTE
from assistant.surfaces.api.app import ApiMount
from assistant.surfaces.api.problems import refused_before
from assistant.surfaces.serving.bodies import Bodies
from assistant.surfaces.serving.drafting import Drafting
from assistant.surfaces.serving.errors import answer_errors, failed, too_large
from assistant.surfaces.serving.forms import from_our_page
from assistant.surfaces.serving.frame import Frame
from assistant.surfaces.serving.house import House
from assistant.surfaces.web import (
    account,
    audit,
    clients_new,
    describe,
    describe_batches,
    describe_report,
    draft,
    draft_deciding,
    draft_editing,
    entries,
    entry,
    evidence,
    front,
    goods,
    goods_item,
    health,
    memory,
    people,
    pictures,
    queue,
    queue_care,
    queue_deciding,
    queue_selected,
    quickbooks,
    quickbooks_links,
    reconcile,
    runs,
    second_factor,
    settings,
    settings_accounts,
    settings_evidence,
    settings_plan,
    settings_reasons,
    sign_in,
    stock_value,
    suggest,
    sync,
    tie_out,
    trial_balance,
    welcome,
)

# What is open before anybody is signed in; each guards its own forms.
DOORS = (health, sign_in, welcome)
# Every module of pages for people who are signed in; each has a `router`.
PAGES = (
    account,
    audit,
    clients_new,
    describe,
    describe_batches,
    describe_report,
    draft,
    draft_deciding,
    draft_editing,
    entries,
    entry,
    evidence,
    front,
    goods,
    goods_item,
    memory,
    people,
    pictures,
    queue,
    queue_care,
    queue_deciding,
    queue_selected,
    quickbooks,
    quickbooks_links,
    reconcile,
    runs,
    second_factor,
    settings,
    settings_accounts,
    settings_evidence,
    settings_plan,
    settings_reasons,
    stock_value,
    suggest,
    sync,
    tie_out,
    trial_balance,
)

# Routes are tried one after another, and none is like another: those that reviewers ask for all day come first.
FIRST = (queue, draft, queue_deciding)


@asynccontextmanager
async def at_work(app: FastAPI) -> AsyncIterator[None]:
    """While the desk is served: lists that another process left unfinished are gone on with, and left in order at the end."""
    drafting: Drafting = app.state.drafting
    drafting.keep_going_on()
    yield
    await run_in_threadpool(drafting.close)


def desk(house: House) -> FastAPI:
    app = FastAPI(title="writeoff", openapi_url=None, docs_url=None, redoc_url=None, lifespan=at_work)
    app.state.house = house
    app.state.drafting = Drafting(house)
    answer_errors(app)
    app.add_middleware(Bodies, largest_file=int(house.settings.largest_file * MEGABYTE), too_large=too_large)
    # The last that is added stands around the others.
    app.add_middleware(Frame, house=house, failed=failed, problem=refused_before)
    _include(app, *FIRST)
    app.mount("/static", StaticFiles(directory=str(files("assistant.surfaces.web") / "static")), name="static")
    app.router.routes.append(ApiMount(app.state))
    for door in DOORS:
        app.include_router(door.router)
    _include(app, *(page for page in PAGES if page not in FIRST))
    return app


def _include(app: FastAPI, *pages: ModuleType) -> None:
    for page in pages:
        app.include_router(page.router, dependencies=[Depends(from_our_page)])
