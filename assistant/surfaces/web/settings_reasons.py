"""The client's own sub-reasons under each of the thirteen: added, renamed, removed; what was posted keeps the one it had."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.bookkeeping.policies import (
    LONGEST_SUB_REASON,
    with_sub_reason_added,
    with_sub_reason_removed,
    with_sub_reason_renamed,
)
from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.books.policy import Policy
from assistant.books.reasons import Reason
from assistant.errors import ChangedSinceShown, WriteoffError, WrongUsage
from assistant.surfaces.said.policy import reason_of
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.settings_accounts import MEANINGS
from assistant.surfaces.web.settings_frame import Form, said_in, save, seen_in, settings_page

router = APIRouter()
ADD, RENAME, REMOVE = "add", "rename", "remove"


@router.get("/c/{client}/settings/reasons")
def show(request: Request, here: Annotated[At, Depends(at(Action.READ))]) -> HTMLResponse:
    return _shown(request, here)


@router.post("/c/{client}/settings/reasons")
def settle(request: Request, here: Annotated[At, Depends(at(Action.SETTLE_POLICY))], form: Form) -> Response:
    """One sub-reason added under a reason, renamed or removed (`do`)."""
    seen, name, new = seen_in(form), _as_typed(form, "name"), _as_typed(form, "new")
    reason, do = reason_of(said_in(form, "reason")), said_in(form, "do")

    def change(books: ClientBooks) -> Policy:
        if do == ADD:
            return with_sub_reason_added(books, reason, new)
        if do == RENAME:
            return with_sub_reason_renamed(books, reason, name, new)
        if do == REMOVE:
            return with_sub_reason_removed(books, reason, name)
        raise WrongUsage("A sub-reason is added, renamed or removed.", "Use the buttons of this page.")

    try:
        return save(request, here, change, seen=seen, back=f"/c/{here.client}/settings/reasons#{reason.value}")
    except ChangedSinceShown as error:
        return _shown(request, here, error=error, seen=seen)
    except WrongUsage as error:
        return _shown(request, here, error=error, at_reason=reason, typed=new, of=name)


def _as_typed(form: Form, field: str) -> str:
    value = form.get(field, "")
    return value.strip() if isinstance(value, str) else ""


def _shown(
    request: Request,
    here: At,
    *,
    error: WriteoffError | None = None,
    seen: int = 0,
    at_reason: Reason | None = None,
    typed: str = "",
    of: str = "",
) -> HTMLResponse:
    """`at_reason` is where a name was refused: `typed`, as the new name of `of`, or of one to be added."""
    return settings_page(
        request, here, "settings_reasons.html", error=error, seen=seen, reasons=MEANINGS, longest=LONGEST_SUB_REASON,
        at_reason=at_reason, typed=typed, of=of,
    )  # fmt: skip
