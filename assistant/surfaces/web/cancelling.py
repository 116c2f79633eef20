"""What takes a posted entry back: the draft of its reversal, posted at once where the person asks and may approve it."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from assistant.books.draft import Draft
from assistant.errors import NotAllowed, OutsideServiceFailed, RefusedByBooks, WaitsForAnswer
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.visit import At


def taken_back(request: Request, here: At, number: str, draft: Draft, *, at_once: bool) -> Response:
    """To the entry with its reversal posted; else to the draft, which waits, with the reason where it was to be posted."""
    if at_once:
        try:
            posted = here.bookkeeper().approve(
                here.client, draft.id, by=here.person, today=here.house.today(), seen=draft.fingerprint()
            )  # fmt: skip
        except (NotAllowed, RefusedByBooks, WaitsForAnswer, OutsideServiceFailed) as refused:
            says = f"{draft.id} is to take {number} back, and waits: {refused.says} {refused.remedy}"
            return _said(request, f"/c/{here.client}/drafts/{draft.id}", says.strip(), kind="warn")
        return _said(request, f"/c/{here.client}/entries/{number}", f"Posted as {posted.number}: {number} is taken back.")
    return _said(request, f"/c/{here.client}/drafts/{draft.id}", f"{draft.id} takes {number} back once it is approved.")


def _said(request: Request, address: str, says: str, *, kind: str = "good") -> Response:
    answer = RedirectResponse(address, status_code=303)
    flash(answer, request, says, kind=kind)
    return answer
