"""Precedents over HTTP: what taught them, set otherwise, forgotten."""

import pytest

from assistant import wiring
from assistant.books.question import Settled
from tests.surfaces.firm import ADA, BEA, CAL, DEE, EVE, FAY, HARDWARE, TODAY, Firm
from tests.surfaces.web.settings import HOME, MARKUP, faults, notices, told

MEMORY = f"{HOME}/memory"


@pytest.fixture
def taught(firm: Firm) -> Firm:
    """P-1: where broken mugs go. P-2 and P-3: where a lamp goes, and which lamp is meant."""
    keeper = wiring.bookkeeper(firm.store, wiring.rules_reader())
    mugs = keeper.draft(HARDWARE, "two mugs smashed in the store", by=CAL, today=TODAY).drafts[0]
    keeper.approve(HARDWARE, mugs.id, by=BEA, today=TODAY)
    lamp = keeper.draft(HARDWARE, "one lamp broken in the store", by=CAL, today=TODAY).drafts[0]
    keeper.revise(HARDWARE, lamp.id, [Settled(words="LMP-DSK", item="LMP-DSK", about=0)], by=CAL, today=TODAY)
    keeper.approve(HARDWARE, lamp.id, by=BEA, today=TODAY)
    return firm


def choices(firm: Firm) -> dict[str, str]:
    with firm.store.client(HARDWARE, reads=True) as books:
        return {one.id: one.choice for one in books.precedents()}


def test_nothing_is_remembered_before_anything_is_approved(firm: Firm) -> None:
    assert "Nothing is remembered yet" in told(firm.client(EVE).get(MEMORY))


def test_each_precedent_is_told_with_what_taught_it(taught: Firm) -> None:
    page = taught.client(EVE).get(MEMORY)
    words = told(page)
    assert choices(taught) == {"P-1": "5050", "P-2": "5050", "P-3": "LMP-DSK"}
    assert "“two mugs smashed in the store”" in words
    assert "write off, damaged, within the routine limit: 5050 Damage & Breakage" in words
    assert "these words for goods: LMP-DSK" in words
    assert f'href="/c/{HARDWARE}/entries/WO-1001"' in page.text
    assert "<button" not in page.text.split("<main")[1]  # eve reads everything and changes nothing


def test_a_precedent_is_set_otherwise_and_the_next_draft_follows(taught: Firm) -> None:
    page = taught.client(BEA).post(f"{MEMORY}/P-1", choice="5070 Spoilage & Expired Goods")
    assert notices(page) == ["P-1: “two mugs smashed in the store” now stands for 5070 Spoilage & Expired Goods."]
    assert choices(taught)["P-1"] == "5070"
    taught.client(BEA).post(f"{MEMORY}/P-3", choice="LMP-CLP")
    assert choices(taught)["P-3"] == "LMP-CLP"
    assert "set by hand by bea" in told(taught.client(EVE).get(MEMORY))
    keeper = wiring.bookkeeper(taught.store, wiring.rules_reader())
    again = keeper.draft(HARDWARE, "two mugs smashed in the store", by=CAL, today=TODAY).drafts[0]
    assert again.entry is not None
    assert again.entry.lines[0].account == "5070"


@pytest.mark.parametrize(
    ("precedent", "choice", "says"),
    [
        ("P-1", "5050", "chooses 5050 already"), ("P-1", "1200", "cannot be set"), ("P-1", "9999", "There is no account"),
        ("P-1", "", "Name the account"), ("P-3", "NO-SUCH", "NO-SUCH"), ("P-1", MARKUP, "There is no account"),
    ],
)  # fmt: skip
def test_what_it_cannot_choose_is_refused_beside_its_field(taught: Firm, precedent: str, choice: str, says: str) -> None:
    before = choices(taught)
    page = taught.client(ADA).post(f"{MEMORY}/{precedent}", choice=choice)
    assert page.status in (404, 409, 422)
    assert says in faults(page)[0]
    assert (choices(taught), MARKUP in page.text) == (before, False)


def test_a_precedent_is_forgotten_and_its_entries_stay(taught: Firm) -> None:
    page = taught.client(ADA).post(f"{MEMORY}/P-1/delete")
    assert "P-1 is forgotten" in notices(page)[0]
    assert "P-1" not in choices(taught)
    assert taught.client(ADA).post(f"{MEMORY}/P-1/delete").status == 404
    with taught.store.client(HARDWARE, reads=True) as books:
        assert books.entry("WO-1001").number == "WO-1001"


def test_who_may_not_teach_changes_nothing(taught: Firm) -> None:
    before = choices(taught)
    for path in (f"{MEMORY}/P-1", f"{MEMORY}/P-1/delete"):
        refused = {person: taught.client(person).post(path, choice="5070").status for person in (CAL, DEE, EVE, FAY)}
        assert refused == {CAL: 403, DEE: 403, EVE: 403, FAY: 404}
    assert choices(taught) == before
