"""A draft and an owner's standing approval: whether it may be posted without a person, and what was measured of such drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.draft import Draft, DraftState
from assistant.books.policy import Feature, Policy, StandingApproval
from assistant.errors import NotAllowed
from assistant.stages.fitted import CURVES

LEVEL = "95 %"


@dataclass(frozen=True, slots=True)
class Measured:
    """Of the drafts at or above a confidence that a reader made on books that nothing was fitted on, `right` of `drafts` were;
    the least share that this proves is `bound`, at 95 % (Clopper and Pearson)."""

    reader: str
    above: Decimal
    drafts: int
    right: int
    bound: Decimal

    def says(self) -> str:
        who = "both readers" if self.reader == "both" else f"the {self.reader} alone"
        if not self.drafts:
            return f"{who}: no draft that was measured reached {self.above}, so nothing is known of such drafts"
        share = f"{self.bound * 100:.1f} %"
        return (
            f"{who}: at {self.above} or more, {self.right} of {self.drafts} drafts were right on books that nothing was fitted"
            f" on: at least {share} with {LEVEL} confidence"
        )


def measured(reader: str, above: Decimal) -> Measured:
    """What is known of a reader's drafts at or above a confidence of two decimals."""
    for threshold, drafts, right, bound in CURVES.get(reader, ()):
        if Decimal(str(threshold)) == above:
            return Measured(reader, above, drafts, right, Decimal(str(bound)))
    return Measured(reader, above, 0, 0, Decimal(0))


def measured_of_all(above: Decimal) -> tuple[Measured, ...]:
    return tuple(measured(reader, above) for reader in CURVES)


def standing_of(policy: Policy) -> StandingApproval | None:
    """The client's standing approval, where its plan has such a thing; what was settled stays settled while it has not."""
    return policy.standing_approval if policy.has(Feature.STANDING_APPROVAL) else None


def covered(drafts: Sequence[Draft], standing: StandingApproval | None) -> tuple[Draft, ...]:
    """The drafts of one text, where the standing approval covers every one of them; else none: a text of which part waits for a
    person waits whole."""
    return tuple(drafts) if standing is not None and all(covers(standing, draft) for draft in drafts) else ()


def covers(standing: StandingApproval, draft: Draft) -> bool:
    """A complete draft as it was read, without a finding of any kind, by a reader that was measured, as sure as the owner asks.

    What warns of anything waits for a person: a text that spoke to software, readers that disagree or fell back, a possible
    duplicate, a wrong base, a stated value that differs. So does what a person has touched.
    """
    return (
        draft.state is DraftState.WAITING
        and draft.entry is not None
        and not draft.findings
        and not draft.settled
        and not draft.overrides
        and draft.reading.agreed is not False
        and measured(draft.reading.reader, standing.above).drafts > 0
        and Decimal(str(draft.entry.confidence)) >= standing.above
    )


def ground(standing: StandingApproval, draft: Draft) -> dict[str, str]:
    """What the audit trail keeps of an approval without a person: whose it is, the threshold, the confidence and the bound."""
    assert draft.entry is not None, draft
    of_reader = measured(draft.reading.reader, standing.above)
    return {
        "auto_approve_above": str(standing.above),
        "set_by": standing.set_by,
        "confidence": str(draft.entry.confidence),
        "measured": of_reader.says(),
        "bound": str(of_reader.bound),
    }


def refuse_uncovered(draft: Draft, standing: StandingApproval, policy: Policy) -> None:
    """NotAllowed where the policy has changed since, or the draft is not one that it covers."""
    if standing_of(policy) != standing or not covers(standing, draft):
        raise NotAllowed(f"No standing approval covers {draft.id}.", f"A person may approve it: writeoff approve {draft.id}")
