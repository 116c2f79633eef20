"""What somebody did to documents of ours, seen once, and no more once it is undone or accepted."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from assistant.books.connected import Connected
from assistant.books.drift import Disposition, Done, Drift
from assistant.books.record import Movement, Record, RecordLine
from assistant.books.remote import DocumentState, Environment, RemoteDocument
from assistant.books.snapshot import Preferences, RemoteAccount, Snapshot
from assistant.stages.reconciling.dispositions import as_edited, concerns_the_books, made_again, request_of, taken_back
from assistant.stages.reconciling.drifting import Seen, canonical, drifted, key_there, typed_records
from tests.stages.reconciling.test_papers import NOW, document, record
from tests.syncing.bakery import bakery, spilt

LATER = datetime(2026, 10, 8, 9, tzinfo=UTC)
KINDS = ("JournalEntry", "InventoryAdjustment")
ACCOUNTS = (RemoteAccount("91", "5050", "Damage", "Expense", True),)
LISTS = Snapshot(NOW, "Corner Hardware", "US", Preferences("USD"), accounts=ACCOUNTS)
COMPANY = Connected("9130", "Corner Hardware", Environment.PRACTICE, LISTS)


def seen(sent: RemoteDocument, there: Record | None, *known: Drift) -> Seen | None:
    records = {(there.kind, there.id): there} if there is not None else {}
    found = list(drifted([sent], records, KINDS, known, COMPANY, at=LATER))
    assert len(found) <= 1
    return found[0] if found else None


def edited(amount: str = "40") -> Record:
    there = record()
    return replace(there, sync_token="1", lines=tuple(replace(line, amount=Decimal(amount)) for line in there.lines))


def test_what_is_as_it_was_sent_is_nothing_new() -> None:
    assert seen(document(), record()) is None
    assert seen(document(DocumentState.HELD), edited()) is None  # not there yet, as far as we know


def test_an_edit_is_told_in_sentences_and_kept_as_what_is_there() -> None:
    found = seen(document(), edited())
    assert found is not None
    assert (found.drift.done, found.drift.there, found.document.state) == (
        Done.EDITED,
        canonical(edited()),
        DocumentState.CHANGED,
    )
    assert found.document.says.startswith("It has a debit of 40.00 to 'Damage', which was not sent.")


def test_what_was_seen_before_is_seen_no_more() -> None:
    first = seen(document(), edited())
    assert first is not None
    assert seen(first.document, edited(), first.drift) is None
    again = seen(first.document, edited("39"), first.drift)
    assert again is not None
    assert again.drift.there == canonical(edited("39"))


def test_a_deletion_and_what_is_undone() -> None:
    gone = seen(document(), None)
    assert gone is not None
    assert (gone.drift.done, gone.document.state) == (Done.DELETED, DocumentState.DELETED)
    assert seen(gone.document, None, gone.drift) is None
    back = seen(gone.document, record(), gone.drift)
    assert back is not None
    assert (back.document.state, back.drift.disposition, back.drift.by) == (DocumentState.DONE, Disposition.RESTORE, "QuickBooks")


def test_an_accepted_edit_stands_until_it_is_edited_again() -> None:
    first = seen(document(), edited())
    assert first is not None
    accepted = replace(first.drift, disposition=Disposition.ACCEPT)
    stands = replace(first.document, state=DocumentState.DONE)
    assert seen(stands, replace(edited(), sync_token="5", note="for the auditor"), accepted) is None
    assert seen(stands, edited("39"), accepted) is not None


def test_what_is_of_another_kind_than_was_asked_for_is_left_alone() -> None:
    assert seen(replace(document(DocumentState.THEIRS), kind="Deletion", body=""), None) is None


def test_a_record_says_the_same_whatever_its_version() -> None:
    there = record()
    other = replace(there, sync_token="9", note="x", changed="now", lines=there.lines[::-1])
    assert canonical(there) == canonical(other)
    assert canonical(there) != canonical(edited("42.51"))


# ── What a person typed ──────────────────────────────────────────────────────────────────────────────────────────────

TASK = replace(
    document(), kind="Task",
    body='{"DocNumber":"WO-1-A","TxnDate":"2026-10-06","AdjustAccountRef":{"value":"91"},"Line":[{"DetailType":'
    '"ItemAdjustmentLineDetail","ItemAdjustmentLineDetail":{"ItemRef":{"value":"19"},"QtyDiff":-12}}]}',
)  # fmt: skip


def test_a_task_is_known_by_the_units_that_it_moved_alone() -> None:
    rows = [
        Movement("19", "Inventory Qty Adjust", "7", "3", "2026-10-09", Decimal(units), Decimal(-4)) for units in ("-10", "-2")
    ]
    (typed,) = typed_records([TASK], rows).values()
    assert seen(TASK, typed) is None
    less = seen(TASK, typed_records([TASK], rows[:1])[key_there(TASK)])
    assert less is not None
    assert less.document.says == "It moves -10 units of '19', and was to move -12."
    assert typed_records([TASK], [replace(rows[0], id="8")]) == {}


# ── Dispositions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_made_again_it_has_another_number_and_request_and_says_the_same() -> None:
    posted = spilt(bakery(), "WO-1001")
    first = replace(document(DocumentState.DELETED), request_id="writeoff-0-1", attempts=2)
    again = made_again(first, posted, "shop", at=LATER)
    assert (again.state, again.remote_id, again.attempts) == (DocumentState.QUEUED, "", 0)
    assert again.request_id.endswith("-2")
    assert again.number.startswith("WO-1001-A-")
    assert len({again.number, first.number}) == 2
    assert again.body == first.body.replace(first.number, again.number)
    assert made_again(first, posted, "shop", at=NOW).request_id == again.request_id


def test_a_change_there_has_one_request_for_each_version() -> None:
    asked = {request_of(document(), what, token) for what in ("restore", "delete") for token in ("0", "1", "1")}
    assert len(asked) == 4
    assert all(len(request) <= 50 for request in asked)


def test_what_our_books_hold_too() -> None:
    there = record()
    assert concerns_the_books(document(), edited())
    assert concerns_the_books(document(), replace(there, on="2026-10-05"))
    assert not concerns_the_books(document(), replace(there, number="5", party="30"))
    classed = tuple(replace(line, klass="3", department="2") for line in there.lines)
    assert not concerns_the_books(document(), replace(there, lines=classed))


def test_more_lines_are_more_than_a_draft_can_say() -> None:
    there = record()
    more = replace(there, lines=(*there.lines, RecordLine("Debit", "92", Decimal(1)), RecordLine("Credit", "81", Decimal(1))))
    assert as_edited(document(), more, spilt(bakery(), "WO-1001"), COMPANY) is None


def test_taken_back_nothing_is_to_be_done_with_what_is_not_there() -> None:
    states = (DocumentState.DELETED, DocumentState.QUEUED, DocumentState.DONE)
    deleted, queued = taken_back([document(state) for state in states], "WO-1002", at=LATER)
    assert {(each.state, each.remote_id) for each in (deleted, queued)} == {(DocumentState.THEIRS, "")}
    assert deleted.says == "Taken back here by WO-1002, as it was in QuickBooks."
