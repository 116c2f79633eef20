"""Verifying: the trail, every row of the journal, openings and sums, and heads signed and kept elsewhere."""

import base64
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text

from assistant.adapters.audit.signing import Ed25519Signer, signed_by
from assistant.adapters.sql import auditing
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.auditing import Verification, sign_heads, verified, verify
from assistant.bookkeeping.receiving import Received, receive
from assistant.bookkeeping.settling import set_role
from assistant.books.audit_head import Head, heads_said
from assistant.books.people import PersonRole
from assistant.errors import NotAllowed, RefusedByBooks, WrongUsage
from assistant.surfaces.render.verified import verified_page
from tests.audited import ADA, BEA, SHOP, audited_books, older, past_the_program, unguarded

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
NOVEMBER = date(2026, 11, 3)
OURS, THEIRS = Ed25519Signer([b"a" * 32, b"b" * 32]), Ed25519Signer([b"x" * 32])


@pytest.fixture
def store(books_url: str) -> Iterator[SqlStore]:
    with closing(open_books(books_url)) as store:
        audited_books(store)
        yield store


def held(store: SqlStore, *kept: Head, own: tuple[str, ...] = OURS.keys) -> Verification:
    return verify(store, SHOP, by=ADA, kept=kept, own=own, signed_by=signed_by)


def heads(store: SqlStore, signer: Ed25519Signer | None = OURS) -> tuple[Head, ...]:
    return sign_heads(store, SHOP, signer, by=ADA, today=NOVEMBER, at=NOW)


def test_books_that_were_left_alone_hold(store: SqlStore) -> None:
    found = held(store)
    assert found.faults == ()
    assert (found.holds, found.signed, found.heads) == (True, False, ())
    assert (found.held.entries, found.held.unanswered) == (4, 0)


def test_goods_that_come_to_a_new_place_are_answered_for(store: SqlStore) -> None:
    came = [Received("MUG-01", "Annex", Decimal(2), Decimal("4.20"))]
    receive(store, SHOP, came, entry_date=NOVEMBER, today=NOVEMBER, by=BEA, at=NOW, entry_id="annex")
    assert held(store).faults == ()


