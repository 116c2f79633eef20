"""Seeds of second factors, sealed for their person with a key of this installation: that of WRITEOFF_KEY, else one in a file that
its user alone can read (AES-256-GCM, as tokens of QuickBooks are sealed)."""

import base64
import json
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from assistant.adapters.quickbooks.sealing import KEY_BYTES, Sealer, read_keys
from assistant.errors import OutsideServiceFailed, WrongUsage


@dataclass(frozen=True, slots=True)
class SeedOf:
    """Whose seed."""

    person: str

    @property
    def what(self) -> str:
        return "The second factor"

    @property
    def others(self) -> str:
        return "another person"

    @property
    def again(self) -> str:
        return "have an owner take it away, and set it up anew."

    def to_bytes(self) -> bytes:
        return json.dumps(["writeoff second factor", self.person]).encode()


@dataclass(frozen=True, slots=True)
class SealedSeeds:
    """Implements bookkeeping.second_factor.Seeds. `key_file` is made where one is first needed and `said` (the text of
    WRITEOFF_KEY) is empty."""

    said: str
    key_file: Path
    random_bytes: Callable[[int], bytes]

    def seal(self, seed: str, person: str) -> str:
        return self._sealer(create=True).seal(seed, SeedOf(person))

    def open(self, sealed: str, person: str) -> str:
        return self._sealer(create=False).open(sealed, SeedOf(person))

    def _sealer(self, *, create: bool) -> Sealer:
        keys = read_keys(self.said)
        if create and not keys and not self.key_file.exists():
            make_key(self.key_file, self.random_bytes)
        if self.key_file.exists():
            keys += (read_key(self.key_file),)
        if not keys:
            says = f"The key of second factors, {self.key_file.name}, is not there any more."
            raise OutsideServiceFailed(says, "Put the file back beside the books, or set WRITEOFF_KEY to what it holds.")
        return Sealer(keys, self.random_bytes)


def make_key(file: Path, random_bytes: Callable[[int], bytes]) -> None:
    """A new key, for its user alone; where another process was faster, theirs is kept."""
    handle, aside = mkstemp(prefix=f".{file.name}.", dir=file.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(base64.b64encode(random_bytes(KEY_BYTES)) + b"\n")
        with suppress(FileExistsError):
            os.link(aside, file)
    finally:
        os.unlink(aside)


def read_key(file: Path) -> bytes:
    """WrongUsage where others may read it, or it holds no key."""
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise WrongUsage(f"Others may read {file}, which is a key.", f"chmod 600 {file}")
    keys = read_keys(file.read_text(encoding="ascii", errors="replace"))
    if len(keys) != 1:
        raise WrongUsage(f"{file} holds no key.", "Put back the file that was there.")
    return keys[0]
