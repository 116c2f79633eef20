"""Argon2id as it is kept, and the list of leaked passwords."""

import hashlib
from pathlib import Path

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from assistant.adapters.identity.passwords import Argon2Passwords, stands_in

QUICK = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)


def digest(password: str) -> str:
    return hashlib.sha1(password.encode()).hexdigest().upper()


def test_the_desks_own_parameters_are_those_of_the_library() -> None:
    """64 MiB, three passes: above what OWASP's cheat sheet asks of Argon2id (19 MiB, two)."""
    hashed = Argon2Passwords().hash("four rusty anchors adrift")
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,")


def test_a_password_fits_its_hash_alone() -> None:
    passwords = Argon2Passwords(hasher=QUICK)
    one, two = passwords.hash("four rusty anchors"), passwords.hash("four rusty anchors")
    assert one != two
    assert passwords.fits("four rusty anchors", one)
    assert not passwords.fits("Four rusty anchors", one)
    assert not passwords.fits("four rusty anchors", "")


@pytest.mark.parametrize("ending", ["\n", ":12\r\n"])
def test_a_leaked_password_is_found_wherever_it_stands(tmp_path: Path, ending: str) -> None:
    leaked = sorted(f"leaked password {n}" for n in range(200))
    file = tmp_path / "leaked.txt"
    file.write_bytes("".join(sorted(f"{digest(each)}{ending}" for each in leaked)).encode())
    assert all(stands_in(file, digest(each)) for each in leaked)
    assert not any(stands_in(file, digest(f"another {n}")) for n in range(200))
    assert not any(stands_in(file, each * 40) for each in ("0", "F"))
    assert Argon2Passwords(file, QUICK).is_leaked("leaked password 7")
    assert not Argon2Passwords(hasher=QUICK).is_leaked("leaked password 7")


def test_an_empty_list_holds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "leaked.txt"
    file.write_bytes(b"")
    assert not stands_in(file, digest("anything"))
