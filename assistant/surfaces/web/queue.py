"""The queue: what waits, of one client or of all that the person works for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from assistant.books.people import Action
from assistant.surfaces.serving.visit import At, Visiting, at
from assistant.surfaces.web.queue_shown import queue_page

router = APIRouter()


@router.get("/queue")
def everywhere(request: Request, visit: Visiting) -> HTMLResponse:
    return queue_page(request, visit, visit.places)


@router.get("/c/{client}/queue")
def of_one(request: Request, here: Annotated[At, Depends(at(Action.SEE_OWN))]) -> HTMLResponse:
    return queue_page(request, here.visit, (here.place,), at=here)
