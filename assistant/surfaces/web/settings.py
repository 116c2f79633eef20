"""A client's settings: what each does to entries, how it stands, and a form for each group of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.adapters.files.policy import CLEARING_TYPES
from assistant.bookkeeping.entitlement import feature_note
from assistant.bookkeeping.settling import policy_words, with_closing
from assistant.books.accounts import Account
from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.books.policy import Feature, Policy
from assistant.errors import ChangedSinceShown, NotAllowed, RefusedByBooks, WriteoffError, WrongUsage
from assistant.stages.automatic import Measured, measured_of_all
from assistant.surfaces.render.measured import thresholds
from assistant.surfaces.render.settings import GROUPS, Setting, spoken
from assistant.surfaces.said.days import day_said
from assistant.surfaces.said.policy import Unfit, with_all, with_key
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.settings_frame import (
    NO_VERSION,
    Form,
    mended,
    said_in,
    save,
    seen_in,
    settings_page,
    shown_at,
)

router = APIRouter()
Reads = Annotated[At, Depends(at(Action.READ))]
Settles = Annotated[At, Depends(at(Action.SETTLE_POLICY))]
CLOSING, STANDING = "books_closed_through", "auto_approve_above"
MANY = tuple(Decimal(hundredths) / 100 for hundredths in range(90, 100))  # where a standing approval is likely to begin
REOPEN = "To reopen days that were closed, tick the box beside the date."
SWEAR = "Tick the box: such drafts are then posted in your name without anybody looking."


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields: as settled, or as somebody typed it and it could not be saved; and why not, by field."""

    words: Mapping[str, object]
    typed: Mapping[str, str]
    faults: Mapping[str, WriteoffError]

    def value(self, setting: Setting) -> str:
        return self.typed[setting.name] if setting.name in self.typed else self.now(setting)

    def now(self, setting: Setting) -> str:
        value = self.words[setting.name]
        return "" if value is None else str(value)

    def fault(self, name: str) -> str:
        error = self.faults.get(name)
        return " ".join(filter(None, (error.says, mended(error)))) if error is not None else ""


@router.get("/c/{client}/settings")
def show(request: Request, here: Reads) -> HTMLResponse:
    return _shown(request, here)


@router.post("/c/{client}/settings/policy")
def set_group(request: Request, here: Settles, form: Form) -> Response:
    """One group's settings, all that were changed at once."""
    group = next((group for group in GROUPS if group.name == said_in(form, "group")), None)
    if group is None:
        raise WrongUsage("There are no such settings.", "Go back to the settings, and save from there.")
    typed = {each.name: said_in(form, each.name) for each in group.settings if each.name in form and not each.fixed}

    def change(books: ClientBooks) -> Policy:
        now = Typed(policy_words(books.policy), {}, {})
        moved = {each.name: typed[each.name] for each in group.settings if typed.get(each.name, now.now(each)) != now.now(each)}
        return with_all(books, moved, by=here.person)

    return _saved(request, here, form, change, typed)


@router.post("/c/{client}/settings/closing")
def close(request: Request, here: Settles, form: Form) -> Response:
    """The closing day; an earlier one only where reopening is said."""
    typed = {CLOSING: said_in(form, CLOSING)}

    def change(books: ClientBooks) -> Policy:
        through = day_said(typed[CLOSING], books.date_order)
        try:
            return with_closing(books, through, today=here.house.today(), reopen=said_in(form, "reopen") == "yes")
        except RefusedByBooks as error:
            raise RefusedByBooks(error.says, REOPEN) from error

    return _saved(request, here, form, change, typed, CLOSING)


@router.post("/c/{client}/settings/standing")
def set_standing(request: Request, here: Settles, form: Form) -> Response:
    """The standing approval, taken only with the person's word that they mean it."""
    typed = {STANDING: said_in(form, STANDING)}

    def change(books: ClientBooks) -> Policy:
        if typed[STANDING] and said_in(form, "meant") != "yes":
            raise WrongUsage("Nothing was set.", SWEAR)
        return with_key(books, STANDING, typed[STANDING], by=here.person)

    return _saved(request, here, form, change, typed, STANDING)


def _saved(
    request: Request, here: At, form: Form, change: Callable[[ClientBooks], Policy], typed: Mapping[str, str], field: str = ""
) -> Response:
    """Saved, and back to the settings; or the settings anew, with what was typed and why it cannot be."""
    seen = seen_in(form)
    try:
        return save(request, here, change, seen=seen, back=f"/c/{here.client}/settings")
    except ChangedSinceShown as error:
        return _shown(request, here, error=error, seen=seen)
    except Unfit as error:
        return _shown(request, here, error=error, typed=typed, faults=error.faults)
    except (WrongUsage, RefusedByBooks, NotAllowed) as error:
        if not field:
            raise
        return _shown(request, here, error=error, typed=typed, faults={field: error})


def _shown(
    request: Request,
    here: At,
    *,
    error: WriteoffError | None = None,
    seen: int = NO_VERSION,
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, WriteoffError] | None = None,
) -> HTMLResponse:
    shown = shown_at(here)
    policy = shown.books.policy
    closed = policy.books_closed_through
    with here.reading() as books:
        shut = books.open_drafts_to(closed) if closed is not None else ()
    return settings_page(
        request, here, "settings.html", error=error, seen=seen,
        groups=GROUPS,
        shut_out=shut,
        fields=Typed(shown.words, typed or {}, faults or {}),
        accounts={"main_inventory": shown.books.chart.inventory(), "manual_clearing": _clearing(shown.books)},
        spoken=lambda setting: spoken(setting, shown.words[setting.name], shown.books),
        measured=[(above, measured_of_all(above)) for above in thresholds(policy)],
        standing=policy.standing_approval,
        standing_measured=measured_of_all(policy.standing_approval.above) if policy.standing_approval else (),
        thresholds=_offered(policy),
        standing_note=feature_note(policy, Feature.STANDING_APPROVAL, shown.owners),
        model_note=feature_note(policy, Feature.MODEL, shown.owners),
    )  # fmt: skip


def _offered(policy: Policy) -> tuple[tuple[Decimal, tuple[Measured, ...]], ...]:
    return tuple((above, measured_of_all(above)) for above in sorted({*MANY, *thresholds(policy)}))


def _clearing(books: ClientBooks) -> tuple[Account, ...]:
    return tuple(each for each in books.chart.of_type(*CLEARING_TYPES) if not each.holds_goods and not each.is_allowance)
