"""The page of one draft: why it is as it is. Opening it is also how the desk knows where a person left off."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.background import BackgroundTask

from assistant.adapters.sql.typing_kept import last_at, rest
from assistant.surfaces.serving.visit import At, Visiting
from assistant.surfaces.web.draft_form import form_of
from assistant.surfaces.web.draft_shown import AtDraft, draft_answer, sheet_of

router = APIRouter()


@router.get("/")
def left_off(visit: Visiting) -> RedirectResponse:
    """To the draft that the person looked at last, in whichever books; else to the queue."""
    clients = [place.client for place in visit.places]
    with visit.house.store.across(clients) as connection:
        found = last_at(connection, visit.person, clients)
    return RedirectResponse(f"/c/{found[0]}/drafts/{found[1]}" if found is not None else "/queue", status_code=303)


@router.get("/c/{client}/drafts/{draft_id}")
def show(request: Request, here: AtDraft, draft_id: str, edit: str = "") -> Response:
    """`edit` names the field that the form opens at; a form that was begun is open in any case."""
    with here.house.store.moment(here.client) as transaction:
        sheet = sheet_of(here, draft_id)
        answer = draft_answer(request, here, sheet, form=form_of(here, sheet, focus=edit))
        was_here = transaction.resting(here.person) == draft_id
    if not was_here:
        answer.background = BackgroundTask(keep_place, here, draft_id)  # nobody waits for it
    return answer


def keep_place(here: At, draft_id: str) -> None:
    """That the person was here last."""
    with here.house.store.aside(here.client) as connection:
        rest(connection, here.client, here.person, draft_id, at=here.house.now())
