"""A wrong case to what differs, in sentences: how it should have ended, which day, account, amount or units, which warning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.money import Money
from assistant.books.quantity import format_quantity
from assistant.evaluation.expected import Expected
from assistant.evaluation.scored import ScoredCase
from assistant.evaluation.scoring import (
    Output,
    booked,
    booked_places,
    booked_units,
    outcome_right,
    summed,
    wanted_places,
    wanted_units,
)

ENDS = {"draft": "a draft", "blocked": "a draft that may not post", "ask": "a question", "decline": "no entry"}


@dataclass(frozen=True, slots=True)
class Booking:
    """An amount on one side of one day's entries; wanted in any of `accounts`, or booked to the only one."""

    entry_date: str
    accounts: tuple[str, ...]
    side: str
    amount: Decimal


def differences(case: ScoredCase, books: ClientBooks) -> tuple[str, ...]:
    """What tells the case from what it expects, the gravest first; none for a case that is right."""
    output, wanted = case.done.run.output, case.score.expected
    if output is None:
        return (case.done.run.unanswered,)
    return tuple(_all(case, wanted, output, books))


def _all(case: ScoredCase, wanted: Expected, output: Output, books: ClientBooks) -> Iterator[str]:
    if not outcome_right(wanted, output):
        yield f"It should end as {ending(wanted.outcome, wanted.asks, wanted.problems)}, and ends as {ending_of(output)}."
    entries: Sequence[Output] = output.get("entries") or ()
    right = case.score.right
    if wanted.judges_entries and entries and not right["exact"]:
        yield from _units(wanted, entries)
        yield from _sums(wanted, entries, books)
        reversed_wanted, reversed_got = {e.reverses for e in wanted.entries}, {str(e.get("reverses") or "") for e in entries}
        if reversed_wanted != reversed_got:
            yield f"It should reverse {named(reversed_wanted)}, and reverses {named(reversed_got)}."
    if entries:
        for name in ("kind", "reason"):
            if not right.get(name, True):
                told, got = {getattr(entry, name) for entry in wanted.entries}, {str(entry.get(name)) for entry in entries}
                yield f"The {name} should be {named(told)}, and is {named(got)}."
    if not right.get("warning", True):
        yield f"It should warn of {named(set(wanted.warnings) - set(output.get('warnings') or ()))}."
    if right.get("exact") and not all(case.score.firsts):
        yield "It is booked to an account that will do, and another fits better: the first on each line."


def ending(outcome: str, asks: Sequence[str], problems: Sequence[str]) -> str:
    about = {"ask": asks, "blocked": problems}.get(outcome, ())
    return ENDS[outcome] + (f" ({' or '.join(about)})" if about else "")


def ending_of(output: Output) -> str:
    return ending(str(output["outcome"]), output.get("asks") or (), output.get("problems") or ())


def named(names: set[str]) -> str:
    return " and ".join(sorted(name or "nothing" for name in names)) or "nothing"


def _units(wanted: Expected, entries: Sequence[Output]) -> Iterator[str]:
    told, got = wanted_units(wanted.entries), booked_units(entries)
    for sku in dict.fromkeys((*told, *got)):
        if told.get(sku) != got.get(sku):
            should, does = units(told.get(sku), got.get(sku)), units(got.get(sku), told.get(sku))
            yield f"{sku}: the units should be {should}, and are {does}."
    for sku, place in sorted(wanted_places(wanted.entries) - booked_places(entries)):
        if sku in got:
            elsewhere = ", ".join(sorted(at for other, at in booked_places(entries) if other == sku)) or "no place"
            yield f"{sku}: the place should be {place}, and is {elsewhere}."


def units(quantity: Decimal | None, beside: Decimal | None) -> str:
    """As many, without a sign where both sides go the same way; with one, what they do to the stock."""
    if quantity is None:
        return "none"
    opposed = beside is not None and quantity * beside < 0
    return f"{'+' if quantity < 0 else ''}{format_quantity(-quantity)}" if opposed else format_quantity(abs(quantity))


ALIKE = (  # how a wanted and a booked amount may be taken for the same, the closest first
    {"date", "side", "account", "amount"},
    {"side", "account", "amount"},
    {"date", "side", "amount"},
    {"date", "side", "account"},
    {"side", "amount"},
    {"side", "account"},
)


def _sums(wanted: Expected, entries: Sequence[Output], books: ClientBooks) -> Iterator[str]:
    """What is left of both sides once every sum that is right is taken off: paired where one can be taken for the other."""
    told, got = list(_wanted(wanted)), list(_booked(entries))
    for alike in ALIKE:
        for one in list(told):
            other = next((other for other in got if alike <= shared(one, other)), None)
            if other is not None:
                told.remove(one)
                got.remove(other)
                yield from _between(one, other, books)
    yield from (f"{written(one, books)} of {one.entry_date} is missing." for one in told)
    yield from (f"{written(other, books)} of {other.entry_date} should not be there." for other in got)


def _between(one: Booking, other: Booking, books: ClientBooks) -> Iterator[str]:
    """What differs between an amount wanted and the one booked in its place."""
    if not (apart := {"date", "account", "amount"} - shared(one, other)):
        return
    what = []
    if "date" in apart:
        what.append(f"be dated {one.entry_date}, not {other.entry_date}")
    if "account" in apart:
        what.append(f"go to {labels(one, books)}, not {labels(other, books)}")
    if "amount" in apart:
        what.append(f"be {amount(one, books)}, not {amount(other, books)}")
    shown = amount(one, books) if "account" in apart and "amount" not in apart else labels(other, books)
    yield f"{Side(one.side).short} {shown} should {' and '.join(what)}."


def _wanted(wanted: Expected) -> Iterator[Booking]:
    sums = summed(((entry.entry_date, line.accounts, line.side), line.amount) for entry in wanted.entries for line in entry.lines)
    return (Booking(*key, amount) for key, amount in sums.items())


def _booked(entries: Sequence[Output]) -> Iterator[Booking]:
    sums = summed((booked(entry, line), Decimal(str(line["amount"]))) for entry in entries for line in entry["lines"])
    return (Booking(day, (account,), side, amount) for (day, account, side), amount in sums.items())


def shared(one: Booking, other: Booking) -> set[str]:
    """What a wanted and a booked amount have in common."""
    same = {
        "date": one.entry_date == other.entry_date,
        "side": one.side == other.side,
        "account": other.accounts[0] in one.accounts,
        "amount": one.amount == other.amount,
    }
    return {name for name, equal in same.items() if equal}


def written(booking: Booking, books: ClientBooks) -> str:
    """'Dr 5050 Breakage 49.80'."""
    return f"{Side(booking.side).short} {labels(booking, books)} {amount(booking, books)}"


def labels(booking: Booking, books: ClientBooks) -> str:
    found = [(key, books.chart.get(key)) for key in booking.accounts]
    return " or ".join(account.label if account else key for key, account in found)


def amount(booking: Booking, books: ClientBooks) -> str:
    """As the books write it; as it stands where they have no such fraction."""
    try:
        return str(Money.of(booking.amount, books.currency))
    except ValueError:
        return f"{booking.amount:,f}"
