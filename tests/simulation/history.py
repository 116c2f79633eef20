"""What several people asked of one client's books at once, each with when it began and ended and what it was answered; and
whether there is one order of entries in which all of it could have happened.

Moments are of a clock that all processes of a machine share. Whoever was told nothing certain is unsure: it may have been done.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.entry import PostedEntry


@dataclass(frozen=True)
class Standing:
    """What a reader saw in one moment: how many entries, units on hand of an item, and balances in cents, debits positive."""

    entries: int
    units: Decimal
    balances: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Act:
    """`answer` is the number of an entry, or the code of a refusal; `seen` what a reader saw."""

    who: str
    what: str
    subject: str
    began: int
    ended: int
    answer: str = ""
    unsure: bool = False
    seen: Standing | None = None

    @property
    def posted(self) -> bool:
        return self.answer.startswith("WO-")


@dataclass(frozen=True)
class History:
    """The acts of all, the journal as it is in the end, and what the books stood at before."""

    acts: Sequence[Act]
    entries: Sequence[PostedEntry]
    item: str
    opening: Standing

    def faults(self) -> list[str]:
        return [*self._numbers(), *self._acknowledged(), *self._unasked(), *self._order(), *self._reads()]

    def _numbers(self) -> Iterable[str]:
        numbers = [entry.number for entry in self.entries]
        if numbers != [f"WO-{1001 + n}" for n in range(len(numbers))]:
            yield f"the numbers are {numbers}"
        drafts = Counter(entry.draft_id for entry in self.entries if entry.draft_id)
        yield from (f"{draft} was posted {times} times" for draft, times in drafts.items() if times > 1)
        back = Counter(entry.reverses for entry in self.entries if entry.reverses)
        yield from (f"{number} was taken back {times} times" for number, times in back.items() if times > 1)

    def _acknowledged(self) -> Iterable[str]:
        """Every answer names an entry that is there and does what was asked; one draft has one answer."""
        there = {entry.number: entry for entry in self.entries}
        for act in self.acts:
            if act.posted and act.answer not in there:
                yield f"{act.who} was answered {act.answer} for {act.subject}, and it is not there"
            elif act.posted and act.what == "approve" and there[act.answer].draft_id != act.subject:
                yield f"{act.who} was answered {act.answer} for {act.subject}, and it is of {there[act.answer].draft_id}"
            elif act.posted and act.what == "reverse" and there[act.answer].reverses != act.subject:
                yield f"{act.who} was answered {act.answer} for {act.subject}, and it takes back {there[act.answer].reverses}"

    def _unasked(self) -> Iterable[str]:
        """Nothing is there that nobody was told of, but what somebody is unsure of."""
        told = {act.answer for act in self.acts if act.posted}
        unsure = {(act.who, act.subject) for act in self.acts if act.unsure}
        for entry in self.entries:
            if entry.number not in told and (entry.posted_by, entry.draft_id) not in unsure:
                yield f"{entry.number} of {entry.posted_by} for {entry.draft_id or 'no draft'} is there, and nobody was told"

    def _order(self) -> Iterable[str]:
        """What was answered before another thing was begun has the lower number."""
        by = {entry.number: entry.posted_by for entry in self.entries}
        own = sorted((act for act in self.acts if act.posted and by.get(act.answer) == act.who), key=lambda act: act.began)
        for act in own:
            later = [each for each in own if each.ended < act.began and _place(each.answer) > _place(act.answer)]
            yield from (f"{each.answer} was answered before {act.answer} was begun" for each in later)

    def _reads(self) -> Iterable[str]:
        """Each reader saw the journal up to one entry, whole, and no less than was answered before they began."""
        for act in self.acts:
            if act.seen is None:
                continue
            if act.seen != self.standing(act.seen.entries):
                yield f"{act.who} saw {act.seen}, which {self.standing(act.seen.entries)} was"
            done = [_place(each.answer) for each in self.acts if each.posted and each.ended < act.began]
            if done and act.seen.entries < max(done):
                yield f"{act.who} saw {act.seen.entries} entries when {max(done)} were answered"

    def standing(self, entries: int) -> Standing:
        """What the books stood at when so many were posted."""
        units, balances = self.opening.units, Counter(dict(self.opening.balances))
        for entry in self.entries[:entries]:
            units += sum((move.quantity for move in entry.moves if move.item == self.item), Decimal(0))
            for line in entry.lines:
                balances[line.account] += line.amount.minor if line.side is Side.DEBIT else -line.amount.minor
        return Standing(entries, units, balances_of(balances))


def balances_of(balances: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((account, cents) for account, cents in balances.items() if cents))


def _place(number: str) -> int:
    """How many entries there are with it."""
    return int(number.removeprefix("WO-")) - 1000
