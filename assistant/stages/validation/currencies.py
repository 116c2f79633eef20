"""Whether the text puts an amount that the entry rests on in another currency than the reading has it in."""

import re
from collections.abc import Iterable
from datetime import date

from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry
from assistant.books.finding import Finding, Problem
from assistant.books.numerals import numbers_in
from assistant.books.proposal import Value
from assistant.patterns import regex
from assistant.stages.valuation.considerations import values_used

# Signs and words that say a currency beyond doubt, with all that go by them; a bare dollar is anybody's.
SAID = {
    "£": ("GBP",), "€": ("EUR",), "₹": ("INR",), "¥": ("JPY", "CNY"), "us$": ("USD",), "a$": ("AUD",), "au$": ("AUD",),
    "nz$": ("NZD",), "c$": ("CAD",), "ca$": ("CAD",), "hk$": ("HKD",), "s$": ("SGD",), "r$": ("BRL",), "euro": ("EUR",),
    "euros": ("EUR",), "yen": ("JPY",), "rupees": ("INR",), "zł": ("PLN",),
} | {
    code.lower(): (code,)
    for code in (
        "USD GBP EUR AUD NZD CAD CHF JPY INR SGD HKD ZAR SEK NOK DKK CNY MXN AED PLN CZK HUF BRL THB MYR PHP IDR KRW ILS KES NGN"
    ).split()
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(SAID, key=len, reverse=True))
_NUMBER = r"(?:\d[\d.,  '’]*\d|\d)k?"
_BEFORE = regex(rf"(?<![a-z])(?P<sign>{_SIGN}) ?(?P<number>{_NUMBER})", re.I)
_AFTER = regex(rf"(?P<number>{_NUMBER}) ?(?P<sign>{_SIGN})(?![a-z$])", re.I)


def amounts_must_be_in_the_clients_currency(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """A value that the reading gives no currency, where the text does: what valuation has a currency for it has found itself."""
    for value in values_used(mapped.valued):
        others = () if value.currency else _said_with(value, text)
        if others and books.currency not in others:
            says = f"The text has {value.amount:,f} in {others[0]}; these books are kept in {books.currency}."
            yield Finding(Problem.FOREIGN_CURRENCY, says, f"Give the amount in {books.currency}.")


def _said_with(value: Value, text: str) -> tuple[str, ...]:
    """The currencies of the sign or code that stands at the amount, in its own words or, without these, in the text; none where
    the amount stands there without one too."""
    if value.amount is None:
        return ()
    start, end = (value.quote.start, value.quote.end) if value.quote else (0, len(text))
    found = [match for pattern in (_BEFORE, _AFTER) for match in pattern.finditer(text)]
    found = [match for match in found if match.start("number") < end and start < match.end("number")]
    said = [SAID[match["sign"].lower()] for match in found if value.amount in numbers_in(match["number"])]
    return said[0] if said and all(one == said[0] for one in said) else ()
