"""Each call's shape, played from its recording with sockets blocked: what is sent, to the byte, and what the answer means."""

import re
import socket
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from assistant.adapters.quickbooks.faults import NotConnected
from assistant.books.plan import HeldReason
from assistant.books.remote import DocumentKind, RemoteDocument
from assistant.practice.oauth import CLIENT_SECRET
from assistant.syncing.port import Kept, Refused, Taken, Unclear
from tests.adapters.quickbooks.cassettes import FOLDER, RecordAgain, Story, Talk, play
from tests.adapters.quickbooks.window import document

# The Ids that the company gives the rows of tests/practice/stockroom.py, in their order.
PAYABLES, SALES, BREAKAGE = "4", "6", "9"
BOWL, MUG, VENDOR = "1", "2", "1"
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────


def journal(number: str = "WO-1-B", account: str = BREAKAGE) -> RemoteDocument:
    lines = ",".join(
        f'{{"Amount":49.80,"DetailType":"JournalEntryLineDetail","Description":"12 each Bowl at Shop",'
        f'"JournalEntryLineDetail":{{"PostingType":"{side}","AccountRef":{{"value":"{key}"}}}}}}'
        for side, key in (("Debit", account), ("Credit", SALES))
    )
    head = f'"DocNumber":"{number}","TxnDate":"2026-11-20","PrivateNote":"WO-1 dropped"'
    return document(DocumentKind.JOURNAL_ENTRY, number, f'{{{head},"Line":[{lines}]}}')


def adjustment() -> RemoteDocument:
    line = (
        f'{{"DetailType":"ItemAdjustmentLineDetail","ItemAdjustmentLineDetail":{{"ItemRef":{{"value":"{BOWL}"}},"QtyDiff":-12}}}}'
    )
    head = f'"DocNumber":"WO-1-A","TxnDate":"2026-11-20","AdjustAccountRef":{{"value":"{BREAKAGE}"}}'
    return document(DocumentKind.INVENTORY_ADJUSTMENT, "WO-1-A", f'{{{head},"Line":[{line}]}}')


def credit() -> RemoteDocument:
    goods = f'{{"ItemRef":{{"value":"{BOWL}"}},"Qty":2,"UnitPrice":4.00}}'
    lines = (
        f'{{"DetailType":"ItemBasedExpenseLineDetail","Amount":8.00,"ItemBasedExpenseLineDetail":{goods}}},'
        '{"DetailType":"AccountBasedExpenseLineDetail","Amount":-1.00,'
        f'"AccountBasedExpenseLineDetail":{{"AccountRef":{{"value":"{BREAKAGE}"}}}}}}'
    )
    head = (
        f'"DocNumber":"WO-2-A","TxnDate":"2026-11-20","VendorRef":{{"value":"{VENDOR}"}},"APAccountRef":{{"value":"{PAYABLES}"}}'
    )
    return document(DocumentKind.VENDOR_CREDIT, "WO-2-A", f'{{{head},"Line":[{lines}]}}')


def there(talk: Talk, sent: RemoteDocument) -> RemoteDocument:
    answer = talk.quickbooks.send(sent)
    assert isinstance(answer, Kept), answer
    return replace(sent, remote_id=answer.record.id, sync_token=answer.record.sync_token)


def sends_a_journal(talk: Talk) -> None:
    kept = there(talk, journal())
    assert talk.quickbooks.send(journal()) == talk.quickbooks.send(journal())
    assert [record.id for record in talk.quickbooks.find("JournalEntry", "WO-1-B")] == [kept.remote_id]
    assert talk.quickbooks.find("JournalEntry", "O'Neill \\ Söhne") == ()
    record = talk.quickbooks.read("JournalEntry", kept.remote_id)
    assert record is not None
    assert [(line.side, line.account, line.amount) for line in record.lines] == [
        ("Debit", BREAKAGE, Decimal("49.80")),
        ("Credit", SALES, Decimal("49.80")),
    ]


def sends_an_adjustment(talk: Talk) -> None:
    there(talk, adjustment())
    (record,) = talk.quickbooks.find("InventoryAdjustment", "WO-1-A")
    assert (record.account, [(line.item, line.quantity, line.amount) for line in record.lines]) == (
        BREAKAGE,
        [(BOWL, Decimal(-12), None)],
    )


