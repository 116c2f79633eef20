"""The front page: whose books the person works in."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import Visiting

router = APIRouter()


@router.get("/clients")
def clients(request: Request, visit: Visiting) -> HTMLResponse:
    return page(request, "clients.html")
