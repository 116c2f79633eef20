"""What precedents come to by one more confirmation, and by changes of some of them, is what they come to worked out anew."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.precedent import (
    MOST_ASKED,
    Chooses,
    Confirmation,
    Matter,
    Precedent,
    Precedents,
    as_booked,
    confirmed,
    standing,
)
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason

NOON = datetime(2026, 10, 6, 12, tzinfo=UTC)
DAY = date(2026, 10, 6)
WORDS = st.lists(st.sampled_from(["small", "oak", "bowl", "pine", "tray"]), max_size=3, unique=True).map(tuple)
MATTERS = st.builds(
    lambda reason, items, goods: Matter(Role.LOSS, Kind.WRITE_OFF, reason, None, None, False, items=items, goods=goods),
    st.sampled_from([Reason.DAMAGED, Reason.LOST]), st.sampled_from([(), ("A",), ("B",), ("A", "B")]), WORDS,
)  # fmt: skip
SEEN = st.builds(
    lambda choice, instead, n: Confirmation(choice, instead, f"WO-{n}", DAY, "ann", NOON),
    st.sampled_from(["5050", "5060", "6910"]), st.sampled_from(["", "5000"]), st.integers(1, 9),
)  # fmt: skip


MATTER = Matter(Role.LOSS, Kind.WRITE_OFF, Reason.DAMAGED, None, None, False, goods=("bowl",))


def precedent(n: int, matter: Matter | None, times: int = 1) -> Precedent:
    if matter is None:
        return Precedent(f"P-{n}", Chooses.ITEM, "mugs", "MUG", times, "WO-1", DAY, "ann", NOON, words=f"mugs {n}")
    return Precedent(f"P-{n}", Chooses.ACCOUNT, "mugs", "5050", times, "WO-1", DAY, "ann", NOON, matter=matter)


@given(st.lists(SEEN, min_size=1, max_size=8))
def test_one_more_confirmation_counts_on(seen: list[Confirmation]) -> None:
    stands = precedent(1, None)
    for at, each in enumerate(seen):
        stands = confirmed(stands, each, before=at > 0)
        assert stands == standing(precedent(1, None), seen[: at + 1])


@given(st.lists(st.none() | MATTERS, max_size=8), st.lists(st.tuples(st.integers(0, 9), st.integers(2, 5)), max_size=5), MATTERS)
def test_changed_precedents_are_found_as_all_are(
    matters: list[Matter | None], changes: list[tuple[int, int]], asked: Matter
) -> None:
    followed, all_, share = Precedents(), dict[str, Precedent](), {"share": 0.6, "of_others": 0.7}
    steps = [precedent(n, matter) for n, matter in enumerate(matters)]
    for one in (*steps, *(replace(steps[n % len(steps)], times=times) for n, times in changes if steps)):
        all_[one.id] = one
        followed.of_like_goods(asked, str.__eq__, **share)  # what is asked before is not what it will be
        followed = followed.with_([one])
    anew = Precedents(tuple(all_.values()))
    assert followed == anew
    assert followed.of_sort(asked) == anew.of_sort(asked)
    assert [followed.for_words(f"mugs {n}") for n in range(9)] == [anew.for_words(f"mugs {n}") for n in range(9)]
    assert followed.of_like_goods(asked, str.__eq__, **share) == anew.of_like_goods(asked, str.__eq__, **share)
    gone = {one.id for one in steps[:2]}
    assert followed.without(gone) == Precedents(tuple(one for one in anew if one.id not in gone))


@given(st.lists(MATTERS, max_size=8), MATTERS, st.sampled_from([0.4, 0.6, 0.9]))
def test_those_of_like_goods_are_those_that_share_enough(matters: list[Matter], asked: Matter, share: float) -> None:
    past = Precedents(tuple(precedent(n, matter) for n, matter in enumerate(matters)))

    def alike(known: Matter) -> bool:
        both = len(asked.goods) + len(known.goods)
        words = 2 * len(set(asked.goods) & set(known.goods)) / both if both else 1.0
        others = bool(asked.items and known.items)
        return bool(set(asked.items) & set(known.items)) or words >= (min(share * 1.2, 1.0) if others else share)

    found = past.of_like_goods(asked, str.__eq__, share, of_others=min(share * 1.2, 1.0))
    wanted = [one for one in past.of_sort(asked) if one.matter is not None and alike(one.matter)]
    assert [one for one in wanted if one not in found] == []
    assert [one for one in found if one not in wanted] == [
        one for one in found if one not in wanted and not asked.goods and one.matter is not None and not one.matter.goods
    ]


@pytest.mark.parametrize(
    ("entry", "times", "says"),
    [
        ("WO-1", 1, "as you booked WO-1 on 6 Oct 2026, confirmed once"),
        ("WO-1", 2, "as you booked WO-1 on 6 Oct 2026, confirmed twice"),
        ("WO-1", 9, "as you booked WO-1 on 6 Oct 2026, confirmed 9 times"),
        ("", 1, "as ann set it on 6 Oct 2026 for “mugs”"),  # by hand: no entry was booked so
    ],
)
def test_a_draft_says_which_choice_it_follows(entry: str, times: int, says: str) -> None:
    assert as_booked(replace(precedent(1, None), entry=entry), times) == says


def test_what_was_asked_is_kept_within_bounds_and_stays_right() -> None:
    matters = [replace(MATTER, goods=(f"word{n}",)) for n in range(MOST_ASKED + 3)]
    past = Precedents(tuple(precedent(n, matter) for n, matter in enumerate(matters[:3])))
    for _ in range(2):  # the second time round, those asked first are asked anew
        for n, matter in enumerate(matters):
            found = past.of_like_goods(matter, str.__eq__, 0.6, of_others=0.7)
            assert [one.id for one in found] == ([f"P-{n}"] if n < 3 else [])
