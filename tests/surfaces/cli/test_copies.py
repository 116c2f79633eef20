"""`writeoff backup` and `restore`, as a person types them: what is said of a copy, and of books that are amiss."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.terminal import Terminal


def test_a_copy_is_proved_and_brought_back_goes_on(writeoff: Terminal, tmp_path: Path) -> None:
    writeoff("draft", "write off $240 of damaged stock")
    assert writeoff("approve", "D-1").code == 0
    writeoff("qbo", "connect")
    copy, again = tmp_path / "copy.db", tmp_path / "again.db"
    made = writeoff("backup", str(copy))
    assert (made.code, made.err) == (0, "")
    first, client = made.out.splitlines()
    assert first == f"Copied to {copy}: 1 client."
    assert client.startswith("  shop: 1 entry, ")
    assert client.endswith("; balances, layers and stock agree.")
    assert "WO-1001" in writeoff("entries", "--books", str(copy)).out  # a copy is books itself
    back = writeoff("restore", str(copy), "--books", str(again))
    assert (back.code, back.err) == (0, "")
    assert back.out.splitlines()[-1].startswith("What was posted since the copy is in QuickBooks and not here")
    writeoff("draft", "2 of the mugs broke in the warehouse", "--books", str(again))
    assert "WO-1002" in writeoff("approve", "D-2", "--books", str(again)).out
    assert writeoff("audit", "verify", "--books", str(again)).code == 0
    over = writeoff("restore", str(copy), "--books", str(again))
    assert (over.code, "are not empty" in over.err) == (1, True)


def test_books_that_are_amiss_are_copied_and_said_to_be_so_and_not_brought_back(
    writeoff: Terminal, books: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(books)) as connection, connection:
        connection.execute("UPDATE accounts SET balance_minor = balance_minor + 100 WHERE key = '1200'")
    copy = tmp_path / "copy.db"
    made = writeoff("backup", str(copy))
    assert (made.code, copy.exists(), "NOT as it should be" in made.out) == (1, True, True)
    assert "but its opening and entries add up to" in made.out
    back = writeoff("restore", str(copy), "--books", str(tmp_path / "again.db"))
    assert (back.code, "do not agree" in back.err, (tmp_path / "again.db").exists()) == (1, True, False)
    missing = writeoff("restore", str(tmp_path / "missing.db"), "--books", str(tmp_path / "again.db"))
    assert (missing.code, "There is no file" in missing.err) == (4, True)


def test_a_file_that_holds_no_books_is_not_brought_back_as_none(writeoff: Terminal, tmp_path: Path) -> None:
    """Such as what is left of a copy when the disk was full: nothing."""
    empty, another = tmp_path / "empty.db", tmp_path / "another.db"
    empty.touch()
    with closing(sqlite3.connect(another)) as connection, connection:
        connection.execute("CREATE TABLE cookies (name TEXT)")
    for file in (empty, another):
        back = writeoff("restore", str(file), "--books", str(tmp_path / "again.db"))
        assert (back.code, back.err.splitlines()[0]) == (4, f"{file} holds no books.")
    assert not (tmp_path / "again.db").exists()


WRONG = (
    "UPDATE accounts SET opening_minor = 'much' WHERE key = '1200'",
    "UPDATE layers SET quantity_micro = x'00'",
    "UPDATE policies SET document = '[]'",
    "UPDATE audit_events SET detail = x'ff' WHERE seq = 2",
    "UPDATE clients SET date_order = 'ydm'",
    "UPDATE people SET added_at = 'soon'",
)


def test_a_copy_with_a_value_of_a_wrong_type_is_refused_in_words(writeoff: Terminal, tmp_path: Path) -> None:
    writeoff("draft", "write off $240 of damaged stock")
    assert writeoff("approve", "D-1").code == 0
    copy = tmp_path / "copy.db"
    assert writeoff("backup", str(copy)).code == 0
    for n, change in enumerate(WRONG):
        changed = _changed(copy, tmp_path / f"wrong-{n}.db", change)
        back = writeoff("restore", str(changed), "--books", str(tmp_path / f"again-{n}.db"))
        told = (back.code in (1, 4), "fault of ours" in back.err, "writeoff-" in back.err)
        assert told == (True, False, False), (change, back.err)


def test_a_copy_whose_clients_are_gone_is_not_brought_back_as_none(writeoff: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert writeoff("backup", str(copy)).code == 0
    changed = _changed(copy, tmp_path / "changed.db", "DELETE FROM clients")
    back = writeoff("restore", str(changed), "--books", str(tmp_path / "again.db"))
    assert (back.code, back.err.splitlines()[0]) == (4, f"{changed} has accounts of shop, which is not among its clients.")
    assert not (tmp_path / "again.db").exists()


def test_a_copy_of_a_later_version_is_named_as_it_was_given(writeoff: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert writeoff("backup", str(copy)).code == 0
    later = _changed(copy, tmp_path / "later.db", "UPDATE migrations SET version_num = '9999'")
    back = writeoff("restore", str(later), "--books", str(tmp_path / "again.db"))
    assert (back.code, str(later) in back.err, "writeoff-" in back.err) == (4, True, False)


def test_programs_need_new_tokens_after_a_restore(writeoff: Terminal, books: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(books)) as connection, connection:
        connection.execute(
            "INSERT INTO tokens (id, token_hash, person, name, scopes, clients, made_at, ends_at)"
            " VALUES ('t', 'h', 'ana', 'till', 'read', '', '2026-10-01', '2027-10-01')"
        )
    copy, again = tmp_path / "copy.db", tmp_path / "again.db"
    assert writeoff("backup", str(copy)).code == 0
    assert writeoff("restore", str(copy), "--books", str(again)).code == 0
    with closing(sqlite3.connect(again)) as connection:
        assert [ended for (ended,) in connection.execute("SELECT ended_at FROM tokens")] != [None]


def _changed(copy: Path, changed: Path, change: str) -> Path:
    """The copy with something changed in it past the program."""
    shutil.copy(copy, changed)
    with closing(sqlite3.connect(changed)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(change)
    return changed
