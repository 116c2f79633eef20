"""Columns that stand straight, and texts that a terminal only shows."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.surfaces.render.table import plain, shortened, table, width


def test_columns_stand_two_apart() -> None:
    assert table([("a", "1.00"), ("longer", "12.50")], "<>") == "a        1.00\nlonger  12.50"


def test_wide_letters_take_two_columns() -> None:
    assert table([("陶器", "1"), ("mug", "2")]) == "陶器  1\nmug   2"


def test_nothing_is_an_empty_page() -> None:
    assert table([]) == ""


@given(st.text())
def test_a_text_is_one_line_without_control(text: str) -> None:
    shown = plain(text)
    assert len(shown.splitlines()) <= 1
    assert not any(char in shown for char in "\x1b\x07\x08\u202e\u2066\r")
    assert plain(shown) == shown


@given(st.text(), st.integers(5, 40))
def test_a_shortened_text_fits(text: str, longest: int) -> None:
    assert len(shortened(text, longest)) <= longest


def test_a_shortened_text_ends_at_a_word() -> None:
    assert shortened("dropped by the forklift", 15) == "dropped by…"


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_no_character_is_narrower_than_nothing(text: str) -> None:
    assert 0 <= width(text) <= 2 * len(text)
