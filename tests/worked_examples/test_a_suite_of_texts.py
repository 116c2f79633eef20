"""Sixty texts as people typed them, in one file: drafted, approved, sent, and all of it taken back, to where the books began."""

import csv
import json
from pathlib import Path

from tests.terminal import Terminal

SUITE = Path("evals/dev-1")
CLIENT = "harbour-cafe"
LAST_DAY = "2026-12-31"


def accounts(document: str) -> dict[tuple[str, str], str]:
    """(account, type) to balance."""
    return {(row["account"], row["type"]): row["balance"] for row in json.loads(document)["rows"]}


def test_a_file_of_texts_there_and_back(writeoff: Terminal, tmp_path: Path) -> None:
    cases = [json.loads(line) for line in (SUITE / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    file = tmp_path / "texts.csv"
    with file.open("w", newline="", encoding="utf-8") as table:
        rows = [[case["text"]] for case in cases if case["client"] == CLIENT]
        csv.writer(table).writerows([["text"], *rows])

    def at_cafe(*words: str, code: int = 0) -> str:
        ran = writeoff("--client", CLIENT, *words, today=LAST_DAY)
        assert (ran.code, ran.err) == (code, ""), words
        return ran.out

    at_cafe("client", "add", CLIENT, "--from", str(SUITE / "clients" / CLIENT))
    began, stock = accounts(at_cafe("accounts", "--json")), at_cafe("stock")
    texts = json.loads(at_cafe("draft", "--file", str(file), "--json", code=6))["texts"]
    waiting = [draft["id"] for text in texts for draft in text["drafts"] if draft["state"] == "waiting"]
    assert len(waiting) > 20

    # An approval may move what a later draft was shown: that one is refused, shown anew, and approved as it is then.
    first = writeoff("--client", CLIENT, "approve", *waiting, "--json", today=LAST_DAY).document
    assert {told["problems"][0]["code"] for told in first["refused"]} <= {"changed_since_shown", "not_enough_stock"}
    posted = [done["entry"] for done in first["done"]]
    assert len(posted) > 20
    assert "Stock and accounts agree." in at_cafe("stock", "--check")

    at_cafe("qbo", "connect")
    sent = writeoff("--client", CLIENT, "sync", "--json", today=LAST_DAY).document
    assert [each["entry"] for each in sent["synced"]] + [each["entry"] for each in sent["held"]] == posted
    assert sent["failed"] == []

    for entry in posted:
        at_cafe("reverse", entry, "--because", "taken back", "--approve")
    for draft in json.loads(at_cafe("queue", "--json"))["rows"]:
        at_cafe("reject", draft["id"], "--because", "the end of the story")
    ended = accounts(at_cafe("accounts", "--json"))
    moved = {of_type for (name, of_type), balance in ended.items() if balance != began[name, of_type]}
    assert moved <= {"Bank", "Other Current Liability"}  # cash that was received is not taken back, but owed
    assert at_cafe("stock") == stock
    assert "Stock and accounts agree." in at_cafe("stock", "--check")
    at_cafe("audit", "verify")
