"""What an auditor said of a sample, in options or a form's fields: an amount, and numbers of entries as they were pasted."""

import re

from assistant.books.money import Money
from assistant.errors import WrongUsage

BETWEEN = re.compile(r"[\s,;]+")
MOST = 10_000  # numbers in one list


def above_said(said: str | None, currency: str) -> Money | None:
    """The amount above which every entry is taken; None where nothing was said. WrongUsage for what is no amount."""
    if said is None or not said.strip():
        return None
    try:
        amount = Money.parse(said.strip(), currency)
    except ValueError as error:
        raise WrongUsage(f"{said} is no amount of {currency}: {error}.", "Write such as 500 or 1,250.00.") from error
    if amount.minor < 0:
        raise WrongUsage("An entry is never below nothing.", "Give an amount such as 500.")
    return amount


def numbers_said(said: str) -> tuple[str, ...]:
    """Numbers between spaces, commas or ends of lines, in either case, each once."""
    numbers = tuple(dict.fromkeys(word.upper() for word in BETWEEN.split(said) if word))
    if len(numbers) > MOST:
        raise WrongUsage(f"{len(numbers):,} numbers are more than {MOST:,}.", "Name the days instead: the whole period is taken.")
    return numbers
