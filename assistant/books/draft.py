"""An entry on its way to approval: valued, mapped to accounts, checked, waiting for a person. One type a stage."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from assistant.books.accounts import Side
from assistant.books.disagreement import Disagreement
from assistant.books.entry import Line
from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding
from assistant.books.goods import ReserveMove, StockMove
from assistant.books.money import Money
from assistant.books.offer import Offer
from assistant.books.plan import Plan
from assistant.books.precedent import Matter
from assistant.books.proposal import Event, Role, Unclaimed
from assistant.books.question import Question, Settled
from assistant.books.reasons import Kind, Reason


@dataclass(frozen=True, slots=True)
class ValuedLine:
    """A line with its amount, before its account is chosen. `account` is set where the records fix it (the goods'
    inventory account, a reversal's mirrored line); `words` are the account's words where the text names it (rule 1)."""

    side: Side
    role: Role
    amount: Money
    account: str | None = None
    words: str = ""
    named: bool = False  # the text itself names the account
    because: str = ""
    party: str = ""
    klass: str = ""


@dataclass(frozen=True, slots=True)
class ValuedEntry:
    """Lines with roles and amounts, and the stock moves. `loss` is the event's whole loss, before reserve and recovery:
    what the routine limit is tested on. `derived` says how each amount came about, a sentence a reviewer can check."""

    resolved: ResolvedEvent
    kind: Kind
    reason: Reason
    lines: tuple[ValuedLine, ...]
    moves: tuple[StockMove, ...] = ()
    reserve_moves: tuple[ReserveMove, ...] = ()
    loss: Money | None = None
    derived: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a line's confidence is worked out from: the rule that fired, how well words fit, the lead over the next best, how
    often this client confirmed the choice, and whether the reader's advice on the wording is the same (None: it gave none)."""

    rule: str
    score: float = 1.0
    margin: float = 1.0
    type_fits: bool = True
    confirmations: int = 0
    advised: bool | None = None


@dataclass(frozen=True, slots=True)
class MappedLine:
    """A line with its account. `because` is the reason a person can check; `chosen_by` names the rule (or 'person').

    `n` counts from 1 in the order shown: debits before credits. `matter` is set where a rule leaves the choice to words:
    approved, it becomes a precedent; `proposed` is then what the rules had chosen, where a person chose another account.
    """

    n: int
    side: Side
    role: Role
    amount: Money
    account: str
    confidence: float
    because: str
    chosen_by: str
    evidence: Evidence
    runners_up: tuple[tuple[str, float], ...] = ()
    party: str = ""
    klass: str = ""
    matter: Matter | None = None
    proposed: str = ""

    def line(self) -> Line:
        return Line(self.side, self.account, self.amount, self.role, self.party, self.klass)


@dataclass(frozen=True, slots=True)
class MappedEntry:
    valued: ValuedEntry
    lines: tuple[MappedLine, ...]
    confidence: float  # that the whole entry is right
    findings: tuple[Finding, ...] = ()
    _fingerprint: str = field(default="", init=False, repr=False, compare=False)

    @property
    def entry_date(self) -> date:
        return self.valued.resolved.entry_date

    def fingerprint(self) -> str:
        """SHA-256 of all that would be posted: the day, kind, reason, lines and stock moves. What an approval is bound to."""
        if self._fingerprint:
            return self._fingerprint
        posted = {
            "date": self.entry_date.isoformat(),
            "kind": self.valued.kind,
            "reason": self.valued.reason,
            "reverses": self.valued.resolved.reverses.number if self.valued.resolved.reverses else "",
            "lines": [
                [line.side, line.account, line.amount.minor, line.amount.currency, line.party, *filter(None, (line.klass,))]
                for line in self.lines
            ],
            "moves": [[m.item, m.location, m.account, str(m.quantity.normalize()), m.value.minor] for m in self.valued.moves],
        }
        said = json.dumps(posted, sort_keys=True, separators=(",", ":"))
        object.__setattr__(self, "_fingerprint", hashlib.sha256(said.encode()).hexdigest())  # what is frozen keeps it
        return self._fingerprint


class DraftState(StrEnum):
    WAITING = "waiting"  # may be approved
    BLOCKED = "blocked"  # has a problem
    ASKED = "asked"  # waits for an answer
    APPROVED = "approved"
    POSTED = "posted"
    REJECTED = "rejected"
    REVERSED = "reversed"  # posted, and taken back in full
    DECLINED = "declined"


OPEN_STATES = frozenset({DraftState.WAITING, DraftState.BLOCKED, DraftState.ASKED})


@dataclass(frozen=True, slots=True)
class Reading:
    """Who read the text, for the audit trail; and where two did, whether both come to the same entry (None: only one did).
    `understood` and `unclaimed` are of the text as a whole."""

    reader: str
    model: str = ""
    prompt_version: str = ""
    understood: float = 1.0
    agreed: bool | None = None
    unclaimed: Unclaimed = field(default_factory=Unclaimed)


@dataclass(frozen=True, slots=True)
class Draft:
    """One event of a text, as far as it has come. `version` rises with every change; `overrides` are accounts by line.

    `entry` is None while a question stands, and for what was declined.
    """

    id: str
    client: str
    version: int
    state: DraftState
    text: str
    text_id: str
    event: Event | None
    reading: Reading
    settled: tuple[Settled, ...] = ()
    overrides: tuple[tuple[int, str], ...] = ()
    entry: MappedEntry | None = None
    findings: tuple[Finding, ...] = ()
    question: Question | None = None
    declined: str = ""
    drafted_by: str = ""
    drafted_at: datetime | None = None
    entry_number: str = ""
    because: str = ""  # why it was rejected, or what a reversal is for
    words: str = ""  # what the text says of this event, without what was left out of it: the memo, unless a person gives one
    disagreements: tuple[Disagreement, ...] = ()  # of two readings of it, some of which a person may have settled since
    offers: tuple[Offer, ...] = ()  # goods on hand that make the amount at cost, where the text names an amount alone
    plan: Plan | None = None  # of its documents in QuickBooks, where the books are connected
    hands: tuple[str, ...] = ()  # who drafted or revised it, each once
    sub_reason: str = ""  # one of the client's own under the reason
    overridden: str = ""  # an owner's reason for a journal to the asset account of goods whose quantity QuickBooks tracks

    @property
    def problems(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.blocks)

    def fingerprint(self) -> str:
        """What an approval is bound to: all that would be posted, and all that QuickBooks would be sent of it."""
        posted = self.entry.fingerprint() if self.entry is not None else ""
        if self.sub_reason:
            posted = f"{posted} {self.sub_reason}"
        if self.plan is None:
            return posted
        return hashlib.sha256(f"{posted} {self.plan.fingerprint()}".encode()).hexdigest()

    @property
    def still_disagreed(self) -> tuple[Disagreement, ...]:
        """Facts that the readers came to differently and no person has settled since."""
        return tuple(said for said in self.disagreements if not said.settled_by(self.settled, self.overrides))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.blocks)


@dataclass(frozen=True, slots=True)
class ApprovedEntry:
    """A draft that a person approved as they saw it, valued and checked again inside the posting transaction. `fingerprint` is
    the draft's."""

    draft: Draft
    entry: MappedEntry
    fingerprint: str
    by: str
    at: datetime
