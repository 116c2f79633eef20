"""The books held against QuickBooks at the desk: differences with their mends, and what a person decides of each."""

import csv
from collections.abc import Iterator
from io import StringIO

import pytest

from assistant import connections
from assistant.bookkeeping.reconciling import Span, reconcile
from assistant.books.draft import DraftState
from assistant.store import DraftQuery
from tests.surfaces.company import connect, posted, settled, someone
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, Firm

HERE = f"/c/{HARDWARE}"


@pytest.fixture
def shop(firm: Firm) -> Iterator[Firm]:
    """Connected; twelve mugs broke, and went out."""
    connect(firm)
    posted(firm, "12 of the mugs were dropped by the forklift in the warehouse")
    firm.client(CAL).post(f"{HERE}/sync")
    settled(firm)
    yield firm
    settled(firm)


def sent(firm: Firm) -> str:
    """The Id that the entry's document has there."""
    with firm.store.client(HARDWARE, reads=True) as books:
        connected = books.connected()
        assert connected is not None
        (document,) = books.documents(connected.realm, entry="WO-1001")
    return document.remote_id


def compared(firm: Firm) -> str:
    """The page once the books were compared."""
    assert firm.client(CAL).post(f"{HERE}/reconcile").path == f"{HERE}/reconcile"
    settled(firm)
    return firm.client(CAL).get(f"{HERE}/reconcile").text


def deleted(firm: Firm) -> None:
    someone(firm, "delete", "InventoryAdjustment", Id=sent(firm), SyncToken="0")


def test_before_and_after_a_first_comparison(shop: Firm) -> None:
    assert "were not compared with QuickBooks yet" in shop.client(EVE).get(f"{HERE}/reconcile").text
    page = compared(shop)
    assert ("In agreement." in page, "1 document of 1 entry" in page) == (True, True)
    shop.house.runs._own.clear()  # as another process shows it, or the desk started anew
    again = shop.client(EVE).get(f"{HERE}/reconcile").text
    assert ("In agreement." in again, "1 document of 1 entry" in again, "by cal" in again) == (True, True, True)


def test_what_the_command_line_compared_is_told_from_the_trail(shop: Firm) -> None:
    with connections.quickbooks(shop.store, HARDWARE, shop.house.settings, by=BEA) as remote:
        reconcile(shop.store, HARDWARE, remote, lambda: None, span=Span(), by=BEA, at=shop.clock.now())
    assert "Last compared" in shop.client(EVE).get(f"{HERE}/reconcile").text


def test_a_difference_has_its_cause_and_its_mend(shop: Firm) -> None:
    deleted(shop)
    page = compared(shop)
    assert ("Deleted there" in page, "/entries/WO-1001" in page) == (True, True)
    assert "An approver or owner says what is to become of it" in page
    rows = list(csv.DictReader(StringIO(shop.client(EVE).get(f"{HERE}/reconcile.csv").text)))
    assert ("deleted", "WO-1001") in {(row["name"], row["subject"]) for row in rows}
    assert not any("writeoff " in row["mend"] for row in rows)
    assert "writeoff qbo" not in page
    assert "deleted there</span>" in shop.client(EVE).get(f"{HERE}/entries").text


def test_ours_is_restored(shop: Firm) -> None:
    deleted(shop)
    compared(shop)
    bea = shop.client(BEA)
    assert "Ours is right: make it there again" in bea.get(f"{HERE}/reconcile").text
    bea.post(f"{HERE}/reconcile/WO-1001/settle", decision="restore")
    settled(shop)
    page = bea.get(f"{HERE}/reconcile").text
    assert ("goes out again as" in page, "said bea" in page) == (True, True)
    bea.post(f"{HERE}/sync")
    settled(shop)
    assert "In agreement." in compared(shop)


def test_theirs_is_accepted_and_our_books_follow(shop: Firm) -> None:
    deleted(shop)
    compared(shop)
    shop.client(BEA).post(f"{HERE}/reconcile/WO-1001/settle", decision="accept")
    settled(shop)
    page = shop.client(BEA).get(f"{HERE}/reconcile").text
    assert "These books follow once" in page
    with shop.store.client(HARDWARE, reads=True) as books:
        (draft,) = books.drafts(DraftQuery(states=frozenset({DraftState.WAITING})))
    assert f"/drafts/{draft.id}" in page


def test_goods_that_came_in_there_are_placed_here(shop: Firm) -> None:
    with shop.store.client(HARDWARE, reads=True) as books:
        connected = books.connected()
    assert connected is not None
    ids = {(link.kind.value, link.ours): link.remote_id for link in connected.links.links}
    detail = {"ItemRef": {"value": ids["item", "MUG-01"]}, "QtyDiff": 6}
    line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
    against = {"value": ids["account", "5060"]}
    someone(shop, "create", "InventoryAdjustment", TxnDate="2026-10-06", AdjustAccountRef=against, Line=[line])
    compared(shop)
    bea = shop.client(BEA)
    assert 'name="units" value="6"' in bea.get(f"{HERE}/reconcile").text
    for wrong in ({"units": "x", "location": "Store"}, {"units": "6", "location": "Moon"}):
        assert bea.post(f"{HERE}/reconcile/place", item="MUG-01", **wrong).status == 422
    assert shop.client(CAL).post(f"{HERE}/reconcile/place", item="MUG-01", units="6", location="Store").status == 403
    told = bea.post(f"{HERE}/reconcile/place", item="MUG-01", units="6", location="Store")
    assert "Posted as WO-1002" in told.text
    bea.post(f"{HERE}/sync")
    settled(shop)
    assert "In agreement." in compared(shop)


def test_days_and_decisions_that_are_none_are_refused(shop: Firm) -> None:
    hand = shop.client(ADA)
    assert hand.post(f"{HERE}/reconcile", **{"from": "2026-10-06", "to": "2026-10-01"}).status == 422
    assert hand.post(f"{HERE}/reconcile/WO-1001/settle", decision="open").status == 422
    assert hand.post(f"{HERE}/reconcile/revalue", item="NOPE").status == 404
    hand.post(f"{HERE}/reconcile/WO-1001/settle", decision="accept")  # nothing was done to it there
    settled(shop)
    assert "notice bad" in hand.get(f"{HERE}/reconcile").text


def test_whose_books_are_compared(shop: Firm) -> None:
    for path in ("reconcile", "reconcile.csv"):
        assert shop.client(DEE).get(f"{HERE}/{path}").status == 403
        assert shop.client(FAY).get(f"{HERE}/{path}").status == 404
    assert "connected to no QuickBooks company" in shop.client(FAY).get(f"/c/{CAFE}/reconcile").text
    for person, status in ((CAL, 403), (EVE, 403), (DEE, 403), (FAY, 404)):
        for path, form in (("WO-1001/settle", {"decision": "accept"}), ("revalue", {"item": "MUG-01"})):
            assert shop.client(person).post(f"{HERE}/reconcile/{path}", **form).status == status
