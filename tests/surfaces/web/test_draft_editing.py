"""A draft edited over HTTP: only what a person changed is said, faults stand beside their fields, half-typed edits are kept."""

import re
from dataclasses import replace
from html import unescape

import pytest

from assistant.bookkeeping.settling import settle_policy
from assistant.books.draft import Draft
from assistant.books.policy import Policy
from assistant.books.reasons import Reason
from tests.surfaces.firm import ADA, BEA, CAL, DEE, EVE, HARDWARE, NOON, Firm, Hand
from tests.surfaces.web.test_draft import drafted, page_of

FIELD = re.compile(r'<input type="hidden" name="(was\.[^"]+)" value="([^"]*)">')


def form_of(hand: Hand, draft: Draft) -> dict[str, str]:
    """The form as the page fills it: what it shows, in its fields and beside them, and the version."""
    page = hand.get(page_of(draft), edit="1").text
    was = {name: unescape(value) for name, value in FIELD.findall(page)}
    version = re.search(r'id="edit-form".*?name="version" value="(\d+)"', page, re.S)
    assert was
    assert version is not None
    return {name.removeprefix("was."): value for name, value in was.items()} | was | {"version": version[1]}


def send(hand: Hand, draft: Draft, where: str, form: dict[str, str], **changed: str) -> str:
    fields = form | {name.replace("_1", "-1").replace("_2", "-2"): value for name, value in changed.items()}
    return hand.post(f"{page_of(draft)}/{where}", **fields).text


def stored(firm: Firm, draft: Draft) -> Draft:
    with firm.store.client(draft.client, reads=True) as books:
        return books.draft(draft.id)


def test_an_edit_says_only_what_was_changed(firm: Firm) -> None:
    draft, cal = drafted(firm), firm.client(CAL)
    form = form_of(cal, draft)
    assert form["quantity-1"] == "all but 100"
    assert form["account-1"] == "5050 Damage & Breakage"
    send(cal, draft, "edit", form, quantity_1="12", note="dropped by the courier")
    after = stored(firm, draft)
    assert [(fact.quantity is not None, fact.note) for fact in after.settled] == [(True, None), (False, "dropped by the courier")]
    assert after.version == 2


def test_a_preview_shows_what_an_edit_would_come_to_and_stores_nothing(firm: Firm) -> None:
    draft, cal = drafted(firm), firm.client(CAL)
    form = form_of(cal, draft)
    shown = send(cal, draft, "preview", form, quantity_1="500")
    assert "blocked by a problem" in shown
    assert "144 are on hand" in shown
    assert "2,075.00" in shown
    assert stored(firm, draft) == draft


def test_a_preview_puts_each_fault_beside_its_field(firm: Firm) -> None:
    draft, cal = drafted(firm), firm.client(CAL)
    shown = send(cal, draft, "preview", form_of(cal, draft), date="31/31/2026", place_1="the moon", quantity_1="12")
    assert re.search(r'id="fault-date" hx-swap-oob="true">[^<]*is not a day of the calendar', shown)
    assert re.search(r'id="fault-place-1" hx-swap-oob="true">There is no place', shown)
    assert re.search(r'id="fault-quantity-1" hx-swap-oob="true"></p>', shown)
    assert "49.80" in shown  # what can be read is shown all the same


def test_what_cannot_be_saved_comes_back_as_it_was_typed(firm: Firm) -> None:
    draft, cal = drafted(firm), firm.client(CAL)
    page = send(cal, draft, "edit", form_of(cal, draft), date="<b>never</b>", note="kept all the same")
    assert "Some of it cannot be read yet." in page
    assert 'value="&lt;b&gt;never&lt;/b&gt;"' in page
    assert 'value="kept all the same"' in page
    assert stored(firm, draft).version == 1


@pytest.mark.parametrize(("field", "words"), [("item_1", ""), ("kind", "reversal of fortune"), ("account_1", "9999 Nowhere")])
def test_each_field_says_what_is_wrong_with_it(firm: Firm, field: str, words: str) -> None:
    draft, cal = drafted(firm), firm.client(CAL)
    name = field.replace("_1", "-1")
    page = send(cal, draft, "edit", form_of(cal, draft), **{field: words})
    assert re.search(rf'id="fault-{name}">[^<]+', page)


def test_nothing_changed_is_said_so(firm: Firm) -> None:
    draft, cal = drafted(firm), firm.client(CAL)
    assert "Nothing is changed yet." in send(cal, draft, "edit", form_of(cal, draft))


def test_a_half_typed_edit_waits_in_the_form_with_what_changed_since(firm: Firm) -> None:
    draft, cal, bea = drafted(firm), firm.client(CAL), firm.client(BEA)
    send(cal, draft, "typing", form_of(cal, draft), note="half a no", quantity_1="20")
    send(bea, draft, "edit", form_of(bea, draft), quantity_1="12")
    again = firm.client(CAL).get(page_of(draft)).text
    assert 'value="half a no"' in again
    assert 'value="20"' in again
    assert "at version 1" in again
    assert re.search(r"Quantity 1: all but 100 → <span[^>]*>12<", again)
    assert "bea revised D-1" in again
    assert 'value="half a no"' not in bea.get(page_of(draft), edit="1").text  # it is cal's alone


