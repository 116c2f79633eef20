"""A fault by which QuickBooks refuses an entry to a sentence that says what to do (developer.intuit.com, error codes)."""

from collections.abc import Sequence

from assistant.adapters.quickbooks.faults import Fault

AGAIN = "then sync again."
CLOSED = (
    f"The period is closed in QuickBooks. Open it there, {AGAIN[:-1]}, or reverse the entry here and book it on a later day."
)
PLAN = f"The company's plan, or the person who connected it, does not allow this. Change that in QuickBooks, {AGAIN}"
OURS = "This is a fault of ours: please report it."
WHAT_TO_DO = {
    "6200": CLOSED,
    "6210": CLOSED,
    "6270": f"The entry is dated before QuickBooks began to track the goods. Change their start there, {AGAIN}",
    "6190": f"The company's subscription has lapsed. Renew it, {AGAIN}",
    "5020": PLAN,
    "5030": PLAN,
    "610": f"Something that the entry needs is inactive or gone. Make it active in QuickBooks, {AGAIN}",
    "2500": f"Something that the entry needs is not there. Match the accounts anew (writeoff qbo connect), {AGAIN}",
    "500": OURS, "2010": OURS, "2020": OURS, "2050": OURS, "2090": OURS, "2170": OURS,
    "6140": f"Another document has the entry's number. Give that one another number in QuickBooks, {AGAIN}",
}  # fmt: skip
OTHERWISE = f"Mend that in QuickBooks, {AGAIN}"


def refusal(fault: Fault, unusable: Sequence[str] = ()) -> str:
    """`unusable` names the entry's accounts that are inactive or gone, where that is what QuickBooks refuses."""
    if unusable:
        names = ", ".join(unusable)
        remedy = f"Make it active there, or match anew (writeoff qbo connect), {AGAIN}"
        return f"QuickBooks refused it: {names} is inactive or gone. {remedy}"
    remedy = next((WHAT_TO_DO[code] for code in fault.codes if code in WHAT_TO_DO), OTHERWISE)
    trace = f" [{', '.join(fault.codes)}{f', request {fault.trace}' if fault.trace else ''}]"
    return f"QuickBooks refused it: {fault.words or 'no words'}{trace} {remedy}"
