"""Files of many texts: one that fails costs no other, what is missing is drafted later, and a model reads several at a time."""

import tempfile
from pathlib import Path

import pytest

from assistant.books.proposal import Proposal, ReadingContext
from assistant.readers.rows import RowReader
from tests.scripted_endpoint import Answer, Json, ScriptedEndpoint
from tests.terminal import Terminal

QUANTITY: Json = {"relation": "exactly", "parts": [{"number": "2", "unit": "", "per": None}], "share": None, "booked": []}
MUGS: Json = {
    "quote": "2 mugs", "words": "mugs", "place": "", "every_place": False, "stated": [], "nrv": None, "cost_to_sell": None,
    "category": False, "quantity": {"quote": "2", **QUANTITY},
}  # fmt: skip
SMASHED: Json = {
    "quote": None, "kind": "write_off", "reason": "damaged", "goods": [MUGS], "value": None, "entry_date": None,
    "date_quote": None, "reason_quote": "smashed", "cause": None, "use": None, "use_words": "", "recoveries": [], "lines": [],
    "against_allowance_quote": None, "release": False, "entry": None, "value_recovered": False, "repaid_from": "",
    "source_keyed_wrong_quote": None, "disposal_cost_quote": None, "note": "",
}  # fmt: skip
READ = Answer({"events": [SMASHED], "declined": "", "declined_quotes": [], "instructions": []}, seconds=0.5)
DOWN = Answer(status=500)


def test_a_model_reads_several_at_a_time_and_one_that_fails_costs_no_other(
    writeoff: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "losses.txt"
    file.write_text("".join(f"2 mugs smashed, bay {n}\n" for n in range(1, 7)), encoding="utf-8")
    writeoff("policy", "set", "model", "local")
    with ScriptedEndpoint([READ, READ, DOWN, READ, READ, READ]) as endpoint:
        for name, value in {"": "scripted", "_URL": endpoint.url, "_RETRIES": "0", "_CONCURRENCY": "3"}.items():
            monkeypatch.setenv(f"WRITEOFF_MODEL{name}", value)
        once = writeoff("draft", "--file", str(file), "--split", "line", "--reader", "model", "--json")
        assert (once.code, len(endpoint.asked), endpoint.most_at_once) == (0, 6, 3)
        again = writeoff("draft", "--file", str(file), "--split", "line", "--reader", "model", "--json")
        assert len(endpoint.asked) == 6  # what is there is not read again
    assert again.document == once.document
    texts = once.document["texts"]
    assert [text["text"] for text in texts] == [f"2 mugs smashed, bay {n}" for n in range(1, 7)]
    assert sorted(text["drafts"][0]["id"] for text in texts) == [f"D-{n}" for n in range(1, 7)]
    warned = [warning["code"] for text in texts for warning in text["drafts"][0]["warnings"]]
    assert warned.count("fell_back_to_rules") == 1


def test_a_defect_over_one_text_is_said_with_it_and_the_rest_is_drafted(
    writeoff: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("sku,quantity,reason\nMUG-01,1,lost\nMUG-01,2,lost\nMUG-01,3,lost\n", encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read = RowReader.interpret

    def stumbles(reader: RowReader, text: str, context: ReadingContext) -> Proposal:
        if "quantity: 2" in text:
            raise KeyError("quantity")
        return read(reader, text, context)

    with monkeypatch.context() as broken:
        broken.setattr(RowReader, "interpret", stumbles)
        first = writeoff("draft", "--file", str(file), "--json")
    assert first.code == 6
    assert [text["outcome"] for text in first.document["texts"]] == ["draft", "failed", "draft"]
    assert first.document["texts"][1]["error"]["code"] == "fault"
    later = writeoff("draft", "--file", str(file), "--json")
    assert later.code == 0
    assert [text["drafts"][0]["id"] for text in later.document["texts"]] == ["D-1", "D-3", "D-2"]


def test_a_bad_row_is_said_and_the_others_are_drafted(writeoff: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "goods.csv"
    rows = ["MUG-01,2 dozen,lost,", "MUG-01,soon,lost,31/02/2026", "HAM-16,all but 3,damaged,", ",4,lost,"]
    file.write_text("\n".join(["sku,quantity,reason,date", *rows]), encoding="utf-8")
    drafted = writeoff("draft", "--file", str(file))
    assert drafted.code == 6
    assert "goods.csv row 3, column quantity: 'soon' is no number of goods that left" in drafted.out
    assert "column date: '31/02/2026' is not a day of the calendar" in drafted.out
    assert "goods.csv row 5, column sku: is empty; fill it in." in drafted.out
    assert drafted.out.endswith("4 texts, 2 drafted, 2 failed.\n")
    assert "2 dozen of MUG-01, lost  [D-1]" in drafted.out
    mugs, hammers = sorted(writeoff("queue", "--json").document["rows"], key=lambda row: row["id"])
    assert sum(int(item["quantity"]) for item in mugs["items"]) == 24
    assert {item["sku"] for item in hammers["items"]} == {"HAM-16"}
    texts = writeoff("draft", "--file", str(file), "--json").document["texts"]
    assert [text["outcome"] for text in texts] == ["draft", "failed", "draft", "failed"]
    assert len(writeoff("queue", "--json").document["rows"]) == 2


def test_a_count_sheet_is_measured_against_the_books(writeoff: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "count.csv"
    file.write_text(
        "Item,Counted,Location\nMUG-01,30,Store\nStoneware Coffee Mug,150,Warehouse\nLMP-DSK,9,Store\n", encoding="utf-8"
    )
    texts = writeoff("draft", "--file", str(file), "--json").document["texts"]
    assert [text["outcome"] for text in texts] == ["draft", "draft", "decline"]
    drafts = [draft for text in texts for draft in text["drafts"]]
    assert {draft["kind"] for draft in drafts} == {"count_adjustment"}
    assert [(item["sku"], item["location"], item["quantity"]) for draft in drafts for item in draft["items"]] == [
        ("MUG-01", "Store", "6"), ("MUG-01", "Warehouse", "-6"),
    ]  # fmt: skip
    assert texts[2]["declined"] == "The count agrees with the books: there is nothing to adjust."


def test_a_text_too_long_costs_no_other(writeoff: Terminal) -> None:
    content = f"write off $40 of damaged stock\n\n{'x' * 30_000}\n".encode()
    drafted = writeoff("draft", "-", "--split", "blank", stdin=content)
    assert (drafted.code, "text 2 has 30,000 characters" in drafted.out) == (6, True)
