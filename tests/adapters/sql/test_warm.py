"""Books as a process keeps them are the books as they are read anew, whatever was done to them, by whom, and in which process."""

import random  # noqa: TID251 - the run comes from a seed that is named where it fails
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.engine import migrate
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.adapters.sql.warm import KeptBooks
from assistant.bookkeeping import holding, precedents, receiving, updating
from assistant.bookkeeping.receiving import Received
from assistant.books.accounts import AccountType
from assistant.books.client_books import ClientBooks
from assistant.books.draft import DraftState
from assistant.books.found import FoundThere
from assistant.books.hold import Awaiting
from assistant.books.money import Money
from assistant.books.proposal import Quantity, QuantityPart, QuantityRelation
from assistant.books.question import Settled
from assistant.books.reading_context import reading_context
from assistant.errors import WriteoffError
from assistant.readers.rules.answers import RulesAnswerReader
from assistant.readers.rules.reader import RulesReader
from assistant.store import DraftQuery
from assistant.walk import EventRead, reading_of, walk
from assistant.workflow import Bookkeeper
from tests.adapters.sql.company import COMPANY, LINKS, REALM, SNAPSHOT
from tests.adapters.sql.pottery import FORGE, KILN, NOON, draft_of
from tests.adapters.sql.test_precedents import CONFIRMATION, PRECEDENT

SAMPLES = Path(__file__).parents[3] / "coa_samples"
TODAY = date(2026, 10, 6)
STEPS, SEEDS = 40, (1, 2)
CLIENTS = {"corner": "corner-hardware", "brauerei": "eulenbach-brewery"}  # one of them with a chart in another language
WAYS = ("{n} {item} smashed", "{n} {item} stolen", "write off $240 of damaged stock", "{n} {item} out of date")


def parts(books: ClientBooks) -> tuple[object, ...]:
    """All that is kept of the books."""
    return books.policy, books.chart, books.stock, books.differences, books.precedents, books.connected


def as_read_anew(store: SqlStore, client: str, *, without_draft: str = "") -> ClientBooks:
    with SqlStore(store.engine, store.place).client(client, reads=True) as transaction:
        return transaction.books(without_draft=without_draft)


