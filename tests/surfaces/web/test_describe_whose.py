"""Text that fits another client better is asked about, of who may draft for both; to anybody else the other is not hinted at."""

from assistant.bookkeeping.settling import set_role
from assistant.books.people import PersonRole
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, FAY, HARDWARE, NOON, Firm
from tests.surfaces.web.test_describe import finished, give, main_of

TOOLS = "12 claw hammers rusted"
ASKED = "Is this Corner Hardware's?"


def test_it_stops_before_drafting_and_goes_where_it_belongs(firm: Firm) -> None:
    page = give(firm, CAL, TOOLS, CAFE)
    assert ASKED in main_of(page)
    with firm.store.client(CAFE, reads=True) as transaction:
        assert transaction.texts_of_batch(page.path.rsplit("/", 1)[1]) == ()
    hand = firm.client(CAL)
    moved = hand.post(f"{page.path}/texts/0/whose", there="yes")
    assert "It went to another client." in main_of(moved)
    assert f"/c/{HARDWARE}/batches/" in moved.text
    with firm.store.client(HARDWARE, reads=True) as transaction:
        assert transaction.draft("D-1").drafted_by == CAL
        assert transaction.draft("D-1").text == TOOLS


def test_it_may_belong_here_all_the_same(firm: Firm) -> None:
    page = give(firm, CAL, TOOLS, CAFE)
    hand = firm.client(CAL)
    kept = finished(hand, hand.post(f"{page.path}/texts/0/whose", there="no"))
    assert ASKED not in main_of(kept)
    assert "D-1" in main_of(kept)


def test_of_a_list_each_text_is_asked_about_and_all_can_be_settled_together(firm: Firm) -> None:
    page = give(firm, CAL, f"{TOOLS}\n$300 of cakes stolen\n2 cordless drills stolen from the store", CAFE)
    assert page.text.count("Is this Corner Hardware") == 2
    assert "2 of these texts: are they Corner Hardware's?" in main_of(page)
    hand = firm.client(CAL)
    all_there = finished(hand, hand.post(f"{page.path}/whose", fits=HARDWARE, there="yes"))
    assert all_there.text.count("It went to another client.") == 2
    with firm.store.client(HARDWARE, reads=True) as transaction:
        (batch,) = transaction.latest_batches()
        assert [each.text for each in batch.batch.texts] == [TOOLS, "2 cordless drills stolen from the store"]


def test_who_works_for_one_client_alone_is_asked_nothing(firm: Firm) -> None:
    page = give(firm, FAY, TOOLS, CAFE)
    assert "Hardware" not in page.text
    assert "Is this" not in page.text


def test_who_may_only_read_there_is_asked_nothing(firm: Firm) -> None:
    set_role(firm.store, HARDWARE, BEA, PersonRole.AUDITOR, by=ADA, at=NOON)
    assert "Is this" not in give(firm, BEA, TOOLS, CAFE).text


def test_who_looks_at_the_list_and_does_not_work_there_learns_of_no_other_client(firm: Firm) -> None:
    page = give(firm, CAL, f"{TOOLS}\n2 cordless drills stolen from the store", CAFE)
    hand = firm.client(FAY)
    seen = hand.get(page.path)
    assert "waits for cal to confirm" in main_of(seen)
    assert "hardware" not in seen.text.lower()
    refused = hand.post(f"{page.path}/texts/0/whose", there="yes")
    assert refused.status == 404
    assert "hardware" not in refused.text.lower()
    assert hand.post(f"{page.path}/whose", fits=HARDWARE, there="yes").status == 404
    firm.client(CAL).post(f"{page.path}/texts/0/whose", there="yes")
    after = hand.get(page.path)
    assert "It went to another client." in main_of(after)
    assert "hardware" not in after.text.lower()
