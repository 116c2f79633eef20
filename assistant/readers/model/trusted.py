"""What of a text a model's facts may be read from: all but the stretches that are addressed to software.

A model may obey what it should only have read. So its facts are held against the text by code: what stands only in such a
stretch, as the embedded reader finds it or the model itself names it, is no fact of the event.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.books.numerals import numbers_in
from assistant.books.proposal import Quote
from assistant.matching import tokens
from assistant.patterns import regex
from assistant.readers.model.quotes import find_quote
from assistant.readers.rules.addressed import addressed, without_addressed
from assistant.readers.rules.scan import quote

_DIGITS = regex(r"\d+")
SAID_ENOUGH = 0.5  # of an account's words that the text has, for the text to name it


@dataclass(frozen=True)
class Trusted:
    """`text` is the whole with what is addressed to software blank, place for place; `left_out` those stretches."""

    whole: str
    text: str
    left_out: tuple[Quote, ...]

    @classmethod
    def of(cls, whole: str, named: Sequence[str]) -> "Trusted":
        """`named` are the sentences that the model says are addressed to software."""
        found = [quote(whole, start, end) for start, end in addressed(whole)]
        told = [said for words in named if (said := find_quote(whole, words)) is not None]
        text = without_addressed(whole, tuple((said.start, said.end) for said in told))
        more = [one for one in found if not any(one.start < said.end and said.start < one.end for said in told)]
        return cls(whole, text, (*told, *more))

    def lacks(self, words: str | None) -> bool:
        """Whether the words stand in the text, but only where software is spoken to."""
        return bool(self.left_out and words) and find_quote(self.whole, words or "") is not None and not self._stands(words or "")

    def words(self, words: str) -> str:
        """The words, unless they are lacking."""
        return "" if self.lacks(words) else words

    def lacks_goods(self, words: str, quoted: str | None) -> bool:
        """The same of goods, in whatever order their words are told."""
        if not self.left_out:
            return False
        said = set(tokens(words))
        only_there = bool(said & self._whole_tokens) and not said & self._tokens
        return only_there or self.lacks(words) or (self.lacks(quoted) and not self._stands(words))

    def lacks_number(self, numbers: Iterable[Decimal | None]) -> bool:
        """Whether one of the numbers is told only where software is spoken to."""
        return bool(self.left_out) and any(number in self._numbers_left_out for number in numbers)

    def says(self, account: str) -> bool:
        """Whether the text has the words of an account that it is to have named: every number, and half of the words."""
        told = tokens(account)
        if not set(_DIGITS.findall(account)) <= set(_DIGITS.findall(self.text)):
            return False
        stand = sum(1 for word in told if word in self._tokens or word in self.text.casefold())
        return self._stands(account) or (bool(told) and stand >= SAID_ENOUGH * len(told))

    def _stands(self, words: str) -> bool:
        return find_quote(self.text, words) is not None

    @cached_property
    def _tokens(self) -> frozenset[str]:
        return frozenset(tokens(self.text))

    @cached_property
    def _whole_tokens(self) -> frozenset[str]:
        return frozenset(tokens(self.whole))

    @cached_property
    def _numbers_left_out(self) -> frozenset[Decimal]:
        return frozenset(numbers_in(self.whole)) - frozenset(numbers_in(self.text))
