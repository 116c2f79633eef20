"""A draft's plan of documents to findings: what QuickBooks could not be told rightly, and what an entry would wait for there.

It blocks where posting would be wrong: an amount that names none of the goods whose quantity QuickBooks tracks, a day that its
books are closed for, a document there that may be of the same loss. What a person can still settle once the entry is posted is
a warning. These checks need the draft's plan, so they stand beside those of validate.py.
"""

from collections.abc import Iterator, Sequence

from assistant.books.connected import Connected
from assistant.books.draft import MappedEntry
from assistant.books.finding import Finding, Problem, Warning
from assistant.books.found import Verdict
from assistant.books.offer import Offer
from assistant.books.plan import HeldReason, Plan
from assistant.books.quantity import plain_quantity
from assistant.books.reasons import Kind


def check_plan(
    plan: Plan, entry: MappedEntry, connected: Connected, draft_id: str, offers: Sequence[Offer] = ()
) -> tuple[Finding, ...]:
    """What is found about the plan of a draft's entry. `offers` are goods on hand that make its amount."""
    return (*_of_plan(plan, entry, draft_id, offers), *_found_there(connected, draft_id))


def _of_plan(plan: Plan, entry: MappedEntry, draft_id: str, offers: Sequence[Offer]) -> Iterator[Finding]:
    hold = plan.hold
    if plan.overridden:
        says = f"By an owner's word it goes as a journal to the account of goods that QuickBooks tracks: “{plan.overridden}”."
        yield Finding(Warning.GOODS_OVERRIDDEN, says, "Reconciliation lists it from then on; a revision takes it back.")
    if hold is None:
        return
    if hold.reason is HeldReason.GOODS_NEEDED and entry.valued.kind is not Kind.REVERSAL:  # what is wrong may be taken back
        yield Finding(Problem.GOODS_NEEDED, hold.says, _which_goods(entry, draft_id, offers))
    elif hold.reason is HeldReason.PERIOD_CLOSED:
        remedy = (
            f"Date it in an open period, with the true date in the memo (writeoff revise {draft_id} --date ... --note ...); "
            "or have the period reopened in QuickBooks, and pull: writeoff qbo pull"
        )
        yield Finding(Problem.PERIOD_CLOSED, hold.says, remedy)
    else:
        says, remedy = f"Posted, it would wait before it goes to QuickBooks: {hold.says}", hold.remedy
        if hold.reason is HeldReason.GOODS_NEEDED:
            remedy = (
                "Where what it takes back never went, neither does this; where it went as a journal, an owner has this go so: "
                f'writeoff override {draft_id} --because "..."'
            )
        yield Finding(Warning.HELD_IN_QUICKBOOKS, says, remedy)


def _which_goods(entry: MappedEntry, draft_id: str, offers: Sequence[Offer]) -> str:
    """The ways out of an entry that a journal would part from its goods, a line each, the best first."""
    ways = []
    kind, moves = entry.valued.kind, entry.valued.moves
    if offers:
        goods = " + ".join(f"{plain_quantity(lot.quantity)} {lot.item}" for lot in offers[0].lots)
        ways.append(f"Take goods that make the amount ({goods}): writeoff revise {draft_id} --offer 1")
    if kind in (Kind.WRITE_OFF, Kind.COUNT_ADJUSTMENT) and not moves:
        ways.append(f"Say which goods: writeoff revise {draft_id} --item SKU --quantity N")
        ways.append(f"Set an allowance aside until they are known: writeoff revise {draft_id} --kind allowance")
    if kind is Kind.WRITE_DOWN:
        ways.append("Write it down against the allowance: writeoff policy set write_down_method allowance")
    ways.append(f'An owner may have it go all the same: writeoff override {draft_id} --because "..."')
    return "\nOr: ".join(ways)


def _found_there(connected: Connected, draft_id: str) -> Iterator[Finding]:
    for found in connected.found:
        if found.subject == draft_id and found.verdict is Verdict.OPEN:
            remedy = f"Say which stands: writeoff qbo found {draft_id} --document {found.remote_id} --theirs, --ours or --both"
            yield Finding(Problem.FOUND_IN_QUICKBOOKS, found.because, remedy)
