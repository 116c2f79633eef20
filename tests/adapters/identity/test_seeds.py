"""The key that seals second factors: of the environment, else of a file that its user alone can read."""

import base64
import os
from pathlib import Path

import pytest

from assistant.adapters.identity.seeds import SealedSeeds
from assistant.adapters.quickbooks.sealing import Unsealable
from assistant.errors import OutsideServiceFailed, WrongUsage

OURS = base64.b64encode(b"k" * 32).decode()


def seeds(file: Path, said: str = "") -> SealedSeeds:
    return SealedSeeds(said, file, os.urandom)


def test_a_key_file_is_made_for_its_user_alone_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "books.db.key"
    sealed = seeds(file).seal("SEED", "ada")
    assert (file.stat().st_mode & 0o777, "SEED" in sealed) == (0o600, False)
    assert seeds(file).open(sealed, "ada") == "SEED"
    assert [path.name for path in tmp_path.iterdir()] == ["books.db.key"]


def test_the_environments_key_seals_where_there_is_one_and_the_file_still_opens(tmp_path: Path) -> None:
    file = tmp_path / "key"
    before = seeds(file).seal("SEED", "ada")
    after = seeds(file, OURS).seal("SEED", "ada")
    assert seeds(file, OURS).open(before, "ada") == "SEED"
    file.unlink()
    assert seeds(file, OURS).open(after, "ada") == "SEED"
    assert not file.exists()


def test_a_key_that_is_gone_or_open_to_others_is_said(tmp_path: Path) -> None:
    file = tmp_path / "key"
    sealed = seeds(file).seal("SEED", "ada")
    file.chmod(0o644)
    with pytest.raises(WrongUsage, match="Others may read"):
        seeds(file).open(sealed, "ada")
    file.write_text("no key")
    file.chmod(0o600)
    with pytest.raises(WrongUsage):
        seeds(file).open(sealed, "ada")
    file.unlink()
    with pytest.raises(OutsideServiceFailed, match="not there any more"):
        seeds(file).open(sealed, "ada")
    with pytest.raises(Unsealable, match="sealed with a key that is not at hand"):
        seeds(file, OURS).open(sealed, "ada")
