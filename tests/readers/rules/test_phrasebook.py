"""A table of phrases finds what one pattern of all would find."""

import re

import pytest

from assistant.readers.rules.phrasebook import Phrases


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (r"(?:write[- ]?off|entry)[^.;]{0,40} (?:should|must) be (?:cancelled|undone)", "the write off should be cancelled"),
        (r"(?:nothing|not)(?: [a-z]+){0,2} (?:yet|so far)", "nothing heard yet"),
        (r"(?:wo|w/o)(?:'s)?", "3 kettles w/o please"),
        (r"lost|gone (?:missing|astray)", "two mugs gone astray"),
        (r"[0-9]{1,2} ?%", "down 40 %"),
    ],
)
def test_a_phrase_is_found_whatever_its_letters(phrase: str, text: str) -> None:
    assert re.search(phrase, text)
    assert Phrases([phrase]).search(text)


def test_leftmost_first_then_the_table_s_order() -> None:
    found = Phrases(["in the bin", "bin", "the bin"]).finditer("one in the bin, one in a bin")
    assert [match.group() for match in found] == ["in the bin", "bin"]
