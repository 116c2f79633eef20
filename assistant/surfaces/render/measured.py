"""What was measured of the confidence, as a page and as a document: how many drafts were right, and what that proves."""

from decimal import Decimal

from assistant.books.policy import Policy
from assistant.stages.automatic import Measured, measured_of_all
from assistant.stages.fitted import AUTOMATIC_THRESHOLD
from assistant.surfaces.render.table import table

SHOWN = tuple(map(Decimal, ("0.50", "0.70", "0.80", "0.90", "0.95", "0.97", "0.99")))
HEAD = "Measured on books that nothing was fitted on; the bound is what so many cases prove, at 95 % confidence:"


def thresholds(policy: Policy) -> tuple[Decimal, ...]:
    """Those shown to everyone, the one from which most is proven, and the one that this client's policy sets."""
    chosen = {*SHOWN, Decimal(str(AUTOMATIC_THRESHOLD)).quantize(Decimal("0.01"))}
    return tuple(sorted(chosen | ({policy.standing_approval.above} if policy.standing_approval else set())))


def measured_page(policy: Policy) -> str:
    """The standing approval in words where there is one, and the curve."""
    rows = [("Confidence from", "Read by", "Right", "At least")]
    rows += [_row(of) for above in thresholds(policy) for of in measured_of_all(above)]
    return "\n\n".join([*_standing(policy), f"{HEAD}\n\n{table(rows, '<<>>')}"])


def _standing(policy: Policy) -> list[str]:
    standing = policy.standing_approval
    if standing is None:
        return []
    says = "\n".join(f"  {of.says()}." for of in measured_of_all(standing.above))
    return [
        f"Drafts with a confidence of {standing.above} or more, and with nothing found about them, are approved and posted"
        f" without a person, in the name of {standing.set_by}:\n{says}"
    ]


def _row(of: Measured) -> tuple[str, str, str, str]:
    bound = f"{of.bound * 100:.1f} %" if of.drafts else "-"
    return str(of.above), of.reader, f"{of.right} of {of.drafts}", bound


def measured_documents(policy: Policy) -> list[dict[str, object]]:
    return [
        {"reader": of.reader, "above": str(of.above), "drafts": of.drafts, "right": of.right, "bound": str(of.bound)}
        for above in thresholds(policy)
        for of in measured_of_all(above)
    ]
