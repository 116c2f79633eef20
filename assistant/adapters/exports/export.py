"""A client's books to a file that another program keeps books with."""

from datetime import date
from enum import StrEnum

from assistant.adapters.exports.beancount import beancount
from assistant.adapters.exports.journal import journal_of
from assistant.adapters.exports.ledger import HLEDGER, LEDGER, ledger
from assistant.adapters.exports.table import table
from assistant.books.client_books import ClientBooks


class ExportFormat(StrEnum):
    BEANCOUNT = "beancount"
    HLEDGER = "hledger"
    LEDGER = "ledger"
    CSV = "csv"


def export(books: ClientBooks, to: ExportFormat, *, today: date) -> str:
    """The opening balances, every posted entry, and what each account must come to by `today`, as the text of one file."""
    journal = journal_of(books, today)
    match to:
        case ExportFormat.BEANCOUNT:
            return beancount(journal)
        case ExportFormat.HLEDGER:
            return ledger(journal, HLEDGER)
        case ExportFormat.LEDGER:
            return ledger(journal, LEDGER)
        case ExportFormat.CSV:
            return table(journal)
