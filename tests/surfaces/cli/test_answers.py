"""A question is asked one at a time; an answer in plain words settles all that it states, and one that is none says why."""

from pathlib import Path

import pytest

from tests.terminal import Terminal


def asked(writeoff: Terminal, text: str) -> list[str]:
    """What the draft of a text asks for, the best first."""
    (question,) = writeoff("draft", text, "--json").document["texts"][0]["questions"]
    names: list[str] = question["asks"]
    return names


def units(document: dict[str, object]) -> list[str]:
    items = document["items"]
    assert isinstance(items, list)
    return [f"{item['quantity']} {item['sku']} @ {item['location']}" for item in items]


@pytest.mark.parametrize(
    ("text", "answer", "goods"),
    [
        ("3 lamps smashed in the store", "the desk one", ["3 LMP-DSK @ Store"]),
        ("3 lamps smashed in the store", "the second", ["3 LMP-FLR @ Store"]),
        ("3 lamps smashed in the store", "LMP-FLR", ["3 LMP-FLR @ Store"]),
        ("3 lamps smashed in the store", "MUG-01", ["3 MUG-01 @ Store"]),
        ("3 lamps smashed in the store", "2 desk lamps and 1 floor lamp", ["2 LMP-DSK @ Store", "1 LMP-FLR @ Store"]),
        ("2 lamps smashed in the store", "both", ["1 LMP-DSK @ Store", "1 LMP-FLR @ Store"]),
        ("all the lamps in the store were smashed", "both", ["9 LMP-DSK @ Store", "5 LMP-FLR @ Store"]),
        ("some lamps were smashed", "the brass ones, 3, from the warehouse", ["3 LMP-FLR @ Warehouse"]),
        ("some lamps were smashed", "all the desk ones in the store", ["9 LMP-DSK @ Store"]),
        ("some mugs were smashed", "2 cases and 4 loose", ["52 MUG-01 @ Warehouse"]),
        ("some mugs were smashed", "3, from the back store", ["3 MUG-01 @ Store"]),
        ("some mugs were smashed", "2 in the store and 3 in the warehouse", ["2 MUG-01 @ Store", "3 MUG-01 @ Warehouse"]),
        ("some mugs in the store were smashed", "half of them", ["18 MUG-01 @ Store"]),
        ("some mugs in the store were smashed", "just the one", ["1 MUG-01 @ Store"]),
        (
            "some mugs and a few desk lamps in the store broke", "12 mugs and 3 desk lamps",
            ["12 MUG-01 @ Store", "3 LMP-DSK @ Store"],
        ),
        ("some mugs broke in the store", "12 mugs and 3 desk lamps", ["12 MUG-01 @ Store", "3 LMP-DSK @ Store"]),
        ("stuff got smashed", "12 mugs and 3 desk lamps from the store", ["12 MUG-01 @ Store", "3 LMP-DSK @ Store"]),
        ("stuff got smashed", "all the framing hammers", ["8 HAM-20 @ Store"]),
        ("4 lamps broke in the store, 2 lamps broke in the warehouse", "desk", ["4 LMP-DSK @ Store", "2 LMP-DSK @ Warehouse"]),
    ],
)
def test_an_answer_completes_the_draft(writeoff: Terminal, text: str, answer: str, goods: list[str]) -> None:
    asked(writeoff, text)
    answered = writeoff("answer", "D-1", answer, "--json")
    assert (answered.code, answered.document["state"], answered.document["problems"]) == (0, "waiting", [])
    assert units(answered.document) == goods


def test_what_is_said_beside_the_answer_counts_too(writeoff: Terminal) -> None:
    asked(writeoff, "write off some mugs")
    answered = writeoff("answer", "D-1", "a dozen, they got wet in the warehouse on 28 September", "--json").document
    assert (units(answered), answered["date"], answered["reason"]) == (["12 MUG-01 @ Warehouse"], "2026-09-28", "damaged")


