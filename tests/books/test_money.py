"""Money is an exact count of cents: nothing is lost on the way in, in a split, or in an addition."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.money import LARGEST_MINOR, Money, allocate, split, total

CENTS = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("49.80", "USD", 4980), ("2,400", "USD", 240000), ("-5", "GBP", -500), ("1,850", "JPY", 1850), ("0.005", "KWD", 5)],
)
def test_plain_amounts_are_read_exactly(text: str, currency: str, minor: int) -> None:
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "1e9", "0.001", "12,34", "1.2.3", "NaN", "Infinity", "٣", "1 000", "$5", "--5"])
def test_what_is_not_an_exact_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Money.parse(text, "USD")


def test_amounts_larger_than_books_can_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="larger than books can hold"):
        Money(LARGEST_MINOR, "USD") + Money(1, "USD")


def test_half_a_cent_rounds_up_away_from_zero() -> None:
    assert Money.rounded(Decimal("19.375"), "USD") == Money(1938, "USD")
    assert Money.rounded(Decimal("-19.375"), "USD") == Money(-1938, "USD")
    assert Money.rounded(Decimal("0.5"), "JPY") == Money(1, "JPY")


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="do not mix"):
        Money(1, "USD") + Money(1, "EUR")


@given(CENTS, st.sampled_from(["USD", "JPY", "KWD"]))
def test_what_is_written_reads_back(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.parse(str(money), currency) == Money.parse(money.plain(), currency) == Money.of(money.amount, currency) == money


def test_ten_in_three_is_334_333_333() -> None:
    assert [str(share) for share in split(Money.parse("10.00", "USD"), 3)] == ["3.34", "3.33", "3.33"]


@given(CENTS, st.lists(st.decimals(0, 1000, places=3), min_size=1, max_size=12).filter(any))
def test_shares_add_back_to_the_total_to_the_cent(minor: int, weights: list[Decimal]) -> None:
    money = Money(minor, "USD")
    shares = allocate(money, weights)
    assert total(shares, "USD") == money
    exact = [abs(minor) * weight / sum(weights) for weight in weights]
    assert all(abs(abs(share.minor) - want) < 1 for share, want in zip(shares, exact, strict=True))


def test_shares_without_a_positive_weight_are_refused() -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(Money(100, "USD"), [Decimal(0), Decimal(0)])
