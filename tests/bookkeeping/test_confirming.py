"""A person confirms once which row of the company is which of ours."""

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.confirming import Said
from assistant.books.people import PersonRole
from assistant.books.remote import LinkKind
from assistant.errors import NotAllowed, NotFound, RefusedByBooks, WrongUsage
from tests.bookkeeping.conftest import HARDWARE
from tests.bookkeeping.shop import LAMP, MUG, Shop, connected_shop, links


@pytest.fixture
def shop(store: SqlStore) -> Shop:
    shop = connected_shop(store)
    shop.pull()
    return shop


def accounts(**chosen: str) -> Said:
    return Said({LinkKind.ACCOUNT: [(ours.removeprefix("a"), theirs) for ours, theirs in chosen.items()]})


def test_all_that_is_proposed_at_once(shop: Shop) -> None:
    confirmed = shop.confirm()
    assert confirmed.matching.proposed == ()
    assert {link.confirmed_by for link in confirmed.settled} == {"ana"}
    assert links(shop.pull(), LinkKind.ITEM)[MUG] == ("Stoneware Coffee Mug", True)
    assert shop.confirm().settled == ()
    (told,) = shop.trail("quickbooks.links_confirmed")[:1]
    assert ["item", MUG, shop.item().id, "Stoneware Coffee Mug"] in told["links"]  # type: ignore[operator]


def test_some_that_are_named_leave_the_others(shop: Shop) -> None:
    confirmed = shop.confirm(accounts(a5050=shop.account("5080")))
    assert [(link.ours, link.remote_id) for link in confirmed.settled] == [("5050", shop.account("5080"))]
    there = {row.id: row.name for row in shop.snapshot().accounts}
    assert links(confirmed, LinkKind.ACCOUNT)["5050"] == (there[shop.account("5080")], True)
    assert MUG in {link.ours for link in confirmed.matching.proposed}
    assert "5080" in {row.ours for row in confirmed.matching.unmatched}  # its own row is 5050's now


def test_one_is_named_by_its_name_there_too(shop: Shop) -> None:
    confirmed = shop.confirm(Said({LinkKind.ITEM: [("mug-01", "desk lamp black")]}))
    assert [(link.ours, link.remote_name) for link in confirmed.settled] == [(MUG, "Desk Lamp Black")]


def test_what_has_no_counterpart_is_said_once(shop: Shop) -> None:
    confirmed = shop.confirm(Said(not_these=(LAMP, "account:2210")))
    assert {link.ours for link in confirmed.settled if not link.remote_id} == {LAMP, "2210"}
    assert confirmed.matching.proposed == ()
    again = shop.pull(full=True)
    assert LAMP not in {link.ours for link in again.matching.proposed}
    assert again.matching.unmatched == ()
    company = shop.books().connected
    assert company is not None
    assert (company.tracked(LAMP), company.links.of(LinkKind.ACCOUNT, "2210")) == (None, None)


def test_a_row_that_was_renamed_is_seen_under_its_present_name(shop: Shop) -> None:
    shop.confirm()
    shop.someone("update", "Account", Id=shop.account("5050"), Name="Breakages")
    assert len(shop.pull().renamed) == 1
    assert [(link.ours, link.remote_name) for link in shop.confirm().settled] == [("5050", "Breakages")]
    assert shop.pull().renamed == ()


def test_two_items_of_ours_are_never_one_there(shop: Shop) -> None:
    shop.confirm()
    with pytest.raises(RefusedByBooks, match="is MUG-01 here already, and cannot be LMP-DSK as well"):
        shop.confirm(Said({LinkKind.ITEM: [(LAMP, shop.item(MUG).id)]}))
    with pytest.raises(RefusedByBooks, match="cannot be"):
        shop.confirm(accounts(a1290=shop.account("1200"), a1200=shop.account("1200")))


def test_what_cannot_be_meant(shop: Shop) -> None:
    for said, wrong in (
        (accounts(a5050="9999"), NotFound),
        (accounts(a9999=shop.account("5050")), NotFound),
        (accounts(a5050=shop.account("1200")), WrongUsage),
        (Said({LinkKind.LOCATION: [("Moon", "Store")]}), NotFound),
        (Said({LinkKind.VENDOR: [("Acme", "Acme")]}), NotFound),
        (Said(not_these=("nothing",)), NotFound),
    ):
        with pytest.raises(wrong):
            shop.confirm(said)
    assert shop.books().connected is not None
    assert [link for link in shop.pull().matching.links if link.confirmed] == []


def test_an_inactive_row_is_no_counterpart(shop: Shop) -> None:
    shop.someone("update", "Account", Id=shop.account("5060"), Active=False)
    shop.pull()
    with pytest.raises(WrongUsage, match="inactive there"):
        shop.confirm(accounts(a5060=shop.account("5060")))


def test_before_anything_was_pulled(store: SqlStore) -> None:
    with pytest.raises(RefusedByBooks) as refused:
        connected_shop(store).confirm()
    assert refused.value.code == "not_pulled"


def test_who_approves_says_who_a_supplier_is_and_who_settles_policy_what_an_account_is(shop: Shop, store: SqlStore) -> None:
    with store.client(HARDWARE) as transaction:
        transaction.add_person("ben", PersonRole.APPROVER, at=shop.now())
        transaction.add_person("kim", PersonRole.BOOKKEEPER, at=shop.now())
    with pytest.raises(NotAllowed):
        shop.confirm(by="ben")
    shop.someone("create", "Vendor", DisplayName="Acme Pottery")
    shop.pull()
    supplier = Said({LinkKind.VENDOR: [("Acme", "Acme Pottery")]})
    with pytest.raises(NotAllowed):
        shop.confirm(supplier, by="kim")
    assert [(link.ours, link.confirmed_by) for link in shop.confirm(supplier, by="ben").settled] == [("Acme", "ben")]
