"""A valued entry to what else a reviewer must know of it: another currency, tax, a wrong source, fees to dispose of goods."""

from collections.abc import Iterable

from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.finding import Finding, Problem, Warning
from assistant.books.proposal import Event, Role, Value
from assistant.books.reasons import Kind, Reason, Use
from assistant.stages.valuation.bearing import BOOKED

NO_VAT = frozenset(("USD",))  # where there is sales tax, and no VAT or GST to give back


def considerations(entry: ValuedEntry, books: ClientBooks) -> tuple[Finding, ...]:
    """All of them, problems first."""
    tax = () if entry.kind is Kind.REVERSAL else _tax(entry, books)
    return (*_foreign(entry, books), *tax, *_said_beside(entry.resolved.event))


def values_used(entry: ValuedEntry) -> tuple[Value, ...]:
    """The values of the text that amounts of the entry rest on: what it states of goods that the books carry at cost is none."""
    event = entry.resolved.event
    stated = [value for goods in event.goods for value in goods.stated]
    used = [goods.nrv for goods in event.goods]
    used += [said.value for said in event.recoveries if said.status in BOOKED]
    if entry.resolved.amount is not None:
        used += [event.value] if event.value is not None else stated
    elif any(move.stated_value for move in entry.moves):
        used += stated
    return tuple(value for value in used if value is not None)


def _foreign(entry: ValuedEntry, books: ClientBooks) -> Iterable[Finding]:
    used = [entry.resolved.currency, *(value.currency for value in values_used(entry))]
    other = [currency for currency in dict.fromkeys(used) if currency not in ("", books.currency)]
    if other:
        says = (
            f"The amount is in {' and '.join(other)}; these books are kept in {books.currency}. It is shown as the number stated."
        )
        yield Finding(Problem.FOREIGN_CURRENCY, says, f"Give the amount in {books.currency}.")


def _tax(entry: ValuedEntry, books: ClientBooks) -> Iterable[Finding]:
    event = entry.resolved.event
    if event.reason is Reason.INTERNAL_USE or event.use is not None:
        which = "use tax or" if books.currency in NO_VAT else "output tax on own use, or"
        what = "A gift" if event.use is Use.DONATION else "Own use"
        says = f"{what} of goods bought for sale: {which} the input tax claimed on them may be due. No tax line is drafted."
        yield Finding(Warning.TAX_TO_CONSIDER, says)
        return
    if books.currency in NO_VAT:
        return
    if any(line.role is Role.SUPPLIER for line in entry.lines):
        says = "A supplier's credit note takes back input tax (VAT or GST): it belongs to the credit note, not to this entry."
        yield Finding(Warning.TAX_TO_CONSIDER, says)
    elif event.reason is Reason.LOST and entry.loss and event.kind in (Kind.WRITE_OFF, Kind.COUNT_ADJUSTMENT):
        says = "An unexplained shortage: input tax (VAT or GST) claimed on these goods may have to be given back."
        yield Finding(Warning.TAX_TO_CONSIDER, says)


def _said_beside(event: Event) -> Iterable[Finding]:
    if event.source_keyed_wrong is not None and event.reason is Reason.ADMIN_ADJUSTMENT:
        says = f"The books are off because of a document that was keyed wrong (“{event.source_keyed_wrong.text}”)."
        yield Finding(Warning.FIX_THE_SOURCE, says, "Correct that document too, or the difference comes back.")
    if event.disposal_cost is not None:
        says = f"The fee to dispose of the goods (“{event.disposal_cost.text}”) is not part of this entry."
        yield Finding(Warning.DISPOSAL_COST_SEPARATE, says, "Enter it as a bill or an expense.")
