"""A day that a text names, with how surely it is the day of the loss."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.readers.rules.day_cues import SPELLED_OUT
from assistant.readers.rules.day_cues import weight as weight_of


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day named at [start, end). `weight`: BOOKED where the text says to book it there, ELSEWHERE for deliveries, claims and
    printed dates, SENT where something was sent: goods given away are lost that day, others are not."""

    start: int
    end: int
    day: date
    weight: int
    of_month: bool = False  # the last day of a month in which it happened: no day of its own


def said_in(low: str, match: re.Match[str], day: date | None, weight: int = SPELLED_OUT) -> Iterator[DaySaid]:
    if day is not None:
        yield DaySaid(match.start(), match.end(), day, weight_of(low, match.start(), match.end(), weight))
