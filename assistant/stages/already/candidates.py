"""An entry on its way out, beside what somebody made in QuickBooks around its day, to the documents that may be of the same loss.

Three signs, each enough for a person to be asked: the same accounts at the same amount; an adjustment or a credit of the same
item in the same direction; a fall in quantity that nothing of ours explains. Ours are known by Id and by number, for the answer
to one of ours may be lost. Nothing is decided here: what is found is open until a person says which stands.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from assistant.books.connected import Connected
from assistant.books.found import QUANTITY, FoundThere, Verdict
from assistant.books.money import Money
from assistant.books.plan import Plan
from assistant.books.policy import CostTolerance
from assistant.books.quantity import format_quantity
from assistant.books.record import Movement, Record
from assistant.books.remote import DocumentKind, LinkKind
from assistant.stages.already.effects import Effect, of_plan, of_record, units_of

WINDOW = timedelta(days=45)
LOOKED_FOR = ("JournalEntry", "InventoryAdjustment", "VendorCredit", "Bill", "Purchase")
"""The kinds of documents in which people book losses."""

MOVES_STOCK = frozenset({DocumentKind.INVENTORY_ADJUSTMENT.value, DocumentKind.VENDOR_CREDIT.value})
BY_HAND = "Inventory Qty Adjust"  # QuickBooks' word for an adjustment in its reports
SAYS_KIND = {
    "JournalEntry": "Journal entry", "InventoryAdjustment": "Inventory adjustment", "VendorCredit": "Vendor credit",
    "Bill": "Bill", "Purchase": "Expense",
}  # fmt: skip
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Ours:
    """What we made there ourselves: Ids and numbers of documents."""

    ids: Collection[str] = frozenset()
    numbers: Collection[str] = frozenset()

    def has(self, id_: str, number: str) -> bool:
        return id_ in self.ids or (bool(number) and number in self.numbers)


@dataclass(frozen=True, slots=True)
class Looked:
    """What the company holds around a day, whoever made it: documents, what moved goods (of some, longer ago too), and how many
    units of an item of ours (by key) lie at none of our places (below zero: fewer are there than here)."""

    records: tuple[Record, ...] = ()
    movements: tuple[Movement, ...] = ()
    unplaced: Mapping[str, Decimal] = field(default_factory=dict)


def window(day: date) -> tuple[date, date]:
    """The first and last day to look at."""
    return day - WINDOW, day + WINDOW


def in_doubt(plan: Plan, connected: Connected, looked: Looked, ours: Ours) -> tuple[str, ...]:
    """The items there (Ids) of which units are missing, by more than is explained: what moved them longer ago may do that."""
    movements = [each for each in looked.movements if not ours.has(each.id, each.number)]
    return tuple(item for item, fall in _falls(plan, connected, looked.unplaced, movements) if fall > 0)


def _falls(
    plan: Plan, connected: Connected, unplaced: Mapping[str, Decimal], movements: Sequence[Movement]
) -> Iterator[tuple[str, Decimal]]:
    """Items of the goods that leave, each with the units missing there that no fall in the movements makes up for."""
    goods = (line for document in plan.documents for line in document.goods if line.quantity < 0)
    for key in dict.fromkeys(line.item for line in goods):
        if (item := connected.tracked(key)) is not None:
            explained = -sum((min(each.quantity, ZERO) for each in movements if each.item == item.id), ZERO)
            yield item.id, -unplaced.get(key, ZERO) - explained


def candidates(
    subject: str,
    on: date,
    plan: Plan,
    connected: Connected,
    looked: Looked,
    ours: Ours,
    tolerance: CostTolerance,
    *,
    at: datetime,
) -> tuple[FoundThere, ...]:
    """`subject` is the draft's id or the entry's number, `on` its day. Each document once, by the first sign that it shows; none
    that a person said stands for another."""
    first, last = (day.isoformat() for day in window(on))
    linked = {each.remote_id for each in connected.found if each.verdict is Verdict.THEIRS and each.subject != subject}
    others = [each for each in looked.movements if not ours.has(each.id, each.number)]
    theirs = [record for record in looked.records if first <= record.on <= last and not ours.has(record.id, record.number)]
    theirs = [record for record in theirs if record.id not in linked]
    moved = [each for each in others if first <= each.on <= last and each.id not in linked]
    search = _Search(subject, on, plan, connected, tolerance, at)
    found = [*search.same_goods(theirs), *search.same_amount(theirs, moved)]
    known = {each.remote_id for each in found} | {record.id for record in theirs}
    found += search.moved_by_hand(each for each in moved if each.id not in known)
    found += search.unexplained(looked.unplaced, others)
    return tuple({(each.kind, each.remote_id): each for each in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Search:
    subject: str
    on: date
    plan: Plan
    connected: Connected
    tolerance: CostTolerance
    at: datetime

    def same_goods(self, records: Iterable[Record]) -> Iterator[FoundThere]:
        ours = self._units()
        for record in records if ours else ():
            if record.kind not in MOVES_STOCK:
                continue
            both = {item: units for item, units in units_of(record.lines).items() if units * ours.get(item, ZERO) > 0}
            for item, units in both.items():
                yield self._document(record, f"moves {self._goods(item, units, ours[item])}")
                break

    def same_amount(self, records: Iterable[Record], movements: Iterable[Movement]) -> Iterator[FoundThere]:
        ours, moved = of_plan(self.plan, self.connected), tuple(movements)
        for record in records:
            theirs = of_record(record, moved, self.connected)
            if (same := self._shared(ours, theirs)) is not None:
                account, amount = same
                there = self.connected.snapshot.account(account)
                side = "debits" if amount > 0 else "credits"
                money = Money.rounded(abs(amount), self.connected.snapshot.preferences.currency)
                says = f"{side} {there.name if there else account} with {money}, as this does"
                yield self._document(record, says, abs(amount))

    def _shared(self, ours: Effect, theirs: Effect) -> tuple[str, Decimal] | None:
        """An account that both move by the same amount, where an account on the other side is common to both too."""
        common = [account for account in ours if ours[account] * theirs.get(account, ZERO) > 0]
        for account in common:
            other_side = any(ours[other] * ours[account] < 0 for other in common)
            if other_side and self._same(ours[account], theirs[account]):
                return account, theirs[account]
        return None

    def _same(self, ours: Decimal, theirs: Decimal) -> bool:
        """To the cent; of goods that QuickBooks values itself, as near as its cost is taken over unasked."""
        if not self.plan.estimated:
            return ours == theirs
        return abs(ours - theirs) <= min(abs(ours) * self.tolerance.percent / 100, self.tolerance.most)

    def moved_by_hand(self, movements: Iterable[Movement]) -> Iterator[FoundThere]:
        """Adjustments that only a report shows."""
        ours = self._units()
        for each in movements:
            if each.kind == BY_HAND and each.quantity * ours.get(each.item, ZERO) > 0:
                goods = self._goods(each.item, each.quantity, ours[each.item])
                says = f"{_named('InventoryAdjustment', each.number, each.id)} of {each.on} moves {goods}."
                yield self._found("InventoryAdjustment", each.id, each.number, each.on, abs(each.cost), says)

    def unexplained(self, unplaced: Mapping[str, Decimal], movements: Sequence[Movement]) -> Iterator[FoundThere]:
        """Items of which QuickBooks has fewer than our places hold, by more than what was sold or moved there makes up for."""
        for item, fall in _falls(self.plan, self.connected, unplaced, movements):
            there = self.connected.snapshot.item(item)
            if fall > 0 and there is not None:
                says = (
                    f"QuickBooks has {format_quantity(fall)} fewer of {there.name} than our places hold, "
                    "and no document here or there says why."
                )
                yield self._found(QUANTITY, item, "", self.on.isoformat(), None, says)

    def _units(self) -> dict[str, Decimal]:
        """Item Id to the signed units that the plan moves."""
        units: dict[str, Decimal] = {}
        for document in self.plan.documents:
            for goods in document.goods:
                if (link := self.connected.links.of(LinkKind.ITEM, goods.item)) is not None:
                    units[link.remote_id] = units.get(link.remote_id, ZERO) + goods.quantity
        return units

    def _goods(self, item: str, theirs: Decimal, ours: Decimal) -> str:
        there = self.connected.snapshot.item(item)
        name = there.name if there is not None else f"item {item}"
        beside = "as this does" if theirs == ours else f"this moves {format_quantity(ours)}"
        return f"{format_quantity(theirs)} of {name} ({beside})"

    def _document(self, record: Record, does: str, amount: Decimal | None = None) -> FoundThere:
        note = f" ({record.note[:60]!r})" if record.note else ""
        says = f"{_named(record.kind, record.number, record.id)} of {record.on}{note} {does}."
        return self._found(record.kind, record.id, record.number, record.on, amount, says)

    def _found(self, kind: str, id_: str, number: str, on: str, amount: Decimal | None, says: str) -> FoundThere:
        money = Money.rounded(amount, self.connected.snapshot.preferences.currency) if amount is not None else None
        return FoundThere(self.subject, kind, id_, number, self._day(on), money, says, self.at)

    def _day(self, told: str) -> date:
        """The document's own; the entry's, where that is no day."""
        try:
            return date.fromisoformat(told)
        except ValueError:
            return self.on


def _named(kind: str, number: str, id_: str) -> str:
    called = f" {number}" if number else ""
    return f"{SAYS_KIND.get(kind, kind)}{called} (Id {id_})"
