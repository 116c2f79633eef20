"""What shows a loss, by reason, and the amount above which no entry is approved without it."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.bookkeeping.policies import with_evidence
from assistant.books.client_books import ClientBooks
from assistant.books.evidence import BY_REASON, EvidenceKind
from assistant.books.people import Action
from assistant.books.policy import Policy
from assistant.books.reasons import Reason
from assistant.errors import ChangedSinceShown, WriteoffError
from assistant.stages.evidence import kind_said, kinds_said
from assistant.surfaces.said.policy import Unfit, reason_of, with_all, words_of
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.settings_accounts import MEANINGS
from assistant.surfaces.web.settings_frame import NO_VERSION, Form, mended, said_in, save, seen_in, settings_page

router = APIRouter()
ABOVE = "evidence_required_above"


@router.get("/c/{client}/settings/evidence")
def show(request: Request, here: Annotated[At, Depends(at(Action.READ))]) -> HTMLResponse:
    return _shown(request, here)


@router.post("/c/{client}/settings/evidence")
def settle(request: Request, here: Annotated[At, Depends(at(Action.SETTLE_POLICY))], form: Form) -> Response:
    """The kinds that are ticked, of each `reason` that the form has boxes of, and the amount."""
    seen, above = seen_in(form), said_in(form, ABOVE)

    def change(books: ClientBooks) -> Policy:
        if ABOVE in form:
            books = replace(books, policy=with_all(books, {ABOVE: above}, by=here.person))
        for reason in map(reason_of, map(str, form.getlist("reason"))):
            kinds = words_of(",".join(map(str, form.getlist(reason.value))), EvidenceKind)
            books = replace(books, policy=with_evidence(books, reason, kinds))
        return books.policy

    try:
        return save(request, here, change, seen=seen, back=f"/c/{here.client}/settings/evidence")
    except ChangedSinceShown as error:
        return _shown(request, here, error=error, seen=seen)
    except Unfit as error:
        return _shown(request, here, error=error, typed=above)


def _shown(
    request: Request, here: At, *, error: WriteoffError | None = None, seen: int = NO_VERSION, typed: str | None = None
) -> HTMLResponse:
    policy = here.books().policy
    now = policy.evidence_required_above.plain() if policy.evidence_required_above is not None else ""
    wanted = {reason: policy.evidence_by_reason.get(reason, BY_REASON.get(reason, ())) for reason in Reason}
    fault = error.faults.get(ABOVE) if isinstance(error, Unfit) else None
    return settings_page(
        request, here, "settings_evidence.html", error=error, seen=seen, reasons=MEANINGS, kinds=tuple(EvidenceKind),
        kind_said=kind_said, kinds_said=kinds_said, wanted=wanted, own=policy.evidence_by_reason, now=now,
        above=typed if typed is not None else now,
        fault=" ".join(filter(None, (fault.says, mended(fault)))) if fault is not None else "",
    )  # fmt: skip
