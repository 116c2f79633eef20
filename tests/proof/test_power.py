"""The power goes at each sync of a clerk's work: whatever is left of what was not synced, all that was said is there."""

from pathlib import Path

import pytest

from tests.proof.disk import run
from tests.proof.power import Cut

PLACES = 8


def cut(folder: Path, *lax: str) -> Cut:
    books, log = folder / "books", folder / "log"
    run("tests.proof.power", books, PLACES, *lax, log=log)
    cuts = Cut(books, log, seed=1)
    cuts.at_each_sync()
    return cuts


@pytest.mark.needs("cc")
def test_what_was_said_is_there_however_the_power_went(tmp_path: Path) -> None:
    cuts = cut(tmp_path)
    assert cuts.amiss == []
    assert cuts.cuts > 2 * PLACES
    assert cuts.torn > PLACES


@pytest.mark.needs("cc")
def test_a_disk_that_is_not_waited_for_loses_what_was_said_and_it_shows(tmp_path: Path) -> None:
    cuts = cut(tmp_path, "NORMAL")
    assert any("and is nowhere" in each or "and is None" in each for each in cuts.amiss), cuts
