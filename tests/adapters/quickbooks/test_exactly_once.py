"""Whatever goes wrong on the way, an entry is in QuickBooks once or not at all, and ours says which."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import pytest

from assistant.adapters.quickbooks.company import QuickBooks
from assistant.adapters.quickbooks.seeding import seed_of
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.errors import OutsideServiceFailed
from assistant.practice.server import Running
from assistant.stages.sync import Basis, Party, Records, RemoteEntry, document_of
from assistant.syncing.run import Answer, Synced
from tests.adapters.quickbooks.conftest import REALM, Office
from tests.adapters.sql.pottery import broken, potteries
from tests.practice.desk import Clock, Desk


def test_an_entry_is_there_and_known_by_its_id(office: Office) -> None:
    receipt = office.sync()
    (there,) = office.there()
    assert receipt.synced == (Synced("WO-1001", there["DocNumber"], there["Id"]),)
    assert there["TxnDate"] == "2026-11-20"
    assert there["PrivateNote"] == "WO-1001 dropped"
    document = office.document()
    assert (document.state, document.remote_id, document.sync_token) == (DocumentState.DONE, there["Id"], "0")
    with office.store.client("kiln") as books:
        assert books.to_send() == ()
        (event,) = [event for event in books.events("WO-1001") if event.what == "entry.synced"]
    assert event.detail["remote_id"] == there["Id"]


def test_the_companys_balances_become_ours(office: Office) -> None:
    office.sync()
    chart = office.books().chart
    ours = [float(chart[key].balance.amount) for key in ("1200", "5050")]
    assert Desk(office.running, REALM).balances("1200", "5050") == ours == [887.55, 12.45]


def test_a_second_sync_asks_nothing(office: Office) -> None:
    office.sync()
    served = office.running.log()["served"]
    assert office.sync().synced == ()
    assert office.running.log()["served"] == served


@pytest.mark.parametrize("fault", ["commit_then_stall", "commit_then_drop", "commit_then_503"])
def test_what_was_kept_without_an_answer_is_found_and_not_sent_again(office: Office, fault: str) -> None:
    office.running.script({"on": "journalentry", "fault": fault, "seconds": 5})
    (synced,) = office.sync().synced
    (there,) = office.there()
    assert synced.remote_id == there["Id"]
    assert len(office.posts()) == 1
    assert office.slept == [5]


@pytest.mark.parametrize("fault", ["drop", "stall", "html_503"])
def test_what_was_not_kept_is_sent_again_as_it_was(office: Office, fault: str) -> None:
    office.running.script({"on": "journalentry", "fault": fault, "seconds": 5})
    (synced,) = office.sync().synced
    (there,) = office.there()
    assert synced.remote_id == there["Id"]
    first, again = office.posts()
    assert first["requestid"] == again["requestid"]
    assert office.document().attempts == 2


@pytest.mark.parametrize("fault", ["throttle", "throttle_fault"])
def test_where_too_much_was_asked_a_minute_is_waited(office: Office, fault: str) -> None:
    office.running.script({"on": "journalentry", "fault": fault})
    assert len(office.sync().synced) == 1
    assert office.slept == [60]
    assert len(office.there()) == 1


def test_a_throttle_that_does_not_end_leaves_the_rest_for_another_day(office: Office) -> None:
    office.post(broken(office.books(), "1", number="WO-1002"))
    office.running.script(*[{"on": "journalentry", "fault": "throttle"}] * 4)
    receipt = office.sync()
    assert [(each.entry, each.reason) for each in receipt.failed] == [
        ("WO-1001", "quickbooks_throttled"),
        ("WO-1002", "quickbooks_throttled"),
    ]
    assert len(office.posts()) == 4
    assert [each.entry for each in office.sync().synced] == ["WO-1001", "WO-1002"]


def test_an_expired_token_is_renewed_once_and_kept(office: Office) -> None:
    before = office.quickbooks().records(())
    office.running.script({"on": "journalentry", "fault": "expire_token"})
    assert len(office.sync().synced) == 1
    assert office.quickbooks().records(()) == before  # with the tokens as stored: no refresh is needed
    tokens = [row for row in office.running.log()["requests"] if row["resource"] == "token"]
    assert len(tokens) == 2  # the exchange and one refresh


def test_a_connection_that_was_revoked_asks_for_a_person(office: Office) -> None:
    office.running.script({"on": "journalentry", "fault": "expire_token"}, {"on": "token", "fault": "api_fault", "status": 400})
    (failed,) = office.sync().failed
    assert (failed.reason, failed.remedy) == ("quickbooks_not_connected", "Connect it again: writeoff qbo connect")
    assert office.document().state is DocumentState.QUEUED
    office.connect()
    assert len(office.sync().synced) == 1


def test_trouble_that_lasts_leaves_it_unknown_and_the_next_sync_settles_it(office: Office) -> None:
    office.running.script(
        {"on": "journalentry", "fault": "commit_then_503"},
        *[{"on": "query", "fault": "html_503", "nth": 3}] * 3,  # after the accounts and the items are read: the look-up
    )
    (failed,) = office.sync().failed
    assert failed.reason == "quickbooks_fault"
    assert office.document().state is DocumentState.UNKNOWN
    (synced,) = office.sync().synced
    (there,) = office.there()
    assert synced.remote_id == there["Id"]
    assert len(office.posts()) == 1


@dataclass
class Killed(BaseException):
    """The machine goes down."""


@dataclass
class Mortal:
    """QuickBooks, until the machine goes down before or after it was asked to keep something."""

    quickbooks: QuickBooks
    asks_first: bool
    bodies: list[str]

    @property
    def realm(self) -> str:
        return self.quickbooks.realm

    def records(self, parties: Sequence[Party]) -> Records:
        return self.quickbooks.records(parties)

    def find(self, number: str) -> tuple[RemoteEntry, ...]:
        return self.quickbooks.find(number)

    def read(self, remote_id: str) -> RemoteEntry:
        return self.quickbooks.read(remote_id)

    def send(self, document: RemoteDocument) -> Answer:
        self.bodies.append(document.body)
        if self.asks_first:
            self.quickbooks.send(document)
        raise Killed


@pytest.mark.parametrize("asks_first", [False, True])
def test_a_machine_that_goes_down_sends_nothing_twice(office: Office, asks_first: bool) -> None:
    mortal = Mortal(office.quickbooks(), asks_first, [])
    with pytest.raises(Killed):
        office.sync(mortal)
    stored = office.document()
    assert (stored.state, stored.attempts, [stored.body]) == (DocumentState.SENT, 1, mortal.bodies)
    (synced,) = office.sync().synced
    (there,) = office.there()
    assert synced.remote_id == there["Id"]
    assert (office.document().request_id, office.document().body) == (stored.request_id, stored.body)
    assert len(office.posts()) == 1


def test_two_who_sync_at_once_make_one_entry(office: Office) -> None:
    for number in ("WO-1002", "WO-1003"):
        office.post(broken(office.books(), "1", number=number))
    with ThreadPoolExecutor(2) as pool:
        receipts = list(pool.map(lambda remote: office.sync(remote), [office.quickbooks(), office.quickbooks()]))
    assert len(office.there()) == 3
    assert all(receipt.failed == receipt.held == () for receipt in receipts)
    with office.store.client("kiln") as books:
        assert len([event for event in books.events() if event.what == "entry.synced"]) == 3


# ── A number that is another's ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def number(office: Office) -> str:
    """The number that WO-1001 will go out under, in a company that takes no number twice."""
    office.running.set_preferences(REALM, OtherPrefs={"NameValue": [{"Name": "WarnDuplicateJournalNumber", "Value": "true"}]})
    return made(office).number


def made(office: Office) -> RemoteDocument:
    """The document of WO-1001 as it would be stored now."""
    books = office.books()
    with office.store.client("kiln") as transaction:
        links = transaction.links(REALM)
    (entry,) = books.history.entries
    basis = Basis(books, REALM, office.quickbooks().records(()), links)
    document = document_of(entry, None, basis, at=office.now())
    assert isinstance(document, RemoteDocument)
    return document


def test_a_taken_number_is_adopted_where_the_entry_is_ours(office: Office, number: str) -> None:
    """As where a request id is no longer remembered."""
    office.quickbooks().send(replace(made(office), request_id="forgotten"))
    (synced,) = office.sync().synced
    (there,) = office.there()
    assert (synced.document, synced.remote_id) == (number, there["Id"])
    assert [row["status"] for row in office.posts()] == [200, 400]


def test_a_taken_number_of_another_entry_is_said_and_left(office: Office, number: str) -> None:
    desk = Desk(office.running, REALM)
    desk.posted(desk.breakage(99, DocNumber=number))
    (failed,) = office.sync().failed
    assert failed.reason == "refused"
    assert f"QuickBooks holds {number} (Id 1) with other lines or another date" in failed.says
    assert [there["Line"][0]["Amount"] for there in office.there()] == [99]


def test_somebody_else_may_not_pass_for_ours(office: Office) -> None:
    """A machine went down, and by the time it is back someone has changed the entry in QuickBooks."""
    with pytest.raises(Killed):
        office.sync(Mortal(office.quickbooks(), True, []))
    desk = Desk(office.running, REALM)
    (there,) = office.there()
    changed: dict[str, Any] = {"Id": there["Id"], "SyncToken": "0", "sparse": True, "TxnDate": "2026-11-19"}
    desk.posted(changed)
    (failed,) = office.sync().failed
    assert failed.reason == "refused"
    desk.posted(changed | {"SyncToken": "1", "TxnDate": "2026-11-20"})
    assert len(office.sync().synced) == 1
    assert len(office.posts()) == 3


def test_nothing_is_sent_where_nobody_listens(office: Office) -> None:
    remote = office.quickbooks()
    office.running.stop()
    with pytest.raises(OutsideServiceFailed, match="could not be reached; nothing was sent"):
        office.sync(remote)
    with office.store.client("kiln") as books:
        assert books.to_send() == ("WO-1001",)


def test_books_in_postgresql_do_the_same(postgres_url: str, running: Running, clock: Clock) -> None:
    with potteries(postgres_url) as store:
        office = Office(store, running, clock)
        office.post(broken(office.books(), "3"))
        running.seed(seed_of(office.books(), {"WO-1001"}))
        office.connect()
        running.script({"on": "journalentry", "fault": "expire_token"}, {"on": "journalentry", "fault": "commit_then_503"})
        (synced,) = office.sync().synced
        assert [there["Id"] for there in office.there()] == [synced.remote_id]
        assert office.sync().synced == ()
