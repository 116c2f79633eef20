"""What is to go out: each posted entry once, the company and its accounts, and documents that are sent again as they were."""

from dataclasses import replace

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.books.remote import AccountLink, Company, DocumentState, RemoteDocument
from assistant.errors import RefusedByBooks
from tests.adapters.sql.pottery import NOON, broken

COMPANY = Company("quickbooks", "9130", "http://127.0.0.1:8100", "Practice Pottery", "sealed", "ann", NOON)


def document(entry: str = "WO-1001", part: int = 1, state: DocumentState = DocumentState.QUEUED) -> RemoteDocument:
    return RemoteDocument("9130", entry, part, "JournalEntry", f"{entry}-{part}", entry, '{"Line":[]}', state, NOON)


def test_each_posted_entry_goes_out_until_it_is_sent(store: SqlStore) -> None:
    with store.client("kiln") as books:
        for number in ("WO-1001", "WO-1002"):
            books.post(broken(books.books(), "1", number=number))
        assert books.to_send() == ("WO-1001", "WO-1002")
        books.sent("WO-1001", at=NOON)
        assert books.to_send() == ("WO-1002",)
    with store.client("forge") as books:
        books.post(broken(books.books(), "1"))
        books.sent("WO-1002", at=NOON)
        assert books.to_send() == ("WO-1001",)
    with store.client("kiln") as books:
        assert books.to_send() == ("WO-1002",)


def test_a_client_is_connected_to_one_company_of_a_service(store: SqlStore) -> None:
    with store.client("kiln") as books:
        assert books.company() is None
        books.save_company(COMPANY)
        assert books.company() == COMPANY
        moved = replace(COMPANY, realm="9131", tokens="resealed")
        books.save_company(moved)
        assert books.company() == moved
        assert books.company("another") is None
    with store.client("forge") as books:
        assert books.company() is None


def test_accounts_are_known_by_the_companys_ids(store: SqlStore) -> None:
    links = (AccountLink("1200", "81", "Inventory"), AccountLink("5050", "82", "Breakage"))
    with store.client("kiln") as books:
        books.save_links("9130", links)
        books.save_links("9131", links[:1])
        assert books.links("9130") == {"1200": links[0], "5050": links[1]}
        books.save_links("9130", links[1:])
        assert books.links("9130") == {"5050": links[1]}
        assert books.links("9131") == {"1200": links[0]}
    with store.client("forge") as books:
        assert books.links("9130") == {}
    with pytest.raises(RefusedByBooks), store.client("kiln") as books:
        books.save_links("9130", (AccountLink("9999", "1", "Nothing"),))


def test_documents_are_found_by_entry_and_by_state_in_the_order_of_the_journal(store: SqlStore) -> None:
    with store.client("kiln") as books:
        for number in ("WO-1001", "WO-1002"):
            books.post(broken(books.books(), "1", number=number))
        stored = (document(), document(part=2, state=DocumentState.HELD), document("WO-1002"))
        for each in reversed(stored):
            books.save_document(each)
        assert books.documents("9130") == stored
        assert books.documents("9130", entry="WO-1001") == stored[:2]
        assert books.documents("9130", states=frozenset({DocumentState.QUEUED})) == (stored[0], stored[2])
        assert books.documents("9131") == ()
    with store.client("forge") as books:
        assert books.documents("9130") == ()


def test_a_document_that_was_sent_is_sent_again_as_it_was(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.post(broken(books.books(), "1"))
        books.save_document(document())
        corrected = replace(document(), body='{"Line":[1]}')
        books.save_document(corrected)
        sent = replace(corrected, state=DocumentState.SENT, attempts=1)
        books.save_document(sent)
        done = replace(sent, state=DocumentState.DONE, remote_id="145", sync_token="0", attempts=2)
        books.save_document(done)
        assert books.documents("9130") == (done,)
        with pytest.raises(RefusedByBooks, match="WO-1001 was sent already"):
            books.save_document(replace(done, body="{}"))


def test_a_document_that_was_refused_may_be_made_anew(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.post(broken(books.books(), "1"))
        books.save_document(replace(document(), state=DocumentState.FAILED, attempts=1))
        anew = replace(document(), request_id="another", body="{}", attempts=1)
        books.save_document(anew)
        assert books.documents("9130") == (anew,)


def test_a_document_is_of_an_entry_that_is_there(store: SqlStore) -> None:
    with pytest.raises(RefusedByBooks), store.client("kiln") as books:
        books.save_document(document("WO-1009"))
