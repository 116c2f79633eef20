"""What must be true of one client's books, kept beside them and worked out anew: layers, balances, numbers, drafts, the trail.

Nothing here asks the books or a stage how it is done. Amounts are whole cents, debits positive; units are exact decimals.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.entry import PostedEntry
from assistant.books.goods import LayerMove

Place = tuple[str, str]  # item and location
Units = Mapping[Place, Decimal]
ZERO, CENT = Decimal(0), Decimal("0.01")
FIRST = 1001


@dataclass
class Layer:
    """Units that came in together, worth `minor` cents; `order` is that in which layers are used."""

    id: str
    order: tuple[bool, date, int]
    units: Decimal
    cost: Decimal
    minor: int


@dataclass(frozen=True)
class Told:
    """What a text (or a command) means: units that leave, of all but so many where `all_but` says, or that come back to the
    entry that it `reverses` (all of them where none are named); the day, where it names one."""

    reason: str
    units: Units = field(default_factory=dict)
    all_but: int | None = None
    day: date | None = None
    insured: bool = False
    reverses: str = ""
    values: bool = True  # whether the goods leave at what their layers say
    asks: bool = False  # a number is missing
    untraced: bool = False  # a number that the text does not say: the model's own

    def leaving(self, truth: "Truth") -> Units:
        """The units as the books stand."""
        if self.reverses:
            return {}
        if self.all_but is None:
            return self.units
        return {place: truth.on_hand(place) - self.all_but for place in self.units}

    def must_ask(self, truth: "Truth") -> bool:
        """Whether a number is missing: none was told, or fewer are there than were to be left."""
        return self.asks or any(units <= 0 for units in self.leaving(truth).values())


@dataclass
class Drafted:
    """A draft: what it means, as it was last shown, its day, and who had a hand in it."""

    told: Told
    shown: Draft
    day: date
    by: str
    hands: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)  # kinds of evidence that it has
    waived: dict[str, int] = field(default_factory=dict)  # need to the cents up to which it is waived

    @property
    def state(self) -> str:
        return self.shown.state.value

    @property
    def amount(self) -> int:
        lines = self.shown.entry.lines if self.shown.entry is not None else ()
        return sum(line.amount.minor for line in lines if line.side is Side.DEBIT)


@dataclass
class Rules:
    """What the client's policy says of approvals, in cents."""

    routine: int = 500_00
    closed: date | None = None
    two_pairs: int | None = None
    evidence: int | None = None


