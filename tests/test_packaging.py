"""Source to wheel to a fresh environment: `writeoff` runs from any folder and finds the prompts and the sample charts."""

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

from assistant.resources import data_root

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"([A-Za-z0-9._-]+)==[0-9][A-Za-z0-9.+]*( ; .+)?")


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints, run in `cwd` without a path to this checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a fresh environment holding our wheel, built from our sdist; what we depend on is lent by this one."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    (wheel,) = folder.glob("*.whl")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    return python.parent


def test_the_command_runs_from_any_folder(installed: Path, tmp_path: Path) -> None:
    assert "draft" in run(installed / "writeoff", "--help", cwd=tmp_path)


@pytest.mark.parametrize("name", ["coa_samples", "prompts"])
def test_the_wheel_brings_the_data(installed: Path, tmp_path: Path, name: str) -> None:
    listing = f"from assistant.resources import data_root as at; r = at({name!r}); print(r, *sorted(x.name for x in r.iterdir()))"
    folder, *names = run(installed / "python", "-c", listing, cwd=tmp_path).split()
    assert Path(folder).is_relative_to(installed.parent)
    assert names == sorted(path.name for path in data_root(name).iterdir())


def test_an_installed_writeoff_opens_books_and_drafts(installed: Path, tmp_path: Path) -> None:
    find = "from assistant.resources import data_root; print(data_root('coa_samples'))"
    sample = min(Path(run(installed / "python", "-c", find, cwd=tmp_path).strip()).glob("*/client.json")).parent
    writeoff = (installed / "writeoff", "--books", "books.db", "--today", "2026-10-02")
    run(*writeoff, "client", "add", "sample", "--from", sample, cwd=tmp_path)
    assert "40.00" in run(*writeoff, "draft", "write off $40 of damaged stock", cwd=tmp_path)


def test_a_folder_that_did_not_come_along_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="lacks its folder recipes"):
        data_root("recipes")


def pins(name: str) -> set[str]:
    """The pins of a requirements file: exact versions and markers, and nothing else (so no index's address)."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not PIN.fullmatch(line)] == []
    return {line.split(" ; ")[0] for line in lines}


def test_the_pins_hold_every_dependency_and_the_tests_run_on_what_ships() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[\[>=<]", dependency)[0] for dependency in project["dependencies"]}
    assert wanted <= {pin.split("==")[0] for pin in pins("requirements.txt")}
    assert pins("requirements.txt") <= pins("requirements-dev.txt")
