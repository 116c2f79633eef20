"""A document to the company: what it keeps, what is looked up, changed and deleted, and what an answer that is none means."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from assistant.adapters.quickbooks.asking import Asking
from assistant.adapters.quickbooks.faults import Fault, NotReached, QuickBooksFault
from assistant.adapters.quickbooks.sending import send
from assistant.books.record import RecordLine
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.errors import OutsideServiceFailed
from assistant.syncing.port import Kept, Refused, Taken, Unclear
from tests.adapters.quickbooks.window import Window, inside
from tests.practice.stockroom import seed


@pytest.fixture
def window() -> Window:
    return inside(seed())


def test_a_journal_entry_is_kept_as_it_was_sent(window: Window) -> None:
    document = window.journal()
    answer = window.quickbooks.send(document)
    assert isinstance(answer, Kept)
    record = answer.record
    assert (record.kind, record.number, record.on, record.sync_token) == ("JournalEntry", "WO-1-A", "2026-11-20", "0")
    assert record.lines == (
        RecordLine(side="Debit", account=window.account("5050"), amount=Decimal("49.80")),
        RecordLine(side="Credit", account=window.account("4000"), amount=Decimal("49.80")),
    )
    assert window.quickbooks.find("JournalEntry", "WO-1-A") == (record,)
    assert window.quickbooks.read("JournalEntry", record.id) == record
    assert window.quickbooks.find("InventoryAdjustment", "WO-1-A") == ()


def test_an_adjustment_moves_the_quantity_and_tells_no_amount(window: Window) -> None:
    _, record = window.kept(window.adjustment())
    assert (record.account, record.lines) == (
        window.account("5050"),
        (RecordLine(item=window.item("Bowl"), quantity=Decimal(-12)),),
    )
    bowl = next(item for item in window.quickbooks.pull(at=window.now()).items if item.name == "Bowl")
    assert bowl.quantity == 8


def test_a_vendor_credit_takes_goods_and_a_line_below_zero(window: Window) -> None:
    _, record = window.kept(window.credit())
    assert record.party == window.vendor()
    assert record.lines == (
        RecordLine(item=window.item("Bowl"), amount=Decimal(8), quantity=Decimal(-2)),
        RecordLine(account=window.account("5050"), amount=Decimal(-1)),
    )


@pytest.mark.parametrize("make", [Window.journal, Window.adjustment, Window.credit])
def test_the_same_request_again_is_the_same_document(window: Window, make: object) -> None:
    document: RemoteDocument = make(window)  # type: ignore[operator]
    _, first = window.kept(document)
    assert window.kept(document)[1] == first
    assert len(window.quickbooks.find(document.kind, document.number)) == 1


@pytest.mark.parametrize(
    "fault", ["commit_then_stall", "commit_then_drop", "commit_then_503", "commit_then_500", "truncated", "cut_off"]
)
def test_what_was_kept_without_an_answer_is_unclear_and_found(window: Window, fault: str) -> None:
    document = window.journal()
    window.script({"on": "journalentry", "fault": fault})
    assert isinstance(window.quickbooks.send(document), Unclear)
    assert [record.number for record in window.quickbooks.find(document.kind, document.number)] == ["WO-1-A"]


@pytest.mark.parametrize("fault", ["html_503", "html_200", "json_500", "stall", "drop"])
def test_what_was_not_kept_is_unclear_too(window: Window, fault: str) -> None:
    document = window.journal()
    window.script({"on": "journalentry", "fault": fault})
    assert isinstance(window.quickbooks.send(document), Unclear)
    assert window.quickbooks.find(document.kind, document.number) == ()


def test_an_answer_in_another_type_is_read_all_the_same(window: Window) -> None:
    window.script({"on": "journalentry", "fault": "wrong_type"})
    assert isinstance(window.quickbooks.send(window.journal()), Kept)


def test_where_nobody_listens_nothing_was_sent(window: Window) -> None:
    document = window.journal()
    window.script({"on": "journalentry", "fault": "refuse", "seconds": 5})
    with pytest.raises(NotReached, match="nothing was sent"):
        window.quickbooks.send(document)


def test_too_much_is_waited_out_and_sent_once(window: Window) -> None:
    document, before = window.journal(), window.clock()
    window.script({"on": "journalentry", "fault": "throttle"}, {"on": "journalentry", "fault": "throttle_fault"})
    assert isinstance(window.quickbooks.send(document), Kept)
    assert window.clock() - before >= 120
    assert len(window.quickbooks.find(document.kind, document.number)) == 1


def test_a_number_that_is_taken_names_its_owner(window: Window) -> None:
    window.practice.set_preferences("9130", {"OtherPrefs": {"NameValue": [WARNS]}})
    _, record = window.kept(window.journal())
    assert window.quickbooks.send(replace(window.journal(), request_id="r-2")) == Taken(record.id)


WARNS = {"Name": "WarnDuplicateJournalNumber", "Value": "true"}


# ── Changed and deleted ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_is_made_again_as_it_was(window: Window) -> None:
    """Somebody changed its day and amounts; the sparse update leaves no trace of it."""
    document, before = window.kept(window.journal())
    edited = replace(document, body=window.journal(amount="51.00", on="2026-11-19").body)
    assert isinstance(window.quickbooks.update(edited, "0", "r-edit"), Kept)
    assert isinstance(window.quickbooks.update(document, "1", "r-back"), Kept)
    after = window.quickbooks.read(document.kind, document.remote_id)
    assert after is not None
    assert (after.on, after.lines, after.sync_token) == (before.on, before.lines, "2")


def test_a_document_that_changed_meanwhile_is_left(window: Window) -> None:
    document, _ = window.kept(window.journal())
    window.quickbooks.update(document, "0", "r-edit")
    answer = window.quickbooks.update(document, "0", "r-late")
    assert "Somebody changed the document in QuickBooks in the same moment" in str(answer)
    assert window.quickbooks.delete(document.kind, document.remote_id, "0", "r-del") is False


@pytest.mark.parametrize("make", [Window.journal, Window.adjustment, Window.credit])
def test_a_deleted_document_is_gone_once_and_for_all(window: Window, make: object) -> None:
    document, record = window.kept(make(window))  # type: ignore[operator]
    assert window.quickbooks.delete(document.kind, record.id, record.sync_token, "r-del") is True
    assert window.quickbooks.read(document.kind, record.id) is None
    assert window.quickbooks.find(document.kind, document.number) == ()
    assert window.quickbooks.delete(document.kind, record.id, record.sync_token, "r-again") is True


@pytest.mark.parametrize(("fault", "gone"), [("commit_then_drop", True), ("drop", False), ("html_503", False)])
def test_a_deletion_without_an_answer_is_looked_up(window: Window, fault: str, gone: bool) -> None:
    document, record = window.kept(window.journal())
    window.script({"on": "journalentry", "method": "POST", "fault": fault})
    assert window.quickbooks.delete(document.kind, record.id, record.sync_token, "r-del") is gone


def test_a_deletion_that_is_refused_says_why(window: Window) -> None:
    document, record = window.kept(window.journal())
    window.practice.set_preferences("9130", {"AccountingInfoPrefs": {"BookCloseDate": "2026-11-30"}})
    with pytest.raises(QuickBooksFault, match="The period of the entry's date is closed in QuickBooks"):
        window.quickbooks.delete(document.kind, record.id, record.sync_token, "r-del")


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_question_is_put_again_where_the_service_is_in_trouble(window: Window) -> None:
    window.script({"on": "query", "fault": "html_503"}, {"on": "query", "fault": "drop"})
    assert window.quickbooks.find("JournalEntry", "WO-9") == ()
    window.script(*[{"on": "query", "fault": "html_503"}] * 3)
    with pytest.raises(OutsideServiceFailed, match="QuickBooks was in trouble"):
        window.quickbooks.find("JournalEntry", "WO-9")


@pytest.mark.parametrize("number", ["%", "WO%", "x' OR Id > '0", "WO\\", ""])
def test_no_text_ends_its_own_quoting_or_matches_another(window: Window, number: str) -> None:
    window.kept(window.journal())
    assert window.quickbooks.find("JournalEntry", number) == ()


# ── A number that is another's ───────────────────────────────────────────────────────────────────────────────────────


class Says(Asking):
    """A company that answers each document with a fault in these words."""

    def __init__(self, words: str, *codes: str) -> None:
        self.fault = Fault(400, codes, words)

    def post(self, path: str, body: str, request_id: str, **params: str) -> dict[str, Any]:
        raise QuickBooksFault(self.fault)


@pytest.mark.parametrize(
    ("kind", "words", "owner"),
    [
        ("JournalEntry", "DocNumber=WO-1 is assigned to TxnType=Journal Entry with TxnId=145", "145"),
        ("InventoryAdjustment", "DocNumber=WO-1 is assigned to TxnType=Inventory Qty Adjust with TxnId=145", "145"),
        ("InventoryAdjustment", "DocNumber=WO-1 is assigned to TxnType=Inventory Adjustment with TxnId=145", "145"),
        ("VendorCredit", "DocNumber=WO-1 is assigned to TxnType=Vendor Credit with TxnId=145", "145"),
        ("JournalEntry", "This number has already been used. TxnId=145", "145"),
        ("JournalEntry", "DocNumber=WO-1 is assigned to TxnType=Bill with TxnId=145", ""),
        ("JournalEntry", "You must specify a different number.", ""),
    ],
)
def test_the_owner_of_a_number_is_looked_at_where_it_may_be_ours(kind: str, words: str, owner: str) -> None:
    document = RemoteDocument(
        "9130", "WO-1", 1, kind, "r", "WO-1", "{}", DocumentState.QUEUED, datetime(2026, 11, 21, tzinfo=UTC)
    )
    answer = send(Says(words, "6140"), document)
    if owner:
        assert answer == Taken(owner)
    else:
        assert isinstance(answer, Refused)
        assert words in answer.says
