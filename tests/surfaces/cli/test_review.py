"""Decisions at the terminal: what is approved posts once, what moved since is shown again, what is refused says why."""

from pathlib import Path

import pytest

from tests.terminal import Terminal

FORKLIFT = "12 of the mugs were dropped by the forklift in the warehouse"


def test_an_approval_posts_once(writeoff: Terminal) -> None:
    writeoff("draft", FORKLIFT)
    first, again = (writeoff("approve", "D-1", "--json").document for _ in range(2))
    assert first == again == {"done": [{"id": "D-1", "entry": "WO-1001"}], "refused": []}
    assert len(writeoff("entries", "--json").document["rows"]) == 1
    assert writeoff("show", "D-1", "--json").document["state"] == "posted"


def test_a_blocked_draft_is_refused_with_its_problems(writeoff: Terminal) -> None:
    writeoff("draft", "write off 400 box fans, water damage")
    refused = writeoff("approve", "D-1", "--json")
    assert refused.code == 1
    assert [told["code"] for told in refused.document["refused"][0]["problems"]] == ["not_enough_stock"]


def test_a_question_is_answered_first(writeoff: Terminal) -> None:
    writeoff("draft", "some of the desk lamps in the store went missing")
    refused = writeoff("approve", "D-1")
    assert refused.code == 5
    assert "Answer it first: writeoff answer D-1" in refused.out


def test_what_moved_since_it_was_shown_is_shown_again(writeoff: Terminal, tmp_path: Path) -> None:
    writeoff("draft", FORKLIFT)
    file = tmp_path / "received.csv"
    file.write_text("sku,location,quantity,unit_cost\nMUG-01,Warehouse,144,6.15\n", encoding="utf-8")
    writeoff("stock", "receive", "--from", str(file))
    refused = writeoff("approve", "D-1", "--json")
    assert refused.code == 1
    assert refused.document["refused"][0]["problems"][0]["code"] == "changed_since_shown"
    assert writeoff("show", "D-1", "--json").document["lines"][0]["amount"] == "61.80"
    assert writeoff("approve", "D-1").code == 0


def test_a_revision_is_worked_out_again(writeoff: Terminal) -> None:
    writeoff("draft", FORKLIFT)
    revised = writeoff("revise", "D-1", "--quantity", "10", "--place", "Store", "--reason", "expired", "--json").document
    assert (revised["version"], revised["reason"], revised["lines"][0]["amount"]) == (2, "expired", "41.50")
    assert [(item["location"], item["quantity"]) for item in revised["items"]] == [("Store", "10")]
    chosen = writeoff("revise", "D-1", "--line", "1", "--account", "Inventory Shrinkage", "--json").document["lines"][0]
    assert (chosen["account"], chosen["chosen_by"]) == ("5060", "person")
    dated = writeoff("revise", "D-1", "--date", "2026-09-30", "--item", "HAM-16", "--note", "Recounted", "--json").document
    assert (dated["date"], dated["items"][0]["sku"], dated["lines"][0]["account"]) == ("2026-09-30", "HAM-16", "5060")


def test_an_amount_and_who_bears_it(writeoff: Terminal) -> None:
    writeoff("draft", "write off $2,400 damaged stock")
    revised = writeoff("revise", "D-1", "--amount", "2,000.00", "--recovery", "insurer agreed 500.00", "--json").document
    assert [(line["account"], line["amount"]) for line in revised["lines"]] == [
        ("1310", "500.00"),
        ("6910", "1500.00"),
        ("1200", "2000.00"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["--quantity", "soon"], ["--item", "unicorn"], ["--line", "9", "--account", "5050"], ["--line", "1"],
        ["--account", "nowhere"], ["--recovery", "the neighbours"], ["--recovery", "insurer agreed x"], ["--date", "31/02"],
        ["--kind", "reversal"], [],
    ],
)  # fmt: skip
def test_a_revision_that_cannot_be_read(writeoff: Terminal, words: list[str]) -> None:
    writeoff("draft", FORKLIFT)
    before = writeoff("show", "D-1", "--json").document
    assert writeoff("revise", "D-1", *words).code == 2
    assert writeoff("show", "D-1", "--json").document == before


def test_a_rejection_keeps_its_reason_and_releases_the_stock(writeoff: Terminal) -> None:
    writeoff("draft", FORKLIFT)
    assert writeoff("reject", "D-1", "--because", "they were whole", "--json").document["done"] == [{"id": "D-1", "entry": None}]
    shown = writeoff("show", "D-1", "--json").document
    assert (shown["state"], shown["because"]) == ("rejected", "they were whole")
    assert [event["what"] for event in shown["trail"]] == ["text.read", "draft.drafted", "draft.rejected"]
    assert writeoff("stock", "MUG-01", "--json").document["rows"][0]["reserved"] == "0"
    assert writeoff("approve", "D-1").code == 1


def test_several_are_decided_one_by_one(writeoff: Terminal) -> None:
    for text in (FORKLIFT, "write off 400 box fans, water damage", "write off $40 of damaged stock"):
        writeoff("draft", text)
    several = writeoff("approve", "D-1", "D-2", "D-3", "D-1", "--json")
    assert several.code == 6
    assert several.document["done"] == [{"id": "D-1", "entry": "WO-1001"}, {"id": "D-3", "entry": "WO-1002"}]
    assert [told["id"] for told in several.document["refused"]] == ["D-2"]


def test_a_reversal_in_parts_until_nothing_is_left(writeoff: Terminal) -> None:
    writeoff("draft", FORKLIFT)
    writeoff("approve", "D-1")
    part = writeoff("reverse", "WO-1001", "--quantity", "MUG-01=4", "--because", "found", "--approve", "--json").document
    assert (part["reverses"], part["entry"], part["items"][0]["quantity"]) == ("WO-1001", "WO-1002", "-4")
    rest = writeoff("reverse", "WO-1001", "--because", "all found", "--date", "2026-10-01", "--json").document
    assert (rest["state"], rest["date"], rest["items"][0]["quantity"]) == ("waiting", "2026-10-01", "-8")
    writeoff("approve", rest["id"])
    assert writeoff("reverse", "WO-1001", "--because", "again").code == 1
    assert writeoff("show", "D-1", "--json").document["state"] == "reversed"
    (_, _, original) = writeoff("entries", "--json").document["rows"]
    assert original["reversed_by"] == ["WO-1002", "WO-1003"]
    assert writeoff("stock", "MUG-01", "--json").document["rows"][0]["value"] == "597.60"
    assert writeoff("stock", "--check").code == 0


def test_lists_go_on_where_they_ended(writeoff: Terminal) -> None:
    for amount in ("10", "20", "30"):
        writeoff("draft", f"write off ${amount} of damaged stock")
    first = writeoff("queue", "--limit", "2", "--json").document
    rest = writeoff("queue", "--limit", "2", "--after", first["next"], "--json").document
    assert sorted(row["id"] for row in first["rows"] + rest["rows"]) == ["D-1", "D-2", "D-3"]
    assert rest["next"] is None
    writeoff("approve", "D-1", "D-2", "D-3")
    page = writeoff("entries", "--limit", "2", "--json").document
    assert ([row["entry"] for row in page["rows"]], page["next"]) == (["WO-1003", "WO-1002"], "WO-1002")
    assert [row["entry"] for row in writeoff("entries", "--after", "WO-1002", "--json").document["rows"]] == ["WO-1001"]