def test_of_a_long_trail_two_processes_find_the_same(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    here = held(store)
    monkeypatch.setattr(auditing, "LONG", 1)
    assert held(store) == here
    with past_the_program(store) as connection:
        for change in ("UPDATE audit_events SET who = 'x' WHERE seq = 3", "UPDATE entries SET memo = 'x' WHERE seq = 1002"):
            connection.execute(text(f"{change} AND client_id = :client"), {"client": SHOP})
    event, entry = held(store).faults
    assert (event.startswith("event 3 (person.role"), entry.startswith("entry WO-1002 is not what event")) == (True, True)


def test_heads_of_months_are_signed_once_and_kept_with_the_trail(store: SqlStore) -> None:
    october, now = heads(store)
    assert (october.period, now.period, october.seq + 1) == ("2026-10", "", now.seq)  # the head itself is an event
    assert [head.period for head in heads(store)] == [""]
    found = held(store, now)
    assert (found.holds, found.signed, [judged.kept for judged in found.heads]) == (True, True, [False, True])
    assert heads_said(f"{october.line}\n\n{now.line}\n") == (october, now)


def test_who_may_only_read_signs_what_is_now_and_stores_nothing(store: SqlStore) -> None:
    with store.client(SHOP) as books:
        books.add_person("eve", PersonRole.AUDITOR, at=NOW)
        books.add_person("dee", PersonRole.REPORTER, at=NOW)
    (now,) = sign_heads(store, SHOP, OURS, by="eve", today=NOVEMBER, at=NOW)
    assert signed_by(now.key, now.signature, now.statement)
    for verb in (
        lambda: sign_heads(store, SHOP, OURS, by="dee", today=NOVEMBER, at=NOW),
        lambda: verify(store, SHOP, by="dee", signed_by=signed_by),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_without_a_key_a_head_is_unsigned_and_finds_a_cut_end_all_the_same(store: SqlStore) -> None:
    with store.client(SHOP) as books:  # on which nothing stands that would show it gone
        books.record(at=NOW, who=ADA, what="quickbooks.reconciled", subject=SHOP, detail={})
    (now,) = heads(store, None)
    assert (now.key, now.signature, held(store, now).holds, held(store, now).signed) == ("", "", True, False)
    cut(store, now.seq)
    assert held(store).holds
    assert held(store, now).faults == (
        f"the trail was cut off: the head of 2026-11-03 09:00 UTC, kept elsewhere, is of event {now.seq},"
        f" and the last there is {now.seq - 1}",
    )


def cut(store: SqlStore, *places: int) -> None:
    gone = text("DELETE FROM audit_events WHERE client_id = :client AND seq = :seq")
    with past_the_program(store) as connection:
        connection.execute(gone, [{"client": SHOP, "seq": place} for place in places])


def test_a_stored_head_finds_a_trail_that_was_written_anew(store: SqlStore) -> None:
    october, now = heads(store)
    changed = text("UPDATE audit_heads SET hash = :hash WHERE client_id = :client")
    with past_the_program(store) as connection:
        connection.execute(changed, {"hash": "0" * 64, "client": SHOP})
    assert held(store).faults == ("the head of 2026-10 was changed after it was signed",)
    forged = replace(october, hash="0" * 64, key=THEIRS.keys[0])
    forged = replace(forged, signature=THEIRS.sign(forged.statement))
    with past_the_program(store) as connection:
        values = {"key": forged.key, "signature": forged.signature, "client": SHOP}
        connection.execute(text("UPDATE audit_heads SET key = :key, signature = :signature WHERE client_id = :client"), values)
    assert held(store).faults == (f"the head of 2026-10 was signed by a key that is not known here ({forged.key})",)
    with past_the_program(store) as connection:
        connection.execute(text("DELETE FROM audit_heads WHERE client_id = :client"), {"client": SHOP})
    assert held(store, now).faults == ("the signed head of 2026-10 is gone",)


@pytest.mark.parametrize(
    "line",
    ["{}", "[]", "soon", '{"client":1}', "null", '{"at":"x","client":"s","hash":"","key":"","period":"","seq":1,"signature":""}'],
)
def test_what_is_no_head_is_refused(line: str) -> None:
    with pytest.raises(WrongUsage, match="Line 2 is no head"):
        heads_said(f"\n{line}")


def test_a_head_of_another_client_is_refused(store: SqlStore) -> None:
    (now,) = heads(store, None)
    with pytest.raises(WrongUsage, match="of the trail of forge, not of"):
        held(store, replace(now, client="forge"))


def test_what_is_no_key_signed_nothing() -> None:
    key, statement = OURS.keys[0], b"all of it"
    signature = OURS.sign(statement)
    assert signed_by(key, signature, statement)
    for wrong in (("", signature), (key, ""), (key, "not base64!"), (base64.b64encode(b"short").decode(), signature)):
        assert not signed_by(*wrong, statement)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE lines SET n = 7 WHERE seq = 1002 AND n = 2",
        "UPDATE layer_moves SET m = 7 WHERE seq = 1001",
        "UPDATE audit_heads SET made_at = '2026-11-03 09:00:01+00:00' WHERE seq > 0",
    ],
)
def test_what_reads_the_same_and_is_not_shows(store: SqlStore, change: str) -> None:
    heads(store)
    with past_the_program(store) as connection:
        connection.execute(text(f"{change} AND client_id = :client"), {"client": SHOP})
    assert len(held(store).faults) == 1


