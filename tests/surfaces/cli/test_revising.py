"""What a revision or an answer settles shows; what would settle nothing is refused in a sentence, and nothing is stored."""

from pathlib import Path

import pytest

from tests.terminal import Terminal

FORKLIFT = "12 of the mugs were dropped by the forklift in the warehouse"
OWNER = "the owner took 2 desk lamps home for himself"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--place", "Moon"], "There is no place 'Moon' in these books.\nThe goods lie in Warehouse, Store."),
        (["--nrv", "2.00 each"], "If they stay, say so too: writeoff revise D-1 --kind write_down --nrv '2.00 each'"),
        (["--quantity", "12"], "Nothing of D-1 would change by that"),
        (["--reason", "damaged"], "Nothing of D-1 would change by that"),
        (["--place", "Warehouse", "--date", "2026-10-02"], "Nothing of D-1 would change by that"),
        (["--line", "2", "--account", "1200"], "Nothing of D-1 would change by that"),
        (["--supplier", "Harlow"], "Nothing of D-1 would change by that"),
    ],
)
def test_a_revision_without_effect_is_refused(writeoff: Terminal, words: list[str], says: str) -> None:
    writeoff("draft", FORKLIFT)
    before = writeoff("show", "D-1", "--json").document
    refused = writeoff("revise", "D-1", *words)
    assert (refused.code, refused.out) == (2, "")
    assert says in refused.err
    assert writeoff("show", "D-1", "--json").document == before


def test_goods_that_stay_are_said_to_with_what_they_will_bring(writeoff: Terminal) -> None:
    writeoff("draft", FORKLIFT)
    revised = writeoff("revise", "D-1", "--kind", "write_down", "--nrv", "2.00 each", "--json").document
    assert (revised["kind"], revised["lines"][0]["amount"]) == ("write_down", "25.80")


@pytest.mark.parametrize("account", ["6250", "1100", "4000"])
def test_without_a_loss_line_an_account_goes_to_the_first_debit(writeoff: Terminal, account: str) -> None:
    (drafted,) = writeoff("draft", OWNER, "--json").document["texts"][0]["drafts"]
    assert (drafted["state"], drafted["lines"][0]["chosen_by"]) == ("waiting", "owner")
    revised = writeoff("revise", "D-1", "--account", account, "--json").document
    assert (revised["lines"][0]["account"], revised["lines"][0]["chosen_by"]) == (account, "person")
    assert (revised["state"], [problem["code"] for problem in revised["problems"]]) == ("blocked", ["account_unusable"])


def test_a_note_is_the_memo(writeoff: Terminal) -> None:
    writeoff("draft", FORKLIFT)
    assert "2026-10-02  Forklift, bay 4  [D-1]" in writeoff("revise", "D-1", "--note", "Forklift,\n bay 4").out
    writeoff("approve", "D-1")
    assert writeoff("entries", "--json").document["rows"][0]["memo"] == "Forklift, bay 4"


def test_none_of_these_says_how_to_go_on(writeoff: Terminal) -> None:
    (question,) = writeoff("draft", "4 lamps smashed in the store", "--json").document["texts"][0]["questions"]
    assert question["asks"][0] == "item"
    none = writeoff("answer", "D-1", "none of these.", "--json")
    assert (none.code, none.document["error"]["code"]) == (2, "no_answer")
    assert none.document["error"]["remedy"] == (
        'Name the item (writeoff revise D-1 --item SKU), or reject it (writeoff reject D-1 --because "...").'
    )
    assert writeoff("show", "D-1", "--json").document["version"] == 1
    named = writeoff("revise", "D-1", "--item", "FAN-BOX", "--json").document
    assert [item["sku"] for item in named["items"]] == ["FAN-BOX"]


def test_an_unknown_number_is_asked_for_and_answered(writeoff: Terminal) -> None:
    asked = writeoff("draft", f"{FORKLIFT}, debit 5061", "--json")
    (question,) = asked.document["texts"][0]["questions"]
    assert (asked.code, question["asks"], question["choices"][0]["value"]) == (5, ["account"], "5060")
    assert writeoff("answer", "D-1", "5060", "--json").document["lines"][0]["account"] == "5060"


def test_a_place_that_a_row_names_and_the_books_do_not_know_is_said(writeoff: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("sku,quantity,reason,place\nMUG-01,3,lost,Moon\n", encoding="utf-8")
    (draft,) = writeoff("draft", "--file", str(file), "--json").document["texts"][0]["drafts"]
    (warning,) = draft["warnings"]
    assert warning["code"] == "place_assumed"
    assert warning["says"] == "“Moon” is no place of these books: taken from where the goods lie (3 MUG-01 at Warehouse)."
    assert warning["remedy"] == "Name the place if it was another: Warehouse, Store."


def test_a_sub_reason_is_one_of_the_clients_own(writeoff: Terminal) -> None:
    assert writeoff("policy", "set", "sub_reasons.damaged", "Forklift, Water").code == 0
    writeoff("draft", "12 of the mugs were dropped in the warehouse")
    refused = writeoff("revise", "D-1", "--sub-reason", "Fire")
    assert refused.code == 2
    assert "'Fire' is no sub-reason of damaged." in refused.err
    assert "There are: Forklift; Water." in refused.err
    assert writeoff("revise", "D-1", "--sub-reason", "water").code == 0
    assert "sub-reason" in writeoff("show", "D-1").out
    assert "Water" in writeoff("show", "D-1").out
    assert writeoff("revise", "D-1", "--sub-reason", "").code == 0
