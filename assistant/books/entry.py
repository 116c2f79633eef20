"""What the ledger holds: posted entries, never edited or deleted, corrected by reversal only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.goods import ReserveMove, StockMove
from assistant.books.money import Money, total
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason


@dataclass(frozen=True, slots=True)
class Line:
    """One side of an entry: a positive amount to an account (by key). `party` is the supplier or customer it is owed by or to,
    `klass` the class (QuickBooks' word for a department or project) that it is told by."""

    side: Side
    account: str
    amount: Money
    role: Role
    party: str = ""
    klass: str = ""


def side_total(lines: Iterable[Line], side: Side, currency: str) -> Money:
    return total((line.amount for line in lines if line.side is side), currency)


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """An entry in the journal. `number` ('WO-1042') is without gaps in its client; `reverses` names the entry it takes back.

    `goods` are the units as the entry lists them, (item, location, signed units: positive left or were written down); a
    write-down lists units though it moves none, so they are kept beside `moves`.
    """

    id: str
    number: str
    entry_date: date
    kind: Kind
    reason: Reason
    memo: str
    lines: tuple[Line, ...]
    goods: tuple[tuple[str, str, Decimal], ...] = ()
    moves: tuple[StockMove, ...] = ()
    reserve_moves: tuple[ReserveMove, ...] = ()
    reverses: str = ""
    text: str = ""
    draft_id: str = ""
    posted_by: str = ""
    posted_at: datetime | None = None
    sub_reason: str = ""  # one of the client's own under the reason


@dataclass(frozen=True, slots=True)
class Reserve:
    """What is left of the allowance that earlier write-downs here set aside for a named item."""

    quantity: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class History:
    """The posted entries of one client, oldest first."""

    entries: tuple[PostedEntry, ...] = ()
    _by_number: Mapping[str, PostedEntry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_number", {entry.number: entry for entry in self.entries})

    def find(self, number: str) -> PostedEntry | None:
        return self._by_number.get(number)

    def reversals_of(self, number: str) -> tuple[PostedEntry, ...]:
        return tuple(entry for entry in self.entries if entry.reverses == number)

    def units_left(self, number: str) -> dict[tuple[str, str], Decimal]:
        """(item, location) -> signed units of the entry that no reversal has brought back yet."""
        left: dict[tuple[str, str], Decimal] = {}
        for entry in (self._by_number[number], *self.reversals_of(number)):
            for item, location, units in entry.goods:
                left[item, location] = left.get((item, location), Decimal(0)) + units
        return {place: units for place, units in left.items() if units}

    def lines_left(self, number: str) -> tuple[Line, ...]:
        """The entry's lines less what reversals have taken back of each account and, beyond that, of each role; lines with
        nothing left are gone.

        A reversal swaps sides, so its credit to a loss account lessens the original's debit to it. Cash is never swapped:
        what was repaid instead lessens the cash line, whatever account it came from.
        """
        left = list(self._by_number[number].lines)
        swapped = [
            replace(line, side=line.side.other, role=Role.RECEIVED if line.role is Role.REPAY else line.role)
            for reversal in self.reversals_of(number)
            for line in reversal.lines
        ]
        others = [rest for line in swapped if (rest := _taken_back(line, left, by_account=True)).amount]
        for line in others:
            _taken_back(line, left, by_account=False)
        return tuple(line for line in left if line.amount)

    def reserve_of(self, item: str, currency: str) -> Reserve:
        """What earlier write-downs here still hold in reserve for the item by name."""
        moves = [move for entry in self.entries for move in entry.reserve_moves if move.item == item]
        quantity = sum((move.quantity for move in moves), Decimal(0))
        return Reserve(quantity, total((move.amount for move in moves), currency))


def _taken_back(back: Line, left: list[Line], *, by_account: bool) -> Line:
    """Lessens the lines of its side and role, and where `by_account` of its account, by what came back; what is over of it."""
    for place, line in enumerate(left):
        if (line.side, line.role) != (back.side, back.role) or (by_account and line.account != back.account):
            continue
        taken = min(back.amount, line.amount)
        left[place] = replace(line, amount=line.amount - taken)
        back = replace(back, amount=back.amount - taken)
    return back
