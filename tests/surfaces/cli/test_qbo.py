"""The way to a practice QuickBooks company and back, as a person types it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.terminal import Terminal


@pytest.fixture
def posted(writeoff: Terminal) -> None:
    """Twelve mugs broke: WO-1001."""
    assert writeoff("draft", "12 of the mugs were dropped by the forklift in the warehouse").code == 0
    assert writeoff("approve", "D-1").code == 0


@pytest.mark.usefixtures("posted")
def test_from_connecting_to_the_entry_read_back(writeoff: Terminal, books: Path) -> None:
    assert "shop is connected to no QuickBooks company." in writeoff("qbo", "status").out
    connected = writeoff("qbo", "connect")
    assert (connected.code, connected.out.count("without a counterpart")) == (0, 0)
    assert "0 entries there, 1 to send." in writeoff("qbo", "status").out
    unconfirmed = writeoff("sync", "--json")
    assert (unconfirmed.code, unconfirmed.document["held"][0]["reason"]) == (1, "links_not_confirmed")
    assert writeoff("qbo", "confirm").code == 0
    synced = writeoff("sync")
    assert (synced.code, synced.out.splitlines()[-1]) == (0, "1 done, 0 held, 0 failed.")
    shown = writeoff("qbo", "practice", "--show")
    number, id_ = synced.out.split("adjustment ")[1].split(":")[0].split(", Id ")
    assert f"{number}  [Id {id_}]" in shown.out
    assert "1 entry there, 0 to send." in writeoff("qbo", "status").out
    again = writeoff("sync")
    assert (again.code, again.out) == (0, "Nothing to send: every posted entry is in QuickBooks.\n")
    assert Path(f"{books}.practice.sqlite").is_file()


@pytest.mark.usefixtures("posted")
def test_the_company_comes_to_what_the_books_come_to(writeoff: Terminal) -> None:
    writeoff("qbo", "connect")
    writeoff("qbo", "confirm")
    writeoff("sync")
    (there,) = writeoff("qbo", "practice", "--show", "--json").document["entries"]
    (ours,) = writeoff("entries", "--limit", "1", "--json").document["rows"]
    lines = [(line["side"], line["account"], float(line["amount"])) for line in there["lines"]]
    assert lines == [(line["side"], line["account"], float(line["amount"])) for line in ours["lines"]]
    assert there["date"] == ours["date"]


@pytest.mark.usefixtures("posted")
def test_a_held_entry_says_why_and_waits(writeoff: Terminal) -> None:
    """A supplier credits some mugs against what is owed to him, and the company does not know him."""
    writeoff("qbo", "connect")
    writeoff("qbo", "confirm")
    writeoff("draft", "6 of the mugs arrived broken from Acme Pottery, they agreed to credit us in full")
    writeoff("revise", "D-2", "--line", "1", "--account", "2000")
    writeoff("approve", "D-2")
    partly = writeoff("sync")
    assert (partly.code, partly.out.splitlines()[-1]) == (6, "1 done, 1 held, 0 failed.")
    held = writeoff("sync", "--json")
    assert (held.code, held.document["held"][0]["reason"]) == (1, "supplier_missing")
    assert "'Acme Pottery', and that is linked to no supplier in QuickBooks" in writeoff("qbo", "status").out
    added = writeoff("qbo", "practice", "--add-supplier", "Acme Pottery")
    assert writeoff("qbo", "practice", "--add-supplier", "Acme Pottery").out == added.out
    assert writeoff("qbo", "pull").code == 5
    assert writeoff("qbo", "confirm").code == 0
    assert writeoff("sync").code == 0


def test_without_a_company_there_is_nothing_to_sync_with(writeoff: Terminal) -> None:
    for words in (["sync"], ["qbo", "practice", "--show"]):
        refused = writeoff(*words)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err == "shop is connected to no QuickBooks company.\nConnect it: writeoff qbo connect\n"


def test_an_auditor_neither_connects_nor_sends(writeoff: Terminal) -> None:
    writeoff("user", "add", "eve", "--role", "auditor")
    assert writeoff("qbo", "connect", person="eve").code == 3
    assert writeoff("qbo", "connect").code == 0
    assert writeoff("sync", person="eve").code == 3
    assert writeoff("qbo", "status", person="eve").code == 0


OF_THE_COMPANY = (
    ["sync"], ["sync", "WO-1001"], ["qbo", "pull"], ["qbo", "reconcile"], ["qbo", "accept", "WO-1001"],
    ["qbo", "practice", "--show"],
)  # fmt: skip


@pytest.mark.parametrize("words", OF_THE_COMPANY, ids=" ".join)
def test_who_may_not_send_is_not_told_whether_there_is_a_company(writeoff: Terminal, words: list[str]) -> None:
    writeoff("user", "add", "eve", "--role", "reporter")
    refused = writeoff(*words, person="eve")
    assert (refused.code, refused.err.startswith("eve is a reporter in these books")) == (3, True)


def test_a_practice_file_of_another_kind_is_left_alone(writeoff: Terminal, books: Path) -> None:
    other = Path(f"{books}.practice.sqlite")
    other.write_text("my notes", encoding="utf-8")
    refused = writeoff("qbo", "connect")
    assert (refused.code, "Move that file" in refused.err) == (4, True)
    assert other.read_text(encoding="utf-8") == "my notes"


@pytest.mark.usefixtures("posted")
def test_a_company_that_runs_by_itself_is_found(writeoff: Terminal, books: Path) -> None:
    program = "import sys; from assistant.surfaces.cli.main import run; sys.exit(run(sys.argv[1:]))"
    words = ["--books", str(books), "--as", "ana", "qbo", "practice"]
    serving = subprocess.Popen([sys.executable, "-c", program, *words], stdout=subprocess.PIPE, text=True)
    assert serving.stdout is not None
    try:
        assert "Ctrl-C stops it" in serving.stdout.readline()
        address = serving.stdout.readline().strip()
        assert writeoff("qbo", "connect").code == 0
        assert writeoff("qbo", "confirm").code == 0
        assert writeoff("sync").code == 0
        with urlopen(f"{address}/practice/log") as log:
            assert b'"resource":"inventoryadjustment"' in log.read()
        twice = writeoff("qbo", "practice")
        assert (twice.code, f"It runs already, at {address}." in twice.err) == (2, True)
    finally:
        os.kill(serving.pid, signal.SIGINT)
        rest, _ = serving.communicate(timeout=20)
    assert (serving.returncode, rest) == (0, "")
    assert not Path(f"{books}.practice.sqlite.url").exists()
    assert writeoff("qbo", "practice", "--show").code == 0
