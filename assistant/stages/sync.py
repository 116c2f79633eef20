"""Posted entry to the document that QuickBooks is to keep of it, or why it is held; and its answer to what became of it.

A document is a native JournalEntry (facts of the API: developer.intuit.com, JournalEntry). Its request id and number come from
company, client, entry and version alone, so that the same entry never gets two of them. A version rises only where QuickBooks
refused the one before for certain and the entry now goes out differently, such as to an account linked anew.
"""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assistant.books.accounts import AccountType, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import Line, PostedEntry
from assistant.books.quantity import plain_quantity
from assistant.books.remote import DocumentState, Link, LinkKind, Links, RemoteDocument
from assistant.books.snapshot import RemoteAccount

KIND = "JournalEntry"
LONGEST_NUMBER, LONGEST_NOTE = 21, 4000  # the API's limits
SIDES = {Side.DEBIT: "Debit", Side.CREDIT: "Credit"}
PARTIES = {AccountType.ACCOUNTS_PAYABLE: "Vendor", AccountType.ACCOUNTS_RECEIVABLE: "Customer"}
SENT_STATES = (DocumentState.SENT, DocumentState.UNKNOWN, DocumentState.DONE)

Party = tuple[str, str]  # 'Vendor' or 'Customer', and the name in our books


class HeldReason(StrEnum):
    NEEDS_QUANTITY_RAIL = "needs_quantity_rail"  # QuickBooks tracks these goods' quantity, which a journal entry leaves as it is
    ACCOUNT_NOT_LINKED = "account_not_linked"
    SUPPLIER_MISSING = "supplier_missing"
    CUSTOMER_MISSING = "customer_missing"
    ORIGINAL_WAITS = "original_waits"  # a reversal goes out after what it reverses


@dataclass(frozen=True, slots=True)
class Records:
    """What the company holds, as looked up just now. `tracked`: an inventory asset account's Id to a tracked item that it
    carries; `parties`: the Ids of those of our suppliers and customers that it knows; `currency` is its home currency."""

    accounts: Mapping[str, RemoteAccount]  # by Id
    tracked: Mapping[str, str]
    parties: Mapping[Party, str]
    currency: str
    multicurrency: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """What a document is made from beside the entry: the books, the company's realm and records, and the accounts' links.
    `waiting` are the numbers of entries that are not in the company yet."""

    books: ClientBooks
    realm: str
    records: Records
    links: Links
    waiting: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Hold:
    """Why an entry does not go out, and what would let it."""

    reason: HeldReason
    says: str
    remedy: str


# ── To a document ────────────────────────────────────────────────────────────────────────────────────────────────────


def document_of(posted: PostedEntry, known: RemoteDocument | None, basis: Basis, *, at: datetime) -> RemoteDocument | Hold:
    """The document as it is to be sent: one that was sent already stays as it was first stored, to the byte."""
    if known is not None and known.state in SENT_STATES:
        return known
    if (hold := why_held(posted, basis)) is not None:
        return hold
    version = version_of(known) if known is not None else 1
    made = _made(posted, basis, version, at)
    if known is None or not known.attempts:
        return made
    if made.body != known.body:
        made = _made(posted, basis, version + 1, at)
    return replace(made, attempts=known.attempts)


def held(posted: PostedEntry, hold: Hold, known: RemoteDocument | None, basis: Basis, *, at: datetime) -> RemoteDocument:
    """The document of a held entry: what it was made as before, or its number alone."""
    blank = known or replace(_named(posted.number, basis, 1, at), body="")
    return replace(
        blank, state=DocumentState.HELD, held_reason=hold.reason.value, says=f"{hold.says} {hold.remedy}", changed_at=at
    )


def _made(posted: PostedEntry, basis: Basis, version: int, at: datetime) -> RemoteDocument:
    named = _named(posted.number, basis, version, at)
    return replace(named, body=body_of(posted, named.number, basis))


def _named(entry: str, basis: Basis, version: int, at: datetime) -> RemoteDocument:
    """Request id (at most 50 characters) and number (at most 21), the same whenever they are worked out again."""
    seed = json.dumps([basis.realm, basis.books.client, entry, version])
    digest = hashlib.sha256(seed.encode()).digest()
    mark = base64.b32encode(digest).decode()[: min(8, LONGEST_NUMBER - 1 - len(entry))]
    request_id = f"writeoff-{digest.hex()[:32]}-{version}"
    return RemoteDocument(basis.realm, entry, 1, KIND, request_id, f"{entry}-{mark}", "", DocumentState.QUEUED, at)


