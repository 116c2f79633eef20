"""A loss of a client without item records: declined where it is routine, else charged against purchases or cost of goods sold."""

from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.money import Money, total
from assistant.books.proposal import Event, Role
from assistant.books.question import Declined
from assistant.books.reasons import Reason
from assistant.stages.valuation.bearing import bear, line, loss_role

UNUSUAL_REASONS = (Reason.STOLEN, Reason.PROHIBITED)


def periodic_loss(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry | Declined:
    """A routine loss is left to the next count. What others pay for it, own use and gifts are booked whatever the amount."""
    amount = Money.rounded(resolved.amount or Decimal(0), books.currency)
    borne = bear(amount, (), resolved, books)
    lines = borne.lines
    if loss_role(resolved.event) is Role.LOSS and not is_unusual(resolved.event, amount, books):
        lines = tuple(line for line in lines if line.role is not Role.LOSS)
        if not lines:
            return Declined(
                f"{books.name} keeps no item records: a routine loss of {amount} reaches cost of sales with the next count, "
                f"so there is no entry for it (the routine limit is {books.policy.routine_limit})."
            )
    because = f"{amount} as the text states; without item records the goods are still in purchases"
    booked = total((line.amount for line in lines), books.currency)
    credit = line(Side.CREDIT, Role.PERIODIC, booked, resolved.event, because)
    event = resolved.event
    return ValuedEntry(
        resolved, event.kind, event.reason, (*lines, credit), loss=amount, derived=(because,), findings=borne.findings
    )


def is_unusual(event: Event, loss: Money, books: ClientBooks) -> bool:
    """Rule 5: above the routine limit, or of a cause out of the ordinary whatever the amount."""
    return loss > books.policy.routine_limit or event.cause is not None or event.reason in UNUSUAL_REASONS
