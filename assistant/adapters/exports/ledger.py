"""A journal to the input of ledger or of hledger, ending in a balance assertion for every account."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from assistant.adapters.exports.journal import OPENING_GAP, Journal, paragraphs, signed
from assistant.adapters.exports.names import Names, ledger_part, names_of, one_line
from assistant.books.entry import PostedEntry
from assistant.books.money import Money, minor_digits

TAGS = ("kind", "reason", "reverses", "goods")


@dataclass(frozen=True, slots=True)
class Dialect:
    """Where the two differ: hledger must be told the decimal mark, and `ledger --pedantic` every tag."""

    head: tuple[str, ...] = ()
    declares_tags: bool = False
    whole_format: str = "1,000"  # of a currency without decimals


HLEDGER = Dialect(head=("decimal-mark .",), whole_format="1,000.")
LEDGER = Dialect(declares_tags=True)


def ledger(journal: Journal, dialect: Dialect) -> Iterator[str]:
    names = names_of(journal.books.chart, OPENING_GAP, ledger_part)
    before = [
        [f"; {one_line(journal.books.name)}", *dialect.head],
        [f"; {one_line(note)}" for note in journal.notes()],
        commodity(journal.books.currency, dialect),
        [f"tag {tag}" for tag in TAGS] if dialect.declares_tags else [],
        list(accounts(journal, names)),
        opening(journal, names),
    ]
    entries = (transaction(entry, journal, names) for entry in journal.entries())
    return paragraphs(chain(before, entries, [assertions(journal, names)]))


def commodity(currency: str, dialect: Dialect) -> list[str]:
    """On two lines: `ledger --pedantic` does not know a currency declared on one."""
    digits = minor_digits(currency)
    shown = f"1,000.{'0' * digits}" if digits else dialect.whole_format
    return [f"commodity {currency}", f"    format {shown} {currency}"]


def accounts(journal: Journal, names: Names) -> Iterable[str]:
    for account in journal.books.chart:
        yield f"account {names.of[account.key]}"
        yield f"    ; {one_line(account.key)}"
    if journal.gap:
        yield f"account {names.gap}"


def opening(journal: Journal, names: Names) -> list[str]:
    amounts = [(names.of[key], amount) for key, amount in journal.opening.items()] + [(names.gap, journal.gap)]
    postings = [posting(name, amount) for name, amount in amounts if amount]
    return [f"{journal.opened_on} * Opening balances", *postings] if postings else []


def transaction(entry: PostedEntry, journal: Journal, names: Names) -> list[str]:
    """An entry of units alone, whose goods cost nothing, is kept as a comment: a transaction has postings."""
    told = dict(zip(TAGS, (entry.kind, entry.reason, entry.reverses, "; ".join(journal.units_of(entry))), strict=True))
    number = one_line(entry.number).replace(")", "]")
    lines = [
        f"{entry.entry_date} * ({number}) {one_line(entry.memo)}".rstrip(),
        *(f"    ; {key}: {one_line(value).replace(',', ' ')}" for key, value in told.items() if value),
        *(posting(names.of[booked.account], signed(booked)) for booked in entry.lines),
    ]
    return lines if entry.lines else [f"; {line}" for line in lines]


def assertions(journal: Journal, names: Names) -> list[str]:
    balances = [(names.of[key], amount) for key, amount in journal.closing.items()]
    if journal.gap:
        balances.append((names.gap, journal.gap))
    zero = Money.zero(journal.books.currency)
    stand = [f"{posting(name, zero)} = {amount.plain()} {amount.currency}" for name, amount in balances]
    return [f"{journal.closed_on} * Balances", *stand]


def posting(name: str, amount: Money) -> str:
    return f"    {name}  {amount.plain()} {amount.currency}"
