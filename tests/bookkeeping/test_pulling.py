"""A company pulled into the books: what matches, what somebody did there since, and what lies at no place."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.quickbooks.books import QuickBooks
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.pulling import freshen, pull
from assistant.bookkeeping.settling import settle_policy
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.people import PersonRole
from assistant.books.policy import Policy, StockKeptBy, WriteDownMethod
from assistant.books.record import Changes, Movement, Record
from assistant.books.remote import LinkKind
from assistant.books.snapshot import Adjustments, Snapshot
from assistant.errors import NotAllowed, OutsideServiceFailed, RefusedByBooks
from assistant.stages.linking.places import compared
from tests.bookkeeping.conftest import AT, CAFE, HARDWARE
from tests.bookkeeping.shop import LAMP, MUG, TODAY, Shop, connected_shop, links


@pytest.fixture
def shop(store: SqlStore) -> Shop:
    return connected_shop(store)


@pytest.fixture
def settled(shop: Shop) -> Shop:
    """Pulled once, and all that matched confirmed."""
    shop.pull()
    shop.confirm()
    return shop


def unplaced(shop: Shop) -> list[str]:
    return [f"{each.item} {each.quantity.normalize():f}" for each in shop.pull().unplaced]


# ── The first pull ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_matches_is_proposed_and_kept_with_its_time(shop: Shop) -> None:
    pulled = shop.pull()
    assert (pulled.earlier, pulled.changes, pulled.unplaced) == (None, (), ())
    assert links(pulled, LinkKind.ITEM)[MUG] == ("Stoneware Coffee Mug", False)
    assert links(pulled, LinkKind.ACCOUNT)["5050"] == ("Damage & Breakage", False)
    assert links(pulled, LinkKind.LOCATION) == {"Store": ("Store", False), "Warehouse": ("Warehouse", False)}
    assert pulled.matching.proposed == pulled.matching.links
    assert shop.snapshot() == pulled.snapshot
    company = shop.books().connected
    assert company is not None
    assert (company.snapshot.pulled_at, company.tracked(MUG) is not None) == (pulled.snapshot.pulled_at, True)


def test_goods_that_it_tracks_make_its_stock_lead(shop: Shop, store: SqlStore) -> None:
    def directly(books: ClientBooks) -> Policy:
        return replace(books.policy, write_down_method=WriteDownMethod.DIRECT)

    settle_policy(store, HARDWARE, directly, by="ana", at=shop.now())
    assert shop.pull().policy == ("write_down_method: allowance", "stock_kept_by: quickbooks")
    assert shop.books().policy.stock_kept_by is StockKeptBy.QUICKBOOKS
    said = shop.trail("policy.set")[-1]
    assert (said["before"], said["after"], said["because"]) == (
        {"write_down_method": "direct", "stock_kept_by": "here"},
        {"write_down_method": "allowance", "stock_kept_by": "quickbooks"},
        "Corner Hardware tracks quantities of these goods",
    )


def test_what_the_client_sets_later_stays(shop: Shop, store: SqlStore) -> None:
    shop.pull()
    settle_policy(
        store, HARDWARE, lambda books: replace(books.policy, stock_kept_by=StockKeptBy.HERE), by="ana", at=shop.now()
    )  # fmt: skip
    assert shop.pull(full=True).policy == ()
    assert shop.books().policy.stock_kept_by is StockKeptBy.HERE


def test_a_company_that_tracks_nothing_leads_nothing(store: SqlStore) -> None:
    shop = connected_shop(store, tracked=False)
    pulled = shop.pull()
    assert (pulled.policy, pulled.unplaced, pulled.snapshot.values) == ((), (), {})
    assert shop.books().policy.stock_kept_by is StockKeptBy.HERE


def test_a_plan_without_adjustments_is_known(store: SqlStore) -> None:
    assert connected_shop(store, plan="Essentials").pull().snapshot.adjustments is Adjustments.REFUSED


# ── Since the last one ───────────────────────────────────────────────────────────────────────────────────────────────


def test_what_somebody_did_there_is_told(settled: Shop) -> None:
    settled.someone("update", "Account", Id=settled.account("5050"), Name="Breakages")
    settled.someone("update", "Account", Id=settled.account("2210"), Active=False)
    settled.someone("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": "2026-08-31"})
    settled.someone("create", "Vendor", DisplayName="Acme Pottery")
    pulled = settled.pull()
    assert [(change.what.value, change.ours) for change in pulled.changes] == [
        ("inactive", "2210"),
        ("renamed", "5050"),
        ("new", ""),
    ]
    assert pulled.settings == ("Its books are closed through 2026-08-31.",)
    assert [each.now for each in pulled.renamed] == ["Breakages"]
    assert links(pulled, LinkKind.ACCOUNT)["5050"] == ("Damage & Breakage", True)
    assert settled.pull().changes == ()


def test_a_link_that_went_bad_is_told_with_what_waits_for_it(settled: Shop) -> None:
    settled.write_off("5")
    settled.someone("update", "Account", Id=settled.account("5050"), Active=False)
    (held,) = settled.pull().held
    assert (held.ours, held.waiting) == ("5050", ("WO-1001",))
    assert held.says == "Account 5050 is linked to 'Damage & Breakage', which is inactive there."


def test_a_proposal_lasts_no_longer_than_its_row(shop: Shop) -> None:
    for row in shop.pull().snapshot.departments:
        shop.someone("update", "Department", Id=row.id, Active=False)
    assert links(shop.pull(), LinkKind.LOCATION) == {}
    company = shop.books().connected
    assert company is not None
    assert [link for link in company.links.links if link.kind is LinkKind.LOCATION] == []


def test_names_are_taken_over_only_where_asked(settled: Shop) -> None:
    settled.someone("update", "Account", Id=settled.account("5050"), Name="Breakages")
    settled.someone("update", "Item", Id=settled.item().id, Name="Mug, stoneware")
    settled.pull()
    assert settled.books().chart["5050"].name == "Damage & Breakage"
    taken = settled.pull(take=True)
    assert taken.taken == ("Account 5050 Damage & Breakage is now called Breakages.", f"Item {MUG} is now called Mug, stoneware.")
    books, item = settled.books(), settled.books().stock.item(MUG)
    assert (books.chart["5050"].name, item.name if item else "") == ("Breakages", "Mug, stoneware")
    assert settled.pull().renamed == ()


def test_only_who_settles_policy_takes_names_over(settled: Shop, store: SqlStore) -> None:
    with store.client(HARDWARE) as transaction:
        transaction.add_person("ben", PersonRole.APPROVER, at=settled.now())
        transaction.add_person("eve", PersonRole.AUDITOR, at=settled.now())
    assert settled.pull(by="ben").taken == ()
    for by, take in (("ben", True), ("eve", False)):
        with pytest.raises(NotAllowed):
            settled.pull(by=by, take=take)


def test_a_known_company_costs_few_reads(settled: Shop) -> None:
    first = settled.window.reads()
    settled.pull()
    known = settled.window.reads() - first
    settled.pull(full=True)
    assert known < settled.window.reads() - first - known


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_came_in_there_lies_at_no_place(settled: Shop) -> None:
    settled.adjust("12")
    assert unplaced(settled) == [f"{MUG} 12"]


def test_what_left_there_is_missing_here(settled: Shop) -> None:
    settled.adjust("-200")
    assert unplaced(settled) == [f"{MUG} -200"]
    assert settled.item().quantity == -20


def test_what_of_ours_is_on_its_way_is_no_difference(settled: Shop) -> None:
    settled.write_off("5")
    assert unplaced(settled) == []
    settled.write_off("2", item=LAMP)
    settled.adjust("1")
    assert unplaced(settled) == [f"{MUG} 1"]


def test_what_of_ours_is_there_already_is_in_its_figures(settled: Shop) -> None:
    entry = settled.write_off("5")
    settled.stands_for(entry, settled.adjust("-5", number=f"{entry.number}-A"))
    assert (unplaced(settled), dict(settled.snapshot().under_way)) == ([], {})


def test_what_went_out_since_the_pull_is_not_in_its_figures(settled: Shop) -> None:
    entry = settled.write_off("5")
    settled.pull()
    settled.stands_for(entry, settled.adjust("-5", number=f"{entry.number}-A"))
    later = settled.write_off("2")
    assert [each.quantity for each in compared(settled.books()) if each.item == MUG] == [0]
    assert later.number == "WO-1002"


class Meanwhile:
    """The company, and what is done while it is asked for its figures."""

    def __init__(self, shop: Shop, *doings: Callable[[], object]) -> None:
        self.quickbooks, self.doings = shop.window.quickbooks, list(doings)
        self.realm = shop.realm

    def pull(self, *, at: datetime, known: Snapshot | None = None, values: bool = True) -> Snapshot:
        if self.doings:
            self.doings.pop(0)()
        return self.quickbooks.pull(at=at, known=known, values=values)

    def find(self, kind: str, number: str) -> tuple[Record, ...]:
        return self.quickbooks.find(kind, number)

    def movements(self, items: Sequence[str], since: date, until: date) -> tuple[Movement, ...]:
        return self.quickbooks.movements(items, since, until)

    def changes(self, since: datetime, kinds: Sequence[str], *, at: datetime) -> Changes:
        return self.quickbooks.changes(since, kinds, at=at)


def sends(shop: Shop, entry: PostedEntry, part: int = 1) -> Callable[[], None]:
    """A sync of ours, that brings a part of the entry there."""
    return lambda: shop.stands_for(entry, shop.adjust("-5", number=f"{entry.number}-{part}"), part=part)


def test_figures_are_asked_for_again_where_a_sync_went_on(settled: Shop, store: SqlStore) -> None:
    beside = Meanwhile(settled, sends(settled, settled.write_off("5")))
    pulled = pull(store, HARDWARE, beside, by="ana", today=TODAY, now=settled.now)
    assert (pulled.unplaced, dict(pulled.snapshot.under_way)) == ((), {})
    entry = settled.write_off("5")
    busy = Meanwhile(settled, *(sends(settled, entry, part) for part in (1, 2, 3)))
    with pytest.raises(OutsideServiceFailed, match="Entries went out all the while"):
        pull(store, HARDWARE, busy, by="ana", today=TODAY, now=settled.now)


def test_what_is_posted_meanwhile_holds_up_no_pull(settled: Shop, store: SqlStore) -> None:
    beside = Meanwhile(settled, *(lambda: settled.write_off("5") for _ in range(3)))
    pulled = pull(store, HARDWARE, beside, by="ana", today=TODAY, now=settled.now)
    assert (pulled.unplaced, len(beside.doings), len(settled.books().history.entries)) == ((), 2, 1)


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_the_company_that_is_connected(shop: Shop, store: SqlStore) -> None:
    with pytest.raises(RefusedByBooks, match="not connected") as refused:
        pull(store, CAFE, shop.window.quickbooks, by="ana", today=TODAY, now=shop.now)
    assert refused.value.code == "not_connected"


def test_a_company_of_another_currency(shop: Shop) -> None:
    shop.someone("update", "Preferences", CurrencyPrefs={"HomeCurrency": {"value": "EUR"}})
    with pytest.raises(RefusedByBooks, match="keeps its books in EUR"):
        shop.pull()
    assert shop.books().connected is None


def test_a_company_that_does_not_answer_changes_nothing(settled: Shop) -> None:
    before = settled.snapshot()
    settled.window.script(*[{"on": "companyinfo", "fault": "html_503"}] * 3)
    with pytest.raises(OutsideServiceFailed):
        settled.pull()
    assert settled.snapshot() == before


# ── Fresh enough ─────────────────────────────────────────────────────────────────────────────────────────────────────


def freshened(shop: Shop, days: int = 0) -> bool:
    """Whether the company was asked, so many days later."""

    def opened() -> AbstractContextManager[QuickBooks]:
        return nullcontext(shop.window.quickbooks)

    def now() -> datetime:
        return shop.now() + timedelta(days=days)

    return freshen(shop.store, HARDWARE, opened, by="ana", today=TODAY, now=now) is not None


def test_a_company_is_asked_again_after_a_day(settled: Shop) -> None:
    assert not freshened(settled)
    assert freshened(settled, days=1)
    assert not freshened(settled, days=1)


def test_nobody_is_asked_where_nothing_is_connected(shop: Shop, store: SqlStore) -> None:
    @contextmanager
    def opened() -> Iterator[QuickBooks]:
        raise AssertionError("asked")
        yield shop.window.quickbooks

    assert freshen(store, CAFE, opened, by="ana", today=TODAY, now=shop.now) is None


def test_one_that_cannot_be_asked_says_of_when_its_figures_are(settled: Shop) -> None:
    settled.window.script(*[{"on": "companyinfo", "fault": "html_503"}] * 3)
    with pytest.raises(OutsideServiceFailed, match="was pulled last on 2026-11-21 at 12:0"):
        freshened(settled, days=2)


def test_books_in_postgresql_are_pulled_alike(postgres_url: str) -> None:
    with closing(open_books(postgres_url)) as store:
        store.add_client(read_client(Path("coa_samples") / HARDWARE, HARDWARE), by="ana", at=AT)
        shop = connected_shop(store)
        shop.pull()
        shop.confirm()
        shop.someone("update", "Account", Id=shop.account("5050"), Name="Breakages")
        shop.adjust("12")
        shop.write_off("5")
        pulled = shop.pull(take=True)
        assert [int(each.quantity) for each in pulled.unplaced] == [12]
        assert shop.books().chart["5050"].name == "Breakages"
        assert pulled.matching.proposed == ()
