"""The queue over HTTP: whose drafts it shows, what a row says, approving from it what was seen, rejecting, undoing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.bookkeeping.settling import set_role, settle_policy
from assistant.books.draft import DraftState
from assistant.books.money import Money
from assistant.books.people import PersonRole
from assistant.books.question import Settled
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, NOON, TODAY, Firm, copy_of
from tests.surfaces.web.queue_walk import fill, fill_once, row, rows, seen

AT = f"/c/{HARDWARE}/queue"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_once(tmp_path_factory.mktemp("queue"))


@pytest.fixture
def filled(made: Path, tmp_path: Path) -> Iterator[Firm]:
    firm = Firm(copy_of(made, tmp_path), tmp_path)
    yield firm
    firm.close()


def state(firm: Firm, draft: str, client: str = HARDWARE) -> DraftState:
    with firm.store.client(client, reads=True) as books:
        return books.draft(draft).state


def test_a_row_says_what_a_reviewer_needs(filled: Firm) -> None:
    page = filled.client(BEA).get("/queue")
    said = row(page, "D-1")
    for words in (
        "Corner Hardware", "4 mugs were dropped in the shop", "5050 Damage &amp; Breakage", "1200 Inventory", "16.60", "0.98",
        "2026-10-06", "by cal", "today",
    ):  # fmt: skip
        assert words in said
    blocked = row(page, "D-5")
    assert "not enough stock" in blocked
    assert 'data-act="approve"' not in blocked
    assert "D-6" not in [each.split()[1] for each in rows(page)]  # it waits on an answer
    asks = row(filled.client(BEA).get("/queue", tab="answer"), "D-6")
    assert "some mugs got wet" in asks
    assert "#question" in asks


def test_across_clients_and_of_one(filled: Firm) -> None:
    assert {each.split()[0] for each in rows(filled.client(BEA).get("/queue"))} == {HARDWARE, CAFE}
    assert {each.split()[0] for each in rows(filled.client(BEA).get(AT))} == {HARDWARE}
    assert {each.split()[0] for each in rows(filled.client(FAY).get("/queue"))} == {CAFE}
    assert filled.client(FAY).get(AT).status == 404


def test_a_reporter_sees_what_they_drafted_and_decides_nothing(filled: Firm) -> None:
    (own,) = fill(filled, texts=("1 mug broke in the shop",), by=DEE)
    page = filled.client(DEE).get("/queue")
    assert rows(page) == [f"{HARDWARE} {own}"]
    assert "data-act" not in page.text
    assert filled.client(DEE).post(f"{AT}/{own}/approve", seen="1.x").status == 403
    assert filled.client(EVE).get("/queue").text.count("data-act") == 0
    assert len(rows(filled.client(EVE).get("/queue"))) == 7


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"order": "amount", "reason": "damaged"}, ["D-5", "D-4", "D-2", "D-1"]),
        ({"q": "LAMPS"}, ["D-2"]),
        ({"reason": "lost"}, ["D-3"]),
        ({"finding": "not_enough_stock"}, ["D-5"]),
        ({"by": "me"}, []),
        ({"by": "cal", "sure": "low"}, ["D-5"]),
        ({"with": "nobody", "kind": "write_off", "reason": "lost"}, ["D-3"]),
    ],
)
def test_filters_stand_in_the_address(filled: Firm, asked: dict[str, str], expected: list[str]) -> None:
    assert [each.split()[1] for each in rows(filled.client(BEA).get(AT, **asked))] == expected


@pytest.mark.parametrize("name", ["order", "tab", "sure", "finding", "after", "reason", "kind"])
def test_what_cannot_be_asked_is_said(filled: Firm, name: str) -> None:
    assert filled.client(BEA).get(AT, **{name: "x"}).status == 422


def test_pages_go_on_where_the_last_ended(firm: Firm) -> None:
    fill(firm, texts=tuple(f"{n % 3 + 1} mugs broke in the shop" for n in range(30)))
    hand = firm.client(BEA)
    first = hand.get(AT)
    assert len(rows(first)) == 25
    href = first.text.split("data-more")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = hand.get(href)
    assert len(rows(second)) == 5
    assert not set(rows(first)) & set(rows(second))


def test_an_approval_posts_what_the_row_showed(filled: Firm) -> None:
    hand = filled.client(BEA)
    page = hand.get("/queue")
    answer = hand.post(f"{AT}/D-1/approve", seen=seen(page, "D-1"), back="/queue?order=age")
    assert (answer.status, answer.path) == (200, "/queue")
    assert "D-1 is posted as WO-1001." in answer.text
    assert f"{HARDWARE} D-1" not in rows(answer)
    done = row(hand.get("/queue", tab="done"), "D-1")
    assert "posted as WO-1001" in done
    assert "Undo (a reversal)" in done


def test_what_was_not_said_to_be_seen_is_not_approved(filled: Firm) -> None:
    answer = filled.client(BEA).post(f"{AT}/D-1/approve", seen="")
    assert "not said what was seen" in answer.text
    assert state(filled, "D-1") is DraftState.WAITING


def test_a_draft_that_changed_meanwhile_comes_back_with_what_changed_and_by_whom(filled: Firm) -> None:
    hand = filled.client(BEA)
    was = seen(hand.get("/queue"), "D-1")
    filled.house.bookkeeper().revise(HARDWARE, "D-1", (), ((1, "6910"),), by=CAL, today=TODAY)
    answer = hand.http.post(f"{AT}/D-1/approve", data={"csrf": hand.csrf, "seen": was}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "The books have moved since D-1 was shown" in answer.text
    assert "cal changed it on" in answer.text
    assert "5050 Damage &amp; Breakage 16.60 to Dr 6910" in answer.text
    assert state(filled, "D-1") is DraftState.WAITING
    again = hand.post(f"{AT}/D-1/approve", seen=seen(hand.get("/queue"), "D-1"))
    assert "D-1 is posted as WO-1001." in again.text


def test_the_second_of_two_is_told_who_posted_it_and_when(filled: Firm) -> None:
    first, second = filled.client(BEA), filled.client(ADA)
    was = seen(second.get("/queue"), "D-1")
    first.post(f"{AT}/D-1/approve", seen=was)
    answer = second.post(f"{AT}/D-1/approve", seen=was)
    assert "bea posted D-1 already on " in answer.text
    assert "as WO-1001" in answer.text


def test_a_rejection_has_its_reason_and_the_next_to_decide_is_told(filled: Firm) -> None:
    hand, other = filled.client(BEA), filled.client(ADA)
    was = seen(other.get("/queue"), "D-2")
    assert "Why it is not booked" in hand.get(f"{AT}/D-2/reject", back="/queue").text
    assert "A rejection needs its reason" in hand.post(f"{AT}/D-2/reject", because=" ").text
    hand.post(f"{AT}/D-2/reject", because="they were found", version="1")
    assert state(filled, "D-2") is DraftState.REJECTED
    answer = other.post(f"{AT}/D-2/approve", seen=was)
    assert "bea rejected D-2 already on " in answer.text
    assert "they were found" in answer.text


def test_undo_is_a_reversal_and_says_so(filled: Firm) -> None:
    hand = filled.client(BEA)
    hand.post(f"{AT}/D-1/approve", seen=seen(hand.get("/queue"), "D-1"))
    assert "What is posted stays in the journal" in hand.get(f"{AT}/D-1/undo").text
    answer = hand.post(f"{AT}/D-1/undo", because="the wrong shelf")
    assert "WO-1001 is taken back by a reversal, WO-1002." in answer.text
    assert state(filled, "D-1") is DraftState.REVERSED
    assert "is not posted" in hand.post(f"{AT}/D-3/undo").text


@pytest.mark.parametrize(("dated", "closed", "day"), [
    ("own", False, TODAY - timedelta(days=1)), ("today", False, TODAY), ("own", True, TODAY),
])  # fmt: skip
def test_what_is_undone_is_dated_as_it_was_while_that_day_is_open(
    filled: Firm, dated: str, closed: bool, day: date
) -> None:
    keeper = filled.house.bookkeeper()
    keeper.revise(HARDWARE, "D-1", [Settled(words="", entry_date=TODAY - timedelta(days=1))], by=CAL, today=TODAY)
    hand = filled.client(BEA)
    hand.post(f"{AT}/D-1/approve", seen=seen(hand.get("/queue"), "D-1"))
    if closed:
        through = TODAY - timedelta(days=1)
        settle_policy(
            filled.store, HARDWARE, lambda books: replace(books.policy, books_closed_through=through), by=ADA, at=NOON
        )  # fmt: skip
        assert "in a closed period, so it is dated today" in hand.get(f"{AT}/D-1/undo").text
    hand.post(f"{AT}/D-1/undo", because="the wrong shelf", dated=dated)
    with filled.store.client(HARDWARE, reads=True) as books:
        assert books.entry("WO-1002").entry_date == day


def test_a_reversal_that_needs_a_second_pair_of_eyes_waits(filled: Firm) -> None:
    hand = filled.client(BEA)
    hand.post(f"{AT}/D-1/approve", seen=seen(hand.get("/queue"), "D-1"))
    settle_policy(
        filled.store, HARDWARE, lambda books: replace(books.policy, two_pairs_above=Money(0, "USD")), by=ADA, at=NOON
    )  # fmt: skip
    answer = hand.post(f"{AT}/D-1/undo", because="the wrong shelf")
    assert "D-7 reverses WO-1001, and waits: bea drafted or revised D-7" in answer.text
    assert state(filled, "D-7") is DraftState.WAITING


def test_above_ones_limit_says_so_in_the_queue(filled: Firm) -> None:
    set_role(filled.store, HARDWARE, BEA, PersonRole.APPROVER, by=ADA, at=NOON, limit=Money(1000, "USD"))
    hand = filled.client(BEA)
    answer = hand.post(f"{AT}/D-1/approve", seen=seen(hand.get("/queue"), "D-1"))
    assert "D-1 comes to 16.60, and bea may approve up to 10.00" in answer.text


def test_what_nobody_wrote_goes_nowhere_else(filled: Firm) -> None:
    """`back` leads to the desk's own pages alone, and what a text says is shown as text."""
    fill(filled, texts=('3 mugs broke <img src=x onerror="alert(1)">',))
    hand = filled.client(BEA)
    page = hand.get("/queue")
    assert "<img src=x" not in page.text
    for back in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "/queue\r\nx: y", "/sign-out"):
        answer = hand.post(f"{AT}/D-1/claim", back=back, instead_of="")
        assert answer.path == "/queue"


def test_a_question_answered_since_is_told_too(filled: Firm) -> None:
    """Facts revised by somebody else between two looks."""
    hand = filled.client(BEA)
    was = seen(hand.get("/queue"), "D-3")
    filled.house.bookkeeper().revise(
        HARDWARE, "D-3", (Settled(words="2026-10-05", entry_date=TODAY.replace(day=5)),), by=CAL, today=TODAY
    )  # fmt: skip
    answer = hand.post(f"{AT}/D-3/approve", seen=was)
    assert "date 2026-10-06 to 2026-10-05" in answer.text
