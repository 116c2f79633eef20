"""Who may approve what: two pairs of eyes, limits by amount, and a client's own sub-reasons, through the verbs of the walk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.settling import remove_role, set_role
from assistant.books.draft import DraftState
from assistant.books.money import Money
from assistant.books.people import PersonRole
from assistant.books.policy import StandingApproval
from assistant.books.question import Settled
from assistant.books.reasons import Reason
from assistant.errors import NotAllowed, RefusedByBooks, WrongUsage
from tests.test_workflow import OPENED, SAMPLE, SHOP, TODAY, Desk, desk_of

MUGS = "12 mugs were smashed in the store"  # 12 at 4.15: 49.80


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Ana owns the shop's books; Ben approves in them, Cleo keeps them."""
    store = open_books(str(tmp_path / "books.db"))
    store.add_client(read_client(SAMPLE, SHOP), by="ana", at=OPENED)
    for name, role in (("ben", PersonRole.APPROVER), ("cleo", PersonRole.BOOKKEEPER)):
        set_role(store, SHOP, name, role, by="ana", at=OPENED)
    yield desk_of(store)
    store.close()


def refused(desk: Desk, draft: str, by: str) -> NotAllowed:
    with pytest.raises(NotAllowed) as refusal:
        desk.approve(draft, by=by)
    assert desk.state(draft) is DraftState.WAITING
    return refusal.value


def test_whoever_drafted_it_does_not_approve_it_where_two_pairs_are_wanted(desk: Desk) -> None:
    desk.settle(two_pairs_above=usd("0"))
    draft = desk.draft(MUGS)
    refusal = refused(desk, draft, "ana")
    assert (refusal.code, refusal.says) == (
        "own_draft", "ana drafted or revised D-1, and entries need a second pair of eyes here.",
    )  # fmt: skip
    assert desk.approve(draft, by="ben") == "WO-1001"


def test_goods_of_no_value_leave_without_a_line_and_are_within_every_limit(desk: Desk) -> None:
    """A calendar that is given away is on hand at 0.00: its loss moves the shelf and no account."""
    set_role(desk.store, SHOP, "ben", PersonRole.APPROVER, by="ana", at=OPENED, limit=usd("1"))
    number = desk.approve(desk.draft("4 wall calendars were torn"), by="ben")
    with desk.store.client(SHOP) as books:
        entry, left = books.entry(number), books.books().stock.on_hand("CAL-HW")
    assert not entry.lines
    assert left == 56


def test_whoever_revised_it_does_not_approve_it_either(desk: Desk) -> None:
    desk.settle(two_pairs_above=usd("0"))
    draft = desk.draft(MUGS)
    desk.keeper.revise(SHOP, draft, [Settled(words="stolen", reason=Reason.STOLEN)], by="ben", today=TODAY)
    assert refused(desk, draft, "ben").code == "own_draft"
    set_role(desk.store, SHOP, "dan", PersonRole.APPROVER, by="ana", at=OPENED)
    assert desk.approve(draft, by="dan") == "WO-1001"


def test_up_to_the_amount_one_person_may(desk: Desk) -> None:
    desk.settle(two_pairs_above=usd("49.80"))
    assert desk.approve(desk.draft(MUGS)) == "WO-1001"
    draft = desk.draft("13 mugs were smashed in the store")
    assert "entries above 49.80 need a second pair" in refused(desk, draft, "ana").says


def test_a_reversal_needs_a_second_pair_too(desk: Desk) -> None:
    number = desk.approve(desk.draft(MUGS))
    desk.settle(two_pairs_above=usd("0"))
    back = desk.keeper.reverse(SHOP, number, because="found behind the rack", by="ben", today=TODAY)
    assert refused(desk, back.id, "ben").code == "own_draft"
    assert desk.approve(back.id) == "WO-1002"


def test_nobody_approves_above_their_limit(desk: Desk) -> None:
    set_role(desk.store, SHOP, "ben", PersonRole.APPROVER, by="ana", at=OPENED, limit=usd("49.79"))
    draft = desk.draft(MUGS)
    refusal = refused(desk, draft, "ben")
    assert (refusal.code, refusal.says) == ("above_limit", "D-1 comes to 49.80, and ben may approve up to 49.79 in these books.")
    set_role(desk.store, SHOP, "ben", PersonRole.APPROVER, by="ana", at=OPENED, limit=usd("49.80"))
    assert desk.approve(draft, by="ben") == "WO-1001"


