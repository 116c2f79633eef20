"""Whatever is handed in is taken as what it says, or refused in words: 200 examples of each property, always the same ones, of
which each of the two becomes some."""

import pytest

from tests.fuzz.properties import PROPERTIES, Outcome, Property
from tests.fuzz.run import tried

EXAMPLES = 200


@pytest.mark.parametrize("each", PROPERTIES, ids=lambda each: each.name)
def test_whatever_is_handed_in_is_taken_or_refused_in_words(each: Property) -> None:
    became = tried(each, EXAMPLES, 1)
    assert became.total() >= EXAMPLES
    assert min(became[outcome] for outcome in Outcome) >= EXAMPLES // 40, became
