"""Evidence given for a draft or an entry: kept once, told of in the trail, and on its way out again where the entry had gone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.evidence import Kept, add, listed
from assistant.books.evidence import Attachment, EvidenceFile, Handed
from assistant.books.people import PersonRole
from assistant.books.remote import DocumentState
from assistant.errors import NotAllowed, NotFound
from tests.adapters.sql.company import REALM, connect, document
from tests.adapters.sql.conftest import opened as opened
from tests.adapters.sql.conftest import store as store  # the potteries' books
from tests.adapters.sql.pottery import NOON, broken, draft_of

PHOTO = Handed("pallet.jpg", "image/jpeg", b"a photo")
LETTER = Handed("claim.pdf", "application/pdf", b"a letter")
LATER = NOON + timedelta(hours=1)


def kept(handed: Handed, subject: str = "D-1") -> EvidenceFile:
    return EvidenceFile(handed.digest, handed.name, handed.content_type, len(handed.content), subject, "ann", NOON)


@pytest.fixture
def drafted(store: SqlStore) -> SqlStore:
    with store.client("kiln") as books:
        draft_of(books)
    return store


def post(store: SqlStore) -> None:
    """WO-1001 of D-1, sent to the company."""
    with store.client("kiln") as books:
        connect(books)
        books.post(replace(broken(books.books(), "3"), draft_id="D-1"))
        books.save_document(document(state=DocumentState.DONE))
        books.sent("WO-1001", at=NOON)


def test_files_are_kept_and_the_trail_says_which(drafted: SqlStore) -> None:
    found = add(drafted, "kiln", "D-1", [PHOTO, LETTER], by="ann", at=NOON)
    assert found == (Kept(kept(PHOTO), new=True), Kept(kept(LETTER), new=True))
    assert listed(drafted, "kiln", "D-1", by="ann").files == (Kept(kept(PHOTO)), Kept(kept(LETTER)))
    with drafted.client("kiln") as books:
        assert books.evidence_content(PHOTO.digest) == b"a photo"
        events = [event for event in books.events("D-1") if event.what == "evidence.added"]
    assert [(event.detail["file"], event.detail["sha256"], event.detail["bytes"]) for event in events] == [
        (each.name, each.digest, len(each.content)) for each in (PHOTO, LETTER)
    ]


def test_what_is_there_already_is_not_new_under_whatever_name(drafted: SqlStore) -> None:
    add(drafted, "kiln", "D-1", [PHOTO], by="ann", at=NOON)
    found = add(drafted, "kiln", "D-1", [replace(PHOTO, name="copy.jpg"), LETTER, replace(LETTER, name="x")], by="ann", at=NOON)
    assert found == (Kept(kept(PHOTO)), Kept(kept(LETTER), new=True))
    with drafted.client("kiln") as books:
        assert len([event for event in books.events() if event.what == "evidence.added"]) == 2


def test_evidence_of_the_draft_is_evidence_of_the_entry_with_what_the_company_has_of_it(drafted: SqlStore) -> None:
    add(drafted, "kiln", "D-1", [PHOTO], by="ann", at=NOON)
    post(drafted)
    there = Attachment(REALM, "WO-1001", 1, PHOTO.digest, "pallet-x.jpg", 1, "900")
    with drafted.client("kiln") as books:
        books.save_attachment(there)
    for subject in ("WO-1001", "D-1"):
        assert listed(drafted, "kiln", subject, by="ann").files == (Kept(kept(PHOTO), attachment=there),)


@pytest.mark.parametrize("subject", ["WO-1001", "D-1"])
def test_what_comes_after_the_entry_went_out_has_it_go_through_the_sync_once_more(drafted: SqlStore, subject: str) -> None:
    add(drafted, "kiln", "D-1", [PHOTO], by="ann", at=NOON)
    post(drafted)
    add(drafted, "kiln", subject, [PHOTO], by="ann", at=LATER)
    with drafted.client("kiln") as books:
        assert books.to_send() == (), "nothing came"
    add(drafted, "kiln", subject, [LETTER], by="ann", at=LATER)
    with drafted.client("kiln") as books:
        assert books.to_send() == ("WO-1001",)


def test_who_may_not_draft_gives_none_and_who_may_not_read_sees_none(drafted: SqlStore) -> None:
    with drafted.client("kiln") as books:
        books.add_person("eve", PersonRole.AUDITOR, at=NOON)
        books.add_person("rob", PersonRole.REPORTER, at=NOON)
    with pytest.raises(NotAllowed):
        add(drafted, "kiln", "D-1", [PHOTO], by="eve", at=NOON)
    with pytest.raises(NotFound):  # a draft of somebody else's is not there for who only reports
        listed(drafted, "kiln", "D-1", by="rob")
    with pytest.raises(NotFound):
        add(drafted, "kiln", "D-1", [PHOTO], by="rob", at=NOON)
    assert listed(drafted, "kiln", "D-1", by="eve").files == ()


@pytest.mark.parametrize("subject", ["D-9", "WO-1001", "nothing"])
def test_evidence_is_of_something_that_is_there(drafted: SqlStore, subject: str) -> None:
    with pytest.raises(NotFound):
        add(drafted, "kiln", subject, [PHOTO], by="ann", at=NOON)
    with pytest.raises(NotFound):
        listed(drafted, "kiln", subject, by="ann")
    with drafted.client("kiln") as books:
        assert books.evidence(subject) == ()
