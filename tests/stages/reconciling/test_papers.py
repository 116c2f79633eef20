"""Documents of ours beside what a company holds, to differences: each by its name, with what mends it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assistant.books.drift import Disposition, Done, Drift
from assistant.books.evidence import Attachment
from assistant.books.found import FoundThere, Verdict
from assistant.books.plan import HeldReason
from assistant.books.record import Record, RecordLine
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.stages.reconciling.names import Difference, Name
from assistant.stages.reconciling.papers import Papers, accepted, compare_papers

NOW = datetime(2026, 10, 7, 9, tzinfo=UTC)
NUMBER = "WO-1001-A-ABCDEFGH"
BODY = (
    f'{{"DocNumber":"{NUMBER}","TxnDate":"2026-10-06","Line":['
    '{"Amount":42.50,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":'
    '{"PostingType":"Debit","AccountRef":{"value":"91"}}},'
    '{"Amount":42.50,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":'
    '{"PostingType":"Credit","AccountRef":{"value":"81"}}}]}'
)


def document(state: DocumentState = DocumentState.DONE, **more: str) -> RemoteDocument:
    made = RemoteDocument("9130", "WO-1001", 1, "JournalEntry", "r-1", NUMBER, BODY, state, NOW, remote_id="7")
    return replace(made, **more)  # type: ignore[arg-type]


def record(id_: str = "7", number: str = NUMBER) -> Record:
    lines = tuple(RecordLine(side, account, Decimal("42.50")) for side, account in (("Debit", "91"), ("Credit", "81")))
    return Record("JournalEntry", id_, "0", number, "2026-10-06", lines)


def compared(*documents: RemoteDocument, records: tuple[Record, ...] = (record(),), **more: object) -> list[Difference]:
    return list(compare_papers(Papers(documents, records, every=documents, **more)))  # type: ignore[arg-type]


def test_what_is_there_as_it_was_sent_differs_in_nothing() -> None:
    assert compared(document()) == []


def test_documents_without_a_number_are_never_there_twice() -> None:
    assert compared(document(), records=(record(), record("8", number=""), record("9", number=""))) == []


STATES = [
    # state, more of the document, the difference's name, its mend
    (DocumentState.QUEUED, {}, Name.WAITING, "writeoff sync"),
    (DocumentState.SENT, {}, Name.UNKNOWN, "writeoff sync looks it up before anything else"),
    (DocumentState.UNKNOWN, {}, Name.UNKNOWN, "writeoff sync looks it up before anything else"),
    (DocumentState.HELD, {}, Name.HELD, "Do what it says, then: writeoff sync"),
    (
        DocumentState.HELD, {"held_reason": HeldReason.FOUND_THERE}, Name.HELD,
        "writeoff qbo found WO-1001 --theirs, --ours or --both",
    ),
    (DocumentState.HELD, {"held_reason": HeldReason.PLAN_CHANGED}, Name.HELD, "writeoff qbo replan WO-1001"),
    (DocumentState.FAILED, {"remote_id": ""}, Name.REFUSED, "Do what it says, then: writeoff sync"),
    (DocumentState.FAILED, {}, Name.NUMBER_TAKEN, "Do what it says, then: writeoff sync"),
    (DocumentState.UNCOSTED, {}, Name.COST_NOT_READ, "writeoff sync"),
    (
        DocumentState.UNCOSTED, {"held_reason": HeldReason.VARIANCE_WAITS}, Name.VARIANCE_OPEN,
        "writeoff qbo variance WO-1001 --approve",
    ),
    (DocumentState.AWAITING_MANUAL, {}, Name.AWAITING_MANUAL, "Type it there as the task says, then: writeoff qbo pull"),
    (DocumentState.DELETED, {}, Name.DELETED, "writeoff qbo accept WO-1001, or restore, or reverse"),
    (DocumentState.DELETED, {"body": ""}, Name.THEIRS_GONE, "writeoff qbo accept WO-1001, or restore, or reverse"),
    (DocumentState.CHANGED, {}, Name.EDITED, "writeoff qbo accept WO-1001, or restore, or reverse"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "more", "name", "mend"), STATES)
def test_each_state_by_its_name(state: DocumentState, more: dict[str, str], name: Name, mend: str) -> None:
    (found,) = compared(document(state, says="Because.", **more))
    assert (found.name, found.mend, found.subject, found.document) == (name, mend, "WO-1001", NUMBER)
    assert "Because." in found.says or name is Name.THEIRS_GONE


def test_every_state_is_either_told_or_settled() -> None:
    settled = {DocumentState.DONE, DocumentState.THEIRS}
    assert {state for state, *_ in STATES} | settled == set(DocumentState)


def test_an_entry_that_nothing_was_made_of_yet() -> None:
    (found,) = compared(records=(), waiting=("WO-1002",))
    assert (found.name, found.subject) == (Name.WAITING, "WO-1002")


def test_two_of_one_number() -> None:
    (found,) = compared(document(), records=(record(), record("8")))
    assert (found.name, found.mend) == (Name.DUPLICATE, "Delete Id 8 in QuickBooks.")


@pytest.mark.parametrize(
    ("number", "is_one"),
    [("WO-9-B-XYZ", True), ("WO-9-A-ABCDEFGH", True), ("WO-9", False), ("WO-9-A-0189", False), ("17", False)],
)
def test_a_number_such_as_ours(number: str, is_one: bool) -> None:
    found = compared(document(), records=(record(), record("8", number)))
    assert [each.name for each in found] == ([Name.ORPHAN] if is_one else [])


def test_ours_of_other_days_are_no_orphans() -> None:
    other = replace(document(), entry="WO-9", number="WO-9-B-XYZ", remote_id="8")
    papers = Papers((document(),), (record(), record("8", "WO-9-B-XYZ")), every=(document(), other))
    assert list(compare_papers(papers)) == []


def verdict(said: Verdict) -> FoundThere:
    return FoundThere("WO-1001", "JournalEntry", "8", "JE-8", date(2026, 10, 5), None, "It is the same.", NOW, said, "ann")


def test_their_mistake_is_told_until_it_is_gone() -> None:
    (found,) = compared(document(), records=(record(), record("8", "JE-8")), found=(verdict(Verdict.OURS),))
    assert (found.name, found.mend, found.document) == (Name.THEIRS_LEFT, "Delete Id 8 in QuickBooks.", "JE-8")
    assert compared(document(), found=(verdict(Verdict.OURS),)) == []
    assert compared(document(), records=(record(), record("8", "JE-8")), found=(verdict(Verdict.BOTH),)) == []


def test_a_file_that_is_not_there() -> None:
    file = Attachment("9130", "WO-1001", 1, "ab" * 32, "photo-abab.jpg", 1, says="It was refused.")
    (found,) = compared(document(), attachments=(file,))
    assert (found.name, found.says) == (
        Name.FILE_MISSING,
        "photo-abab.jpg of WO-1001 is not attached in QuickBooks yet. It was refused.",
    )
    assert compared(document(), attachments=(replace(file, remote_id="5"),)) == []


# ── What a person decided ────────────────────────────────────────────────────────────────────────────────────────────


def drift(disposition: Disposition, done: Done = Done.DELETED) -> Drift:
    return Drift("9130", "WO-1001", 1, done, "Its number is 5.", "{}", NOW, disposition, "ann", NOW)


@pytest.mark.parametrize("disposition", [Disposition.ACCEPT, Disposition.REVERSE])
def test_what_was_decided_waits_for_its_reversal(disposition: Disposition) -> None:
    (found,) = compared(document(DocumentState.DELETED, says="Deleted."), drifts=(drift(disposition),))
    assert (found.name, found.mend) == (Name.DELETED, "Approve its reversal: writeoff queue")
    assert found.says == "Deleted. ann said that these books follow; WO-1001 is not reversed here yet."


def test_an_accepted_edit_is_told_each_time() -> None:
    papers = Papers((document(),), (record(),), every=(document(),), drifts=(drift(Disposition.ACCEPT, Done.EDITED),))
    assert list(compare_papers(papers)) == []
    (listed,) = accepted(papers)
    assert listed.says == "WO-1001 stands in QuickBooks as edited there, accepted by ann: Its number is 5."
    assert list(accepted(replace(papers, drifts=(drift(Disposition.RESTORE, Done.EDITED),)))) == []
