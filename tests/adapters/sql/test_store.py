"""Books opened, read back, kept apart from others', and what a person settles about them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.books.accounts import AccountType, Chart
from assistant.books.entry import History
from assistant.books.goods import Holding, Item, Stock
from assistant.books.people import PersonRole
from assistant.books.policy import ReasonAccounts
from assistant.books.reasons import Reason
from assistant.errors import NotAllowed, NotFound, RefusedByBooks, WrongUsage
from assistant.store import ClientTransaction, DraftQuery
from tests.adapters.sql.pottery import FORGE, KILN, NOON, account, broken, draft_of, layer, text_of, usd
from tests.trail import broken_at

SAMPLES = Path(__file__).parents[3] / "coa_samples"


def test_books_read_back_as_they_were_opened(store: SqlStore) -> None:
    assert store.clients() == ("forge", "kiln")
    with store.client("kiln", reads=True) as books:
        assert books.books() == KILN
    with store.client("forge") as books:
        assert books.books() == FORGE


def test_books_that_were_opened_are_there_the_next_time(store: SqlStore) -> None:
    again = open_books(store.engine.url.render_as_string(hide_password=False))
    with again.client("kiln") as books:
        assert books.books() == KILN
    again.close()


def test_the_store_is_what_the_workflow_asks_for(store: SqlStore) -> None:
    with store.client("kiln") as books:
        asked: ClientTransaction = books
        assert asked.drafts(DraftQuery()) == ()


def test_a_slug_is_taken_once(store: SqlStore) -> None:
    with pytest.raises(WrongUsage, match="There is a client kiln already"):
        store.add_client(replace(KILN, name="Another"), by="bob", at=NOON)
    with store.client("kiln") as books:
        assert books.client.name == "Kiln Street Pottery"


def test_an_unknown_client_is_answered_with_those_there_are(store: SqlStore) -> None:
    with pytest.raises(NotFound, match="There is no client klin") as refused, store.client("klin"):
        pass
    assert refused.value.remedy == "Clients here are forge, kiln."


def test_books_cannot_open_with_less_than_none_on_hand(store: SqlStore) -> None:
    short = replace(KILN.stock.holdings[0], layers=(layer("MUG@Shop#1", "-2", "4.15"),))
    books = replace(KILN, client="short", stock=Stock(KILN.stock.items, (short,)))
    with pytest.raises(WrongUsage, match="MUG has -2 on hand"):
        store.add_client(books, by="ann", at=NOON)
    assert store.clients() == ("forge", "kiln")


def test_earlier_entries_keep_their_numbers_move_nothing_and_ours_go_on_after_them(store: SqlStore) -> None:
    earlier = (broken(KILN, "2", number="WO-0988"), broken(KILN, "1", number="WO-1040"), broken(KILN, "1", number="07/A"))
    store.add_client(replace(KILN, client="moved", history=History(earlier)), by="ann", at=NOON)
    with store.client("moved") as books:
        assert books.books() == replace(KILN, client="moved", history=History(earlier))
        assert books.next_entry_number() == "WO-1041"
        assert books.to_send() == ()
        books.post(broken(books.books(), "3", number="WO-1041"))
        assert books.sums_that_differ() == ()
        assert books.entry("WO-0988") == earlier[0]
        assert books.next_entry_number() == "WO-1042"


@pytest.mark.parametrize("folder", sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()))
def test_every_sample_reads_back_as_its_files_say(tmp_path: Path, folder: str) -> None:
    store = open_books(str(tmp_path / "books.db"))
    on_file = read_client(SAMPLES / folder, "sample")
    store.add_client(on_file, by="ann", at=NOON)
    with store.client("sample", reads=True) as books:
        assert books.books() == on_file
        assert books.sums_that_differ() == ()
    store.close()


# ── Two clients never meet ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_one_client_does_the_other_does_not_see(store: SqlStore) -> None:
    with store.client("kiln") as kiln:
        draft = draft_of(kiln)
        kiln.post(replace(broken(kiln.books(), "3"), draft_id=draft.id))
        kiln.set_policy(replace(KILN.policy, routine_limit=usd("1.00")), by="ann", at=NOON)
        kiln.add_person("bob", PersonRole.APPROVER, at=NOON)
        kiln.record(at=NOON, who="ann", what="draft.drafted", subject=draft.id, detail={})
    with store.client("forge") as forge:
        assert forge.books() == FORGE
        assert forge.people() == {"ann": PersonRole.OWNER}
        assert forge.drafts(DraftQuery()) == ()
        assert forge.posted_for(draft.id) is None
        assert forge.entries().rows == ()
        assert forge.to_send() == ()
        assert [event.what for event in forge.events()] == ["client.opened"]
        with pytest.raises(NotFound):
            forge.draft(draft.id)
        with pytest.raises(NotFound):
            forge.text(draft.text_id)
        with pytest.raises(NotFound) as refused:
            forge.entry("WO-1001")
        assert refused.value.remedy == "Nothing is posted here yet."


def test_each_client_counts_for_itself(store: SqlStore) -> None:
    with store.client("kiln") as kiln:
        assert [text_of(kiln).id, text_of(kiln).id, kiln.next_draft_id()] == ["T-1", "T-2", "D-1"]
        kiln.post(broken(kiln.books(), "1"))
        assert kiln.next_entry_number() == "WO-1002"
    with store.client("forge") as forge:
        assert [text_of(forge).id, forge.next_draft_id(), forge.next_entry_number()] == ["T-1", "D-1", "WO-1001"]


# ── All or nothing ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_an_exception_leaves_is_undone(store: SqlStore) -> None:
    def post_two(books: SqlTransaction) -> None:
        entry = broken(books.books(), "3", number=books.next_entry_number())
        draft_of(books)
        books.post(entry)
        books.post(replace(entry, id="one-sided", number="WO-1002", lines=entry.lines[:1]))

    with pytest.raises(RefusedByBooks, match="debits differ from credits"), store.client("kiln") as books:
        post_two(books)
    with store.client("kiln") as books:
        assert books.books() == KILN
        assert books.next_draft_id() == "D-1"
        assert len(books.events()) == 1


def test_a_transaction_that_reads_writes_nothing(store: SqlStore) -> None:
    with store.client("kiln", reads=True) as books:
        before = books.books()
        with store.client("kiln") as other:
            other.post(broken(before, "3"))
        assert books.books() == before


# ── People, policy, lists ────────────────────────────────────────────────────────────────────────────────────────────


def test_who_opens_books_owns_them_and_a_role_is_given_in_place_of_another(store: SqlStore) -> None:
    with store.client("kiln") as books:
        assert books.role_of("ann") is PersonRole.OWNER
        books.add_person("bob", PersonRole.REPORTER, at=NOON)
        books.add_person("bob", PersonRole.APPROVER, at=NOON)
        assert books.people() == {"ann": PersonRole.OWNER, "bob": PersonRole.APPROVER}
        with pytest.raises(NotAllowed, match="cy has no role in the books of kiln"):
            books.role_of("cy")
        with pytest.raises(WrongUsage, match="needs a name"):
            books.add_person(" ", PersonRole.APPROVER, at=NOON)


def test_a_policy_holds_from_when_it_is_set(store: SqlStore) -> None:
    settled = replace(
        KILN.policy,
        books_closed_through=date(2026, 9, 30),
        accounts_by_reason={Reason.LOST: ReasonAccounts("5050", None)},
    )
    with store.client("kiln") as books:
        books.set_policy(settled, by="ann", at=NOON)
        assert books.policy() == settled == books.books().policy


def test_new_lists_change_the_words_and_leave_the_amounts(store: SqlStore) -> None:
    chart = Chart((
        account("1200", "Stock of goods", AccountType.OTHER_CURRENT_ASSET, "1.00", "Inventory"),
        account("3000", "Equity", AccountType.EQUITY, "860.00"),
        account("5050", "Breakage", AccountType.EXPENSE),
        account("5060", "Theft", AccountType.EXPENSE, "12.00"),
    ))  # fmt: skip
    stock = Stock(
        (Item("MUG", "MUG", "Mug, navy", "each", Decimal(12)), Item("JUG", "JUG", "Jug")),
        (
            Holding("MUG", "Shop", "1200", (layer("MUG@Shop#1", "99", "9"),)),
            Holding("JUG", "Shop", "1200", (layer("JUG@Shop#1", "7", "3"),)),
        ),
    )
    with store.client("kiln") as books:
        books.update_lists(chart, stock)
        now = books.books()
    assert [(a.number, a.name, str(a.balance), a.active) for a in now.chart] == [
        ("1200", "Stock of goods", "900.00", True),
        ("1290", "Allowance for slow goods", "-40.00", False),
        ("3000", "Equity", "860.00", True),
        ("5050", "Breakage", "0.00", True),
        ("5060", "Theft", "12.00", True),
    ]
    assert now.chart["5050"].type is AccountType.EXPENSE
    assert [(item.key, item.name, item.units_per_case) for item in now.stock] == [
        ("MUG", "Mug, navy", Decimal(12)), ("Clay", "Clay", None), ("JUG", "Jug", None),
    ]  # fmt: skip
    assert {held.location: held.on_hand for held in now.stock.held("MUG")} == {"Shop": Decimal(10), "Store": Decimal(50)}
    assert now.stock.on_hand("JUG") == 0


def test_an_account_cannot_turn_its_normal_side(store: SqlStore) -> None:
    turned = Chart((account("1200", "Inventory", AccountType.EQUITY),))
    with pytest.raises(RefusedByBooks, match="1200 Inventory cannot turn"), store.client("kiln") as books:
        books.update_lists(turned, KILN.stock)


# ── The audit trail ──────────────────────────────────────────────────────────────────────────────────────────────────


TOLD: dict[str, object] = {"text": "3 mugs – «dropped»", "n": [1, None]}


def test_events_follow_one_another_by_hash(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.record(at=NOON, who="ann", what="draft.drafted", subject="D-1", detail=TOLD)
        books.record(at=NOON.replace(microsecond=7), who="bob", what="draft.approved", subject="D-1", detail={})
        books.record(at=NOON, who="bob", what="policy.set", subject="kiln", detail={"limit": "5.00"})
    with store.client("kiln", reads=True) as books:
        events = books.events()
        assert [event.what for event in events] == ["client.opened", "draft.drafted", "draft.approved", "policy.set"]
        assert broken_at("kiln", events) is None
        assert broken_at("forge", events) is not None
        assert [event.seq for event in books.events("D-1")] == [2, 3]
        assert events[1].detail == TOLD
        assert events[2].at == NOON.replace(microsecond=7)


def test_a_moment_is_one_transaction_for_all_that_reads_in_it(store: SqlStore) -> None:
    """What is written meanwhile is not seen in it, and is afterwards; of another client's books it is none."""
    with store.moment("kiln") as held:
        with store.client("kiln", reads=True) as same, store.client("forge", reads=True) as other:
            assert same is held
            assert other is not held
        before = held.books()
        with store.client("kiln") as writing:
            writing.post(broken(writing.books(), "3"))
        with store.client("kiln", reads=True) as books:
            assert books.books() == before
    with store.client("kiln", reads=True) as books:
        assert books is not held
        assert [entry.number for entry in books.books().history.entries] == ["WO-1001"]
