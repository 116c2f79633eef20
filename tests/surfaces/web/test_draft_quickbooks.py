"""The page of a draft whose client keeps QuickBooks: what will be sent, what was found there, and what lets it go."""

import re

import pytest

from assistant.books.draft import DraftState
from tests.surfaces.company import connect, drafted, someone
from tests.surfaces.firm import ADA, BEA, CAL, DEE, HARDWARE, Firm
from tests.surfaces.web.test_draft import alert, page_of


@pytest.fixture
def shop(firm: Firm) -> Firm:
    connect(firm)
    return firm


def test_what_quickbooks_will_be_sent_is_read_before_it_is_approved(shop: Firm) -> None:
    (draft,) = drafted(shop, "12 mugs at the warehouse were smashed, the insurer agreed to pay 30.00", by=DEE)
    page = shop.client(BEA).get(page_of(draft)).text
    assert "QuickBooks will be sent" in page
    assert re.search(r"Inventory adjustment</span> against 5050 Damage &amp; Breakage", page)
    assert "Costs are estimates" in page
    assert "QuickBooks will be sent" not in shop.client(DEE).get(page_of(draft)).text  # nothing of it is a reporter's


def test_an_amount_on_tracked_goods_takes_those_that_make_it(shop: Firm) -> None:
    (draft,) = drafted(shop, "write off $49.80 of damaged stock")
    assert draft.state is DraftState.BLOCKED
    ada, cal = shop.client(ADA), shop.client(CAL)
    assert "Send it all the same" in ada.get(page_of(draft)).text
    page = cal.get(page_of(draft)).text
    assert "Send it all the same" not in page  # an owner alone
    assert re.search(r'name="offer" value="1">\s*<button[^>]*>Take 12 MUG-01', page)
    assert cal.post(f"{page_of(draft)}/override", version="1", because="mine").status == 403
    taken = cal.post(f"{page_of(draft)}/revise", version="1", offer="1").text
    assert "waits for approval" in taken


def test_an_owner_overrides_with_a_reason(shop: Firm) -> None:
    (draft,) = drafted(shop, "write off $49.80 of damaged stock")
    ada = shop.client(ADA)
    assert "needs its reason" in alert(ada.post(f"{page_of(draft)}/override", version="1", because="").text)
    page = ada.post(f"{page_of(draft)}/override", version="1", because="no count before the year end").text
    assert "waits for approval" in page
    assert "no count before the year end" in page


def test_what_was_found_there_is_answered_on_the_draft(shop: Firm) -> None:
    with shop.store.client(HARDWARE, reads=True) as books:
        connected = books.connected()
    assert connected is not None
    ids = {(link.kind.value, link.ours): link.remote_id for link in connected.links.links}
    detail = {"ItemRef": {"value": ids["item", "MUG-01"]}, "QtyDiff": -12}
    someone(
        shop, "create", "InventoryAdjustment", TxnDate="2026-10-05", PrivateNote="forklift <b>",
        AdjustAccountRef={"value": ids["account", "5050"]},
        Line=[{"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}],
    )  # fmt: skip
    (draft,) = drafted(shop, "12 mugs at the warehouse were smashed by the forklift yesterday")
    bea = shop.client(BEA)
    refused = bea.post(f"{page_of(draft)}/approve", seen=draft.fingerprint(), version="1")
    assert refused.status == 409
    assert "<b>" not in refused.text
    answers = re.findall(r'name="document" value="([^"]+)"><input type="hidden" name="verdict" value="(\w+)">', refused.text)
    assert [verdict for _, verdict in answers] == ["theirs", "ours", "both"]
    assert "It is not said which stands." in alert(bea.post(f"{page_of(draft)}/found", verdict="nobody").text)
    page = bea.post(f"{page_of(draft)}/found", document=answers[0][0], verdict="both").text
    assert "both are true, said bea" in page
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    assert "Posted as WO-1001." in bea.post(f"{page_of(draft)}/approve", seen=seen[1]).text
