"""What a QuickBooks company holds, told by itself: its documents as ledger pages, and its goods with their value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.connected import Connected
from assistant.books.money import Money
from assistant.books.quantity import format_quantity, plain_quantity
from assistant.books.record import Movement, Record
from assistant.books.remote import DocumentKind, Environment
from assistant.books.snapshot import RemoteItem, Snapshot
from assistant.stages.already.effects import of_record
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.table import plain, table

KINDS = tuple(kind.value for kind in DocumentKind if kind is not DocumentKind.TASK)


@dataclass(frozen=True, slots=True)
class Held:
    """A company as it stands: its lists and figures, all documents of KINDS, and what QuickBooks' own cost of their goods is."""

    snapshot: Snapshot
    records: Sequence[Record]
    movements: Sequence[Movement]

    def sides(self, record: Record) -> list[tuple[str, str, Money]]:
        """'debit' or 'credit', the account's Id, and the amount: a journal entry's lines, another document's effect."""
        currency = self.snapshot.preferences.currency
        if record.kind == DocumentKind.JOURNAL_ENTRY:
            told = [(line.side.lower(), line.account, line.amount or Decimal(0)) for line in record.lines]
        else:
            company = Connected("", self.snapshot.name, Environment.PRACTICE, self.snapshot)
            effect = of_record(record, self.movements, company)
            told = [("debit" if amount > 0 else "credit", account, abs(amount)) for account, amount in effect.items()]
            numbers = {account.id: account.number or account.name for account in self.snapshot.accounts}
            told.sort(key=lambda side: (side[0] != "debit", numbers.get(side[1], "")))
        return [(side, account, Money.rounded(amount, currency)) for side, account, amount in told]


def held_page(held: Held) -> str:
    """Document by document, then the goods."""
    company, accounts, items = plain(held.snapshot.name), _accounts(held.snapshot), _items(held.snapshot)
    if not held.records:
        pages = [f"{company} holds no documents yet."]
    else:
        pages = [f"{company} holds {len(held.records)} document{'' if len(held.records) == 1 else 's'}:"]
    for record in held.records:
        rows = [
            ("", "Dr" if side == "debit" else "Cr", accounts.get(account, f"Id {account}"), str(amount))
            for side, account, amount in held.sides(record)
        ]
        goods = [f"  {format_quantity(units)}  {plain(items.get(item, f'Id {item}'))}" for item, units in _units(record)]
        head = f"{record.on}  {record.kind} {plain(record.number)}  [Id {record.id}]"
        pages.append("\n".join([head, *goods, *([table(rows, "<<<>")] if rows else [])]))
    stock = [(item.sku, item.name, format_quantity(units), str(value)) for item, units, value in _stock(held.snapshot)]
    if stock:
        pages.append("Goods whose quantity it tracks:\n" + table(stock, "<<>>"))
    return "\n\n".join(pages)


def held_document(held: Held) -> Document:
    numbers = {account.id: account.number or account.name for account in held.snapshot.accounts}
    skus = {item.id: item.sku or item.name for item in held.snapshot.items}
    return {
        "company": held.snapshot.name,
        "entries": [
            {
                "kind": record.kind,
                "remote_id": record.id,
                "document": record.number,
                "date": record.on,
                "lines": [
                    {"side": side, "account": numbers.get(account, account), "amount": amount.plain()}
                    for side, account, amount in held.sides(record)
                ],
                "goods": [{"sku": skus.get(item, item), "quantity": plain_quantity(units)} for item, units in _units(record)],
            }
            for record in held.records
        ],
        "stock": [
            {"sku": item.sku or item.name, "name": item.name, "quantity": plain_quantity(units), "value": value.plain()}
            for item, units, value in _stock(held.snapshot)
        ],
    }


def _units(record: Record) -> Iterable[tuple[str, Decimal]]:
    return ((line.item, line.quantity) for line in record.lines if line.item and line.quantity is not None)


def _stock(snapshot: Snapshot) -> list[tuple[RemoteItem, Decimal, Money]]:
    """What is on hand or owed of each tracked item, and its asset value."""
    currency = snapshot.preferences.currency
    return [
        (item, item.quantity, Money.rounded(snapshot.values.get(item.id, Decimal(0)), currency))
        for item in snapshot.items
        if item.tracked and item.quantity
    ]


def _accounts(snapshot: Snapshot) -> Mapping[str, str]:
    return {account.id: plain(f"{account.number} {account.name}".strip()) for account in snapshot.accounts}


def _items(snapshot: Snapshot) -> Mapping[str, str]:
    return {item.id: item.name for item in snapshot.items}
