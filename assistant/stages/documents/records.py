"""QuickBooks' JSON of a transaction, ours or anybody's, to a `Record`.

The shapes are those of docs/quickbooks.md: journal entries, adjustments, vendor credits, and as far as their lines go the bills,
purchases, invoices, receipts and refunds that somebody there makes. Numbers are read as decimals.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.books.record import Record, RecordLine

LEAVE = frozenset({"VendorCredit", "Invoice", "SalesReceipt"})
"""Transactions whose item lines take units out of stock; the others bring them in."""

HEADS = ("AdjustAccountRef", "APAccountRef", "AccountRef", "ARAccountRef", "DepositToAccountRef")
"""The account of a whole transaction, by whichever of these names it has."""

PARTIES = ("VendorRef", "EntityRef", "CustomerRef")


def record_of(kind: str, kept: Mapping[str, Any]) -> Record:
    """The transaction `kept`, an entity of this kind. Lines that carry a description or a subtotal alone count as nothing; a
    department of the whole transaction is each line's that has none of its own."""
    times = _part(kept, "MetaData")
    department, klass = _ref(kept, "DepartmentRef"), _ref(kept, "ClassRef")
    takes = (kind in LEAVE) != (kind == "Purchase" and kept.get("Credit") is True)
    read = (_line(line, takes, department, klass) for line in kept.get("Line") or ())
    return Record(
        kind=kind,
        id=str(kept.get("Id", "")),
        sync_token=str(kept.get("SyncToken", "")),
        number=str(kept.get("DocNumber") or ""),
        on=str(kept.get("TxnDate", "")),
        lines=tuple(line for line in read if line is not None),
        account=next(filter(None, (_ref(kept, name) for name in HEADS)), ""),
        party=next(filter(None, (_ref(kept, name) for name in PARTIES)), ""),
        note=str(kept.get("PrivateNote") or ""),
        made=str(times.get("CreateTime", "")),
        changed=str(times.get("LastUpdatedTime", "")),
    )


def _line(line: Mapping[str, Any], takes: bool, department: str, klass: str) -> RecordLine | None:
    """`takes`: units on the line leave stock."""
    detail = _part(line, str(line.get("DetailType", "")))
    amount, quantity = _number(line.get("Amount")), _number(detail.get("QtyDiff"))
    if quantity is None and (units := _number(detail.get("Qty"))) is not None:
        quantity = -units if takes else units
    item, account = _ref(detail, "ItemRef"), _ref(detail, "AccountRef")
    if not (item or account):
        return None
    return RecordLine(
        side=str(detail.get("PostingType") or ""),
        account=account,
        amount=amount,
        item=item,
        quantity=quantity if item else None,
        party=_ref(_part(detail, "Entity"), "EntityRef") or _ref(detail, "CustomerRef"),
        klass=_ref(detail, "ClassRef") or klass,
        department=_ref(detail, "DepartmentRef") or department,
        memo=str(line.get("Description") or ""),
    )


def _part(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = of.get(name)
    return found if isinstance(found, dict) else {}


def _ref(of: Mapping[str, Any], name: str) -> str:
    return str(_part(of, name).get("value") or "")


def _number(value: Any) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))
