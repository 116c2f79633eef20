"""Whether the entry's lines are those that the rules derive: sides, roles and amounts, and what they take of the goods."""

from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry, MappedLine, ValuedLine
from assistant.books.entry import Line, side_total
from assistant.books.finding import Finding, Problem
from assistant.books.money import Money, total
from assistant.books.proposal import Role, ValueRelation
from assistant.books.reasons import Kind

# Where a stated amount is credited. A write-off may use the allowance too, but on the debit side.
GIVES = {
    Kind.WRITE_OFF: frozenset({Role.INVENTORY, Role.PERIODIC}),
    Kind.WRITE_DOWN: frozenset({Role.INVENTORY, Role.PERIODIC, Role.ALLOWANCE}),
}
REMEDY = "Draft the text again; if it stays so, report it: no rule derives this line."


def lines_must_be_as_valued(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """Choosing accounts changes no side, role or amount, leaves no line out and adds none."""
    for n, (drafted, derived) in enumerate(zip_longest(mapped.lines, mapped.valued.lines), 1):
        if drafted is None or derived is None or _plain(drafted) != _plain(derived):
            yield _untraced(f"Line {n} is {_said(drafted)}, and the rules derive {_said(derived)}.")


def _plain(line: MappedLine | ValuedLine) -> tuple[Side, Role, Money]:
    return line.side, line.role, line.amount


def _said(line: MappedLine | ValuedLine | None) -> str:
    return f"a {line.side.value} of {line.amount} ({line.role.value})" if line is not None else "none"


def inventory_must_follow_the_goods(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """The inventory account gives what the goods leave at, and takes what they come back at."""
    moves = mapped.valued.moves
    if not moves:
        return
    gives = _net_credit((line.line() for line in mapped.lines if line.role is Role.INVENTORY), books)
    leaves = -total((move.value for move in moves), books.currency)
    if gives != leaves:
        yield _untraced(f"The lines take {gives} out of inventory, and the goods leave at {leaves}.")


def amount_must_be_as_stated(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """An amount with no goods named is used as it is; without item records a part of it may be left to the next count."""
    valued = mapped.valued
    resolved, value = valued.resolved, valued.resolved.event.value
    counted = value is not None and value.relation is ValueRelation.COUNTED_TOTAL
    if resolved.amount is None or resolved.goods or valued.kind not in GIVES or counted or not mapped.lines:
        return
    stated = Money.rounded(resolved.amount, books.currency)
    gives = _net_credit((line.line() for line in mapped.lines if line.role in GIVES[valued.kind]), books)
    periodic = any(line.role is Role.PERIODIC for line in mapped.lines)
    if gives != stated and not (periodic and Money.zero(books.currency) < gives < stated):
        yield _untraced(f"The lines take {gives} out of inventory, and the text states {stated}.")


def _net_credit(lines: Iterable[Line], books: ClientBooks) -> Money:
    every = list(lines)
    return side_total(every, Side.CREDIT, books.currency) - side_total(every, Side.DEBIT, books.currency)


def _untraced(says: str) -> Finding:
    return Finding(Problem.UNTRACED_NUMBER, says, REMEDY)
