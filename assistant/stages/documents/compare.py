"""A document as it was sent, against what QuickBooks holds: whether it is the same, and in sentences what is not."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.books.connected import Connected
from assistant.books.money import Money
from assistant.books.quantity import plain_quantity
from assistant.books.record import Record, RecordLine
from assistant.books.remote import DocumentKind, RemoteDocument
from assistant.stages.documents.records import record_of


def is_same(document: RemoteDocument, there: Record) -> bool:
    """Whether QuickBooks holds what the document says: number, day, accounts, party and lines, in whatever order. A class or
    location that somebody gave it there counts only where the document itself has one; notes do not."""
    return not any(_differing(document, there, None))


def differences(document: RemoteDocument, there: Record, connected: Connected | None = None) -> tuple[str, ...]:
    """What QuickBooks holds otherwise, a sentence each; accounts and items by name where `connected` is given, else by Id."""
    return tuple(_differing(document, there, connected))


def sent_record(document: RemoteDocument) -> Record:
    """The document's body as a record."""
    return record_of(document.kind, json.loads(document.body, parse_float=Decimal))


def _differing(document: RemoteDocument, there: Record, connected: Connected | None) -> Iterator[str]:
    ours = sent_record(document)
    if document.kind != DocumentKind.TASK and ours.kind != there.kind:
        yield f"It is a {there.kind}, not a {ours.kind}."
    for what, sent, found in (
        ("number", ours.number, there.number),
        ("date", ours.on, there.on),
        ("account", _account(ours.account, connected), _account(there.account, connected)),
        ("vendor", _vendor(ours.party, connected), _vendor(there.party, connected)),
    ):
        if sent != found:
            yield f"Its {what} is {found or 'empty'}, and was sent as {sent or 'empty'}."
    sent_lines, found_lines = Counter(ours.lines), Counter(_plainer(there.lines, ours.lines))
    for line in (found_lines - sent_lines).elements():
        yield f"It has {_line(line, connected)}, which was not sent."
    for line in (sent_lines - found_lines).elements():
        yield f"It lacks {_line(line, connected)}."


def _plainer(there: tuple[RecordLine, ...], ours: tuple[RecordLine, ...]) -> tuple[RecordLine, ...]:
    """Their lines without classes and locations, where none of ours has one."""
    classed, placed = any(line.klass for line in ours), any(line.department for line in ours)
    return tuple(
        replace(line, klass=line.klass if classed else "", department=line.department if placed else "") for line in there
    )


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(line: RecordLine, connected: Connected | None) -> str:
    parts = [f"a {line.side.lower()}" if line.side else "a line"]
    if line.quantity is not None:
        parts.append(f"of {plain_quantity(line.quantity.normalize())} units of {_item(line.item, connected)}")
    if line.amount is not None:
        parts.append(f"of {_amount(line.amount, connected)}")
    if line.account:
        parts.append(f"to {_account(line.account, connected)}")
    for what, value in (("party", line.party), ("class", line.klass), ("location", line.department)):
        if value:
            parts.append(f"({what} {value})")
    return " ".join(parts)


def _amount(amount: Decimal, connected: Connected | None) -> str:
    """In the company's currency; as it stands where it is finer than that."""
    money = Money.rounded(amount, connected.snapshot.preferences.currency if connected is not None else "")
    return str(money) if money.amount == amount else f"{amount:,f}"


def _account(id_: str, connected: Connected | None) -> str:
    there = connected.snapshot.account(id_) if connected is not None else None
    return repr(there.name) if there is not None else f"account {id_}" if id_ else ""


def _item(id_: str, connected: Connected | None) -> str:
    there = connected.snapshot.item(id_) if connected is not None else None
    return repr(there.name) if there is not None else f"item {id_}"


def _vendor(id_: str, connected: Connected | None) -> str:
    rows = connected.snapshot.vendors if connected is not None else ()
    there = next((row for row in rows if row.id == id_), None)
    return repr(there.name) if there is not None else f"Id {id_}" if id_ else ""
