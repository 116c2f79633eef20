"""QuickBooks' JSON of a transaction, ours or anybody's, to a `Record`.

The shapes are those of docs/quickbooks.md: journal entries, adjustments, vendor credits, and as far as their lines go the bills,
purchases, invoices, receipts and refunds that somebody there makes. Numbers are read as decimals.
"""

from collections.abc import Mapping
from typing import Any

from assistant.books.record import Record, RecordLine
from assistant.stages.documents.shapes import number, part, parts, ref, text

LEAVE = frozenset({"VendorCredit", "Invoice", "SalesReceipt"})
"""Transactions whose item lines take units out of stock; the others bring them in."""

HEADS = ("AdjustAccountRef", "APAccountRef", "AccountRef", "ARAccountRef", "DepositToAccountRef")
"""The account of a whole transaction, by whichever of these names it has."""

PARTIES = ("VendorRef", "EntityRef", "CustomerRef")


def record_of(kind: str, kept: Mapping[str, Any]) -> Record:
    """The transaction `kept`, an entity of this kind. Lines that carry a description or a subtotal alone count as nothing; a
    department of the whole transaction is each line's that has none of its own."""
    times = part(kept, "MetaData")
    department, klass = ref(kept, "DepartmentRef"), ref(kept, "ClassRef")
    takes = (kind in LEAVE) != (kind == "Purchase" and kept.get("Credit") is True)
    read = (_line(line, takes, department, klass) for line in parts(kept, "Line"))
    return Record(
        kind=kind,
        id=text(kept, "Id"),
        sync_token=text(kept, "SyncToken"),
        number=text(kept, "DocNumber"),
        on=text(kept, "TxnDate"),
        lines=tuple(line for line in read if line is not None),
        account=next(filter(None, (ref(kept, name) for name in HEADS)), ""),
        party=next(filter(None, (ref(kept, name) for name in PARTIES)), ""),
        note=text(kept, "PrivateNote"),
        made=text(times, "CreateTime"),
        changed=text(times, "LastUpdatedTime"),
    )


def _line(line: Mapping[str, Any], takes: bool, department: str, klass: str) -> RecordLine | None:
    """`takes`: units on the line leave stock."""
    detail = part(line, text(line, "DetailType"))
    amount, quantity = number(line, "Amount"), number(detail, "QtyDiff")
    if quantity is None and (units := number(detail, "Qty")) is not None:
        quantity = -units if takes else units
    item, account = ref(detail, "ItemRef"), ref(detail, "AccountRef")
    if not (item or account):
        return None
    return RecordLine(
        side=text(detail, "PostingType"),
        account=account,
        amount=amount,
        item=item,
        quantity=quantity if item else None,
        party=ref(part(detail, "Entity"), "EntityRef") or ref(detail, "CustomerRef"),
        klass=ref(detail, "ClassRef") or klass,
        department=ref(detail, "DepartmentRef") or department,
        memo=text(line, "Description"),
    )
