"""A client's files read anew, against its books, to the differences a person is shown and what becomes of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from assistant.bookkeeping.doors import BooksStore
from assistant.bookkeeping.receiving import CONTROL_NAME, Receipt, Received, post_intake
from assistant.bookkeeping.settling import SETTLED_HERE, policy_words
from assistant.books.accounts import Chart
from assistant.books.client_books import ClientBooks
from assistant.books.goods import Holding
from assistant.books.people import Action
from assistant.books.quantity import format_quantity
from assistant.errors import RefusedByBooks
from assistant.stages.review import allow


@dataclass(frozen=True, slots=True)
class Update:
    """`changes` are taken over, a sentence each; `kept` differ and stay as the books have them; `received` are the units that
    came in (or left) since, at the cost on file."""

    changes: tuple[str, ...]
    kept: tuple[str, ...]
    received: tuple[Received, ...]


def compare(books: ClientBooks, on_file: ClientBooks) -> Update:
    """RefusedByBooks where the files are another currency's."""
    if on_file.currency != books.currency:
        raise RefusedByBooks(
            f"The books are kept in {books.currency}, the files in {on_file.currency}.", "Open them as another client."
        )
    received = tuple(_received(books, on_file))
    changes = (*_accounts(books.chart, on_file.chart), *_items(books, on_file), *(_says(row, books) for row in received))
    return Update(changes, tuple(_kept(books, on_file)), received)


def update(
    store: BooksStore, client: str, on_file: ClientBooks, *, entry_date: date, by: str, at: datetime, entry_id: str
) -> Receipt | None:
    """Takes over the lists, and posts an intake entry for units that differ. Balances, costs and policy stay the books' own."""
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.SETTLE_POLICY)
        books = transaction.books()
        found = compare(books, on_file)
        if not found.changes:
            return None
        if found.received and books.policy.is_closed(entry_date):
            says = f"The books are closed through {books.policy.books_closed_through}, and stock differs."
            raise RefusedByBooks(says, "Update on a later day.", code="period_closed")
        ours = [account for account in books.chart if account.key == CONTROL_NAME and account.key not in on_file.chart]
        transaction.update_lists(Chart((*on_file.chart.accounts, *ours)), on_file.stock)
        detail = {"changes": list(found.changes), "openings_sha256": transaction.openings_digest()}
        transaction.record(at=at, who=by, what="client.updated", subject=client, detail=detail)
        if not found.received:
            return None
        return post_intake(
            transaction, found.received, entry_date=entry_date, by=by, at=at, entry_id=entry_id, memo="Stock as on file"
        )


def _accounts(now: Chart, on_file: Chart) -> Iterator[str]:
    for account in on_file:
        known = now.get(account.key)
        if known is None:
            yield f"Account {account.label} is new, with a balance of {account.balance}."
        elif known.label != account.label:
            yield f"Account {known.label} is now called {account.name}."
        elif known.type is not account.type:
            yield f"Account {account.label} is now of type {account.type.value} (was {known.type.value})."
        elif known.usable != account.usable:
            yield f"Account {account.label} {'may be posted to again' if account.usable else 'takes no more postings'}."
    for account in now:
        if account.key not in on_file and account.active and account.key != CONTROL_NAME:
            yield f"Account {account.label} is gone from the list and becomes inactive."


def _items(books: ClientBooks, on_file: ClientBooks) -> Iterator[str]:
    for item in on_file.stock:
        known = books.stock.item(item.key)
        if known is None:
            yield f"Item {item.key} ({item.name}) is new."
        elif (known.name, known.unit, known.units_per_case) != (item.name, item.unit, item.units_per_case):
            yield f"Item {item.key} is now {item.name}, by the {item.unit}."
        elif known.selling_price != item.selling_price:
            sells = f"sells for {item.selling_price}" if item.selling_price is not None else "has no selling price"
            yield f"Item {item.key} now {sells}."


def _received(books: ClientBooks, on_file: ClientBooks) -> Iterator[Received]:
    for holding in on_file.stock.holdings:
        held = books.stock.at(holding.item, holding.location)
        more = holding.on_hand - (held.on_hand if held else Decimal(0))
        if more:
            yield Received(holding.item, holding.location, more, _cost(holding, held))


def _cost(holding: Holding, held: Holding | None) -> Decimal:
    """The last cost on file; where there is none, what the books carry the item at."""
    layers = holding.layers or (held.layers if held else ())
    return layers[-1].unit_cost if layers else Decimal(0)


def _says(row: Received, books: ClientBooks) -> str:
    held = books.stock.at(row.item, row.location)
    place = f" @ {row.location}" if row.location else ""
    now = format_quantity(held.on_hand) if held else "none"
    verb = "more came in" if row.quantity > 0 else "fewer are there"
    return f"{row.item}{place}: {now} in the books, {format_quantity(abs(row.quantity))} {verb} on file."


def _kept(books: ClientBooks, on_file: ClientBooks) -> Iterator[str]:
    """What differs and is not taken over."""
    balances = [a.key for a in on_file.chart if a.key in books.chart and books.chart[a.key].balance != a.balance]
    if balances:
        of = "1 account has" if len(balances) == 1 else f"{len(balances)} accounts have"
        yield f"{of} another balance on file; the books keep their own, which entries have moved."
    if books.name != on_file.name:
        yield f"The files call the client {on_file.name}; the books, {books.name}."
    mine, theirs = policy_words(books.policy), policy_words(on_file.policy)
    if differ := [name for name in mine if name not in SETTLED_HERE and mine[name] != theirs[name]]:
        yield f"The policy on file differs in {', '.join(differ)}; the books keep theirs (writeoff policy set changes it)."
