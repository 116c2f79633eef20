"""Texts that somebody gave to be drafted one after another, kept before any of them is read, and how far each has come."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

TOGETHER = 20  # texts that are written down in one transaction: few enough that nobody else waits long for it


class ReadAs(StrEnum):
    """Who reads a text: the reader that the client's policy allows, the one of a list's rows, or the one of filled-in forms."""

    WORDS = "words"
    CELLS = "cells"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text was not drafted, in a sentence, and what would mend it. `lasting`: trying again changes nothing, the text itself
    cannot be taken."""

    says: str
    remedy: str = ""
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """One text of a batch. What became of it stands with the drafts, found by the batch and its place in it; here stands only
    what keeps it from them: a `fault`, or another client's books that it fits better (`fits`: that client's slug) until somebody
    says whose it is. `moved_to` is where it went then: that client's slug and the batch there, a stroke between."""

    text: str
    read_as: ReadAs = ReadAs.WORDS
    fault: Fault | None = None
    fits: str = ""
    moved_to: str = ""

    @property
    def to_draft(self) -> bool:
        return self.fault is None and not self.fits and not self.moved_to


@dataclass(frozen=True, slots=True)
class Batch:
    """`title` says where the texts came from: a file's name, or '' for what was typed. `said_on` is the day they were typed."""

    id: str
    texts: tuple[Given, ...]
    given_by: str
    given_at: datetime
    said_on: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A batch as it is kept: finished once each of its texts was drafted, has a fault or went elsewhere. One process at a time
    drafts it, `holder`, until `held_until`."""

    batch: Batch
    finished_at: datetime | None = None
    holder: str = ""
    held_until: datetime | None = None

    def is_free(self, now: datetime) -> bool:
        """Nobody is drafting it."""
        return not self.holder or self.held_until is None or self.held_until <= now
