"""Books written for other programs: to a file, to a pipe and as a document they are the same text."""

import json
from pathlib import Path

import pytest

from assistant.adapters.sql import audit
from tests.terminal import Terminal


def test_an_export_is_the_same_wherever_it_goes(writeoff: Terminal, tmp_path: Path) -> None:
    for words in ("3 mugs broke in the store", "write off $40 of damaged stock \x85 \u202e(wet)"):
        assert writeoff("draft", words).code == 0
    assert writeoff("approve", "D-1", "D-2").code == 0
    for to in ("beancount", "hledger", "ledger", "csv"):
        file = tmp_path / f"shop.{to}"
        assert writeoff("export", "--to", to, "--output", str(file)).out == f"Wrote {file}.\n"
        text = file.read_text(encoding="utf-8")
        assert text.count("WO-1002") > 0
        assert ("\u202e" in text) == (to == "csv")
        assert writeoff("export", "--to", to).out == text.replace("\x85", r"\u0085").replace("\u202e", r"\u202e")
        assert writeoff("export", "--to", to, "--json").document == {"to": to, "files": [], "content": text}
        assert json.loads(writeoff("export", "--to", to, "--output", str(file), "--json").out)["content"] is None


def test_a_trail_is_the_same_wherever_it_goes_however_long_it_is(
    writeoff: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "AT_ONCE", 2)
    for words in ("3 mugs broke in the store", "write off $40 of damaged stock"):
        assert writeoff("draft", words).code == 0
    file = tmp_path / "trail.jsonl"
    wrote = writeoff("audit", "export", "--output", str(file)).out
    lines = file.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in lines.splitlines()]
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["what"] for row in rows][-4:] == ["text.read", "draft.drafted"] * 2
    assert wrote == f"Wrote {len(rows)} events to {file}.\n"
    assert writeoff("audit", "export").out == lines
    assert writeoff("audit", "export", "--json").document == {"client": "shop", "rows": rows}
