"""Whatever is typed, pasted or piped in: a plain sentence, its remedy and an exit code; no traceback, nothing half-written."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

PROGRAM = [sys.executable, "-c", "import sys; from assistant.surfaces.cli.main import main; sys.exit(main())"]


def said_plainly(err: str) -> bool:
    return bool(err.strip()) and "Traceback" not in err and "fault of ours" not in err


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("   ", {2}), ("x" * 1_000_000, {2}), ("😀😀😀", {1, 5}), ("مرحبا بالعالم", {1, 5}), ("\u202etxet denrut", {1, 5}),
        ("'; DROP TABLE drafts; --", {1, 5}), ("<script>alert(1)</script>", {1, 5}), ("{{7*7}} ${x} %s %n", {1, 5}),
        ("write off $1e9 of damaged stock", {0, 1, 5}), ("write off $-5 of damaged stock", {0, 1, 5}),
        ("write off $0 of damaged stock", {0, 1, 5}), ("write off $0.001 of damaged stock", {0, 1, 5}),
        ("write off $40 of damaged stock on 31/02", {2}), ("write off 99999999999999999999 mugs", {1, 5}),
        ("write off $99999999999999999999999999 of stock", {1, 5}), ("\x1b[31mred\x1b[0m", {2}), ("a\udcffb", {2}),
    ],
    ids=lambda value: repr(value)[:40],
)  # fmt: skip
def test_a_text_of_any_kind(writeoff: Terminal, text: str, codes: set[int]) -> None:
    ran = writeoff("draft", "--", text)
    assert ran.code in codes
    assert said_plainly(ran.err or ran.out)
    assert "\x1b" not in ran.out
    assert writeoff("audit", "verify").code == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no text"),
        (b"write off\0 a mug", "not a text file"),
        (b"\xff\xfe\xff", "not text"),
        (b"caf\xe9", "not text in UTF-8"),
        (b"PK\x03\x04rest", "not a text file"),
        (b"x" * 1_000_000, "20,000 can be read at once"),
    ],
)
def test_a_file_of_any_kind(writeoff: Terminal, tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "losses.txt"
    file.write_bytes(content)
    for ran in (writeoff("draft", "--file", str(file)), writeoff("draft", "-", stdin=content)):
        assert (ran.code, says in ran.err) == (2, True), ran.err
    assert writeoff("queue", "--json").document["rows"] == []


def test_a_text_in_utf_16_is_read(writeoff: Terminal) -> None:
    assert writeoff("draft", "-", stdin="write off $40 of damaged stock".encode("utf-16")).code == 0


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ("text\n", ["holds no row"]),
        ("nothing,known\n1,2\n", ["has neither a column 'text'"]),
        ("sku,quantity\nMUG-01,\n", ["row 2, column quantity: is empty"]),
        ("sku,quantity,reason\nMUG-01,x,damaged\n,3,burnt\n", ["row 2, column quantity", "row 3, column sku", "column reason"]),
        ("sku,quantity,date\nMUG-01,3,31/02/2026\nMUG-01,3,2026-02-30\n", ["row 2, column date", "row 3, column date"]),
        ("sku,quantity\nMUG-01,-3\nMUG-01,0\nMUG-01,1e9\nMUG-01,0.0000001\n", [f"row {n}, column" for n in (2, 3, 4, 5)]),
        ("sku,quantity,place\nMUG-01,3,Store; Warehouse\n", ["row 2, column place"]),
        ('text\n"unclosed', ["cannot be split into cells"]),
    ],
)
def test_a_table_with_faults_is_refused_whole(writeoff: Terminal, tmp_path: Path, rows: str, faults: list[str]) -> None:
    file = tmp_path / "goods.csv"
    file.write_text(rows, encoding="utf-8")
    ran = writeoff("draft", "--file", str(file))
    assert ran.code == 2
    assert [fault for fault in faults if fault not in ran.err] == []
    assert writeoff("queue", "--json").document["rows"] == []


@pytest.mark.parametrize(
    "words",
    [
        ["draft"], ["draft", "a", "--file", "b"], ["draft", "--file", "none.txt"], ["draft", "--file", "."],
        ["draft", "a mug", "--split", "line"], ["draft", "a mug", "--reader", "oracle"], ["draft", "-5 mugs"],
        ["draft", "a mug", "--today", "31/02"], ["draft", "a mug", "--today", "tomorrow"], ["draft", "a mug", "--client", "x"],
        ["answer", "D-1"], ["answer", "D-1", "3"], ["show", "X"], ["show", "'; DROP TABLE drafts"], ["approve"],
        ["approve", "\udcff"], ["reject", "D-1"], ["reject", "D-1", "--because", " "], ["revise", "D-1", "--quantity", "3"],
        ["reverse", "WO-1", "--because", "x"], ["reverse", "WO-1", "--because", "x", "--quantity", "MUG-01"],
        ["reverse", "WO-1", "--because", "x", "--quantity", "MUG-01=-3"], ["reverse", "WO-1", "--because", "x", "--date", "x"],
        ["entries", "--limit", "0"], ["entries", "--after", "WO-7"], ["queue", "--after", "D-9"], ["stock", "NOPE"],
        ["history", "NOPE"], ["close", "31/02"], ["close", "2030-01-01"], ["stock", "receive", "--from", "none.csv"],
        ["client", "add", "a/b", "--from", "corner-hardware"], ["client", "add", "x", "--from", "nowhere"],
        ["user", "add", "", "--role", "owner"], ["user", "add", "tom", "--role", "king"], ["export", "--to", "excel"],
        ["eval", "nowhere"], ["eval", "evals/dev-1", "--reader", "model", "--record"], ["--books", "/", "queue"], ["nothing"],
        ["--nothing"], ["policy", "set"], ["queue", "--books", "postgres://u:secret@"], ["queue", "--books", "mysql://host/x"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wrong_command_line(writeoff: Terminal, words: list[str]) -> None:
    ran = writeoff(*words)
    assert ran.code in (2, 4)
    assert said_plainly(ran.err)
    assert ran.out == ""
    assert "secret" not in ran.err


def test_books_that_are_none(writeoff: Terminal, tmp_path: Path) -> None:
    garbage, other = tmp_path / "garbage.db", tmp_path / "other.db"
    garbage.write_bytes(b"not a database at all" * 100)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    for path in (garbage, other, tmp_path / "none.db", tmp_path / "no" / "folder.db"):
        ran = writeoff("queue", "--books", str(path))
        assert (ran.code, said_plainly(ran.err)) == (4, True), path


def run_program(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *words], capture_output=True, text=True, env={**os.environ, **more})


def test_a_fault_of_ours_is_said_plainly_and_kept(tmp_path: Path) -> None:
    program = "import sys; from assistant.surfaces.cli import main as m; m.run = lambda words: 1 / 0; sys.exit(m.main())"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    words = [sys.executable, "-c", program, "queue", "--json"]
    done = subprocess.run(words, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (1, "")
    error = json.loads(done.stdout)["error"]
    assert error["says"] == "This is a fault of ours: ZeroDivisionError where none was foreseen."
    (kept,) = tmp_path.glob("writeoff-fault-*")
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")
    assert str(kept) in error["remedy"]


def test_a_reader_that_goes_away_is_no_error(books: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "--books", str(books), "--as", "ana", "stock", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_a_terminal_without_unicode_is_written_to(books: Path) -> None:
    done = run_program("--books", str(books), "--as", "ana", "stock", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("folder_too", [False, True])
def test_books_that_may_only_be_read(writeoff: Terminal, books: Path, folder_too: bool) -> None:
    """Reading may do; writing is refused in words. (The super-user may write everywhere: then nothing is refused.)"""
    books.chmod(stat.S_IRUSR)
    if folder_too:
        books.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        ran = writeoff("close", "2026-09-30")
    finally:
        books.parent.chmod(0o700)
        books.chmod(0o600)
    assert ran.code == (0 if os.geteuid() == 0 else 4)
    assert os.geteuid() == 0 or said_plainly(ran.err)
