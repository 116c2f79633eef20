"""A population of posted entries to the sample that an auditor tests: which entries, each with why it was taken.

Large ones are taken one by one, and of the rest so many by chance. Chance is drawn so that anybody can draw it again, with a
pencil: each number's draw is the SHA-256 of "SEED:NUMBER", and the lowest draws are taken.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.books.money import Money
from assistant.errors import WrongUsage

ALL, ABOVE, CHANCE, NAMED = "all of the period", "above the amount", "drawn by chance", "named"


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """A posted entry as a population lists it; `amount` is its debits."""

    number: str
    entry_date: date
    kind: str
    reason: str
    memo: str
    amount: Money
    reverses: str
    draft_id: str
    drafted_by: str
    posted_by: str
    posted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What an auditor asks for: entries dated `since` to `until` (both days, None: from the first, to the last); of these all
    above an amount and `random` of the rest drawn by `seed`, or the `numbers` named, or, where none of it is said, all."""

    since: date | None = None
    until: date | None = None
    above: Money | None = None
    random: int = 0
    seed: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        return self.above is None and not self.random and not self.numbers

    def words(self) -> str:
        """'dated 2026-10-01 to 2026-10-31: all above 500.00, and 25 of the others drawn by the seed 7'."""
        days = f"dated {self.since or 'from the first'} to {self.until or 'the last'}"
        if self.numbers:
            return f"{days}: those named"
        told = [f"all above {self.above}"] if self.above is not None else []
        told += [f"{self.random} {'of the others ' if told else ''}drawn by the seed {self.seed}"] if self.random else []
        return f"{days}: {', and '.join(told) or 'all of them'}"


def draw(seed: str, number: str) -> str:
    """The entry's draw: in hex, the lowest of them are taken."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def sample(population: Sequence[PopulationRow], asked: Asked) -> Mapping[str, str]:
    """Number to why it was taken, in the order of the journal. WrongUsage for a draw without a seed, and for numbers that are not
    in the population."""
    if asked.random < 0 or (asked.random and not asked.seed):
        raise WrongUsage("A draw by chance needs a seed, so that it can be drawn again.", "Say --seed and any word, such as 7.")
    if asked.numbers and (asked.random or asked.above is not None):
        raise WrongUsage("Either numbers are named, or entries are chosen.", "Name numbers alone, or leave them out.")
    if asked.numbers:
        _refuse_strange(population, asked)
        return _in_order(population, dict.fromkeys(asked.numbers, NAMED))
    if asked.everything:
        return dict.fromkeys((row.number for row in population), ALL)
    above = [row.number for row in population if asked.above is not None and row.amount > asked.above]
    taken = dict.fromkeys(above, ABOVE)
    rest = sorted((row.number for row in population if row.number not in taken), key=lambda number: draw(asked.seed, number))
    return _in_order(population, taken | dict.fromkeys(rest[: asked.random], CHANCE))


def _in_order(population: Iterable[PopulationRow], taken: Mapping[str, str]) -> Mapping[str, str]:
    return {row.number: taken[row.number] for row in population if row.number in taken}


def _refuse_strange(population: Sequence[PopulationRow], asked: Asked) -> None:
    known = {row.number for row in population}
    if strange := [number for number in asked.numbers if number not in known]:
        many = f" and {len(strange) - 5} more" if len(strange) > 5 else ""
        dated = asked.since is not None or asked.until is not None
        days = f" dated {asked.since or 'from the first'} to {asked.until or 'the last'}" if dated else ""
        says = f"There is no entry {', '.join(strange[:5])}{many}{days}."
        raise WrongUsage(says, "Leave out the days, or check the numbers." if dated else "writeoff entries lists them.")
