"""The words each fact was read from, marked in the text wherever they lie: side by side, over one another, or nowhere."""

import pytest

from assistant.books.proposal import Quote
from assistant.surfaces.render.facts import Fact
from assistant.surfaces.render.marks import Piece, pieces, quoted

TEXT = "12 blue mugs broke"


def fact(start: int, end: int, words: str | None = None) -> Fact:
    return Fact("fact", "value", Quote(TEXT[start:end] if words is None else words, start, end))


def shown(*facts: Fact, own: Quote | None = None) -> list[tuple[str, tuple[int, ...]]]:
    return [(piece.words, piece.facts) for piece in pieces(TEXT, facts, own)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), [(TEXT, ())]),
        ((fact(0, 2),), [("12", (1,)), (" blue mugs broke", ())]),
        ((fact(0, 2), fact(3, 12)), [("12", (1,)), (" ", ()), ("blue mugs", (2,)), (" broke", ())]),
        ((fact(0, 12), fact(3, 7)), [("12 ", (1,)), ("blue", (1, 2)), (" mugs", (1,)), (" broke", ())]),
        ((fact(0, 7), fact(3, 12)), [("12 ", (1,)), ("blue", (1, 2)), (" mugs", (2,)), (" broke", ())]),
        ((fact(3, 12), fact(3, 12)), [("12 ", ()), ("blue mugs", (1, 2)), (" broke", ())]),
        ((fact(0, len(TEXT)),), [(TEXT, (1,))]),
        ((fact(3, 7, "red"), fact(90, 99, "far away"), fact(4, 4), Fact("kind", "write_off")), [(TEXT, ())]),
    ],
)
def test_words_are_marked_where_they_stand(facts: tuple[Fact, ...], expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert shown(*facts) == expected
    assert "".join(words for words, _ in shown(*facts)) == TEXT


def test_each_fact_begins_and_ends_once() -> None:
    facts = (fact(0, 7), fact(3, 12), fact(3, 7))
    found = pieces(TEXT, facts)
    assert sorted(n for piece in found for n in piece.begins) == sorted(n for piece in found for n in piece.ends) == [1, 2, 3]
    assert quoted(TEXT, (*facts, fact(0, 3, "???"))).keys() == {1, 2, 3}


def test_what_is_of_another_event_stands_aside() -> None:
    found = pieces(TEXT, (fact(3, 7),), Quote("blue mugs", 3, 12))
    assert [(piece.words, piece.aside) for piece in found] == [
        ("12 ", True), ("blue", False), (" mugs", False), (" broke", True),
    ]  # fmt: skip


def test_an_empty_text_has_no_pieces() -> None:
    assert pieces("", ()) == ()
    assert pieces("x", ()) == (Piece("x"),)
