"""One client's books inside one transaction: what the workflow asks of them (assistant/store.py), and what surfaces do."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text

from assistant.adapters.sql import audit, drafts, precedents
from assistant.adapters.sql.answering import LISTS, PEOPLE, POLICIES
from assistant.adapters.sql.companies import Companies
from assistant.adapters.sql.door import Asking, Door
from assistant.adapters.sql.history import StoredDrafts, StoredJournal
from assistant.adapters.sql.journal import SEQ_OF_DRAFT, SEQ_OF_NUMBER, journal, latest, related, seq_of
from assistant.adapters.sql.reading import Client, policy_of, policy_version, read_policy, without
from assistant.adapters.sql.recording import Recording
from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.warm import KeptBooks, Warm, read_warm
from assistant.books.accounts import Chart
from assistant.books.audit import AuditEvent
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.drafted import NOTHING_WAITS, Waiting
from assistant.books.entry import History, PostedEntry
from assistant.books.goods import Stock
from assistant.books.journal import Journal
from assistant.books.money import Money
from assistant.books.people import Member, PersonRole
from assistant.books.policy import Policy
from assistant.books.precedent import Confirmation, Precedent, Precedents
from assistant.errors import NotAllowed, NotFound
from assistant.store import DraftQuery, TextRecord

ROLE = Statement("SELECT role, limit_minor FROM roles WHERE client_id = :client AND person = :person")
ROLES = Statement("SELECT person, role, limit_minor FROM roles WHERE client_id = :client ORDER BY person")


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the journal's entries, and the number of the last one shown where there are more (`next` for `after`)."""

    rows: tuple[PostedEntry, ...]
    next: str


if TYPE_CHECKING:
    from assistant.adapters.sql.parts import Parts
else:

    class Parts:
        """Those parts, imported when the first of them is asked for: a program that drafts and posts asks for none, and would
        take a tenth longer to start. Whoever reads or checks the types sees them as the plain base class that they are."""

        def __getattr__(self, name: str) -> Any:
            from assistant.adapters.sql.parts import Parts

            return getattr(Parts, name).__get__(self)


