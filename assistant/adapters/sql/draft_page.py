"""What the page of one draft shows of the books, by narrow statements: neither the journal nor what else waits is read for it."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from sqlalchemy import bindparam, text

from assistant.adapters.sql import audit
from assistant.adapters.sql.connected import COMPANY, read_found, read_snapshot
from assistant.adapters.sql.journal import related
from assistant.adapters.sql.outgoing import Outgoing
from assistant.adapters.sql.reading import read_chart, read_policy, read_stock
from assistant.adapters.sql.suggesting import Suggesting
from assistant.adapters.sql.types import day_text
from assistant.books.accounts import AccountType, Chart, Side
from assistant.books.audit import AuditEvent
from assistant.books.beside import Beside, Margin
from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.draft import Draft
from assistant.books.entry import History
from assistant.books.money import Money
from assistant.books.remote import ConnectionState, Environment

MARGIN = text(
    "SELECT type, sum(balance_minor) AS minor FROM accounts"
    " WHERE client_id = :client AND type IN ('Income', 'Cost of Goods Sold') GROUP BY type"
)
POSTED_IN = text(
    "SELECT l.account, sum(CASE l.side WHEN 'debit' THEN l.amount_minor ELSE -l.amount_minor END) AS debits"
    " FROM entries e JOIN lines l ON l.client_id = e.client_id AND l.seq = e.seq"
    " WHERE e.client_id = :client AND e.entry_date BETWEEN :first AND :last AND e.sealed AND l.account IN :accounts"
    " GROUP BY l.account"
).bindparams(bindparam("accounts", expanding=True))
# In the order of the queue, least sure first. As there, the client stands in an expression, so that the index of open drafts is
# gone along in its order, and no more of it is read than needed.
BESIDE = (
    "(SELECT d.id FROM drafts d WHERE (d.client_id || '') = :client AND d.state IN ('waiting', 'blocked', 'asked')"
    " AND d.confidence {0}= it.confidence AND (d.confidence {0} it.confidence OR d.n {0} it.n)"
    " ORDER BY d.confidence {1}, d.client_id {1}, d.n {1} LIMIT 1)"
)
NEIGHBOURS = text(
    f"SELECT {BESIDE.format('<', 'DESC')} AS before, {BESIDE.format('>', '')} AS after FROM drafts it"
    " WHERE it.client_id = :client AND it.id = :id"
)


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
            margin=self._margin(),
            month=month,
            posted=self._posted_in(month, accounts, books.chart) if month is not None else None,
            trail=self._trail(draft),
            documents=self.documents(realm, entry=draft.entry_number) if realm else (),
        )

    def chart(self, keys: Collection[str] | None = None) -> Chart:
        """The client's chart; only the accounts of these keys where any are named."""
        return read_chart(self.connection, self.client, keys)

    def neighbours(self, draft: Draft) -> tuple[str, str]:
        """The open drafts before and after it in these books' queue, the least sure first; '' where there is none."""
        found = self.connection.execute(NEIGHBOURS, {"client": self.client.id, "id": draft.id}).one()
        return found.before or "", found.after or ""

    def _books_of(self, draft: Draft) -> ClientBooks:
        """The client's books, as far as the draft touches them."""
        number = draft.entry_number
        entries = related(self.connection, self.client.id, self.client.currency, [number]) if number else ()
        return ClientBooks(
            client=self.client.id,
            name=self.client.name,
            currency=self.client.currency,
            date_order=self.client.date_order,
            policy=read_policy(self.connection, self.client),
            chart=read_chart(self.connection, self.client, set(_accounts(draft))),
            stock=read_stock(self.connection, self.client, without_draft=draft.id, keys=set(_items(draft))),
            history=History(tuple(sorted(entries, key=lambda entry: entry.number != number))),
            connected=self._company(draft.entry_number or draft.id),
        )

    def _company(self, subject: str) -> Connected | None:
        """The company without its links, which may be as many as the goods."""
        company = self.connection.execute(COMPANY, {"client": self.client.id}).one_or_none()
        snapshot = read_snapshot(self.connection, self.client.id, company.realm) if company is not None else None
        if company is None or snapshot is None:
            return None
        found = read_found(self.connection, self.client.id, self.client.currency, company.realm, subject)
        return Connected(
            realm=company.realm, name=company.company, environment=Environment(company.environment), snapshot=snapshot,
            found=found, state=ConnectionState(company.state),
        )  # fmt: skip

    def _margin(self) -> Margin:
        minor = {row.type: int(row.minor) for row in self.connection.execute(MARGIN, {"client": self.client.id})}
        income, costs = (minor.get(kind, 0) for kind in (AccountType.INCOME.value, AccountType.COST_OF_GOODS_SOLD.value))
        return Margin(Money(income, self.client.currency), Money(costs, self.client.currency))

    def _posted_in(self, month: date, accounts: Collection[str], chart: Chart) -> dict[str, Money]:
        """Each of the accounts; zero where nothing was posted to it in that month."""
        if not accounts:
            return {}
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        values = {
            "client": self.client.id, "first": day_text(month), "last": day_text(last), "accounts": sorted(accounts),
        }  # fmt: skip
        debits = {row.account: int(row.debits) for row in self.connection.execute(POSTED_IN, values)}
        posted = {}
        for key in accounts:
            account, minor = chart.get(key), debits.get(key, 0)
            on_debit = account is None or account.normal_side is Side.DEBIT
            posted[key] = Money(minor if on_debit else -minor, self.client.currency)
        return posted

    def _trail(self, draft: Draft) -> tuple[AuditEvent, ...]:
        """What was done to the draft, its text and its entry, first to last."""
        return tuple(audit.trail(self.connection, self.client.id, *filter(None, (draft.text_id, draft.id, draft.entry_number))))


def _accounts(draft: Draft) -> Iterator[str]:
    """The keys of all accounts that the page names."""
    for line in draft.entry.lines if draft.entry is not None else ():
        yield line.account
        yield from (account for account, _ in line.runners_up)
        if line.proposed:
            yield line.proposed
    for document in draft.plan.documents if draft.plan is not None else ():
        yield document.account
        yield from (line.account for line in document.lines)
    yield from (fact.account for fact in draft.settled if fact.account)
    yield from (account for _, account in draft.overrides)


def _items(draft: Draft) -> Iterator[str]:
    """The keys of all goods that the page names."""
    if draft.entry is not None:
        yield from (goods.item for goods in draft.entry.valued.resolved.goods)
        yield from (move.item for move in draft.entry.valued.moves)
    yield from (lot.item for offer in draft.offers for lot in offer.lots)
    yield from (line.item for document in (draft.plan.documents if draft.plan else ()) for line in document.goods)
