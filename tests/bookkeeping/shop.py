"""The hardware shop connected to a practice company of its own, in this process, in which someone works too."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from assistant.adapters.quickbooks.seeding import seed_of
from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.confirming import Confirmed, Said, confirm
from assistant.bookkeeping.pulling import Pulled, pull
from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import StockMove
from assistant.books.money import total
from assistant.books.plan import GoodsLine, KeptPlan, Plan, PlannedDocument
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason
from assistant.books.remote import Company, DocumentKind, DocumentState, Environment, Lifetime, LinkKind, RemoteDocument
from assistant.books.snapshot import RemoteItem, Snapshot
from tests.adapters.quickbooks.window import REALM, Window, inside
from tests.bookkeeping.conftest import HARDWARE

TODAY = date(2026, 11, 20)
MUG, LAMP = "MUG-01", "LMP-DSK"


@dataclass
class Shop:
    """`window` is the company and the adapter to it."""

    store: SqlStore
    window: Window
    realm: str = REALM

    def now(self) -> datetime:
        """A minute later each time it is asked."""
        self.window.clock.sleep(60)
        return self.window.now()

    def pull(self, *, by: str = "ana", **how: Any) -> Pulled:
        return pull(self.store, HARDWARE, self.window.quickbooks, by=by, today=TODAY, now=self.now, **how)

    def confirm(self, said: Said | None = None, by: str = "ana") -> Confirmed:
        return confirm(self.store, HARDWARE, said or Said(), by=by, at=self.now())

    def books(self) -> ClientBooks:
        with self.store.client(HARDWARE, reads=True) as transaction:
            return transaction.books()

    def snapshot(self) -> Snapshot:
        with self.store.client(HARDWARE, reads=True) as transaction:
            found = transaction.snapshot(self.realm)
        assert found is not None
        return found

    def trail(self, what: str) -> list[dict[str, object]]:
        with self.store.client(HARDWARE, reads=True) as transaction:
            return [dict(event.detail) for event in transaction.events() if event.what == what]

    # ── In QuickBooks ────────────────────────────────────────────────────────────────────────────────────────────────

    def someone(self, operation: str, entity: str, **body: Any) -> dict[str, Any]:
        """What a person does in the company itself."""
        told = {"realm": self.realm, "operation": operation, "entity": entity, "body": body}
        made: dict[str, Any] = self.window.practice.someone(told)
        return made

    def account(self, number: str) -> str:
        return next(row.id for row in self.snapshot().accounts if row.number == number)

    def item(self, sku: str = MUG) -> RemoteItem:
        return next(row for row in self.snapshot().items if row.sku == sku)

    def adjust(
        self, units: str, *, sku: str = MUG, against: str = "5050", number: str = "", note: str = "", on: str = "2026-11-20"
    ) -> str:
        """Someone adjusts a quantity by hand; the Id."""
        detail = {"ItemRef": {"value": self.item(sku).id}, "QtyDiff": Decimal(units)}
        line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
        head: dict[str, Any] = {
            "TxnDate": on,
            "AdjustAccountRef": {"value": self.account(against)},
            "PrivateNote": note,
            "Line": [line],
        }
        made = self.someone("create", "InventoryAdjustment", **head, **({"DocNumber": number} if number else {}))
        return str(made["Id"])

    def journal(self, *lines: tuple[str, str, str, str], on: str, note: str = "", number: str = "") -> str:
        """Someone books by hand: side, account number, amount and what stands on the line; the Id."""
        rows = [
            {
                "DetailType": "JournalEntryLineDetail",
                "Amount": Decimal(amount),
                "Description": told,
                "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": self.account(account)}},
            }
            for side, account, amount, told in lines
        ]
        made = self.someone("create", "JournalEntry", TxnDate=on, PrivateNote=note, DocNumber=number, Line=rows)
        return str(made["Id"])

    # ── Here ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def write_off(self, units: str, *, item: str = MUG, place: str = "Warehouse", on: date = TODAY) -> PostedEntry:
        """Goods that broke, posted here."""
        with self.store.client(HARDWARE) as transaction:
            books = transaction.books()
            holding = books.stock.at(item, place)
            assert holding is not None
            layers = holding.relieve(Decimal(units), books.currency)
            value = total((move.value for move in layers), books.currency)
            number = transaction.next_entry_number()
            lines = (Line(Side.DEBIT, "5050", -value, Role.LOSS), Line(Side.CREDIT, holding.account, -value, Role.INVENTORY))
            move = StockMove(item, place, holding.account, -Decimal(units), value, layers)
            entry = PostedEntry(
                f"e-{number}", number, on, Kind.WRITE_OFF, Reason.DAMAGED, "broken", lines,
                goods=((item, place, Decimal(units)),), moves=(move,), posted_by="ana", posted_at=self.now(),
            )  # fmt: skip
            transaction.post(entry)
        return entry

    def stands_for(self, entry: PostedEntry, remote_id: str, part: int = 1) -> None:
        """An adjustment there that we sent for the entry, as we know it."""
        goods = tuple(GoodsLine(move.item, move.location, move.quantity, move.value) for move in entry.moves)
        planned = PlannedDocument(part, DocumentKind.INVENTORY_ADJUSTMENT, "tracked", goods, account="5050")
        document = RemoteDocument(
            self.realm, entry.number, part, DocumentKind.INVENTORY_ADJUSTMENT, f"r-{entry.number}-{part}",
            f"{entry.number}-{part}", "{}", DocumentState.QUEUED, self.now(),
        )  # fmt: skip
        with self.store.client(HARDWARE) as transaction:
            transaction.save_plan(KeptPlan(self.realm, entry.number, Plan((planned,)), self.now()))
            transaction.save_document(document)
            for state in (DocumentState.SENT, DocumentState.UNCOSTED):
                transaction.save_document(replace(document, state=state, remote_id=remote_id))


def connected_shop(store: SqlStore, *, tracked: bool = True, **traits: Any) -> Shop:
    """Connected, and nothing pulled yet. `traits` are those of the practice company's seed, beside what our books give it."""
    with store.client(HARDWARE, reads=True) as transaction:
        seed = seed_of(transaction.books(), transaction.to_send(), tracked=tracked)
    seed["company"] = {**seed["company"], **traits}
    window = inside({**seed, "realm": REALM})
    at = window.now()
    lifetime = Lifetime(at + timedelta(hours=1), at + timedelta(days=100), at + timedelta(days=1800))
    with store.client(HARDWARE) as transaction:
        transaction.save_company(
            Company("quickbooks", REALM, Environment.PRACTICE, "Corner Hardware", "sealed", "ana", at, lifetime)
        )
    return Shop(store, window)


def links(pulled: Pulled | Confirmed, kind: LinkKind) -> dict[str, tuple[str, bool]]:
    """Ours to the name there, and whether a person confirmed it."""
    return {link.ours: (link.remote_name, link.confirmed) for link in pulled.matching.links if link.kind is kind}
