"""Every loss becomes the documents that docs/rails.md says, and after each both sides agree to the cent."""

import pytest

from assistant.books.reasons import Reason
from tests.proof.rails import HEAD, NONE_HEAD, PAGE, lines, lines_of, walked, without_entry
from tests.syncing.cases import GOODS, KINDS, RECOVERIES, RESERVES, cases


@pytest.mark.parametrize("reason", Reason)
def test_every_case_of_a_reason_becomes_the_documents_of_the_page(reason: Reason) -> None:
    assert lines(walked(reason)) == lines_of(reason, PAGE.read_text(encoding="utf-8"))


def test_no_combination_is_left_out() -> None:
    every = len(KINDS) * len(GOODS) * len(RECOVERIES) * len(RESERVES)
    told = [case for case in cases((Reason.DAMAGED,)) if case.recovery != "credited"]
    assert len(told) + len(without_entry()) == every
    text = PAGE.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    assert len(text.partition(NONE_HEAD)[2].splitlines()) == len(without_entry())
