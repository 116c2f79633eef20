"""Losses told, approved and synced one after another by the public door, and after each both sides compared to the cent.

The company is asked as a bookkeeper would: its valuation of goods, its balance sheet and its trial balance, over its API.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import Any

from assistant.adapters.quickbooks.asking import Asking
from assistant.adapters.quickbooks.session import QuickBooksSession
from assistant.adapters.sql.store import SqlStore
from assistant.books.accounts import AccountType, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.finding import Problem
from assistant.books.proposal import Event, Proposal, ReadingContext, Value, ValueRelation
from assistant.books.reasons import Kind, Reason
from assistant.books.remote import LinkKind
from assistant.readers.rules.answers import RulesAnswerReader
from assistant.syncing.run import Orders
from assistant.workflow import Bookkeeper
from tests.syncing.bakery import CLIENT, OWNER, SHELF, usd
from tests.syncing.cases import Case, read, taken_back, text_of
from tests.syncing.harness import Bench

RESULT = frozenset(AccountType) - frozenset({
    AccountType.BANK, AccountType.ACCOUNTS_RECEIVABLE, AccountType.OTHER_CURRENT_ASSET, AccountType.FIXED_ASSET,
    AccountType.OTHER_ASSET, AccountType.ACCOUNTS_PAYABLE, AccountType.CREDIT_CARD, AccountType.OTHER_CURRENT_LIABILITY,
    AccountType.LONG_TERM_LIABILITY, AccountType.EQUITY,
})  # fmt: skip
"""What a balance sheet shows as net income alone."""

INCOME = "NetIncome"  # its group in the sheet
Cells = tuple[str, list[str]]


class Told:
    """A reader that knows already."""

    name = "told"
    event: Event

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        return read(self.event)


class Story:
    """Events told, approved and synced one after another, and after each what both sides hold compared."""

    def __init__(self, store: SqlStore) -> None:
        self.bench, self.reader, numbers = Bench(store).open(), Told(), count(1)
        self.keeper = Bookkeeper(store, self.reader, RulesAnswerReader(), self.bench.now, lambda: f"entry-{next(numbers)}")
        self.reports = Reports(self.bench)

    def tell(self, case: Case) -> tuple[str, str]:
        """The documents of the case, and of its reversal. Both sides agree after each."""
        posted = self.post(case.event(standing(self.bench)))
        return self.agreed(posted), self.agreed(self.post(taken_back(posted.number)))

    def refused(self, case: Case) -> tuple[Problem | str, ...]:
        """Why the case can become no entry."""
        return self.refused_event(case.event(standing(self.bench)))

    def refused_event(self, event: Event) -> tuple[Problem | str, ...]:
        self.reader.event = event
        named = " ".join(line.words for line in event.lines)
        (draft,) = self.keeper.draft(CLIENT, f"{text_of(event)} {named}", by=OWNER, today=self.bench.today).drafts
        self.keeper.reject(CLIENT, draft.id, because="It cannot be.", by=OWNER)
        return tuple(problem.code for problem in draft.problems)

    def allow(self, amount: str) -> None:
        """A reserve is set up for what follows."""
        value = Value(ValueRelation.TOTAL, usd(amount).amount)
        self.agreed(self.post(Event(Kind.ALLOWANCE, Reason.OBSOLETE, value=value)))

    def post(self, event: Event) -> PostedEntry:
        self.reader.event = event
        (draft,) = self.keeper.draft(CLIENT, text_of(event), by=OWNER, today=self.bench.today).drafts
        return self.keeper.approve(CLIENT, draft.id, by=OWNER, today=self.bench.today)

    def agreed(self, posted: PostedEntry) -> str:
        """The documents that QuickBooks has of it, in their order, both sides being the same with them."""
        receipt = self.bench.sync(Orders(approved=(posted.number,)), looks=False)
        assert [row.entry for row in receipt.synced] == [posted.number], receipt
        documents = sorted(self.bench.documents(posted.number), key=lambda document: document.part)
        there = [kind for kind, _ in self.bench.of_entry(posted.number)]
        assert sorted(there) == sorted(document.kind for document in documents), posted.number
        differences = self.reports.differences()
        assert differences == [], (posted, differences)
        return " + ".join(document.kind for document in documents)


class Reports:
    """What the company's reports say, beside what our books do. Amounts of accounts have debits positive."""

    def __init__(self, bench: Bench) -> None:
        books = standing(bench)
        company = books.connected
        assert company is not None
        self._bench, self._chart = bench, books.chart
        self._ours = {(link.kind, link.remote_id): link.ours for link in company.links.links}
        self._at_first = self._sides()

    def differences(self) -> list[str]:
        """What moved on one side alone since the company was opened, and where an asset account of tracked goods holds anything
        but their value."""
        found, sides = [], self._sides()
        for (what, key), figures in sides.items():
            there, here = (now - before for now, before in zip(figures, self._at_first[what, key], strict=True))
            found += [f"{what} {key}: moved by {there} there, by {here} here"] if there != here else []
        asset, _ = sides["balance sheet", SHELF]
        worth = sum((there for (what, _), (there, _) in sides.items() if what == "value"), Decimal(0))
        return found if asset == worth else [*found, f"{SHELF} holds {asset}, and its goods are worth {worth}"]

    def _sides(self) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
        """Every figure that both sides have: there, and here."""
        books, sheet, trial, goods = standing(self._bench), self._sheet(), self._trial(), self._valuation()
        signed = {each.key: each.balance.amount * (1 if each.normal_side is Side.DEBIT else -1) for each in books.chart}
        none = Decimal(0)
        found = {("trial balance", key): (trial.get(key, none), here) for key, here in signed.items()}
        lasting = [each.key for each in books.chart if each.type not in RESULT]
        found |= {("balance sheet", key): (sheet.get(key, none), signed[key]) for key in lasting}
        earned = sum((here for key, here in signed.items() if key not in lasting), none)
        found["balance sheet", "net income"] = (sheet.get(INCOME, none), earned)
        for key, (quantity, value) in goods.items():
            found["quantity", key] = (quantity, books.stock.on_hand(key))
            held = (each.value("USD").amount for each in books.stock.held(key))
            found["value", key] = (value, sum(held, none))
        return found

    # ── There ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _valuation(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Item to quantity on hand and asset value."""
        rows = self._report("InventoryValuationSummary")
        known = ((self._ours.get((LinkKind.ITEM, key)), cells) for key, cells in rows)
        return {item: (Decimal(cells[2]), Decimal(cells[3])) for item, cells in known if item is not None}

    def _trial(self) -> dict[str, Decimal]:
        """Account to its balance."""
        known = ((self._ours.get((LinkKind.ACCOUNT, key)), cells) for key, cells in self._report("TrialBalance"))
        return {account: Decimal(cells[1] or 0) - Decimal(cells[2] or 0) for account, cells in known if account is not None}

    def _sheet(self) -> dict[str, Decimal]:
        """Account, and the net income, to its balance; the sheet shows what is owed and owned by others as positive."""
        found = {}
        for key, cells in self._report("BalanceSheet"):
            account = self._ours.get((LinkKind.ACCOUNT, key), key)
            ours = self._chart.get(account)
            if cells[-1] and (ours is not None or account == INCOME):
                debit = ours is not None and ours.type.normal_side is Side.DEBIT
                found[account] = Decimal(cells[-1]) * (1 if debit else -1)
        return found

    def _report(self, name: str) -> list[Cells]:
        """Its rows: the Id (or the group) that a row is of, and its cells."""
        day = self._bench.today.isoformat()
        session = QuickBooksSession(self._bench.addresses, self._bench._keys(), self._bench.pace, transport=self._bench.transport)
        asking = Asking(self._bench.addresses.api_url, self._bench.realm, session)
        return list(_rows(asking.get(f"reports/{name}", report_date=day, start_date=day, end_date=day)["Rows"]))


def standing(bench: Bench) -> ClientBooks:
    """Our books but for their journal."""
    with bench.store.client(CLIENT, reads=True) as books:
        return books.books_about(())


def _rows(rows: dict[str, Any]) -> Iterator[Cells]:
    for row in rows.get("Row", ()):
        for part in (row, row.get("Header", {})):
            if cells := part.get("ColData"):
                yield cells[0].get("id") or row.get("group", ""), [str(cell.get("value", "")) for cell in cells]
        yield from _rows(row.get("Rows", {}))