@dataclass
class Firm:
    """Two processes at the same books, and somebody who does anything at all in one or the other."""

    stores: tuple[SqlStore, SqlStore]
    chance: random.Random
    ids: Iterator[int] = field(default_factory=count)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.at_work()

    def at_work(self) -> None:
        self.store, self.client = self.chance.choice(self.stores), self.chance.choice(sorted(CLIENTS))

    @property
    def keeper(self) -> Bookkeeper:
        return Bookkeeper(self.store, RulesReader(), RulesAnswerReader(), lambda: NOON, lambda: f"id-{next(self.ids)}")

    @property
    def books(self) -> ClientBooks:
        with self.store.client(self.client, reads=True) as transaction:
            return transaction.books()

    def text(self) -> str:
        item = self.chance.choice(self.books.stock.items[:4])  # few, so that they come again
        return self.chance.choice(WAYS).format(n=self.chance.randint(1, 4), item=item.name)

    def some_draft(self, *states: DraftState) -> str:
        with self.store.client(self.client, reads=True) as transaction:
            ids = [draft.id for draft in transaction.drafts(DraftQuery(states=frozenset(states)))]
        return self.chance.choice(ids) if ids else "D-0"

    def some_cost(self) -> str:
        return self.chance.choice([each.key for each in self.books.chart.of_type(AccountType.COST_OF_GOODS_SOLD)])

    # ── What may be done ─────────────────────────────────────────────────────────────────────────────────────────────

    def drafts(self) -> None:
        self.keeper.draft(self.client, self.text(), by="ann", today=TODAY)

    def drafts_a_list(self) -> None:
        texts = {n: self.text() for n in range(3)}
        self.keeper.draft_list(self.client, texts, by="ann", today=TODAY, batch=f"B-{next(self.ids)}")

    def approves(self) -> None:
        self.keeper.approve(self.client, self.some_draft(DraftState.WAITING), by="ann", today=TODAY)

    def corrects_and_approves(self) -> None:
        draft = self.some_draft(DraftState.WAITING)
        self.keeper.revise(self.client, draft, (), [(1, self.some_cost())], by="ann", today=TODAY)
        self.keeper.approve(self.client, draft, by="ann", today=TODAY)

    def revises(self) -> None:
        said = Quantity(QuantityRelation.EXACTLY, (QuantityPart(Decimal(5)),))
        settled = (Settled(words="5", quantity=said, about=0),)
        self.keeper.revise(self.client, self.some_draft(DraftState.WAITING), settled, by="ann", today=TODAY)

    def rejects(self) -> None:
        self.keeper.reject(self.client, self.some_draft(DraftState.WAITING), because="no", by="ann")

    def reverses(self) -> None:
        numbers = [entry.number for entry in self.books.history if not entry.reverses] or ["WO-0"]
        draft = self.keeper.reverse(self.client, self.chance.choice(numbers), because="found", by="ann", today=TODAY)
        self.keeper.approve(self.client, draft.id, by="ann", today=TODAY)

    def sets_aside(self) -> None:
        held = self.chance.choice([each for each in self.books.stock.holdings if each.on_hand > 1])
        about = self.store, self.client, held.item, Decimal(1), Awaiting.CLAIM
        holding.set_aside(*about, by="ann", at=NOON, place=held.location)

    def releases(self) -> None:
        holding.release(self.store, self.client, self.chance.randint(1, 3), by="ann", at=NOON)

    def receives(self) -> None:
        held = self.chance.choice(self.books.stock.holdings)
        place = self.chance.choice([held.location, "Annex"])
        received = [Received(held.item, place, Decimal(3), Decimal("2.5"))]
        receiving.receive(
            self.store, self.client, received, entry_date=TODAY, today=TODAY, by="ann", at=NOON, entry_id=f"in-{next(self.ids)}"
        )

    def updates_the_lists(self) -> None:
        now = self.books
        renamed = replace(now.stock.items[0], name=f"{now.stock.items[0].name} II")
        stock = replace(now.stock, items=(renamed, *now.stock.items[1:]))
        about = {"entry_date": TODAY, "by": "ann", "at": NOON, "entry_id": f"up-{next(self.ids)}"}
        updating.update(self.store, self.client, replace(now, stock=stock), **about)  # type: ignore[arg-type]

    def sets_the_policy(self) -> None:
        with self.store.client(self.client) as transaction:
            limit = Money(self.chance.randint(1, 90_000), self.books.currency)
            transaction.set_policy(replace(transaction.policy(), routine_limit=limit), by="ann", at=NOON)

    def sets_a_precedent(self) -> None:
        known = self.chance.choice(self.books.precedents.all or (None,))
        if known is not None and self.chance.random() < 0.3:
            precedents.forget(self.store, self.client, known.id, by="ann", at=NOON)
        elif known is not None:
            about = {"account": self.some_cost(), "item": "", "by": "ann", "today": TODAY, "at": NOON}
            precedents.set_choice(self.store, self.client, known.id, **about)  # type: ignore[arg-type]

    def connects(self) -> None:
        with self.store.client(self.client) as transaction:
            accounts = {link.ours: link for link in LINKS if link.kind.value == "vendor"}
            transaction.save_company(replace(COMPANY, realm=f"{REALM}-{self.client}"))
            pulled = replace(SNAPSHOT, pulled_at=NOON + timedelta(seconds=next(self.ids)))
            transaction.save_snapshot(f"{REALM}-{self.client}", pulled, unknown_from="WO-1001")
            transaction.save_links(f"{REALM}-{self.client}", accounts.values())

    def finds_something_there(self) -> None:
        found = FoundThere("D-1", "Purchase", str(next(self.ids)), "7", TODAY, None, "the same", NOON)
        with self.store.client(self.client) as transaction:
            transaction.save_found(f"{REALM}-{self.client}", [found])

    def forgets_the_company(self) -> None:
        with self.store.client(self.client) as transaction:
            transaction.forget_company()

    def is_undone(self) -> None:
        """All of it is seen within the transaction, and nothing of it afterwards."""
        with suppress(ZeroDivisionError), self.store.client(self.client) as transaction:
            transaction.books()
            account = self.chance.choice(self.books.chart.accounts).key
            self.by_another_hand(transaction.connection, account)
            assert transaction.books().chart[account].balance.minor == 12_345
            _ = 1 / 0

    def by_another_hand(self, connection: object = None, account: str = "") -> None:
        """SQL that no part of the program wrote."""
        change = text("UPDATE accounts SET balance_minor = 12345 WHERE client_id = :client AND key = :key")
        if connection is not None:
            connection.execute(change, {"client": self.client, "key": account})  # type: ignore[attr-defined]
            return
        with self.store.client(self.client) as transaction:
            values = {"client": self.client, "key": self.chance.choice(self.books.chart.accounts).key}
            transaction.connection.execute(change, values)

    VERBS: tuple[Callable[["Firm"], None], ...] = (
        drafts, drafts, drafts_a_list, approves, approves, approves, corrects_and_approves, revises, rejects, reverses,
        sets_aside, releases, receives, updates_the_lists, sets_the_policy, sets_a_precedent, connects, finds_something_there,
        forgets_the_company, is_undone, by_another_hand,
    )  # fmt: skip

    def step(self) -> None:
        self.at_work()
        verb = self.chance.choice(self.VERBS)
        with suppress(WriteoffError):  # refused: nothing is done, and that is seen too
            verb(self)
            self.done[verb.__name__] += 1


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_kept_is_what_is_read_anew(books_url: str, seed: int) -> None:
    with closing(open_books(books_url)) as one, closing(open_books(books_url)) as other:
        for client, sample in CLIENTS.items():
            one.add_client(read_client(SAMPLES / sample, client), by="ann", at=datetime(2026, 10, 1, tzinfo=UTC))
        firm = Firm((one, other), random.Random(seed))
        for step in range(STEPS):
            firm.step()
            for client in CLIENTS:
                store = firm.chance.choice(firm.stores)
                with store.client(client, reads=True) as transaction:
                    kept = transaction.books()
                anew = as_read_anew(store, client)
                assert parts(kept) == parts(anew), f"seed {seed}, step {step}, {client}"
        assert {"approves", "by_another_hand"} <= firm.done.keys(), firm.done
        for client in CLIENTS:
            _walks_alike(one, client, firm)


