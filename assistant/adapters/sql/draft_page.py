"""What the page of one draft shows of the books: neither the journal nor what else waits is read for it."""

from abc import abstractmethod
from collections.abc import Collection
from datetime import date, timedelta

from assistant.adapters.sql import audit
from assistant.adapters.sql.journal import related
from assistant.adapters.sql.outgoing import Outgoing
from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.suggesting import Suggesting
from assistant.adapters.sql.types import day_text
from assistant.books.accounts import AccountType, Chart, Side
from assistant.books.audit import AuditEvent
from assistant.books.beside import Beside, Margin
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.drafted import NOTHING_WAITS, Waiting
from assistant.books.entry import History
from assistant.books.journal import Journal
from assistant.books.money import Money

POSTED_IN = Statement(
    "SELECT l.account, sum(CASE l.side WHEN 'debit' THEN l.amount_minor ELSE -l.amount_minor END) AS debits"
    " FROM entries e CROSS JOIN lines l"  # in this order: a month has fewer entries than an account has lines
    " WHERE e.client_id = :client AND e.entry_date BETWEEN :first AND :last AND e.sealed"
    " AND l.client_id = e.client_id AND l.seq = e.seq AND l.account IN :accounts GROUP BY l.account"
)
# In the order of the queue, least sure first, along an index of the client's open drafts.
BESIDE = (
    "(SELECT d.id FROM drafts d WHERE d.client_id = :client AND d.state IN ('waiting', 'blocked', 'asked')"
    " AND (d.confidence, d.n) {0} (it.confidence, it.n) ORDER BY d.confidence {1}, d.n {1} LIMIT 1)"
)
NEIGHBOURS = Statement(
    f"SELECT {BESIDE.format('<', 'DESC')} AS before, {BESIDE.format('>', '')} AS after FROM drafts it"
    " WHERE it.client_id = :client AND it.id = :id"
)


def margin_of(books: ClientBooks) -> Margin:
    zero = Money.zero(books.currency)
    income, costs = (
        sum((account.balance for account in books.chart if account.type is kind), zero)
        for kind in (AccountType.INCOME, AccountType.COST_OF_GOODS_SOLD)
    )
    return Margin(income, costs)


class DraftPage(Outgoing, Suggesting):
    """A part of SqlTransaction."""

    def beside(self, draft: Draft) -> Beside:
        """What stands beside the draft on its page."""
        lines = draft.entry.lines if draft.entry is not None else ()
        accounts = {line.account for line in lines}
        books = self._books_of(draft)
        month = draft.entry.entry_date.replace(day=1) if draft.entry is not None else None
        realm = books.connected.realm if books.connected is not None and draft.entry_number else ""
        return Beside(
            books=books,
            margin=margin_of(books),
            month=month,
            posted=self._posted_in(month, accounts, books.chart) if month is not None else None,
            trail=self._trail(draft),
            documents=self.documents(realm, entry=draft.entry_number) if realm else (),
        )

    def neighbours(self, draft: Draft) -> tuple[str, str]:
        """The open drafts before and after it in these books' queue, the least sure first; '' where there is none."""
        before, after = NEIGHBOURS.rows(self.connection, {"client": self.client.id, "id": draft.id})[0]
        return before or "", after or ""

    def _books_of(self, draft: Draft) -> ClientBooks:
        """The books without what the draft itself holds back, and no journal but its entry and what that is of."""
        number = draft.entry_number
        entries = related(self.connection, self.client.id, self.client.currency, [number]) if number else ()
        return self._books(History(tuple(sorted(entries, key=lambda entry: entry.number != number))), without_draft=draft.id)

    @abstractmethod
    def _books(self, history: Journal, waiting: Waiting = NOTHING_WAITS, without_draft: str = "") -> ClientBooks: ...

    def _posted_in(self, month: date, accounts: Collection[str], chart: Chart) -> dict[str, Money]:
        """Each of the accounts; zero where nothing was posted to it in that month."""
        if not accounts:
            return {}
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        values = {
            "client": self.client.id, "first": day_text(month), "last": day_text(last), "accounts": sorted(accounts),
        }  # fmt: skip
        debits = {account: int(minor) for account, minor in POSTED_IN.rows(self.connection, values)}
        posted = {}
        for key in accounts:
            account, minor = chart.get(key), debits.get(key, 0)
            on_debit = account is None or account.normal_side is Side.DEBIT
            posted[key] = Money(minor if on_debit else -minor, self.client.currency)
        return posted

    def _trail(self, draft: Draft) -> tuple[AuditEvent, ...]:
        """What was done to the draft, its text and its entry, first to last."""
        return tuple(audit.trail(self.connection, self.client.id, *filter(None, (draft.text_id, draft.id, draft.entry_number))))
