"""How far the work in the background has come: a part of a page that asks for itself anew until the work is done."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.books.people import Action
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.runs import Run
from assistant.surfaces.serving.visit import At, at

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]


@router.get("/runs")
def progress(request: Request, here: Reading) -> Response:
    """The progress of what is at work for the client; where nothing is, the page that asks is loaded anew."""
    run = here.house.runs.working(here.client)
    if run is None:
        return Response(status_code=200, headers={"HX-Refresh": "true"})
    shown: HTMLResponse = page(request, "parts/run.html", at=here, run=run)
    return shown


def begun(request: Request, here: At, run: Run | None, to: str) -> Response:
    """Back to the page that shows the run, or says that another is at work."""
    answer = RedirectResponse(f"/c/{here.client}/{to}", status_code=303)
    if run is None:
        working = here.house.runs.working(here.client)
        by = f" ({working.what}, begun by {working.by})" if working is not None else ""
        flash(answer, request, f"Something is at work with QuickBooks already{by}. Wait until it is done.", kind="warn")
    return answer
