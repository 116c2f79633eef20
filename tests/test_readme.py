"""The README's example, run word for word: what it shows is what is printed."""

import re
import shlex
from pathlib import Path

import pytest

from assistant.surfaces.cli.main import run

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def shown() -> list[tuple[str, str]]:
    """Each command of the README's console blocks with the output shown below it."""
    steps: list[tuple[str, str]] = []
    for block in BLOCK.findall((ROOT / "README.md").read_text("utf-8")):
        for step in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = step.partition("\n")
            steps.append((command, output.rstrip()))
    return steps


def test_the_readme_shows_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("WRITEOFF_BOOKS", str(tmp_path / "books.db"))
    assert len(shown()) >= 4
    for command, output in shown():
        name, *arguments = shlex.split(command)
        assert name == "writeoff"
        run(arguments)
        printed = capsys.readouterr().out.rstrip()
        assert output in (printed, "…"), f"{command}\n{printed}"
