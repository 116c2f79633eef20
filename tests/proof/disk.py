"""The failing disk of disk.c: compiled, put in front of a program's C library, and told by that program what is to fail."""

import ctypes
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("disk.c")
UNDER, LOG = "DISK_UNDER", "DISK_LOG"
KILLED = -9  # instead of an errno: the process dies in the middle of the call
TO_THE_END = -1
ANY, KINDS = 0, {"write": 1, "sync": 2, "truncation": 3}


def compiled(folder: Path) -> Path:
    library = folder / "disk.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE)], check=True, capture_output=True)
    return library


@dataclass(frozen=True)
class Disk:
    """Of this process, which must have been started with the library in front."""

    _library: ctypes.CDLL = field(default_factory=lambda: ctypes.CDLL(None))

    def fail(self, error: int, at: int, many: int = 1, *, kind: int = ANY) -> None:
        """From the `at`-th call of the kind from now on, so many of them fail with this errno."""
        self._library.disk_arm(error, kind, ctypes.c_long(at), ctypes.c_long(many))

    def hold(self) -> None:
        """Nothing fails; the counts begin anew."""
        self.fail(0, 0)

    @property
    def seen(self) -> int:
        return int(self._library.disk_seen())

    @property
    def hit(self) -> int:
        return int(self._library.disk_hit())

    def mark(self, words: str) -> None:
        """Into the log, between what was written before and after."""
        self._library.disk_mark(words.encode())


def run(module: str, under: Path, *words: object, log: Path | None = None) -> Any:
    """A module run as a program of its own with the failing disk under the folder; the JSON that it prints last."""
    tools = under.parent / "tools"
    tools.mkdir(exist_ok=True)
    under.mkdir(exist_ok=True)
    surroundings = {**os.environ, "LD_PRELOAD": str(compiled(tools)), UNDER: str(under)}
    if log is not None:
        surroundings[LOG] = str(log)
    command = [sys.executable, "-m", module, str(under), *map(str, words)]
    ran = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])
