"""Words as people type them, and the goods, accounts or places they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching import Candidate, Candidates, Match, abbreviates, alike, tokens


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Men's 32 oz Bottles", ("men", "32oz", "bottle")),
        ("32oz bottle", ("32oz", "bottle")),
        ('the twenty two inch beam blades (22")', ("22in", "beam", "blade", "22in")),
        ("one-kilo Harbour Blend bags", ("1kg", "harbour", "blend", "bag")),
        ("the blue one", ("blue",)),
        ("18-5041", ("18", "5041")),
        ("K060841", ("k", "60841")),
        ("Motor Oil 5W-30 Quart", ("motor", "oil", "5w", "30", "qt")),
        ("BTL-32oz", ("bottle", "32oz")),
        ("1,250 corks 44mm", ("1250", "cork", "44mm")),
        ("Crème Brûlée", ("creme", "brulee")),
        ("batteries", tokens("battery")),
        ("boxes of gloves", tokens("box glove")),
        ("Harbour T-Shirt L", ("harbour", "tee", "large")),
        ("4P Basecamp tent, 2 pkts", ("4p", "basecamp", "tent", "2", "pack")),
        ("", ()),
    ],
)
def test_tokens(typed: str, read: tuple[str, ...]) -> None:
    assert tokens(typed) == read


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("crossiant", "croissant"),
        ("serpintine", "serpentine"),
        ("bera", "bear"),
        ("gumy", "gummy"),
        ("24", "2024"),
        ("750", "750ml"),
    ],
)
def test_a_typo_a_vintage_and_a_bare_number_are_alike(said: str, known: str) -> None:
    assert 0.7 < alike(said, known) < 1


@pytest.mark.parametrize(
    ("said", "known"),
    [("ar", "parking"), ("rent", "current"), ("plug", "plum"), ("12", "13"), ("20oz", "32oz"), ("124", "2024")],
)
def test_part_of_a_word_and_another_number_are_not_alike(said: str, known: str) -> None:
    assert alike(said, known) == 0


@pytest.mark.parametrize(("short", "word"), [("TOL", "Toledo"), ("KNX", "Knoxville"), ("whse", "Warehouse")])
def test_a_place_is_shortened(short: str, word: str) -> None:
    assert abbreviates(short, word)
    assert not abbreviates(word, short)


def test_another_place_is_not_shortened() -> None:
    assert not abbreviates("TOL", "Knoxville")
    assert not abbreviates("old", "Toledo")


SHELF = Candidates(
    [
        Candidate("RED", "Enamel Mug Red 12oz"),
        Candidate("BLU", "Enamel Mug Blue 12oz"),
        Candidate("BIG", "Enamel Mug Blue 20oz"),
        Candidate("SNOW", "Drift Snowshoe Adult"),
        Candidate("GEL", "SPF50 Mineral Gel 3oz"),
        Candidate("AR", "Accounts Receivable"),
        Candidate("PARK", "Parking"),
    ]
)


def best(phrase: str) -> Match:
    return SHELF.rank(phrase)[0]


def test_distinctive_words_choose() -> None:
    match = best("red mugs")
    assert match.key == "RED"
    assert match.coverage == 1
    assert match.margin > 0.2


def test_siblings_that_fit_equally_leave_no_margin() -> None:
    first, second, *_ = SHELF.rank("enamel mug 12 oz")
    assert {first.key, second.key} == {"RED", "BLU"}
    assert first.coverage == second.coverage == 1
    assert not first.against


def test_a_sibling_speaks_against() -> None:
    by_key = {match.key: match for match in SHELF.rank("blue mug 20oz")}
    assert by_key["BIG"].against == ()
    assert by_key["BLU"].against == ("20oz",)
    assert by_key["RED"].against == ("blue", "20oz")


def test_another_measure_speaks_against() -> None:
    assert best("mineral gel 8 oz").against == ("8oz",)


def test_words_joined_or_parted() -> None:
    assert best("adult snow shoes").key == "SNOW"
    assert best("spf 50 gel").key == "GEL"


def test_words_that_fit_nothing() -> None:
    assert SHELF.rank("camping hammocks") == ()
    assert SHELF.rank("") == ()
    assert [match.key for match in SHELF.rank("parking")] == ["PARK"]


@given(st.text(max_size=60))
def test_any_text_has_tokens_and_a_ranking_in_order(text: str) -> None:
    assert all(tokens(text))
    scores = [match.score for match in SHELF.rank(text)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@given(st.lists(st.sampled_from(tokens("enamel mug red blue 12oz 20oz drift snowshoe adult")), min_size=1, unique=True))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    forth = {match.key: round(match.score, 9) for match in SHELF.rank(words)}
    back = {match.key: round(match.score, 9) for match in SHELF.rank(words[::-1])}
    assert forth == back
