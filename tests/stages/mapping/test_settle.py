"""The accounts proposed when books are opened: a reason, its routine and its unusual account."""

from assistant.books.reasons import Reason
from assistant.stages.mapping.settle import propose_accounts
from tests.stages.mapping.ledger import sample, store


def test_a_proposal_for_each_of_the_thirteen_reasons() -> None:
    page = [
        " ".join((proposal.reason, *(pick.account if pick else "-" for pick in (proposal.routine, proposal.unusual))))
        for proposal in propose_accounts(store())
    ]
    assert page == [
        "damaged 5110 6800",
        "deteriorated 5130 6800",
        "expired 5130 6800",
        "lost 5100 6800",
        "stolen 6830 6830",
        "prohibited 6840 6840",
        "admin_adjustment 5100 6800",
        "production_error 5150 6800",
        "obsolete 5140 6810",
        "internal_use 6020 6020",
        "opened_or_tampered 5110 6800",
        "supplier_error 1300 1300",
        "other 5000 6800",
    ]


def test_each_with_its_chance_and_its_reason() -> None:
    damaged = next(proposal for proposal in propose_accounts(store()) if proposal.reason is Reason.DAMAGED)
    assert damaged.routine is not None
    assert damaged.routine.because == "COGS account made for damage; within the limit of 500.00"
    assert damaged.routine.confidence > 0.9


def test_what_policy_has_settled_is_proposed_as_it_stands() -> None:
    expired = next(proposal for proposal in propose_accounts(sample("lakeshore-pharmacy")) if proposal.reason is Reason.EXPIRED)
    assert expired.routine is not None
    assert expired.unusual is not None
    assert (expired.routine.account, expired.unusual.account) == ("5100-10", "6800-20")
    assert expired.routine.because.startswith("policy for expired")
