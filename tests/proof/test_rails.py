"""Every loss becomes the documents that docs/rails.md says, and after each both sides agree to the cent."""

import pytest

from assistant.books.reasons import Reason
from tests.proof.rails import HEAD, NONE_HEAD, PAGE, lines, lines_of, walked, without_entry
from tests.syncing.cases import GOODS, KINDS, RECOVERIES, RESERVES, cases

A_THIRD = 3


@pytest.mark.parametrize("reason", Reason)
def test_cases_of_a_reason_become_the_documents_of_the_page(reason: Reason) -> None:
    """Each row of the page is walked for a third of the reasons; for all of them by make soak."""
    rows, told = walked(reason, A_THIRD), lines_of(reason, PAGE.read_text(encoding="utf-8"))
    assert lines(rows) <= told
    assert len(lines(rows)) == len(rows) >= len(told) // A_THIRD


def test_no_combination_is_left_out() -> None:
    every = len(KINDS) * len(GOODS) * len(RECOVERIES) * len(RESERVES)
    told = [case for case in cases((Reason.DAMAGED,)) if case.recovery != "credited"]
    assert len(told) + len(without_entry()) == every
    text = PAGE.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    assert len(text.partition(NONE_HEAD)[2].splitlines()) == len(without_entry())
