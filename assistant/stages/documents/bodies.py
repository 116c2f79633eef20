"""A planned document to the JSON that is sent: no field that we do not mean, every reference by Id, every number exact.

Shapes: docs/quickbooks.md, with their sources. A task is written as the adjustment that it asks a person for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.entry import PostedEntry
from assistant.books.money import Money
from assistant.books.plan import AccountLine, GoodsLine, PlannedDocument
from assistant.books.quantity import checked_quantity, plain_quantity
from assistant.books.remote import DocumentKind, LinkKind
from assistant.stages.documents.pricing import priced
from assistant.stages.documents.writing import written
from assistant.stages.rail.holds import class_there, party_of
from assistant.stages.rail.places import department_of, one_location

LONGEST_TEXT = 4000  # characters of PrivateNote and Description
SIDES = {Side.DEBIT: "Debit", Side.CREDIT: "Credit"}
ENTITIES = {LinkKind.VENDOR: "Vendor", LinkKind.CUSTOMER: "Customer"}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a body is made from beside the planned document. Every link that it needs is there: rail.holds.why_held says so."""

    posted: PostedEntry
    books: ClientBooks
    connected: Connected

    def ref(self, kind: LinkKind, ours: str) -> Json:
        link = self.connected.links.of(kind, ours)
        assert link is not None, (kind, ours)
        return {"value": link.remote_id}

    def klass(self, name: str) -> Json:
        """The class reference of a line, none where the company tells no classes apart."""
        there = class_there(name, self.connected) if name and self.connected.snapshot.preferences.tracks_classes else None
        return {"ClassRef": {"value": there.id}} if there is not None else {}

    def department(self, place: str) -> Json:
        found = department_of(place, self.connected)
        return {"DepartmentRef": {"value": found}} if found else {}


def body_of(planned: PlannedDocument, number: str, basis: Basis) -> str:
    """The JSON text, the same to the byte whenever it is made of the same."""
    posted, multicurrency = basis.posted, basis.connected.snapshot.preferences.multicurrency
    body: Json = {"DocNumber": number, "TxnDate": posted.entry_date.isoformat(), "PrivateNote": _note(posted)}
    match planned.kind:
        case DocumentKind.JOURNAL_ENTRY:
            body |= {"CurrencyRef": {"value": basis.books.currency}} if multicurrency else {}
            body["Line"] = [_journal_line(line, basis) for line in planned.lines]
        case DocumentKind.VENDOR_CREDIT:
            body["VendorRef"] = basis.ref(LinkKind.VENDOR, planned.party)
            body["APAccountRef"] = basis.ref(LinkKind.ACCOUNT, planned.account)
            body |= {"CurrencyRef": {"value": basis.books.currency}} if multicurrency else {}
            body |= _department(planned, basis)
            body["Line"] = [*_item_lines(planned, basis), *(_account_line(line, basis) for line in planned.lines)]
        case _:  # an adjustment, sent or typed there as a task
            body["AdjustAccountRef"] = basis.ref(LinkKind.ACCOUNT, planned.account)
            body |= _department(planned, basis)
            body["Line"] = list(_adjusted(planned, basis))
    return written(body)


def _department(planned: PlannedDocument, basis: Basis) -> Json:
    return basis.department(one_location((goods.location for goods in planned.goods), basis.connected))


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _journal_line(line: AccountLine, basis: Basis) -> Json:
    detail: Json = {"PostingType": SIDES[line.side], "AccountRef": basis.ref(LinkKind.ACCOUNT, line.account)}
    if (party := party_of(line, basis.books)) is not None:
        detail["Entity"] = {"Type": ENTITIES[party[0]], "EntityRef": basis.ref(*party)}
    detail |= basis.klass(line.klass) | basis.department(line.location)
    told = _goods_in(line.account, basis) or basis.posted.memo or basis.posted.number
    return {
        "Amount": line.amount.amount,
        "DetailType": "JournalEntryLineDetail",
        "Description": _printable(told),
        "JournalEntryLineDetail": detail,
    }


def _adjusted(planned: PlannedDocument, basis: Basis) -> Iterator[Json]:
    """A line for each item and direction: what lies at several places is one quantity there."""
    for goods, units, _ in _together(planned.goods):
        detail = {"ItemRef": basis.ref(LinkKind.ITEM, goods.item), "QtyDiff": checked_quantity(units)} | basis.klass(goods.klass)
        yield {
            "DetailType": "ItemAdjustmentLineDetail",
            "Description": _printable(_units(goods.item, units, basis.books)),
            "ItemAdjustmentLineDetail": detail,
        }


def _item_lines(planned: PlannedDocument, basis: Basis) -> Iterator[Json]:
    """Goods that went back, at what our books carry them at: so the asset account is credited by it."""
    for goods, units, value in _together(planned.goods):
        for part in priced(-units, -value):
            detail = {
                "ItemRef": basis.ref(LinkKind.ITEM, goods.item),
                "Qty": checked_quantity(part.quantity),
                "UnitPrice": part.price,
            } | basis.klass(goods.klass)
            yield {
                "Amount": part.amount.amount,
                "DetailType": "ItemBasedExpenseLineDetail",
                "Description": _printable(_units(goods.item, -part.quantity, basis.books)),
                "ItemBasedExpenseLineDetail": detail,
            }


def _together(lines: tuple[GoodsLine, ...]) -> Iterator[tuple[GoodsLine, Decimal, Money]]:
    """The lines of one item, direction and class as one: the first of them, with the units and value of all."""
    found: dict[tuple[str, bool, str], list[GoodsLine]] = {}
    for line in lines:
        found.setdefault((line.item, line.quantity < 0, line.klass), []).append(line)
    for same in found.values():
        value = same[0].value
        for line in same[1:]:
            value += line.value
        yield same[0], sum((line.quantity for line in same), Decimal(0)), value


def _account_line(line: AccountLine, basis: Basis) -> Json:
    """A vendor credit's own lines are credits; what it debits is below zero."""
    amount = line.amount if line.side is Side.CREDIT else -line.amount
    return {
        "Amount": amount.amount,
        "DetailType": "AccountBasedExpenseLineDetail",
        "Description": _printable(basis.posted.memo or basis.posted.number),
        "AccountBasedExpenseLineDetail": {"AccountRef": basis.ref(LinkKind.ACCOUNT, line.account)} | basis.klass(line.klass),
    }


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _goods_in(account: str, basis: Basis) -> str:
    """'12 each Blue mug (MUG-01) at Warehouse' on the line of the account that carries them: a journal entry has no quantity."""
    moves = [move for move in basis.posted.moves if move.account == account and move.quantity]
    told = [_units(move.item, move.quantity, basis.books) + (f" at {move.location}" if move.location else "") for move in moves]
    return "; ".join(told)


def _units(item: str, units: Decimal, books: ClientBooks) -> str:
    known = books.stock.item(item)
    name = f"{known.unit} {known.name} ({known.key})" if known else item
    return f"{plain_quantity(abs(units))} {name}"


def _note(posted: PostedEntry) -> str:
    reverses = f" reverses {posted.reverses}:" if posted.reverses else ""
    return _printable(f"{posted.number}{reverses} {posted.memo}".strip())


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)[:LONGEST_TEXT]
