"""Whether a draft may be settled by this person, as they saw it: refused with what is in the way and what would mend it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.books.draft import Draft, DraftState
from assistant.books.finding import Finding, Warning
from assistant.books.people import Member, PersonRole
from assistant.books.plan import HeldReason, Hold, Plan
from assistant.books.policy import Policy
from assistant.books.question import Asks, Choice, Question, Settled
from assistant.books.reasons import Kind
from assistant.errors import ChangedSinceShown, NotAllowed, RefusedByBooks, WaitsForAnswer, WriteoffError, WrongUsage
from assistant.stages import review
from tests.stages.shop import each, shop, usd
from tests.stages.test_posting import DRAFT, ENTRY
from tests.stages.validation.read import hardware

AT = datetime(2026, 10, 6, 9, 0, tzinfo=UTC)
WHICH = Question(Asks.ITEM, "Which mugs are meant?", (Choice("MUG-R", "Red Mug"), Choice("MUG-B", "Blue Mug")))
HOW_MANY = Question(Asks.QUANTITY, "How many broke?")
POLICY = Policy(routine_limit=usd("500.00"))


def said(refused: pytest.ExceptionInfo[WriteoffError]) -> tuple[str, str]:
    return refused.value.says, refused.value.remedy


# ── Whether it is open, and as it was seen ───────────────────────────────────────────────────────────────────────────


def test_what_is_settled_is_not_settled_again() -> None:
    posted = replace(DRAFT, state=DraftState.POSTED, entry_number="WO-1001")
    with pytest.raises(RefusedByBooks) as refused:
        review.still_open(posted, "revised")
    assert said(refused) == ("D-7 is posted, so it cannot be revised.", "Reverse entry WO-1001 instead.")
    with pytest.raises(RefusedByBooks) as refused:
        review.still_open(replace(DRAFT, state=DraftState.REJECTED), "revised")
    assert refused.value.remedy == "Draft it again if it is needed."


def test_a_version_that_is_over_is_stale() -> None:
    review.still_open(DRAFT, "revised", DRAFT.version)
    review.still_open(DRAFT, "revised")
    with pytest.raises(ChangedSinceShown, match="it is at version 3, and what you saw was 2") as refused:
        review.still_open(DRAFT, "revised", 2)
    assert refused.value.code == "stale_version"


def test_a_draft_with_a_question_waits_for_its_answer() -> None:
    with pytest.raises(WaitsForAnswer) as refused:
        review.approve(replace(DRAFT, question=WHICH), DRAFT, seen="", by="ann", at=AT)
    assert said(refused) == ("Which mugs are meant?", 'Answer it first: writeoff answer D-7 "..."')


def test_what_would_be_posted_otherwise_or_only_sent_otherwise() -> None:
    other = replace(DRAFT, entry=replace(ENTRY, lines=ENTRY.lines[::-1]))
    with pytest.raises(ChangedSinceShown, match="it would no longer post what you saw"):
        review.approve(DRAFT, other, seen=DRAFT.fingerprint(), by="ann", at=AT)
    sent = replace(DRAFT, plan=Plan(hold=Hold(HeldReason.GOODS_NEEDED, "says", "remedy")))
    with pytest.raises(ChangedSinceShown, match="it would no longer send QuickBooks what you saw"):
        review.approve(DRAFT, sent, seen="what was shown", by="ann", at=AT)
    assert review.approve(DRAFT, DRAFT, seen=DRAFT.fingerprint(), by="ann", at=AT).by == "ann"


def test_a_duplicate_that_came_since_is_shown_first() -> None:
    found = Finding(Warning.POSSIBLE_DUPLICATE, "WO-1001 is of 12 mugs too.")
    with pytest.raises(ChangedSinceShown, match=r"may be a duplicate.* WO-1001 is of 12 mugs too"):
        review.refuse_unseen_duplicates(DRAFT, (found,))
    review.refuse_unseen_duplicates(replace(DRAFT, findings=(found,)), (found,))


# ── What a person states, and answers ────────────────────────────────────────────────────────────────────────────────


def test_a_place_that_is_none_here() -> None:
    with pytest.raises(WrongUsage) as refused:
        review.refuse_unfit(DRAFT, (Settled("the moon", place="the moon"),), hardware())
    assert said(refused) == ("There is no place 'the moon' in these books.", "The goods lie in Warehouse, Store.")
    bare = replace(DRAFT, entry=None)
    with pytest.raises(WrongUsage) as refused:
        review.refuse_unfit(bare, (Settled("the moon", place="the moon"),), shop())
    assert refused.value.remedy == "There is Shop Floor, Old Depot."
    review.refuse_unfit(DRAFT, (Settled("the store", place="store"),), hardware())


def test_what_goods_will_bring_is_nothing_of_goods_that_are_gone() -> None:
    brings = Settled("3.00 each", nrv=each("3.00"))
    with pytest.raises(WrongUsage) as refused:
        review.refuse_unfit(DRAFT, (brings,), hardware())
    assert refused.value.says.startswith("D-7 is a write_off: what goods will bring counts where they stay")
    assert "--kind write_down --nrv '3.00 each'" in refused.value.remedy
    review.refuse_unfit(DRAFT, (Settled("stays", kind=Kind.WRITE_DOWN), brings), hardware())


def test_none_of_the_choices() -> None:
    assert review.says_none(WHICH, " None of them. ") or review.says_none(WHICH, "None")
    assert not review.says_none(WHICH, "Red Mug")
    assert not review.says_none(HOW_MANY, "none")  # of no choices: no number
    refused = review.no_answer(DRAFT, WHICH, "none")
    assert (refused.code, refused.says) == ("no_answer", "Then none of these is meant, and D-7 stays open.")
    assert '(writeoff reject D-7 --because "...")' in refused.remedy


def test_words_that_answer_nothing() -> None:
    refused = review.no_answer(DRAFT, WHICH, "blue", "There is no such place.")
    assert refused.says == 'There is no such place. "blue" does not answer: Which mugs are meant?'
    assert refused.remedy == "Answer with one of: Red Mug; Blue Mug."
    refused = review.no_answer(DRAFT, HOW_MANY, "blue")
    assert refused.remedy.startswith("Answer with the missing fact in a few words")


# ── Who may approve it ───────────────────────────────────────────────────────────────────────────────────────────────


def approver(draft: Draft, policy: Policy, by: str = "bea", limit: str = "") -> None:
    review.refuse_unfit_approver(draft, policy, Member(PersonRole.APPROVER, usd(limit) if limit else None), by)


def test_up_to_their_limit() -> None:
    approver(DRAFT, POLICY, limit="49.80")
    with pytest.raises(NotAllowed) as refused:
        approver(DRAFT, POLICY, limit="49.79")
    assert (refused.value.code, refused.value.says) == (
        "above_limit", "D-7 comes to 49.80, and bea may approve up to 49.79 in these books.",
    )  # fmt: skip


def test_two_pairs_of_eyes_above_an_amount() -> None:
    mine = replace(DRAFT, hands=("ann", "bea"))
    approver(mine, POLICY)
    approver(mine, replace(POLICY, two_pairs_above=usd("49.80")))
    approver(mine, replace(POLICY, two_pairs_above=usd("0")), by="cy")
    for least, above in (("49.79", " above 49.79"), ("0", "")):
        with pytest.raises(NotAllowed) as refused:
            approver(mine, replace(POLICY, two_pairs_above=usd(least)))
        assert refused.value.code == "own_draft"
        assert refused.value.says == f"bea drafted or revised D-7, and entries{above} need a second pair of eyes here."
    with pytest.raises(NotAllowed, match="ann drafted or revised"):
        approver(replace(DRAFT, hands=(), drafted_by="ann"), replace(POLICY, two_pairs_above=usd("0")), by="ann")


def test_an_override_that_nothing_needs() -> None:
    held = replace(DRAFT, plan=Plan(hold=Hold(HeldReason.GOODS_NEEDED, "says", "remedy")))
    review.refuse_needless_override(held)
    for plan in (None, Plan(), Plan(hold=Hold(HeldReason.ACCOUNT_NOT_LINKED, "says", "remedy"))):
        with pytest.raises(RefusedByBooks, match="Nothing of D-7 needs an override"):
            review.refuse_needless_override(replace(DRAFT, plan=plan))
