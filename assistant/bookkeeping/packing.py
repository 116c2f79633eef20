"""A client's books to what an auditor takes along: the figures of a period, the sample, and what stands behind each of its
entries."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Protocol

from assistant.bookkeeping.auditing import AuditTransaction
from assistant.bookkeeping.settling import policy_words
from assistant.books.audit import AuditEvent
from assistant.books.audit_pack import Audited, Movement, Numbers, Pack, PolicySet
from assistant.books.audit_sample import Asked, PopulationRow, sample
from assistant.books.entry import PostedEntry
from assistant.books.people import Action
from assistant.books.remote import Company
from assistant.stages.review import allow


class PackTransaction(AuditTransaction, Protocol):
    def population(self, since: date | None, until: date | None) -> Iterator[PopulationRow]:
        """The entries dated on or between the days, in the order of the journal; not those of earlier books."""
        ...

    def movements(self, since: date | None, until: date | None) -> tuple[Movement, ...]:
        """Every account over the days, in the chart's order, added up line by line."""
        ...

    def numbers(self) -> Numbers: ...
    def called(self) -> tuple[dict[str, str], dict[str, str]]:
        """What accounts and goods are called, by key."""
        ...

    def policies_set(self) -> tuple[tuple[int, str, datetime], ...]:
        """(version, who set it, when) of each policy, the first first."""
        ...

    def reversed_by(self, number: str) -> tuple[str, ...]:
        """The entries that took it back, or a part of it."""
        ...

    def received(self, number: str) -> dict[tuple[str, str, str], date]:
        """(item, place, layer) to the day it came in, of the layers that the entry moved, where the day is known."""
        ...

    def entry(self, number: str) -> PostedEntry: ...
    def events(self, *subjects: str) -> tuple[AuditEvent, ...]: ...
    def company(self, service: str = "quickbooks") -> Company | None: ...
    def evidence_content(self, digest: str) -> bytes: ...
    def trail_lines(self) -> Iterator[str]:
        """Every event as canonical JSON with its hash."""
        ...

    def journal_lines(self) -> Iterator[str]:
        """Every entry as the canonical text that the trail answers for."""
        ...

    def account_lines(self) -> Iterator[str]:
        """Each account with its opening and its balance, as canonical JSON."""
        ...

    def row_lines(self, names: Iterable[str]) -> Iterator[str]:
        """What stands beside the journal, as the canonical texts that the trail answers for; of texts and drafts these."""
        ...

    def openings_line(self) -> str:
        """What the books began with, as the canonical text that the trail answers for."""
        ...


def pack(transaction: PackTransaction, client: str, name: str, currency: str, asked: Asked, *, by: str, at: datetime) -> Pack:
    """The figures and the sample that were asked for, in the transaction's moment of the books. NotAllowed for who may not read
    them; WrongUsage as `sample`."""
    allow(by, transaction.role_of(by), Action.READ)
    population = tuple(transaction.population(asked.since, asked.until))
    names, goods = transaction.called()
    return Pack(
        client=client,
        name=name,
        currency=currency,
        asked=asked,
        made_by=by,
        made_at=at,
        population=population,
        taken=sample(population, asked),
        movements=transaction.movements(asked.since, asked.until),
        numbers=transaction.numbers(),
        people=transaction.members(),
        policies=tuple(_policies(transaction)),
        names=names,
        goods=goods,
    )


def _policies(transaction: PackTransaction) -> Iterator[PolicySet]:
    for version, by, at in transaction.policies_set():
        policy = transaction.policy_of(version)
        if policy is not None:
            yield PolicySet(version, by, at, policy_words(policy))


def audited(transaction: PackTransaction, made: Pack) -> Iterator[Audited]:
    """Each entry of the sample with what stands behind it, one after another."""
    company = transaction.company()
    for number, why in made.taken.items():
        entry = transaction.entry(number)
        draft = transaction.draft(entry.draft_id) if entry.draft_id else None
        subjects = (*((draft.text_id, draft.id) if draft is not None else ()), number)
        trail = sorted((event for subject in subjects for event in transaction.events(subject)), key=lambda event: event.seq)
        in_force = [each.version for each in made.policies if entry.posted_at is not None and each.at <= entry.posted_at]
        yield Audited(
            entry=entry,
            why=why,
            draft=draft,
            evidence=transaction.evidence(number),
            waivers=transaction.waivers(draft.id) if draft is not None else (),
            documents=transaction.documents(company.realm, entry=number) if company is not None else (),
            reversed_by=transaction.reversed_by(number),
            received=transaction.received(number),
            trail=tuple(trail),
            policy=max(in_force, default=1),
        )
