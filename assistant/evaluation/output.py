"""The drafts of one text to an eval output: the projection that evals/score.py compares with what a case expects."""

from collections.abc import Iterable, Sequence

from assistant.books.draft import Draft, DraftState, MappedEntry
from assistant.books.finding import Finding
from assistant.books.quantity import plain_quantity
from assistant.stages.mapping.chance import PLACES

# The first of these states that any draft is in is the outcome of its text (evals/FORMAT.md, 'A case').
OUTCOMES = ((DraftState.ASKED, "ask"), (DraftState.BLOCKED, "blocked"), (DraftState.WAITING, "draft"))


def output_of(case: str, drafts: Sequence[Draft], findings: Iterable[Finding] = ()) -> dict[str, object]:
    """One output line. `findings` are the text's own warnings; the confidence is the least of the drafts'."""
    states = {draft.state for draft in drafts}
    found = [*findings, *(finding for draft in drafts for finding in draft.findings)]
    entries = [draft.entry for draft in drafts if draft.entry is not None]
    questions = [draft.question for draft in drafts if draft.question is not None]
    asks = [asked for question in questions for asked in (question.asks, *question.or_asks)]
    return {
        "id": case,
        "outcome": next((outcome for state, outcome in OUTCOMES if state in states), "decline"),
        "confidence": min((round(entry.confidence, PLACES) for entry in entries), default=0.0),
        "entries": [entry_of(entry) for entry in entries],
        "problems": once(finding.code for finding in found if finding.blocks),
        "asks": once(asks),
        "warnings": once(finding.code for finding in found if not finding.blocks),
    }


def entry_of(entry: MappedEntry) -> dict[str, object]:
    valued, resolved = entry.valued, entry.valued.resolved
    told: dict[str, object] = {"date": entry.entry_date.isoformat(), "kind": valued.kind.value, "reason": valued.reason.value}
    if resolved.reverses is not None:
        told["reverses"] = resolved.reverses.number
    told["items"] = [
        {"sku": goods.item, "quantity": plain_quantity(goods.quantity), "location": goods.location} for goods in resolved.goods
    ]
    told["lines"] = [
        {
            "side": line.side.value,
            "account": line.account,
            "amount": line.amount.plain(),
            "confidence": round(line.confidence, PLACES),
        }
        for line in entry.lines
    ]
    return told


def once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(str(code) for code in codes))
