"""A fault's code to what it means here: a stable word, a sentence that a bookkeeper understands, and what mends it.

Codes and their meanings are those of developer.intuit.com (error codes, handling common errors). QuickBooks' own words and the
number by which Intuit finds the request stand behind the sentence, never in its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.adapters.quickbooks.faults import Fault, Lapsed, QuickBooksFault
from assistant.books.plan import HeldReason
from assistant.errors import OutsideServiceFailed
from assistant.syncing.port import NOT_ENTITLED, REFUSED, Refused


@dataclass(frozen=True, slots=True)
class Meaning:
    """`reason` is a HeldReason's value where a person can mend it and the entry then goes out, else one of port's words."""

    reason: str
    says: str
    remedy: str


CLOSED = Meaning(
    HeldReason.PERIOD_CLOSED.value,
    "The period of the entry's date is closed in QuickBooks.",
    "Open it there, then sync again; or reverse the entry here and book it on an open day.",
)
PLAN = Meaning(
    NOT_ENTITLED,
    "The company's QuickBooks plan, or the person who connected it, does not allow this kind of document.",
    "Goods become tasks to type there. After a change of plan or rights: writeoff qbo pull --full, then sync again.",
)
INACTIVE = Meaning(
    REFUSED,
    "Something that the document names (an account, item, vendor, class or location) is inactive or gone in QuickBooks.",
    "Make it active there, or match anew (writeoff qbo pull, then writeoff qbo confirm), then sync again.",
)
UNKNOWN_ID = Meaning(
    REFUSED,
    "Something that the document names (an account, item, vendor, class or location) is not in QuickBooks.",
    "Match anew (writeoff qbo pull, then writeoff qbo confirm), then sync again.",
)
TAKEN = Meaning(
    REFUSED,
    "Another document in QuickBooks bears this document's number already.",
    "Give that one another number there, then sync again. Leave the warning of numbers used twice on.",
)
STALE = Meaning(
    REFUSED,
    "Somebody changed the document in QuickBooks in the same moment; theirs was kept.",
    "See what it says now (writeoff qbo reconcile), then decide again.",
)
LAPSED = Meaning(
    HeldReason.CONNECTION.value,
    "The company's QuickBooks subscription has lapsed; nothing was sent, and what waits keeps waiting.",
    "Renew the subscription in QuickBooks, then sync again.",
)
BEFORE_START = Meaning(
    HeldReason.BEFORE_START.value,
    "The document is dated before the day on which QuickBooks began to track the goods.",
    "Set an earlier start for the item in QuickBooks, then sync again; or reverse the entry here and book it on a later day.",
)
OURS = Meaning(
    REFUSED,
    "QuickBooks could not read the document as we wrote it.",
    "This is a fault of this program, not of your books: please report it. The entry stays here as it is.",
)
FILE = Meaning(
    REFUSED,
    "QuickBooks does not take this file: it is too large (above 100 MB), or of a kind that it keeps not.",
    "Attach a smaller one, or one of another kind. The document itself is there without it.",
)
NAME_TAKEN = Meaning(
    REFUSED,
    "QuickBooks has this name already: vendors, customers and employees share one list of names.",
    "Use the one that is there, or choose another name.",
)
RULE = Meaning(
    REFUSED,
    "QuickBooks says that the document breaks one of its rules.",
    "Mend that in QuickBooks as its words say, then sync again; or reverse the entry here and book it otherwise.",
)
UNNAMED = Meaning(
    REFUSED,
    "QuickBooks refused the document for a reason that this program does not know.",
    "Mend in QuickBooks what its words say, then sync again. If that helps nothing, reverse the entry here.",
)

MEANINGS = {
    "6200": CLOSED, "6210": CLOSED, "6270": BEFORE_START, "6190": LAPSED, "5020": PLAN, "5030": PLAN,
    "610": INACTIVE, "2500": UNKNOWN_ID, "6140": TAKEN, "5010": STALE, "6240": NAME_TAKEN, "6000": RULE,
    "6030": FILE, "6050": FILE,
    **dict.fromkeys(("500", "2010", "2020", "2050", "2090", "2170", "2300", "4000", "4001", "6070"), OURS),
}  # fmt: skip
BY_PLAN = frozenset({"5020", "5030"})
LAPSED_CODE = "6190"


def meaning_of(fault: Fault) -> Meaning:
    return next((MEANINGS[code] for code in fault.codes if code in MEANINGS), UNNAMED)


def refused(fault: Fault, meaning: Meaning | None = None) -> Refused:
    """What a definite no means, in sentences, with QuickBooks' own words behind; `meaning` where more is known than its codes."""
    meaning = meaning or meaning_of(fault)
    return Refused(meaning.reason, f"{meaning.says} {told(fault)}", meaning.remedy)


def unusable(reason: str, names: Sequence[str], fault: Fault) -> Refused:
    """`names` are those of the document's accounts, goods or parties that are inactive or gone: QuickBooks tells not which."""
    verb = "are" if len(names) > 1 else "is"
    return Refused(reason, f"{', '.join(names)} {verb} inactive or gone in QuickBooks. {told(fault)}", INACTIVE.remedy)


def told(fault: Fault) -> str:
    """QuickBooks' own words, its codes and its number of the request."""
    marks = [*fault.codes, *([f"its request {fault.trace}"] if fault.trace else [])]
    words = f"“{fault.words}”" if fault.words else "no words"
    return f"(QuickBooks: {words} [{', '.join(marks)}])" if marks else f"(QuickBooks: {words})"


def worded(fault: Fault) -> OutsideServiceFailed:
    """What a fault that stops us is raised as."""
    if LAPSED_CODE in fault.codes:
        return Lapsed(LAPSED.says, LAPSED.remedy)
    if fault.definite:
        meaning = meaning_of(fault)
        return QuickBooksFault(fault, f"{meaning.says} {told(fault)}", meaning.remedy)
    says = f"QuickBooks was in trouble (HTTP {fault.status}). {told(fault)}"
    return QuickBooksFault(fault, says, "Try again in a while.")
