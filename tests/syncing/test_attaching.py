"""Evidence goes along: each file is at the document that QuickBooks keeps of its entry, once."""

import hashlib

import pytest

from assistant.books.evidence import EvidenceFile
from assistant.practice.schedule import TRANSIENT, fits
from assistant.syncing.attaching import name_there
from tests.syncing.bakery import CLIENT, OWNER, insured, spilt
from tests.syncing.harness import Bench

PHOTO = b"\xff\xd8 the broken bowls"


def given(bench: Bench, subject: str = "WO-1001", name: str = "bowls, broken.jpg", content: bytes = PHOTO) -> EvidenceFile:
    digest = hashlib.sha256(content).hexdigest()
    file = EvidenceFile(digest, name, "image/jpeg", len(content), subject, OWNER, bench.now())
    with bench.store.client(CLIENT) as books:
        books.add_evidence(file, content)
    return file


def there(bench: Bench) -> list[tuple[str, str, str]]:
    """Each file of the company: its name, and kind and Id of what it is at."""
    rows = bench.there("Attachable")
    refs = [(row["FileName"], row["AttachableRef"][0]["EntityRef"]) for row in rows]
    return [(name, str(ref["type"]), str(ref["value"])) for name, ref in refs]


def test_a_file_is_at_the_first_document_of_its_entry(bench: Bench) -> None:
    bench.post(insured(bench.books(), "WO-1001"))
    file = given(bench)
    (synced,) = bench.sync().synced
    assert there(bench) == [(name_there(file), "InventoryAdjustment", synced.documents[0].remote_id)]
    assert name_there(file) == f"bowls, broken-{file.digest[:12]}.jpg"
    with bench.store.client(CLIENT, reads=True) as books:
        (kept,) = books.attachments(bench.realm, "WO-1001")
    assert (kept.attempts, bool(kept.remote_id)) == (1, True)


@pytest.mark.parametrize("fault", [fault for fault in TRANSIENT if fits(fault, "upload")])
def test_whatever_befalls_an_upload_the_file_is_there_once(bench: Bench, fault: str) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    given(bench)
    given(bench, name="second.jpg", content=b"another")
    bench.strike({"on": "upload", "fault": fault, "seconds": 30})
    bench.run_to_the_end()
    assert len(there(bench)) == len(set(there(bench))) == 2
    assert bench.judge({"WO-1001": ("JournalEntry",)}) == []


def test_the_same_file_given_twice_goes_once(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    given(bench)
    given(bench, name="again.jpg")
    assert len(bench.sync().synced) == 1
    assert len(there(bench)) == 1


def test_a_file_that_is_refused_leaves_the_entry_waiting_and_the_document_there(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    given(bench)
    bench.strike({"on": "upload", "fault": "api_fault", "codes": ["6030"]})
    receipt = bench.sync()
    assert [(row.entry, row.reason) for row in receipt.failed] == [("WO-1001", "not_attached")]
    assert [each.kind for each in receipt.failed[0].documents] == ["JournalEntry"]
    assert [row.entry for row in receipt.synced] == ["WO-1002"]
    assert len(bench.sync().synced) == 1
    assert len(bench.posts()) == 2


def test_a_name_keeps_its_ending_and_no_more_than_it_needs(bench: Bench) -> None:
    assert name_there(given(bench, name=f"{'x' * 300}.tar.gz")).endswith(".gz")
    assert len(name_there(given(bench, name="y" * 300, content=b"2"))) < 100
