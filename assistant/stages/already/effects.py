"""A plan, and a document that somebody made in QuickBooks, to what each does to the company's accounts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.connected import Connected
from assistant.books.plan import Plan, PlannedDocument
from assistant.books.record import Movement, Record, RecordLine
from assistant.books.remote import DocumentKind, LinkKind

ZERO = Decimal(0)
CREDITS_ITS_LINES = frozenset({"VendorCredit", "Invoice", "SalesReceipt", "Deposit"})
"""Documents whose lines are credits, against the account of the whole."""

Effect = Mapping[str, Decimal]
"""Account Id to what is debited to it less what is credited; accounts on which nothing is left are not in it."""


def of_plan(plan: Plan, connected: Connected) -> Effect:
    """All documents of the plan together."""
    return of_documents(plan.documents, connected)


def of_documents(documents: Iterable[PlannedDocument], connected: Connected) -> Effect:
    """These documents together, goods at what our books carry them at."""
    effect: dict[str, Decimal] = defaultdict(Decimal)
    for document in documents:
        for account, amount in _planned(document, connected):
            effect[account] += amount
    return _left(effect)


def _planned(document: PlannedDocument, connected: Connected) -> Iterable[tuple[str, Decimal]]:
    for line in document.lines:
        yield _there(line.account, connected), line.amount.amount if line.side is Side.DEBIT else -line.amount.amount
    for goods in document.goods:
        item = connected.tracked(goods.item)
        if item is not None:
            yield item.asset_account, goods.value.amount
        if document.kind is not DocumentKind.VENDOR_CREDIT:
            yield _there(document.account, connected), -goods.value.amount
    if document.kind is DocumentKind.VENDOR_CREDIT:
        debits = sum((line.amount.amount for line in document.lines if line.side is Side.DEBIT), ZERO)
        credits = sum((line.amount.amount for line in document.lines if line.side is Side.CREDIT), ZERO)
        yield _there(document.account, connected), credits - debits - sum((each.value.amount for each in document.goods), ZERO)


def _there(account: str, connected: Connected) -> str:
    link = connected.links.of(LinkKind.ACCOUNT, account)
    return link.remote_id if link is not None else ""


def of_record(record: Record, movements: Iterable[Movement], connected: Connected) -> Effect:
    """A document there. What its goods cost is what QuickBooks' own `movements` of it say; where none are known, it does nothing
    to the accounts of goods."""
    effect: dict[str, Decimal] = defaultdict(Decimal)
    sign = -1 if record.kind in CREDITS_ITS_LINES else 1
    for line in record.lines:
        if line.account and line.amount is not None:
            amount = line.amount if line.side == "Debit" else -line.amount if line.side else sign * line.amount
            effect[line.account] += amount
            if record.account and not line.side:
                effect[record.account] -= amount
    for movement in movements:
        if movement.id == record.id and (item := connected.snapshot.item(movement.item)) is not None:
            effect[item.asset_account] += movement.cost
            other = record.account if record.kind == DocumentKind.INVENTORY_ADJUSTMENT else item.expense_account
            effect[other] -= movement.cost
    if record.kind == DocumentKind.VENDOR_CREDIT:
        _vendor_credit(record, connected, effect)
    return _left(effect)


def _vendor_credit(record: Record, connected: Connected, effect: dict[str, Decimal]) -> None:
    """Its item lines: the payable by their price, against the account of the items' cost."""
    for line in record.lines:
        item = connected.snapshot.item(line.item) if line.item else None
        if item is not None and line.amount is not None:
            effect[record.account] += line.amount
            effect[item.expense_account] -= line.amount


def units_of(lines: Iterable[RecordLine]) -> dict[str, Decimal]:
    """Item Id to the signed units that the lines move."""
    units: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.item and line.quantity:
            units[line.item] += line.quantity
    return {item: quantity for item, quantity in units.items() if quantity}


def _left(effect: Mapping[str, Decimal]) -> Effect:
    return {account: amount for account, amount in effect.items() if account and amount}
