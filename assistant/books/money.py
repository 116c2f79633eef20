"""Text or Decimal to money: an exact count of a currency's smallest unit. There is no other way in, and no float."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# ISO 4217 minor units that are not two digits.
MINOR_DIGITS = {
    "BHD": 3, "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KMF": 0, "KRW": 0,
    "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip
LARGEST_MINOR = 10**15  # fits 64 bits with room to add up; QuickBooks takes 15 digits
_PLAIN = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\Z", re.ASCII)


def minor_digits(currency: str) -> int:
    """How many decimals the currency has: 2 for USD, 0 for JPY."""
    return MINOR_DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as `minor` units (cents) of `currency` (ISO 4217 code)."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> "Money":
        """Exactly this amount. ValueError where it has a fraction of the smallest unit, or is too large."""
        scaled = amount.scaleb(minor_digits(currency))
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            raise ValueError(f"{amount} has a fraction of the smallest unit of {currency}")
        return cls(_checked(int(scaled)), currency)

    @classmethod
    def rounded(cls, amount: Decimal, currency: str) -> "Money":
        """The amount rounded half up (away from zero) to the smallest unit."""
        scaled = amount.scaleb(minor_digits(currency)).to_integral_value(ROUND_HALF_UP)
        return cls(_checked(int(scaled)), currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> "Money":
        """'1,234.56' or '-5' as money. ValueError for anything else, a fraction of a cent among it."""
        cleaned = text.strip()
        if not _PLAIN.match(cleaned):
            raise ValueError(f"{text!r} is not an amount such as 1,234.56")
        return cls.of(Decimal(cleaned.replace(",", "")), currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(0, currency)

    @property
    def amount(self) -> Decimal:
        """The exact decimal: Money(4980, 'USD').amount == Decimal('49.80')."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def __str__(self) -> str:
        return f"{self.amount:,f}"

    def plain(self) -> str:
        """Without thousands separators, for JSON and CSV: '1234.56'."""
        return f"{self.amount:f}"

    def __add__(self, other: "Money") -> "Money":
        return Money(_checked(self.minor + self._same(other)), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(_checked(self.minor - self._same(other)), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.minor


def _checked(minor: int) -> int:
    if abs(minor) > LARGEST_MINOR:
        raise ValueError("the amount is larger than books can hold")
    return minor


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum; zero of `currency` where there is nothing to add."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result


def split(money: Money, parts: int) -> tuple[Money, ...]:
    """Equal shares that add back to the total: split(10.00, 3) is 3.34, 3.33, 3.33."""
    return allocate(money, [Decimal(1)] * parts)


def allocate(money: Money, weights: Sequence[Decimal]) -> tuple[Money, ...]:
    """Shares in proportion to non-negative weights that add back to the total to the cent.

    What rounding down leaves goes a unit each to the largest remainders, the earlier first. ValueError for no positive weight.
    """
    whole = sum(weights, Decimal(0))
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("shares need weights that are not negative and not all zero")
    sign, left = (-1 if money.minor < 0 else 1), abs(money.minor)
    exact = [Decimal(left) * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(shares)), key=lambda index: (shares[index] - exact[index], index))
    for index in by_remainder[: left - sum(shares)]:
        shares[index] += 1
    return tuple(Money(sign * share, money.currency) for share in shares)