def _walks_alike(store: SqlStore, client: str, firm: Firm) -> None:
    """What was worked out of the kept chart and goods, in all that was done, leads to what fresh ones lead to."""
    with store.client(client, reads=True) as transaction:
        kept, anew = transaction.books(), as_read_anew(store, client)
        for item in kept.stock.items[:6]:
            for way in WAYS:
                said = way.format(n=2, item=item.name)
                outcomes = []
                for books in (kept, anew):
                    proposal = RulesReader().interpret(said, reading_context(books, TODAY, said))
                    reads = [EventRead(event, said, TODAY, reading_of(proposal)) for event in proposal.events]
                    outcomes.append([walk(read, books, today=TODAY) for read in reads])
                assert outcomes[0] == outcomes[1], said


def test_what_a_draft_holds_back_is_left_out_of_its_own_books(books_url: str) -> None:
    with closing(open_books(books_url)) as store:
        store.add_client(KILN, by="ann", at=NOON)
        with store.client("kiln") as transaction:
            first, second = draft_of(transaction, "3"), draft_of(transaction, "2")
            for draft, left in ((first, "2"), (second, "3")):
                books = transaction.books(without_draft=draft.id)
                assert books.stock.at("MUG", "Shop").reserved == Decimal(left)  # type: ignore[union-attr]
        assert parts(as_read_anew(store, "kiln"))[2] != KILN.stock


def test_what_nobody_touched_is_the_same_object(books_url: str) -> None:
    with closing(open_books(books_url)) as store:
        store.add_client(KILN, by="ann", at=NOON)
        seen = []
        for units in ("1", "2"):
            with store.client("kiln") as transaction:
                seen.append(transaction.books())
                draft_of(transaction, units)
        first, second = seen
        assert (first.chart, first.stock.items, first.policy) == (second.chart, second.stock.items, second.policy)
        assert first.chart is second.chart
        assert first.stock.items is second.stock.items
        assert first.stock is not second.stock


def test_books_whose_count_of_changes_began_anew_are_read_anew(books_url: str) -> None:
    """As those are that were put back from a copy, or came up from older tables."""
    with closing(open_books(books_url)) as store:
        store.add_client(KILN, by="ann", at=NOON)
        with store.client("kiln") as transaction:
            transaction.books()
        with store.engine.begin() as connection:
            migrate(connection, "0007")
            connection.execute(text("UPDATE accounts SET balance_minor = 77 WHERE client_id = 'kiln' AND key = '5050'"))
            migrate(connection)
        with store.client("kiln") as transaction:
            assert transaction.books().chart["5050"].balance.minor == 77


def test_the_books_asked_for_last_are_kept_while_there_is_room(books_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.adapters.sql.warm.MOST_ROWS", 10)
    with closing(open_books(books_url)) as store:
        for books in (KILN, FORGE):
            store.add_client(books, by="ann", at=NOON)
            with store.client(books.client, reads=True) as transaction:
                transaction.books()
        assert (store.kept.of("kiln"), store.kept.of("forge") is not None) == (None, True)
        with store.client("kiln", reads=True) as transaction:
            assert parts(transaction.books()) == parts(as_read_anew(store, "kiln"))


def test_older_books_do_not_take_the_place_of_newer(books_url: str) -> None:
    with closing(open_books(books_url)) as store:
        store.add_client(KILN, by="ann", at=NOON)
        with store.client("kiln", reads=True) as transaction:
            old = transaction.warm()
        with store.client("kiln") as transaction:
            draft_of(transaction)
            new = transaction.warm()
        kept = KeptBooks()
        kept.keep("kiln", new)
        kept.keep("kiln", old)
        assert kept.of("kiln") is new


def test_a_precedent_that_another_process_confirms_and_takes_back(books_url: str) -> None:
    with closing(open_books(books_url)) as store, closing(open_books(books_url)) as other:
        store.add_client(KILN, by="ann", at=NOON)
        again, id_ = replace(CONFIRMATION, entry="WO-1002"), PRECEDENT.id
        changes: tuple[tuple[Callable[[SqlTransaction], object], int], ...] = (
            (lambda books: books.confirm(PRECEDENT, CONFIRMATION), 1),
            (lambda books: books.confirm(books.precedent(id_), again), 2),
            (lambda books: books.take_back(books.precedent(id_), "WO-1002"), 1),
        )
        for change, times in changes:
            with other.client("kiln") as books:
                change(books)
            with store.client("kiln", reads=True) as books:
                assert [one.times for one in books.precedents()] == [times]
        with other.client("kiln") as books:
            books.forget(id_)
        with store.client("kiln", reads=True) as books:
            assert not books.precedents()
