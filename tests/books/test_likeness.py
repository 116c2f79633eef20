"""What may be one loss is found by what it takes, among very many; and how many are named."""

from datetime import date, timedelta
from decimal import Decimal

from assistant.books.drafted import Drafted, OneMore, OpenDrafts
from assistant.books.likeness import MOST_ALIKE, Likeness, nearest
from assistant.books.reasons import Kind, Reason

DAY = date(2026, 10, 6)


def like(*goods: tuple[str, str, str], days: int = 0, minor: int = 4980) -> Likeness:
    return Likeness(DAY + timedelta(days=days), tuple((item, place, Decimal(units)) for item, place, units in goods), minor)


MUGS = like(("MUG", "Store", "12"))
BARE = like()


def found(own: Likeness, *others: Likeness) -> list[int]:
    return list(nearest(own, ((other, at) for at, other in enumerate(others))))


def test_units_of_an_item_count_over_all_its_places() -> None:
    assert found(MUGS, like(("MUG", "Store", "5"), ("MUG", "Shop", "7"), minor=1), like(("MUG", "Store", "7"), minor=1)) == [0]


def test_one_item_of_several_is_enough_and_a_week_apart_too() -> None:
    two = like(("MUG", "Store", "12"), ("POT", "", "1"), days=7, minor=1)
    assert found(MUGS, two, like(("MUG", "Store", "12"), days=-7, minor=1), like(("MUG", "Store", "12"), days=8, minor=1)) == [
        0,
        1,
    ]


def test_an_amount_counts_where_one_of_the_two_names_no_goods() -> None:
    others = (like(("POT", "", "1")), BARE, like(days=1), like(("POT", "", "1"), days=1), like(minor=1))
    assert found(MUGS, *others) == [1]  # of the day itself alone
    assert found(BARE, *others) == [0, 1, 2]


def test_what_comes_to_nothing_is_like_nothing() -> None:
    assert found(like(("MUG", "Store", "0"), minor=0), MUGS, BARE, like(minor=0)) == []


def test_of_very_many_the_nearest_are_compared() -> None:
    many = [like(("MUG", "Store", "12"), days=day) for day in (-2, -1, 0, 1, 2) for _ in range(MOST_ALIKE - 5)]
    days = [many[at].entry_date - DAY for at in found(MUGS, *many)]
    counted = [days.count(timedelta(days=day)) for day in (-2, -1, 0, 1, 2)]
    assert counted == [5, 15, 15, 15, 5]


def test_one_draft_more_is_found_after_those_before_it() -> None:
    def draft(id_: str, units: str) -> Drafted:
        goods = (("MUG", "Store", Decimal(units)),)
        return Drafted(id_, "T-1", "ana", DAY, True, Kind.WRITE_OFF, Reason.DAMAGED, goods, 4980, ("1200",), "mugs")

    waiting = OneMore(OneMore(OpenDrafts((draft("D-1", "12"),)), draft("D-2", "3")), draft("D-3", "12"))
    assert [each.id for each in waiting.like(MUGS)] == ["D-1", "D-3"]
