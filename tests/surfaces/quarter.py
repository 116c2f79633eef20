"""A quarter-end at a firm: two hundred drafts of six clients, read by the rules as people type them, and some posted already."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from assistant import wiring
from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.settling import set_role
from assistant.books.client_books import ClientBooks
from assistant.books.draft import DraftState
from assistant.books.quantity import plain_quantity
from tests.surfaces.firm import ADA, BEA, CAL, DEE, ROLES, SAMPLES

CLIENTS = (
    "corner-hardware", "eulenbach-brewery", "foxglove-books", "glenbrack-coop", "lakeshore-pharmacy", "voltcrate-electronics",
)  # fmt: skip
A_CLIENT = 34  # drafts of each: 204 in all
CLERKS = (CAL, DEE, BEA)  # who type
POSTED = 6  # of each client's, posted before the quarter's end
LAST_DAY = date(2026, 10, 31)
NOON = datetime(2026, 10, 31, 12, 0, tzinfo=UTC)
TEXTS = (
    "{few} {name} damaged when the shelf gave way{place}, {day}",
    "{few} {name} stolen{place}, noticed on {day}",
    "counted {counted} {name}{place}, the books say {booked}",
    "{few} {name} past their date, thrown out on {day}",
    "some {name} went missing",
    "write off {amount} of damaged stock",
    "one {name} was opened by a customer and cannot be sold",
    "{many} {name}, water damage{place}",
)


def quarter(folder: Path, *, a_client: int = A_CLIENT) -> SqlStore:
    """The firm's books at the end of the quarter: so many drafts of each client, the first few of them posted."""
    store = open_books(str(folder / "firm.db"))
    keeper = replace(wiring.bookkeeper(store, wiring.rules_reader()), now=lambda: NOON)
    for client in CLIENTS:
        books = read_client(SAMPLES / client, client)
        store.add_client(books, by=ADA, at=NOON)
        for name, role in ROLES.items():
            if name != ADA:
                set_role(store, client, name, role, by=ADA, at=NOON)
        for n, text in enumerate(islice(texts_of(books), a_client)):
            by = CLERKS[n % len(CLERKS)]
            drafts = keeper.draft(client, text, by=by, today=LAST_DAY).drafts
            if n < POSTED:
                for draft in drafts:
                    if draft.state is DraftState.WAITING:
                        keeper.approve(client, draft.id, by=BEA, today=LAST_DAY)
    return store


def texts_of(books: ClientBooks) -> Iterator[str]:
    """What a shop's people write, about its own goods, without end."""
    held = [holding for holding in books.stock.holdings if holding.on_hand >= 8 and holding.cost_known]
    for n, (holding, text) in enumerate(zip(cycle(held), cycle(TEXTS), strict=False)):
        item = books.stock.item(holding.item)
        assert item is not None, holding
        on_hand = holding.on_hand
        yield text.format(
            name=item.name,
            few=2 + n % 5,
            many=plain_quantity(on_hand.to_integral_value() * 4),
            counted=plain_quantity(on_hand - 1 - n % 3),
            booked=plain_quantity(on_hand),
            place=f" at {holding.location}" if holding.location else "",
            day=(LAST_DAY - timedelta(days=n % 30)).isoformat(),
            amount=f"{40 + 13 * n}.00",
        )
