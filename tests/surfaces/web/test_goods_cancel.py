"""A write-off cancelled from the history of its goods: units come back to their layer; who may not post has it wait."""

from dataclasses import replace

import pytest

from assistant.books.money import Money
from assistant.books.quantity import plain_quantity
from tests.surfaces.firm import ADA, BEA, CAL, EVE, FAY, HARDWARE, NOON, Firm
from tests.surfaces.web.test_goods import MUG, posted

REVERSE = f"/c/{HARDWARE}/entries/WO-1001/reverse"


@pytest.fixture
def broken(firm: Firm) -> Firm:
    """12 of the 36 mugs in the Store are written off as WO-1001, drafted by cal and posted by ada."""
    posted(firm, "12 mugs were smashed in the store")
    return firm


def layers(firm: Firm) -> list[tuple[str, str, str]]:
    with firm.store.client(HARDWARE, reads=True) as books:
        (store,) = [held for held in books.holdings_of("MUG-01") if held.location == "Store"]
    return [(layer.id, plain_quantity(layer.quantity), layer.value.plain()) for layer in store.layers]


def test_all_of_it_comes_back_at_once_where_that_is_asked(firm: Firm) -> None:
    before = layers(firm)
    posted(firm, "12 mugs were smashed in the store")
    assert layers(firm) != before
    page = firm.client(BEA).post(REVERSE, because="found behind the rack", post="1")
    assert (page.status, page.path) == (200, f"/c/{HARDWARE}/entries/WO-1001")
    assert "Posted as WO-1002: WO-1001 is taken back." in page.text
    assert layers(firm) == before, "to the layer that they left, at the cost they left at"
    history = firm.client(BEA).get(MUG).text
    assert ("reversed</span>" in history, "Cancel WO-1001" in history) == (True, False)


def test_some_units_come_back_and_the_rest_can_follow(broken: Firm) -> None:
    bea = broken.client(BEA)
    assert bea.post(REVERSE, because="two were whole", post="1", **{"units:MUG-01": "2"}).status == 200
    assert [quantity for _, quantity, _ in layers(broken)] == ["26"]
    history = bea.get(MUG).text
    assert ("in part reversed" in history, "Cancel WO-1001" in history) == (True, True)
    bea.post(REVERSE, because="so were the others", post="1")
    assert [quantity for _, quantity, _ in layers(broken)] == ["36"]


def test_unasked_it_waits_in_the_queue(broken: Firm) -> None:
    page = broken.client(ADA).post(REVERSE, because="found")
    assert page.path == f"/c/{HARDWARE}/drafts/D-2"
    assert "D-2 takes WO-1001 back once it is approved." in page.text
    assert [quantity for _, quantity, _ in layers(broken)] == ["24"]


def test_who_may_not_approve_their_own_has_it_wait_and_is_told_why(broken: Firm) -> None:
    with broken.store.client(HARDWARE) as books:
        books.set_policy(replace(books.policy(), two_pairs_above=Money.zero("USD")), by=ADA, at=NOON)
    page = broken.client(BEA).post(REVERSE, because="found", post="1")
    assert page.path == f"/c/{HARDWARE}/drafts/D-2"
    assert "D-2 is to take WO-1001 back, and waits: bea drafted or revised D-2" in page.text
    assert broken.house.bookkeeper().approve(HARDWARE, "D-2", by=ADA, today=broken.clock.today()).number == "WO-1002"


def test_who_does_not_approve_does_not_cancel(broken: Firm) -> None:
    for person, status in ((CAL, 403), (EVE, 403), (FAY, 404)):
        assert broken.client(person).post(REVERSE, because="found", post="1").status == status
    for person in (CAL, EVE):
        assert "Cancel WO-1001" not in broken.client(person).get(MUG).text
    assert broken.client(BEA).post(REVERSE, because=" ", post="1").status == 422
    assert [quantity for _, quantity, _ in layers(broken)] == ["24"]
