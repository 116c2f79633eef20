"""The page of a draft over HTTP: who sees what of it, what they may do, and what they are told where another was first."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant import wiring
from assistant.books.disagreement import ComparedFact, Disagreement
from assistant.books.draft import Draft
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, TODAY, Firm

MUGS = "yesterday the forklift tipped a shelf in the warehouse, all but 100 of the mugs are smashed"


def drafted(firm: Firm, text: str = MUGS, by: str = CAL, client: str = HARDWARE) -> Draft:
    """The first draft of a text, as the rules read it."""
    return firm.house.bookkeeper(wiring.rules_reader()).draft(client, text, by=by, today=TODAY).drafts[0]


def page_of(draft: Draft) -> str:
    return f"/c/{draft.client}/drafts/{draft.id}"


def alert(text: str) -> str:
    """What stands in the notice that stops the person."""
    found = re.search(r'role="alert">(.*?)</div>', text, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def test_a_reviewer_sees_why(firm: Firm) -> None:
    page = firm.client(BEA).get(page_of(drafted(firm))).text
    assert "5050 Damage &amp; Breakage" in page
    assert "182.60" in page
    assert "144 → " in page  # the warehouse's mugs before, and after
    assert re.search(r'<mark data-facts="[\d ]+"[^>]*>all but 100</mark>', page)
    assert "Gross margin" in page
    assert "In October 2026" in page
    assert "Other accounts" in page
    assert "cal drafted D-1" in page


@pytest.mark.parametrize(
    ("person", "approves", "edits", "reads"),
    [
        (ADA, True, True, True), (BEA, True, True, True), (CAL, False, True, True), (EVE, False, False, True),
        (DEE, False, False, False),
    ],
)  # fmt: skip
def test_each_role_finds_what_it_may_do(firm: Firm, person: str, approves: bool, edits: bool, reads: bool) -> None:
    page = firm.client(person).get(page_of(drafted(firm, by=DEE))).text
    assert ("/approve" in page, "?edit=1" in page, "Gross margin" in page, "On hand, before" in page) == (
        approves, edits, reads, reads,
    )  # fmt: skip


def test_a_reporter_sees_only_what_they_reported(firm: Firm) -> None:
    assert firm.client(DEE).get(page_of(drafted(firm, by=CAL))).status == 404


def test_a_foreign_clients_draft_is_not_there(firm: Firm) -> None:
    assert firm.client(FAY).get(page_of(drafted(firm))).status == 404


@pytest.mark.parametrize("person", [CAL, DEE, EVE])
def test_who_may_not_approve_is_refused(firm: Firm, person: str) -> None:
    draft = drafted(firm, by=DEE)
    assert firm.client(person).post(f"{page_of(draft)}/approve", seen=draft.fingerprint()).status == 403
    with firm.store.client(HARDWARE, reads=True) as books:
        assert books.posted_for(draft.id) is None


def test_what_was_shown_is_posted(firm: Firm) -> None:
    draft = drafted(firm)
    page = firm.client(BEA).post(f"{page_of(draft)}/approve", seen=draft.fingerprint(), version="1")
    assert (page.status, page.path) == (200, page_of(draft))
    assert "Posted as WO-1001." in page.text
    assert f'href="/c/{HARDWARE}/entries/WO-1001"' in page.text


def test_the_second_to_approve_is_told_who_was_first(firm: Firm) -> None:
    draft = drafted(firm)
    firm.client(BEA).post(f"{page_of(draft)}/approve", seen=draft.fingerprint())
    page = firm.client(ADA).post(f"{page_of(draft)}/approve", seen=draft.fingerprint())
    assert "bea posted it already" in page.text
    assert "as WO-1001" in page.text
    with firm.store.client(HARDWARE, reads=True) as books:
        assert len(books.entries().rows) == 1


def test_of_two_who_approve_at_once_one_posts_and_the_other_is_told(firm: Firm) -> None:
    draft = drafted(firm)
    hands = [firm.client(person) for person in (ADA, BEA)]
    with ThreadPoolExecutor(2) as pool:
        pages = list(pool.map(lambda hand: hand.post(f"{page_of(draft)}/approve", seen=draft.fingerprint()).text, hands))
    assert sorted("posted it already" in page for page in pages) == [False, True]
    with firm.store.client(HARDWARE, reads=True) as books:
        assert [entry.number for entry in books.entries().rows] == ["WO-1001"]


def test_a_draft_that_was_changed_meanwhile_is_shown_anew_with_what_changed(firm: Firm) -> None:
    draft = drafted(firm)
    firm.client(CAL).post(f"{page_of(draft)}/revise", **{"version": "1", "quantity-1": "12"})
    page = firm.client(BEA).post(f"{page_of(draft)}/approve", seen=draft.fingerprint(), version="1")
    assert page.status == 409
    assert "MUG-01 at Warehouse -44 to -12" in alert(page.text)
    assert "cal revised D-1" in alert(page.text)
    seen = re.search(r'name="seen" value="(\w+)"', page.text)
    assert seen is not None  # what is approved now is what is shown now
    assert "Posted as WO-1001" in firm.client(BEA).post(f"{page_of(draft)}/approve", seen=seen[1]).text


def test_a_rejection_needs_its_reason_and_keeps_it(firm: Firm) -> None:
    draft = drafted(firm)
    assert "needs its reason" in alert(firm.client(BEA).post(f"{page_of(draft)}/reject", version="1", because=" ").text)
    page = firm.client(BEA).post(f"{page_of(draft)}/reject", version="1", because="counted again: all there")
    assert "counted again: all there" in page.text
    assert "Rejected by bea" in page.text


def test_who_decides_a_draft_that_is_decided_is_told_so(firm: Firm) -> None:
    draft = drafted(firm)
    firm.client(BEA).post(f"{page_of(draft)}/approve", seen=draft.fingerprint())
    page = firm.client(ADA).post(f"{page_of(draft)}/reject", version="1", because="no")
    assert page.status == 409
    assert "bea decided it" in alert(page.text)


def test_a_runner_up_is_chosen_by_its_button(firm: Firm) -> None:
    draft = drafted(firm)
    assert draft.entry is not None
    other = draft.entry.lines[0].runners_up[0][0]
    page = firm.client(CAL).post(f"{page_of(draft)}/revise", **{"version": "1", "account-1": other})
    assert "chosen by a person" in page.text
    with firm.store.client(HARDWARE, reads=True) as books:
        assert books.draft(draft.id).overrides == ((1, other),)


def test_a_stale_press_changes_nothing(firm: Firm) -> None:
    draft = drafted(firm)
    firm.client(CAL).post(f"{page_of(draft)}/revise", **{"version": "1", "quantity-1": "12"})
    page = firm.client(ADA).post(f"{page_of(draft)}/revise", **{"version": "1", "quantity-1": "10"})
    assert page.status == 409
    with firm.store.client(HARDWARE, reads=True) as books:
        assert books.draft(draft.id).version == 2


def test_what_two_readers_differ_on_is_settled_by_a_button(firm: Firm) -> None:
    draft = drafted(firm, "12 mugs in the store were smashed")
    with firm.store.client(HARDWARE) as books:
        said = (Disagreement(ComparedFact.QUANTITY, "21", "12", "MUG-01"),)
        books.save_draft(replace(books.draft(draft.id), disagreements=said))
    hand = firm.client(CAL)
    page = hand.get(page_of(draft)).text
    assert "The two readers differ" in page
    assert "<td>Quantity of MUG-01</td><td>21</td><td>12</td>" in page
    kept = hand.post(f"{page_of(draft)}/revise", version=str(draft.version), **{"quantity-1": "21"})
    assert "settled since" in kept.text
    assert "87.15" in kept.text


def test_a_question_is_answered_in_place(firm: Firm) -> None:
    draft = drafted(firm, "some of the mugs in the store were smashed")
    assert draft.question is not None
    cal = firm.client(CAL)
    nothing = cal.post(f"{page_of(draft)}/answer", version="1", words="the blue ones")
    assert nothing.status == 422
    assert 'value="the blue ones"' in nothing.text
    page = cal.post(f"{page_of(draft)}/answer", version="1", words="3")
    assert page.path == page_of(draft)
    assert "12.45" in page.text


def test_a_posted_entry_is_undone_by_a_reversal_in_part(firm: Firm) -> None:
    draft = drafted(firm)
    bea = firm.client(BEA)
    bea.post(f"{page_of(draft)}/approve", seen=draft.fingerprint())
    page = bea.post(f"{page_of(draft)}/reverse", **{"because": "four turned up", "item-1": "MUG-01", "units-1": "4"})
    assert page.path == f"/c/{HARDWARE}/drafts/D-2"
    assert "16.60" in page.text
    assert "reverses WO-1001" in page.text


MARKUP = "<script>alert(1)</script><b>bold</b>"


def test_markup_that_people_type_is_shown_as_typed(firm: Firm) -> None:
    draft = drafted(firm, f"3 mugs in the store were smashed {MARKUP}", by=DEE)
    cal, bea = firm.client(CAL), firm.client(BEA)
    cal.post(f"{page_of(draft)}/revise", version="1", note=f"note {MARKUP}", supplier=MARKUP)
    bea.post(f"{page_of(draft)}/reject", version="2", because=MARKUP)
    page = bea.get(page_of(draft)).text
    assert "note &lt;script&gt;" in page
    assert MARKUP not in page
    assert "<b>bold</b>" not in page


def test_the_front_page_leads_back_to_the_draft_looked_at_last(firm: Firm) -> None:
    here, there = drafted(firm), drafted(firm, "2 cups broke", client=CAFE)
    ada = firm.client(ADA)
    ada.get(page_of(here))
    assert ada.get("/").path == page_of(here)
    firm.clock.wait(timedelta(minutes=1))
    ada.get(page_of(there))
    assert ada.get("/").path == page_of(there)


def test_the_drafts_beside_it_are_one_key_away(firm: Firm) -> None:
    texts = (MUGS, "3 desk lamps in the store are missing after the stock take", "some mugs broke")
    drafts = [drafted(firm, text) for text in texts]
    order = sorted(drafts, key=lambda draft: draft.entry.confidence if draft.entry else 0.0)
    page = firm.client(BEA).get(page_of(order[1])).text
    assert re.search(rf'href="{page_of(order[0])}" data-key="k"', page)
    assert re.search(rf'href="{page_of(order[2])}" data-key="j"', page)


def test_who_has_decided_one_goes_on_to_the_next(firm: Firm) -> None:
    for text in ("3 mugs were stolen from the store", "5 mugs were stolen from the store"):
        drafted(firm, text)
    hand = firm.client(BEA)
    rejected = hand.post(f"/c/{HARDWARE}/drafts/D-1/reject", version=1, because="found again").text
    assert f'href="/c/{HARDWARE}/drafts/D-2" data-key="j"' in rejected


def test_what_is_being_edited_is_not_approved_by_a_stray_key(firm: Firm) -> None:
    at = page_of(drafted(firm))
    hand = firm.client(BEA)
    plain, editing = hand.get(at).text, hand.get(at, edit="1").text
    assert ('data-key="a"' in plain, "Approve it without this edit" in plain) == (True, False)
    assert ('data-key="a"' in editing, "Approve it without this edit" in editing) == (False, True)
