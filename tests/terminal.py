"""A terminal: the program's own command line in this process, over books of the hardware shop that each test has to itself."""

import io
import json
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.surfaces.cli.main import run

SHOP = "coa_samples/corner-hardware"
TODAY = "2026-10-02"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command line came to."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.out)
        return told


Terminal = Callable[..., Ran]


@pytest.fixture(scope="session")
def opened_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books with the hardware shop as client `shop`, owned by ana."""
    path = tmp_path_factory.mktemp("shop") / "books.db"
    assert run(["--books", str(path), "--as", "ana", "client", "add", "shop", "--from", SHOP, "--json"]) == 0
    return path


@pytest.fixture
def books(opened_shop: Path, tmp_path: Path) -> Path:
    path = tmp_path / "books.db"
    with sqlite3.connect(opened_shop) as there, sqlite3.connect(path) as here:
        there.backup(here)
    there.close()
    here.close()
    return path


@pytest.fixture
def writeoff(books: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """`writeoff("queue", "--json")` as ana, in the test's own books, on 2 October 2026."""

    def call(*words: str, stdin: bytes = b"", person: str = "ana", today: str = TODAY) -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capfdbinary.readouterr()
        code = run(["--books", str(books), "--as", person, "--today", today, *words])
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return call
