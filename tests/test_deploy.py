"""The units of deploy/ are sound and say what the program takes; the start-up script serves a desk, and its workers send."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import click
import httpx2 as httpx
import pytest

from assistant.adapters.audit.signing import signed_by
from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import open_books
from assistant.books.audit_head import heads_said
from assistant.surfaces.cli.frame import Desk
from assistant.surfaces.cli.main import TABLE, run, writeoff
from tests.terminal import books, opened_shop

__all__ = ["books", "opened_shop"]
DEPLOY = Path(__file__).parents[1] / "deploy"
UNITS = sorted(DEPLOY.glob("writeoff*.service")) + sorted(DEPLOY.glob("writeoff*.timer"))
INSTALLED = "/opt/writeoff/bin/writeoff"
AT = re.compile(r"The review desk is at (\S+)")
DAY = ["--as", "ana", "--today", "2026-10-06"]


def stated() -> dict[str, str]:
    """The variables of writeoff.env, as the shell and systemd read them alike."""
    lines = [line for line in (DEPLOY / "writeoff.env").read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def commands(unit: Path) -> list[list[str]]:
    """What the unit runs, a list of words each, as systemd puts the variables in."""
    lines = [line.split("=", 1)[1] for line in unit.read_text().splitlines() if line.startswith(("ExecStart=", "ExecStartPost="))]
    filled = [re.sub(r"(?<!\$)\$\{(\w+)\}", lambda found: stated()[found[1]], line) for line in lines]
    return [shlex.split(line.replace("$$", "$").replace("%%", "%").replace("%i", "1")) for line in filled]


def test_every_unit_runs_a_command_that_the_program_has() -> None:
    for unit in (each for each in UNITS if each.suffix == ".service" and "backup" not in each.name):
        ((program, *words),) = commands(unit)
        assert program == INSTALLED
        (at,) = [n for n, word in enumerate(words) if word in TABLE]
        with writeoff.make_context("writeoff", words[: at + 1], obj=Desk()) as context:
            command = writeoff.get_command(context, words[at])
            if isinstance(command, click.Group):
                at += 1
                command = command.get_command(context, words[at])
            assert command is not None
            assert command.make_context(words[at], words[at + 1 :], parent=context).params


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_is_one_that_systemd_takes(unit: Path, tmp_path: Path) -> None:
    text = unit.read_text()
    sections = re.findall(r"^\[(\w+)\]$", text, re.MULTILINE)
    assert sections[0] == "Unit"
    assert all(re.match(r"^(\[\w+\]|\w+=.*|#.*|)$", line) for line in text.splitlines())
    if unit.suffix == ".service":
        assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "User=writeoff"} <= set(text.splitlines())
    if (systemd := shutil.which("systemd-analyze")) is not None:
        for each in UNITS:
            (tmp_path / each.name).write_text(each.read_text().replace(INSTALLED, "/bin/true"))
        asked = str(tmp_path / unit.name.replace("@.", "@1."))
        shutil.copy(tmp_path / unit.name, asked) if "@" in unit.name else None
        ran = subprocess.run([systemd, "verify", asked], capture_output=True, text=True, timeout=60)
        assert (ran.returncode, [line for line in ran.stderr.splitlines() if unit.stem in line]) == (0, [])


@pytest.mark.usefixtures("opened_shop")
def test_the_backup_unit_leaves_a_copy_that_opens_and_takes_old_ones_away(books: Path, tmp_path: Path) -> None:
    kept = tmp_path / "backups"
    kept.mkdir()
    (kept / "books-2020-01-01-0230.db").write_text("old")
    os.utime(kept / "books-2020-01-01-0230.db", (0, 0))
    program = installed(tmp_path)
    told = os.environ | stated() | {"WRITEOFF_BOOKS": str(books), "WRITEOFF_BACKUPS": str(kept)}
    for words in commands(DEPLOY / "writeoff-backup.service"):
        words[-1] = words[-1].replace(INSTALLED, str(program))
        subprocess.run(words, env=told, check=True, capture_output=True, timeout=120, cwd=DEPLOY.parent)
    (copy,) = kept.iterdir()
    with closing(open_books(str(copy), create=False)) as store:
        assert store.clients() == ("shop",)


@pytest.mark.usefixtures("opened_shop")
def test_the_heads_unit_adds_a_head_of_each_client_every_time(books: Path, tmp_path: Path) -> None:
    kept = tmp_path / "heads"
    (words,) = commands(DEPLOY / "writeoff-heads.service")
    words = [str(installed(tmp_path)), *words[1:-1], str(kept)]
    told = os.environ | stated() | {"WRITEOFF_BOOKS": str(books), "WRITEOFF_AUDIT_KEY": b64encode(b"k" * 32).decode()}
    words[words.index(stated()["WRITEOFF_SIGNER"])] = "ana"
    for _ in range(2):
        subprocess.run(words, env=told, check=True, capture_output=True, timeout=120, cwd=DEPLOY.parent)
    heads = heads_said((kept / "shop.jsonl").read_text())
    assert [signed_by(head.key, head.signature, head.statement) for head in heads] == [True, True]


@pytest.mark.usefixtures("opened_shop")
def test_the_start_up_script_serves_a_desk_and_sends_what_is_posted(books: Path, tmp_path: Path) -> None:
    at = ["--books", str(books), *DAY]
    assert run([*at, "qbo", "connect", "--environment", "practice", "--json"]) == 0
    assert run([*at, "qbo", "confirm"]) == 0
    told = os.environ | {
        "WRITEOFF_BOOKS": str(books), "WRITEOFF_COURIER": "ana", "WRITEOFF_PROGRAM": str(installed(tmp_path)),
        "WRITEOFF_PORT": "0", "WRITEOFF_WORKERS": "1",
    }  # fmt: skip
    said = tmp_path / "said"
    begins = partial(subprocess.Popen, env=told, cwd=DEPLOY.parent, start_new_session=True)  # so that nothing of it is left over
    with said.open("w") as out, begins([DEPLOY / "start"], stdout=out, stderr=out) as script:
        try:
            until(lambda: AT.search(said.read_text()), said)
            found = AT.search(said.read_text())
            assert found is not None
            assert httpx.get(f"{found[1]}readyz").json() == {"status": "ready"}
            assert run([*at, "draft", "write off 2 mugs, dropped in the store"]) == 0
            assert run([*at, "approve", "D-1"]) == 0
            with closing(open_books(str(books))) as store:
                until(lambda: SqlOutbox(store).waiting("shop") == (), said)
            script.send_signal(signal.SIGTERM)
            assert script.wait(60) == 0
        finally:
            with suppress(ProcessLookupError):
                os.killpg(script.pid, signal.SIGKILL)
    told_at_the_end = said.read_text()
    assert "WO-1001  done" in told_at_the_end
    assert ("Stopped.\n" in told_at_the_end, "what was under way is looked up" in told_at_the_end) == (True, True)


def installed(folder: Path) -> Path:
    """The program as a file that can be run from anywhere."""
    program = folder / "writeoff"
    begins = "import sys; from assistant.surfaces.cli.main import main; sys.exit(main())"
    program.write_text(f"#!/bin/sh\nexec {shlex.join([sys.executable, '-u', '-c', begins])} \"$@\"\n")
    program.chmod(0o700)
    return program


def until(true: Callable[[], object], said: Path) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError(said.read_text())