def test_a_stale_form_is_not_saved_over_anothers_change(firm: Firm) -> None:
    draft, cal, bea = drafted(firm), firm.client(CAL), firm.client(BEA)
    form = form_of(cal, draft)
    send(bea, draft, "edit", form_of(bea, draft), quantity_1="12")
    page = send(cal, draft, "edit", form, note="mine")
    assert "changed since it was shown" in page
    assert 'value="mine"' in page
    after = form_of(cal, draft)
    assert after["quantity-1"] == "12"
    send(cal, draft, "edit", after, note="mine")  # seen, and said again: the other's change stays
    entry = stored(firm, draft).entry
    assert entry is not None
    assert entry.valued.resolved.goods[0].quantity == 12


def test_an_edit_that_is_saved_or_let_go_is_kept_no_more(firm: Firm) -> None:
    draft, cal = drafted(firm), firm.client(CAL)
    send(cal, draft, "typing", form_of(cal, draft), note="half a no")
    assert "What you had typed is gone" in send(cal, draft, "typing/discard", {})
    assert "edit-form" not in cal.get(page_of(draft)).text
    send(cal, draft, "typing", form_of(cal, draft), note="half a no")
    send(cal, draft, "edit", form_of(cal, draft), note="a whole note")
    assert "edit-form" not in cal.get(page_of(draft)).text


@pytest.mark.parametrize("person", [DEE, EVE])
@pytest.mark.parametrize("where", ["edit", "preview", "typing", "revise", "typing/discard"])
def test_who_may_not_revise_can_neither_look_ahead_nor_keep(firm: Firm, person: str, where: str) -> None:
    draft = drafted(firm, by=DEE)
    assert firm.client(person).post(f"{page_of(draft)}/{where}", **{"version": "1", "note": "x", "was.note": "y"}).status == 403


def test_a_sub_reason_of_the_clients_own_stands_under_its_reason(firm: Firm) -> None:
    def with_own(policy: Policy) -> Policy:
        return replace(policy, sub_reasons={Reason.DAMAGED: ("Forklift",), Reason.EXPIRED: ("Best before",)})

    settle_policy(firm.store, HARDWARE, lambda books: with_own(books.policy), by=ADA, at=NOON)
    draft, cal = drafted(firm, "3 mugs in the store were smashed"), firm.client(CAL)
    form = form_of(cal, draft)
    refused = send(cal, draft, "edit", form, sub_reason="Best before")
    assert re.search(r'id="fault-sub_reason">[^<]*no sub-reason of damaged', refused)
    send(cal, draft, "edit", form_of(cal, draft), sub_reason="Best before", reason="expired")
    assert stored(firm, draft).sub_reason == "Best before"


def test_goods_places_and_accounts_are_offered_as_they_are_typed(firm: Firm) -> None:
    cal, dee = firm.client(CAL), firm.client(DEE)
    assert 'data-value="5050 Damage &amp; Breakage"' in cal.get(f"/c/{HARDWARE}/suggest/accounts", **{"account-1": "brea"}).text
    assert 'data-value="5050 Damage &amp; Breakage"' in cal.get(f"/c/{HARDWARE}/suggest/accounts", **{"account-1": "505"}).text
    goods = cal.get(f"/c/{HARDWARE}/suggest/goods", q="coffee mug").text
    assert 'data-value="MUG-01"' in goods
    assert "180 each on hand" in goods
    assert "on hand" not in dee.get(f"/c/{HARDWARE}/suggest/goods", q="mug").text
    assert 'data-value="Warehouse"' in dee.get(f"/c/{HARDWARE}/suggest/places", q="ware").text
    assert dee.get(f"/c/{HARDWARE}/suggest/accounts", q="5").status == 403
    assert "No goods have these words." in cal.get(f"/c/{HARDWARE}/suggest/goods", q="100%_").text


def test_a_field_that_no_draft_has_is_refused(firm: Firm) -> None:
    draft, cal = drafted(firm), firm.client(CAL)
    for name in ("quantity-7", "state", "account-99", "offer"):
        assert cal.post(f"{page_of(draft)}/revise", **{"version": "1", name: "5"}).status in (404, 409, 422)
    assert stored(firm, draft) == draft


def test_each_line_of_goods_is_edited_by_itself(firm: Firm) -> None:
    draft, cal = drafted(firm, "4 mugs and 2 desk lamps were smashed in the store"), firm.client(CAL)
    form = form_of(cal, draft)
    assert [form["item-1"], form["quantity-1"], form["item-2"], form["quantity-2"]] == ["MUG-01", "4", "LMP-DSK", "2"]
    send(cal, draft, "edit", form, quantity_2="1")
    entry = stored(firm, draft).entry
    assert entry is not None
    assert [(goods.item, int(goods.quantity)) for goods in entry.valued.resolved.goods] == [("MUG-01", 4), ("LMP-DSK", 1)]


def test_the_form_of_a_reversal_has_no_more_than_may_change(firm: Firm) -> None:
    draft, bea = drafted(firm), firm.client(BEA)
    bea.post(f"{page_of(draft)}/approve", seen=draft.fingerprint())
    page = bea.post(f"{page_of(draft)}/reverse", because="found behind the rack").text
    reversal = stored(firm, replace(draft, id="D-2"))
    assert "found behind the rack" in page
    form = bea.get(page_of(reversal), edit="1").text
    assert 'id="date"' in form
    assert 'id="reason"' not in form
    assert "2026-10-05" in send(bea, reversal, "preview", form_of(bea, reversal), date="2026-10-05")
