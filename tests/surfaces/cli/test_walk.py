"""Texts to drafts at the terminal: what each outcome prints and ends with, and files that are drafted once."""

from pathlib import Path

import pytest

from tests.terminal import Terminal

FORKLIFT = "12 of the mugs were dropped by the forklift in the warehouse"


def test_a_draft_is_a_page_of_the_one_notation_with_its_reasons(writeoff: Terminal) -> None:
    drafted = writeoff("draft", "write off $240 of damaged stock")
    assert drafted.code == 0
    heading, _, entry, what, debit, credit, *_ = drafted.out.splitlines()
    assert heading.startswith("D-1  waiting  0.")
    assert (entry, what) == ("  2026-10-02  write off $240 of damaged stock  [D-1]", "    write_off damaged")
    assert debit.split()[:2] + debit.split()[-2:-1] == ["Dr", "5050", "240.00"]
    assert credit.split()[:2] + credit.split()[-2:-1] == ["Cr", "1200", "240.00"]
    assert "within the limit of 500.00" in drafted.out
    assert drafted.out.endswith("Approve it: writeoff approve D-1\n")


@pytest.mark.parametrize(
    ("text", "outcome", "code"),
    [
        (FORKLIFT, "draft", 0),
        ("some of the desk lamps in the store went missing", "ask", 5),
        ("write off 400 box fans, water damage", "blocked", 1),
        ("please order more mugs", "decline", 1),
    ],
)
def test_what_a_text_comes_to(writeoff: Terminal, text: str, outcome: str, code: int) -> None:
    drafted = writeoff("draft", text, "--json")
    (told,) = drafted.document["texts"]
    assert (drafted.code, told["outcome"]) == (code, outcome)
    assert (told["text"], told["reader"]) == (text, "rules")
    assert bool(told["drafts"]) is (outcome in ("draft", "blocked"))
    assert bool(told["questions"]) is (outcome == "ask")
    assert bool(told["declined"]) is (outcome == "decline")


def test_beside_a_refusal_stands_a_text_that_can_be_drafted(writeoff: Terminal) -> None:
    declined = writeoff("draft", "please order more mugs")
    assert declined.code == 1
    assert 'writeoff draft "write off 3 Stoneware Coffee Mug at Warehouse, damaged"' in declined.out
    told = writeoff("draft", "please order more mugs", "--json").document["texts"][0]
    assert told["example"] == "write off 3 Stoneware Coffee Mug at Warehouse, damaged"
    assert writeoff("draft", told["example"], "--json").document["texts"][0]["example"] is None


def test_words_need_no_quotation_marks(writeoff: Terminal) -> None:
    assert writeoff("draft", *FORKLIFT.split()).code == 0


def test_every_fact_points_at_the_words_it_was_read_from(writeoff: Terminal) -> None:
    (draft,) = writeoff("draft", FORKLIFT, "--json").document["texts"][0]["drafts"]
    quoted = [fact for fact in draft["facts"] if fact["quote"] is not None]
    assert {"goods 1", "goods 1 quantity", "goods 1 place"} <= {fact["name"] for fact in quoted}
    assert all(FORKLIFT[fact["start"] : fact["end"]] == fact["quote"] for fact in quoted)
    (item,) = draft["items"]
    assert (item["sku"], item["location"], item["quantity"], item["amount"]) == ("MUG-01", "Warehouse", "12", "49.80")


def test_a_waiting_draft_holds_its_stock_back(writeoff: Terminal) -> None:
    writeoff("draft", FORKLIFT)
    (warehouse, _) = writeoff("stock", "MUG-01", "--json").document["rows"]
    assert (warehouse["on_hand"], warehouse["reserved"], warehouse["available"]) == ("144", "12", "132")