class SqlTransaction(Recording, Companies, Parts):
    """Implements ClientTransaction. What imports SQLModel is imported by the method that needs it: drafting needs none."""

    def __init__(self, connection: Connection, client: Client, again: Asking, kept: KeptBooks | None = None) -> None:
        super().__init__()
        self.connection = connection
        self.client = client
        self._known = kept.of(client.id) if kept is not None else None  # as read before, then as this transaction sees them
        self._door = Door(connection, again, client.id, client.currency)
        self._history: StoredJournal | None = None
        self._has_posted = False

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def books(self, *, without_draft: str = "") -> ClientBooks:
        top = latest(self.connection, self.client.id)
        if self._history is None or self._history.top != top:
            self._history = StoredJournal(self._door, top, keeps=not self._has_posted)
        return self._books(self._history, StoredDrafts(self._door, without_draft), without_draft)

    def books_about(self, numbers: Collection[str]) -> ClientBooks:
        """The books as they stand, of the journal only these entries with those that they reverse and that reverse them; without
        what waits for a person. For who works on some of many entries: the whole journal takes long to read."""
        return self._books(History(related(self.connection, self.client.id, self.client.currency, numbers)))

    def _books(self, history: Journal, waiting: Waiting = NOTHING_WAITS, without_draft: str = "") -> ClientBooks:
        warm = self.warm()
        stock = without(warm.stock, self.connection, self.client, without_draft) if without_draft else warm.stock
        return ClientBooks(
            client=self.client.id,
            name=self.client.name,
            currency=self.client.currency,
            date_order=self.client.date_order,
            policy=warm.policy,
            chart=warm.chart,
            stock=stock,
            history=history,
            differences=warm.differences,
            precedents=warm.precedents,
            drafted=waiting,
            connected=warm.connected,
        )

    def chart(self) -> Chart:
        return self.warm().chart

    def warm(self) -> Warm:
        """The books without journal and drafts, as this transaction sees them by now."""
        self._known = read_warm(self.connection, self.client, self._known)
        return self._known

    @property
    def seen(self) -> Warm | None:
        """What `warm` answered last, to be kept once it is committed."""
        return self._known

    def policy(self) -> Policy:
        return read_policy(self.connection, self.client)

    def policy_version(self) -> int:
        """How often the policy was set; the first is 1."""
        return policy_version(self.connection, self.client)

    def policy_of(self, version: int) -> Policy | None:
        """The policy as it was set that time."""
        return policy_of(self.connection, self.client, version)

    def members(self) -> dict[str, Member]:
        """Name to role and limit of all who work in these books."""
        found = ROLES.rows(self.connection, {"client": self.client.id})
        return {person: Member(PersonRole(role), self._limit(minor)) for person, role, minor in found}

    def people(self) -> dict[str, PersonRole]:
        """Name to role of all who work in these books."""
        return {name: member.role for name, member in self.members().items()}

    def member(self, person: str) -> Member:
        found = ROLE.row(self.connection, {"client": self.client.id, "person": person})
        if found is None:
            raise NotAllowed(
                f"{person} has no role in the books of {self.client.id}.", "Ask an owner for one (writeoff user add)."
            )
        role, minor = found
        return Member(PersonRole(role), self._limit(minor))

    def role_of(self, person: str) -> PersonRole:
        """NotAllowed where the person has no role in these books."""
        return self.member(person).role

    def entry(self, number: str) -> PostedEntry:
        """The entry of this number, or NotFound."""
        seq = seq_of(self.connection, SEQ_OF_NUMBER, self.client.id, number)
        if seq is None:
            last = self.entries(limit=1, newest_first=True).rows
            there = f"The latest is {last[0].number}; writeoff entries lists them." if last else "Nothing is posted here yet."
            raise NotFound(f"There is no entry {number}.", there)
        return self._stretch(seq, seq)[0]

    def entries(self, *, limit: int = 50, after: str = "", newest_first: bool = False) -> Page:
        """A page of the journal, from its start or (`newest_first`) its end, or from `after` on."""
        begin = seq_of(self.connection, SEQ_OF_NUMBER, self.client.id, after) if after else None
        if after and begin is None:
            self.entry(after)
        top = latest(self.connection, self.client.id)
        if newest_first:
            last = top if begin is None else begin - 1
            rows = self._stretch(last - limit, last)[::-1]
        else:
            first = self._first() if begin is None else begin + 1
            rows = self._stretch(first, first + limit)
        return Page(rows[:limit], rows[limit - 1].number if len(rows) > limit else "")

    def posted_for(self, draft_id: str) -> PostedEntry | None:
        seq = seq_of(self.connection, SEQ_OF_DRAFT, self.client.id, draft_id)
        return None if seq is None else self._stretch(seq, seq)[0]

    def events(self, *subjects: str) -> tuple[AuditEvent, ...]:
        """The audit events, first to last: those of these drafts, texts or entries, or all of the client's."""
        return tuple(audit.trail(self.connection, self.client.id, *filter(None, subjects)))

    def each_event(self) -> Iterator[AuditEvent]:
        """All of the client's, one after another: there may be more of them than memory holds."""
        return audit.trail(self.connection, self.client.id)

    def events_after(self, seq: int, most: int) -> Sequence[AuditEvent]:
        """So many of them that come after the place `seq`."""
        return audit.trail_after(self.connection, self.client.id, seq, most)

    def sums_that_differ(self) -> tuple[str, ...]:
        """A sentence for each balance or layer that is not its opening and all that was posted since; none in sound books."""
        from assistant.adapters.sql.sums import sums_that_differ

        return tuple(sums_that_differ(self.connection, self.client))

    # ── Texts and drafts ─────────────────────────────────────────────────────────────────────────────────────────────

    def next_text_id(self) -> str:
        return f"T-{drafts.next_number(self.connection, self.client.id, 'text')}"

    def next_draft_id(self) -> str:
        return f"D-{drafts.next_number(self.connection, self.client.id, 'draft')}"

    def save_text(self, record: TextRecord) -> None:
        self._untold[record.id] = drafts.save_text(self.connection, self.client.id, record)

    def text(self, text_id: str) -> TextRecord:
        return drafts.read_text(self.connection, self.client.id, text_id)

    def typed_on(self, text_id: str) -> date:
        """The day that the text was typed, without all the rest of it."""
        return drafts.read_day_typed(self.connection, self.client.id, text_id)

    def text_in_batch(self, batch: str, place: int) -> TextRecord | None:
        """The text at this place of the batch, where it was drafted."""
        return drafts.text_in_batch(self.connection, self.client.id, batch, place)

    def texts_of_batch(self, batch: str) -> tuple[TextRecord, ...]:
        return drafts.texts_of_batch(self.connection, self.client.id, batch)

    def save_draft(self, draft: Draft) -> None:
        self._untold[draft.id] = drafts.save_draft(self.connection, self.client.id, draft)

    def draft(self, draft_id: str) -> Draft:
        return drafts.read_draft(self.connection, self.client.id, draft_id)

    def drafts(self, query: DraftQuery) -> tuple[Draft, ...]:
        return drafts.read_drafts(self.connection, self.client.id, query)

    # ── Precedents ───────────────────────────────────────────────────────────────────────────────────────────────────

    def precedents(self) -> Precedents:
        return self.warm().precedents

    def precedent(self, precedent_id: str) -> Precedent:
        return precedents.read_precedent(self.connection, self.client.id, precedent_id)

    def confirmations(self, precedent_id: str) -> tuple[Confirmation, ...]:
        return precedents.read_confirmations(self.connection, self.client.id, precedent_id)

    def next_precedent_id(self) -> str:
        return f"P-{drafts.next_number(self.connection, self.client.id, 'precedent')}"

    def confirm(self, precedent: Precedent, confirmation: Confirmation) -> Precedent:
        return precedents.confirm(self.connection, self.client.id, precedent, confirmation)

    def confirmed_in(self, entry: str) -> tuple[Precedent, ...]:
        return precedents.confirmed_in(self.connection, self.client.id, entry)

    def take_back(self, precedent: Precedent, entry: str) -> Precedent | None:
        return precedents.take_back(self.connection, self.client.id, precedent, entry)

    def forget(self, precedent_id: str) -> None:
        precedents.forget(self.connection, self.client.id, precedent_id)

    # ── Writing what stays ───────────────────────────────────────────────────────────────────────────────────────────

    def next_entry_number(self) -> str:
        """The number of the entry that is posted next; asking twice gives the same, so that no number is lost."""
        return f"WO-{latest(self.connection, self.client.id) + 1}"

    def post(self, entry: PostedEntry) -> None:
        from assistant.adapters.sql.posting import post

        self._has_posted = True
        if post(self.connection, self.client, entry):
            self.answer_for(LISTS)

    def set_policy(self, policy: Policy, *, by: str, at: datetime) -> None:
        from assistant.adapters.sql.clients import set_policy

        set_policy(self.connection, self.client, policy, by=by, at=at)
        self.answer_for(POLICIES)

    def add_person(self, name: str, role: PersonRole, *, at: datetime, limit: Money | None = None) -> None:
        from assistant.adapters.sql.clients import add_person

        add_person(self.connection, self.client, name, Member(role, limit), at=at)
        self.answer_for(PEOPLE)

    def remove_person(self, name: str) -> None:
        """The person has no role in these books any more; what they did stays theirs."""
        from assistant.adapters.sql.clients import remove_person

        remove_person(self.connection, self.client, name)
        self.answer_for(PEOPLE)

    def update_lists(self, chart: Chart, stock: Stock) -> None:
        """The chart and the goods as the client now lists them; no balance and no unit moves (clients.update_lists)."""
        from assistant.adapters.sql.clients import update_lists

        update_lists(self.connection, self.client, chart, stock)
        self.answer_for(LISTS)

    def _stretch(self, first: int, last: int) -> tuple[PostedEntry, ...]:
        return journal(self.connection, self.client.id, self.client.currency, first, last)

    def _limit(self, minor: int | None) -> Money | None:
        return Money(minor, self.client.currency) if minor is not None else None

    def _first(self) -> int:
        first = text("SELECT coalesce(min(seq), 0) FROM entries WHERE client_id = :client")
        return int(self.connection.execute(first, {"client": self.client.id}).scalar_one())
