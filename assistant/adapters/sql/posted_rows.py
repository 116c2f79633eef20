"""Entries to the rows that the journal keeps of them, without a database: so that they can be made ahead of being written.

Rows are tuples of texts, whole numbers and truths alone, in the order of the columns named here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.adapters.sql.journal import POSTED
from assistant.adapters.sql.types import instant_text, micro
from assistant.books.accounts import Side
from assistant.books.entry import PostedEntry
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason

ENTRIES = (
    "client_id", "seq", "id", "number", "entry_date", "kind", "reason", "memo", "text", "currency", "reverses", "draft_id",
    "posted_by", "posted_at", "brought", "sealed", "sub_reason",
)  # fmt: skip
LINES = ("client_id", "seq", "n", "side", "account", "amount_minor", "role", "party", "class")
GOODS = ("client_id", "seq", "n", "item", "location", "quantity_micro")
RESERVES = ("client_id", "seq", "n", "item", "quantity_micro", "amount_minor")
OUTBOX = ("client_id", "topic", "seq", "written_at")
SIDES = {side: side.value for side in Side}  # to plain texts: a driver takes longer over another kind of text
ROLES = {role: role.value for role in Role}
KINDS = {kind: kind.value for kind in Kind}
REASONS = {reason: reason.value for reason in Reason}
KEPT_HERE = frozenset({Kind.JOURNAL})  # there is nothing to send of them, and there may be many

Row = tuple[Any, ...]


@dataclass(slots=True)
class PostedRows:
    """The rows of a stretch of the journal from place `first` to place `last`; the sum of their debits; and by account what they
    debit it less what they credit it. Stock moves are no part of it: each stands on the one before (moving.py)."""

    first: int
    last: int
    debited: int = 0
    entries: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    goods: list[Row] = field(default_factory=list)
    reserves: list[Row] = field(default_factory=list)
    outbox: list[Row] = field(default_factory=list)
    debits: dict[str, int] = field(default_factory=dict)


def posted_rows(client: str, currency: str, entries: Sequence[PostedEntry], *, first: int, brought: bool = False) -> PostedRows:
    """The rows of these entries, the first of them at place `first`. `brought` ones go nowhere and change no balance."""
    rows = PostedRows(first, first + len(entries) - 1)
    moment, at = None, None
    for seq, entry in enumerate(entries, first):
        if entry.posted_at is not moment:
            moment, at = entry.posted_at, instant_text(entry.posted_at) if entry.posted_at is not None else None
        rows.entries.append((
            client, seq, entry.id, entry.number, entry.entry_date.isoformat(), KINDS[entry.kind], REASONS[entry.reason],
            entry.memo, entry.text, currency_of(entry, currency), entry.reverses or None, entry.draft_id or None,
            entry.posted_by, at, brought, False, entry.sub_reason,
        ))  # fmt: skip
        for n, line in enumerate(entry.lines, 1):
            account, amount, debits = line.account, line.amount.minor, line.side is Side.DEBIT
            rows.lines.append((client, seq, n, SIDES[line.side], account, amount, ROLES[line.role], line.party, line.klass))
            rows.debits[account] = rows.debits.get(account, 0) + (amount if debits else -amount)
            rows.debited += amount if debits else 0
        for n, (item, place, units) in enumerate(entry.goods, 1):
            rows.goods.append((client, seq, n, item, place, micro(units)))
        for n, reserve in enumerate(entry.reserve_moves, 1):
            rows.reserves.append((client, seq, n, reserve.item, micro(reserve.quantity), reserve.amount.minor))
        if not brought and entry.kind not in KEPT_HERE:
            rows.outbox.append((client, POSTED, seq, at))
    return rows


def currency_of(entry: PostedEntry, currency: str) -> str:
    """The one currency of the lines; the database refuses any but the client's."""
    for line in entry.lines:
        if line.amount.currency != currency:
            return line.amount.currency
    return currency
