"""Whatever somebody with the database changes is found, by verifying alone and by the auditor's script."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.adapters.sql.store import open_books
from tests.proof.tampered_rows import EDITED
from tests.proof.tampering import UNSEEN_OUTSIDE, Tampering

TIMES, SEED = 500, 1


@pytest.fixture(scope="module")
def tampering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tampering]:
    with closing(open_books(str(tmp_path_factory.mktemp("tampered") / "books.db"))) as store:
        yield Tampering(store)


def test_books_left_alone_are_told_so(tampering: Tampering) -> None:
    with tampering.store.client("corner-hardware") as books:
        assert (tampering.found(books), tampering.outside(books)) == ([], [])


def test_every_change_is_found(tampering: Tampering) -> None:
    missed, ways = tampering.run(SEED, range(TIMES))
    assert missed == []
    edited = {way for way in ways if "." in way}
    assert {way.partition(".")[0] for way in edited} == set(EDITED)
    tried = {name for name in UNSEEN_OUTSIDE if any(way.startswith(name) for way in edited)}
    assert tried == set(UNSEEN_OUTSIDE)  # what the script cannot see was tried, and found by verifying


def test_a_change_replays_from_its_seed(tampering: Tampering) -> None:
    assert tampering.try_one(3, 14) == tampering.try_one(3, 14)
    assert tampering.try_one(3, 14) != tampering.try_one(4, 14)
