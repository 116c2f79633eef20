"""A client's books to a file that another program keeps books with."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from assistant.adapters.exports.beancount import beancount
from assistant.adapters.exports.journal import journal_of
from assistant.adapters.exports.ledger import HLEDGER, LEDGER, ledger
from assistant.adapters.exports.table import table
from assistant.books.client_books import ClientBooks

PIECE = 1 << 16  # characters


class ExportFormat(StrEnum):
    BEANCOUNT = "beancount"
    HLEDGER = "hledger"
    LEDGER = "ledger"
    CSV = "csv"


def export(books: ClientBooks, to: ExportFormat, *, today: date) -> Iterator[str]:
    """The opening balances, every posted entry, and what each account must come to by `today`, as the text of one file: a piece
    after another, each of whole lines, for all of it may be more than memory holds."""
    journal = journal_of(books, today)
    match to:
        case ExportFormat.BEANCOUNT:
            return in_pieces(beancount(journal))
        case ExportFormat.HLEDGER:
            return in_pieces(ledger(journal, HLEDGER))
        case ExportFormat.LEDGER:
            return in_pieces(ledger(journal, LEDGER))
        case ExportFormat.CSV:
            return in_pieces(table(journal))


def in_pieces(texts: Iterable[str]) -> Iterator[str]:
    """The same text in fewer pieces, each worth the handing on."""
    held, size = list[str](), 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= PIECE:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
