"""Goods set aside at their place until they go back, are destroyed, or a claim is settled; and let go again.

What is set aside is owned and counted, moves no value, and stands in no entry's way: people are told that it is not to be used.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from assistant.books.hold import Awaiting, Hold
from assistant.books.people import Action
from assistant.books.quantity import checked_quantity, format_quantity, plain_quantity
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from assistant.stages.review import allow
from assistant.store import ClientTransaction

LONGEST_NOTE = 500  # characters
ZERO = Decimal(0)


class HoldingTransaction(ClientTransaction, Protocol):
    def hold(self, n: int) -> Hold:
        """The hold of this number, or NotFound."""
        ...

    def holds(self, item: str = "") -> tuple[Hold, ...]: ...
    def next_hold(self) -> int: ...
    def save_hold(self, hold: Hold) -> None: ...
    def item_named(self, said: str) -> str:
        """The item's own key, or NotFound."""
        ...

    def on_hand_of(self, item: str) -> dict[str, Decimal]:
        """Place to units on hand of the item."""
        ...


class HoldingStore(Protocol):
    def client(self, client: str) -> AbstractContextManager[HoldingTransaction]: ...


def set_aside(
    store: HoldingStore,
    client: str,
    item: str,
    quantity: Decimal,
    awaiting: Awaiting,
    *,
    by: str,
    at: datetime,
    place: str = "",
    note: str = "",
) -> Hold:
    """Units of an item at a place (which may be left out where it lies at one alone), set aside from now on.

    Errors: NotAllowed, NotFound for an item or place that is none, WrongUsage for no units, RefusedByBooks for more than lie
    there and are not set aside already.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.HANDLE)
        item = transaction.item_named(item)
        on_hand = transaction.on_hand_of(item)
        place = _place(item, place, on_hand)
        _refuse_no_units(quantity)
        already = sum((hold.quantity for hold in transaction.holds(item) if hold.location == place), ZERO)
        free = max(on_hand[place] - already, ZERO)
        if quantity > free:
            there = f"{format_quantity(on_hand[place])} of {item} are on hand{_at(place)}"
            taken = f", {format_quantity(min(already, on_hand[place]))} of them set aside already" if already else ""
            raise RefusedByBooks(
                f"{there}{taken}: {format_quantity(quantity)} cannot be set aside.",
                f"Set aside at most {format_quantity(free)}." if free else "Release what is set aside first.",
                code="not_enough_stock",
            )
        hold = Hold(transaction.next_hold(), item, place, quantity, awaiting, _note(note), by, at)
        transaction.save_hold(hold)
        detail: dict[str, object] = {"item": item, "place": place, "quantity": plain_quantity(quantity)}
        detail |= {"awaiting": awaiting.value} | ({"note": hold.note} if hold.note else {})
        transaction.record(at=at, who=by, what="stock.set_aside", subject=hold.name, detail=detail)
        return hold


def release(
    store: HoldingStore, client: str, n: int, quantity: Decimal | None = None, *, by: str, at: datetime
) -> Hold:  # fmt: skip
    """A hold let go, in part where a quantity is given: as it stands then. A part that is let go becomes a released hold of its
    own, so that what is left keeps its number.

    Errors: NotAllowed, NotFound, RefusedByBooks where it is released already, WrongUsage for no units or more than it holds.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.HANDLE)
        hold = transaction.hold(n)
        if hold.released_at is not None:
            raise RefusedByBooks(f"{hold.name} was released by {hold.released_by} already.")
        let_go = hold.quantity if quantity is None else quantity
        _refuse_no_units(let_go)
        if let_go > hold.quantity:
            raise WrongUsage(
                f"{hold.name} holds {format_quantity(hold.quantity)}, so {format_quantity(let_go)} cannot be released.",
                "Release that many or fewer.",
            )
        if let_go == hold.quantity:
            after = replace(hold, released_by=by, released_at=at)
        else:
            part = replace(hold, n=transaction.next_hold(), quantity=let_go, released_by=by, released_at=at)
            transaction.save_hold(part)
            after = replace(hold, quantity=hold.quantity - let_go)
        transaction.save_hold(after)
        left = after.quantity if after.released_at is None else ZERO
        detail: dict[str, object] = {"item": hold.item, "place": hold.location, "quantity": plain_quantity(let_go)}
        detail |= {"left": plain_quantity(left)}
        transaction.record(at=at, who=by, what="stock.released", subject=hold.name, detail=detail)
        return after


def _place(item: str, said: str, on_hand: Mapping[str, Decimal]) -> str:
    wanted = " ".join(said.split()).casefold()
    alike = [place for place in on_hand if " ".join(place.split()).casefold() == wanted]
    if len(alike) == 1:
        return alike[0]
    if not wanted and len(on_hand) == 1:
        return next(iter(on_hand))
    there = ", ".join(place or "no named place" for place in on_hand)
    if not there:
        raise NotFound(f"{item} lies at no place.", "Take it in first: writeoff stock receive.")
    if not wanted:
        raise WrongUsage(f"{item} lies in {there}.", "Say at which place.")
    raise NotFound(f"{item} does not lie at {said}.", f"It lies in {there}.")


def _refuse_no_units(quantity: Decimal) -> None:
    try:
        checked_quantity(quantity)
    except ValueError as error:
        raise WrongUsage(f"{error}.", "Write a number of units, with at most six decimals.") from error
    if quantity <= 0:
        raise WrongUsage(f"{format_quantity(quantity)} is no number of units to set aside or release.", "Write one above 0.")


def _note(said: str) -> str:
    note = " ".join(said.split())
    if len(note) > LONGEST_NOTE:
        raise WrongUsage(f"A note of {len(note)} characters is too long.", f"Keep to {LONGEST_NOTE}.")
    return note


def _at(place: str) -> str:
    return f" at {place}" if place else ""
