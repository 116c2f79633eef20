"""What an owner may approve beforehand, and on what ground: only what was measured, and nothing that a person touched."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.books.finding import Finding, Warning
from assistant.books.policy import Feature, Policy, StandingApproval
from assistant.books.question import Settled
from assistant.errors import NotAllowed
from assistant.stages.automatic import covered, covers, measured, measured_of_all, refuse_uncovered
from tests.stages.shop import usd
from tests.stages.test_posting import DRAFT, ENTRY

SURE = replace(DRAFT, entry=replace(ENTRY, confidence=0.99), sub_reason="")


def lowest() -> StandingApproval:
    """At the lowest confidence that the reader's drafts were measured at."""
    above = next(Decimal(cent) / 100 for cent in range(50, 100) if measured("rules", Decimal(cent) / 100).drafts)
    return StandingApproval(above, "ann")


def test_what_was_never_measured_says_so() -> None:
    unknown = measured("rules", Decimal("0.01"))
    assert (unknown.drafts, unknown.bound) == (0, Decimal(0))
    assert unknown.says() == "the rules alone: no draft that was measured reached 0.01, so nothing is known of such drafts"
    assert measured("nobody", Decimal("0.99")).drafts == 0
    assert any(each.says().startswith("both readers: ") for each in measured_of_all(Decimal("0.99")))


def test_a_measure_is_said_with_its_bound() -> None:
    found = measured("rules", lowest().above)
    assert f"{found.right} of {found.drafts} drafts were right" in found.says()
    assert f"at least {found.bound * 100:.1f} %" in found.says()


def test_a_clean_draft_that_is_sure_enough_is_covered() -> None:
    standing = lowest()
    assert covers(standing, SURE)
    assert covered((SURE, SURE), standing) == (SURE, SURE)
    assert covered((SURE,), None) == ()


@pytest.mark.parametrize(
    "touched",
    [
        replace(SURE, findings=(Finding(Warning.POSSIBLE_DUPLICATE, "again?"),)), replace(SURE, settled=(Settled("5"),)),
        replace(SURE, overrides=((1, "5060"),)), replace(SURE, entry=None), replace(SURE, entry=replace(ENTRY, confidence=0.1)),
        replace(SURE, reading=replace(SURE.reading, agreed=False)), replace(SURE, reading=replace(SURE.reading, reader="nobody")),
    ],
)  # fmt: skip
def test_what_a_person_should_see_is_not(touched: object) -> None:
    standing = lowest()
    assert not covers(standing, touched)  # type: ignore[arg-type]
    assert covered((SURE, touched), standing) == ()  # type: ignore[arg-type]


def test_a_standing_approval_that_changed_covers_nothing() -> None:
    standing = lowest()
    policy = Policy(usd("500.00"), standing_approval=standing)
    refuse_uncovered(SURE, standing, policy)
    gone = (Policy(usd("500.00")), replace(policy, left_out=(Feature.STANDING_APPROVAL,)))
    for other in (*gone, replace(policy, standing_approval=replace(standing, set_by="bea"))):
        with pytest.raises(NotAllowed, match="No standing approval covers D-7"):
            refuse_uncovered(SURE, standing, other)
