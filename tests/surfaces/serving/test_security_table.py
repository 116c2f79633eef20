"""docs/security.md: every requirement of levels 1 and 2 of the chapters it is about, and no test named that is not there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (\d) \| ([a-z ]+) \| (.+?) \|(.*)\|$", re.MULTILINE)
# OWASP ASVS 5.0.0, chapters 2, 5, 6, 7 and 8: the requirements of level 1, and those of level 2.
LEVEL_1 = """
    2.1.1 2.2.1 2.2.2 2.3.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2
    7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1
""".split()
LEVEL_2 = """
    2.1.2 2.1.3 2.2.3 2.3.2 2.3.3 2.3.4 2.4.1 5.1.1 5.2.3 5.4.1 5.4.2 5.4.3 6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4
    6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4 7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4
    7.4.5 7.5.1 7.5.2 7.6.1 7.6.2 8.1.2 8.2.3 8.4.1
""".split()
STATES = {"met", "partly", "where set", "not met", "none here"}
NAMED = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")


def test_every_requirement_has_its_row_and_level() -> None:
    rows = {found[0]: found[1] for found in ROW.findall(DOCUMENT)}
    assert rows == dict.fromkeys(LEVEL_1, "1") | dict.fromkeys(LEVEL_2, "2")
    assert len(ROW.findall(DOCUMENT)) == len(LEVEL_1) + len(LEVEL_2)


def test_what_is_met_is_shown_by_a_test_and_what_is_not_says_why() -> None:
    for requirement, _, state, what, shown in ROW.findall(DOCUMENT):
        assert state in STATES, requirement
        assert len(what) > 5, requirement
        assert NAMED.search(shown) or state in ("not met", "none here"), requirement


@pytest.mark.parametrize("named", sorted({found for row in ROW.findall(DOCUMENT) for found in NAMED.findall(row[4])}))
def test_every_test_that_is_named_is_there(named: tuple[str, str]) -> None:
    file, name = named
    path = ROOT / "tests" / file
    assert path.is_file()
    tests = {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}
    assert not name or name in tests
