"""Goods of one event as they are put together out of what a text says of them."""

from dataclasses import dataclass, field

from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.quantities import QuantitySaid


@dataclass(slots=True)
class GoodsLine:
    """Goods of an event as they are put together: from where in the text, by which words, how many."""

    sentence: Sentence
    start: int
    end: int
    words: list[str] = field(default_factory=list)
    quantity: QuantitySaid | None = None
    split_from: "GoodsLine | None" = None
    whole: bool = False  # the whole of which other lines are parts ("the 9 standards: 4 are dead, the other 5 …")

    unread: bool = False  # a number of goods that no goods could be found for: to be asked about, not dropped

    @property
    def name(self) -> str:
        return " ".join(self.words)
