"""A posted entry as the audit trail answers for it: one canonical text of all that was posted, and its SHA-256.

    {"at":"2026-10-06T12:00:00.000000+00:00","by":"bea","date":"2026-10-06","draft":"D-1","goods":[["MUG-01","B","12"]],
     "id":"…","kind":"write_off","lines":[["debit","5050",4980,"loss","",""],["credit","1200",4980,"inventory","",""]],
     "memo":"…","moves":[["MUG-01","B","1200","-12",-4980,false,[["L1","-12",-4980,"4.15"]]]],"number":"WO-1001",
     "reason":"damaged","reserves":[],"reverses":"","sub_reason":"","text":"…"}

Amounts are whole minor units, quantities and unit costs exact decimal text, moments UTC to the microsecond: what a row of the
ledger holds, without a figure worked out, so that rows read back give the same text on every database. A line is (side, account,
amount, role, party, class), goods are (item, place, units), a move (item, place, account, units, value, whether its value was
stated, its layers), a layer (its id, units, value, unit cost), and a reserve (item, units, amount). The event that posts an entry
keeps the digest under `entry_sha256`.
"""

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring

from assistant.books.audit import canonical
from assistant.books.entry import PostedEntry
from assistant.books.quantity import plain_quantity

DIGEST = "entry_sha256"


def posted_record(entry: PostedEntry) -> dict[str, object]:
    """The entry as a plain value, in the shape that this module's docstring shows."""
    return {
        "at": _moment(entry.posted_at),
        "by": entry.posted_by,
        "date": entry.entry_date.isoformat(),
        "draft": entry.draft_id,
        "goods": [[item, place, _units(units)] for item, place, units in entry.goods],
        "id": entry.id,
        "kind": entry.kind.value,
        "lines": [
            [line.side.value, line.account, line.amount.minor, line.role.value, line.party, line.klass] for line in entry.lines
        ],
        "memo": entry.memo,
        "moves": _moves(entry),
        "number": entry.number,
        "reason": entry.reason.value,
        "reserves": _reserves(entry),
        "reverses": entry.reverses,
        "sub_reason": entry.sub_reason,
        "text": entry.text,
    }


@lru_cache(maxsize=64)
def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at is not None else ""


def _moves(entry: PostedEntry) -> list[object]:
    return [
        [
            move.item, move.location, move.account, _units(move.quantity), move.value.minor, move.stated_value,
            [[part.layer, _units(part.quantity), part.value.minor, str(part.unit_cost)] for part in move.layers],
        ]
        for move in entry.moves
    ]  # fmt: skip


def _reserves(entry: PostedEntry) -> list[object]:
    return [[move.item, _units(move.quantity), move.amount.minor] for move in entry.reserve_moves]


def posted_text(entry: PostedEntry) -> str:
    """The canonical JSON of the record, written straight down: an import makes very many of them."""
    said = encode_basestring  # a text as `canonical` writes it
    goods = ",".join([f'[{said(item)},{said(place)},"{_units(units)}"]' for item, place, units in entry.goods])
    lines = ",".join([
        f'["{line.side}",{said(line.account)},{line.amount.minor},"{line.role}",{said(line.party)},{said(line.klass)}]'
        for line in entry.lines
    ])
    moves = canonical(_moves(entry)) if entry.moves else "[]"
    reserves = canonical(_reserves(entry)) if entry.reserve_moves else "[]"
    return (
        f'{{"at":"{_moment(entry.posted_at)}","by":{said(entry.posted_by)},"date":"{entry.entry_date.isoformat()}"'
        f',"draft":{said(entry.draft_id)},"goods":[{goods}],"id":{said(entry.id)},"kind":"{entry.kind}","lines":[{lines}]'
        f',"memo":{said(entry.memo)},"moves":{moves},"number":{said(entry.number)},"reason":"{entry.reason}"'
        f',"reserves":{reserves},"reverses":{said(entry.reverses)}'
        f',"sub_reason":{said(entry.sub_reason)},"text":{said(entry.text)}}}'
    )


def record_digest(record: dict[str, object]) -> str:
    return hashlib.sha256(canonical(record).encode()).hexdigest()


def entry_digest(entry: PostedEntry) -> str:
    return hashlib.sha256(posted_text(entry).encode()).hexdigest()


def answered_for(entry: PostedEntry) -> dict[str, object]:
    """What the event that posts the entry says beside its own: the digest of all that was posted."""
    return {DIGEST: entry_digest(entry)}


def _units(quantity: Decimal) -> str:
    return plain_quantity(quantity) if quantity else "0"  # never -0, which no row holds
