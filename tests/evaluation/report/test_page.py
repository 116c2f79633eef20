"""The report: one file that stands by itself, the same bytes for the same run, in which no text of a case is more than text."""

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.surfaces.cli.main import run
from tests.evaluation.pots import PotsSuite, draft, pots_suite

NASTY = "12 clay pots broke <script>alert('x')</script> & \"<b>\" \u202eevil\u0007 </div></article>"
OPEN_IN_A_BROWSER = {"script", "iframe", "img", "link", "object", "embed", "form", "base"}


class Seen(HTMLParser):
    """The elements of a page, their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def suite(tmp_path: Path) -> PotsSuite:
    """Right, booked elsewhere, asked about where a draft was wanted, and right but for a reason."""
    suite = pots_suite(tmp_path)
    suite.wrote(
        ("mini-001", "3 clay pots broke", draft(units="3", amount="7.50")),
        ("mini-002", NASTY, {**draft(debit="5000"), "warnings": ["tax_to_consider"]}),
        ("mini-003", "some clay pots broke", draft()),
        ("mini-004", "4 clay pots broke", draft(units="4", amount="10.00", reason="lost")),
    )
    return suite


def reported(suite: PotsSuite, *words: str) -> str:
    file = suite.folder.parent / "report.html"
    assert run(["eval", str(suite.folder), "--reader", "rules", "--report", str(file), *words]) == 0
    return file.read_text("utf-8")


def test_it_shows_each_wrong_case_with_what_was_wanted_and_got_and_why(suite: PotsSuite) -> None:
    seen = Seen(reported(suite))
    assert seen.open == []
    for told in (
        "Pots & Sons (mini-1), on 2026-10-02",
        "Dr  5000 Cost of goods sold     30.00",  # wanted
        "Dr  5050 Breakage and damage     30.00   0.",  # got, with its confidence
        "Dr 30.00 should go to 5000 Cost of goods sold, not 5050 Breakage and damage.",
        "It should warn of tax_to_consider.",
        "would post a wrong entry",
        "It should end as a draft, and ends as a question (quantity or amount).",
        "“12 clay pots”",  # the words that a fact was read from
        "2 of 4 cases, 1 of which would post a wrong entry if approved unread.",
        "mini-004 reason",  # booked as wanted, but for its reason
        "write_off damaged",  # the tables
        "No language model was asked",
    ):
        assert told in seen.text
    assert seen.tags.count("article") == 2
    assert seen.tags.count("svg") == 3  # two of this run, and the curve that the product shows


def test_a_text_is_never_more_than_text(suite: PotsSuite) -> None:
    page = reported(suite)
    seen = Seen(page)
    assert "<script>alert('x')</script> & \"<b>\" \\u202eevil\\u0007 </div></article>" in seen.text
    assert not OPEN_IN_A_BROWSER & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert "\u202e" not in page


def test_it_stands_by_itself(suite: PotsSuite) -> None:
    page = reported(suite)
    seen = Seen(page)
    links = [value for name, value in seen.attributes if name in ("href", "src", "action", "data", "xlink:href")]
    assert links
    assert all(link.startswith("#") for link in links)
    assert not [said for said in ("http://", "https://", "@import", "url(") if said in page]
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'") in seen.attributes


def test_it_names_what_fell_and_shows_how_far_each_score_is_from_the_baseline(suite: PotsSuite) -> None:
    kept = suite.cases.read_text("utf-8")
    suite.wrote(("mini-001", "3 clay pots broke", draft()), ("mini-002", "12 clay pots broke", draft()))
    assert "Nothing fell below the kept baseline." in reported(suite, "--keep-baseline")
    suite.cases.write_text(kept, "utf-8")
    seen = Seen(reported(suite))
    assert "This run is below the kept baseline." in seen.text
    assert "mini-002 (rules): right, now wrong: exact, warning, best_account, harm" in seen.text
    assert "Better than the baseline: 1" in seen.text
    assert "Not in the baseline: 2 cases, 2 of them wrong." in seen.text
    assert ("href", "#rules-mini-002") in seen.attributes
    assert ("id", "rules-mini-002") in seen.attributes


def test_a_score_that_moved_has_its_arrow(suite: PotsSuite) -> None:
    suite.wrote(("mini-001", "3 clay pots broke", draft()), ("mini-002", "12 clay pots broke", draft()))
    reported(suite, "--keep-baseline")
    suite.wrote(("mini-001", "3 clay pots broke", draft(units="3", amount="7.50")), ("mini-002", "12 clay pots broke", draft()))
    text = Seen(reported(suite)).text
    assert "1.000▲ from 0.500" in text  # exact
    assert "0.000▼ from 0.500" in text  # harm


def test_the_same_run_gives_the_same_bytes(suite: PotsSuite) -> None:
    """Twice in a row, in processes that order their sets otherwise, one at work or two."""
    pages = []
    for seed, processes in (("0", "1"), ("0", "1"), ("7", "2")):
        file, baseline = suite.folder.parent / "report.html", suite.folder.parent / "kept.json"
        command = [sys.executable, "-c", "import sys; from assistant.surfaces.cli.main import run; sys.exit(run(sys.argv[1:]))"]
        words = ["eval", str(suite.folder), "--bench", "--processes", processes, "--report", str(file), "--json"]
        words += ["--baseline", str(baseline), "--keep-baseline"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        told = subprocess.run(command + words, capture_output=True, env=environment, check=True).stdout
        pages.append((file.read_bytes(), baseline.read_bytes(), told))
        baseline.unlink()
    assert pages[0] == pages[1] == pages[2]


def test_a_case_whose_books_cannot_be_opened_and_one_that_no_books_could_hold(suite: PotsSuite) -> None:
    suite.wrote(("mini-001", "3 clay pots broke", draft(amount="7.505")), ("mini-002", "4 clay pots broke", draft()))
    told = suite.cases.read_text("utf-8").splitlines()
    suite.cases.write_text(told[0] + "\n" + told[1].replace('"client": "pots"', '"client": "vases"') + "\n", "utf-8")
    file = suite.folder.parent / "report.html"
    assert run(["eval", str(suite.folder), "--reader", "rules", "--report", str(file)]) == 4
    seen = Seen(file.read_text("utf-8"))
    assert "an entry that these books cannot hold: 7.505 has a fraction" in seen.text
    assert "vases (mini-1), on 2026-10-02" in seen.text
    assert "There is no folder" in seen.text
