"""One event through the stages: resolve, value, map, weigh, validate. Shared by the workflow and the evals."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry, Reading
from assistant.books.finding import Finding
from assistant.books.goods import StockMove
from assistant.books.proposal import Event, Proposal
from assistant.books.question import Declined, Question, Settled
from assistant.stages.confidence import with_confidence
from assistant.stages.mapping.map import map_accounts
from assistant.stages.resolution.resolve import resolve
from assistant.stages.validation.validate import validate
from assistant.stages.valuation.value import value


@dataclass(frozen=True, slots=True)
class EventRead:
    """An event as read, with all that people settled about it since. `text` is what its numbers may be traced to, `said_on` the
    day it was typed: what the event is dated where it names no day."""

    event: Event
    text: str
    said_on: date
    reading: Reading
    settled: tuple[Settled, ...] = ()
    overrides: tuple[tuple[int, str], ...] = ()  # accounts a person chose, by line


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry with all that was found about it: what becomes a draft."""

    entry: MappedEntry
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        return any(finding.blocks for finding in self.findings)


def walk(read: EventRead, books: ClientBooks, *, today: date) -> Checked | Question | Declined:
    """As far as the books let the event come: a checked entry, a question, or the reason why there is no entry for it."""
    resolved = resolve(read.event, read.settled, books, today=read.said_on)
    if isinstance(resolved, Question):
        return resolved
    valued = value(resolved, books)
    if isinstance(valued, Question | Declined):
        return valued
    mapped = map_accounts(valued, books, read.overrides)
    if isinstance(mapped, Question):
        return mapped
    findings = validate(mapped, books, today=today, text=read.text)
    return Checked(with_confidence(replace(mapped, findings=findings), read.reading), findings)


def reserving(books: ClientBooks, moves: Iterable[StockMove]) -> ClientBooks:
    """The books with the units that these moves would take held back."""
    taken: dict[tuple[str, str], Decimal] = {}
    for move in moves:
        place = move.item, move.location
        taken[place] = taken.get(place, Decimal(0)) - min(move.quantity, Decimal(0))
    return replace(books, stock=books.stock.reserving(taken))


def reading_of(proposal: Proposal) -> Reading:
    understood, unclaimed = float(proposal.understood), proposal.unclaimed
    return Reading(proposal.reader, proposal.model, proposal.prompt_version, understood, unclaimed=unclaimed)
