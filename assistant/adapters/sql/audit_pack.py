"""One client's books as an auditor takes them along: the population of a period, each account over it, and the trail and journal
as canonical lines. What may be long is given row by row."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, text

from assistant.adapters.sql.journal import LAST
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.types import Instant, day_text
from assistant.books.accounts import AccountType, Side
from assistant.books.audit_pack import Movement, Numbers
from assistant.books.audit_sample import PopulationRow
from assistant.books.money import Money

FIRST_DAY, LAST_DAY = date.min, date.max
POPULATION = text(
    "SELECT e.number, e.entry_date, e.kind, e.reason, e.memo, e.reverses, e.draft_id, coalesce(d.drafted_by, '') AS drafted_by,"
    " e.posted_by, e.posted_at, coalesce((SELECT sum(amount_minor) FROM lines l WHERE l.client_id = e.client_id AND l.seq = e.seq"
    " AND l.side = 'debit'), 0) AS minor FROM entries e"
    " LEFT JOIN drafts d ON d.client_id = e.client_id AND d.id = e.draft_id"
    " WHERE e.client_id = :client AND e.entry_date BETWEEN :since AND :until AND NOT e.brought AND e.sealed ORDER BY e.seq"
).columns(entry_date=Date, posted_at=Instant)
SIGNED = "CASE l.side WHEN 'debit' THEN l.amount_minor ELSE -l.amount_minor END"
MOVEMENTS = text(
    "SELECT a.key, a.full_name, a.type, a.opening_minor, a.balance_minor,"
    f" coalesce(sum(CASE WHEN e.entry_date < :since THEN {SIGNED} ELSE 0 END), 0) AS before,"
    " coalesce(sum(CASE WHEN e.entry_date BETWEEN :since AND :until AND l.side = 'debit' THEN l.amount_minor ELSE 0 END), 0)"
    " AS debits,"
    " coalesce(sum(CASE WHEN e.entry_date BETWEEN :since AND :until AND l.side = 'credit' THEN l.amount_minor ELSE 0 END), 0)"
    " AS credits,"
    f" coalesce(sum(CASE WHEN e.entry_date > :until THEN {SIGNED} ELSE 0 END), 0) AS since"
    " FROM accounts a"
    " LEFT JOIN (lines l JOIN entries e ON e.client_id = l.client_id AND e.seq = l.seq AND e.sealed AND NOT e.brought)"
    " ON l.client_id = a.client_id AND l.account = a.key WHERE a.client_id = :client"
    " GROUP BY a.client_id, a.key, a.full_name, a.type, a.opening_minor, a.balance_minor, a.position ORDER BY a.position"
)
COUNTED = text(
    "SELECT coalesce(min(seq), 0) AS first, coalesce(max(seq), 0) AS last, count(*) AS entries,"
    " coalesce(sum(CASE WHEN brought THEN 1 ELSE 0 END), 0) AS brought FROM entries WHERE client_id = :client AND sealed"
)
NEXT = text("SELECT min(seq) FROM entries WHERE client_id = :client AND seq > :after")
REVERSED_BY = text("SELECT number FROM entries WHERE client_id = :client AND reverses = :number AND sealed ORDER BY seq")
ACCOUNTS = text("SELECT key, type, opening_minor, balance_minor FROM accounts WHERE client_id = :client ORDER BY key")
RECEIVED = text(
    "SELECT DISTINCT m.item, m.location, m.layer, y.received FROM entries e"
    " JOIN layer_moves m ON m.client_id = e.client_id AND m.seq = e.seq"
    " JOIN layers y ON y.client_id = m.client_id AND y.item = m.item AND y.location = m.location AND y.id = m.layer"
    " WHERE e.client_id = :client AND e.number = :number AND e.sealed AND y.received IS NOT NULL"
).columns(received=Date)
NAMES = text("SELECT key, full_name FROM accounts WHERE client_id = :client")
GOODS = text("SELECT key, name FROM items WHERE client_id = :client")
POLICIES = text("SELECT version, set_by, set_at FROM policies WHERE client_id = :client ORDER BY version").columns(set_at=Instant)
READ_AT_ONCE = 1_000  # entries


class AuditPack:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client

    def population(self, since: date | None, until: date | None) -> Iterator[PopulationRow]:
        """The entries dated on or between the days, in the order of the journal; not those of earlier books."""
        for row in self.connection.execute(POPULATION, self._days(since, until)):
            yield PopulationRow(
                row.number, row.entry_date, row.kind, row.reason, row.memo, Money(int(row.minor), self.client.currency),
                row.reverses or "", row.draft_id or "", row.drafted_by, row.posted_by, row.posted_at,
            )  # fmt: skip

    def movements(self, since: date | None, until: date | None) -> tuple[Movement, ...]:
        """Every account over the days, in the chart's order, added up line by line."""
        return tuple(
            Movement(
                row.key, row.full_name, row.type, side * row.opening_minor + int(row.before), int(row.debits), int(row.credits),
                int(row.since), side * row.balance_minor,
            )
            for row in self.connection.execute(MOVEMENTS, self._days(since, until))
            for side in [1 if AccountType(row.type).normal_side is Side.DEBIT else -1]
        )  # fmt: skip

    def numbers(self) -> Numbers:
        return Numbers(*(int(each) for each in self.connection.execute(COUNTED, self._client()).one()))

    def reversed_by(self, number: str) -> tuple[str, ...]:
        """The entries that took it back, or a part of it."""
        return tuple(self.connection.execute(REVERSED_BY, self._client() | {"number": number}).scalars())

    def received(self, number: str) -> dict[tuple[str, str, str], date]:
        """(item, place, layer) to the day it came in, of the layers that the entry moved, where the day is known."""
        found = self.connection.execute(RECEIVED, self._client() | {"number": number})
        return {(row.item, row.location, row.layer): row.received for row in found}

    def called(self) -> tuple[dict[str, str], dict[str, str]]:
        """What accounts and goods are called, by key."""
        accounts, goods = (self.connection.execute(each, self._client()) for each in (NAMES, GOODS))
        return dict(map(tuple, accounts)), dict(map(tuple, goods))

    def account_lines(self) -> Iterator[str]:
        """Each account with what it was opened at and stands at, in minor units, debits positive, as canonical JSON."""
        from assistant.books.audit import canonical

        for row in self.connection.execute(ACCOUNTS, self._client()):
            side = 1 if AccountType(row.type).normal_side is Side.DEBIT else -1
            yield canonical({"account": row.key, "balance": side * row.balance_minor, "opening": side * row.opening_minor})

    def policies_set(self) -> tuple[tuple[int, str, Any], ...]:
        """(version, who set it, when) of each policy, the first first."""
        return tuple((row.version, row.set_by, row.set_at) for row in self.connection.execute(POLICIES, self._client()))

    def trail_lines(self) -> Iterator[str]:
        """Every event as canonical JSON with its hash, from the text that was hashed."""
        from assistant.adapters.sql.auditing import stored_events
        from assistant.books.audit import canonical

        for event in stored_events(self.connection, self.client.id):
            yield (
                f'{{"at":{canonical(event.at)},"detail":{event.detail},"hash":"{event.hash}","previous":"{event.previous}"'
                f',"seq":{event.seq},"subject":{canonical(event.subject)},"what":{canonical(event.what)}'
                f',"who":{canonical(event.who)}}}'
            )

    def journal_lines(self) -> Iterator[str]:
        """Every entry as the canonical text that the trail answers for; not those of earlier books."""
        from assistant.adapters.sql.entry_records import stored_records
        from assistant.books.audit import canonical

        after = -LAST
        while (first := self.connection.execute(NEXT, self._client() | {"after": after}).scalar()) is not None:
            after = first + READ_AT_ONCE - 1
            for _, brought, record in stored_records(self.connection, self.client.id, first, after):
                if not brought:
                    yield canonical(record)

    def row_lines(self, names: Iterable[str]) -> Iterator[str]:
        """What stands beside the journal as the canonical texts that the trail answers for (answering.py): roles, policies, lists
        and all evidence, and the texts and drafts of these names."""
        from assistant.adapters.sql.answered_rows import answer_text, evidence_texts
        from assistant.adapters.sql.answering import OF_ALL_BOOKS
        from assistant.books.audit import canonical

        for name in (*OF_ALL_BOOKS, *names):
            yield canonical({"row": name, "text": answer_text(self.connection, self.client.id, name)})
        for name, rows in evidence_texts(self.connection, self.client.id):
            yield canonical({"row": name, "text": canonical(rows)})

    def openings_line(self) -> str:
        """What the books began with, as the canonical text that the trail answers for."""
        from assistant.adapters.sql.auditing import openings
        from assistant.books.audit import canonical

        return canonical(openings(self.connection, self.client.id))

    def _client(self) -> dict[str, object]:
        return {"client": self.client.id}

    def _days(self, since: date | None, until: date | None) -> dict[str, object]:
        return self._client() | {"since": day_text(since or FIRST_DAY), "until": day_text(until or LAST_DAY)}
