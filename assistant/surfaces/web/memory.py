"""What approvals have taught these books: each precedent with what taught it; a person sets it otherwise or has it forgotten."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.bookkeeping.precedents import Learned, forget, learned, set_choice
from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.books.precedent import Chooses, Matter
from assistant.errors import RefusedByBooks, WriteoffError, WrongUsage
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.settings_frame import Form, said_in, settings_page

router = APIRouter()
Teaches = Annotated[At, Depends(at(Action.SETTLE_PRECEDENTS))]
SHOWN = 8  # entries that one was learned from


@router.get("/c/{client}/settings/memory")
def show(request: Request, here: Annotated[At, Depends(at(Action.READ))]) -> HTMLResponse:
    return _shown(request, here)


@router.post("/c/{client}/settings/memory/{precedent_id}")
def set_otherwise(request: Request, here: Teaches, form: Form, precedent_id: str) -> Response:
    """The account or item in the field is what the precedent chooses from now on."""
    chosen = said_in(form, "choice")
    house = here.house
    chooses = next((one.precedent.chooses for one in _known(here) if one.precedent.id == precedent_id), Chooses.ACCOUNT)
    account, item = ("", chosen) if chooses is Chooses.ITEM else (chosen, "")
    try:
        changed = set_choice(
            house.store, here.client, precedent_id,
            account=account, item=item, by=here.person, today=house.today(), at=house.now(),
        )  # fmt: skip
    except (WrongUsage, RefusedByBooks) as error:
        return _shown(request, here, error=error, refused=precedent_id, typed=chosen)
    answer = _back(here, precedent_id)
    label = choice_label(changed, here.books())
    flash(answer, request, f"{precedent_id}: “{changed.precedent.phrase}” now stands for {label}.")
    return answer


@router.post("/c/{client}/settings/memory/{precedent_id}/delete")
def delete(request: Request, here: Teaches, precedent_id: str) -> Response:
    """Forgotten; the entries stay, and the next approval may teach it anew."""
    gone = forget(here.house.store, here.client, precedent_id, by=here.person, at=here.house.now())
    answer = _back(here)
    flash(answer, request, f"{gone.id} is forgotten: “{gone.phrase}” no longer stands for {gone.choice}. Its entries stay.")
    return answer


def _back(here: At, precedent_id: str = "") -> RedirectResponse:
    where = f"#{precedent_id}" if precedent_id else ""
    return RedirectResponse(f"/c/{here.client}/settings/memory{where}", status_code=303)


def _known(here: At) -> tuple[Learned, ...]:
    return learned(here.house.store, here.client, by=here.person)


def _shown(
    request: Request, here: At, *, error: WriteoffError | None = None, refused: str = "", typed: str = ""
) -> HTMLResponse:
    books = here.books()
    return settings_page(
        request, here, "memory.html", needs=Action.SETTLE_PRECEDENTS, error=error, refused=refused, typed=typed,
        found=tuple(reversed(_known(here))), about=about, label=lambda one: choice_label(one, books),
        accounts=[account for account in books.chart if account.usable], items=books.stock.items, most=SHOWN,
    )  # fmt: skip


def about(matter: Matter | None) -> str:
    """'write-off, damaged by fire, within the routine limit'; what the words mean, where it is of goods."""
    if matter is None:
        return "these words for goods"
    use = f" for {matter.use.value}" if matter.use else ""
    cause = f" by {matter.cause.value.replace('_', ' ')}" if matter.cause else ""
    side = "above the routine limit or unusual" if matter.unusual else "within the routine limit"
    return f"{matter.kind.value.replace('_', ' ')}, {matter.reason.value.replace('_', ' ')}{cause}{use}, {side}"


def choice_label(one: Learned, books: ClientBooks) -> str:
    """The account or item that it chooses, as a person knows it."""
    choice = one.precedent.choice
    if one.precedent.chooses is Chooses.ITEM:
        item = books.stock.item(choice)
        return f"{choice} {item.name}" if item and item.name != choice else choice
    account = books.chart.get(choice)
    return account.label if account else choice
