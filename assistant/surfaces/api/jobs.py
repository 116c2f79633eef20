"""Work with QuickBooks that takes longer than a request may: begun, waited for so long, and asked after."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from assistant.bookkeeping.disposing import Disposed
from assistant.bookkeeping.entitlement import allow_feature, owners_of
from assistant.bookkeeping.pulling import Pulled
from assistant.books.policy import Feature
from assistant.errors import NotFound, RefusedByBooks
from assistant.stages.reconciling.names import Reconciliation
from assistant.surfaces.api.caller import Here, Reading
from assistant.surfaces.api.describing import operation, router_of, shaped
from assistant.surfaces.render.documents import Document, error_body
from assistant.surfaces.render.pulling import pulled_document
from assistant.surfaces.render.receipt import receipt_document
from assistant.surfaces.render.reconciling import disposed_document, reconciliation_document
from assistant.surfaces.serving.company import CompanyWork, Task
from assistant.surfaces.serving.runs import Run
from assistant.syncing.receipt import SyncReceipt

router = APIRouter(**router_of("QuickBooks"))
LONGEST_WAIT = 25  # seconds: less than what stands between waits for an answer
JobId = Annotated[str, Path(description="The job's id", max_length=60, examples=["sync-17"])]
Wait = Annotated[StrictInt, Field(ge=0, le=LONGEST_WAIT, description="Seconds to wait for it to be done before it is answered")]


class JobError(BaseModel):
    """What stopped it."""

    model_config = ConfigDict(extra="forbid")

    code: str
    says: str
    remedy: str


class Job(BaseModel):
    """Work in the background. `settled` of `of` is how far it has come (0 of 0: it cannot tell); `result` is what it came to, the
    document of the command line for the same."""

    model_config = ConfigDict(extra="forbid")

    id: str
    what: Task
    state: Literal["working", "done", "failed"]
    by: str
    began_at: str
    ended_at: str | None
    says: str
    settled: int
    of: int
    result: Annotated[dict[str, object], shaped("sync", "qbo_pull", "qbo_reconcile", "qbo_disposed")] | None
    error: JobError | None


class Jobs(BaseModel):
    """The last of each kind."""

    model_config = ConfigDict(extra="forbid")

    rows: list[Job]


@router.get("/clients/{client}/jobs", **operation("Work in the background", Jobs))
def jobs(here: Reading) -> JSONResponse:
    """The last sync, pull, reconciliation and disposition of the client."""
    last = (here.house.runs.last(here.client, task.value) for task in Task)
    return JSONResponse({"rows": [job_document(here, run) for run in last if run is not None]})


@router.get("/clients/{client}/jobs/{job}", **operation("How far a job has come", Job))
def job(here: Reading, job: JobId) -> JSONResponse:
    """Until its `state` is done or failed. One that another of its kind followed is not known any more."""
    what = job.partition("-")[0]
    run = here.house.runs.last(here.client, what)
    if run is None or job_id(run) != job:
        raise NotFound(f"There is no job {job} any more.", "GET jobs lists the last of each kind.")
    return JSONResponse(job_document(here, run))


def begin(here: Here, request: Request, wait: int, work: Callable[[CompanyWork], Run | None]) -> JSONResponse:
    """The job: 200 where it is done within the wait, else 202. RefusedByBooks where the client is connected to no company, or
    something is at work for it already."""
    house = here.house
    with here.reading() as transaction:
        if transaction.company() is None:
            says = f"{here.place.name} is connected to no QuickBooks company."
            raise RefusedByBooks(says, "An owner connects one on the desk, under Settings.", code="not_connected")
        allow_feature(transaction.policy(), Feature.QUICKBOOKS, owners_of(transaction.people()))
    run = work(CompanyWork(house, here.client, here.person))
    if run is None:
        raise RefusedByBooks(
            "Something is at work with QuickBooks for this client already.", "Ask again when it is done.", code="busy"
        )
    if wait:
        house.runs.wait(here.client, wait)
    where = {"Location": f"{request.scope['root_path']}/clients/{here.client}/jobs/{job_id(run)}"}
    return JSONResponse(job_document(here, run), 202 if run.working else 200, where if run.working else {})


def job_id(run: Run) -> str:
    return f"{run.what}-{run.number}"


def job_document(here: Here, run: Run) -> Document:
    error = run.error
    return {
        "id": job_id(run), "what": run.what, "by": run.by, "says": run.says, "settled": run.settled, "of": run.of,
        "state": "working" if run.working else "failed" if error is not None else "done",
        "began_at": run.began_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at is not None else None,
        "result": None if run.working or error is not None else _result(here, run.result),
        "error": error_body(error) if error is not None and not run.working else None,
    }  # fmt: skip


def _result(here: Here, result: object) -> Document:
    if isinstance(result, SyncReceipt):
        return receipt_document(result)
    if isinstance(result, Pulled):
        return pulled_document(result, here.books())
    if isinstance(result, Reconciliation):
        return reconciliation_document(here.client, result)
    assert isinstance(result, Disposed), result
    return disposed_document(result, here.books())
