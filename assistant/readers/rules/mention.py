"""Goods as they are named at one place of a text."""

from dataclasses import dataclass

from assistant.books.proposal import Quote
from assistant.readers.rules.quantities import QuantitySaid
from assistant.readers.rules.scan import quote


@dataclass(frozen=True, slots=True)
class Mention:
    """Goods named at [start, end): `words` as typed, `quantity` where a number stands with them. No words: only a number
    ("all seven of them"). `attribute`: only a colour or size ("the blue ones")."""

    start: int
    end: int
    words: str = ""
    quantity: QuantitySaid | None = None
    attribute: bool = False
    pieces: tuple[tuple[int, int], ...] = ()

    def quote(self, raw: str) -> Quote:
        return quote(raw, self.start, self.end)

    @property
    def named(self) -> bool:
        return bool(self.words)