# By what is said of it: what somebody may change past the program; {0} is the client's rows.
OTHERWISE = {
    "the client's name, currency or opening is not as the trail tells": (
        "UPDATE clients SET name = 'Another' WHERE id = :client", "UPDATE clients SET opened_by = 'eve' WHERE id = :client",
    ),
    "who may do what is not as the trail tells": (
        "UPDATE roles SET role = 'owner' WHERE {0} AND person = 'cal'", "UPDATE roles SET limit_minor = 1 WHERE {0}",
        "DELETE FROM roles WHERE {0} AND person = 'cal'", "INSERT INTO roles SELECT :client, 'eve', 'owner', NULL",
    ),
    "the policy as it was set is not as the trail tells": (
        "UPDATE policies SET two_pairs_above_minor = 7 WHERE {0}", "UPDATE policies SET set_by = 'eve' WHERE {0}",
    ),
    "what accounts, goods and places are called is not as the trail tells": (
        "UPDATE accounts SET full_name = 'Sundries' WHERE {0} AND key = '5050'",
        "UPDATE accounts SET active = false WHERE {0} AND key = '5050'",
        "UPDATE items SET name = 'Cups' WHERE {0} AND key = 'MUG-01'",
        "UPDATE holdings SET account = '5050' WHERE {0} AND item = 'MUG-01'",
    ),
    "the evidence of D-2 is not as the trail tells": (
        "UPDATE evidence SET name = 'x.jpg' WHERE {0} AND subject = 'D-2'",
        "UPDATE evidence_shows SET shows = 'count_sheet' WHERE {0} AND subject = 'D-2'",
        "UPDATE evidence_waivers SET because = 'x' WHERE {0}", "DELETE FROM evidence_waivers WHERE {0}",
    ),
    "the file bc3": ("UPDATE evidence_contents SET content = :forged WHERE {0} AND digest LIKE 'bc3%'",),
    "text T-1 is not as the trail tells": (
        "UPDATE texts SET document = replace(document, 'mugs', 'cups') WHERE {0} AND id = 'T-1'",
    ),
    "draft D-1 is not as the trail tells": (
        "UPDATE drafts SET document = replace(document, 'mugs', 'cups') WHERE {0} AND id = 'D-1'",
        "UPDATE drafts SET drafted_by = 'eve' WHERE {0} AND id = 'D-1'",
    ),
    "who had a hand in draft D-1 is not as the draft says": (
        "DELETE FROM draft_hands WHERE {0} AND draft_id = 'D-1'", "INSERT INTO draft_hands SELECT :client, 'D-1', 'bea'",
    ),
    "text T-9 is told of by no event of the trail": (
        "INSERT INTO texts SELECT client_id, 'T-9', 9, 'x', 1, document FROM texts WHERE {0} AND id = 'T-1'",
    ),
}  # fmt: skip
# What PostgreSQL's keys refuse, whoever asks.
IN_ANOTHER_CURRENCY = {
    "the client's name, currency or opening is not as the trail tells": "UPDATE clients SET currency = 'EUR' WHERE id = :client",
    "an entry is in another currency than the books": "UPDATE entries SET currency = 'EUR' WHERE {0} AND seq = 1002",
}


class Undone(Exception):
    """Leaves a transaction, and nothing of it."""


def found_after(store: SqlStore, *changes: str) -> tuple[str, ...]:
    """What verifying says of books that somebody changed past the program, which are then as they were."""
    with suppress(Undone), store.client(SHOP) as books:
        unguarded(books.connection)
        books.connection.execute(text("INSERT INTO people (name, added_at) VALUES ('eve', :at)"), {"at": NOW.isoformat()})
        for change in changes:
            values = {"client": SHOP} | ({"forged": b"forged"} if ":forged" in change else {})
            books.connection.execute(text(change.format("client_id = :client")), values)
        told = verified(books, kept=(), own=(), signed_by=signed_by)
        raise Undone
    return told.faults


def test_what_decided_an_entry_shows_where_it_was_changed(store: SqlStore) -> None:
    assert found_after(store) == ()
    for says, changes in OTHERWISE.items():
        for change in changes:
            found = found_after(store, change)
            assert {fault.startswith(says) for fault in found} == {True}, (change, found)


def test_another_currency_shows_or_is_refused(store: SqlStore) -> None:
    for says, change in IN_ANOTHER_CURRENCY.items():
        if store.engine.dialect.name == "postgresql":
            with pytest.raises(RefusedByBooks, match="currency"):
                found_after(store, change)
        else:
            assert found_after(store, change) == (says,)


def test_what_is_older_than_its_digest_is_named_and_answered_for_once_it_changes(store: SqlStore) -> None:
    with past_the_program(store) as connection:
        older(connection)
    found = held(store)
    assert (found.faults, found.held.not_answered_for) == (
        (),
        ("3 drafts", "3 texts", "the client's name, currency or opening", "evidence in 2 places",
         "what accounts, goods and places are called", "who may do what", "the policy as it was set"),
    )  # fmt: skip
    assert "Not answered for, as the trail kept no digest of it yet: 3 drafts, 3 texts" in verified_page(found, has_key=False)
    changed = "UPDATE roles SET role = 'owner' WHERE {0} AND person = 'cal'"
    assert found_after(store, changed) == ()
    forged = found_after(store, "UPDATE evidence_contents SET content = :forged WHERE {0}")
    assert {fault.startswith("the file ") for fault in forged} == {True}
    set_role(store, SHOP, "fay", PersonRole.AUDITOR, by=ADA, at=NOW)
    assert "who may do what" not in held(store).held.not_answered_for
    assert found_after(store, changed) == ("who may do what is not as the trail tells",)
