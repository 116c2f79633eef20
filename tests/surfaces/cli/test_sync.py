"""Sending what is posted, as a person types it: receipts with QuickBooks' cost, what a person settles, a worker that goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

# Ctrl-C is heard even where the tests themselves run in the background of a shell, which has its children ignore it.
PROGRAM = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    " from assistant.surfaces.cli.main import run; sys.exit(run(sys.argv[1:]))"
)


@pytest.fixture
def connected(writeoff: Terminal) -> None:
    """Twelve mugs broke and five were stolen, insured in part: WO-1001 and WO-1002; the company's links are confirmed."""
    writeoff("draft", "12 of the mugs were dropped by the forklift in the warehouse")
    writeoff("draft", "5 mugs were stolen from the warehouse, insurance will pay 10.00")
    assert writeoff("approve", "D-1", "D-2").code == 0
    writeoff("qbo", "connect")
    assert writeoff("qbo", "confirm").code == 0


@pytest.mark.usefixtures("connected")
def test_a_receipt_tells_the_documents_and_what_they_cost_there(writeoff: Terminal) -> None:
    one = writeoff("sync", "WO-1002")
    assert (one.code, one.out.splitlines()[-1]) == (0, "1 done, 0 held, 0 failed.")
    first, second = one.out.splitlines()[:2]
    assert first.startswith("WO-1002  done  adjustment WO-1002-A-")
    assert first.endswith(": 20.75, as estimated")
    assert second.strip().startswith("journal entry WO-1002-B-")
    (synced,) = writeoff("sync", "--json").document["synced"]
    assert (synced["entry"], synced["variances"]) == ("WO-1001", [])
    (document,) = synced["documents"]
    assert (document["kind"], document["estimate"], document["cost"], document["difference"]) == (
        "InventoryAdjustment",
        "49.80",
        "49.80",
        "0.00",
    )
    assert (synced["document"], synced["remote_id"]) == (document["document"], document["remote_id"])


@pytest.mark.usefixtures("connected")
def test_what_is_settled_is_shown_as_it_was_settled(writeoff: Terminal) -> None:
    sent = writeoff("sync", "WO-1001").out
    assert writeoff("qbo", "variance", "WO-1001").out == sent
    refused = writeoff("qbo", "replan", "WO-1001")
    assert (refused.code, "WO-1001 went out already, as InventoryAdjustment WO-1001-A-" in refused.err) == (1, True)
    planned = writeoff("qbo", "replan", "WO-1002", "--json")
    assert [each["kind"] for each in planned.document["plan"]["documents"]] == ["InventoryAdjustment", "JournalEntry"]


@pytest.mark.usefixtures("connected")
def test_what_is_misspelt_is_said(writeoff: Terminal) -> None:
    assert "There is no entry WO-9." in writeoff("sync", "wo-9").err
    assert writeoff("qbo", "variance", "WO-1001", "--date", "2026-10-01").code == 2
    assert writeoff("sync", "--watch", "--json").code == 2
    assert writeoff("sync", "--every", "0").code == 2


@pytest.mark.usefixtures("connected")
def test_a_worker_sends_what_is_posted_until_it_is_told_to_stop(writeoff: Terminal, books: Path) -> None:
    words = ["--books", str(books), "--as", "ana", "--today", "2026-10-06", "sync", "--watch", "--every", "1"]
    command = [sys.executable, "-u", "-c", PROGRAM, *words]
    working = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert working.stdout is not None
    try:
        assert working.stdout.readline() == "Sending what is posted for shop. Ctrl-C stops it.\n"
        assert working.stdout.readline() == "shop:\n"
        assert working.stdout.readline().startswith("WO-1001  done  adjustment")
    finally:
        os.kill(working.pid, signal.SIGINT)
        rest, wrong = working.communicate(timeout=30)
    assert (working.returncode, rest.splitlines()[-1], wrong) == (
        0,
        "Stopped; what was under way is looked up by the next sync.",
        "",
    )
    assert writeoff("sync").out == "Nothing to send: every posted entry is in QuickBooks.\n"