def test_one_question_at_a_time_until_nothing_is_missing(writeoff: Terminal) -> None:
    assert asked(writeoff, "some lamps were smashed")[0] == "item"
    both = writeoff("answer", "D-1", "both", "--json")
    assert (both.code, both.document["question"]["says"]) == (5, "How many Desk Lamp Black (each) are meant?")
    assert writeoff("answer", "D-1", "4", "--json").document["question"]["says"] == "How many Floor Lamp Brass (each) are meant?"
    assert units(writeoff("answer", "D-1", "2 from the store", "--json").document) == [
        "4 LMP-DSK @ Warehouse",
        "2 LMP-FLR @ Store",
    ]


@pytest.mark.parametrize(
    ("text", "answer", "why"),
    [
        ("3 lamps smashed", "both", "How many of each are meant is left open: say it as in “2 LMP-DSK and 1 LMP-FLR”."),
        ("3 lamps smashed", "2 desk and 2 floor", "The text says 3 and the answer 4."),
        ("3 lamps smashed", "the walnut one", "Answer with one of: LMP-DSK Desk Lamp Black; LMP-FLR Floor Lamp Brass."),
        ("3 lamps smashed", "none of these", "Name the item (writeoff revise D-1 --item SKU), or reject it"),
        ("some mugs were smashed", "about 40", "“about 40” is no exact number."),
        ("some mugs were smashed", "a few", "“a few” is no exact number."),
        ("some mugs were smashed", "5 or 6", "“5 or 6” gives more than one number."),
        ("some mugs were smashed", "3 hammers", "“hammers” is not what was asked about."),
        ("some mugs were smashed", "about $40 worth", "“about $40 worth” is no exact amount."),
        ("some mugs were smashed", "40 quid's worth", "The amount is in GBP; these books are kept in USD."),
        ("some mugs were smashed", "none", "if none is, reject the draft."),
        ("stuff got smashed", "12", "Does “12” count units, or money?"),
        ("stuff got smashed", "$4 each", "“$4 each” says nothing of how many."),
        ("stuff got smashed", "they sell for $90", "That is what the goods sell for; the books need what they cost."),
        ("4 boxes of old mugs, write them down", "half price", "A share of the selling price says nothing of cost"),
    ],
)
def test_what_does_not_answer_is_asked_again_and_says_why(writeoff: Terminal, text: str, answer: str, why: str) -> None:
    before = asked(writeoff, text)
    refused = writeoff("answer", "D-1", answer)
    assert (refused.code, refused.out) == (2, "")
    assert why in refused.err
    assert writeoff("show", "D-1", "--json").document["question"]["asks"] == before


@pytest.mark.parametrize(
    ("answer", "entry"),
    [
        ("WO-1002", "WO-1002"),
        ("the second", "WO-1002"),
        ("Tuesday's", "WO-1001"),
        ("the latest", "WO-1002"),
        ("29 Sept", "WO-1001"),
    ],
)
def test_an_earlier_entry_is_named_by_number_place_or_day(writeoff: Terminal, answer: str, entry: str) -> None:
    for draft, text in (("D-1", "12 mugs broke on Tuesday"), ("D-2", "9 mugs broke on Wednesday")):
        assert writeoff("draft", text, today="2026-10-02").code == 0
        assert writeoff("approve", draft).code == 0
    assert asked(writeoff, "take back the mugs we wrote off this week") == ["which_entry"]
    assert writeoff("answer", "D-3", answer, "--json").document["reverses"] == entry


def test_of_a_batch_what_is_clear_is_drafted_and_what_is_not_is_asked(writeoff: Terminal, tmp_path: Path) -> None:
    (tmp_path / "losses.txt").write_text("12 mugs smashed in the store\n3 lamps smashed\nwrite off $81.15 of damaged stock\n")
    batch = writeoff("draft", "--file", str(tmp_path / "losses.txt"), "--split", "line", "--json")
    assert batch.code == 6
    assert [text["outcome"] for text in batch.document["texts"]] == ["draft", "ask", "draft"]
    assert writeoff("answer", "D-2", "the desk one").code == 0
    assert [row["state"] for row in writeoff("queue", "--json").document["rows"]] == ["waiting"] * 3
