"""What was found about a draft to what a person can press: each remedy as a button, with the fields that it settles.

A remedy decides nothing: pressed, it goes through the same verbs as whatever a person types, and is refused for the same reasons.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import quote

from assistant.books.client_books import ClientBooks
from assistant.books.disagreement import ComparedFact, Disagreement
from assistant.books.draft import Draft, MappedLine
from assistant.books.event import ResolvedGoods
from assistant.books.finding import Finding, Problem, Warning
from assistant.books.found import Verdict
from assistant.books.people import Action
from assistant.books.plan import HeldReason
from assistant.books.quantity import format_quantity, plain_quantity
from assistant.books.reasons import Kind
from assistant.stages.posting import memo_of

_CALLED = re.compile(r"((?:D|WO)-\d+) of \d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?\Z")
_UNITS_AT = re.compile(r"[\d.,]+ at (.+)\Z")
VERDICTS = {
    Verdict.THEIRS: "Theirs stands for it",
    Verdict.OURS: "Ours stands, theirs is a mistake",
    Verdict.BOTH: "Both are true",
}


@dataclass(frozen=True, slots=True)
class Here:
    """What remedies are worked out by: the books as far as the draft touches them, and the day."""

    books: ClientBooks
    today: date


@dataclass(frozen=True, slots=True)
class Remedy:
    """`action` is a verb of the draft ('revise', 'reject', 'found', 'override') that `fields` are sent to; or 'edit', to open
    the form at the first of the fields; or begins with '/', an address within the client's pages. `asks` is what a person has to
    write too, where that is left to them; `needs` what their role must include."""

    label: str
    action: str
    fields: tuple[tuple[str, str], ...] = ()
    asks: str = ""
    needs: Action = Action.REVISE


def remedies_of(draft: Draft, finding: Finding, here: Here) -> tuple[Remedy, ...]:
    """The remedies of a finding, the best first; none where only a person's own words help."""
    ways = _WAYS.get(finding.code)
    return tuple(ways(draft, finding, here)) if ways is not None else ()


def kept_reading(draft: Draft, said: Disagreement, here: Here) -> tuple[Remedy, ...]:
    """A button for each of two readings of a fact that can be kept as it stands; else the way to the form."""
    readings = ((said.model, "the model"), (said.rules, "the rules"))
    kept = tuple(
        Remedy(f"Keep {words}, as {who} read it", "revise", settles)
        for words, who in readings
        if (settles := _settles(draft, said, words))
    )
    return kept or (Remedy("State it yourself", "edit", (("reason", ""),)),)


def _settles(draft: Draft, said: Disagreement, words: str) -> tuple[tuple[str, str], ...]:
    """The fields that state one reading of the fact; empty where it is no single value."""
    match said.fact:
        case ComparedFact.KIND if words in tuple(Kind):
            return (("kind", words),)
        case ComparedFact.REASON if " " not in words and "," not in words and words != "nothing":
            return (("reason", words),)
        case ComparedFact.DATE if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
            return (("date", words),)
        case ComparedFact.QUANTITY if (n := _line_of(draft, said.about)) and _NUMBER.match(words):
            return ((f"quantity-{n}", words),)
        case ComparedFact.PLACE if (n := _line_of(draft, said.about)) and (at := _UNITS_AT.match(words)) and "," not in words:
            return ((f"place-{n}", at[1]),)
        case ComparedFact.ITEM if draft.event is not None and len(draft.event.goods) == 1 and _one(words):
            return (("item-1", words),)
        case ComparedFact.AMOUNT if not _goods(draft) and _NUMBER.match(words):
            return (("amount", words),)
        case ComparedFact.ACCOUNT if _one(words) and (line := _line_on(draft, said)):
            return ((f"account-{line.n}", words),)
    return ()


def _one(words: str) -> bool:
    return "," not in words and words not in ("", "nothing")


def _line_on(draft: Draft, said: Disagreement) -> MappedLine | None:
    lines = draft.entry.lines if draft.entry is not None else ()
    return next((line for line in lines if line.account in (said.model, said.rules)), None)


def _goods(draft: Draft) -> tuple[ResolvedGoods, ...]:
    return draft.entry.valued.resolved.goods if draft.entry is not None else ()


