"""A table of phrases finds what one pattern of all would find."""

import re
from importlib.resources import files

import pytest

from assistant.readers.rules.phrasebook import Phrases, _compiled
from assistant.readers.rules.tables.load import sections


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (r"(?:write[- ]?off|entry)[^.;]{0,40} (?:should|must) be (?:cancelled|undone)", "the write off should be cancelled"),
        (r"(?:nothing|not)(?: [a-z]+){0,2} (?:yet|so far)", "nothing heard yet"),
        (r"(?:wo|w/o)(?:'s)?", "3 kettles w/o please"),
        (r"lost|gone (?:missing|astray)", "two mugs gone astray"),
        (r"[0-9]{1,2} ?%", "down 40 %"),
        (r"(?<!up )to half", "down to half"),
    ],
)
def test_a_phrase_is_found_whatever_its_letters(phrase: str, text: str) -> None:
    assert re.search(phrase, text)
    assert Phrases([phrase]).search(text)


def test_leftmost_first_then_the_table_s_order() -> None:
    found = Phrases(["in the bin", "bin", "the bin"]).finditer("one in the bin, one in a bin")
    assert [match.group() for match in found] == ["in the bin", "bin"]


FILES = [file.name for file in files("assistant.readers.rules.tables").iterdir()]
TABLES = [name.removesuffix(".txt") for name in FILES if name.endswith(".txt")]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_phrase_of_a_table_can_be_searched_for(table: str) -> None:
    """A phrase is compiled when a text first holds its letters: one that cannot be must not wait for that text."""
    for section in sections(table).values():
        assert all(_compiled(phrase) for phrase in section)