def sends_a_vendor_credit(talk: Talk) -> None:
    there(talk, credit())
    (record,) = talk.quickbooks.find("VendorCredit", "WO-2-A")
    assert (record.party, record.account) == (VENDOR, PAYABLES)
    assert [(line.item, line.account, line.amount) for line in record.lines] == [
        (BOWL, "", Decimal(8)),
        ("", BREAKAGE, Decimal(-1)),
    ]


def updates_and_deletes(talk: Talk) -> None:
    kept = there(talk, journal())
    talk.meanwhile("update", "JournalEntry", Id=kept.remote_id, SyncToken="0", sparse=True, TxnDate="2026-11-19")
    stale = talk.quickbooks.update(kept, "0", "r-stale")
    assert isinstance(stale, Refused)
    restored = talk.quickbooks.update(kept, "1", "r-back")
    assert isinstance(restored, Kept)
    assert restored.record.on == "2026-11-20"
    assert talk.quickbooks.delete("JournalEntry", kept.remote_id, "0", "r-late") is False
    assert talk.quickbooks.delete("JournalEntry", kept.remote_id, "2", "r-gone") is True
    assert talk.quickbooks.read("JournalEntry", kept.remote_id) is None


def reads_costs(talk: Talk) -> None:
    kept = there(talk, adjustment())
    (moved,) = talk.quickbooks.movements([BOWL], *NOVEMBER)
    assert (moved.id, moved.kind, moved.quantity, moved.cost) == (
        kept.remote_id,
        "Inventory Qty Adjust",
        Decimal(-12),
        Decimal(-50),
    )


def looks_at_documents(talk: Talk) -> None:
    there(talk, journal())
    detail = "AccountBasedExpenseLineDetail"
    line = {"DetailType": detail, "Amount": 5, detail: {"AccountRef": {"value": BREAKAGE}}}
    talk.meanwhile("create", "Bill", VendorRef={"value": VENDOR}, TxnDate="2026-11-18", Line=[line])
    found = talk.quickbooks.documents(("JournalEntry", "InventoryAdjustment", "VendorCredit", "Bill", "Purchase"), *NOVEMBER)
    assert [(record.kind, record.on) for record in found] == [("JournalEntry", "2026-11-20"), ("Bill", "2026-11-18")]


# ── The company ──────────────────────────────────────────────────────────────────────────────────────────────────────


def pulls(talk: Talk) -> None:
    known = talk.quickbooks.pull(at=talk.now())
    assert (known.name, known.preferences.currency, known.values) == (
        "Harbour Cafe",
        "USD",
        {BOWL: Decimal(90), MUG: Decimal("49.80")},
    )
    talk.clock.advance(60)
    talk.meanwhile("create", "Vendor", DisplayName="Kiln & Co")
    anew = talk.quickbooks.pull(at=talk.now(), known=known)
    assert [row.name for row in anew.vendors] == ["Acme Pottery", "Kiln & Co"]


def hears_of_changes(talk: Talk) -> None:
    kept = there(talk, journal())
    talk.clock.advance(60)
    since = talk.now() - timedelta(seconds=1)
    there(talk, adjustment())
    talk.meanwhile("update", "Item", Id=MUG, SyncToken="0", sparse=True, Active=False)
    talk.meanwhile("delete", "JournalEntry", Id=kept.remote_id, SyncToken="0")
    kinds = ("Account", "Item", "Vendor", "JournalEntry", "InventoryAdjustment", "VendorCredit")
    changes = talk.quickbooks.changes(since, kinds, at=talk.now())
    assert [record.number for record in changes.records] == ["WO-1-A"]
    assert changes.deleted == (("JournalEntry", kept.remote_id),)
    assert (MUG, False) in [(row.id, row.active) for row in changes.items]


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def attaches(talk: Talk) -> None:
    kept = there(talk, journal())
    id_ = talk.quickbooks.attach(kept, "count-1a2b.txt", "text/plain", b"12 bowls\r\n")
    assert talk.quickbooks.attached(kept) == {"count-1a2b.txt": id_}


# ── No ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_refused(talk: Talk) -> None:
    talk.meanwhile("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": "2026-11-30"})
    closed = talk.quickbooks.send(journal())
    assert isinstance(closed, Refused)
    assert closed.reason == HeldReason.PERIOD_CLOSED
    talk.meanwhile("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": None})
    talk.meanwhile("update", "Account", Id=BREAKAGE, SyncToken="0", sparse=True, Active=False)
    inactive = talk.quickbooks.send(journal("WO-3-A"))
    assert isinstance(inactive, Refused)
    assert inactive.says.startswith("Account “Cost of goods:Breakage” is inactive or gone in QuickBooks.")


