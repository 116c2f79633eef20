"""One company of a service for a client, its tokens changed by one at a time; on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from assistant.adapters.sql.engine import migrate
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.adapters.sql.vault import SqlVault
from assistant.books.remote import Company, ConnectionState, DocumentState, Environment, Lifetime, RemoteDocument
from tests.adapters.sql.pottery import NOON, broken, potteries

LIFETIME = Lifetime(NOON + timedelta(hours=1), NOON + timedelta(days=100), NOON + timedelta(days=1825))
LATER = Lifetime(NOON + timedelta(hours=2), NOON + timedelta(days=101), NOON + timedelta(days=1825))
COMPANY = Company("quickbooks", "9130", Environment.SANDBOX, "Kiln Inc", "sealed", "ann", NOON, LIFETIME)


@pytest.fixture
def vault(store: SqlStore) -> SqlVault:
    with store.client("kiln") as books:
        books.save_company(COMPANY)
    return SqlVault(store, "kiln")


def test_a_client_is_connected_to_one_company_of_a_service(store: SqlStore) -> None:
    with store.client("kiln") as books:
        assert books.company() is None
        books.save_company(COMPANY)
        assert books.company() == COMPANY
        moved = replace(COMPANY, realm="9131", tokens="resealed", state=ConnectionState.RECONNECT, says="Ended.")
        books.save_company(moved)
        assert books.company() == moved
        assert books.company("another") is None
    with store.client("forge") as books:
        assert books.company() is None


def test_the_other_clients_of_a_company_are_known(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.save_company(COMPANY)
        assert books.others_at(COMPANY) == ()
    with store.client("forge") as books:
        assert books.others_at(COMPANY) == ("kiln",)
        assert books.others_at(replace(COMPANY, realm="9131")) == ()
        assert books.others_at(replace(COMPANY, environment=Environment.PRODUCTION)) == ()
    with store.client("kiln") as books:
        books.forget_company()
        assert books.company() is None
    with store.client("forge") as books:
        assert books.others_at(COMPANY) == ()


def test_documents_that_companies_have_are_counted(store: SqlStore) -> None:
    with store.client("kiln") as books:
        for number, state in zip(("WO-1001", "WO-1002", "WO-1003"), ("done", "unknown", "held"), strict=True):
            books.post(broken(books.books(), "1", number=number))
            kind, body = "JournalEntry", '{"Line":[]}'
            books.save_document(RemoteDocument("9130", number, 1, kind, number, number, body, DocumentState(state), NOON))
        assert books.documents_sent() == books.documents_sent(elsewhere_than="9131") == 2
        assert books.documents_sent(elsewhere_than="9130") == 0
    with store.client("forge") as books:
        assert books.documents_sent() == 0


def test_one_holds_the_lease_until_it_ends_or_is_let_go(vault: SqlVault) -> None:
    until = NOON + timedelta(seconds=60)
    assert vault.lease(holder="a", now=NOON, until=until) == COMPANY
    assert vault.lease(holder="b", now=NOON, until=until) is None
    assert vault.lease(holder="a", now=NOON, until=until) == COMPANY
    vault.release(holder="b")
    assert vault.lease(holder="b", now=NOON, until=until) is None
    vault.release(holder="a")
    assert vault.lease(holder="b", now=NOON, until=until) == COMPANY
    assert vault.lease(holder="c", now=until, until=until + timedelta(seconds=60)) == COMPANY
    assert vault.lease(holder="b", now=until, until=until) is None


def test_of_many_who_ask_at_once_one_gets_the_lease(vault: SqlVault) -> None:
    def ask(holder: int) -> bool:
        return vault.lease(holder=str(holder), now=NOON, until=NOON + timedelta(seconds=60)) is not None

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ask, range(8))) == [False] * 7 + [True]


def test_new_tokens_take_the_place_of_those_they_came_from(vault: SqlVault) -> None:
    vault.lease(holder="a", now=NOON, until=NOON + timedelta(seconds=60))
    assert vault.replace("sealed", "newer", LATER)
    assert vault.company() == replace(COMPANY, tokens="newer", lifetime=LATER)
    assert not vault.replace("sealed", "stray", LIFETIME)
    assert vault.company() == replace(COMPANY, tokens="newer", lifetime=LATER)
    assert vault.lease(holder="b", now=NOON, until=NOON) is not None


def test_a_lost_connection_is_marked_once_and_leased_no_more(vault: SqlVault, store: SqlStore) -> None:
    assert not vault.lost("others", says="It ended.", at=NOON)
    assert vault.lost("sealed", says="It ended.", at=NOON)
    assert vault.company() == replace(COMPANY, state=ConnectionState.RECONNECT, says="It ended.")
    assert vault.lease(holder="a", now=NOON, until=NOON + timedelta(seconds=60)) is None
    with store.client("kiln") as books:
        (event,) = [event for event in books.events("kiln") if event.what == "quickbooks.lost"]
    assert event.detail == {"says": "It ended."}


def test_a_renewal_that_ended_well_after_all_heals_the_mark(vault: SqlVault) -> None:
    """Who renewed for longer than the lease comes back after another took the connection for lost."""
    vault.lost("sealed", says="It ended.", at=NOON)
    assert vault.replace("sealed", "newer", LATER)
    assert vault.company() == replace(COMPANY, tokens="newer", lifetime=LATER)


def test_connecting_again_takes_tokens_and_lease_from_whoever_had_them(vault: SqlVault, store: SqlStore) -> None:
    vault.lease(holder="a", now=NOON, until=NOON + timedelta(seconds=60))
    with store.client("kiln") as books:
        books.save_company(replace(COMPANY, tokens="anew"))
    assert not vault.replace("sealed", "stray", LATER)
    assert vault.lease(holder="b", now=NOON, until=NOON + timedelta(seconds=60)) == replace(COMPANY, tokens="anew")


@pytest.mark.parametrize("ask", [lambda v: v.lease(holder="a", now=NOON, until=NOON), lambda v: v.company()])
def test_without_a_company_there_is_nothing_to_hold(store: SqlStore, ask: Callable[[SqlVault], Company | None]) -> None:
    assert ask(SqlVault(store, "forge")) is None


def test_books_that_kept_tokens_in_the_clear_keep_none(books_url: str) -> None:
    """They connect once more; what was sent and what waits is as it was."""
    with potteries(books_url) as store:
        with store.client("kiln") as books:
            books.post(broken(books.books(), "1"))
        with store.engine.begin() as connection:
            migrate(connection, "0004")
            kept = "'kiln', 'quickbooks', '9130', 'practice', 'Kiln Inc', 'clear', 'ann', :at"
            connection.execute(text(f"INSERT INTO connections VALUES ({kept})"), {"at": NOON.isoformat()})
    with closing(open_books(books_url)) as store, store.client("kiln") as books:
        assert books.company() is None
        assert books.to_send() == ("WO-1001",)
        books.save_company(COMPANY)
        assert books.company() == COMPANY
