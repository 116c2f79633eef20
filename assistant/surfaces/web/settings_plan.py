"""A client's plan: what may be used in its books, and where a person is refused what it leaves out."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.bookkeeping.policies import with_left_out
from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.books.policy import Feature, Policy
from assistant.errors import ChangedSinceShown, WriteoffError
from assistant.surfaces.said.policy import words_of
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.settings_frame import NO_VERSION, Form, save, seen_in, settings_page

router = APIRouter()
# What each is, and what happens without it.
TOLD: Mapping[Feature, tuple[str, str, str]] = {
    Feature.MODEL: (
        "Language model",
        "Texts may also be read by a language model, as far as the policy allows it.",
        "Texts are read by rules alone, whatever the policy says.",
    ),
    Feature.QUICKBOOKS: (
        "QuickBooks",
        "These books can be connected to a QuickBooks Online company, pulled from it, and sent to it.",
        "Nothing is asked of QuickBooks or sent to it; entries are posted here and wait. What is connected stays known.",
    ),
    Feature.STANDING_APPROVAL: (
        "Standing approval",
        "An owner may approve sure drafts beforehand; they are posted without a person.",
        "Every draft waits for a person, though a standing approval may be set.",
    ),
    Feature.BULK_APPROVAL: (
        "Bulk approval",
        "Several drafts may be approved at once from the queue.",
        "Drafts are approved one by one.",
    ),
    Feature.API: (
        "API",
        "Programs may work in these books with a person's token.",
        "Every request of a program for these books is refused.",
    ),
}


@router.get("/c/{client}/settings/plan")
def show(request: Request, here: Annotated[At, Depends(at(Action.READ))]) -> HTMLResponse:
    return _shown(request, here)


@router.post("/c/{client}/settings/plan")
def settle(request: Request, here: Annotated[At, Depends(at(Action.SETTLE_POLICY))], form: Form) -> Response:
    """The features that are ticked are in the plan."""
    seen, ticked = seen_in(form), ",".join(map(str, form.getlist("feature")))

    def change(books: ClientBooks) -> Policy:
        return with_left_out(books, set(Feature) - set(words_of(ticked, Feature)))

    try:
        return save(request, here, change, seen=seen, back=f"/c/{here.client}/settings/plan")
    except ChangedSinceShown as error:
        return _shown(request, here, error=error, seen=seen)


def _shown(request: Request, here: At, *, error: WriteoffError | None = None, seen: int = NO_VERSION) -> HTMLResponse:
    return settings_page(request, here, "settings_plan.html", error=error, seen=seen, told=TOLD)
