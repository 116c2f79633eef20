"""What signs heads of the trail: a key of the environment, else one of the system's keyring; without either it is said."""

import json
from pathlib import Path

from tests.keyring_in_memory import Ring, ring
from tests.terminal import Terminal

__all__ = ["ring"]


def test_without_a_key_a_trail_holds_and_is_said_to_be_unsigned(writeoff: Terminal, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    assert writeoff("audit", "head", "--output", str(heads)).code == 0
    assert [json.loads(heads.read_text("utf-8"))[name] for name in ("key", "signature")] == ["", ""]
    told = writeoff("audit", "verify", "--head", str(heads))
    assert (told.code, told.out.splitlines()[0].startswith("The trail holds: ")) == (0, True)
    assert told.out.splitlines()[-1] == (
        "Unsigned: there is no key to sign heads with (WRITEOFF_AUDIT_KEY, or the system's keyring)."
        " 1 head kept elsewhere fits."
    )


def test_a_key_of_the_keyring_is_made_once_and_signs_from_then_on(writeoff: Terminal, ring: Ring, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    assert writeoff("audit", "verify").out.splitlines()[-1].startswith("Unsigned: ")
    assert ring.kept == {}  # who only looks makes no key
    for _ in range(2):
        heads.unlink(missing_ok=True)
        assert writeoff("audit", "head", "--output", str(heads)).code == 0
    assert len(ring.kept) == 1
    key = json.loads(heads.read_text("utf-8").splitlines()[-1])["key"]
    told = writeoff("audit", "verify", "--head", str(heads), "--key", key)
    assert (told.code, told.out.splitlines()[-1].startswith("Signed: "), key in told.out) == (0, True, True)
    assert "not known here" not in told.out
    ring.kept.clear()  # as on a machine without a key
    assert "which is not known here: compare it" in writeoff("audit", "verify", "--head", str(heads)).out
    writeoff("audit", "head", "--output", str(tmp_path / "other.jsonl"))
    assert "signed by a key that is not known here" in writeoff("audit", "verify", "--head", str(heads)).out
