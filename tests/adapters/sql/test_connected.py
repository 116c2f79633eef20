"""The company as the books know it: what was pulled, what is linked to what, what was found there; each client its own."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.books.connected import Connected
from assistant.books.found import FoundThere, Verdict
from assistant.books.remote import ConnectionState, Link, LinkKind, Links
from assistant.errors import RefusedByBooks
from tests.adapters.sql.company import COMPANY, LINKS, REALM, SNAPSHOT, connect, linked
from tests.adapters.sql.pottery import NOON, TODAY, broken, usd

BILL = FoundThere("D-1", "VendorCredit", "55", "VC-7", TODAY, usd("12.45"), "The same goods and amount.", NOON)
FALL = FoundThere("D-1", "quantity", "7", "", TODAY, None, "Three fewer than ours.", NOON)

# ── What was pulled ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_books_carry_the_company_once_it_is_connected_and_pulled(store: SqlStore) -> None:
    with store.client("kiln") as books:
        assert books.books().connected is None
        books.save_company(COMPANY)
        assert books.connected() is None, "nothing is pulled yet"
        connect(books)
        books.save_found(REALM, [BILL])
        lists = SNAPSHOT, linked(*LINKS), (BILL,)
        known = Connected(REALM, "Practice Pottery", COMPANY.environment, *lists, unknown_from="WO-1001")
        assert books.books().connected == books.connected() == known
        books.save_company(replace(COMPANY, state=ConnectionState.RECONNECT, says="Consent ended."))
        assert books.connected() == replace(known, state=ConnectionState.RECONNECT)
    with store.client("forge") as books:
        assert books.books().connected is None
        assert books.snapshot(REALM) is None


def test_another_company_brings_its_own_lists(store: SqlStore) -> None:
    there = replace(SNAPSHOT, name="Other", items=())
    with store.client("kiln") as books:
        connect(books)
        books.save_company(replace(COMPANY, realm="9131"))
        assert books.connected() is None
        books.save_snapshot("9131", there, unknown_from="WO-1001")
        now = books.connected()
        assert now is not None
        assert (now.realm, now.snapshot, now.links) == ("9131", there, Links())
        assert books.snapshot(REALM) == SNAPSHOT


def test_a_pull_takes_the_place_of_the_one_before_also_for_who_read_that(store: SqlStore) -> None:
    later = replace(SNAPSHOT, pulled_at=NOON + timedelta(hours=3), values={"7": Decimal("4.15")})
    with store.client("kiln") as books:
        books.save_snapshot(REALM, SNAPSHOT, unknown_from="WO-1001")
        assert books.snapshot(REALM) == SNAPSHOT
    with suppress(KeyError), store.client("kiln") as books:
        books.save_snapshot(REALM, later, unknown_from="WO-1001")
        assert books.snapshot(REALM) == later
        raise KeyError
    with store.client("kiln") as books:
        assert books.snapshot(REALM) == SNAPSHOT, "the later pull was undone"
        books.save_snapshot(REALM, later, unknown_from="WO-1001")
        assert books.snapshot(REALM) == later


def test_a_snapshot_is_read_out_of_its_text_once(store: SqlStore) -> None:
    """A large company's takes longer to read than a draft to make."""
    with store.client("kiln") as books:
        connect(books)
        first = books.snapshot(REALM)
    with store.client("kiln", reads=True) as books:
        assert books.books().connected is not None
        assert books.snapshot(REALM) is first is not None


# ── Links ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_links_are_known_by_kind_and_company(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.save_links(REALM, LINKS)
        books.save_links("9131", LINKS[:1])
        assert books.links(REALM) == linked(*LINKS)
        assert books.links("9131") == linked(LINKS[0])
        assert books.links(REALM).of(LinkKind.ITEM, "MUG") == LINKS[2]
        assert books.links(REALM).to(LinkKind.VENDOR, "3") == LINKS[3]
    with store.client("forge") as books:
        assert books.links(REALM) == Links()


def test_links_given_take_the_place_of_all_earlier_ones_of_their_kind(store: SqlStore) -> None:
    moved = Link(LinkKind.ACCOUNT, "5050", "99", "Shrinkage", "ann", NOON)
    with store.client("kiln") as books:
        books.save_links(REALM, LINKS)
        books.save_links(REALM, (moved,))
        assert books.links(REALM) == linked(moved, *LINKS[2:])
        books.save_links(REALM, ())
        assert books.links(REALM) == linked(moved, *LINKS[2:])
        books.save_links(REALM, (), [LinkKind.ITEM, LinkKind.CLASS])
        assert books.links(REALM) == linked(moved, LINKS[3])


@pytest.mark.parametrize("kind", [LinkKind.ACCOUNT, LinkKind.ITEM])
def test_an_account_or_item_that_the_books_lack_is_linked_to_nothing(store: SqlStore, kind: LinkKind) -> None:
    with pytest.raises(RefusedByBooks), store.client("kiln") as books:
        books.save_links(REALM, (Link(kind, "9999", "1", "Nothing"),))


# ── Found there ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_found_is_kept_by_what_it_was_found_for(store: SqlStore) -> None:
    other = replace(BILL, subject="D-2", remote_id="56")
    with store.client("kiln") as books:
        books.save_found(REALM, [BILL, FALL, other])
        assert set(books.found(REALM)) == {BILL, FALL, other}
        assert set(books.found(REALM, "D-1")) == {BILL, FALL}
        assert books.found("9131") == books.found(REALM, "D-9") == ()
    with store.client("forge") as books:
        assert books.found(REALM) == ()


def test_a_new_look_leaves_what_a_person_said(store: SqlStore) -> None:
    said = replace(BILL, verdict=Verdict.THEIRS, by="ann")
    with store.client("kiln") as books:
        books.save_found(REALM, [BILL])
        books.save_found(REALM, [said])
        books.save_found(REALM, [replace(BILL, amount=usd("13.00"), found_at=NOON + timedelta(days=1))])
        assert books.found(REALM) == (replace(said, amount=usd("13.00")),)
        books.save_found(REALM, [replace(said, verdict=Verdict.BOTH, by="bob")])
        assert books.found(REALM) == (replace(said, verdict=Verdict.BOTH, by="bob"),)


def test_what_was_gone_and_is_found_again_is_open_again(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.save_found(REALM, [BILL])
        books.save_found(REALM, [replace(BILL, verdict=Verdict.GONE)])
        assert books.found(REALM) == (replace(BILL, verdict=Verdict.GONE),)
        books.save_found(REALM, [BILL])
        assert books.found(REALM) == (BILL,)


def test_what_was_found_for_a_draft_goes_with_it_to_its_entry(store: SqlStore) -> None:
    said = replace(BILL, verdict=Verdict.THEIRS, by="ann")
    with store.client("kiln") as books:
        books.save_found(REALM, [said, FALL, replace(BILL, subject="D-2")])
        books.post(broken(books.books(), "1"))
        books.move_found(REALM, "D-1", "WO-1001")
        assert set(books.found(REALM, "WO-1001")) == {replace(said, subject="WO-1001"), replace(FALL, subject="WO-1001")}
        assert books.found(REALM, "D-1") == ()
        assert books.found(REALM, "D-2") == (replace(BILL, subject="D-2"),)
