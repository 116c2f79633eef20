"""A draft, the files beside it and its client's policy to what it is to be shown by: what of it is there, missing, waived."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.books.accounts import Side
from assistant.books.draft import Draft
from assistant.books.entry import side_total
from assistant.books.evidence import BY_REASON, COUNT, OF_COUNT, OF_RECOVERY, RECOVERY, EvidenceFile, EvidenceKind, Need, Waiver
from assistant.books.finding import Problem
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import RecoverySource
from assistant.books.reasons import Kind, Reason
from assistant.errors import RefusedByBooks
from assistant.stages.valuation.bearing import BOOKED

# A reversal is shown by the entry it takes back; the system's own entries by what they came of.
SHOWN = frozenset({Kind.WRITE_OFF, Kind.WRITE_DOWN, Kind.COUNT_ADJUSTMENT, Kind.ALLOWANCE})


@dataclass(frozen=True, slots=True)
class NeedStanding:
    """A need, the files that meet it, and an owner's word to do without."""

    need: Need
    have: tuple[EvidenceFile, ...] = ()
    waived: Waiver | None = None

    @property
    def missing(self) -> bool:
        return not self.have and self.waived is None


def needs(draft: Draft, policy: Policy) -> tuple[Need, ...]:
    """What the draft is to be shown by, each need by any one of its kinds: its reason's own, a sheet where goods were counted,
    the insurer's letter where one bears a part. A count's sheet stands in place of what else would show goods that are missing.
    None while nothing can be posted of it."""
    entry = draft.entry
    if entry is None or entry.valued.kind not in SHOWN:
        return ()
    kind, reason = entry.valued.kind, entry.valued.reason
    counted = kind is Kind.COUNT_ADJUSTMENT
    found = [Need(COUNT, OF_COUNT)] if counted else []
    kinds = policy.evidence_by_reason.get(reason, BY_REASON.get(reason, ()))
    if kinds and not (counted and reason is Reason.LOST):
        found.append(Need(reason.value, tuple(kinds)))
    recoveries = entry.valued.resolved.event.recoveries
    if any(each.source is RecoverySource.INSURER and each.status in BOOKED for each in recoveries):
        found.append(Need(RECOVERY, OF_RECOVERY))
    return tuple(found)


def standing(
    draft: Draft, files: Sequence[EvidenceFile], waivers: Sequence[Waiver], policy: Policy
) -> tuple[NeedStanding, ...]:  # fmt: skip
    """Each need of the draft, with the files that say they show it and the waiver that covers what it comes to now."""
    amount = amount_of(draft)
    return tuple(
        NeedStanding(
            need,
            tuple(file for file in files if set(file.shows) & set(need.kinds)),
            next((each for each in waivers if each.need == need.name and amount is not None and amount <= each.up_to), None),
        )
        for need in needs(draft, policy)
    )


def amount_of(draft: Draft) -> Money | None:
    """The debits of its entry; None while there is none."""
    if draft.entry is None or not draft.entry.lines:
        return None
    lines = [line.line() for line in draft.entry.lines]
    return side_total(lines, Side.DEBIT, lines[0].amount.currency)


def required(draft: Draft, policy: Policy) -> bool:
    """Whether the draft is above what the policy lets through without evidence."""
    amount = amount_of(draft)
    return policy.evidence_required_above is not None and amount is not None and amount > policy.evidence_required_above


def refuse_missing(
    draft: Draft, files: Sequence[EvidenceFile], waivers: Sequence[Waiver], policy: Policy
) -> None:  # fmt: skip
    """Refuses (Problem.EVIDENCE_MISSING) an entry above `evidence_required_above` of which a need is neither met nor waived."""
    missing = [each.need for each in standing(draft, files, waivers, policy) if each.missing]
    if not missing or not required(draft, policy):
        return
    first = missing[0]
    wanted = "; ".join(f"{called(need)} needs {kinds_said(need.kinds)}" for need in missing)
    told = " It has files of which nobody said what they show." if any(not file.shows for file in files) else ""
    above = f"above {policy.evidence_required_above} it takes evidence here"
    raise RefusedByBooks(
        f"{draft.id} comes to {amount_of(draft)}, and {above}: {wanted}.{told}",
        f"Add it (writeoff evidence add {draft.id} FILE --shows {first.kinds[0].value}), or have an owner waive it"
        f' (writeoff evidence waive {draft.id} --need {first.name} --because "...").',
        code=Problem.EVIDENCE_MISSING.value,
    )


def called(need: Need) -> str:
    """'stolen goods', 'a count', 'an insurer's part'."""
    named = {COUNT: "a count", RECOVERY: "an insurer's part"}
    return named.get(need.name, f"what is {need.name.replace('_', ' ')}")


def kinds_said(kinds: Sequence[EvidenceKind]) -> str:
    """'a police report or an incident note'."""
    return " or ".join(kind_said(kind) for kind in kinds)


def kind_said(kind: EvidenceKind) -> str:
    words = {
        EvidenceKind.NRV_SUPPORT: "support for what they will bring (the NRV)",
        EvidenceKind.INSURER_LETTER: "the insurer's letter",
        EvidenceKind.NOTICE: "a notice of the recall or ban",
    }
    plain = kind.value.replace("_", " ")
    return words.get(kind, f"an {plain}" if plain[0] in "aeiou" else f"a {plain}")