def finds_its_number_taken(talk: Talk) -> None:
    warns = [{"Name": "WarnDuplicateJournalNumber", "Value": "true"}]
    talk.meanwhile("update", "Preferences", OtherPrefs={"NameValue": warns})
    kept = there(talk, journal())
    assert talk.quickbooks.send(replace(journal(), request_id="r-other")) == Taken(kept.remote_id)


def meets_trouble(talk: Talk) -> None:
    """A page instead of an answer, a fault with status 200, too much at once in both spellings, a token of another company."""
    talk.next_comes(on="journalentry", fault="html_503")
    assert isinstance(talk.quickbooks.send(journal()), Unclear)
    talk.next_comes(on="journalentry", fault="fault_in_200", codes=["6000"])
    assert isinstance(talk.quickbooks.send(journal("WO-4-A")), Refused)
    talk.next_comes(on="journalentry", fault="throttle")
    talk.next_comes(on="journalentry", fault="throttle_fault")
    assert isinstance(talk.quickbooks.send(journal("WO-5-A")), Kept)
    for _ in range(2):
        talk.next_comes(on="journalentry", fault="wrong_realm")
    with pytest.raises(NotConnected, match="another QuickBooks company"):
        talk.quickbooks.send(journal("WO-6-A"))


def connects(talk: Talk) -> None:
    granted = talk.connector.connect_without_browser("9130", state="s-1")
    assert granted.realm == "9130"
    assert granted.lifetime.access_until == datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
    tokens, lifetime = talk.connector.renew(granted.tokens, granted.lifetime)
    assert lifetime.access_until == granted.lifetime.access_until
    talk.connector.revoke(tokens)
    with pytest.raises(NotConnected, match="no longer accepts this connection"):
        talk.connector.renew(tokens, lifetime)


STORIES: dict[str, Story] = {
    story.__name__: story
    for story in (
        sends_a_journal,
        sends_an_adjustment,
        sends_a_vendor_credit,
        updates_and_deletes,
        reads_costs,
        looks_at_documents,
        pulls,
        hears_of_changes,
        attaches,
        is_refused,
        finds_its_number_taken,
        meets_trouble,
        connects,
    )
}


# ── Played ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a recording reached for the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize("name", STORIES)
def test_a_call_is_what_it_was_when_it_was_recorded(name: str) -> None:
    play(name, STORIES[name])


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize(
    "other",
    [
        lambda talk: talk.quickbooks.send(replace(journal(), body=journal().body.replace("49.80", "49.81", 1))),
        lambda talk: talk.quickbooks.send(replace(journal(), request_id="r-other")),
        lambda talk: talk.quickbooks.find("JournalEntry", "WO-7-B"),
        lambda _: None,
    ],
    ids=["another body", "another request id", "another question", "nothing"],
)
def test_a_recording_that_is_stale_fails_by_its_name(other: Story) -> None:
    with pytest.raises(RecordAgain, match=r"sends_a_journal .*make cassettes"):
        play("sends_a_journal", other)


def test_every_recording_is_told_and_says_what_it_is() -> None:
    kept = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*")}
    assert set(kept) == set(STORIES)
    for text in kept.values():
        assert text.startswith("# Recorded against the practice company (assistant/practice)")


SECRETS = re.compile(
    r"\b(?:Bearer|Basic)\s+[\w+/=.-]{8,}|[Aa]uthorization:|token-\d{4}|eyJ[\w-]{10,}|AB1\d{10,}|"
    r"\b(?:\w+_)?token\"\s*:\s*\"(?!scrubbed)|\b(?:code|token|refresh_token|signature)=(?!scrubbed)\w"
)


def test_no_recording_holds_a_secret() -> None:
    for path in FOLDER.glob("*"):
        text = path.read_text(encoding="utf-8")
        assert SECRETS.findall(text) == [], path.name
        assert CLIENT_SECRET not in text, path.name


@pytest.mark.parametrize(
    "secret",
    [
        "Authorization:\n- Bearer x",
        "Basic cHJhY3RpY2U6c2VjcmV0",
        '"refresh_token": "abc"',
        "&code=Q0111",
        "token=sandbox.token-0004",
    ],
)
def test_a_secret_would_be_seen(secret: str) -> None:
    assert SECRETS.search(f"uri: {secret}")
