"""A journal to one CSV table: opening, entries, units and stock, ending in the balance of every account."""

import csv
from collections.abc import Iterable, Iterator

from assistant.adapters.exports.journal import OPENING_GAP, Journal
from assistant.books.accounts import Side
from assistant.books.money import Money
from assistant.books.quantity import plain_quantity

COLUMNS = (
    "record", "date", "entry", "kind", "reason", "reverses", "account", "name", "debit", "credit", "item", "location", "quantity",
    "currency", "memo",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet runs a text that begins so (OWASP)
NUMBERS = ("debit", "credit", "quantity")
Row = dict[str, str]


def table(journal: Journal) -> Iterator[str]:
    """`record` says what a row is: opening, line, goods (signed units: negative left the stock), stock or balance."""
    writer = csv.DictWriter(_Given(), COLUMNS, restval="", lineterminator="\n")
    yield writer.writeheader()
    for row in rows(journal):
        yield writer.writerow({column: cell if column in NUMBERS else harmless(cell) for column, cell in row.items()})


class _Given:
    """A file that gives on what is written to it: csv's writer answers with what its file does."""

    def write(self, text: str) -> str:
        return text


def rows(journal: Journal) -> Iterable[Row]:
    chart, currency = journal.books.chart, journal.books.currency
    names = {account.key: account.full_name for account in chart} | {"": OPENING_GAP}

    def row(record: str, day: object, key: str, amount: Money) -> Row:
        side, other = ("debit", "credit") if amount.minor >= 0 else ("credit", "debit")
        told = {"record": record, "date": str(day), "account": key, "name": names[key], "currency": currency}
        return told | {side: abs(amount).plain(), other: ""}

    gap = {"": journal.gap} if journal.gap else {}
    for key, amount in {**journal.opening, **gap}.items():
        if amount:
            yield row("opening", journal.opened_on, key, amount)
    for entry in journal.entries():
        told = {"entry": entry.number, "kind": entry.kind.value, "reason": entry.reason.value, "reverses": entry.reverses}
        told["memo"] = entry.memo
        for line in entry.lines:
            amount = line.amount if line.side is Side.DEBIT else -line.amount
            yield row("line", entry.entry_date, line.account, amount) | told
        for move in entry.moves:
            units = {"item": move.item, "location": move.location, "quantity": plain_quantity(move.quantity)}
            yield {"record": "goods", "date": str(entry.entry_date)} | told | units
    for held in journal.books.stock.holdings:
        units = {"item": held.item, "location": held.location, "quantity": plain_quantity(held.on_hand)}
        yield row("stock", journal.closed_on, held.account, held.value(currency)) | units
    for key, amount in {**journal.closing, **gap}.items():
        yield row("balance", journal.closed_on, key, amount)


def harmless(cell: str) -> str:
    """The text as a spreadsheet only shows it, whatever it begins with (OWASP, CSV Injection; ASVS 5.0, 1.2.10)."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
