"""What cannot be is said at once: a day that no calendar has, less than no goods. Sizes and lists are neither."""

import pytest

from assistant.books.proposal import DateOrder
from assistant.errors import WrongUsage
from assistant.readers.rules.impossible import refuse_what_cannot_be


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("3 mugs smashed on 31/02", "31/02 is no day"),
        ("3 mugs smashed 2026-11-31", "2026-11-31 is no day"),
        ("3 mugs smashed 31.04.2026", "31.04.2026 is no day"),
        ("w/o 3 mugs dated 2/30", "2/30 is no day"),
        ("write off -3 mugs", "cannot be negative"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(text: str, says: str) -> None:
    with pytest.raises(WrongUsage, match=says) as refused:
        refuse_what_cannot_be(text, DateOrder.DMY)
    assert refused.value.remedy


@pytest.mark.parametrize(
    "text",
    ["3 mugs on 10/31", "3 mugs on 31/10", "2 wrenches 13/16 bent", "- 3 mugs\n- 4 lamps", "5w-30, 2024-02-29"],
)
def test_days_sizes_and_lists_pass(text: str) -> None:
    assert refuse_what_cannot_be(text, DateOrder.MDY) is None  # type: ignore[func-returns-value]
