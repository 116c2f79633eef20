"""Whatever is handed in is taken as what it says, or refused in words: 200 examples of each property, always the same ones."""

import pytest

from tests.fuzz.properties import PROPERTIES, Property
from tests.fuzz.run import tried

EXAMPLES = 200


@pytest.mark.parametrize("each", PROPERTIES, ids=lambda each: each.name)
def test_whatever_is_handed_in_is_taken_or_refused_in_words(each: Property) -> None:
    tried(each, EXAMPLES, 1)
