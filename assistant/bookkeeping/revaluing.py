"""Goods whose quantity agrees with QuickBooks and whose value does not, to an entry that carries them at what QuickBooks does.

QuickBooks' own cost leads for goods it tracks: bills and sales there cost what they cost there. No unit moves, nothing is sent.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from assistant.bookkeeping.doors import BooksTransaction
from assistant.bookkeeping.receiving import Receipt, opened_control
from assistant.bookkeeping.reports import item_named
from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import StockMove
from assistant.books.money import Money, allocate, total
from assistant.books.people import Action
from assistant.books.policy import StockKeptBy
from assistant.books.posted_record import answered_for
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.errors import RefusedByBooks
from assistant.stages.linking.places import compared
from assistant.stages.review import allow
from assistant.syncing.variance import Gap, Layers, merged

UNCOSTED = frozenset({DocumentState.UNCOSTED})


class RevaluingTransaction(BooksTransaction, Protocol):
    def connected(self) -> Connected | None: ...
    def documents(
        self, realm: str, *, entry: str = "", states: frozenset[DocumentState] = frozenset()
    ) -> tuple[RemoteDocument, ...]: ...


class RevaluingStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[RevaluingTransaction]: ...


def revalue(
    store: RevaluingStore, client: str, items: Sequence[str], *, by: str, today: date, at: datetime, entry_id: str
) -> Receipt:
    """Posts the entry, against the control account of goods received. `items` are named as a person does; none: all that differ.

    Errors: NotAllowed; NotFound for an item that is none; RefusedByBooks where nothing was pulled, these books' own stock leads,
    the day is closed, a cost is still to be read, units of an item are unplaced or on their way, or nothing differs.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.APPROVE)
        books, connected = transaction.books(), transaction.connected()
        if connected is None:
            raise RefusedByBooks(
                f"Nothing was pulled from a company of {client} yet.", "First: writeoff qbo pull", code="not_pulled"
            )
        _refuse_unready(books, today)
        if uncosted := transaction.documents(connected.realm, states=UNCOSTED):
            says = f"What {uncosted[0].entry} cost in QuickBooks is still to be read."
            raise RefusedByBooks(says, "First: writeoff sync")
        differing = _differing([item_named(books, said) for said in items], books, connected)
        if not differing:
            says = "No goods are carried at another value in QuickBooks, as far as quantities agree."
            raise RefusedByBooks(says, "writeoff qbo reconcile compares all.")
        control, opened = opened_control(transaction, books)
        gaps = [gap for item, more in differing.items() for gap in _gaps(item, more, control.key, books)]
        layers = Layers(books.stock)
        moves = merged(move for gap in gaps for move in layers.take(gap))
        number, pulled_at = transaction.next_entry_number(), connected.snapshot.pulled_at
        entry = PostedEntry(
            id=entry_id, number=number, entry_date=today, kind=Kind.COST_VARIANCE, reason=Reason.OTHER,
            memo=f"Carried as QuickBooks had them on {pulled_at:%Y-%m-%d %H:%M} UTC", lines=_lines(moves, control.key),
            goods=tuple((move.item, move.location, Decimal(0)) for move in moves), moves=moves, posted_by=by, posted_at=at,
        )  # fmt: skip
        transaction.post(entry)
        detail: dict[str, object] = {
            "kind": entry.kind.value,
            "goods": [[move.item, move.location, move.value.plain()] for move in moves],
        }
        transaction.record(at=at, who=by, what="entry.posted", subject=number, detail=detail | answered_for(entry))
        return Receipt(entry, opened)


def _refuse_unready(books: ClientBooks, today: date) -> None:
    if books.policy.stock_kept_by is not StockKeptBy.QUICKBOOKS:
        says = "By this client's policy QuickBooks' cost does not lead."
        raise RefusedByBooks(says, "Let it: writeoff policy set stock_kept_by quickbooks")
    if books.policy.is_closed(today):
        says = f"The books are closed through {books.policy.books_closed_through}."
        raise RefusedByBooks(says, "Revalue the goods on a later day.", code="period_closed")


def _differing(named: Sequence[str], books: ClientBooks, connected: Connected) -> dict[str, Money]:
    """Item to how much more QuickBooks carries it at. RefusedByBooks for one that is named and whose units differ."""
    found: dict[str, Money] = {}
    for each in compared(books):
        if named and each.item not in named:
            continue
        if each.quantity or each.under_way:
            if named:
                says = f"Units of {each.item} are unplaced, or on their way to QuickBooks."
                raise RefusedByBooks(says, "Settle these first: writeoff qbo reconcile says how.", code="unplaced")
            continue
        there = connected.tracked(each.item)
        stated = connected.snapshot.values.get(there.id) if there is not None else None
        held = [holding for holding in books.stock.held(each.item) if holding.on_hand > 0]
        if stated is not None and held:
            more = Money.rounded(stated, books.currency) - total((one.value(books.currency) for one in held), books.currency)
            found |= {each.item: more} if more else {}
    return found


def _gaps(item: str, more: Money, control: str, books: ClientBooks) -> list[Gap]:
    """The difference, shared among its places by their units."""
    held = [holding for holding in books.stock.held(item) if holding.on_hand > 0]
    shares = allocate(-more, [holding.on_hand for holding in held])
    return [Gap(item, one.location, one.account, control, share) for one, share in zip(held, shares, strict=True) if share]


def _lines(moves: Sequence[StockMove], control: str) -> tuple[Line, ...]:
    """What each inventory account gains or gives, and the control account against all of it."""
    sums: dict[str, Money] = {}
    for move in moves:
        sums[move.account] = sums.get(move.account, replace(move.value, minor=0)) + move.value
    whole = total(sums.values(), next(iter(sums.values())).currency)
    rows = [*((account, amount, Role.INVENTORY) for account, amount in sums.items()), (control, -whole, Role.CONTROL)]
    lines = [
        Line(Side.DEBIT if amount.minor > 0 else Side.CREDIT, account, abs(amount), role)
        for account, amount, role in rows
        if amount
    ]
    return tuple(sorted(lines, key=lambda line: line.side is Side.CREDIT))
