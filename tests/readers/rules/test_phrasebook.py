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
        (r"break-? ?ins?", "a breakin last night"),
        (r"(?:^|please )pay [a-z]+", "pay westbay"),
        (r"\(?(?:system|sys|on file):? [0-9]+", "counted 3, sys 5"),
        (r"(?:the )+(?:lots?|all)(?! day)", "the lot went"),
        (r"(?:[a-z]+ ){1,3}(?:primary school|club \(?501)", "gave 2 to the primary school"),
        (r"(?:one|two|\d+|a [a-z]+) each", "3 each"),
        (r"colou?rs? (?:ran|\w+ed)", "the color faded"),
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
