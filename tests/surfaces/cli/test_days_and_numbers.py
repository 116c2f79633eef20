"""Days and numbers as people type them: in either order of the calendar, and in either case."""

from pathlib import Path

import pytest

from tests.terminal import Terminal

FORKLIFT = "12 of the mugs were dropped by the forklift in the warehouse"
CAFE = "evals/dev-1/clients/harbour-cafe"


def date_of(writeoff: Terminal, *words: str) -> tuple[str, str]:
    """The day of the revised draft, and how it came about."""
    draft = writeoff(*words, "--json").document
    (fact,) = [fact for fact in draft["facts"] if fact["name"] == "date" and not fact["rule"].startswith("settled")]
    return draft["date"], fact["rule"]


@pytest.mark.parametrize("said", ["2026-09-30", "9/30/2026", "09.30.2026", "9-30-2026"])
def test_a_day_in_iso_form_or_in_the_clients_own_order(writeoff: Terminal, said: str) -> None:
    writeoff("draft", FORKLIFT)
    assert date_of(writeoff, "revise", "D-1", "--date", said) == ("2026-09-30", "the day a person gave")


def test_another_client_has_the_day_first(writeoff: Terminal, tmp_path: Path) -> None:
    writeoff("client", "add", "cafe", "--from", CAFE)
    writeoff("draft", "write off 40.00 of damaged stock", "--client", "cafe", today="2026-11-21")
    dated = writeoff("revise", "D-1", "--date", "3/11/2026", "--client", "cafe", "--json", today="2026-11-21")
    assert dated.document["date"] == "2026-11-03"


@pytest.mark.parametrize("said", ["31/02/2026", "30/9/2026", "3/11", "9/30/26", "20260930", "2026-W40-3", "soon", "1/2/3/2026"])
def test_what_is_no_day_is_refused_with_one_that_is(writeoff: Terminal, said: str) -> None:
    writeoff("draft", FORKLIFT)
    for words in (["revise", "D-1", "--date", said], ["close", said], ["reverse", "WO-1", "--because", "x", "--date", said]):
        ran = writeoff(*words)
        assert ran.code == 2
        assert "is not a day of the calendar" in ran.err
        assert "month first: 10/31/2026" in ran.err


def test_a_text_that_gives_its_day_says_so(writeoff: Terminal) -> None:
    (drafted,) = writeoff("draft", f"{FORKLIFT} on 9/29", "--json").document["texts"][0]["drafts"]
    assert ("date", "2026-09-29", "the day the text gives") in [(f["name"], f["value"], f["rule"]) for f in drafted["facts"]]
    revised = writeoff("revise", "D-1", "--date", "9/28/2026", "--json").document
    day, *_ = [fact for fact in revised["facts"] if fact["name"] == "date"]
    assert (day["value"], day["quote"]) == ("2026-09-28", None)


def test_a_reversal_and_a_closing_take_the_clients_order_too(writeoff: Terminal) -> None:
    writeoff("draft", FORKLIFT)
    writeoff("approve", "D-1")
    back = writeoff("reverse", "wo-1001", "--because", "found", "--date", "10/2/2026")
    assert back.code == 0
    assert "the day a person gave" in back.out
    assert "through 2026-09-29" in writeoff("close", "9/29/2026").out


def test_numbers_and_skus_in_either_case(writeoff: Terminal) -> None:
    writeoff("draft", FORKLIFT)
    assert writeoff("show", "d-1", "--json").document["id"] == "D-1"
    assert writeoff("revise", "d-1", "--quantity", "10").code == 0
    assert writeoff("approve", "d-1", "--json").document["done"] == [{"id": "D-1", "entry": "WO-1001"}]
    assert writeoff("entries", "--after", "wo-1001").code == 0
    part = writeoff("reverse", "wo-1001", "--quantity", "mug-01=4", "--because", "found", "--json").document
    assert (part["reverses"], part["items"][0]["quantity"]) == ("WO-1001", "-4")
    assert writeoff("stock", "mug-01").out == writeoff("stock", "MUG-01").out
    assert writeoff("history", "mug-01").out == writeoff("history", "MUG-01").out


def test_a_number_without_an_entry_is_said_to_be_none(writeoff: Terminal) -> None:
    for text in (FORKLIFT, "3 claw hammers lost in the store"):
        writeoff("draft", text)
    writeoff("approve", "D-1", "D-2")
    writeoff("reverse", "WO-1002", "--quantity", "HAM-16=1", "--because", "found", "--approve")
    refused = writeoff("reverse", "WO-9999", "--because", "found", "--json")
    assert (refused.code, refused.document["error"]["code"]) == (2, "not_found")
    assert refused.document["error"]["says"] == "There is no entry WO-9999."
    (question,) = writeoff("draft", "reverse WO-9999", "--json").document["texts"][0]["questions"]
    assert question["says"] == "There is no entry WO-9999: which one is meant?"
    assert [choice["value"] for choice in question["choices"]] == ["WO-1001", "WO-1002"]
