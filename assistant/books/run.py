"""Work that takes longer than a request may, as it is kept while it goes on and after, so that any process can show it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FAR = timedelta(hours=1)  # nobody holds a run for so long at a time, but by a clock that was ahead


@dataclass(frozen=True, slots=True)
class Stopped:
    """What stopped a run: an error's words, as a person is told them."""

    code: str
    says: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class KeptRun:
    """The run `number` of a client. `says` is what it does now, `settled` of `of` is how far it has come (0 of 0: it cannot
    tell). `held_until`: the process that works at it says so again before then, or is dead. `result` is what it came to, a
    document."""

    client: str
    number: int
    what: str
    by: str
    began_at: datetime
    held_until: datetime
    says: str = ""
    settled: int = 0
    of: int = 0
    ended_at: datetime | None = None
    result: str = ""
    stopped: Stopped | None = None

    def is_working(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.held_until <= now + FAR
