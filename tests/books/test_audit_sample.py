"""What an auditor asks for of a population: which entries are taken, each with why, and what is asked for in words."""

from datetime import date
from hashlib import sha256

import pytest

from assistant.books.audit_sample import ABOVE, ALL, CHANCE, NAMED, Asked, PopulationRow, sample
from assistant.books.money import Money
from assistant.errors import WrongUsage

AMOUNTS = {
    "WO-1": "40.00", "WO-2": "500.00", "WO-3": "500.01", "WO-4": "7.25", "WO-5": "2400.00", "WO-6": "99.00", "WO-7": "1.00",
}  # fmt: skip
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


POPULATION = [
    PopulationRow(number, OCTOBER[0], "write_off", "damaged", "", usd(amount), "", f"D-{n}", "cal", "bea", None)
    for n, (number, amount) in enumerate(AMOUNTS.items(), 1)
]


def lowest(seed: str, numbers: list[str], many: int) -> set[str]:
    """By hand: the SHA-256 of "SEED:NUMBER" of each, the lowest of them."""
    return set(sorted(numbers, key=lambda number: sha256(f"{seed}:{number}".encode()).hexdigest())[:many])


def test_nothing_said_takes_all() -> None:
    assert sample(POPULATION, Asked()) == dict.fromkeys(AMOUNTS, ALL)
    assert sample([], Asked()) == {}


def test_large_ones_are_taken_and_of_the_rest_so_many_by_chance() -> None:
    taken = sample(POPULATION, Asked(above=usd("500.00"), random=3, seed="7"))
    drawn = lowest("7", ["WO-1", "WO-2", "WO-4", "WO-6", "WO-7"], 3)  # 500.00 is not above 500.00
    assert {number for number, why in taken.items() if why == ABOVE} == {"WO-3", "WO-5"}
    assert {number for number, why in taken.items() if why == CHANCE} == drawn
    assert list(taken) == [number for number in AMOUNTS if number in taken]  # in the order of the journal


def test_a_draw_is_the_same_again_whatever_stands_beside_it() -> None:
    asked = Asked(random=2, seed="spring")
    assert sample(POPULATION, asked).keys() == sample(POPULATION[::-1], asked).keys() == lowest("spring", [*AMOUNTS], 2)
    assert set(sample(POPULATION, Asked(random=99, seed="spring"))) == set(AMOUNTS)  # more than there are: all


def test_those_named_are_taken_in_the_order_of_the_journal() -> None:
    assert list(sample(POPULATION, Asked(numbers=("WO-5", "WO-2", "WO-5"))).items()) == [("WO-2", NAMED), ("WO-5", NAMED)]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Asked(random=5), "needs a seed"),
        (Asked(random=-1, seed="7"), "needs a seed"),
        (Asked(random=1, seed="7", numbers=("WO-1",)), "Either numbers are named"),
        (Asked(above=usd("1.00"), numbers=("WO-1",)), "Either numbers are named"),
        (Asked(numbers=("WO-1", "WO-9")), "There is no entry WO-9"),
        (Asked(*OCTOBER, numbers=("WO-9",)), "There is no entry WO-9 "),
        (Asked(numbers=tuple("abcdefg")), "There is no entry a, b, c, d, e and 2 more"),
    ],
)
def test_what_cannot_be_taken_is_refused(asked: Asked, says: str) -> None:
    with pytest.raises(WrongUsage, match=says):
        sample(POPULATION, asked)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked(), "dated from the first to the last: all of them"),
        (Asked(*OCTOBER, numbers=("WO-1",)), "dated 2026-10-01 to 2026-10-31: those named"),
        (Asked(OCTOBER[0], above=usd("500")), "dated 2026-10-01 to the last: all above 500.00"),
        (Asked(until=OCTOBER[1], random=25, seed="7"), "dated from the first to 2026-10-31: 25 drawn by the seed 7"),
        (
            Asked(*OCTOBER, usd("500"), 25, "7"),
            "dated 2026-10-01 to 2026-10-31: all above 500.00, and 25 of the others drawn by the seed 7",
        ),
    ],
)
def test_what_was_asked_for_in_words(asked: Asked, words: str) -> None:
    assert asked.words() == words
