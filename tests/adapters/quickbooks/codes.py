"""Every code by which QuickBooks is known to say no (developer.intuit.com, error codes), and one that nobody knows."""

from dataclasses import dataclass

from assistant.adapters.quickbooks.faults import Lapsed, NotConnected
from assistant.books.plan import HeldReason
from assistant.syncing.port import NOT_ENTITLED, REFUSED

AGAIN = "sync again"


@dataclass(frozen=True)
class No:
    """A code, the status it comes with, and what is made of it: a reason, or an error that stops the run; or neither is known."""

    code: str
    status: int
    comes_to: str | type[Exception]
    says: str
    remedy: str = AGAIN

    def __str__(self) -> str:
        return self.code


CODES = [
    No("3200", 401, NotConnected, "does not accept the access", "Connect it again: writeoff qbo connect"),
    No("100", 401, NotConnected, "another QuickBooks company", "writeoff qbo connect"),
    No("120", 401, NotConnected, "may no longer use that company", "writeoff qbo connect"),
    No("3100", 403, NotConnected, "does not let this app in", "writeoff qbo connect"),
    No("610", 400, REFUSED, "is inactive or gone in QuickBooks", "Make it active there"),
    No("2020", 400, REFUSED, "could not read the document", "please report it"),
    No("2050", 400, REFUSED, "could not read the document", "please report it"),
    No("2170", 400, REFUSED, "could not read the document", "please report it"),
    No("2010", 400, REFUSED, "could not read the document", "please report it"),
    No("2090", 400, REFUSED, "could not read the document", "please report it"),
    No("2300", 400, REFUSED, "could not read the document", "please report it"),
    No("500", 400, REFUSED, "could not read the document", "please report it"),
    No("2500", 400, REFUSED, "is not in QuickBooks", "Match anew (writeoff qbo pull"),
    No("5010", 400, REFUSED, "changed the document in QuickBooks in the same moment", "writeoff qbo reconcile"),
    No("5020", 403, NOT_ENTITLED, "plan, or the person who connected it, does not allow"),
    No("5030", 403, NOT_ENTITLED, "plan, or the person who connected it, does not allow"),
    No("6000", 400, REFUSED, "breaks one of its rules"),
    No("6140", 400, REFUSED, "bears this document's number already"),
    No("6190", 400, Lapsed, "subscription has lapsed", "Renew the subscription in QuickBooks, then sync again."),
    No("6200", 400, HeldReason.PERIOD_CLOSED.value, "is closed in QuickBooks", "Open it there, then sync again"),
    No(
        "6210",
        400,
        HeldReason.PERIOD_CLOSED.value,
        "is closed in QuickBooks",
        "or reverse the entry here and book it on an open day",
    ),
    No("6270", 400, HeldReason.BEFORE_START.value, "before the day on which QuickBooks began to track"),
    No("4711", 400, REFUSED, "for a reason that this program does not know", "reverse the entry here"),
]
