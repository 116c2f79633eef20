"""What is to go out: each posted entry once, the company, and documents that are sent again as they were."""

from dataclasses import replace

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.books.remote import DocumentState
from assistant.errors import RefusedByBooks
from tests.adapters.sql.company import document
from tests.adapters.sql.pottery import NOON, broken, usd


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
        books.send_again("WO-1001")
        assert books.to_send() == ("WO-1001", "WO-1002")


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
        there = replace(sent, state=DocumentState.UNCOSTED, remote_id="145", sync_token="0", attempts=2)
        books.save_document(there)
        done = replace(there, state=DocumentState.DONE, cost=usd("-4.15"), cost_read_at=NOON)
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


def test_a_document_that_its_entry_needs_no_more_goes_unless_it_was_sent(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.post(broken(books.books(), "1"))
        for part in (1, 2, 3):
            books.save_document(document(part=part))
        books.drop_document(document(part=2))
        assert books.documents("9130") == (document(), document(part=3))
        books.save_document(sent := replace(document(), state=DocumentState.SENT))
    with pytest.raises(RefusedByBooks, match="stays as it was sent"), store.client("kiln") as books:
        books.drop_document(sent)
    with store.client("kiln") as books:
        assert books.documents("9130") == (sent, document(part=3))


def test_a_document_is_of_an_entry_that_is_there(store: SqlStore) -> None:
    with pytest.raises(RefusedByBooks), store.client("kiln") as books:
        books.save_document(document("WO-1009"))


def test_a_document_is_made_anew_or_done_without_only_while_it_is_certain_that_nothing_is_there(store: SqlStore) -> None:
    """The rule is the database's: a fate that is not known is looked up, and what is there does not wait to be sent."""
    with store.client("kiln") as books:
        books.post(broken(books.books(), "1"))
        books.save_document(replace(document(), state=DocumentState.UNKNOWN, attempts=1))
    for state in (DocumentState.QUEUED, DocumentState.HELD, DocumentState.AWAITING_MANUAL, DocumentState.THEIRS):
        with pytest.raises(RefusedByBooks, match="is or may be there"), store.client("kiln") as books:
            books.save_document(replace(document(), state=state, attempts=1))
    with store.client("kiln") as books:
        books.save_document(replace(document(), state=DocumentState.DONE, attempts=2, remote_id="1"))
        books.save_document(replace(document(), state=DocumentState.DELETED, attempts=2, remote_id="1"))
        again = replace(document(), request_id="another", attempts=2)
        books.save_document(again)
        assert books.documents("9130") == (again,)
