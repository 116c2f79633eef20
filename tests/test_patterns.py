"""Patterns that are compiled when they are first asked: they find what re finds, and each one that there is can be compiled."""

import re
from copy import copy
from importlib import import_module
from pathlib import Path

import pytest

from assistant.patterns import regex

ASSISTANT = Path(__file__).parents[1] / "assistant"
ASKING = sorted(
    ".".join(path.relative_to(ASSISTANT.parent).with_suffix("").parts)
    for path in ASSISTANT.rglob("*.py")
    if "import regex" in path.read_text("utf-8")
)


def test_it_finds_what_a_compiled_pattern_finds() -> None:
    late, compiled = regex(r"(\d+) mugs?", re.IGNORECASE), re.compile(r"(\d+) mugs?", re.IGNORECASE)
    text = "12 MUGS and 1 mug"
    assert [found.span() for found in late.finditer(text)] == [found.span() for found in compiled.finditer(text)]
    assert (late.search(text, 3), late.match(text, 5), late.fullmatch(text)) != (None, None, None)
    assert late.findall(text) == ["12", "1"]
    assert late.sub("some", text) == "some and some"
    assert late.split(text) == compiled.split(text)
    assert (late.pattern, late.groups) == (compiled.pattern, 1)


def test_a_mistake_shows_when_it_is_first_asked() -> None:
    late = regex("(")
    with pytest.raises(re.error):
        late.search("mugs")


@pytest.mark.parametrize("module", ASKING)
def test_every_pattern_can_be_compiled(module: str) -> None:
    made = [value for value in vars(import_module(module)).values() if type(value) is type(regex(""))]
    for late in made:
        late.search("12 mugs")


def test_a_copy_of_one_finds_the_same() -> None:
    assert copy(regex("mugs?")).findall("12 mugs and 1 mug") == ["mugs", "mug"]
