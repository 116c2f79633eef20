"""Books written for other programs: to a file, to a pipe and as a document they are the same text."""

import json
from pathlib import Path

from tests.terminal import Terminal


def test_an_export_is_the_same_wherever_it_goes(writeoff: Terminal, tmp_path: Path) -> None:
    for words in ("3 mugs broke in the store", "write off $40 of damaged stock"):
        assert writeoff("draft", words).code == 0
    assert writeoff("approve", "D-1", "D-2").code == 0
    for to in ("beancount", "hledger", "ledger", "csv"):
        file = tmp_path / f"shop.{to}"
        assert writeoff("export", "--to", to, "--output", str(file)).out == f"Wrote {file}.\n"
        text = file.read_text(encoding="utf-8")
        assert text.count("WO-1002") > 0
        assert writeoff("export", "--to", to).out == text
        assert writeoff("export", "--to", to, "--json").document == {"to": to, "files": [], "content": text}
        assert json.loads(writeoff("export", "--to", to, "--output", str(file), "--json").out)["content"] is None
