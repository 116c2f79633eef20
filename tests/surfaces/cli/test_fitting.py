"""`eval --fit`: own suites become rows, and these the numbers of confidence, in one command."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from assistant.evaluation.fitting.refit import refit
from assistant.stages import fitted
from tests.terminal import Terminal

APART = "own-1/foxglove-books"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source tree's evals/ with one own suite of which one client's books are kept apart; the numbers are written beside it."""
    copytree("evals/suites/own-1", tmp_path / "evals" / "suites" / "own-1")
    (tmp_path / "evals" / "fit").mkdir()
    (tmp_path / "evals" / "fit" / "books.json").write_text(json.dumps({"certified": [APART]}), "utf-8")
    (tmp_path / "evals" / "fit" / "earlier.jsonl").write_text("", "utf-8")
    monkeypatch.setattr(fitted, "__file__", str(tmp_path / "fitted.py"))
    return tmp_path


def test_suites_become_rows_and_numbers_and_figures(writeoff: Terminal, tree: Path) -> None:
    done = writeoff("eval", str(tree / "evals" / "suites" / "own-1"), "--bench", "--fit", "--processes", "1")
    assert done.code == 0
    assert "rules, books kept apart: drafts " in done.out
    rows = [json.loads(line) for line in (tree / "evals" / "fit" / "today.jsonl").read_text("utf-8").splitlines()]
    assert {row["books"] for row in rows} > {APART}
    assert {row["reader"] for row in rows} == {"rules"}
    found = refit(tree / "evals" / "fit")
    assert (tree / "fitted.py").read_text("utf-8") == found.module
    assert json.loads((tree / "evals" / "fit" / "figures.json").read_text("utf-8")) == found.figures


def test_what_is_only_measured_on_is_not_fitted_on(writeoff: Terminal, tree: Path) -> None:
    (tree / "evals" / "suites" / "own-1").rename(tree / "evals" / "dev-1")
    refused = writeoff("eval", str(tree / "evals" / "dev-1"), "--bench", "--fit", "--processes", "1")
    assert (refused.code, "only measured on" in refused.err) == (2, True)
    assert not (tree / "fitted.py").exists()


def test_a_fit_is_refused_where_no_books_are_kept_apart(writeoff: Terminal, tree: Path) -> None:
    (tree / "evals" / "fit" / "books.json").unlink()
    refused = writeoff("eval", str(tree / "evals" / "suites" / "own-1"), "--bench", "--fit", "--processes", "1")
    assert refused.code == 2
    assert "books.json" in refused.err


@pytest.mark.parametrize("words", [("--fit",), ("--bench", "--fit", "--cases", "corner-hardware-001")], ids=["alone", "of a few"])
def test_a_fit_is_of_whole_suites_and_all_readers(writeoff: Terminal, tree: Path, words: tuple[str, ...]) -> None:
    refused = writeoff("eval", str(tree / "evals" / "suites" / "own-1"), *words)
    assert (refused.code, "whole suites" in refused.err) == (2, True)
