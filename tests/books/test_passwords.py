"""Which passwords are guessed first."""

import pytest

from assistant.books.passwords import COMMON, why_refused


@pytest.mark.parametrize(
    "password",
    """password1234 Password2026! P@ssw0rd1234 qwertyuiop12 qwerty123456 1q2w3e4r5t6y q1w2e3r4t5y6 123456789012 098765432109
    aaaaaaaaaaaa abcabcabcabc abcdefghijkl iloveyou1234 michaeljordan1 manchesterunited letmeinplease summer2026!! Welcome2026!!
    adminadmin123 football1990! trustno1trustno1 1qaz2wsx3edc zxcvbnmasdfg changeme12345 liverpoolfc1892 pokemonmaster1
    xk4fxk4fxk4f mercedesbenz1 charlie123456 superman123!! dragonball2000 princess12345 starwars1977! 147258369147""".split(),
)
def test_what_lists_of_leaks_are_made_of_is_refused(password: str) -> None:
    assert "guessed first" in why_refused(password)


def test_thousands_of_them_are() -> None:
    """A common word with a year or a row of digits behind it, and with the usual sign."""
    tails = ("123456789012", "2024202520261", "1234567890!!", "!!!!!!!!!!1990", "qwertyuiop12")
    weak = [f"{word}{tail}" for word in COMMON for tail in tails]
    assert len(weak) > 1200
    assert [each for each in weak if not why_refused(each)] == []


@pytest.mark.parametrize(
    "password",
    ["four rusty anchors adrift", "correct horse battery staple", "839201749365", "7h4Kd9sLq2Wz", "zwölf Boxkämpfer jagen",
     "  spaces at both ends  ", "unforgettable"],
)  # fmt: skip
def test_what_nobody_guesses_first_is_taken(password: str) -> None:
    assert why_refused(password) == ""


@pytest.mark.parametrize(
    "password", ["writeoff-desk", "QuickBooks-2026", "inventory1234", "Tui-Corner-Cafe", "beatrice-1234", "Beatrice! Tui!"]
)
def test_what_stands_to_reason_for_who_works_here_is_refused(password: str) -> None:
    assert why_refused(password, ["Beatrice", "tui-corner-cafe", "Tui Corner Café"]) != ""


def test_the_length_is_counted_in_characters() -> None:
    assert "has 11 characters, and needs at least 12" in why_refused("kx7!mq2#zp9")
    assert why_refused("kx7!mq2#zp9é") == ""
    assert "has 129 characters, and may have at most 128" in why_refused("kx7!mq2#z" * 14 + "abc")


def test_the_refusal_does_not_say_the_password() -> None:
    for password in ("password1234", "kx7!mq2", "k" * 200):
        assert password not in why_refused(password)
