"""A task to what a person is to type, and where: item by item, with the account and the number that it is found again by."""

from decimal import Decimal

from assistant.books.plan import PlannedDocument
from assistant.books.policy import StockKeptBy
from assistant.books.quantity import format_quantity
from assistant.books.remote import LinkKind
from assistant.stages.documents.bodies import Basis


def instruction(planned: PlannedDocument, number: str, basis: Basis) -> str:
    """'In QuickBooks, adjust the quantity of "Mug" by -12 on 2026-10-02 against "Damage", with the reference number and memo
    WO-7-A-XXXX.' Names are QuickBooks' own."""
    units: dict[str, Decimal] = {}
    for goods in planned.goods:
        units[goods.item] = units.get(goods.item, Decimal(0)) + goods.quantity
    told = ", ".join(
        f'"{_named(LinkKind.ITEM, item, basis)}" by {format_quantity(moved)}' for item, moved in units.items() if moved
    )
    elsewhere = basis.books.policy.stock_kept_by is StockKeptBy.OTHER
    where = "In the system that keeps the stock" if elsewhere else "In QuickBooks"
    account = _named(LinkKind.ACCOUNT, planned.account, basis)
    clears = planned.account == basis.books.policy.manual_clearing
    why = ", the clearing account where the loss waits for it" if clears else ""
    return (
        f'{where}, adjust the quantity of {told} on {basis.posted.entry_date}, against "{account}"{why}. '
        f"Reference number and memo: {number}. It is closed once quantity and value are seen to move there."
    )


def _named(kind: LinkKind, ours: str, basis: Basis) -> str:
    link = basis.connected.links.of(kind, ours)
    assert link is not None, (kind, ours)
    there = (
        basis.connected.snapshot.item(link.remote_id)
        if kind is LinkKind.ITEM
        else basis.connected.snapshot.account(link.remote_id)
    )
    return there.name if there is not None else link.remote_name
