"""A draft that may repeat what was drafted or posted before carries a warning with the earlier one."""

from pathlib import Path

import pytest

from tests.terminal import Terminal

MUGS = "12 mugs were smashed in the store"


def duplicates(writeoff: Terminal, text: str, *, today: str = "2026-10-02", person: str = "ana") -> list[str]:
    """What the draft of a text says of earlier ones."""
    ran = writeoff("draft", text, "--json", today=today, person=person)
    (drafted,) = ran.document["texts"][0]["drafts"]
    return [warning["says"] for warning in drafted["warnings"] if warning["code"] == "possible_duplicate"]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (MUGS, MUGS),
        (MUGS, "a dozen mugs broken by a customer in the store"),
        (MUGS, "12 mugs and 2 floor lamps smashed in the store"),
        ("12 mugs and 2 floor lamps smashed in the store", MUGS),
        ("2 desk lamps and 1 step ladder 6 ft damaged", "damaged: 1 step ladder 6 ft, 2 desk lamps"),
        ("3 desk lamps stolen from the store", "3 desk lamps went missing from the store"),
        ("write off $240 of damaged stock", "$240 damaged stock"),
        (MUGS, "write off $49.80 of damaged mugs"),
        ("write off $49.80 of damaged mugs", MUGS),
    ],
)
def test_the_same_loss_twice_on_one_day_is_flagged_with_the_earlier(writeoff: Terminal, earlier: str, later: str) -> None:
    assert duplicates(writeoff, earlier) == []
    (says,) = duplicates(writeoff, later)
    assert says.startswith("D-1 of 2026-10-02 by ana, still open, takes the same: ")


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (MUGS, "13 mugs were smashed in the store"),
        (MUGS, "12 framing hammers were smashed in the store"),
        (MUGS, "another 12 mugs were smashed in the store"),
        (MUGS, "12 mugs were smashed in the warehouse"),
        (MUGS, "12 mugs were smashed in the store on 20 September"),
        ("2 mugs chipped", "2 mugs stolen"),
        ("1 desk lamp and 2 mugs chipped", "1 desk lamp chipped"),
        ("write off $240 of damaged stock", "$250 damaged stock"),
        ("write off $240 of damaged stock", "$240 of expired paint"),
    ],
)
def test_another_loss_is_not(writeoff: Terminal, earlier: str, later: str) -> None:
    assert (duplicates(writeoff, earlier), duplicates(writeoff, later)) == ([], [])


@pytest.mark.parametrize(
    ("earlier", "later", "flagged"),
    [
        (MUGS, MUGS, True),
        ("4 desk lamps broke", "binned 4 desk lamps", False),
        ("write off 14 cordless drills that got stolen", "somebody took 14 cordless drills", True),
        ("14 cordless drills were stolen on 30 September", "14 cordless drills were stolen on 2 October", False),
    ],
)
def test_on_another_day_only_the_same_words_or_a_large_loss_are(
    writeoff: Terminal, earlier: str, later: str, flagged: bool
) -> None:
    assert duplicates(writeoff, earlier) == []
    assert bool(duplicates(writeoff, later, today="2026-10-05")) is flagged


def test_a_month_later_even_the_same_words_are_another_loss(writeoff: Terminal) -> None:
    assert (duplicates(writeoff, MUGS), duplicates(writeoff, MUGS, today="2026-10-30")) == ([], [])


def test_what_was_posted_counts_and_what_was_rejected_or_reversed_does_not(writeoff: Terminal) -> None:
    duplicates(writeoff, MUGS)
    writeoff("reject", "D-1", "--because", "typed twice")
    assert duplicates(writeoff, MUGS) == []
    writeoff("approve", "D-2")
    (says,) = duplicates(writeoff, MUGS)
    assert says == "WO-1001 of 2026-10-02, posted by ana, takes the same: 12 MUG-01, write off, damaged, 49.80."
    writeoff("reject", "D-3", "--because", "a duplicate")
    writeoff("reverse", "WO-1001", "--because", "found", "--approve")
    assert duplicates(writeoff, MUGS) == []


def test_of_an_entry_reversed_in_part_the_rest_counts(writeoff: Terminal) -> None:
    duplicates(writeoff, MUGS)
    writeoff("approve", "D-1")
    writeoff("reverse", "WO-1001", "--quantity", "MUG-01=4", "--because", "found", "--approve")
    assert duplicates(writeoff, "12 mugs broken in the store") == []
    (says,) = duplicates(writeoff, "8 mugs broken in the store")
    assert "8 MUG-01, write off, damaged, 33.20" in says


def test_a_batch_pasted_twice_is_flagged_line_by_line(writeoff: Terminal, tmp_path: Path) -> None:
    lines = [MUGS, "3 desk lamps broken in the warehouse", "write off $81.15 of damaged stock"]
    for name, content in (("first.txt", "\n".join(lines)), ("again.txt", "\n".join([*lines, ""]) + "\n")):
        (tmp_path / name).write_text(content)
    writeoff("draft", "--file", str(tmp_path / "first.txt"), "--split", "line")
    again = writeoff("draft", "--file", str(tmp_path / "again.txt"), "--split", "line", "--json").document
    warned = [text["drafts"][0]["warnings"] for text in again["texts"]]
    assert [warnings[0]["says"].split(" of ")[0] for warnings in warned] == ["D-1", "D-2", "D-3"]


def test_a_text_that_says_it_twice_is_flagged(writeoff: Terminal) -> None:
    twice = "Hi, 3 framing hammers were stolen. Thanks\n> From: bob\n> 3 framing hammers were stolen"
    assert duplicates(writeoff, twice) == ["The text has “3 framing hammers” twice, and the entry takes both."]


def test_a_draft_that_became_a_duplicate_since_it_was_shown_is_shown_again_first(writeoff: Terminal) -> None:
    duplicates(writeoff, MUGS)
    duplicates(writeoff, MUGS, person="ana")
    assert writeoff("approve", "D-2").code == 0
    refused = writeoff("approve", "D-1", "--json")
    assert refused.document["refused"][0]["problems"][0]["code"] == "changed_since_shown"
    (warning,) = writeoff("show", "D-1", "--json").document["warnings"]
    assert (warning["code"], warning["says"].split(",")[0]) == ("possible_duplicate", "WO-1001 of 2026-10-02")
    assert writeoff("approve", "D-1").code == 0
