"""Whether the desk runs, and whether it can work: for what watches over it. Neither says anything of the books."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from assistant.errors import BooksUnavailable
from assistant.surfaces.serving.visit import house_of

router = APIRouter()


@router.get("/healthz")
def healthz() -> JSONResponse:
    return JSONResponse({"status": "runs"})


@router.get("/readyz")
def readyz(request: Request) -> JSONResponse:
    """503 while the database does not answer."""
    try:
        house_of(request).store.clients()
    except BooksUnavailable:
        return JSONResponse({"status": "the database does not answer"}, 503)
    return JSONResponse({"status": "ready"})
