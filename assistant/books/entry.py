"""What the ledger holds: posted entries, never edited or deleted, corrected by reversal only."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import dropwhile

from assistant.books.accounts import Side
from assistant.books.goods import ReserveMove, StockMove
from assistant.books.likeness import COMPARED, Likeness, nearest
from assistant.books.money import Money, total
from assistant.books.numbered import same_number, stands_in
from assistant.books.proposal import EarlierEntry, Role
from assistant.books.reasons import NOT_FROM_TEXT, Kind, Reason


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
class PostedSums:
    """What was posted to one account: `lines` debits less credits, `moves` the value of goods that moved on it, `stated` the part
    of that which stands at a stated value because the record had no cost."""

    lines: Money
    moves: Money
    stated: Money


# ── What is left of an entry ─────────────────────────────────────────────────────────────────────────────────────────


def units_left(entry: PostedEntry, reversals: Sequence[PostedEntry]) -> dict[tuple[str, str], Decimal]:
    """(item, location) -> signed units of the entry that none of its reversals has brought back.

    Units of a write-down, which moved none, come back with all that they were written down by: where less of it came back (a
    value that recovered, units that are gone), it is that much less that they are written down by. Where all of it has come
    back, so have they.
    """
    values = value_left(entry, reversals) if entry.kind is Kind.WRITE_DOWN else {}
    listed = _listed((entry, *(_with_all_their_value(entry, reversals) if values else reversals)))
    return {(item, place): units for (item, place), units in listed.items() if values.get(item, 1)}


def _listed(entries: Iterable[PostedEntry]) -> dict[tuple[str, str], Decimal]:
    """The signed units that these list in all, without places where they come to none."""
    sums: dict[tuple[str, str], Decimal] = {}
    for entry in entries:
        for item, location, units in entry.goods:
            sums[item, location] = sums.get((item, location), Decimal(0)) + units
    return {place: units for place, units in sums.items() if units}


def value_left(entry: PostedEntry, reversals: Iterable[PostedEntry]) -> dict[str, int]:
    """Item -> by how many minor units the entry lowers its value (the cost that it is carried at, or less by a reserve by name),
    less what its reversals gave back; of the items alone whose part the records tell."""
    values = _lowered(entry)
    for back in map(_lowered, reversals):
        for item, minor in back.items():
            values[item] = values.get(item, 0) + minor
    return values


def _lowered(entry: PostedEntry) -> dict[str, int]:
    values: dict[str, int] = {}
    changes = [(move.item, -move.value.minor) for move in entry.moves]
    for item, minor in (*changes, *((move.item, move.amount.minor) for move in entry.reserve_moves)):
        values[item] = values.get(item, 0) + minor
    return values


def _with_all_their_value(entry: PostedEntry, reversals: Iterable[PostedEntry]) -> Iterator[PostedEntry]:
    """The reversals of a write-down with those goods alone that came back with all that was left for them, to a cent."""
    values, units = _lowered(entry), _by_item(entry)
    for reversal in reversals:
        back, came = _lowered(reversal), set[str]()
        for item, number in _by_item(reversal).items():
            known, value = values.get(item), -back.get(item, 0)
            if known is None or value >= known or (-number < units[item] and (value + 1) * units[item] >= known * -number):
                came.add(item)
                units[item] += number
        for item, minor in back.items():
            values[item] = values.get(item, 0) + minor
        yield replace(reversal, goods=tuple(each for each in reversal.goods if each[0] in came))


def _by_item(entry: PostedEntry) -> dict[str, Decimal]:
    units: dict[str, Decimal] = {}
    for item, _, number in entry.goods:
        units[item] = units.get(item, Decimal(0)) + number
    return units


def standing(entry: PostedEntry, reversals_of: Callable[[str], Sequence[PostedEntry]]) -> tuple[PostedEntry, ...]:
    """The reversals of the entry; those of a write-down as far as they stand: what a recovery that was itself taken back gave is
    down again."""
    reversals = reversals_of(entry.number)
    return tuple(_stands(each, reversals_of) for each in reversals) if entry.kind is Kind.WRITE_DOWN else tuple(reversals)


def _stands(reversal: PostedEntry, reversals_of: Callable[[str], Sequence[PostedEntry]]) -> PostedEntry:
    undone = tuple(_stands(each, reversals_of) for each in reversals_of(reversal.number))
    if not undone:
        return reversal
    return replace(
        reversal,
        lines=lines_left(reversal, undone),
        goods=tuple((*place, units) for place, units in units_left(reversal, undone).items()),
        moves=(*reversal.moves, *(move for each in undone for move in each.moves)),
        reserve_moves=(*reversal.reserve_moves, *(move for each in undone for move in each.reserve_moves)),
    )


def lines_left(entry: PostedEntry, reversals: Iterable[PostedEntry]) -> tuple[Line, ...]:
    """The entry's lines less what its reversals have taken back of each account and, beyond that, of each role; lines with
    nothing left are gone.

    A reversal swaps sides, so its credit to a loss account lessens the original's debit to it. Cash is never swapped: what was
    repaid instead lessens the cash line, whatever account it came from.
    """
    left = list(entry.lines)
    swapped = [
        replace(line, side=line.side.other, role=Role.RECEIVED if line.role is Role.REPAY else line.role)
        for reversal in reversals
        for line in reversal.lines
    ]
    others = [rest for line in swapped if (rest := _taken_back(line, left, by_account=True)).amount]
    for line in others:
        _taken_back(line, left, by_account=False)
    return tuple(line for line in left if line.amount)


def _taken_back(back: Line, left: list[Line], *, by_account: bool) -> Line:
    """Lessens the lines of its side and role, and where `by_account` of its account, by what came back; what is over of it."""
    for place, line in enumerate(left):
        if (line.side, line.role) != (back.side, back.role) or (by_account and line.account != back.account):
            continue
        taken = min(back.amount, line.amount)
        left[place] = replace(line, amount=line.amount - taken)
        back = replace(back, amount=back.amount - taken)
    return back


def likeness(entry: PostedEntry, reversals: Sequence[PostedEntry]) -> Likeness | None:
    """What the entry comes to, as far as it was not reversed, by the units listed; None where nothing is left, or its kind is
    never a loss twice."""
    if entry.kind not in COMPARED:
        return None
    lines = lines_left(entry, reversals)
    goods = tuple((*place, units) for place, units in _listed((entry, *reversals)).items())
    if (entry.lines and not lines) or (entry.goods and not goods):
        return None
    return Likeness(entry.entry_date, goods, sum(line.amount.minor for line in lines if line.side is Side.DEBIT))


# ── How an entry is told of ──────────────────────────────────────────────────────────────────────────────────────────


def told(entry: PostedEntry) -> EarlierEntry:
    """Without amounts."""
    goods = tuple((item, units) for item, _, units in entry.goods)
    return EarlierEntry(entry.number, entry.entry_date, entry.text, entry.kind, entry.reason, goods)


# ── Entries at hand ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class History:
    """Posted entries at hand, oldest first: a books.journal.Journal."""

    entries: tuple[PostedEntry, ...] = ()
    _by_number: Mapping[str, PostedEntry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_number", {entry.number: entry for entry in self.entries})

    def __iter__(self) -> Iterator[PostedEntry]:
        return iter(self.entries)

    def find(self, number: str) -> PostedEntry | None:
        return self._by_number.get(number)

    def those(self, numbers: Iterable[str]) -> tuple[PostedEntry, ...]:
        wanted = frozenset(numbers)
        return tuple(entry for entry in self.entries if entry.number in wanted)

    def numbered(self, ref: str) -> tuple[PostedEntry, ...]:
        return tuple(entry for entry in self.entries if same_number(ref, entry.number))

    def recent(
        self, most: int, *, items: Collection[str] = (), since: date | None = None, until: date | None = None
    ) -> tuple[PostedEntry, ...]:
        days = (since or date.min), (until or date.max)
        within = [at for at in self._from_text() if days[0] <= self.entries[at].entry_date <= days[1]]
        latest = sorted(within, key=lambda at: (self.entries[at].entry_date, at))[-most:]
        of_items = [at for at in within if any(item in items for item, _, _ in self.entries[at].goods)][-most:]
        return tuple(self.entries[at] for at in sorted({*latest, *of_items}))

    def told(self, most: int, text: str) -> tuple[EarlierEntry, ...]:
        latest = self._from_text()[-most:]
        others = sorted(set(range(len(self.entries))) - {*latest})
        meant = (at for at in others if stands_in(self.entries[at].number, text))
        return tuple(told(self.entries[at]) for at in (*meant, *latest))

    def _from_text(self) -> list[int]:
        """The places of those that texts tell of: of what is imported or comes in there may be many."""
        return [at for at, entry in enumerate(self.entries) if entry.kind not in NOT_FROM_TEXT]

    def like(self, own: Likeness) -> tuple[PostedEntry, ...]:
        each = ((likeness(entry, self.reversals_of(entry.number)), entry) for entry in self.entries)
        return nearest(own, ((found, entry) for found, entry in each if found is not None))

    def of_item(self, item: str, *, since: str = "") -> tuple[PostedEntry, ...]:
        onward = dropwhile(lambda each: each.number != since, self.entries) if since else self.entries
        return tuple(entry for entry in onward if any(key == item for key, _, _ in entry.goods))

    def naming(self) -> tuple[Line, ...]:
        return first_naming(line for entry in self.entries for line in entry.lines)

    def moved_since(self, number: str, *, but_kinds: Collection[Kind], but_numbers: Collection[str]) -> dict[str, Decimal]:
        units: dict[str, Decimal] = {}
        for entry in dropwhile(lambda each: each.number != number, self.entries):
            for move in entry.moves if entry.kind not in but_kinds and entry.number not in but_numbers else ():
                units[move.item] = units.get(move.item, Decimal(0)) + move.quantity
        return units

    def reversals_of(self, number: str) -> tuple[PostedEntry, ...]:
        return tuple(entry for entry in self.entries if entry.reverses == number)

    def units_left(self, number: str) -> dict[tuple[str, str], Decimal]:
        entry = self._by_number[number]
        return units_left(entry, standing(entry, self.reversals_of))

    def lines_left(self, number: str) -> tuple[Line, ...]:
        entry = self._by_number[number]
        return lines_left(entry, standing(entry, self.reversals_of))

    def reserve_of(self, item: str, currency: str) -> Reserve:
        moves = [move for entry in self.entries for move in entry.reserve_moves if move.item == item]
        quantity = sum((move.quantity for move in moves), Decimal(0))
        return Reserve(quantity, total((move.amount for move in moves), currency))

    def by_day(self) -> Iterator[PostedEntry]:
        return iter(sorted(self.entries, key=lambda entry: entry.entry_date))

    def days(self) -> tuple[date, date] | None:
        days = [entry.entry_date for entry in self.entries]
        return (min(days), max(days)) if days else None

    def posted_sums(self, currency: str) -> dict[str, PostedSums]:
        sums: dict[str, list[int]] = {}
        for entry in self.entries:
            for line in entry.lines:
                of_account = sums.setdefault(line.account, [0, 0, 0])
                of_account[0] += line.amount.minor if line.side is Side.DEBIT else -line.amount.minor
            for move in entry.moves:
                of_account = sums.setdefault(move.account, [0, 0, 0])
                of_account[1] += move.value.minor
                of_account[2] += move.value.minor if move.stated_value else 0
        return {account: PostedSums(*(Money(minor, currency) for minor in of)) for account, of in sums.items()}


def first_naming(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The first line of each name, by account and role."""
    found: dict[tuple[str, Role, str, str], Line] = {}
    for line in lines:
        if line.party or line.klass:
            found.setdefault((line.account, line.role, line.party, line.klass), line)
    return tuple(found.values())
