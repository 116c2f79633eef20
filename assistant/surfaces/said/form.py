"""A draft to the fields of the form that it is edited by, and the fields that a person filled in back to facts.

A name ends in a number where there are several: `item-2` is of the second line of goods as read, `account-1` of the entry's first
line. A recovery is three fields. Each field's fault stands by itself, so that it is told beside the field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.event import ResolvedEvent
from assistant.books.proposal import Event, GoodsSaid, ValueRelation
from assistant.books.question import Settled
from assistant.books.reasons import Kind
from assistant.errors import RefusedByBooks, WriteoffError, WrongUsage
from assistant.stages.posting import memo_of
from assistant.stages.resolution.places import places_named
from assistant.stages.resolution.settle import apply
from assistant.surfaces.render.facts import in_words, quantity_in_words
from assistant.surfaces.said.revising import BLANK, Revision, Settling
from assistant.workflow import AnswerReader

Fields = Mapping[str, str]
OF_GOODS = ("item", "quantity", "place", "nrv")
RECOVERY = ("recovery_who", "recovery_how", "recovery_amount")
KINDS = (Kind.WRITE_OFF, Kind.WRITE_DOWN, Kind.COUNT_ADJUSTMENT, Kind.ALLOWANCE)
WANTED = {
    "item": "Name the goods, such as by their SKU.", "quantity": "Write how many.", "place": "Name the place.",
    "nrv": "Write what they will bring.", "date": "Write the day.", "amount": "Write the amount.", "note": "Write a note.",
    "supplier": "Name the supplier.", "account": "Name an account.",
    "recovery": "Say who bears how much; where nothing will come, say that it was refused.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormRead:
    """What the fields say, and by field what is wrong with those that cannot be read."""

    revision: Revision = field(default_factory=Revision)
    faults: Mapping[str, WriteoffError] = field(default_factory=dict)


# ── What the form shows ──────────────────────────────────────────────────────────────────────────────────────────────


def fields_of(draft: Draft, books: ClientBooks) -> dict[str, str]:
    """The draft as its form shows it, in the form's order."""
    if draft.event is None:
        return {}
    event = apply(draft.event, draft.settled)
    entry = draft.entry
    resolved = entry.valued.resolved if entry is not None else None
    lines = entry.lines if entry is not None else ()
    day = entry.entry_date if entry is not None else event.entry_date
    shown = {
        "reason": (entry.valued.reason if entry is not None else event.reason).value,
        "sub_reason": draft.sub_reason,
        "kind": (entry.valued.kind if entry is not None else event.kind).value,
        "date": day.isoformat() if day is not None else "",
    }
    for n, said in enumerate(event.goods or (GoodsSaid(""),)):
        shown |= _of_goods(n, said, resolved)
    shown["amount"] = _amount(event, resolved)
    shown |= _of_recovery(event)
    shown["supplier"] = next((line.party for line in lines if line.party), "")
    shown["note"] = memo_of(draft)
    shown["klass"] = next((line.klass for line in lines if line.klass), "")
    for line in lines:
        account = books.chart.get(line.account)
        shown[f"account-{line.n}"] = account.label if account is not None else line.account
    return shown


def _of_goods(n: int, said: GoodsSaid, resolved: ResolvedEvent | None) -> dict[str, str]:
    found = [goods for goods in resolved.goods if goods.said == n] if resolved is not None else []
    items, places = {goods.item for goods in found}, {goods.location for goods in found}
    return {
        f"item-{n + 1}": items.pop() if len(items) == 1 else said.words,
        f"quantity-{n + 1}": quantity_in_words(said.quantity) if said.quantity is not None else "",
        f"place-{n + 1}": places.pop() if len(places) == 1 else said.place,
        f"nrv-{n + 1}": in_words(said.nrv) if said.nrv is not None else "",
    }


def _amount(event: Event, resolved: ResolvedEvent | None) -> str:
    """The amount stated; empty where it follows from the goods."""
    if resolved is not None and resolved.amount is not None and not resolved.goods:
        return f"{resolved.amount:,f}"
    return in_words(event.value) if event.value is not None else ""


def _of_recovery(event: Event) -> dict[str, str]:
    if not event.recoveries:
        return dict.fromkeys(RECOVERY, "")
    said = event.recoveries[0]
    total = said.value is not None and said.value.relation is ValueRelation.TOTAL and said.value.amount is not None
    amount = f"{said.value.amount:,f}" if total and said.value is not None else in_words(said.value) if said.value else ""
    return dict(zip(RECOVERY, (said.source.value, said.status.value, amount), strict=True))


# ── What the fields say ──────────────────────────────────────────────────────────────────────────────────────────────


def changed(fields: Fields, shown: Fields) -> dict[str, str]:
    """The fields of the form that hold something else than it showed; a recovery that changed, with all its parts."""
    said = {name: words.strip() for name, words in fields.items() if name in shown and words.strip() != shown[name].strip()}
    if any(name in said for name in RECOVERY):
        said |= {name: fields.get(name, shown.get(name, "")).strip() for name in RECOVERY}
    return said


def read_fields(draft: Draft, books: ClientBooks, answers: AnswerReader, said: Fields, *, today: date) -> FormRead:
    """The facts that the fields state, each read by itself. RefusedByBooks for a draft without an event."""
    settling = Settling.of(draft, books, answers, today)
    settled: list[Settled] = []
    overrides: list[tuple[int, str]] = []
    faults: dict[str, WriteoffError] = {}
    for name, words in _together(said):
        try:
            read = _read(settling, name, words)
        except WriteoffError as fault:
            faults[name] = fault
            continue
        if isinstance(read, Settled):
            settled.append(read)
            settling = replace(settling, reason=read.reason or settling.reason)
        else:
            overrides.append(read)
    return FormRead(Revision(tuple(settled), tuple(overrides)), faults)


def _together(said: Fields) -> Iterator[tuple[str, str]]:
    """A recovery's three fields as the one sentence that it is read from; a reason before what stands under it."""
    who, how, amount = (said.get(name, "") for name in RECOVERY)
    if who or how or amount or any(name in said for name in RECOVERY):
        yield "recovery_who", " ".join(filter(None, (who, how, amount)))
    yield from sorted(
        ((name, words) for name, words in said.items() if name not in RECOVERY), key=lambda said: said[0] != "reason"
    )


def _read(settling: Settling, of: str, words: str) -> Settled | tuple[int, str]:
    """The fact, or the line and its account. Errors say what is wrong with the field."""
    name, _, number = of.partition("-")
    name = "recovery" if name == "recovery_who" else name
    n = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    if name == "offer":
        return settling.offered(int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 0)
    if not words and name not in BLANK:
        raise WrongUsage("This cannot be taken back by leaving it empty.", WANTED.get(name, "Write what it is."))
    if name == "account" and n:
        return settling.line(n, words)
    if name not in (*OF_GOODS, *WANTED, "reason", "sub_reason", "kind", "klass"):
        raise WrongUsage(f"A draft has no field {of!r}.", "Load the page anew.")
    many = max(len(settling.event.goods), 1)
    if n > many:
        raise RefusedByBooks(f"It has no goods line {n}.", "Load the page anew.")
    about = n - 1 if n and many > 1 else None
    if name == "place" and not places_named(words, settling.books):
        there = ", ".join(filter(None, settling.books.stock.locations))
        raise WrongUsage(f"There is no place {words!r} in these books.", f"There is {there or 'none'}.")
    return settling.fact(name, words, about)
