"""Changes past the program to the trail: its end cut off with what it posted, events swapped, or all rewritten from one of them
on, with hashes that fit, and heads signed by another key."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from assistant.adapters.audit.signing import Ed25519Signer
from assistant.books.audit import GENESIS
from assistant.books.audit_head import Head
from tests.audited import SHOP
from tests.proof.chance import Chance
from tests.proof.tampered_journal import forget
from tests.proof.tampered_rows import HERE, rows_of, set_row
from tests.trail import event_hash

THEIRS = Ed25519Signer([b"t" * 32])


def cut_off(connection: Connection, chance: Chance) -> str:
    """The end of the trail is gone, and with it what it posted, balances put right: as if it had never been."""
    events = rows_of(connection, "audit_events")
    keep = 1 + chance.below(len(events) - 1)
    gone = [row["subject"] for row in events[keep:] if row["what"] == "entry.posted"]
    connection.execute(text(f"DELETE FROM audit_heads WHERE {HERE} AND seq > :seq"), {"client": SHOP, "seq": keep})
    connection.execute(text(f"DELETE FROM audit_events WHERE {HERE} AND seq > :seq"), {"client": SHOP, "seq": keep})
    for number in gone:
        forget(connection, number)
    return f"audit_events cut off: after {keep} of {len(events)}"


def swap(connection: Connection, chance: Chance) -> str:
    """Two events change places."""
    events = rows_of(connection, "audit_events")
    one = chance.below(len(events))
    two = (one + 1 + chance.below(len(events) - 1)) % len(events)
    first, second = events[one], events[two]
    columns = ("at", "who", "what", "subject", "detail", *(("hash",) if chance.one_in(2) else ()))
    for row, other in ((first, second), (second, first)):
        set_row(connection, "audit_events", row, **{name: other[name] for name in columns})
    return f"audit_events swapped: {first['seq']} and {second['seq']}"


def rewrite(connection: Connection, chance: Chance) -> str:
    """An event is changed, taken out or slipped in, and every hash after it made anew, so that the chain holds in itself."""
    told = [
        (datetime.fromisoformat(row["at"]), row["who"], row["what"], row["subject"], row["detail"])
        for row in rows_of(connection, "audit_events")
    ]
    place, way = chance.below(len(told)), chance.among(("changed", "taken out", "slipped in"))
    at, _, what, subject, _ = told[place]
    forged = (at, "mallory", what, subject, '{"forged":true}')
    if way == "taken out":
        del told[place]
    elif way == "changed":
        told[place] = forged
    else:
        told.insert(place, (at, "mallory", "draft.revised", "D-1", "{}"))
    _write_anew(connection, told)
    if chance.one_in(2):  # and a head of their own in place of the signed one
        _sign_anew(connection)
    return f"audit_events rewritten: {way} at {place + 1}"


def _write_anew(connection: Connection, told: Sequence[tuple[datetime, str, str, str, Any]]) -> None:
    connection.execute(text(f"DELETE FROM audit_events WHERE {HERE}"), {"client": SHOP})
    previous = GENESIS
    for seq, (at, who, what, subject, detail) in enumerate(told, 1):
        digest = event_hash(SHOP, seq, at, who, what, subject, json.loads(detail), previous)
        row = {
            "client": SHOP, "seq": seq, "at": at.isoformat(timespec="microseconds"), "who": who, "what": what, "subject": subject,
            "detail": detail, "previous": previous, "hash": digest,
        }  # fmt: skip
        connection.execute(
            text("INSERT INTO audit_events VALUES (:client, :seq, :at, :who, :what, :subject, :detail, :previous, :hash)"), row
        )
        previous = digest


def _sign_anew(connection: Connection) -> None:
    events = {row["seq"]: row["hash"] for row in rows_of(connection, "audit_events")}
    for row in rows_of(connection, "audit_heads"):
        seq = min(row["seq"], max(events))
        head = Head(SHOP, row["period"], seq, events[seq], datetime.fromisoformat(row["made_at"]), THEIRS.keys[0])
        set_row(connection, "audit_heads", row, seq=seq, hash=head.hash, key=head.key, signature=THEIRS.sign(head.statement))
