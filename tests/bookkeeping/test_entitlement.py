"""What a client's plan leaves out: refused in words that name who can change it."""

from dataclasses import replace

import pytest

from assistant.bookkeeping.entitlement import allow_feature, feature_note, owners_of
from assistant.books.people import PersonRole
from assistant.books.policy import Feature
from assistant.errors import NotAllowed
from tests.bookkeeping.conftest import HARDWARE, BooksOf


@pytest.mark.parametrize("feature", Feature)
def test_a_feature_is_refused_only_where_the_plan_leaves_it_out(books_of: BooksOf, feature: Feature) -> None:
    policy = books_of(HARDWARE).policy
    allow_feature(policy, feature)
    assert feature_note(policy, feature) == ""
    without = replace(policy, left_out=(feature,))
    with pytest.raises(NotAllowed) as refused:
        allow_feature(without, feature, ("ana", "ben"))
    assert (refused.value.code, refused.value.remedy) == (
        "not_in_plan",
        "ana or ben can switch it on under Settings, Plan.",
    )
    assert feature_note(without, feature, ("ana",)) == f"{refused.value.says} ana can switch it on under Settings, Plan."
    for other in set(Feature) - {feature}:
        allow_feature(without, other)


def test_where_nobody_is_known_an_owner_can(books_of: BooksOf) -> None:
    without = replace(books_of(HARDWARE).policy, left_out=(Feature.API,))
    assert "An owner of these books can switch it on" in feature_note(without, Feature.API)


def test_owners_are_those_of_the_role() -> None:
    people = {"ana": PersonRole.OWNER, "ben": PersonRole.APPROVER, "cleo": PersonRole.OWNER}
    assert owners_of(people) == ("ana", "cleo")
