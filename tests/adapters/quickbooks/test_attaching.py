"""Files on documents: each there once, under its name, byte for byte, and a refusal inside an answer is a refusal."""

from dataclasses import replace
from urllib.request import urlopen

import pytest

from assistant.adapters.quickbooks.faults import NoAnswer, QuickBooksFault
from assistant.books.remote import RemoteDocument
from tests.adapters.quickbooks.window import Window, inside, over_http
from tests.practice.stockroom import seed

PICTURE = bytes(range(256)) + b"\r\n--writeoff\r\n\r\n"


@pytest.fixture
def window() -> Window:
    return inside(seed())


@pytest.mark.parametrize("make", [Window.journal, Window.adjustment, Window.credit])
def test_a_file_hangs_on_its_document(window: Window, make: object) -> None:
    document, _ = window.kept(make(window))  # type: ignore[operator]
    id_ = window.quickbooks.attach(document, "photo 1a2b.jpg", "image/jpeg", PICTURE)
    assert window.quickbooks.attached(document) == {"photo 1a2b.jpg": id_}
    other, _ = window.kept(window.journal("WO-8-A"))
    assert window.quickbooks.attached(other) == {}


def test_the_file_comes_back_as_it_was_sent() -> None:
    with over_http(seed()) as window:
        document, _ = window.kept(window.journal())
        window.quickbooks.attach(document, 'a "photo"\r\nX-Evil: yes\\ ü.jpg', "image/jpeg", PICTURE)
        (row,) = window.quickbooks._company.rows("Attachable")
        assert row["FileName"] == 'a "photo"\r\nX-Evil: yes\\ ü.jpg'
        assert (row["ContentType"], row["Size"]) == ("image/jpeg", len(PICTURE))
        with urlopen(row["TempDownloadUri"]) as file:
            assert file.read() == PICTURE


def attached(window: Window) -> tuple[RemoteDocument, str]:
    document, _ = window.kept(window.journal())
    return document, window.quickbooks.attach(document, "count.pdf", "application/pdf", b"%PDF")


def test_the_same_file_again_is_the_same_file(window: Window) -> None:
    document, id_ = attached(window)
    assert window.quickbooks.attach(document, "count.pdf", "application/pdf", b"%PDF") == id_
    assert window.quickbooks.attached(document) == {"count.pdf": id_}


@pytest.mark.parametrize("fault", ["commit_then_stall", "commit_then_drop", "truncated"])
def test_a_file_without_an_answer_is_found_by_its_name(window: Window, fault: str) -> None:
    document, _ = window.kept(window.journal())
    window.script({"on": "upload", "fault": fault})
    with pytest.raises((NoAnswer, QuickBooksFault)):
        window.quickbooks.attach(document, "count.pdf", "application/pdf", b"%PDF")
    assert list(window.quickbooks.attached(document)) == ["count.pdf"]


def test_a_fault_inside_the_answer_is_a_refusal(window: Window) -> None:
    """The document is not there, and the upload comes back with status 200 and a fault in the file's place."""
    document, record = window.kept(window.journal())
    window.quickbooks.delete(document.kind, record.id, record.sync_token, "r-del")
    with pytest.raises(QuickBooksFault, match="is inactive or gone in QuickBooks") as raised:
        window.quickbooks.attach(document, "count.pdf", "application/pdf", b"%PDF")
    assert raised.value.fault.codes == ("610",)


def test_a_kind_that_may_bear_no_file_is_said(window: Window) -> None:
    document, _ = window.kept(window.journal())
    odd = replace(document, kind="TimeActivity")
    with pytest.raises(QuickBooksFault, match="does not take this file"):
        window.quickbooks.attach(odd, "count.pdf", "application/pdf", b"%PDF")


def test_an_odd_type_is_sent_as_plain_bytes(window: Window) -> None:
    document, _ = window.kept(window.journal())
    window.quickbooks.attach(document, "count.bin", "text/plain\r\nX-Evil: yes", b"1")
    assert list(window.quickbooks.attached(document)) == ["count.bin"]
