"""Goods set aside: no more than is there, let go in part or whole, in nobody's way; shown short where stock fell below them."""

from decimal import Decimal

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.holding import release, set_aside
from assistant.books.goods import Holding
from assistant.books.hold import Awaiting, Hold, held_at, standing_holds
from assistant.books.people import PersonRole
from assistant.books.quantity import plain_quantity
from assistant.errors import NotAllowed, NotFound, RefusedByBooks, WrongUsage
from tests.adapters.sql.conftest import opened as opened
from tests.adapters.sql.conftest import store as store  # the potteries' books: 10 mugs in the Shop, 50 in the Store
from tests.adapters.sql.pottery import NOON, broken, draft_of


@pytest.fixture
def kiln(store: SqlStore) -> SqlStore:
    with store.client("kiln") as books:
        for name, role in (("cal", PersonRole.BOOKKEEPER), ("rob", PersonRole.REPORTER), ("eve", PersonRole.AUDITOR)):
            books.add_person(name, role, at=NOON)
    return store


def aside(store: SqlStore, units: str, item: str = "MUG", place: str = "Shop", by: str = "cal", note: str = "") -> Hold:
    return set_aside(
        store, "kiln", item, Decimal(units), Awaiting.CLAIM, by=by, at=NOON, place=place, note=note
    )  # fmt: skip


def at(store: SqlStore, place: str = "Shop", client: str = "kiln") -> Holding:
    with store.client(client, reads=True) as books:
        found = books.books().stock.at("MUG", place)
    assert found is not None
    return found


def levels(shop: Holding) -> str:
    """On hand, set aside, available to a draft, usable."""
    return " ".join(plain_quantity(each) for each in (shop.on_hand, shop.held, shop.available, shop.usable))


def told(store: SqlStore, hold: str) -> list[tuple[str, dict[str, object]]]:
    with store.client("kiln", reads=True) as books:
        return [(event.what, dict(event.detail)) for event in books.events(hold)]


def test_what_is_set_aside_is_owned_and_not_usable(kiln: SqlStore) -> None:
    hold = aside(kiln, "4", note=" dented  rims ")
    assert (hold.n, hold.name, hold.location, hold.note) == (1, "H-1", "Shop", "dented rims")
    shop = at(kiln)
    assert levels(shop) == "10 4 10 6"
    assert at(kiln, "Store").held == 0
    assert at(kiln, client="forge").held == 0, "another client's goods of the same name"
    detail = {"item": "MUG", "place": "Shop", "quantity": "4", "awaiting": "claim", "note": "dented rims"}
    assert told(kiln, "H-1") == [("stock.set_aside", detail)]


def test_no_more_is_set_aside_than_is_there(kiln: SqlStore) -> None:
    aside(kiln, "4")
    with pytest.raises(RefusedByBooks) as refused:
        aside(kiln, "7")
    assert refused.value.says == "10 of MUG are on hand at Shop, 4 of them set aside already: 7 cannot be set aside."
    assert refused.value.remedy == "Set aside at most 6."
    aside(kiln, "6")
    with pytest.raises(RefusedByBooks, match="10 of them set aside already"):
        aside(kiln, "0.5")
    assert at(kiln).usable == 0


def test_it_is_let_go_in_part_and_then_whole(kiln: SqlStore) -> None:
    aside(kiln, "4")
    left = release(kiln, "kiln", 1, Decimal("1.5"), by="cal", at=NOON)
    assert (left.n, left.quantity, left.released_at) == (1, Decimal("2.5"), None)
    assert at(kiln).held == Decimal("2.5")
    done = release(kiln, "kiln", 1, by="ann", at=NOON)
    assert (done.quantity, done.released_by) == (Decimal("2.5"), "ann")
    assert at(kiln).held == 0
    with kiln.client("kiln", reads=True) as books:
        assert books.holds() == ()
        assert [(hold.n, hold.quantity) for hold in books.ended_holds("MUG")] == [(2, Decimal("1.5")), (1, Decimal("2.5"))]
    assert [what for what, _ in told(kiln, "H-1")] == ["stock.set_aside", "stock.released", "stock.released"]
    assert told(kiln, "H-1")[1][1] == {"item": "MUG", "place": "Shop", "quantity": "1.5", "left": "2.5"}
    with pytest.raises(RefusedByBooks, match="H-1 was released by ann already"):
        release(kiln, "kiln", 1, by="cal", at=NOON)


@pytest.mark.parametrize(
    ("hold", "quantity", "error"),
    [(9, None, NotFound), (1, "5", WrongUsage), (1, "0", WrongUsage), (1, "-1", WrongUsage), (1, "0.0000001", WrongUsage)],
)
def test_what_is_not_held_is_not_released(kiln: SqlStore, hold: int, quantity: str | None, error: type[Exception]) -> None:
    aside(kiln, "4")
    with pytest.raises(error):
        release(kiln, "kiln", hold, Decimal(quantity) if quantity else None, by="cal", at=NOON)
    assert at(kiln).held == 4


@pytest.mark.parametrize(
    ("item", "place", "units", "error", "says"),
    [
        ("NOPE", "Shop", "1", NotFound, "There is no item NOPE."),
        ("MUG", "", "1", WrongUsage, "MUG lies in Shop, Store."),
        ("MUG", "Attic", "1", NotFound, "MUG does not lie at Attic."),
        ("MUG", "Shop", "0", WrongUsage, "0 is no number of units to set aside or release."),
        ("MUG", "Shop", "-2", WrongUsage, "-2 is no number of units to set aside or release."),
        ("MUG", "Shop", "1E+30", WrongUsage, "the quantity is larger than books can hold."),
    ],
)
def test_what_cannot_be_set_aside_is_said_plainly(
    kiln: SqlStore, item: str, place: str, units: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error) as refused:
        aside(kiln, units, item, place)
    assert str(refused.value) == says


def test_a_name_typed_otherwise_and_a_place_that_is_the_only_one_will_do(kiln: SqlStore) -> None:
    assert aside(kiln, "2", "mug", " sHOP ").location == "Shop"
    assert aside(kiln, "0.25", "clay", "").location == ""


def test_who_may_not_handle_goods_sets_none_aside(kiln: SqlStore) -> None:
    aside(kiln, "4")
    for person in ("rob", "eve"):
        with pytest.raises(NotAllowed):
            aside(kiln, "1", by=person)
        with pytest.raises(NotAllowed):
            release(kiln, "kiln", 1, by=person, at=NOON)


def test_held_goods_are_written_off_and_the_hold_is_shown_short(kiln: SqlStore) -> None:
    aside(kiln, "6")
    aside(kiln, "3")
    with kiln.client("kiln") as books:
        books.post(broken(books.books(), "8"))
    shop = at(kiln)
    assert levels(shop) == "2 2 2 0"
    with kiln.client("kiln", reads=True) as books:
        standing = standing_holds(held_at(books.holds(), shop), shop.on_hand)
    assert [(each.hold.name, str(each.there), str(each.short)) for each in standing] == [("H-1", "2", "4"), ("H-2", "0", "3")]


def test_units_that_are_reserved_and_held_are_not_taken_off_twice(kiln: SqlStore) -> None:
    with kiln.client("kiln") as books:
        draft_of(books, "8")
    aside(kiln, "6")
    shop = at(kiln)
    assert (str(shop.reserved), levels(shop)) == ("8", "10 6 2 0")
