"""What was said to all that valuing makes of it, page by page (stories/): lines, units by layer, reserves, and every reason."""

import pytest

from tests.stages.valuation.stories import STORIES, stories, told

TOLD = stories("\n".join(path.read_text(encoding="utf-8") for path in STORIES))


@pytest.mark.parametrize("what", TOLD)
def test_a_story_comes_to_this(what: str) -> None:
    assert told(TOLD[what]) == TOLD[what].comes_to
