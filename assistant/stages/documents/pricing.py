"""An amount for so many units to item lines whose quantity times price is their amount, as QuickBooks asks (error 6070)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from assistant.books.money import Money, minor_digits

FINEST = Decimal("0.00001")  # amounts and prices have five decimals at most (10.5 format)


@dataclass(frozen=True, slots=True)
class Priced:
    """Units (positive) at a price each, and what these come to."""

    quantity: Decimal
    price: Decimal
    amount: Money


def priced(quantity: Decimal, amount: Money) -> tuple[Priced, ...]:
    """One line where a price of five decimals makes the amount; else whole units at two prices a unit of money apart."""
    price = (amount.amount / quantity).quantize(FINEST, ROUND_HALF_UP)
    if Money.rounded(quantity * price, amount.currency) == amount:
        return (Priced(quantity, _short(price), amount),)
    return tuple(_parted(quantity, amount))


def _parted(quantity: Decimal, amount: Money) -> Iterator[Priced]:
    whole = quantity.to_integral_value(ROUND_DOWN)
    rest = quantity - whole
    if rest:
        part = Money.rounded(amount.amount * rest / quantity, amount.currency)
        yield Priced(rest, _short((part.amount / rest).quantize(FINEST, ROUND_HALF_UP)), part)
        amount -= part
    low, dearer = divmod(amount.minor, int(whole))
    for units, each in ((whole - dearer, low), (Decimal(dearer), low + 1)):
        if units:
            price = Decimal(each).scaleb(-minor_digits(amount.currency))
            yield Priced(units, price, Money(each * int(units), amount.currency))


def _short(price: Decimal) -> Decimal:
    """Without needless zeros, but never in powers of ten."""
    shortened = price.normalize()
    return shortened.quantize(Decimal(1)) if shortened == shortened.to_integral_value() else shortened
