"""The numbers that the product uses follow, to the last digit, from the rows that are kept; and these from own suites alone."""

import json
from pathlib import Path

import pytest

from assistant.books.draft import Evidence
from assistant.errors import BadFile
from assistant.evaluation.fitting.cases import FitDraft, FitLine, read_drafts, to_text
from assistant.evaluation.fitting.learn import learned
from assistant.evaluation.fitting.refit import BOOKS, EARLIER, FIGURES, TODAY, certified_books, refit
from assistant.evaluation.fitting.terms import EVIDENCE, READING, WHOLE, names
from assistant.stages import fitted
from assistant.stages.confidence import chances
from assistant.stages.mapping.pick import Rule

KEPT = Path("evals/fit")
SUITES = Path("evals/suites")


def draft(case: str, *, right: bool, hard: bool = False, **reading: float) -> FitDraft:
    lines = (FitLine(Evidence("made_for"), right), FitLine(Evidence("records"), True))
    signs = {name.replace("_", " "): value for name, value in reading.items()}
    return FitDraft(case, "own-1/shop", "rules", right, right, hard, signs, lines)


def test_the_numbers_in_use_follow_from_the_rows_that_are_kept() -> None:
    found = refit(KEPT)
    assert found.module == Path(fitted.__file__).read_text("utf-8")
    assert json.loads(json.dumps(found.figures)) == json.loads((KEPT / FIGURES).read_text("utf-8"))


def test_every_weight_that_the_product_asks_for_is_there_and_none_has_the_wrong_sign() -> None:
    assert set(fitted.ACCOUNT) == set(names(EVIDENCE)) >= {f"rule {rule.value}" for rule in Rule}
    assert set(fitted.LINE) == set(names(READING))
    assert set(fitted.ENTRY) == set(names(WHOLE))
    for table, terms in ((fitted.ACCOUNT, EVIDENCE), (fitted.LINE, READING), (fitted.ENTRY, WHOLE)):
        assert all(table[term.name] * term.sign >= 0 for term in terms)


def test_rows_are_of_own_suites_and_books_kept_apart_are_some_of_theirs() -> None:
    own = {f"{suite.name}/{client.name}" for suite in SUITES.iterdir() for client in (suite / "clients").iterdir()}
    used = {row.books for name in (TODAY, EARLIER) for row in read_drafts(KEPT / name)}
    assert used <= own
    assert certified_books(KEPT) < used


def test_rows_read_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / TODAY
    row = draft("own-1-001", right=True, unclaimed_numbers=2.0)
    path.write_text(to_text([row]), "utf-8")
    assert read_drafts(path) == (row,)
    path.write_text('{"case": "x"}\n', "utf-8")
    with pytest.raises(BadFile, match="line 1 is no draft"):
        read_drafts(path)


def test_no_label_of_the_books_kept_apart_moves_a_weight(tmp_path: Path) -> None:
    for name in (BOOKS, EARLIER):
        (tmp_path / name).write_bytes((KEPT / name).read_bytes())
    apart = certified_books(KEPT)
    rows = [json.loads(line) for line in (KEPT / TODAY).read_text("utf-8").splitlines()]
    for row in rows:
        if row["books"] in apart:
            row["right"] = False
            row["lines"] = [line | {"right": False} for line in row["lines"]]
    (tmp_path / TODAY).write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    wronged = refit(tmp_path)
    assert wronged.weights.account == fitted.ACCOUNT
    assert wronged.weights.entry == fitted.ENTRY
    assert all(point.right == 0 for points in wronged.curves.values() for point in points)


def test_books_kept_apart_that_have_no_drafts_are_named(tmp_path: Path) -> None:
    (tmp_path / BOOKS).write_text('{"certified": ["own-9/nowhere"]}', "utf-8")
    for name in (TODAY, EARLIER):
        (tmp_path / name).write_text(to_text([draft("own-1-001", right=True)]), "utf-8")
    with pytest.raises(BadFile, match="own-9/nowhere"):
        refit(tmp_path)


def test_a_sign_that_goes_with_mistakes_lowers_what_it_stands_on() -> None:
    clean = [draft(f"own-1-{n}", right=n % 20 > 0) for n in range(100)]
    doubted = [draft(f"own-1-{n}", right=n % 2 > 0, unclaimed_day=1.0) for n in range(100, 160)]
    weights = learned([*clean, *doubted], [])
    lines = [Evidence("made_for"), Evidence("records")]
    _, plain = chances(lines, {}, weights)
    _, open_day = chances(lines, {"unclaimed day": 1.0}, weights)
    assert 0.85 < plain < 0.97
    assert 0.4 < open_day < 0.75


def test_readers_of_old_teach_what_mistakes_look_like_not_how_many_there_are() -> None:
    today = [draft(f"own-1-{n}", right=n % 25 > 0) for n in range(100)]
    earlier = [draft(f"own-1-{n}", right=False) for n in range(100)]
    lines = [Evidence("made_for"), Evidence("records")]
    _, alone = chances(lines, {}, learned(today, []))
    _, with_old = chances(lines, {}, learned(today, earlier))
    assert with_old == pytest.approx(alone, abs=0.03)


def test_hard_cases_weigh_no_more_than_their_share_of_ordinary_work() -> None:
    """Half of the hard ones are wrong and one in fifty of the others: most of the rows are hard, most of the work is not."""
    plain = [draft(f"own-1-{n}", right=n % 50 > 0) for n in range(100)]
    lines = [Evidence("made_for"), Evidence("records")]
    found = []
    for times in (100, 400):
        hard = [draft(f"own-2-{n}", right=n % 2 > 0, hard=True) for n in range(times)]
        found.append(chances(lines, {}, learned([*plain, *hard], []))[1])
    assert found[0] == pytest.approx((2 * 0.98 + 0.5) / 3, abs=0.06)
    assert found[1] == pytest.approx(found[0], abs=0.03)
