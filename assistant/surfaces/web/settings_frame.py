"""What the settings' pages share: who may change them, the version that a form was made of, and what saving one answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from assistant.bookkeeping.entitlement import one_of, owners_of
from assistant.bookkeeping.settling import Changed, changes, policy_words, settle_policy
from assistant.books.audit import AuditEvent
from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.books.policy import Policy
from assistant.errors import ChangedSinceShown, WriteoffError
from assistant.surfaces.render.commands import parts_of
from assistant.surfaces.render.settings import ChangeShown, changes_shown
from assistant.surfaces.serving.errors import status_of
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At

NO_VERSION = 0
SHOWN_CHANGES = 10
FEW = 3  # changes that are told one by one
Change = Callable[[ClientBooks], Policy]


@dataclass(frozen=True, slots=True)
class Shown:
    """The settings as a page shows them. A form carries the policy's `version`, and is refused where that has moved."""

    books: ClientBooks
    words: Mapping[str, object]
    version: int
    owners: tuple[str, ...]
    may_change: bool
    trail: tuple[AuditEvent, ...]

    @property
    def who_can(self) -> str:
        """'ada or ben'."""
        return one_of(self.owners)

    @property
    def last_changes(self) -> tuple[tuple[AuditEvent, tuple[ChangeShown, ...]], ...]:
        """Who changed what last, the latest first."""
        events = [event for event in self.trail if event.what == "policy.set"][-SHOWN_CHANGES:]
        return tuple((event, changes_shown(_changes_in(event), self.books)) for event in reversed(events))


def shown_at(here: At, needs: Action = Action.SETTLE_POLICY) -> Shown:
    with here.reading() as transaction:
        books = transaction.books()
        return Shown(
            books=books,
            words=policy_words(books.policy),
            version=transaction.policy_version(),
            owners=owners_of(transaction.people()),
            may_change=here.may(needs),
            trail=transaction.events(here.client),
        )


def _changes_in(event: AuditEvent) -> tuple[Changed, ...]:
    before, after = event.detail.get("before"), event.detail.get("after")
    return changes(before, after) if isinstance(before, Mapping) and isinstance(after, Mapping) else ()


async def form_of(request: Request) -> FormData:
    """The form as it was sent; a handler that waits for the database takes it from here."""
    return await request.form()


Form = Annotated[FormData, Depends(form_of)]


def said_in(form: FormData, name: str) -> str:
    """A field's text, on one line; '' where it was not sent."""
    value = form.get(name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def seen_in(form: FormData) -> int:
    """The version of the policy that the form was made of; none that ever was, where it does not say."""
    said = said_in(form, "seen")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else NO_VERSION


def save(request: Request, here: At, change: Change, *, seen: int, back: str) -> Response:
    """Settles the policy and says what it was and is, on the page at `back`. Errors: those of settle_policy and of `change`."""
    shown = shown_at(here)
    policy = settle_policy(here.house.store, here.client, change, by=here.person, at=here.house.now(), seen=seen)
    answer = RedirectResponse(back, status_code=303)
    found = changes_shown(changes(shown.words, policy_words(policy)), shown.books)
    for each in found[:FEW]:
        flash(answer, request, each.says)
    if len(found) > FEW:
        more = f"{len(found) - FEW} more settings were changed."
        flash(answer, request, more, href=f"/c/{here.client}/settings#changes", label="All changes")
    if not found:
        flash(answer, request, "Nothing was changed.", kind="warn")
    return answer


def since(here: At, seen: int, shown: Shown) -> tuple[ChangeShown, ...]:
    """What others have changed since a form's version was shown."""
    with here.reading() as transaction:
        before = transaction.policy_of(seen)
    return changes_shown(changes(policy_words(before), shown.words), shown.books) if before is not None else ()


def settings_page(
    request: Request, here: At, template: str, *, needs: Action = Action.SETTLE_POLICY, error: WriteoffError | None = None,
    seen: int = NO_VERSION, **more: object,
) -> HTMLResponse:  # fmt: skip
    """A page of the settings, with what stands now. `error` is why a form was refused: where the settings have moved since it was
    shown (`seen`), the page says what changed."""
    shown = shown_at(here, needs)
    stale = isinstance(error, ChangedSinceShown)
    return page(
        request, template, at=here, status=status_of(error) if error is not None else 200, shown=shown, error=error,
        stale=since(here, seen, shown) if stale else (), mend=mended(error) if error is not None else "", **more,
    )  # fmt: skip


def mended(error: WriteoffError) -> str:
    """The remedy, in the desk's own words where it names a command: whoever stands at a page types none."""
    return "".join(part.words for part in parts_of(error.remedy))
