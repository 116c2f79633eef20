"""What an auditor takes along of a client's books: the figures of a period, each sampled entry with all behind it, and who
may do what. All of it is read in one moment of the books."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from assistant.books.audit import AuditEvent
from assistant.books.audit_sample import Asked, PopulationRow
from assistant.books.draft import Draft
from assistant.books.entry import PostedEntry
from assistant.books.evidence import EvidenceFile, Waiver
from assistant.books.people import Member
from assistant.books.remote import RemoteDocument


@dataclass(frozen=True, slots=True)
class Movement:
    """An account over the period, in minor units, debits positive: what it stood at before it, its debits and credits in it, what
    was posted since, and its balance as the books keep it."""

    key: str
    name: str
    type: str
    before: int
    debits: int
    credits: int
    since: int
    balance: int

    @property
    def agrees(self) -> bool:
        return self.before + self.debits - self.credits + self.since == self.balance


@dataclass(frozen=True, slots=True)
class Numbers:
    """The journal counted: its first and last place, the entries that stand there, and how many of those came from earlier books,
    which have numbers of their own and are no part of a population."""

    first: int
    last: int
    entries: int
    brought: int

    @property
    def unbroken(self) -> bool:
        return not self.entries or self.entries == self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class PolicySet:
    """A version of the policy: who set it, when, and its settings in plain words."""

    version: int
    by: str
    at: datetime
    words: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Audited:
    """A sampled entry and what stands behind it. `received` is when each layer of goods that it moved came in, where that is
    known, by item, place and layer; `policy` is the version that was in force when it was posted, `documents` what
    QuickBooks has of it with what was read back, `trail` the events of its text, draft and entry."""

    entry: PostedEntry
    why: str
    draft: Draft | None
    evidence: tuple[EvidenceFile, ...]
    waivers: tuple[Waiver, ...]
    documents: tuple[RemoteDocument, ...]
    reversed_by: tuple[str, ...]
    received: Mapping[tuple[str, str, str], date]
    trail: tuple[AuditEvent, ...]
    policy: int


@dataclass(frozen=True, slots=True)
class Pack:
    """Figures in minor units of `currency`; `names` are the accounts' by key, `goods` the items' by key."""

    client: str
    name: str
    currency: str
    asked: Asked
    made_by: str
    made_at: datetime
    population: tuple[PopulationRow, ...]
    taken: Mapping[str, str]
    movements: tuple[Movement, ...]
    numbers: Numbers
    people: Mapping[str, Member]
    policies: tuple[PolicySet, ...]
    names: Mapping[str, str]
    goods: Mapping[str, str]
