"""Which company a client's entries go to: one of its own, the same one again, or another where its owner says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.connecting import Access, connect, disconnect
from assistant.books.people import PersonRole
from assistant.books.remote import Company, DocumentState, Environment, Lifetime, Link, LinkKind, RemoteDocument
from assistant.errors import NotAllowed, OutsideServiceFailed, RefusedByBooks
from tests.adapters.sql.pottery import NOON, broken, potteries

LIFETIME = Lifetime(NOON + timedelta(hours=1), NOON + timedelta(days=100), NOON + timedelta(days=1825))
LINK = Link(LinkKind.ACCOUNT, "5050", "83", "Breakage of the kiln", "ann", NOON)


@dataclass(frozen=True)
class There:
    """A company, asked when it is connected."""

    title: str = "Kiln Inc"
    currency: str = "USD"

    def name(self) -> str:
        return self.title

    def home_currency(self) -> str:
        return self.currency


def access(realm: str = "9130", environment: Environment = Environment.SANDBOX, there: There | None = None) -> Access:
    return Access(realm, environment, f"sealed for {realm}", LIFETIME, there or There())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with potteries(str(tmp_path / "books.db")) as store:
        yield store


def connected(store: SqlStore, given: Access | None = None, client: str = "kiln", *, another: bool = False) -> Company:
    return connect(store, client, lambda: given or access(), by="ann", at=NOON, another_company=another)


def send(store: SqlStore, state: DocumentState) -> None:
    """An entry's document in the company 9130, as far as that state."""
    with store.client("kiln") as books:
        books.post(broken(books.books(), "3"))
        body = '{"Line":[]}'
        books.save_document(RemoteDocument("9130", "WO-1001", 1, "JournalEntry", "r", "n", body, state, NOON))


def now_connected(store: SqlStore, client: str = "kiln") -> Company | None:
    with store.client(client) as books:
        return books.company()


def test_the_company_is_stored_and_told_of_in_the_trail(store: SqlStore) -> None:
    company = connected(store)
    assert company == now_connected(store)
    assert company == Company(
        "quickbooks", "9130", Environment.SANDBOX, "Kiln Inc", "sealed for 9130", "ann", NOON, LIFETIME
    )  # fmt: skip
    with store.client("kiln") as books:
        (event,) = [event for event in books.events("kiln") if event.what == "quickbooks.connected"]
    assert "sealed" not in repr(event)


def test_a_company_belongs_to_one_client(store: SqlStore) -> None:
    """Two sets of books in one company agree with it neither; who the other client is remains its people's concern."""
    connected(store)
    with pytest.raises(RefusedByBooks, match=r"Another client of these books is connected to Kiln Inc") as refused:
        connected(store, client="forge", another=True)
    assert refused.value.code == "company_of_another_client"
    assert "kiln" not in f"{refused.value.says} {refused.value.remedy}"
    assert now_connected(store, "forge") is None
    connected(store, access("9131"), client="forge")
    connected(store, access(environment=Environment.PRODUCTION), client="forge")
    disconnect(store, "kiln", lambda _: None, by="ann", at=NOON)
    connected(store, client="forge")


def test_the_same_company_again_keeps_what_a_person_confirmed(store: SqlStore) -> None:
    connected(store)
    with store.client("kiln") as books:
        books.save_links("9130", [LINK])
    send(store, DocumentState.DONE)
    connected(store)
    with store.client("kiln") as books:
        assert books.links("9130").links == (LINK,)
        assert len(books.documents("9130")) == 1
        assert books.to_send() == ("WO-1001",)


@pytest.mark.parametrize("state", [DocumentState.SENT, DocumentState.UNKNOWN, DocumentState.DONE, DocumentState.CHANGED])
def test_another_company_than_the_one_that_has_documents_needs_the_owners_word(store: SqlStore, state: DocumentState) -> None:
    connected(store)
    send(store, state)
    before = now_connected(store)
    with pytest.raises(RefusedByBooks, match=r"1 document of these books went to Kiln Inc \(sandbox company 9130\)") as refused:
        connected(store, access("9131"))
    assert (refused.value.code, "--another-company" in refused.value.remedy) == ("another_company", True)
    assert now_connected(store) == before
    disconnect(store, "kiln", lambda _: None, by="ann", at=NOON)
    with pytest.raises(RefusedByBooks, match="went to another company"):
        connected(store, access("9131"))
    assert connected(store, access("9131"), another=True).realm == "9131"
    assert connected(store, access("9131")).realm == "9131"  # from then on it is the same


@pytest.mark.parametrize("state", [DocumentState.QUEUED, DocumentState.HELD, DocumentState.FAILED])
def test_a_company_that_has_nothing_is_left_for_another(store: SqlStore, state: DocumentState) -> None:
    connected(store)
    send(store, state)
    assert connected(store, access("9131")).realm == "9131"


def test_the_same_number_in_another_environment_is_another_company(store: SqlStore) -> None:
    connected(store)
    send(store, DocumentState.DONE)
    with pytest.raises(RefusedByBooks, match=r"went to Kiln Inc \(sandbox company 9130\), and would stay there"):
        connected(store, access(environment=Environment.PRODUCTION))


def test_a_company_of_another_currency_is_refused(store: SqlStore) -> None:
    with pytest.raises(RefusedByBooks, match="keeps its books in EUR, and kiln in USD"):
        connected(store, access(there=There(currency="EUR")))
    assert now_connected(store) is None


def test_who_may_not_connect_is_not_asked_for_consent(store: SqlStore) -> None:
    asked: list[str] = []

    def consent() -> Access:
        asked.append("consent")
        return access()

    with store.client("kiln") as books:
        books.add_person("bea", PersonRole.APPROVER, at=NOON)
    with pytest.raises(NotAllowed):
        connect(store, "kiln", consent, by="bea", at=NOON)
    with pytest.raises(NotAllowed):
        disconnect(store, "kiln", lambda _: asked.append("revoke"), by="bea", at=NOON)
    assert asked == []


def test_a_connection_that_cannot_be_ended_there_stays_here(store: SqlStore) -> None:
    def unreachable(_: Company) -> None:
        raise OutsideServiceFailed("QuickBooks' sign-in gave no answer.", "Try again in a while.")

    with pytest.raises(RefusedByBooks, match="connected to no QuickBooks company"):
        disconnect(store, "kiln", unreachable, by="ann", at=NOON)
    company = connected(store)
    with pytest.raises(OutsideServiceFailed):
        disconnect(store, "kiln", unreachable, by="ann", at=NOON)
    assert now_connected(store) == company


def test_disconnecting_forgets_the_tokens_and_keeps_the_rest(store: SqlStore) -> None:
    company = connected(store)
    with store.client("kiln") as books:
        books.save_links("9130", [LINK])
    send(store, DocumentState.DONE)
    revoked: list[Company] = []
    assert disconnect(store, "kiln", revoked.append, by="ann", at=NOON) == company
    assert revoked == [company]
    assert now_connected(store) is None
    with store.client("kiln") as books:
        assert books.links("9130").links == (LINK,)
        assert len(books.documents("9130")) == 1
        assert books.to_send() == ("WO-1001",)
        assert [event.what for event in books.events("kiln")][-1] == "quickbooks.disconnected"
