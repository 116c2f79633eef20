"""A journal to beancount's input, ending in a balance assertion for every account."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain

from assistant.adapters.exports.journal import OPENING_GAP, Journal, paragraphs, signed
from assistant.adapters.exports.names import Names, beancount_part, names_of, printable
from assistant.books.entry import PostedEntry
from assistant.books.money import Money


def beancount(journal: Journal) -> Iterator[str]:
    names = names_of(journal.books.chart, OPENING_GAP, beancount_part)
    currency = journal.books.currency
    before = [
        [f'option "title" {quoted(journal.books.name)}', f'option "operating_currency" "{currency}"'],
        [f"; {printable(note)}" for note in journal.notes()],
        list(opened(journal, names)),
        opening(journal, names),
    ]
    entries = (transaction(entry, journal, names) for entry in journal.entries())
    return paragraphs(chain(before, entries, [list(assertions(journal, names))]))


def opened(journal: Journal, names: Names) -> Iterable[str]:
    for account in journal.books.chart:
        yield f"{journal.opened_on} open {names.of[account.key]} {journal.books.currency}"
        yield f"  account: {quoted(account.key)}"
        yield f"  name: {quoted(account.full_name)}"
    if journal.gap:
        yield f"{journal.opened_on} open {names.gap} {journal.books.currency}"


def opening(journal: Journal, names: Names) -> list[str]:
    amounts = [(names.of[key], amount) for key, amount in journal.opening.items()] + [(names.gap, journal.gap)]
    postings = [posting(name, amount) for name, amount in amounts if amount]
    return [f'{journal.opened_on} * "Opening balances"', *postings] if postings else []


def transaction(entry: PostedEntry, journal: Journal, names: Names) -> list[str]:
    """An entry of units alone, whose goods cost nothing, is a transaction without postings."""
    told = {"number": entry.number, "kind": entry.kind, "reason": entry.reason, "reverses": entry.reverses}
    told["goods"] = "; ".join(journal.units_of(entry))
    return [
        f"{entry.entry_date} * {quoted(entry.memo)}",
        *(f"  {key}: {quoted(value)}" for key, value in told.items() if value),
        *(posting(names.of[booked.account], signed(booked)) for booked in entry.lines),
    ]


def assertions(journal: Journal, names: Names) -> Iterable[str]:
    """To the cent (beancount would let a rounding pass), at the next day's start; a parent's balance holds its children's."""
    day = journal.closed_on + timedelta(days=1)
    balances = {names.of[key]: amount for key, amount in journal.closing.items()}
    if journal.gap:
        balances[names.gap] = journal.gap
    for name in balances:
        below = [amount for other, amount in balances.items() if other == name or other.startswith(f"{name}:")]
        whole = sum(below, Money.zero(journal.books.currency))
        yield f"{day} balance {name}  {whole.plain()} ~ 0 {whole.currency}"


def posting(name: str, amount: Money) -> str:
    return f"  {name}  {amount.plain()} {amount.currency}"


def quoted(text: str) -> str:
    return '"' + printable(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
