"""Who looks after a draft: claimed by one, handed on with a note, put off until a day; each only by who may, and on the trail."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.caring import Caring
from assistant.bookkeeping.settling import set_role
from assistant.books.draft import DraftState
from assistant.books.people import PersonRole
from assistant.errors import NotAllowed, NotFound, RefusedByBooks, WrongUsage
from tests.adapters.sql.pottery import NOON, TODAY, draft_of, potteries


@pytest.fixture
def store(books_url: str) -> Iterator[SqlStore]:
    """The kiln's books with a draft that waits, D-1, one rejected, D-2, and a person of each role."""
    with potteries(books_url) as store:
        roles = {"bea": PersonRole.APPROVER, "cal": PersonRole.BOOKKEEPER, "dee": PersonRole.REPORTER, "eve": PersonRole.AUDITOR}
        for name, role in roles.items():
            set_role(store, "kiln", name, role, by="ann", at=NOON)
        with store.client("kiln") as books:
            draft_of(books)
            draft_of(books, state=DraftState.REJECTED)
        yield store


def caring(store: SqlStore, by: str, draft: str = "D-1", hours: int = 0) -> Caring:
    return Caring(store, "kiln", draft, by, NOON + timedelta(hours=hours))


def told(store: SqlStore) -> list[tuple[str, str, object]]:
    with store.client("kiln", reads=True) as books:
        return [(event.who, event.what, dict(event.detail)) for event in books.events("D-1")]


def test_of_two_who_claim_a_draft_one_has_it_and_the_other_is_told(store: SqlStore) -> None:
    assert caring(store, "bea").claim().person == "bea"
    assert caring(store, "bea", hours=1).claim().at == NOON  # she has it already
    with pytest.raises(RefusedByBooks, match=r"bea looks after D-1 since 2026-11-21 12:00\.") as refused:
        caring(store, "cal").claim()
    assert refused.value.code == "claimed"
    assert caring(store, "cal", hours=1).claim(instead_of="bea").person == "cal"
    with pytest.raises(RefusedByBooks, match="cal looks after D-1"):
        caring(store, "ann").claim(instead_of="bea")
    assert told(store) == [
        ("bea", "draft.claimed", {"person": "bea", "before": ""}),
        ("cal", "draft.claimed", {"person": "cal", "before": "bea"}),
    ]


def test_handed_over_with_a_note_and_let_go(store: SqlStore) -> None:
    caring(store, "cal").claim()
    care = caring(store, "cal").hand_over("bea", "  the count sheet\nis in the post ")
    assert (care.person, care.by, care.note) == ("bea", "cal", "the count sheet is in the post")
    care = caring(store, "bea").let_go()
    assert (care.person, care.note) == ("", "")
    assert [what for _, what, _ in told(store)] == ["draft.claimed", "draft.assigned", "draft.let_go"]


@pytest.mark.parametrize(
    ("person", "note", "says"),
    [("bea", " ", "needs a note"), ("cal", "mine", "to yourself"), ("dee", "yours", "dee cannot"), ("zed", "x", "zed cannot")],
)
def test_a_hand_over_names_somebody_who_may_and_why(store: SqlStore, person: str, note: str, says: str) -> None:
    with pytest.raises(WrongUsage, match=says):
        caring(store, "cal").hand_over(person, note)
    assert told(store) == []


def test_a_note_has_an_end(store: SqlStore) -> None:
    with pytest.raises(WrongUsage, match="501 characters"):
        caring(store, "cal").assign("bea", note="x" * 501)


def test_rests_until_a_day_ahead_and_wakes(store: SqlStore) -> None:
    monday = date(2026, 11, 23)
    assert caring(store, "cal").rest(monday, today=TODAY, note="they count on Monday").snoozed_until == monday
    for day in (TODAY, TODAY + timedelta(days=367)):
        with pytest.raises(WrongUsage, match="cannot rest until"):
            caring(store, "cal").rest(day, today=TODAY)
    assert caring(store, "bea").wake().snoozed_until is None
    assert [(who, what) for who, what, _ in told(store)] == [("cal", "draft.rested"), ("bea", "draft.woken")]


@pytest.mark.parametrize("person", ["dee", "eve", "zed"])
def test_who_may_not_handle_is_refused(store: SqlStore, person: str) -> None:
    for act in (
        caring(store, person).claim,
        caring(store, person).let_go,
        caring(store, person).wake,
        lambda: caring(store, person).assign("bea"),
        lambda: caring(store, person).rest(TODAY + timedelta(days=1), today=TODAY),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert told(store) == []


def test_what_is_settled_or_not_there_is_looked_after_by_nobody(store: SqlStore) -> None:
    with pytest.raises(RefusedByBooks, match="D-2 is rejected"):
        caring(store, "bea", "D-2").claim()
    with pytest.raises(NotFound):
        caring(store, "bea", "D-9").claim()
