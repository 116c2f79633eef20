"""Goods that come and go to what they cost: first in, first out, or at the average.

A movement is one line of a transaction in one item: what comes in makes a layer, at a cost that its transaction states; what goes
out takes from the layers, the oldest day first, and has the cost they give. Taking is written down (`take`), so that a
transaction which is deleted or edited gives back to the same layers. Cents are rounded half up, and the units that empty a layer
take all that is left of its value.

On hand may fall below zero: units that no layer gives cost the last known cost (a take from layer 0), until goods come in; then
the movements that went short are costed anew. So are those that took from a layer which goes away and, in a company that
`costs_again`, all that are dated after a movement. `recosted` names the transactions whose cost changed by it; their postings are
the caller's to book.

Quantities and values are whole numbers of 0.00001 (see ledger.py). All this is our reading of what the service does;
docs/quickbooks.md says what of it is known.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from assistant.practice.ledger import exact, units
from assistant.practice.store import Store

SHORT = 0
A_CENT = 1000


@dataclass(frozen=True, slots=True)
class Move:
    """What one line does to an item: units in above zero, out below.

    `value` is a cost that is stated: always for what comes in, and for what goes out at a price of its own; the difference of
    such a price to the layers stays in the layers that are left, as far as there are any.
    """

    item: str
    quantity: Decimal
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Movement:
    id: int
    item: int
    tx: int
    day: str
    quantity: int
    value: int
    stated: int | None


@dataclass(slots=True)
class Stock:
    """The stock of one company during one request. `default_cost` is an item's, for one that never came in."""

    store: Store
    realm: str
    average: bool
    costs_again: bool
    default_cost: Callable[[str], Decimal]
    recosted: set[str] = field(default_factory=set)

    # What a company asks

    def on_hand(self, item: str) -> Decimal:
        return exact(self._holding(int(item))[0])

    def last_cost(self, item: str) -> Fraction:
        """The cost of a unit of the latest delivery, else the item's default cost."""
        sql = (
            "SELECT value, quantity FROM movement WHERE realm = ? AND item = ? AND quantity > 0 "
            "ORDER BY day DESC, id DESC LIMIT 1"
        )
        rows = self.store.run(sql, (self.realm, int(item)))
        return Fraction(*rows[0]) if rows else Fraction(self.default_cost(item))

    def at_last_cost(self, item: str, quantity: Decimal) -> Decimal:
        return exact(_cents(self.last_cost(item) * units(quantity)))

    def costs(self, tx: str) -> dict[int, Decimal]:
        """What a transaction's lines added to the value of stock, by line: below zero for what went out."""
        rows = self.store.run("SELECT line, value FROM movement WHERE realm = ? AND tx = ?", (self.realm, int(tx)))
        return {line: exact(value) for line, value in rows}

    def book(self, tx: str, entity: str, day: str, moves: Mapping[int, Move]) -> None:
        """Moves the goods of a transaction that has moved none yet, line by line."""
        for line, move in moves.items():
            stated = None if move.value is None else units(move.value)
            key = int(self.store.next_id(self.realm, "movement"))
            moved = _Movement(key, int(move.item), int(tx), day, units(move.quantity), 0, stated)
            sql = (
                "INSERT INTO movement (realm, id, item, tx, line, entity, day, quantity, value, stated) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)"
            )
            self.store.run(sql, (self.realm, key, moved.item, moved.tx, line, entity, day, moved.quantity, stated))
            unsettled = self._unsettled_by(moved)
            for other in unsettled:
                self._retract(other)
            self._apply(moved)
            self._apply_again(unsettled)

    def unbook(self, tx: str) -> None:
        """Takes a transaction's movements back, and costs those anew that cannot keep their cost."""
        own = self._movements("tx = ?", int(tx))
        again = {taker.id: taker for moved in own for taker in self._held_by(moved) if taker.tx != int(tx)}
        for moved in (*again.values(), *reversed(own)):
            self._retract(moved)
        for moved in own:
            self.store.run("DELETE FROM layer WHERE realm = ? AND movement = ?", (self.realm, moved.id))
            self.store.run("DELETE FROM movement WHERE realm = ? AND id = ?", (self.realm, moved.id))
        self._apply_again(again.values())

    # Costing anew

    def _unsettled_by(self, moved: _Movement) -> list[_Movement]:
        """Whose cost an added movement puts in question: those that went short, and in some companies all that are dated
        later."""
        short = self._takers(moved.item, SHORT) if moved.quantity > 0 else []
        later = self._later(moved) if self.costs_again else []
        return list({found.id: found for found in (*short, *later)}.values())

    def _held_by(self, moved: _Movement) -> list[_Movement]:
        """Whose cost a movement that goes away has a part in: who took of its layer, or is short of what it gives back."""
        held = self._later(moved) if self.costs_again else []
        if moved.quantity > 0:
            return held + self._takers(moved.item, moved.id)
        held += self._takers(moved.item, SHORT)
        if moved.stated is None:
            return held
        return held + [taker for layer, _, _ in self._takes(moved.id) for taker in self._takers(moved.item, layer)]

    def _apply_again(self, movements: Iterable[_Movement]) -> None:
        for moved in sorted(movements, key=lambda moved: (moved.day if self.costs_again else "", moved.id)):
            if self._apply(moved) != moved.value:
                self.recosted.add(str(moved.tx))

    # One movement

    def _apply(self, moved: _Movement) -> int:
        """Brings in or takes out, and answers what that adds to the value of stock."""
        if moved.quantity > 0:
            value = moved.stated or 0
            if not self.average:
                sql = "INSERT OR REPLACE INTO layer (realm, movement, item, day, quantity, value) VALUES (?, ?, ?, ?, ?, ?)"
                self.store.run(sql, (self.realm, moved.id, moved.item, moved.day, moved.quantity, value))
        elif self.average:
            value = -self._average_cost(moved)
        else:
            value = -self._take(moved, -moved.quantity)
        self.store.run("UPDATE movement SET value = ? WHERE realm = ? AND id = ?", (value, self.realm, moved.id))
        self._hold(moved.item, moved.quantity, value)
        return value

    def _retract(self, moved: _Movement) -> None:
        """The opposite of `_apply`: takes go back to their layers. A layer that came in stays, for its takers to be taken off
        it."""
        for layer, quantity, value in self._takes(moved.id):
            sql = "UPDATE layer SET quantity = quantity + ?, value = value + ? WHERE realm = ? AND movement = ?"
            self.store.run(sql, (quantity, value, self.realm, layer))
        self.store.run("DELETE FROM take WHERE realm = ? AND movement = ?", (self.realm, moved.id))
        self._hold(moved.item, -moved.quantity, -moved.value)

    def _take(self, moved: _Movement, needed: int) -> int:
        """What so many units cost, out of the layers."""
        cost = 0
        for layer, quantity, value in self._layers(moved.item):
            if not needed:
                break
            taken = min(needed, quantity)
            given = value if taken == quantity else _cents(Fraction(value * taken, quantity))
            self._write_take(moved, layer, taken, given)
            needed, cost = needed - taken, cost + given
        if needed:
            short = _cents(self.last_cost(str(moved.item)) * needed)
            self._write_take(moved, SHORT, needed, short)
            cost += short
        return cost if moved.stated is None else cost + self._leave(moved, moved.stated - cost)

    def _leave(self, moved: _Movement, difference: int) -> int:
        """Takes a difference in value from the oldest layer that is left, and answers how much of it that could give."""
        for layer, _, value in self._layers(moved.item):
            taken = min(difference, value)
            self._write_take(moved, layer, 0, taken)
            return taken
        return 0

    def _average_cost(self, moved: _Movement) -> int:
        quantity, value = self._holding(moved.item)
        if quantity == -moved.quantity:
            return value
        if moved.stated is not None:
            return moved.stated
        average = Fraction(value, quantity) if quantity > 0 and value > 0 else self.last_cost(str(moved.item))
        return _cents(average * -moved.quantity)

    # The tables

    def _holding(self, item: int) -> tuple[int, int]:
        rows = self.store.run("SELECT quantity, value FROM holding WHERE realm = ? AND item = ?", (self.realm, item))
        return rows[0] if rows else (0, 0)

    def _hold(self, item: int, quantity: int, value: int) -> None:
        sql = (
            "INSERT INTO holding (realm, item, quantity, value) VALUES (?, ?, ?, ?) ON CONFLICT (realm, item) "
            "DO UPDATE SET quantity = quantity + excluded.quantity, value = value + excluded.value"
        )
        self.store.run(sql, (self.realm, item, quantity, value))

    def _layers(self, item: int) -> list[tuple[int, int, int]]:
        """What is left in the layers, the oldest first: layer, quantity, value."""
        sql = "SELECT movement, quantity, value FROM layer WHERE realm = ? AND item = ? AND quantity > 0 ORDER BY day, movement"
        return self.store.run(sql, (self.realm, item))

    def _write_take(self, moved: _Movement, layer: int, quantity: int, value: int) -> None:
        sql = (
            "INSERT INTO take (realm, movement, layer, item, quantity, value) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (realm, movement, layer) "
            "DO UPDATE SET quantity = quantity + excluded.quantity, value = value + excluded.value"
        )
        self.store.run(sql, (self.realm, moved.id, layer, moved.item, quantity, value))
        sql = "UPDATE layer SET quantity = quantity - ?, value = value - ? WHERE realm = ? AND movement = ?"
        self.store.run(sql, (quantity, value, self.realm, layer))

    def _takes(self, movement: int) -> list[tuple[int, int, int]]:
        """Layer, quantity, value."""
        sql = "SELECT layer, quantity, value FROM take WHERE realm = ? AND movement = ?"
        return self.store.run(sql, (self.realm, movement))

    def _takers(self, item: int, layer: int) -> list[_Movement]:
        return self._movements(
            "id IN (SELECT movement FROM take WHERE realm = ? AND item = ? AND layer = ?)", self.realm, item, layer
        )

    def _later(self, moved: _Movement) -> list[_Movement]:
        """What went out of the item after a movement, by day; of what came in, anybody may have had a part."""
        day, key = (moved.day, moved.id) if moved.quantity < 0 else ("", 0)
        return self._movements("item = ? AND quantity < 0 AND (day, id) > (?, ?)", moved.item, day, key)

    def _movements(self, condition: str, *values: object) -> list[_Movement]:
        sql = f"SELECT id, item, tx, day, quantity, value, stated FROM movement WHERE realm = ? AND {condition} ORDER BY id"
        return [_Movement(*row) for row in self.store.run(sql, (self.realm, *values))]


def _cents(value: Fraction) -> int:
    """A value in 0.00001 to whole cents, half a cent up."""
    return int((Decimal(value.numerator) / Decimal(value.denominator) / A_CENT).quantize(Decimal(1), ROUND_HALF_UP)) * A_CENT
