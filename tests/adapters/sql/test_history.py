"""The journal asked of the database answers every question as the same entries at hand do, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from sqlalchemy import text

from assistant.adapters.sql import all_entries
from assistant.adapters.sql.engine import bring_up_to_date, migrate
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState
from assistant.books.entry import History, Line, PostedEntry, likeness
from assistant.books.event import ResolvedGoods
from assistant.books.goods import ReserveMove
from assistant.books.likeness import Likeness
from assistant.books.money import Money
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason
from tests.adapters.sql.pottery import KILN, NOON, broken, draft_of, mended

FIRST = date(2026, 9, 1)
TEXTS = ("", "12 mugs broke", "reverse WO-1042", "undo 1025, not 1,042", "JE-7 was wrong", "take back adj and 007", "1999 mugs")
PLACES = (("MUG", "Shop"), ("MUG", "Store"), ("Clay", ""))
BROUGHT = ("WO-12", "JE-7", "ADJ", "JE-1007", "WO-1003")


def entry(at: int, number: str) -> PostedEntry:
    """One of many that repeat each other in part: few goods, few amounts, few days, some without goods, some that reserve."""
    amount, day = Money(100 * (1 + at % 4), "USD"), FIRST + timedelta(days=at * 5 % 17)
    named, places = at % 6 == 1, PLACES[: at % 3 + 1] if at % 4 else ()
    goods = tuple((item, place, Decimal(1 + at % 3)) for item, place in places)
    return PostedEntry(
        id=f"id {number}",
        number=number,
        entry_date=day,
        kind=(Kind.WRITE_OFF, Kind.COUNT_ADJUSTMENT, Kind.WRITE_OFF, Kind.WRITE_DOWN)[at % 4],
        reason=(Reason.DAMAGED, Reason.LOST)[at % 2],
        memo=f"loss {at % 5}",
        lines=(
            Line(Side.DEBIT, "5050", amount, Role.LOSS, klass="North" if named else ""),
            Line(Side.CREDIT, "1200", amount, Role.INVENTORY, party=f"Supplier {at % 2}" if named else ""),
        ),
        goods=goods,
        reserve_moves=(ReserveMove("MUG", Decimal(2), amount),) if at % 7 == 0 else (),
        text=f"loss {at}",
        posted_by="ann",
        posted_at=NOON + timedelta(minutes=at),
    )


def back(of: PostedEntry, number: str, *, units: int = 0) -> PostedEntry:
    """The entry taken back: in whole, or so many units of its first goods and half its amount."""
    whole = replace(mended(of, number), memo="back", posted_at=NOON + timedelta(days=1), reserve_moves=())
    if not units:
        return whole
    item, place, _ = of.goods[0]
    lines = tuple(replace(line, amount=Money(line.amount.minor // 2, "USD")) for line in whole.lines)
    return replace(whole, goods=((item, place, Decimal(-units)),), lines=lines)


@pytest.fixture
def kept(books_url: str) -> Iterator[tuple[SqlStore, History]]:
    """Books of 65 entries, five of them brought, and the same at hand."""
    brought = [entry(at, number) for at, number in enumerate(BROUGHT)]
    store = open_books(books_url)
    store.add_client(replace(KILN, history=History(tuple(brought))), by="ann", at=NOON)
    entries = brought
    with store.client("kiln") as books:
        for at in range(60):
            number = books.next_entry_number()
            losses = [each for each in entries if each.kind is not Kind.REVERSAL]
            if at % 9 == 8:
                taken = back(losses[-1 - at % 3], number)
            elif at % 9 == 4:
                taken = back(next(each for each in reversed(losses) if each.goods and each.goods[0][2] > 1), number, units=1)
            else:
                taken = entry(at + len(BROUGHT), number)
            books.post(taken)
            entries = [*entries, taken]
    yield store, History(tuple(entries))
    store.close()


def questions(history: History) -> Iterator[tuple[str, tuple[object, ...]]]:
    """What is asked, with what: every number, and what fits some and none."""
    numbers = [each.number for each in history.entries]
    for number in numbers:
        yield from ((name, (number,)) for name in ("find", "reversals_of", "units_left", "lines_left"))
    yield from ((name, ("WO-9999",)) for name in ("find", "reversals_of"))
    for ref in ("wo 1004", "#1010", "WO-1003", "1007", "je-7", "7", "12", "adj", "9999", ""):
        yield "numbered", (ref,)
    for told in TEXTS:
        yield from (("told", (most, told)) for most in (7, 500))
    for item in ("MUG", "Clay", "CUP"):
        yield from (("of_item", (item,)), ("reserve_of", (item, "USD")))
    yield from (("naming", ()), ("days", ()), ("posted_sums", ("USD",)))
    yield "those", (["WO-1010", "ADJ", "WO-1001", "none"],)


def test_the_stored_journal_answers_as_entries_at_hand(kept: tuple[SqlStore, History]) -> None:
    store, history = kept
    with store.client("kiln", reads=True) as books:
        stored = books.books().history
        assert stored == history
        assert stored.entries == history.entries
        assert list(stored.by_day()) == list(history.by_day())
        for name, given in questions(history):
            assert getattr(stored, name)(*given) == getattr(history, name)(*given), (name, given)
        for number in (history.entries[0].number, "WO-1030", history.entries[-1].number, "WO-9999", ""):
            units = history.moved_since(number, but_kinds={Kind.WRITE_DOWN}, but_numbers={"WO-1050"})
            assert stored.moved_since(number, but_kinds={Kind.WRITE_DOWN}, but_numbers={"WO-1050"}) == units, number
            assert stored.of_item("MUG", since=number) == history.of_item("MUG", since=number), number
        days = (None, FIRST, FIRST + timedelta(days=6), FIRST + timedelta(days=9))
        for since, until, items in product(days, days, ((), ("Clay",), ("MUG", "Clay"))):
            latest = history.recent(6, items=items, since=since, until=until)
            assert stored.recent(6, items=items, since=since, until=until) == latest, (since, until, items)


@pytest.mark.parametrize("at_once", [1, 7, 64])
def test_all_entries_are_the_same_in_whatever_stretches_they_are_read(
    kept: tuple[SqlStore, History], at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(all_entries, "ADDED_AT_ONCE", at_once)
    monkeypatch.setattr(all_entries, "READ_AT_ONCE", at_once)
    store, history = kept
    with store.client("kiln", reads=True) as books:
        stored = books.books().history
        assert list(stored.by_day()) == list(history.by_day())
        assert stored.posted_sums("USD") == history.posted_sums("USD")


def test_what_may_be_one_loss_is_found_as_by_comparing_all(kept: tuple[SqlStore, History]) -> None:
    store, history = kept
    sought = [like for each in history.entries if (like := likeness(each, ())) is not None]
    sought += [Likeness(FIRST, (), 300), Likeness(FIRST, (("MUG", "Shop", Decimal(2)),), 0), Likeness(FIRST, (), 0)]
    found = 0
    with store.client("kiln", reads=True) as books:
        stored = books.books().history
        for own in sought:
            assert stored.like(own) == history.like(own), own
            found += len(history.like(own))
    assert found > len(sought)


def test_many_losses_alike_are_asked_for_the_nearest_alone(store: SqlStore) -> None:
    posted: list[PostedEntry] = []
    with store.client("kiln") as books:
        for at in range(90):
            number = books.next_entry_number()
            posted.append(replace(entry(5, number), entry_date=FIRST + timedelta(days=at % 3)))
            books.post(posted[-1])
        own = likeness(posted[0], ())
        assert own is not None
        middle = replace(own, entry_date=FIRST + timedelta(days=1))
        found = books.books().history.like(middle)
    assert found == History(tuple(posted)).like(middle)
    assert [sum(each.entry_date == FIRST + timedelta(days=day) for each in found) for day in range(3)] == [20, 20, 20]


def test_it_answers_after_its_transaction_as_the_books_then_stood(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.post(broken(books.books(), "2"))
        before = books.books()
    with store.client("kiln") as books:
        books.post(mended(books.entry("WO-1001"), "WO-1002"))
    assert [each.number for each in before.history] == [each.number for each in before.history.by_day()] == ["WO-1001"]
    assert before.history.posted_sums("USD")["5050"].lines == Money(830, "USD")
    assert before.history.find("WO-1002") is None
    assert before.history.units_left("WO-1001") == {("MUG", "Shop"): Decimal(2)}
    with store.client("kiln", reads=True) as books:
        assert books.books().history.units_left("WO-1001") == {}
    with pytest.raises(KeyError, match="WO-1002"):
        before.history.units_left("WO-1002")


def test_what_was_undone_is_told_to_nobody(store: SqlStore) -> None:
    """The latest entries are kept by the process: of a posting that is undone nothing may stay."""

    def told() -> list[str]:
        with store.client("kiln", reads=True) as books:
            return [each.text for each in books.books().history.told(500, "")]

    def books_of(words: str) -> None:
        with store.client("kiln") as books:
            books.post(replace(broken(books.books(), "1", number=books.next_entry_number()), text=words))
            assert [each.text for each in books.books().history.told(500, "")][-1] == words
            if words == "undone":
                raise InterruptedError

    books_of("first")
    assert told() == ["first"]
    with pytest.raises(InterruptedError):
        books_of("undone")
    assert told() == ["first"]
    books_of("second")
    assert told() == ["first", "second"]


def test_an_import_that_was_undone_is_told_to_nobody(store: SqlStore) -> None:
    imported = replace(entry(0, "WO-1001"), kind=Kind.JOURNAL, reserve_moves=(), goods=())

    def imports(memo: str) -> None:
        with store.client("kiln") as books:
            books.post_journal(iter((replace(imported, memo=memo),)), who="ann", at=NOON)
            assert [each.memo for each in books.books().history] == [memo]
            if memo == "undone":
                raise InterruptedError

    with pytest.raises(InterruptedError):
        imports("undone")
    imports("kept")


# ── The marks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def marks(store: SqlStore) -> list[tuple[object, ...]]:
    with store.client("kiln", reads=True) as books:
        rows = books.connection.execute(text("SELECT subject, mark, posted, entry_date, place FROM likenesses ORDER BY 1, 2"))
        return [(subject, mark, bool(posted), str(day), place) for subject, mark, posted, day, place in rows]


def with_goods(draft: Draft, books: SqlTransaction) -> Draft:
    """The draft stored as one whose text names the goods that it moves."""
    assert draft.entry is not None
    valued = draft.entry.valued
    goods = tuple(ResolvedGoods(move.item, move.location, -move.quantity, 0, "said") for move in valued.moves)
    valued = replace(valued, resolved=replace(valued.resolved, goods=goods))
    named = replace(draft, entry=replace(draft.entry, valued=valued))
    books.save_draft(named)
    return named


def test_marks_are_of_what_stands_alone(store: SqlStore) -> None:
    day = "2026-11-20"
    with store.client("kiln") as books:
        waiting = with_goods(draft_of(books, "2"), books)
        draft_of(books, "3")
    of_goods = [("D-1", "2000000 MUG", False, day, 1), ("D-1", "worth 830", False, day, 1)]
    assert marks(store) == [*of_goods, ("D-2", "amount 1245", False, day, 2)]
    with store.client("kiln") as books:
        books.save_draft(replace(waiting, state=DraftState.REJECTED))
        books.save_draft(replace(books.draft("D-2"), state=DraftState.POSTED))
        books.post(broken(books.books(), "3"))
    whole = [("the id of WO-1001", "3000000 MUG", True, day, 1001), ("the id of WO-1001", "worth 1245", True, day, 1001)]
    assert marks(store) == whole
    with store.client("kiln") as books:
        books.post(back(books.entry("WO-1001"), "WO-1002", units=1))
    assert [mark for _, mark, *_ in marks(store)] == ["2000000 MUG", "worth 623"]


def test_older_books_are_marked_as_they_are_brought_up_to_date(kept: tuple[SqlStore, History]) -> None:
    store, _ = kept
    with store.client("kiln") as books:
        with_goods(draft_of(books, "2"), books)
        draft_of(books, "3", place="Store")
    before = marks(store)
    assert {posted for _, _, posted, *_ in before} == {True, False}
    with store.engine.begin() as connection:
        migrate(connection, "0007")
    bring_up_to_date(store.engine, store.place)
    assert marks(store) == before


def test_books_are_equal_whoever_answers_for_their_journal(kept: tuple[SqlStore, History]) -> None:
    store, history = kept
    with store.client("kiln", reads=True) as books:
        stored: ClientBooks = books.books()
    assert stored == replace(stored, history=history)
    assert stored != replace(stored, history=History(history.entries[1:]))
