"""Several drafts of one client at once: confirmed by name, count and total, each approved as it was seen; and undone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.bookkeeping.settling import settle_policy
from assistant.books.draft import DraftState
from assistant.books.policy import Feature
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, HARDWARE, NOON, TODAY, Answer, Firm, copy_of
from tests.surfaces.web.queue_walk import fill_once, pick

AT = f"/c/{HARDWARE}/queue"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_once(tmp_path_factory.mktemp("queue"))


@pytest.fixture
def filled(made: Path, tmp_path: Path) -> Iterator[Firm]:
    firm = Firm(copy_of(made, tmp_path), tmp_path)
    yield firm
    firm.close()


def picks(page: Answer, *drafts: str) -> list[str]:
    return [pick(page, draft) for draft in drafts]


def numbers(firm: Firm) -> list[str]:
    with firm.store.client(HARDWARE, reads=True) as books:
        return [entry.number for entry in books.entries().rows]


def test_confirmed_by_client_count_and_total_then_posted_each_by_itself(filled: Firm) -> None:
    hand = filled.client(BEA)
    chosen = picks(hand.get("/queue"), "D-1", "D-2", "D-3")
    confirm = hand.post("/queue/selected", pick=chosen, back="/queue?order=age")
    assert "Approve 3 drafts of Corner Hardware?" in confirm.text
    assert "3 entries, 80.10 USD in all, in the books of Corner Hardware." in confirm.text
    assert numbers(filled) == []
    filled.house.bookkeeper().revise(HARDWARE, "D-2", (), ((1, "6910"),), by=CAL, today=TODAY)
    done = hand.post(f"{AT}/selected", pick=chosen, back="/queue?order=age")
    assert "2 posted, 24.90 USD in all. 1 left as it was." in " ".join(done.text.split())
    assert "The books have moved since D-2 was shown" in done.text
    assert 'href="/queue?order=age"' in done.text
    assert numbers(filled) == ["WO-1001", "WO-1002"]
    again = hand.post(f"{AT}/selected", pick=chosen[::2])
    assert "2 posted, 24.90 USD" in again.text
    assert numbers(filled) == ["WO-1001", "WO-1002"]


def test_what_changed_before_the_confirmation_is_left_out_of_it(filled: Firm) -> None:
    hand = filled.client(BEA)
    chosen = picks(hand.get("/queue"), "D-1", "D-2")
    filled.house.bookkeeper().revise(HARDWARE, "D-2", (), ((1, "6910"),), by=CAL, today=TODAY)
    confirm = hand.post("/queue/selected", pick=chosen)
    assert "1 entry, 16.60 USD in all" in confirm.text
    assert "1 changed since you saw it" in confirm.text


def test_undone_together_by_reversals(filled: Firm) -> None:
    hand = filled.client(BEA)
    hand.post(f"{AT}/selected", pick=picks(hand.get("/queue"), "D-1", "D-3"))
    undone = hand.post(f"{AT}/undo", pick=["WO-1001", "WO-1002"])
    assert "Taken back by reversals" in undone.text
    assert "WO-1004" in undone.text
    with filled.store.client(HARDWARE, reads=True) as books:
        assert [books.draft(each).state for each in ("D-1", "D-3")] == [DraftState.REVERSED] * 2
    again = hand.post(f"{AT}/undo", pick=["WO-1001", "WO-9999"])
    assert "2 left as they were" in again.text
    assert len(numbers(filled)) == 4


def sent_on(page: Answer, name: str) -> list[str]:
    """What the page's forms send along under the name."""
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)">', page.text)


def test_of_two_clients_one_is_asked_about_at_a_time(filled: Firm) -> None:
    hand = filled.client(BEA)
    queue = hand.get("/queue")
    ours, theirs = pick(queue, "D-1"), pick(queue, "D-1", CAFE)
    first = hand.post("/queue/selected", pick=[ours, theirs])
    assert "Approve 1 draft of Corner Hardware?" in first.text
    assert "asked about next, one client at a time: 1 of Tui Corner Café Ltd." in first.text
    assert sent_on(first, "later") == [theirs]
    done = hand.post(f"{AT}/selected", pick=ours, later=theirs)
    assert "1 posted, 16.60 USD in all." in done.text
    assert numbers(filled) == ["WO-1001"]
    assert "Go on to Tui Corner Café Ltd: 1 selected" in done.text
    then = hand.post("/queue/selected", pick=sent_on(done, "pick")[:1])
    assert "Approve 1 draft of Tui Corner Café Ltd?" in then.text
    assert "asked about next" not in then.text


def test_one_clients_form_approves_nothing_of_another(filled: Firm) -> None:
    hand = filled.client(BEA)
    queue = hand.get("/queue")
    ours, theirs = pick(queue, "D-1"), pick(queue, "D-1", CAFE)
    for chosen in ([theirs], [ours, theirs]):
        assert hand.post(f"{AT}/selected", pick=chosen).status == 422
    assert numbers(filled) == []


def test_what_waits_its_turn_names_no_foreign_client(filled: Firm) -> None:
    hand = filled.client("fay")
    confirm = hand.post("/queue/selected", pick=[pick(hand.get("/queue"), "D-1", CAFE), f"{HARDWARE}/D-1/x"])
    assert confirm.status == 200
    assert "Corner Hardware" not in confirm.text
    assert "asked about next" not in confirm.text


@pytest.mark.parametrize("chosen", [[], ["x"], ["a/b"], ["corner-hardware//x"], [f"{HARDWARE}/D-{n}/x" for n in range(201)]])
def test_a_selection_that_is_none_is_said(filled: Firm, chosen: list[str]) -> None:
    assert filled.client(BEA).post("/queue/selected", pick=chosen).status == 422


def test_only_who_may_approve_there(filled: Firm) -> None:
    chosen = picks(filled.client(BEA).get("/queue"), "D-1")
    assert filled.client(CAL).post("/queue/selected", pick=chosen).status == 403
    assert filled.client(CAL).post(f"{AT}/selected", pick=chosen).status == 403
    assert filled.client("fay").post("/queue/selected", pick=chosen).status == 404


def test_a_plan_without_it_says_why_and_who_can_change_that(filled: Firm) -> None:
    chosen = picks(filled.client(BEA).get("/queue"), "D-1")
    settle_policy(
        filled.store, HARDWARE, lambda books: replace(books.policy, left_out=(Feature.BULK_APPROVAL,)), by=ADA, at=NOON
    )  # fmt: skip
    hand = filled.client(BEA)
    why = "Bulk approval is not in this client&#39;s plan."
    assert why in hand.get("/queue").text
    assert f"{why} ada can switch it on" in hand.post("/queue/selected", pick=chosen).text
    assert hand.post(f"{AT}/selected", pick=chosen).status == 403
    assert numbers(filled) == []
