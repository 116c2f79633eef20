"""Files of evidence: each content once, found by the draft or the entry, as they were given."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from assistant.adapters.sql.store import SqlStore
from assistant.books.evidence import EvidenceFile
from assistant.errors import NotFound, WrongUsage
from tests.adapters.sql.pottery import NOON, broken, draft_of

PHOTO = bytes(range(256)) * 40
LETTER = b"%PDF-1.7 the insurer's letter"


def file_of(content: bytes, subject: str = "D-1", name: str = "photo.jpg") -> EvidenceFile:
    digest = hashlib.sha256(content).hexdigest()
    return EvidenceFile(digest, name, "image/jpeg", len(content), subject, "ann", NOON)


def test_a_file_comes_back_as_it_was_given(store: SqlStore) -> None:
    photo, letter = file_of(PHOTO), replace(file_of(LETTER, name="letter.pdf"), added_at=NOON + timedelta(hours=1))
    with store.client("kiln") as books:
        books.add_evidence(letter, LETTER)
        books.add_evidence(photo, PHOTO)
        assert books.evidence("D-1") == (photo, letter)
        assert (books.evidence_content(photo.digest), books.evidence_content(letter.digest)) == (PHOTO, LETTER)
        assert books.evidence("D-2") == ()
    with store.client("forge") as books:
        assert books.evidence("D-1") == ()
        with pytest.raises(NotFound, match="There is no file"):
            books.evidence_content(photo.digest)


def test_a_content_is_kept_once_however_often_it_is_given(store: SqlStore) -> None:
    with store.client("kiln") as books:
        first = file_of(PHOTO)
        books.add_evidence(first, PHOTO)
        books.add_evidence(replace(first, name="copy.jpg", added_by="bob"), PHOTO)
        books.add_evidence(replace(first, subject="D-2", name="same.jpg"), PHOTO)
        assert books.evidence("D-1") == (first,)
        assert books.evidence("D-2") == (replace(first, subject="D-2", name="same.jpg"),)
        assert books.connection.execute(text("SELECT count(*) FROM evidence_contents")).scalar() == 1


def test_evidence_of_a_draft_is_evidence_of_its_entry(store: SqlStore) -> None:
    with store.client("kiln") as books:
        draft = draft_of(books)
        books.add_evidence(photo := file_of(PHOTO, draft.id), PHOTO)
        books.post(replace(broken(books.books(), "3"), draft_id=draft.id))
        letter = replace(file_of(LETTER, "WO-1001", "letter.pdf"), added_at=NOON + timedelta(hours=1))
        books.add_evidence(letter, LETTER)
        books.add_evidence(replace(photo, subject="WO-1001", added_at=NOON + timedelta(hours=2)), PHOTO)
        assert books.evidence("WO-1001") == (photo, letter)
        assert books.evidence(draft.id) == (photo,)
        assert books.evidence("WO-1002") == ()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (file_of(b""), b""),
        (file_of(PHOTO), PHOTO[:-1]),
        (file_of(PHOTO), PHOTO + b"."),
        (replace(file_of(PHOTO), size=1), PHOTO),
    ],
)
def test_a_file_that_is_not_what_it_says_is_not_kept(store: SqlStore, file: EvidenceFile, content: bytes) -> None:
    with pytest.raises(WrongUsage, match=r"photo.jpg is empty, or changed"), store.client("kiln") as books:
        books.add_evidence(file, content)
    with store.client("kiln") as books:
        assert books.evidence("D-1") == ()
