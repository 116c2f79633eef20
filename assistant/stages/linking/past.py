"""Documents of a company that took goods off its books, to the losses they record: which account took what, and what was told.

Only what one account of ours took is a loss to learn from. What an adjustment cost is not on the document: it is QuickBooks' own
cost, by the movements of its goods.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.connected import Connected
from assistant.books.money import Money
from assistant.books.record import Movement, Record, RecordLine
from assistant.books.remote import DocumentKind, LinkKind

KINDS = (DocumentKind.JOURNAL_ENTRY.value, DocumentKind.INVENTORY_ADJUSTMENT.value, DocumentKind.VENDOR_CREDIT.value)
LOSS_TYPES = frozenset({AccountType.COST_OF_GOODS_SOLD, AccountType.EXPENSE, AccountType.OTHER_EXPENSE})
CALLED = {
    DocumentKind.JOURNAL_ENTRY.value: "journal entry",
    DocumentKind.INVENTORY_ADJUSTMENT.value: "adjustment",
    DocumentKind.VENDOR_CREDIT.value: "vendor credit",
}


@dataclass(frozen=True, slots=True)
class PastLoss:
    """What account `account` of ours (by key) took in one document there, `number` of the kind `kind`; `units` that left, by item
    of ours. `told` are the words that people wrote on it: data, whatever they say."""

    id: str  # the document's Id, and behind a dash which of its accounts, where it has several
    kind: str
    number: str
    on: date
    account: str
    amount: Money
    told: str
    units: Mapping[str, Decimal]

    @property
    def source(self) -> str:
        """'QuickBooks adjustment 1043'."""
        return f"QuickBooks {CALLED[self.kind]} {self.number or f'Id {self.id}'}"


@dataclass(frozen=True, slots=True)
class Past:
    """`read` documents were looked through, `touched` of them touched goods, and these are the losses among them."""

    read: int
    touched: int
    losses: tuple[PastLoss, ...]


def past_losses(
    records: Iterable[Record], movements: Iterable[Movement], connected: Connected, chart: Chart, ours: Collection[str]
) -> Past:
    """The losses, oldest first. `ours` are the Ids of documents that we sent: these taught already."""
    desk = _Desk(connected, chart, _costs(movements))
    read = touched = 0
    losses: list[PastLoss] = []
    for record in sorted(records, key=lambda record: (record.on, record.id)):
        if record.id in ours:
            continue
        read += 1
        if desk.touches_goods(record):
            touched += 1
            losses += desk.losses_of(record)
    return Past(read, touched, tuple(losses))


def _costs(movements: Iterable[Movement]) -> dict[str, Decimal]:
    """What each transaction took out of inventory."""
    found: dict[str, Decimal] = {}
    for movement in movements:
        found[movement.id] = found.get(movement.id, Decimal(0)) - movement.cost
    return found


@dataclass(frozen=True, slots=True)
class _Desk:
    connected: Connected
    chart: Chart
    costs: Mapping[str, Decimal]

    def touches_goods(self, record: Record) -> bool:
        moved = any(line.item and self._tracked(line.item) for line in record.lines)
        return moved or any(self._holds_goods(line.account) for line in record.lines)

    def losses_of(self, record: Record) -> Iterator[PastLoss]:
        if record.kind == DocumentKind.INVENTORY_ADJUSTMENT:
            yield from self._adjusted(record)
        elif record.kind == DocumentKind.JOURNAL_ENTRY:
            yield from self._journal(record)

    def _adjusted(self, record: Record) -> Iterator[PastLoss]:
        account, cost = self._loss_account(record.account), self.costs.get(record.id, Decimal(0))
        if account is None or cost < 0 or any((line.quantity or Decimal(0)) > 0 for line in record.lines):
            return
        yield self._loss(record, record.id, account, cost, record.lines, record.note)

    def _journal(self, record: Record) -> Iterator[PastLoss]:
        """Debits to loss accounts, each by itself, where goods were credited as much in all."""
        taken: dict[str, list[RecordLine]] = {}
        out = Decimal(0)
        for line in record.lines:
            if self._holds_goods(line.account):
                out += _credit(line)
            elif self._loss_account(line.account) is not None:
                taken.setdefault(line.account, []).append(line)
        sums = {id_: -sum((_credit(line) for line in lines), Decimal(0)) for id_, lines in taken.items()}
        if out <= 0 or any(amount <= 0 for amount in sums.values()):
            return
        for n, (id_, lines) in enumerate(taken.items(), 1):
            account = self._loss_account(id_)
            assert account is not None, id_
            alone = len(taken) == 1
            texts = [*dict.fromkeys(line.memo for line in lines if line.memo), *([record.note] if record.note and alone else [])]
            told = ". ".join(dict.fromkeys(texts)) or record.note
            yield self._loss(record, record.id if alone else f"{record.id}-{n}", account, sums[id_], (), told)

    def _loss(
        self, record: Record, id_: str, account: Account, amount: Decimal, lines: Iterable[RecordLine], told: str
    ) -> PastLoss:
        units: dict[str, Decimal] = {}
        for line in lines:
            link = self.connected.links.to(LinkKind.ITEM, line.item) if line.item else None
            if link is not None and line.quantity:
                units[link.ours] = units.get(link.ours, Decimal(0)) - line.quantity
        money = Money.rounded(amount, account.balance.currency)
        return PastLoss(id_, record.kind, record.number, date.fromisoformat(record.on[:10]), account.key, money, told, units)

    def _loss_account(self, id_: str) -> Account | None:
        """Ours that is linked to it, where it takes losses."""
        link = self.connected.links.to(LinkKind.ACCOUNT, id_) if id_ else None
        account = self.chart.get(link.ours) if link is not None else None
        return account if account is not None and account.usable and account.type in LOSS_TYPES else None

    def _holds_goods(self, id_: str) -> bool:
        if id_ and self.connected.snapshot.tracked_in(id_) is not None:
            return True
        link = self.connected.links.to(LinkKind.ACCOUNT, id_) if id_ else None
        account = self.chart.get(link.ours) if link is not None else None
        return account is not None and account.holds_goods

    def _tracked(self, item: str) -> bool:
        there = self.connected.snapshot.item(item)
        return there is not None and there.tracked


def _credit(line: RecordLine) -> Decimal:
    return (line.amount or Decimal(0)) * (1 if line.side == "Credit" else -1)
