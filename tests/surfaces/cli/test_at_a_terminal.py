"""What only a person at a terminal sees: questions asked one by one, and a count while a file is drafted."""

import os
import pty
import subprocess
import sys
from pathlib import Path

PROGRAM = [sys.executable, "-c", "import sys; from assistant.surfaces.cli.main import main; sys.exit(main())"]


def typed(books: Path, *words: str, keys: bytes = b"") -> tuple[int, str]:
    """The exit code and all that the terminal showed, with `keys` typed ahead."""
    ours, theirs = pty.openpty()
    command = [*PROGRAM, "--books", str(books), "--as", "ana", "--today", "2026-10-02", *words]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    os.write(ours, keys)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:  # the other end has closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    return process.wait(), shown.decode()


def test_accounts_are_asked_one_by_one_and_enter_takes_what_is_proposed(books: Path) -> None:
    code, shown = typed(books, "accounts", "--confirm", keys=b"\nnowhere\nCasualty Loss\n-\n-\n" + b"\n" * 18)
    assert code == 0
    assert "damaged, within the limit [5050]:" in shown
    assert "There is no account 'nowhere'." in shown
    settled = shown[shown.rindex("Reason") :].replace("\r", "").split("\n\n")[0]  # the table, not what the page says below it
    damaged, *others = [" ".join(line.split()) for line in settled.splitlines()[1:] if line.strip()]
    assert damaged == "damaged 5050 Damage & Breakage 6940 Casualty Loss"
    assert len(others) == 9  # 'deteriorated' was left to the rules, as are the two whose account the facts choose


def test_who_stops_at_a_question_changes_nothing(books: Path) -> None:
    code, shown = typed(books, "accounts", "--confirm", keys=b"\n\n\x04")
    assert (code, "nothing is half-written" in shown) == (130, True)
    assert "No account is settled" in typed(books, "policy", "show")[1]


def test_a_count_runs_along_while_a_file_is_drafted(books: Path, tmp_path: Path) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("sku,quantity,reason\nMUG-01,1,lost\nMUG-01,2,lost\nMUG-01,3,lost\n", encoding="utf-8")
    code, shown = typed(books, "draft", "--file", str(file))
    assert code == 0
    assert "1 of 3" in shown
    assert "2 of 3" in shown


def test_links_are_confirmed_where_somebody_who_connects_says_so(books: Path) -> None:
    code, shown = typed(books, "qbo", "connect", keys=b"y\n")
    assert (code, "Confirm these links now? [y/N]:" in shown) == (0, True)
    assert "Confirmed 103:" in shown
    assert "Nothing waits to be confirmed." in typed(books, "qbo", "confirm")[1]