def test_a_file_is_drafted_once_and_what_is_missing_later(writeoff: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "losses.txt"
    file.write_text(f"{FORKLIFT}\n\nwrite off $40 of damaged stock\n", encoding="utf-8")
    once = writeoff("draft", "--file", str(file), "--split", "line", "--json")
    again = writeoff("draft", "--file", str(file), "--split", "line", "--json")
    assert (once.code, again.code) == (0, 0)
    assert once.document == again.document
    assert [len(text["drafts"]) for text in once.document["texts"]] == [1, 1]
    assert len(writeoff("queue", "--json").document["rows"]) == 2


def test_a_file_in_parts_of_several_lines(writeoff: Terminal) -> None:
    content = f"Hello Jo,\n{FORKLIFT}.\nThanks\n\n  \nwrite off $40 of damaged stock\n".encode()
    texts = writeoff("draft", "-", "--split", "blank", "--json", stdin=content).document["texts"]
    assert [text["text"].splitlines()[0] for text in texts] == ["Hello Jo,", "write off $40 of damaged stock"]


def test_what_is_typed_twice_is_said_twice(writeoff: Terminal) -> None:
    for _ in range(2):
        writeoff("draft", "-", stdin=b"write off $40 of damaged stock\n")
    assert len(writeoff("queue", "--json").document["rows"]) == 2


def test_a_column_of_texts_and_a_list_of_goods(writeoff: Terminal, tmp_path: Path) -> None:
    texts, goods = tmp_path / "texts.csv", tmp_path / "goods.csv"
    texts.write_text('date,Text\n1,"write off $1,240 of damaged stock"\n,\n2,please order more mugs\n', encoding="utf-8-sig")
    goods.write_text("SKU,Quantity,Reason,Place\nMUG-01,2,opened or tampered,Store\nMUG-01,3,lost,\n", encoding="utf-8")
    mixed = writeoff("draft", "--file", str(texts))
    assert mixed.code == 6
    assert mixed.out.endswith("2 texts, 1 drafted, 1 declined.\n")
    drafts = [text["drafts"][0] for text in writeoff("draft", "--file", str(goods), "--json").document["texts"]]
    assert [(draft["reason"], draft["items"][0]["quantity"]) for draft in drafts] == [("opened_or_tampered", "2"), ("lost", "3")]


@pytest.mark.parametrize(("rows", "code"), [(["1,lost"], 0), (["1,lost", "2,"], 0), (["400,lost"], 1), (["400,lost", "1,"], 6)])
def test_the_code_of_several(writeoff: Terminal, tmp_path: Path, rows: list[str], code: int) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("\n".join(["sku,quantity,reason", *(f"FAN-BOX,{row}" for row in rows)]), encoding="utf-8")
    assert writeoff("draft", "--file", str(file)).code == code


def test_an_answer_walks_on_with_what_was_read(writeoff: Terminal) -> None:
    asked = writeoff("draft", "some of the desk lamps in the store went missing", "--json").document["texts"][0]
    (question,) = asked["questions"]
    assert (question["id"], question["asks"][0]) == ("D-1", "quantity")
    assert writeoff("answer", "D-1", "no idea").code == 2
    answered = writeoff("answer", "D-1", "3", "--json")
    assert (answered.code, answered.document["state"], answered.document["version"]) == (0, "waiting", 2)
    (item,) = answered.document["items"]
    assert (item["sku"], item["location"], item["quantity"]) == ("LMP-DSK", "Store", "3")
    assert writeoff("answer", "D-1", "4").code == 1  # no question is open any more


def test_where_no_model_answers_the_rules_read_and_it_is_said(writeoff: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"": "local-model", "_URL": "http://127.0.0.1:9/v1", "_RETRIES": "0", "_TIMEOUT": "2"}.items():
        monkeypatch.setenv(f"WRITEOFF_MODEL{name}", value)
    assert writeoff("draft", FORKLIFT, "--reader", "model").code == 3  # the client's policy is off
    assert writeoff("draft", FORKLIFT, "--json").document["texts"][0]["reader"] == "rules"
    writeoff("policy", "set", "model", "local")
    content = f"{FORKLIFT}\nwrite off $40 of damaged stock\n".encode()
    drafted = writeoff("draft", "-", "--split", "line", "--json", stdin=content)
    texts = drafted.document["texts"]
    assert (drafted.code, [text["text"] for text in texts]) == (0, [FORKLIFT, "write off $40 of damaged stock"])
    assert all("fell_back_to_rules" in [told["code"] for told in text["drafts"][0]["warnings"]] for text in texts)
