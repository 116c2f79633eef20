"""Posted entries: what they do to balances, stock and layers, how they are found again, and that a reversal undoes them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.books.accounts import Side, debit_balance
from assistant.books.client_books import ClientBooks
from assistant.books.drafted import OpenDrafts
from assistant.books.entry import History, Line, PostedEntry
from assistant.books.goods import LayerMove, ReserveMove, StockMove
from assistant.books.money import Money
from assistant.books.proposal import Role
from assistant.books.reasons import Kind
from assistant.errors import NotFound, RefusedByBooks
from tests.adapters.sql.pottery import KILN, NOON, broken, draft_of, mended, potteries, usd


def balances(books: ClientBooks) -> dict[str, str]:
    return {account.number: str(account.balance) for account in books.chart}


def layers(books: ClientBooks, item: str, place: str) -> list[tuple[str, str, str]]:
    held = books.stock.at(item, place)
    assert held is not None
    return [(layer.id, f"{layer.quantity:f}", str(layer.value)) for layer in held.layers]


def test_an_entry_moves_balances_and_takes_the_oldest_layers_first(store: SqlStore) -> None:
    entry = broken(KILN, "32", place="Store")
    assert [str(line.amount) for line in entry.lines] == ["129.00", "129.00"]  # 30 at 4.00, 2 at 4.50
    with store.client("kiln") as books:
        books.post(entry)
        after = books.books()
    assert balances(after) == {"1200": "771.00", "1290": "-40.00", "3000": "860.00", "5050": "129.00"}
    assert layers(after, "MUG", "Store") == [("old", "0", "0.00"), ("new", "18", "81.00")]
    assert layers(after, "MUG", "Shop") == [("MUG@Shop#1", "10", "41.50")]
    assert after.history == History((entry,))


def test_an_entry_is_found_by_its_number_and_by_its_draft(store: SqlStore) -> None:
    with store.client("kiln") as books:
        draft = draft_of(books)
        entry = replace(broken(books.books(), "3"), draft_id=draft.id)
        assert books.posted_for(draft.id) is None
        books.post(entry)
        assert books.posted_for(draft.id) == entry == books.entry("WO-1001")
        assert books.posted_for("D-99") is None
        with pytest.raises(NotFound, match="no entry WO-7") as refused:
            books.entry("WO-7")
    assert refused.value.remedy == "The latest is WO-1001; writeoff entries lists them."


def test_a_credit_normal_balance_rises_by_a_credit(store: SqlStore) -> None:
    drawn = replace(
        broken(KILN, "2"),
        lines=(Line(Side.DEBIT, "3000", usd("8.30"), Role.OWNER), Line(Side.CREDIT, "1200", usd("8.30"), Role.INVENTORY)),
    )
    with store.client("kiln") as books:
        books.post(drawn)
        assert balances(books.books())["3000"] == "851.70"


def test_goods_that_cost_nothing_leave_without_lines(store: SqlStore) -> None:
    free = LayerMove("MUG@Shop#1", Decimal(-1), usd("0"), Decimal(0))
    entry = replace(broken(KILN, "1"), lines=(), moves=(StockMove("MUG", "Shop", "1200", Decimal(-1), usd("0"), (free,)),))
    with store.client("kiln") as books:
        books.post(entry)
        assert layers(books.books(), "MUG", "Shop") == [("MUG@Shop#1", "9", "41.50")]
        assert books.entry("WO-1001") == entry


def test_units_that_come_in_make_room_where_there_is_none(store: SqlStore) -> None:
    came = LayerMove("MUG@Attic#1", Decimal("4.5"), usd("18.00"), Decimal(4))
    entry = PostedEntry(
        id="in-1", number="WO-1001", entry_date=KILN.stock.holdings[1].layers[1].received or NOON.date(), kind=Kind.INTAKE,
        reason=broken(KILN, "1").reason, memo="received", posted_by="ann", posted_at=NOON,
        lines=(Line(Side.DEBIT, "1200", usd("18.00"), Role.INVENTORY), Line(Side.CREDIT, "3000", usd("18.00"), Role.CONTROL)),
        moves=(StockMove("MUG", "Attic", "1200", Decimal("4.5"), usd("18.00"), (came,)),),
    )  # fmt: skip
    clay = replace(came, layer="Clay@#1", unit_cost=Decimal("0.5"))
    with store.client("kiln") as books:
        books.post(entry)
        dearer = StockMove("Clay", "", "1200", Decimal("4.5"), usd("18.00"), (clay,))
        books.post(replace(entry, id="in-2", number="WO-1002", moves=(dearer,)))
        after = books.books()
    attic, bin_ = after.stock.at("MUG", "Attic"), after.stock.at("Clay", "")
    assert attic is not None
    assert attic.layers[0].received == entry.entry_date
    assert layers(after, "MUG", "Attic") == [("MUG@Attic#1", "4.5", "18.00")]
    assert bin_ is not None
    assert bin_.cost_known
    assert bin_.layers[0].unit_cost == Decimal("22.17") / 17  # struck again: 4.17 and 18.00 over 17 kg


def test_a_write_down_reserves_by_name_and_moves_no_stock(store: SqlStore) -> None:
    down = replace(
        broken(KILN, "5"),
        kind=Kind.WRITE_DOWN,
        lines=(Line(Side.DEBIT, "5050", usd("6.00"), Role.LOSS), Line(Side.CREDIT, "1290", usd("6.00"), Role.ALLOWANCE)),
        moves=(),
        reserve_moves=(ReserveMove("MUG", Decimal(5), usd("6.00")),),
    )
    with store.client("kiln") as books:
        books.post(down)
        after = books.books()
    assert balances(after)["1290"] == "-46.00"
    assert after.stock == KILN.stock
    assert after.history.reserve_of("MUG", "USD").amount == usd("6.00")


def test_a_supplier_and_a_class_are_kept_with_the_line(store: SqlStore) -> None:
    entry = broken(KILN, "1")
    named = replace(entry, lines=(replace(entry.lines[0], party="Glaze & Sons"), replace(entry.lines[1], klass="Retail")))
    with store.client("kiln") as books:
        books.post(named)
        assert books.entry("WO-1001") == named


# ── What the books refuse ────────────────────────────────────────────────────────────────────────────────────────────


def refused(store: SqlStore, entry: PostedEntry) -> str:
    """Why the books refuse the entry; nothing of it is there afterwards."""

    def post(books: SqlTransaction) -> None:
        books.post(entry)

    with pytest.raises(RefusedByBooks) as refusal, store.client("kiln") as books:
        post(books)
    with store.client("kiln") as books:
        assert books.books() == KILN
        assert books.to_send() == ()
    return refusal.value.says


def test_more_than_is_on_hand(store: SqlStore) -> None:
    entry = broken(KILN, "10")
    (move,) = entry.moves
    more = replace(move.layers[0], quantity=Decimal(-11))
    assert "more would leave than is on hand" in refused(
        store, replace(entry, moves=(replace(move, quantity=Decimal(-11), layers=(more,)),))
    )


def test_twice_the_same_units_in_one_entry(store: SqlStore) -> None:
    entry = broken(KILN, "6")
    assert "more would leave than is on hand" in refused(store, replace(entry, moves=entry.moves * 2))


def test_more_value_than_a_layer_has(store: SqlStore) -> None:
    entry = broken(KILN, "6")
    (move,) = entry.moves
    dearer = replace(move.layers[0], value=usd("-41.51"))
    assert "more would leave than is on hand" in refused(store, replace(entry, moves=(replace(move, layers=(dearer,)),)))


def test_another_currency(store: SqlStore) -> None:
    entry = broken(KILN, "1")
    euros = tuple(replace(line, amount=Money(line.amount.minor, "EUR")) for line in entry.lines)
    assert "refuse it" in refused(store, replace(entry, lines=euros))


def test_an_account_or_a_draft_that_is_not_there(store: SqlStore) -> None:
    entry = broken(KILN, "1")
    assert "refuse it" in refused(store, replace(entry, lines=(replace(entry.lines[0], account="9999"), entry.lines[1])))
    assert "refuse it" in refused(store, replace(entry, draft_id="D-1"))
    assert "refuse it" in refused(store, replace(entry, reverses="WO-1000"))


def test_a_number_that_is_not_the_next(store: SqlStore) -> None:
    assert "numbered_by_place" in refused(store, broken(KILN, "1", number="WO-1002"))


def test_units_finer_than_the_books_keep(store: SqlStore) -> None:
    entry = broken(KILN, "1")
    assert "more than 6 decimals" in refused(store, replace(entry, goods=(("MUG", "Shop", Decimal("0.0000001")),)))


def test_a_second_entry_for_a_draft(store: SqlStore) -> None:
    with store.client("kiln") as books:
        draft = draft_of(books)
        books.post(replace(broken(books.books(), "3"), draft_id=draft.id))
        second = replace(broken(books.books(), "3", number="WO-1002"), draft_id=draft.id)
    with pytest.raises(RefusedByBooks), store.client("kiln") as books:
        books.post(second)


# ── Post, then reverse ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def kept() -> Iterator[SqlStore]:
    with TemporaryDirectory() as folder, potteries(str(Path(folder) / "books.db")) as store:
        yield store


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from([("MUG", "Shop"), ("MUG", "Store"), ("Clay", "")]), st.decimals("0.01", "12.5", places=2)),
        min_size=1,
        max_size=4,
    )
)
def test_post_then_reverse_is_the_identity_on_ledger_stock_and_layers(
    kept: SqlStore, losses: list[tuple[tuple[str, str], Decimal]]
) -> None:
    with kept.client("kiln") as books:
        before = books.books()
        posted = []
        for (item, place), units in losses:
            now = books.books()
            held = now.stock.at(item, place)
            assert held is not None
            entry = broken(now, str(min(units, held.on_hand)), item=item, place=place, number=books.next_entry_number())
            if entry.lines[0].amount:
                books.post(entry)
                posted.append(entry)
                assert debit_balance(books.books().chart, "USD") == debit_balance(before.chart, "USD")
        for entry in reversed(posted):
            books.post(mended(entry, books.next_entry_number()))
            assert books.books().history.units_left(entry.number) == {}
            assert books.books().history.lines_left(entry.number) == ()
        after = books.books()
        assert books.sums_that_differ() == ()
    assert after.chart == before.chart
    assert after.stock == before.stock


# ── Balances and layers are what the entries add up to ───────────────────────────────────────────────────────────────


def test_a_balance_or_layer_changed_by_another_hand_shows(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.post(broken(books.books(), "3"))
        books.post(broken(books.books(), "32", place="Store", number="WO-1002"))
        assert books.sums_that_differ() == ()
    with store.client("kiln") as books:
        connection = books.connection
        connection.exec_driver_sql("UPDATE accounts SET balance_minor = 0 WHERE client_id = 'kiln' AND key = '3000'")
        connection.exec_driver_sql("UPDATE layers SET quantity_micro = 2500000 WHERE client_id = 'kiln' AND id = 'new'")
    with store.client("kiln") as books:
        assert books.sums_that_differ() == (
            "Account 3000 stands at 0.00, but its opening and entries add up to 860.00.",
            "Layer new of MUG stands at 2.5 for 81.00, but its opening and moves add up to 18 for 81.00.",
        )
    with store.client("forge") as books:
        assert books.sums_that_differ() == ()


# ── The journal by pages ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_journal_is_read_by_pages_from_either_end(store: SqlStore) -> None:
    with store.client("kiln") as books:
        assert (books.entries().rows, books.entries(newest_first=True).next) == ((), "")
        for _ in range(5):
            books.post(broken(books.books(), "1", number=books.next_entry_number()))
        first = books.entries(limit=2)
        assert ([entry.number for entry in first.rows], first.next) == (["WO-1001", "WO-1002"], "WO-1002")
        rest = books.entries(limit=3, after=first.next)
        assert ([entry.number for entry in rest.rows], rest.next) == (["WO-1003", "WO-1004", "WO-1005"], "")
        latest = books.entries(limit=3, newest_first=True)
        assert ([entry.number for entry in latest.rows], latest.next) == (["WO-1005", "WO-1004", "WO-1003"], "WO-1003")
        oldest = books.entries(limit=3, after=latest.next, newest_first=True)
        assert ([entry.number for entry in oldest.rows], oldest.next) == (["WO-1002", "WO-1001"], "")
        with pytest.raises(NotFound, match="no entry WO-9"):
            books.entries(after="WO-9")


# ── Some of many entries ─────────────────────────────────────────────────────────────────────────────────────────────


def test_books_about_some_entries_have_those_and_all_that_they_reverse_or_are_reversed_by(store: SqlStore) -> None:
    with store.client("kiln") as books:
        for n in range(1001, 1051):
            books.post(broken(books.books(), "1", place="Store", number=f"WO-{n}"))
        for back, number in {"WO-1051": "WO-1003", "WO-1052": "WO-1051", "WO-1053": "WO-1040"}.items():
            books.post(mended(books.entry(number), back))
        draft_of(books)
        whole = books.books()

        def about(*numbers: str) -> list[str]:
            found = books.books_about(numbers)
            assert found == replace(whole, history=found.history, drafted=OpenDrafts())
            assert all(entry == whole.history.find(entry.number) for entry in found.history.entries)
            return [entry.number for entry in found.history.entries]

        assert about() == about("WO-9999") == []
        assert about("WO-1002") == ["WO-1002"]
        assert about("WO-1050", "WO-1001") == ["WO-1001", "WO-1050"]
        assert about("WO-1012", "WO-1010") == ["WO-1010", "WO-1012"]
        for number in ("WO-1003", "WO-1051", "WO-1052"):
            assert about(number) == ["WO-1003", "WO-1051", "WO-1052"]
        assert about(*(entry.number for entry in whole.history.entries)) == [entry.number for entry in whole.history.entries]