def version_of(document: RemoteDocument) -> int:
    return int(document.request_id.rpartition("-")[2])


def body_of(posted: PostedEntry, number: str, basis: Basis) -> str:
    """The JSON that is sent: no field that we do not mean, amounts as numbers with exactly the currency's decimals.

    Python's json writes no decimal, and a float would not keep its last zero, so each amount is set before the rest of its line.
    """
    head: dict[str, Any] = {"DocNumber": number, "TxnDate": posted.entry_date.isoformat(), "PrivateNote": _note(posted)}
    if basis.records.multicurrency:
        head["CurrencyRef"] = {"value": basis.books.currency}
    lines = [f'{{"Amount":{line.amount.plain()},{_json(_line(line, posted, basis))[1:]}' for line in posted.lines]
    return f'{_json(head)[:-1]},"Line":[{",".join(lines)}]}}'


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _line(line: Line, posted: PostedEntry, basis: Basis) -> dict[str, Any]:
    detail: dict[str, Any] = {"PostingType": SIDES[line.side], "AccountRef": {"value": _link(line, basis).remote_id}}
    if (party := party_of(line, basis.books)) is not None:
        detail["Entity"] = {"Type": party[0], "EntityRef": {"value": basis.records.parties[party]}}
    return {
        "DetailType": "JournalEntryLineDetail",
        "Description": _printable(_goods(line, posted, basis.books) or posted.memo or posted.number)[:LONGEST_NOTE],
        "JournalEntryLineDetail": detail,
    }


def _goods(line: Line, posted: PostedEntry, books: ClientBooks) -> str:
    """'12 each Blue mug (MUG-01) at Warehouse' on the line of the account that carries them: a journal entry has no quantity."""
    told = []
    for move in posted.moves:
        if move.account != line.account or not move.quantity:
            continue
        item = books.stock.item(move.item)
        name = f"{item.unit} {item.name} ({item.key})" if item else move.item
        told.append(f"{plain_quantity(abs(move.quantity))} {name}" + (f" at {move.location}" if move.location else ""))
    return "; ".join(told)


def _note(posted: PostedEntry) -> str:
    reverses = f" reverses {posted.reverses}:" if posted.reverses else ""
    return _printable(f"{posted.number}{reverses} {posted.memo}".strip())[:LONGEST_NOTE]


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


# ── Held ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def why_held(posted: PostedEntry, basis: Basis) -> Hold | None:
    """The first reason for which the entry may not go out as a journal entry."""
    if posted.reverses in basis.waiting:
        says = f"{posted.number} reverses {posted.reverses}, which is not in QuickBooks yet."
        return Hold(HeldReason.ORIGINAL_WAITS, says, f"Settle {posted.reverses} first; {posted.number} then follows it.")
    for check in (_not_linked, _tracked, _party_missing):
        for line in posted.lines:
            if (hold := check(line, basis)) is not None:
                return hold
    return None


def _not_linked(line: Line, basis: Basis) -> Hold | None:
    label, link = _label(line.account, basis.books), basis.links.of(LinkKind.ACCOUNT, line.account)
    if link is None:
        says = f"{label} is matched to no account of the QuickBooks company."
        remedy = "Give an account there the same number or name, then: writeoff qbo connect"
        return Hold(HeldReason.ACCOUNT_NOT_LINKED, says, remedy)
    there = basis.records.accounts.get(link.remote_id)
    if there is not None and there.active:
        return None
    what = "is inactive" if there is not None else "is no longer there"
    says = f"{label} goes to {link.remote_name!r} in QuickBooks, which {what}."
    return Hold(HeldReason.ACCOUNT_NOT_LINKED, says, "Make it active there, or match it anew: writeoff qbo connect")


