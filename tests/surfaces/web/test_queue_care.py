"""Who looks after a draft, from the queue and its page: claimed, handed over, put off; each tab counts what stands under it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.books.care import Typing
from tests.surfaces.firm import ADA, BEA, CAL, DEE, EVE, HARDWARE, NOON, Firm, copy_of
from tests.surfaces.web.queue_walk import fill_once, row, rows

AT = f"/c/{HARDWARE}/queue"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_once(tmp_path_factory.mktemp("queue"))


@pytest.fixture
def filled(made: Path, tmp_path: Path) -> Iterator[Firm]:
    firm = Firm(copy_of(made, tmp_path), tmp_path)
    yield firm
    firm.close()


def counts(text: str) -> dict[str, int]:
    return {name: int(count) for name, count in re.findall(r'data-count="(\w+)">(\d+)<', text)}


def test_claimed_by_one_the_other_is_told(filled: Firm) -> None:
    bea, ada = filled.client(BEA), filled.client(ADA)
    assert "You look after it now." in bea.post(f"{AT}/D-1/claim", instead_of="").text
    assert "You look after it" in row(bea.get(AT), "D-1")
    assert "bea looks after it" in row(ada.get(AT), "D-1")
    assert "bea looks after D-1 since" in ada.post(f"{AT}/D-1/claim", instead_of="").text
    assert "You look after it now." in ada.post(f"{AT}/D-1/claim", instead_of="bea").text
    assert [each.split()[1] for each in rows(ada.get(AT, **{"with": "me"}))] == ["D-1"]
    assert "Nobody looks after D-1 now." in ada.post(f"{AT}/D-1/let-go").text


def test_handed_over_with_a_note_on_the_drafts_page(filled: Firm) -> None:
    bea = filled.client(BEA)
    bea.post(f"{AT}/D-1/claim", instead_of="")
    assert "needs a note" in bea.post(f"{AT}/D-1/hand-over", person=CAL, note=" ").text
    answer = bea.post(f"{AT}/D-1/hand-over", person=CAL, note="ask the driver", back=f"/c/{HARDWARE}/drafts/D-1")
    assert answer.path == f"/c/{HARDWARE}/drafts/D-1"
    assert "cal looks after it now." in answer.text
    assert "ask the driver" in answer.text
    assert "dee cannot look after drafts" in bea.post(f"{AT}/D-2/hand-over", person=DEE, note="x").text


def test_resting_is_hidden_until_its_day(filled: Firm) -> None:
    hand = filled.client(CAL)
    assert counts(hand.get(AT).text) == {"us": 5, "answer": 1, "resting": 0}
    assert "Let D-1 rest" in hand.get(f"{AT}/D-1/rest").text
    answer = hand.post(f"{AT}/D-1/rest", until="2026-10-09", note="the count is on Friday", back=AT)
    assert "D-1 rests until 2026-10-09." in answer.text
    assert f"{HARDWARE} D-1" not in rows(answer)
    assert counts(answer.text) == {"us": 4, "answer": 1, "resting": 1}
    resting = row(hand.get(AT, tab="resting"), "D-1")
    assert "rests until 2026-10-09" in resting
    assert "the count is on Friday" in resting
    filled.clock.wait(timedelta(days=3))
    assert f"{HARDWARE} D-1" in rows(filled.client(CAL).get(AT))


def test_woken_and_days_that_cannot_be(filled: Firm) -> None:
    hand = filled.client(CAL)
    for until, says in (("2026-10-06", "cannot rest until"), ("yesterday-ish", "yesterday-ish"), ("", "until when")):
        assert says in hand.post(f"{AT}/D-1/rest", until=until).text
    hand.post(f"{AT}/D-1/rest", until="2026-10-09")
    assert "D-1 is back in the queue." in hand.post(f"{AT}/D-1/wake").text


def test_on_the_draft_one_sees_who_edits_it_now(filled: Firm) -> None:
    with filled.store.client(HARDWARE) as books:
        books.save_typing(Typing("D-1", CAL, 1, {"memo": "x"}, NOON - timedelta(minutes=2)))
        books.save_typing(Typing("D-1", ADA, 1, {"memo": "x"}, NOON - timedelta(hours=2)))
    page = filled.client(BEA).get(f"/c/{HARDWARE}/drafts/D-1")
    assert "cal is editing this draft" in page.text
    assert "ada is editing" not in page.text


@pytest.mark.parametrize("person", [DEE, EVE])
@pytest.mark.parametrize("act", ["claim", "let-go", "hand-over", "rest", "wake"])
def test_who_may_not_handle_is_refused(filled: Firm, person: str, act: str) -> None:
    assert filled.client(person).post(f"{AT}/D-1/{act}", person=BEA, until="2026-10-09").status == 403
