"""A client's books to the journal that every export writes: the opening, the entries by day, the balances they come to.

There may be more entries than memory holds: they are asked for as they are written, and what they come to is added up before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.books.accounts import Account, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import Line, PostedEntry
from assistant.books.money import Money
from assistant.books.quantity import plain_quantity

OPENING_GAP = "Opening difference"  # the balancing line of books whose opening balances do not agree
SECOND_DAY = date.min + timedelta(days=1)  # the first day of the calendar has none before it


@dataclass(frozen=True, slots=True)
class Journal:
    """Amounts by account key, debits positive. `gap` is what the opening's balancing line takes; `closing` are the balances
    that must stand on `closed_on`, after every entry."""

    books: ClientBooks
    opening: Mapping[str, Money]
    gap: Money
    closing: Mapping[str, Money]
    opened_on: date
    closed_on: date

    def entries(self) -> Iterator[PostedEntry]:
        """Each of them, by its day."""
        return self.books.history.by_day()

    def units_of(self, entry: PostedEntry) -> tuple[str, ...]:
        """'-12 each MUG-01 @ B': what each item's stock does; goods that are valued anew where they lie have no sign."""
        moved = {(move.item, move.location) for move in entry.moves if move.quantity}
        told = []
        for key, location, units in entry.goods:
            item = self.books.stock.item(key)
            effect = -units if (key, location) in moved else units
            place = f" @ {location}" if location else ""
            told.append(f"{plain_quantity(effect)} {item.unit if item else 'each'} {key}{place}")
        return tuple(told)

    def notes(self) -> tuple[str, ...]:
        """What a ledger of amounts cannot hold: the differences accepted at opening, and the stock on hand with its cost."""
        told = [f"{difference.name}: {difference.says}" for difference in self.books.differences]
        for held in self.books.stock.holdings:
            item, place = self.books.stock.item(held.item), f" @ {held.location}" if held.location else ""
            unit, value = item.unit if item else "each", held.value(self.books.currency)
            told.append(f"stock: {plain_quantity(held.on_hand)} {unit} {held.item}{place}, {value} in {held.account}")
        return tuple(told)


def journal_of(books: ClientBooks, today: date) -> Journal:
    """What the accounts stood at before the first entry is what they stand at now, less the entries."""
    closing = {account.key: debits(account) for account in books.chart}
    posted = books.history.posted_sums(books.currency)
    opening = {key: amount - posted[key].lines if key in posted else amount for key, amount in closing.items()}
    days = (today, *(books.history.days() or ()))
    return Journal(
        books=books,
        opening=opening,
        gap=-sum(opening.values(), Money.zero(books.currency)),
        closing=closing,
        opened_on=max(min(days), SECOND_DAY) - timedelta(days=1),
        closed_on=max(days),
    )


def paragraphs(blocks: Iterable[Sequence[str]]) -> Iterator[str]:
    """Blocks of lines as text, an empty line between those that have any."""
    between = ""
    for block in blocks:
        if block:
            yield between + "\n".join(block) + "\n"
            between = "\n"


def debits(account: Account) -> Money:
    """The balance with debits positive."""
    return account.balance if account.normal_side is Side.DEBIT else -account.balance


def signed(line: Line) -> Money:
    return line.amount if line.side is Side.DEBIT else -line.amount
