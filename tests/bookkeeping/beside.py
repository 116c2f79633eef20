"""The bakery connected to a practice company in this process, at which someone works too; drafts go the whole way."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.bookkeeping.disposing import Disposed, Disposing
from assistant.bookkeeping.looking import judge
from assistant.bookkeeping.pulling import pull
from assistant.bookkeeping.readying import Readying
from assistant.bookkeeping.reconciling import Span, reconcile
from assistant.books.draft import Draft
from assistant.books.drift import Drift
from assistant.books.entry import PostedEntry
from assistant.books.found import FoundThere, Verdict
from assistant.books.people import PersonRole
from assistant.stages.reconciling.names import Reconciliation
from assistant.wiring import new_id, rules_reader
from assistant.workflow import AnswerReader, Bookkeeper
from tests.syncing.bakery import CLIENT, OWNER
from tests.syncing.harness import Bench, Json

BROKEN = "3 mugs fell in the shop"
INSURED = "7 bowls broke in the shop, the insurer agreed to pay 10.00"
SPOILT = "write off $42.50 of spoiled flour"


class NoAnswers:
    """Nobody is asked anything here."""

    settle: Any = None


@dataclass
class Beside:
    """A bench with a bookkeeper, and the verbs of who reconciles."""

    bench: Bench
    asks: bool = True  # whether an approval looks at QuickBooks first

    def keeper(self) -> Bookkeeper:
        bench, answers = self.bench, NoAnswers()
        looks = Readying(bench.store, lambda client: nullcontext(bench.quickbooks()), bench.now)
        told: AnswerReader = answers
        return Bookkeeper(bench.store, rules_reader(), told, bench.now, new_id, looks if self.asks else None)

    def draft(self, text: str) -> Draft:
        (draft,) = self.keeper().draft(CLIENT, text, by=OWNER, today=self.bench.today).drafts
        return draft

    def approve(self, draft: Draft | str, *, by: str = OWNER) -> PostedEntry:
        self.bench.clock.advance(60)
        draft_id = draft if isinstance(draft, str) else draft.id
        return self.keeper().approve(CLIENT, draft_id, by=by, today=self.bench.today)

    def posted(self, text: str) -> PostedEntry:
        """Drafted, approved, and there."""
        entry = self.approve(self.draft(text))
        self.sync()
        return entry

    def sync(self) -> None:
        self.bench.run_to_the_end(3)

    def shown(self, draft_id: str) -> Draft:
        with self.bench.store.client(CLIENT, reads=True) as books:
            return books.draft(draft_id)

    # ── What is there ────────────────────────────────────────────────────────────────────────────────────────────────

    def reconcile(self, since: date | None = None, until: date | None = None, *, by: str = OWNER) -> Reconciliation:
        bench, remote = self.bench, self.bench.quickbooks()
        bench.clock.advance(60)
        return reconcile(
            bench.store, CLIENT, remote,
            lambda: pull(bench.store, CLIENT, remote, by=by, today=bench.today, now=bench.now),
            span=Span(since, until), by=by, at=bench.now(),
        )  # fmt: skip

    def differences(self) -> list[str]:
        return [f"{each.name.value} {each.subject}" for each in self.reconcile().differences]

    def disposing(self, by: str = OWNER) -> Disposing:
        self.bench.clock.advance(60)
        return Disposing(self.bench.store, CLIENT, self.bench.quickbooks(), by, self.bench.today, self.bench.now)

    def approved(self, disposed: Disposed) -> list[PostedEntry]:
        """Its drafts, approved in their turn and worked through."""
        entries = [self.approve(draft) for draft in disposed.drafts]
        self.sync()
        return entries

    def drifts(self, entry: str) -> list[Drift]:
        with self.bench.store.client(CLIENT, reads=True) as books:
            return list(books.drifts(self.bench.realm, entry=entry))

    def found(self, subject: str) -> list[FoundThere]:
        with self.bench.store.client(CLIENT, reads=True) as books:
            return list(books.found(self.bench.realm, subject))

    def judge(self, subject: str, verdict: Verdict, document: str = "", by: str = OWNER) -> tuple[FoundThere, ...]:
        bench = self.bench
        return judge(
            bench.store, CLIENT, subject, verdict, document=document, by=by, today=bench.today, at=bench.now()
        )  # fmt: skip

    def trail(self, what: str) -> Iterator[Json]:
        with self.bench.store.client(CLIENT, reads=True) as books:
            yield from [dict(event.detail) for event in books.events() if event.what == what]

    def hire(self, name: str, role: PersonRole) -> None:
        with self.bench.store.client(CLIENT) as books:
            books.add_person(name, role, at=self.bench.now())

    # ── What someone does there ──────────────────────────────────────────────────────────────────────────────────────

    def document(self, entry: PostedEntry | str, part: str = "A") -> tuple[str, Json]:
        """Kind and body of the entry's document there."""
        number = entry if isinstance(entry, str) else entry.number
        (found,) = [
            (kind, body) for kind, body in self.bench.of_entry(number) if str(body["DocNumber"]).startswith(f"{number}-{part}-")
        ]
        return found

    def delete(self, entry: PostedEntry | str, part: str = "A") -> None:
        kind, body = self.document(entry, part)
        self.bench.someone("delete", kind, Id=body["Id"])

    def edit(self, entry: PostedEntry | str, part: str = "A", **changes: Any) -> None:
        kind, body = self.document(entry, part)
        self.bench.someone("update", kind, Id=body["Id"], **changes)

    def account(self, number: str) -> str:
        return next(row.id for row in self.bench.quickbooks().accounts() if row.number == number)

    def units(self, entry: PostedEntry | str, units: str) -> list[Json]:
        """The lines of an adjustment, with so many units in the first."""
        _, body = self.document(entry)
        first, *others = body["Line"]
        detail = {**first["ItemAdjustmentLineDetail"], "QtyDiff": Decimal(units)}
        return [{**first, "ItemAdjustmentLineDetail": detail}, *others]

    def adjust(self, units: str, *, sku: str = "MUG", on: str = "2026-11-19", note: str = "broke") -> str:
        """Someone adjusts a quantity by hand; the Id."""
        items = self.bench.there("Item")
        item = next(str(body["Id"]) for body in items if body.get("Sku") == sku)
        line = {
            "DetailType": "ItemAdjustmentLineDetail",
            "ItemAdjustmentLineDetail": {"ItemRef": {"value": item}, "QtyDiff": Decimal(units)},
        }
        against = {"value": self.account("5050")}
        made = self.bench.someone(
            "create", "InventoryAdjustment", TxnDate=on, AdjustAccountRef=against, PrivateNote=note, Line=[line]
        )
        return str(made["Id"])

    def journal(
        self, amount: str, *, debit: str = "5060", credit: str = "1210", on: str = "2026-11-19", number: str = "J-7"
    ) -> str:
        """Someone books an amount by hand; the Id."""
        lines = [
            {
                "DetailType": "JournalEntryLineDetail",
                "Amount": Decimal(amount),
                "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": self.account(account)}},
            }
            for side, account in (("Debit", debit), ("Credit", credit))
        ]
        made = self.bench.someone("create", "JournalEntry", TxnDate=on, DocNumber=number, Line=lines)
        return str(made["Id"])


def seen(beside: Beside, *expected: str) -> None:
    """A person looks, and these differ."""
    assert beside.differences() == list(expected)


def page(entry: PostedEntry) -> list[str]:
    lines = [f"{line.side.short} {line.account} {line.amount}" for line in entry.lines]
    return [*lines, *(f"{move.quantity.normalize():f} {move.item}" for move in entry.moves)]