def _line_of(draft: Draft, item: str) -> int:
    """The number of the only line of goods that is this item, from 1; 0 where there is none, or several."""
    said = {goods.said for goods in _goods(draft) if goods.item == item}
    return said.pop() + 1 if len(said) == 1 else 0


# ── Days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _dated(label: str, day: date, draft: Draft) -> Remedy:
    """On another day, the true one in the note."""
    memo, was = memo_of(draft), draft.entry.entry_date if draft.entry is not None else day
    note = memo if was.isoformat() in memo else f"{memo} ({was})"
    return Remedy(f"Date it {label}", "revise", (("date", day.isoformat()), ("note", note)))


def _closed(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    closed = [here.books.policy.books_closed_through]
    if here.books.connected is not None:
        closed.append(here.books.connected.snapshot.preferences.closed_through)
    first_open = max((day for day in closed if day is not None), default=here.today) + timedelta(days=1)
    if first_open < here.today:
        yield _dated(f"{first_open}, the first open day", first_open, draft)
    if first_open <= here.today:
        yield _dated(f"today, {here.today}", here.today, draft)


def _ahead(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    yield Remedy(f"Date it today, {here.today}", "revise", (("date", here.today.isoformat()),))


# ── Goods and amounts ────────────────────────────────────────────────────────────────────────────────────────────────


def _short(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    """Fewer units, or another place, of each item that there is too little of; or goods that came in and were not booked."""
    for item in dict.fromkeys(goods.item for goods in _goods(draft) if goods.quantity > 0):
        known = here.books.stock.item(item)
        called = {item} | ({known.name} if known is not None else set())
        if any(name in finding.says for name in called):
            yield from _less(draft, item, here)
            yield Remedy("Receive goods that came in", f"/goods/{quote(item, safe='')}", needs=Action.READ)


def _less(draft: Draft, item: str, here: Here) -> Iterator[Remedy]:
    taken = [goods for goods in _goods(draft) if goods.item == item and goods.quantity > 0]
    n = _line_of(draft, item)
    wanted = sum((goods.quantity for goods in taken), Decimal(0))
    held = here.books.stock.held(item)
    if not n:
        return
    if len(taken) == 1:
        for holding in held:
            if holding.location != taken[0].location and holding.available >= wanted:
                label = f"Take them at {holding.location} ({format_quantity(holding.available)} there)"
                yield Remedy(label, "revise", ((f"place-{n}", holding.location),))
    places = {goods.location for goods in taken} if all(goods.place_named for goods in taken) else {h.location for h in held}
    most = sum((holding.available for holding in held if holding.location in places), Decimal(0))
    if most > 0:
        yield Remedy(f"Take {format_quantity(most)}, all there are", "revise", ((f"quantity-{n}", plain_quantity(most)),))


def _balance(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    for line in draft.entry.lines if draft.entry is not None else ():
        account = here.books.chart.get(line.account)
        if account is not None and account.label in finding.says:
            if account.balance.minor > 0:
                yield Remedy(f"Write off {account.balance}, all it holds", "revise", (("amount", account.balance.plain()),))
            yield from _next_best(line, here)


def _unusable(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    for line in draft.entry.lines if draft.entry is not None else ():
        account = here.books.chart.get(line.account)
        if line.account in finding.says or (account is not None and account.name in finding.says):
            yield from _next_best(line, here)
            yield Remedy("Choose another account", "edit", ((f"account-{line.n}", ""),))


def _next_best(line: MappedLine, here: Here) -> Iterator[Remedy]:
    for key, _ in line.runners_up:
        account = here.books.chart.get(key)
        if account is not None and account.usable:
            yield Remedy(f"Use {account.label}", "revise", ((f"account-{line.n}", key),))


def _goods_needed(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    for n, offer in enumerate(draft.offers, 1):
        lots = " + ".join(f"{format_quantity(lot.quantity)} {lot.item}" for lot in offer.lots)
        yield Remedy(f"Take {lots}", "revise", (("offer", str(n)),))
    kind = draft.entry.valued.kind if draft.entry is not None else None
    if kind in (Kind.WRITE_OFF, Kind.COUNT_ADJUSTMENT) and not _goods(draft):
        yield Remedy("Say which goods", "edit", (("item-1", ""),))
        yield Remedy("Set an allowance aside until they are known", "revise", (("kind", Kind.ALLOWANCE.value),))
    yield _all_the_same()


def _all_the_same() -> Remedy:
    return Remedy("Send it all the same", "override", asks="Why may it go without its goods?", needs=Action.OVERRIDE)


def _other_places(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    for goods in _goods(draft):
        n = _line_of(draft, goods.item)
        if goods.place_assumed and n:
            for holding in here.books.stock.held(goods.item):
                if holding.location != goods.location and holding.available >= goods.quantity:
                    yield Remedy(f"They lay at {holding.location}", "revise", ((f"place-{n}", holding.location),))


def _in_its_currency(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    yield Remedy(f"Give the amount in {here.books.currency}", "edit", (("amount", ""),))


def _at_cost(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    for n, offer in enumerate(draft.offers, 1):
        yield Remedy(f"Take {' + '.join(f'{format_quantity(lot.quantity)} {lot.item}' for lot in offer.lots)}", "revise",
                     (("offer", str(n)),))  # fmt: skip
    yield Remedy("Give the cost", "edit", (("amount", ""),))


def _state_it(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    field = "date" if "day" in finding.says else "item-1" if _goods(draft) else "amount"
    yield Remedy("State it yourself", "edit", ((field, ""),))


# ── What else stands in the way ──────────────────────────────────────────────────────────────────────────────────────


def _found(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    rows = here.books.connected.found if here.books.connected is not None else ()
    for row in rows:
        if row.subject == draft.id and row.verdict is Verdict.OPEN and row.because == finding.says:
            for verdict, label in VERDICTS.items():
                fields = (("document", row.remote_id), ("verdict", verdict.value))
                yield Remedy(label, "found", fields, needs=Action.APPROVE)


def _repeated(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    called = _CALLED.match(finding.says)
    if called is None:
        yield Remedy("Change the quantity", "edit", (("quantity-1", ""),))
        return
    address = f"/drafts/{called[1]}" if called[1].startswith("D-") else f"/entries/{called[1]}"
    because = (("because", f"a duplicate of {called[1]}"),)
    yield Remedy(f"Reject it, a duplicate of {called[1]}", "reject", because, needs=Action.APPROVE)
    yield Remedy(f"Look at {called[1]}", address, needs=Action.READ)


def _taken_back_already(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    yield Remedy("Reject it, reversed already", "reject", (("because", "reversed already"),), needs=Action.APPROVE)


def _held(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    hold = draft.plan.hold if draft.plan is not None else None
    if hold is None:
        return
    if hold.reason is HeldReason.GOODS_NEEDED:
        yield _all_the_same()
    elif hold.reason is HeldReason.SUPPLIER_MISSING:
        yield from _name_supplier(draft, finding, here)
    elif hold.reason is HeldReason.CLASS_MISSING:
        yield Remedy("Choose a class", "edit", (("klass", ""),))
    else:
        yield Remedy("See to the connection", "/settings/quickbooks", needs=Action.READ)


def _name_supplier(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    yield Remedy("Name the supplier", "edit", (("supplier", ""),))


def _show_evidence(draft: Draft, finding: Finding, here: Here) -> Iterator[Remedy]:
    yield Remedy("Add evidence", f"/drafts/{draft.id}#evidence", needs=Action.DRAFT)


_WAYS: Mapping[Problem | Warning, Callable[[Draft, Finding, Here], Iterator[Remedy]]] = {
    Problem.PERIOD_CLOSED: _closed,
    Problem.FUTURE_DATE: _ahead,
    Problem.NOT_ENOUGH_STOCK: _short,
    Problem.BALANCE_SHORT: _balance,
    Problem.ACCOUNT_UNUSABLE: _unusable,
    Problem.GOODS_NEEDED: _goods_needed,
    Problem.UNTRACED_NUMBER: _state_it,
    Problem.FOREIGN_CURRENCY: _in_its_currency,
    Problem.FOUND_IN_QUICKBOOKS: _found,
    Problem.ALREADY_REVERSED: _taken_back_already,
    Problem.EVIDENCE_MISSING: _show_evidence,
    Warning.PLACE_ASSUMED: _other_places,
    Warning.WRONG_BASE: _at_cost,
    Warning.POSSIBLE_DUPLICATE: _repeated,
    Warning.SUPPLIER_MISSING: _name_supplier,
    Warning.HELD_IN_QUICKBOOKS: _held,
}
