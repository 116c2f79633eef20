"""What the workflow asks of whatever keeps the books."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState
from assistant.books.entry import PostedEntry
from assistant.books.evidence import EvidenceFile, Waiver
from assistant.books.finding import Finding
from assistant.books.found import FoundThere
from assistant.books.people import Member, PersonRole
from assistant.books.plan import KeptPlan
from assistant.books.precedent import Confirmation, Precedent, Precedents
from assistant.books.proposal import Proposal
from assistant.books.remote import RemoteDocument


@dataclass(frozen=True, slots=True)
class TextRecord:
    """A text as typed and what became of it. `batch` and `place` say which file and which text of it, where it came in one."""

    id: str
    text: str
    today: date
    proposal: Proposal
    findings: tuple[Finding, ...]  # warnings of the text as a whole: instructions dropped, parts declined, fallen back
    batch: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class DraftQuery:
    """Which drafts: of these states (all where empty), of one text, of one person; least sure first, or oldest first."""

    states: frozenset[DraftState] = frozenset()
    text_id: str = ""
    drafted_by: str = ""
    least_sure_first: bool = False
    limit: int = 0  # 0: all
    after: str = ""  # the id after which to go on


class ClientTransaction(Protocol):
    """One client's books inside one transaction: what is read belongs together, and all is written or nothing."""

    def books(self, *, without_draft: str = "") -> ClientBooks:
        """The books as they stand; stock reserved by waiting drafts, `without_draft` left out."""
        ...

    def role_of(self, person: str) -> PersonRole: ...
    def member(self, person: str) -> Member:
        """Their role and limit. NotAllowed where the person has none in these books."""
        ...

    def next_text_id(self) -> str: ...
    def next_draft_id(self) -> str: ...
    def next_entry_number(self) -> str: ...
    def save_text(self, record: TextRecord) -> None: ...
    def text(self, text_id: str) -> TextRecord: ...
    def typed_on(self, text_id: str) -> date:
        """The day that the text was typed, without all the rest of it."""
        ...

    def text_in_batch(self, batch: str, place: int) -> TextRecord | None: ...
    def save_draft(self, draft: Draft) -> None: ...
    def draft(self, draft_id: str) -> Draft: ...
    def drafts(self, query: DraftQuery) -> tuple[Draft, ...]: ...
    def post(self, entry: PostedEntry) -> None:
        """Journal, balances, stock moves, layers and the outbox row, by Core statements."""
        ...

    def plan_of(self, realm: str, entry: str) -> KeptPlan | None: ...
    def save_plan(self, kept: KeptPlan) -> None:
        """The documents that an entry posted now is to become."""
        ...

    def move_found(self, realm: str, draft: str, entry: str) -> None:
        """What was found in the company for a draft is, once it is posted, found for its entry."""
        ...

    def found(self, realm: str, subject: str = "") -> tuple[FoundThere, ...]: ...
    def documents(self, realm: str, *, entry: str = "") -> tuple[RemoteDocument, ...]:
        """What the company was sent, or is to be, of an entry (of all where none is named)."""
        ...

    def save_document(self, document: RemoteDocument) -> None: ...
    def sent(self, number: str, *, at: datetime) -> None:
        """The entry needs nothing more to be sent."""
        ...

    def evidence(self, subject: str) -> tuple[EvidenceFile, ...]: ...
    def waivers(self, subject: str) -> tuple[Waiver, ...]:
        """The files of a draft, and what owners do without of its evidence."""
        ...

    def posted_for(self, draft_id: str) -> PostedEntry | None: ...
    def precedents(self) -> Precedents: ...
    def next_precedent_id(self) -> str: ...
    def confirm(self, precedent: Precedent, confirmation: Confirmation) -> Precedent:
        """The precedent, new or known, confirmed once more or corrected: as it stands then (precedent.standing)."""
        ...

    def confirmed_in(self, entry: str) -> tuple[Precedent, ...]:
        """The precedents that an entry confirmed."""
        ...

    def take_back(self, precedent: Precedent, entry: str) -> Precedent | None:
        """The precedent without what the entry confirmed; None, and it is forgotten, where nothing else did."""
        ...

    def record(self, *, at: datetime, who: str, what: str, subject: str, detail: Mapping[str, object]) -> None:
        """Append to the client's audit chain."""
        ...


class Store(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[ClientTransaction]:
        """The client's books in one transaction; one that only `reads` waits for nobody, and makes nobody wait."""
        ...