def _tracked(line: Line, basis: Basis) -> Hold | None:
    item = basis.records.tracked.get(_link(line, basis).remote_id)
    if item is None:
        return None
    says = (
        f"QuickBooks tracks the quantity of {item!r} in {_label(line.account, basis.books)}, "
        "and a journal entry there would leave the quantity as it is."
    )
    remedy = "Adjust the quantity in QuickBooks itself; this entry waits until goods can be adjusted there from here."
    return Hold(HeldReason.NEEDS_QUANTITY_RAIL, says, remedy)


def _party_missing(line: Line, basis: Basis) -> Hold | None:
    party = party_of(line, basis.books)
    if party is None or party in basis.records.parties:
        return None
    kind, name = party
    who, reason = ("supplier", HeldReason.SUPPLIER_MISSING) if kind == "Vendor" else ("customer", HeldReason.CUSTOMER_MISSING)
    label = _label(line.account, basis.books)
    if not name:
        says = f"The line to {label} names no {who}, and QuickBooks takes none without."
        return Hold(reason, says, f"Reverse the entry and draft it again with the {who}'s name.")
    says = f"QuickBooks has no {who} {name!r} for the line to {label}."
    return Hold(reason, says, f"Add the {who} there by that name, then sync again.")


def party_of(line: Line, books: ClientBooks) -> Party | None:
    """Whom QuickBooks wants named on the line: payables a vendor, receivables a customer; None for any other account."""
    account = books.chart.get(line.account)
    kind = PARTIES.get(account.type) if account is not None else None
    return (kind, line.party) if kind is not None else None


def _link(line: Line, basis: Basis) -> Link:
    link = basis.links.of(LinkKind.ACCOUNT, line.account)
    assert link is not None, line
    return link


def _label(key: str, books: ClientBooks) -> str:
    account = books.chart.get(key)
    return account.label if account is not None else key


# ── What QuickBooks holds ────────────────────────────────────────────────────────────────────────────────────────────


RemoteLine = tuple[str, str, Decimal, str]  # Debit or Credit, the account's Id, the amount, the party's Id


@dataclass(frozen=True, slots=True)
class RemoteEntry:
    """A journal entry as QuickBooks holds it. `entry_date` is ISO text."""

    id: str
    sync_token: str
    number: str
    entry_date: str
    lines: tuple[RemoteLine, ...]


def read_entry(kept: Mapping[str, Any]) -> RemoteEntry:
    """The API's JSON, its numbers read as decimals. Lines that carry a description alone count as nothing."""
    lines = []
    for line in kept.get("Line") or ():
        detail = line.get("JournalEntryLineDetail")
        if detail:
            party = (detail.get("Entity") or {}).get("EntityRef") or {}
            account = (detail.get("AccountRef") or {}).get("value", "")
            amount = Decimal(str(line.get("Amount", 0)))
            lines.append((str(detail.get("PostingType")), str(account), amount, str(party.get("value", ""))))
    return RemoteEntry(
        id=str(kept.get("Id", "")),
        sync_token=str(kept.get("SyncToken", "")),
        number=str(kept.get("DocNumber") or ""),
        entry_date=str(kept.get("TxnDate", "")),
        lines=tuple(lines),
    )


def is_same(document: RemoteDocument, there: RemoteEntry) -> bool:
    """Whether QuickBooks holds what the document says: number, day and lines, in whatever order."""
    sent = read_entry(json.loads(document.body, parse_float=Decimal))
    return (sent.number, sent.entry_date, Counter(sent.lines)) == (there.number, there.entry_date, Counter(there.lines))


def settled(document: RemoteDocument, found: Sequence[RemoteEntry], *, at: datetime) -> RemoteDocument:
    """Done, where one of the entries found is the document; else failed, for its number is another's, or somebody changed it."""
    there = next((entry for entry in found if is_same(document, entry)), None)
    if there is not None:
        done = replace(document, state=DocumentState.DONE, says="", held_reason="", changed_at=at)
        return replace(done, remote_id=there.id, sync_token=there.sync_token)
    ids = ", ".join(entry.id for entry in found)
    says = (
        f"QuickBooks holds {document.number} (Id {ids}) with other lines or another date than {document.entry} has. "
        "Make it there as it is here, then sync again; or correct both by a reversal."
    )
    return failed(document, says, at=at)


def failed(document: RemoteDocument, says: str, *, at: datetime) -> RemoteDocument:
    return replace(document, state=DocumentState.FAILED, says=says, held_reason="", changed_at=at)
