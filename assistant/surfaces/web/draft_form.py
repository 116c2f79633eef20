"""A draft to the form that it is edited by: its fields with what they hold, what may be chosen, and what changed since it was
begun. A form carries what it showed, so that only what the person changed is said, whatever others changed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.books.care import Typing
from assistant.books.draft import OPEN_STATES, Draft
from assistant.books.people import Action
from assistant.books.proposal import RecoverySource, RecoveryStatus
from assistant.books.reasons import Kind, Reason
from assistant.errors import WriteoffError
from assistant.surfaces.render.commands import parts_of
from assistant.surfaces.said.form import KINDS, Fields, changed, fields_of
from assistant.surfaces.serving.visit import At
from assistant.surfaces.web.draft_shown import Sheet

CALLED = {
    "reason": "Reason", "sub_reason": "Sub-reason", "kind": "What the entry does", "date": "Date", "item": "Item",
    "quantity": "Quantity", "place": "Place", "nrv": "Will bring", "amount": "Amount", "recovery_who": "Borne by",
    "recovery_how": "How sure", "recovery_amount": "How much", "supplier": "Supplier", "note": "Note", "klass": "Class",
    "account": "Account",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Since:
    """A field that holds something else now than when the edit was begun."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the edit would make of the draft: the draft, or why there is none. `faults` are by field."""

    after: Draft | None = None
    stopped: WriteoffError | None = None
    unchanged: bool = False
    faults: Mapping[str, WriteoffError] = field(default_factory=dict)

    def fault(self, name: str) -> str:
        """What is wrong with the field, and what would mend it, in the desk's words; '' where nothing is."""
        found = self.faults.get(name)
        return f"{found.says} {desk_words(found.remedy)}".strip() if found is not None else ""

    @property
    def remedy(self) -> str:
        """What would mend what stops the edit as a whole."""
        return desk_words(self.stopped.remedy) if self.stopped is not None else ""


@dataclass(frozen=True, slots=True)
class Form:
    """`shown` is what the draft says, `values` what stands in the fields. `begun` is the edit that was kept, where the form is
    filled with one; `since` what was changed by others after it was begun."""

    shown: Fields
    values: Fields
    focus: str = ""
    begun: Typing | None = None
    since: tuple[Since, ...] = ()
    preview: Preview = Preview()
    lines_of_goods: int = 1
    reversal: bool = False
    sub_reasons: Mapping[Reason, tuple[str, ...]] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = tuple(Reason)
    kinds: tuple[Kind, ...] = KINDS
    whos: tuple[RecoverySource, ...] = tuple(RecoverySource)
    hows: tuple[RecoveryStatus, ...] = tuple(RecoveryStatus)

    def fault(self, name: str) -> str:
        return self.preview.fault(name)

    @property
    def accounts(self) -> tuple[str, ...]:
        return tuple(name for name in self.shown if name.startswith("account-"))


def desk_words(remedy: str) -> str:
    """A remedy without the command line's commands."""
    return "".join(part.words for part in parts_of(remedy))


def called(name: str) -> str:
    """'Quantity 2' of 'quantity-2', for a person."""
    base, _, number = name.partition("-")
    return f"{CALLED.get(base, base)} {number}".strip()


def form_of(
    here: At, sheet: Sheet, *, focus: str = "", typed: Fields | None = None, preview: Preview | None = None
) -> Form | None:  # fmt: skip
    """The form where the person asks for it, or has begun to fill it; None otherwise, and for who may not revise.

    `typed` are fields as they were just sent; without them, those that were kept.
    """
    draft, books, kept = sheet.draft, sheet.beside.books, sheet.typing
    if not here.may(Action.REVISE) or draft.state not in OPEN_STATES or draft.event is None:
        return None
    if not focus and typed is None and kept is None:
        return None
    shown = fields_of(draft, books)
    fields = typed if typed is not None else kept.fields if kept is not None else {}
    was = kept.shown if kept is not None else {}
    company = books.connected
    return Form(
        shown=shown,
        values=shown | {name: words for name, words in fields.items() if name in shown},
        focus=focus,
        begun=kept if typed is None else None,
        since=tuple(Since(called(name), was[name], shown.get(name, "")) for name in was if was[name] != shown.get(name, "")),
        preview=preview or Preview(unchanged=not changed(fields, shown)),
        lines_of_goods=sum(name.startswith("item-") for name in shown),
        reversal=shown["kind"] == Kind.REVERSAL,
        sub_reasons=books.policy.sub_reasons,
        classes=tuple(row.name for row in company.snapshot.classes if row.active) if company is not None else (),
    )
