"""A password to its Argon2id hash, and whether it is the password of one: pwdlib, with few at once, for each takes 64 MB.

Beside it, a list of leaked passwords, where the installation has one: a text file of SHA-1 hashes in hex, in order, one a line,
each with or without `:count` after it (the form in which Have I Been Pwned gives its list; OWASP ASVS 5.0, 6.2.12).
"""

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

AT_ONCE = 2
SHA1_HEX = 40


@dataclass(frozen=True, slots=True)
class Argon2Passwords:
    """`hasher` with the library's own parameters (64 MiB, three passes) unless a test takes lighter ones."""

    leaked: Path | None = None
    hasher: Argon2Hasher = field(default_factory=Argon2Hasher)
    _turn: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    def hash(self, password: str) -> str:
        with self._turn:
            return PasswordHash((self.hasher,)).hash(password)

    def fits(self, password: str, hashed: str) -> bool:
        with self._turn:
            verified = PasswordHash((self.hasher,)).verify(password, hashed or nobodys(self.hasher))
        return verified and bool(hashed)

    def is_leaked(self, password: str) -> bool:
        return self.leaked is not None and stands_in(self.leaked, hashlib.sha1(password.encode()).hexdigest().upper())


@cache
def nobodys(hasher: Argon2Hasher) -> str:
    """A hash that no password is compared with but for the work it takes."""
    return PasswordHash((hasher,)).hash("nobody comes in by this one")


def stands_in(file: Path, digest: str) -> bool:
    """Whether a line of the sorted file begins with the digest, found by halving: the list has gigabytes. OSError as `open`."""
    wanted = digest.encode()
    with file.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)  # the line that begins after `low` may be it; none that begins after `high` is
        while low < high:
            middle = (low + high) // 2
            lines.seek(middle)
            if middle:
                lines.readline()
            found = lines.readline()[:SHA1_HEX].upper()
            if found and found < wanted:
                low = middle + 1
            else:
                high = middle
        lines.seek(low)
        if low:
            lines.readline()
        return lines.readline()[:SHA1_HEX].upper() == wanted
