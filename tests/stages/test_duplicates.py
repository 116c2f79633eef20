"""Several losses that one text tells of, of the same goods in the same number: each is a loss of its own, unless all is alike."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.books.drafted import OneMore
from assistant.books.proposal import Event, GoodsSaid, Proposal, Quantity, QuantityPart, QuantityRelation, Quote
from assistant.books.reasons import Kind, Reason
from assistant.evaluation.run import walk_text
from assistant.evaluation.suite import Case
from assistant.stages.duplicates import drafted
from tests.terminal import SHOP

TEXT = "12 mugs broke on 28 September, 12 mugs were stolen on 28 September and 12 mugs broke on 30 September"
TWELVE = Quantity(QuantityRelation.EXACTLY, (QuantityPart(Decimal(12)),))


def loss(words: str, reason: Reason, day: str) -> Event:
    """A part of the text as a reader would have it."""
    start = TEXT.rindex(words)
    begins, named = TEXT.index(day, start), start + words.index("mugs")
    return Event(
        Kind.WRITE_OFF,
        reason,
        goods=(GoodsSaid("mugs", Quote("mugs", named, named + 4), TWELVE),),
        entry_date=date(2026, 9, int(day[:2])),
        date_quote=Quote(day, begins, begins + len(day)),
        quote=Quote(TEXT[start : begins + len(day)], start, begins + len(day)),
    )


BROKEN = loss("12 mugs broke on 28", Reason.DAMAGED, "28 September")


@pytest.mark.parametrize(
    ("other", "flagged"),
    [
        (loss("12 mugs were stolen", Reason.STOLEN, "28 September"), False),
        (loss("12 mugs broke on 30", Reason.DAMAGED, "30 September"), False),
        (BROKEN, True),
    ],
)
def test_losses_of_one_text(other: Event, flagged: bool) -> None:
    books = read_client(Path(SHOP), "shop")
    case = Case("one", "shop", date(2026, 10, 2), TEXT)
    first, second = walk_text(case, Proposal((BROKEN, other), reader="test"), books)
    assert first.findings == ()
    assert [finding.code.value for finding in second.findings] == ["possible_duplicate"] * flagged


def test_of_many_that_it_may_repeat_the_nearest_are_named_and_the_rest_counted() -> None:
    books, case = read_client(Path(SHOP), "shop"), Case("one", "shop", date(2026, 10, 2), TEXT)
    earlier = drafted(walk_text(case, Proposal((BROKEN,), reader="test"), books)[0])
    assert earlier is not None
    for at in range(9):
        books = replace(books, drafted=OneMore(books.drafted, replace(earlier, id=f"D-{at}", text_id=f"T-{at}")))
    (draft,) = walk_text(case, Proposal((BROKEN,), reader="test"), books)
    (warning,) = [finding for finding in draft.findings if finding.code.value == "possible_duplicate"]
    assert warning.says.startswith("D-0 of 2026-09-28")
    assert warning.says.endswith(" D-1, D-2, D-3, D-4, 4 more do too.")