@dataclass
class Truth:
    layers: dict[Place, list[Layer]]
    balances: Counter[str]
    people: dict[str, tuple[str, int | None]]  # role and limit
    rules: Rules = field(default_factory=Rules)
    entries: dict[str, PostedEntry] = field(default_factory=dict)
    drafts: dict[str, Drafted] = field(default_factory=dict)
    held: dict[int, tuple[Place, Decimal]] = field(default_factory=dict)
    trail: int = 0  # events so far
    last_hash: str = ""
    of_draft: dict[str, str] = field(default_factory=dict)  # draft to the number of its entry

    @classmethod
    def of(cls, books: ClientBooks, people: Mapping[str, tuple[str, int | None]]) -> "Truth":
        layers = {
            (holding.item, holding.location): [
                Layer(each.id, order(each.received, n), each.quantity, each.unit_cost, each.value.minor)
                for n, each in enumerate(holding.layers, 1)
            ]
            for holding in books.stock.holdings
        }
        for there in layers.values():
            there.sort(key=lambda layer: layer.order)
        signed = {each.key: each.balance.minor * (1 if each.type.normal_side is Side.DEBIT else -1) for each in books.chart}
        return cls(layers, Counter(signed), dict(people))

    @property
    def next_number(self) -> str:
        return f"WO-{FIRST + len(self.entries)}"

    def on_hand(self, place: Place) -> Decimal:
        return sum((layer.units for layer in self.layers.get(place, ())), ZERO)

    def reserved(self, place: Place, *, without: str = "") -> Decimal:
        """What waiting drafts would take, as they were last worked out."""
        waiting = (each.shown for key, each in self.drafts.items() if key != without and each.state == "waiting")
        moves = (move for draft in waiting if draft.entry is not None for move in draft.entry.valued.moves)
        return sum((-move.quantity for move in moves if (move.item, move.location) == place and move.quantity < 0), ZERO)

    def available(self, place: Place, *, without: str = "") -> Decimal:
        return self.on_hand(place) - self.reserved(place, without=without)

    # ── What must come of it ─────────────────────────────────────────────────────────────────────────────────────────

    def cost(self, place: Place, units: Decimal) -> dict[str, tuple[Decimal, int]]:
        """Layer to the units and cents that leave it: the oldest first. A layer that is emptied gives all that it is worth, the
        last one its units at their cost, rounded half up, and never more than it is worth."""
        found, left = {}, units
        for layer in self.layers[place]:
            taken = min(left, layer.units)
            if taken > 0:
                share = (taken * layer.cost).quantize(CENT, ROUND_HALF_UP)
                found[layer.id] = taken, layer.minor if taken == layer.units else min(int(share * 100), layer.minor)
                left -= taken
        return found

    def problems(self, drafted: Drafted, *, draft: str, today: date) -> set[str]:
        """The codes of what must keep the draft from being posted today."""
        found, told = set(), drafted.told
        units = told.leaving(self)
        if any(number > self.available(place, without=draft) for place, number in units.items()):
            found.add("not_enough_stock")
        if self.rules.closed is not None and drafted.day <= self.rules.closed:
            found.add("period_closed")
        if drafted.day > today:
            found.add("future_date")
        found |= {"untraced_number"} if told.untraced else set()
        if told.reverses and self.is_back(told):
            found.add("already_reversed")
        return found

    def is_back(self, told: Told) -> bool:
        """Whether more is taken back than is left of the entry."""
        left = self.left_of(told.reverses)
        if not told.units:  # all that is left
            return not self.lines_left(told.reverses)
        by_item: Counter[str] = Counter()
        for (item, _), number in left.items():
            by_item[item] += number  # type: ignore[assignment]
        return any(number > by_item[item] for (item, _), number in told.units.items())

    def left_of(self, number: str) -> dict[Place, Decimal]:
        """Units of the entry that no reversal brought back."""
        left: dict[Place, Decimal] = {}
        for entry in self._of(number):
            for item, location, units in entry.goods:
                left[item, location] = left.get((item, location), ZERO) + units
        return {place: units for place, units in left.items() if units}

    def lines_left(self, number: str) -> bool:
        """Whether anything of the entry is left in the accounts or the stock."""
        sums: Counter[str] = Counter()
        for entry in self._of(number):
            sums.update(effect(entry))
        return any(sums.values()) or bool(self.left_of(number))

    def _of(self, number: str) -> Iterable[PostedEntry]:
        return (each for each in self.entries.values() if number in (each.number, each.reverses))

    def missing(self, drafted: Drafted) -> set[str]:
        """The needs of a draft that no file meets and nobody waived; none where the policy wants none for its amount."""
        if self.rules.evidence is None or drafted.amount <= self.rules.evidence or drafted.told.reverses:
            return set()
        needs = {drafted.told.reason: SHOWN_BY.get(drafted.told.reason, set())} | (
            {"recovery": {"insurer_letter"}} if drafted.told.insured else {}
        )
        met = {need for need, kinds in needs.items() if not kinds or kinds & drafted.files}
        waived = {need for need, cents in drafted.waived.items() if drafted.amount <= cents}
        return set(needs) - met - waived

    # ── What came of it ──────────────────────────────────────────────────────────────────────────────────────────────

    def take(self, entry: PostedEntry) -> list[str]:
        """Adds an entry that was posted; what is wrong with it, a sentence each."""
        amiss = [] if entry.number == self.next_number else [f"{entry.number} was posted where {self.next_number} was due"]
        moved = sum(line.amount.minor if line.side is Side.DEBIT else -line.amount.minor for line in entry.lines)
        amiss += [f"{entry.number} is out of balance by {moved} cents"] if moved else []
        amiss += [f"{entry.number} has a line of {line.amount}" for line in entry.lines if line.amount.minor <= 0]
        for move in entry.moves:
            if sum((part.quantity for part in move.layers), ZERO) != move.quantity:
                amiss.append(f"{entry.number} moves {move.quantity} of {move.item}, and its layers otherwise")
            for part in move.layers:
                self._move((move.item, move.location), part, entry)
            if self.on_hand((move.item, move.location)) < 0:
                amiss.append(f"{entry.number} takes {move.item} at {move.location} below nothing")
            if any(layer.minor < 0 or layer.units < 0 for layer in self.layers[move.item, move.location]):
                amiss.append(f"{entry.number} takes a layer of {move.item} at {move.location} below nothing")
        self.balances.update(effect(entry))
        self.entries[entry.number] = entry
        if entry.draft_id:
            amiss += [f"{entry.draft_id} was posted twice"] if entry.draft_id in self.of_draft else []
            self.of_draft[entry.draft_id] = entry.number
        return amiss

    def _move(self, place: Place, part: LayerMove, entry: PostedEntry) -> None:
        there = self.layers.setdefault(place, [])
        layer = next((each for each in there if each.id == part.layer), None)
        if layer is None:
            layer = Layer(part.layer, order(entry.entry_date, len(there) + 1), ZERO, part.unit_cost, 0)
            there.append(layer)
            there.sort(key=lambda each: each.order)
        layer.units += part.quantity
        layer.minor += part.value.minor
        if part.quantity >= 0 and part.unit_cost != layer.cost and layer.units > 0:
            layer.cost = Decimal(layer.minor) / 100 / layer.units  # a new average is struck

    def left_at(self, entry: PostedEntry, told: Told) -> list[str]:
        """What an entry that is about to be taken says otherwise than the text and the layers do."""
        amiss = []
        moved = {(move.item, move.location): move for move in entry.moves if move.quantity < 0}
        units = {place: number for place, number in told.leaving(self).items() if number}
        if units != {place: -move.quantity for place, move in moved.items()}:
            return [f"{entry.number} moves {[(key, str(move.quantity)) for key, move in moved.items()]}, told were {units}"]
        for place, number in units.items() if told.values else ():
            parts = {part.layer: (-part.quantity, -part.value.minor) for part in moved[place].layers if part.quantity}
            if parts != self.cost(place, number):
                amiss.append(f"{entry.number} takes {parts} of {place}, and its layers give {self.cost(place, number)}")
        return amiss

    def wholly_back(self, number: str) -> list[str]:
        """Whether an entry all of which came back left nothing behind, in no account and no layer."""
        if self.left_of(number):
            return []
        sums: Counter[str] = Counter()
        for entry in self._of(number):
            sums.update(effect(entry))
        rest = {key: cents for key, cents in sums.items() if cents}
        return [f"{number} is taken back, and leaves {rest} behind"] if rest else []


SHOWN_BY = {
    "stolen": {"police_report", "incident_note"},
    "damaged": {"photo", "damage_report"},
    "lost": {"count_sheet"},
    "expired": {"destruction_record", "notice"},
    "supplier_error": {"credit_note"},
}


def order(received: date | None, position: int) -> tuple[bool, date, int]:
    """Units without a day are the oldest."""
    return received is not None, received or date.min, position


def effect(entry: PostedEntry) -> Counter[str]:
    """Account to what the entry adds to it."""
    sums: Counter[str] = Counter()
    for line in entry.lines:
        sums[line.account] += line.amount.minor if line.side is Side.DEBIT else -line.amount.minor
    return sums
