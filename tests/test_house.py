"""The house rules that one would otherwise have to remember: sizes, words that may not stay, places that may not be named."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = (".ci", "assistant", "bench", "coa_samples", "docs", "evals", "prompts", "tests")
MODULE_LINES = 330
FUNCTION_LINES = 70

LEFT_FOR_LATER = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
LEFT_OUT = re.compile(r"\b(importorskip|xfail|skipif|pytest\.(mark\.)?skip)\b")
OUR_MACHINES = re.compile(r"(?<![\w.])/(root|home|work|Users)/\w")
REGISTRIES = re.compile(r"\b(pypi\.org|pythonhosted\.org|registry\.npmjs\.org|(deb|security)\.debian\.org)\b")


def committed_texts() -> Iterator[tuple[str, str]]:
    """Each text file that would be committed, but for this one, which must spell what it forbids."""
    paths = [*ROOT.glob("*"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))]
    for path in sorted(path for path in paths if path.is_file() and path != Path(__file__)):
        try:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a document


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("pattern", [LEFT_FOR_LATER, LEFT_OUT, OUR_MACHINES, REGISTRIES])
def test_no_committed_file_says(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number}: {line.strip()}"
        for name, text in committed_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_a_module_holds_one_idea() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules("assistant", "tests")}
    assert [f"{path.relative_to(ROOT)}: {lines} lines" for path, lines in lengths.items() if lines >= MODULE_LINES] == []


def test_a_function_fits_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {lines} lines"
        for path in modules("assistant", "tests")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) >= FUNCTION_LINES
    ]
    assert long == []


def test_a_module_opens_with_what_it_does() -> None:
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in modules("assistant", "tests")}
    assert [name for name, text in texts.items() if text.strip() and not ast.get_docstring(ast.parse(text))] == []


def test_a_package_is_empty() -> None:
    """An `__init__` that imports would make every command pay for what one of them needs."""
    packages = [path for path in modules("assistant") if path.name == "__init__.py" and path.parent.name != "assistant"]
    assert [str(path.relative_to(ROOT)) for path in packages if path.read_text(encoding="utf-8").strip()] == []
