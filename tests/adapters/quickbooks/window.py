"""A window on a practice company for the adapter alone: no books, a token at hand, in this process or over real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from requests.adapters import BaseAdapter

from assistant.adapters.quickbooks.books import QuickBooks
from assistant.adapters.quickbooks.connecting import Connector
from assistant.adapters.quickbooks.environments import practice_addresses
from assistant.adapters.quickbooks.pace import InMemory, Pace
from assistant.adapters.quickbooks.practice import app
from assistant.adapters.quickbooks.session import QuickBooksSession, Waits
from assistant.books.record import Record
from assistant.books.remote import DocumentKind, DocumentState, RemoteDocument
from assistant.practice.clock import Clock
from assistant.practice.faults import read_fault
from assistant.practice.limits import OFF, Limits
from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET
from assistant.practice.practice import Practice
from assistant.practice.server import start
from assistant.practice.service import Setting
from assistant.practice.someone import act
from assistant.practice.store import Store
from assistant.practice.transport import PracticeTransport
from assistant.syncing.port import Answer, Kept
from tests.practice.desk import Tokens

NOON = 1_795_262_400.0  # 2026-11-21
REALM = "9130"


@dataclass
class OneToken:
    """The keys of a connection that nobody keeps: renewed never, lost once it is refused."""

    token: str
    told: list[str] = field(default_factory=list)

    def access_token(self) -> str:
        return self.token

    def renewed(self, refused: str) -> str:
        return refused

    def lost(self, says: str) -> None:
        self.told.append(says)


@dataclass
class Window:
    """`quickbooks` is the adapter under test, `practice` the company's own side."""

    practice: Practice
    clock: Clock
    quickbooks: QuickBooks
    keys: OneToken

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), tz=UTC)

    def script(self, *faults: dict[str, Any]) -> "Window":
        self.practice.script.add([read_fault(row) for row in faults])
        return self

    def by_someone(self, operation: str, entity: str, **body: object) -> dict[str, Any]:
        """What a person does in the web app."""
        asked = {"realm": REALM, "operation": operation, "entity": entity, "body": body}
        made: dict[str, Any] = act(self.practice.store, self.clock(), asked)
        return made

    def queried(self) -> list[str]:
        """The kinds that were asked for by a query so far, in turn."""
        return [str(row["entity"]) for row in self.practice.log.read()["requests"] if row["resource"] == "query"]

    def reads(self) -> int:
        metered: int = self.practice.log.read()["metered"]
        return metered

    def account(self, number: str) -> str:
        return next(row.id for row in self.quickbooks.accounts() if row.number == number)

    def item(self, name: str) -> str:
        return next(row.id for row in self.quickbooks.pull(at=self.now(), values=False).items if row.name == name)

    def vendor(self, name: str = "Acme Pottery") -> str:
        return next(row.id for row in self.quickbooks.pull(at=self.now(), values=False).vendors if row.name == name)

    # Documents

    def journal(self, number: str = "WO-1-A", amount: str = "49.80", on: str = "2026-11-20") -> RemoteDocument:
        """Dr 5050, Cr 4000: no account of goods."""
        sides = (("Debit", "5050"), ("Credit", "4000"))
        lines = ",".join(
            f'{{"Amount":{amount},"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":'
            f'{{"PostingType":"{side}","AccountRef":{{"value":"{self.account(key)}"}}}}}}'
            for side, key in sides
        )
        return document(DocumentKind.JOURNAL_ENTRY, number, f'{{"DocNumber":"{number}","TxnDate":"{on}","Line":[{lines}]}}')

    def adjustment(self, number: str = "WO-2-A", *, units: str = "-12", on: str = "2026-11-20") -> RemoteDocument:
        """Bowls against 5050."""
        detail = f'{{"ItemRef":{{"value":"{self.item("Bowl")}"}},"QtyDiff":{units}}}'
        line = f'{{"DetailType":"ItemAdjustmentLineDetail","ItemAdjustmentLineDetail":{detail}}}'
        against = f'"AdjustAccountRef":{{"value":"{self.account("5050")}"}}'
        body = f'{{"DocNumber":"{number}","TxnDate":"{on}",{against},"Line":[{line}]}}'
        return document(DocumentKind.INVENTORY_ADJUSTMENT, number, body)

    def credit(self, number: str = "WO-3-A", *, on: str = "2026-11-20") -> RemoteDocument:
        """Two bowls back to Acme at 4.00 each, 1.00 of it no longer owed."""
        goods = f'{{"ItemRef":{{"value":"{self.item("Bowl")}"}},"Qty":2,"UnitPrice":4.00}}'
        cost = f'{{"AccountRef":{{"value":"{self.account("5050")}"}}}}'
        lines = (
            f'{{"DetailType":"ItemBasedExpenseLineDetail","Amount":8.00,"ItemBasedExpenseLineDetail":{goods}}},'
            f'{{"DetailType":"AccountBasedExpenseLineDetail","Amount":-1.00,"AccountBasedExpenseLineDetail":{cost}}}'
        )
        vendor, payable = self.vendor(), self.account("2000")
        head = f'"VendorRef":{{"value":"{vendor}"}},"APAccountRef":{{"value":"{payable}"}}'
        body = f'{{"DocNumber":"{number}","TxnDate":"{on}",{head},"Line":[{lines}]}}'
        return document(DocumentKind.VENDOR_CREDIT, number, body)

    def kept(self, sent: RemoteDocument) -> tuple[RemoteDocument, Record]:
        """Sends what must be taken; the document with its Id, and what the company then says it holds."""
        answer: Answer = self.quickbooks.send(sent)
        assert isinstance(answer, Kept), answer
        return replace(sent, remote_id=answer.record.id), answer.record


def document(kind: DocumentKind, number: str, body: str) -> RemoteDocument:
    at = datetime.fromtimestamp(NOON, tz=UTC)
    return RemoteDocument(REALM, "WO-1", 1, kind.value, f"r-{number}", number, body, DocumentState.QUEUED, at)


def inside(seed: dict[str, Any], limits: Limits = OFF) -> Window:
    """In this process, with no socket: the company's clock is the adapter's."""
    clock = Clock(NOON)
    practice = Practice(Store(None), Setting(clock, Tokens(), limits))
    practice.seed(seed)
    transport = PracticeTransport(practice, clock)
    return _window(practice, clock, transport.base_url, transport)


@contextmanager
def over_http(seed: dict[str, Any]) -> Iterator[Window]:
    """Over a socket; the company's clock stands still but for the adapter's waits."""
    clock = Clock(NOON)
    with start(now=clock, new_token=Tokens()) as running:
        running.seed(seed)
        yield _window(running.practice, clock, running.base_url, None)


def _window(practice: Practice, clock: Clock, base_url: str, transport: BaseAdapter | None) -> Window:
    addresses = practice_addresses(base_url)
    connector = Connector(app(CLIENT_ID, CLIENT_SECRET), addresses, lambda: datetime.fromtimestamp(clock(), tz=UTC), transport)
    granted = connector.connect_without_browser(REALM, state="s-1")
    keys = OneToken(granted.tokens.access)
    waits = Waits(connect_seconds=5, read_seconds=0.5)
    session = QuickBooksSession(addresses, keys, Pace(InMemory(clock), clock.sleep), waits=waits, transport=transport)
    return Window(practice, clock, QuickBooks(addresses.api_url, REALM, session), keys)
