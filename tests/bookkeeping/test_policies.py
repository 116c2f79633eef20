"""Parts of a policy set anew: what may stand there, and what is refused."""

from dataclasses import replace

import pytest

from assistant.bookkeeping import policies
from assistant.books.evidence import BY_REASON, EvidenceKind
from assistant.books.money import Money
from assistant.books.policy import Feature
from assistant.books.reasons import Reason
from assistant.errors import NotFound, WrongUsage
from tests.bookkeeping.conftest import HARDWARE, BooksOf

USD = "USD"


def test_limits_are_nothing_or_more_or_taken_away(books_of: BooksOf) -> None:
    books = books_of(HARDWARE)
    for set_it, name in (
        (policies.with_two_pairs, "two_pairs_above"), (policies.with_evidence_above, "evidence_required_above"),
    ):  # fmt: skip
        for amount in (Money(0, USD), Money(100_00, USD), None):
            assert getattr(set_it(books, amount), name) == amount
        with pytest.raises(WrongUsage, match="negative"):
            set_it(books, Money(-1, USD))


def test_what_shows_a_loss_is_kept_only_where_it_differs_from_the_usual(books_of: BooksOf) -> None:
    books = books_of(HARDWARE)
    own = policies.with_evidence(books, Reason.STOLEN, [EvidenceKind.PHOTO, EvidenceKind.POLICE_REPORT, EvidenceKind.PHOTO])
    assert own.evidence_by_reason == {Reason.STOLEN: (EvidenceKind.POLICE_REPORT, EvidenceKind.PHOTO)}
    nothing = policies.with_evidence(replace(books, policy=own), Reason.STOLEN, [])
    assert nothing.evidence_by_reason == {Reason.STOLEN: ()}
    for usual in (None, reversed(BY_REASON[Reason.STOLEN])):
        assert policies.with_evidence(replace(books, policy=nothing), Reason.STOLEN, usual).evidence_by_reason == {}
    assert policies.with_evidence(books, Reason.OTHER, []).evidence_by_reason == {}  # nothing is usual there


@pytest.mark.parametrize(
    ("name", "kept"),
    [("  Power   cut ", "Power cut"), ("Gabelstapler-Unfall (Rampe 2)", "Gabelstapler-Unfall (Rampe 2)"), ("被害", "被害"),
     ("e\u0301te\u0301", "été"), ("<b>x</b>", "<b>x</b>"), ("x" * 40, "x" * 40)],
)  # fmt: skip
def test_a_sub_reasons_name_is_cleaned(books_of: BooksOf, name: str, kept: str) -> None:
    assert policies.with_sub_reason_added(books_of(HARDWARE), Reason.DAMAGED, name).sub_reasons == {Reason.DAMAGED: (kept,)}


@pytest.mark.parametrize(
    ("name", "says"),
    [("", "needs a name"), ("  ", "needs a name"), ("---", "needs a name"), ("x" * 41, "41 characters"),
     ("a, b", "parts two names"), ("a\nb", "parts two names"), ("a;b", "parts two names"), ("Fork\u200blift", "cannot be seen"),
     ("a\u202eb", "cannot be seen"), ("a\x00b", "cannot be seen"), ("FORKLIFT", "already")],
)  # fmt: skip
def test_a_name_that_is_none_is_refused(books_of: BooksOf, name: str, says: str) -> None:
    books = books_of(HARDWARE)
    books = replace(books, policy=policies.with_sub_reason_added(books, Reason.DAMAGED, "Forklift"))
    with pytest.raises(WrongUsage, match=says):
        policies.with_sub_reason_added(books, Reason.DAMAGED, name)


def test_sub_reasons_are_renamed_and_removed_where_they_stand(books_of: BooksOf) -> None:
    books = books_of(HARDWARE)
    books = replace(books, policy=policies.with_sub_reasons(books, Reason.DAMAGED, ["Forklift", "Water", "Dropped"]))
    renamed = policies.with_sub_reason_renamed(books, Reason.DAMAGED, "Water", "Leak")
    assert renamed.sub_reasons[Reason.DAMAGED] == ("Forklift", "Leak", "Dropped")
    assert policies.with_sub_reason_renamed(books, Reason.DAMAGED, "Water", "WATER").sub_reasons[Reason.DAMAGED][1] == "WATER"
    assert policies.with_sub_reason_removed(books, Reason.DAMAGED, "Forklift").sub_reasons[Reason.DAMAGED] == ("Water", "Dropped")
    with pytest.raises(NotFound):
        policies.with_sub_reason_removed(books, Reason.LOST, "Forklift")
    with pytest.raises(WrongUsage, match="already"):
        policies.with_sub_reason_renamed(books, Reason.DAMAGED, "Water", "dropped")
    with pytest.raises(WrongUsage, match="too many"):
        policies.with_sub_reasons(books, Reason.LOST, [f"n{n}" for n in range(51)])


def test_the_same_name_may_stand_under_two_reasons(books_of: BooksOf) -> None:
    books = books_of(HARDWARE)
    books = replace(books, policy=policies.with_sub_reason_added(books, Reason.LOST, "Warehouse 2"))
    both = policies.with_sub_reason_added(books, Reason.DAMAGED, "Warehouse 2").sub_reasons
    assert both == {Reason.DAMAGED: ("Warehouse 2",), Reason.LOST: ("Warehouse 2",)}


def test_a_plan_and_a_colour_are_kept_in_order_and_within_bounds(books_of: BooksOf) -> None:
    books = books_of(HARDWARE)
    assert policies.with_left_out(books, [Feature.API, Feature.MODEL, Feature.API]).left_out == (Feature.MODEL, Feature.API)
    assert [policies.with_colour(books, hue).colour for hue in (0, 359, None)] == [0, 359, None]
    for hue in (-1, 360):
        with pytest.raises(WrongUsage, match="no hue"):
            policies.with_colour(books, hue)