def test_a_standing_approval_does_not_stand_for_the_second_pair(desk: Desk) -> None:
    """What the owner who set it drafts waits for somebody else."""
    from assistant import wiring

    desk.settle(two_pairs_above=usd("0"), standing_approval=StandingApproval(above=usd("0.97").amount, set_by="ana"))
    sure = desk_of(desk.store, wiring.rules_reader())
    own, others = sure.draft(MUGS), sure.keeper.draft(SHOP, "3 mugs were smashed in the store", by="cleo", today=TODAY).drafts[0]
    assert sure.state(own) is DraftState.WAITING
    assert others.state is DraftState.POSTED


def test_a_limit_of_nothing_is_none(desk: Desk) -> None:
    with pytest.raises(WrongUsage, match="A limit of nothing"):
        set_role(desk.store, SHOP, "ben", PersonRole.APPROVER, by="ana", at=OPENED, limit=usd("0"))


def test_whoever_is_removed_works_here_no_more_and_nobody_removes_themselves(desk: Desk) -> None:
    draft = desk.draft(MUGS)
    remove_role(desk.store, SHOP, "ben", by="ana", at=OPENED)
    assert "no role" in refused(desk, draft, "ben").says
    with pytest.raises(RefusedByBooks, match="cannot leave by themselves"):
        remove_role(desk.store, SHOP, "ana", by="ana", at=OPENED)
    with pytest.raises(NotAllowed):
        remove_role(desk.store, SHOP, "ana", by="cleo", at=OPENED)


# ── A client's own sub-reasons ───────────────────────────────────────────────────────────────────────────────────────


def sub_reason_of(store: SqlStore, number: str) -> str:
    with store.client(SHOP, reads=True) as books:
        return books.entry(number).sub_reason


def test_a_sub_reason_named_in_the_text_is_taken(desk: Desk) -> None:
    desk.settle(sub_reasons={Reason.DAMAGED: ("Forklift", "Smashed")})
    assert sub_reason_of(desk.store, desk.approve(desk.draft(MUGS))) == "Smashed"


def test_one_that_a_person_settles_stands_over_the_text_and_its_reversal_has_it_too(desk: Desk) -> None:
    desk.settle(sub_reasons={Reason.DAMAGED: ("Forklift", "Smashed")})
    draft = desk.draft(MUGS)
    desk.keeper.revise(SHOP, draft, [Settled(words="Forklift", sub_reason="Forklift")], by="ana", today=TODAY)
    number = desk.approve(draft)
    assert sub_reason_of(desk.store, number) == "Forklift"
    back = desk.keeper.reverse(SHOP, number, because="found behind the rack", by="ana", today=TODAY)
    assert sub_reason_of(desk.store, desk.approve(back.id)) == "Forklift"


def test_two_that_the_text_names_are_none(desk: Desk) -> None:
    desk.settle(sub_reasons={Reason.DAMAGED: ("Store", "Smashed")})
    assert sub_reason_of(desk.store, desk.approve(desk.draft(MUGS))) == ""


def test_one_of_another_reason_is_not_taken(desk: Desk) -> None:
    desk.settle(sub_reasons={Reason.STOLEN: ("Smashed",)})
    assert sub_reason_of(desk.store, desk.approve(desk.draft(MUGS))) == ""


# ── Who answers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_whoever_reported_a_loss_answers_the_question_of_it_and_of_no_other(desk: Desk) -> None:
    set_role(desk.store, SHOP, "rita", PersonRole.REPORTER, by="ana", at=OPENED)
    (own,) = desk.keeper.draft(SHOP, "some mugs went missing in the store", by="rita", today=TODAY).drafts
    others = desk.draft("some desk lamps went missing")
    assert desk.keeper.answer(SHOP, own.id, "12", by="rita", today=TODAY).state is DraftState.WAITING
    with pytest.raises(NotAllowed):
        desk.keeper.answer(SHOP, others, "3", by="rita", today=TODAY)
