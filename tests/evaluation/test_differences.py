"""What differs between a case and what came of it, in sentences a bookkeeper would use."""

from pathlib import Path

import pytest

from assistant.evaluation.bench import CaseDone
from assistant.evaluation.differences import differences
from assistant.evaluation.expected import read_expected
from assistant.evaluation.run import CaseRun
from assistant.evaluation.scored import ScoredCase
from assistant.evaluation.scoring import score
from assistant.evaluation.suite import read_suite
from tests.evaluation.pots import Json, entry, pots_suite


def output(entry: Json | None = None, **said: object) -> Json:
    """A postable draft of this entry, each line in the account that comes first."""
    got = entry or {}
    lines = [{**line, "account": line["accounts"][0], "confidence": 0.9} for line in got.get("lines", [])]
    told = {"id": "mini-001", "outcome": "draft", "confidence": 0.9, "problems": [], "asks": [], "warnings": []}
    return told | {"entries": [{**got, "lines": lines}] if got else []} | said


def differs(tmp_path: Path, expect: Json, got: Json | None) -> tuple[str, ...]:
    suite = pots_suite(tmp_path)
    suite.wrote(("mini-001", "12 clay pots broke", expect))
    (expected,) = read_expected(suite.folder)
    books = read_suite(suite.folder).clients["pots"]
    done = CaseDone(suite.folder, CaseRun("mini-001", got, "" if got else "The model was down."))
    return differences(ScoredCase(done, score(expected, got)), books)


WANTED = {"outcome": "draft", "entries": [entry()]}


@pytest.mark.parametrize(
    ("got", "says"),
    [
        (output(entry()), []),
        (output(entry(debit="6000")), ["Dr 30.00 should go to 5050 Breakage and damage, not 6000 Inventory write-off expense."]),
        (output(entry(day="2026-10-01")), [
            "Dr 5050 Breakage and damage should be dated 2026-10-02, not 2026-10-01.",
            "Cr 1200 Inventory should be dated 2026-10-02, not 2026-10-01.",
        ]),
        (output(entry(units="21", amount="52.50")), [
            "POT-1: the units should be 12, and are 21.",
            "Dr 5050 Breakage and damage should be 30.00, not 52.50.",
            "Cr 1200 Inventory should be 30.00, not 52.50.",
        ]),
        (output(entry(units="-12")), ["POT-1: the units should be -12, and are +12."]),
        (output(entry(reason="lost")), ["The reason should be damaged, and is lost."]),
        (output(outcome="ask", asks=["quantity"]), ["It should end as a draft, and ends as a question (quantity)."]),
        (output(entry(), outcome="blocked", problems=["period_closed"]), [
            "It should end as a draft, and ends as a draft that may not post (period_closed).",
        ]),
        (None, ["The model was down."]),
    ],
)  # fmt: skip
def test_each_difference_is_a_sentence(tmp_path: Path, got: Json | None, says: list[str]) -> None:
    assert list(differs(tmp_path, WANTED, got)) == says


def test_amounts_that_nothing_stands_for(tmp_path: Path) -> None:
    more = entry()
    more["lines"] += [{"side": "credit", "accounts": ["1290"], "amount": "4.00"}]
    assert list(differs(tmp_path, WANTED, output(more))) == ["Cr 1290 Inventory reserve 4.00 of 2026-10-02 should not be there."]
    assert list(differs(tmp_path / "b", {"outcome": "draft", "entries": [more]}, output(entry()))) == [
        "Cr 1290 Inventory reserve 4.00 of 2026-10-02 is missing."
    ]


def test_a_place_a_warning_and_a_better_account(tmp_path: Path) -> None:
    placed = entry()
    placed["items"][0]["location"] = "Shop"
    placed["lines"][0]["accounts"] = ["5000", "5050"]
    elsewhere = entry()
    elsewhere["items"][0]["location"] = "Shed"
    expect = {"outcome": "draft", "entries": [placed], "warnings": ["place_assumed"]}
    assert list(differs(tmp_path, expect, output(elsewhere))) == [
        "POT-1: the place should be Shop, and is Shed.",
        "It should warn of place_assumed.",
    ]
    there = entry()
    there["items"][0]["location"] = "Shop"
    assert list(differs(tmp_path / "b", expect, output(there, warnings=["place_assumed"]))) == [
        "It is booked to an account that will do, and another fits better: the first on each line."
    ]
