"""A draft in the queue: what a line of it shows, who looks after it, and an edit that somebody has begun."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from assistant.books.draft import Draft, DraftState
from assistant.books.money import Money


@dataclass(frozen=True, slots=True)
class LineSide:
    """A line of an entry, as the queue shows it: its side, the account's key, the amount."""

    side: str
    account: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the queue shows it."""

    code: str
    says: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class Glance:
    """What a line of the queue says of a draft beyond its columns: kept with it, so that no draft need be read for it.

    `fingerprint` is what an approval of it is bound to. `became` is what it came to: the number of its entry, why it was
    rejected, or why it was declined."""

    text: str
    sides: tuple[LineSide, ...] = ()
    findings: tuple[Told, ...] = ()
    asks: str = ""
    fingerprint: str = ""
    became: str = ""


LONGEST_GLANCE = 200  # characters of the text
LONGEST_WORDS = 500  # of what a search looks through; it stands in an index


def glance_at(draft: Draft) -> Glance:
    """What the queue shows of the draft."""
    words = " ".join((draft.words or draft.text).split())
    text = words if len(words) <= LONGEST_GLANCE else f"{words[: LONGEST_GLANCE - 1]}…"
    lines = draft.entry.lines if draft.entry is not None else ()
    sides = tuple(LineSide(line.side.value, line.account, line.amount) for line in lines)
    findings = tuple(Told(found.code.value, found.says, found.blocks) for found in draft.findings)
    asks = draft.question.says if draft.question is not None else ""
    became = draft.entry_number or draft.because or draft.declined
    return Glance(text, sides, findings, asks, draft.fingerprint(), became)


def words_of(draft: Draft) -> str:
    """What a search of the queue looks through, in small letters: id, accounts, amounts, what it became, question, text."""
    lines = draft.entry.lines if draft.entry is not None else ()
    sides = dict.fromkeys(word for line in lines for word in (line.account, line.amount.plain()))
    asks = draft.question.says if draft.question is not None else ""
    said = (draft.id, *sides, draft.entry_number, draft.because, draft.words or draft.text, asks, draft.declined)
    return " ".join(" ".join(said).split()).casefold()[:LONGEST_WORDS]


@dataclass(frozen=True, slots=True)
class Care:
    """Who looks after a draft ('' nobody), who said so and why; it rests until `snoozed_until` has come."""

    person: str
    by: str
    at: datetime
    note: str = ""
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A draft in the queue. `amount` is its entry's debits; None where there is no entry yet. `settled_at` and `settled_by` are
    of what was posted, rejected or declined, where the query asked for such."""

    client: str
    id: str
    n: int
    state: DraftState
    version: int
    kind: str
    reason: str
    entry_date: date | None
    amount: Money | None
    confidence: float
    drafted_by: str
    drafted_at: datetime
    glance: Glance
    care: Care | None = None
    settled_at: datetime | None = None
    settled_by: str = ""

    def days(self, today: date) -> int:
        """How many days it has waited."""
        return max((today - self.drafted_at.date()).days, 0)

    def rests(self, today: date) -> bool:
        return self.care is not None and self.care.snoozed_until is not None and self.care.snoozed_until > today


@dataclass(frozen=True, slots=True)
class Typing:
    """An edit that a person has begun and not sent: what stands in the form's fields that they changed, the version it was begun
    on, and what the form showed of that version, so that what changed since can be told."""

    draft: str
    person: str
    version: int
    fields: Mapping[str, str]
    at: datetime
    shown: Mapping[str, str] = field(default_factory=dict)
