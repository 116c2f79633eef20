"""Documents that moved goods to QuickBooks' own cost of them, read back and taken into our books.

One report tells the costs of many documents. A difference within the client's tolerance is booked at once, one beyond it waits
for a person; cost, variance entry and document are stored together, so that nothing is taken over twice.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.money import Money, total
from assistant.books.plan import HeldReason, Hold, KeptPlan, TheirCost
from assistant.books.policy import Policy
from assistant.books.posted_record import answered_for
from assistant.books.record import Movement
from assistant.books.remote import DocumentState, LinkKind, RemoteDocument
from assistant.syncing.doors import Shift, SyncTransaction
from assistant.syncing.keeping import put, stands
from assistant.syncing.port import RemoteBooks
from assistant.syncing.variance import Gap, Layers, costs_here, costs_read, gaps, variance_entry, within
from assistant.syncing.work import Work


@dataclass(frozen=True, slots=True)
class CostReading:
    """What one entry's documents cost there, by part and item, as far as the report shows it."""

    work: Work
    costs: dict[int, dict[str, Money]]

    @property
    def whole(self) -> bool:
        """Every document of the entry that moved goods is there, and its cost known."""
        goods = {planned.part for planned in self.work.kept.plan.documents if planned.goods}
        return goods <= set(self.costs)


Movements = Mapping[str, Sequence[Movement]]  # by the Id of the transaction that made them


def moved(works: Sequence[Work], remote: RemoteBooks, connected: Connected, today: date) -> Movements:
    """What moved these entries' goods from their days on, for what is dated later may be costed anew by them. One question for
    all. Errors: OutsideServiceFailed."""
    items = {line.item for work in works for planned in work.kept.plan.documents for line in planned.goods}
    links = (connected.links.of(LinkKind.ITEM, item) for item in sorted(items))
    days = [work.posted.entry_date for work in works]
    by_id: dict[str, list[Movement]] = {}
    for row in remote.movements([link.remote_id for link in links if link is not None], min(days), max(today, *days)):
        by_id.setdefault(row.id, []).append(row)
    return by_id


def reading_of(
    work: Work, documents: Iterable[RemoteDocument], movements: Movements, connected: Connected, currency: str
) -> CostReading:
    """What these documents of the entry cost there, as far as the report shows all of their units."""
    goods = {planned.part: planned for planned in work.kept.plan.documents if planned.goods}
    found = {}
    for document in documents:
        if document.part in goods:
            rows = movements.get(document.remote_id, ())
            found[document.part] = costs_read(goods[document.part], document.remote_id, rows, connected, currency)
    return CostReading(work, {part: costs for part, costs in found.items() if costs is not None})


@dataclass(frozen=True, slots=True)
class Taken:
    """What was stored of one entry, to be known of it once the transaction is through."""

    work: Work
    documents: dict[int, RemoteDocument]
    kept: KeptPlan
    hold: Hold | None


@dataclass(frozen=True, slots=True)
class Taking:
    """Takes costs over into one client's books. `approved` are entries whose difference a person accepts whatever it is, booked
    on day `on` where their own is closed here."""

    shift: Shift
    connected: Connected
    approved: Collection[str] = ()
    on: date | None = None

    def over(self, readings: Iterable[CostReading]) -> None:
        """Stores what was read, and books what may be booked, in one transaction; each work in hand is brought up to date."""
        told = [reading for reading in readings if reading.costs]
        if not told:
            return
        with self.shift.store.client(self.shift.client) as transaction:
            books = transaction.books_about(())
            layers = Layers(books.stock)
            taken = [found for each in told if (found := self._take(transaction, books, layers, each)) is not None]
        for each in taken:
            each.work.documents |= each.documents
            each.work.kept, each.work.hold = each.kept, each.hold or each.work.hold

    def _take(self, transaction: SyncTransaction, books: ClientBooks, layers: Layers, reading: CostReading) -> Taken | None:
        """None where another worker has brought the entry further."""
        work, kept = reading.work, reading.work.kept
        before = [work.documents[part] for part in reading.costs]
        if not all(stands(transaction, self.shift, document) for document in before):
            return None
        found = gaps(kept, reading.costs, work.posted, self.connected) if kept.plan.estimated and reading.whole else ()
        hold = self._hold(work, reading, found, books)
        settled = reading.whole and hold is None
        documents = {}
        for document in before:
            after = self._costed(document, reading.costs[document.part], hold, settled=settled)
            documents[document.part] = put(transaction, self.shift, document, after)
        if found and settled:
            booked = self._book(transaction, work, found, layers, books.policy)
            taken = tuple(TheirCost(part, item, cost) for part, costs in reading.costs.items() for item, cost in costs.items())
            kept = replace(kept, variances=(*kept.variances, booked), costs=taken)
            transaction.save_plan(kept)
        if hold is not None and all(document.state is DocumentState.DONE for document in before):
            transaction.send_again(work.number)  # it had left the queue, and now waits for a person
        return Taken(work, documents, kept, hold)

    def _costed(
        self, document: RemoteDocument, costs: Mapping[str, Money], hold: Hold | None, *, settled: bool
    ) -> RemoteDocument:
        cost = total(costs.values(), next(iter(costs.values())).currency)
        now = self.shift.now()
        return replace(
            document,
            state=DocumentState.DONE if settled else DocumentState.UNCOSTED,
            cost=cost,
            cost_read_at=now,
            held_reason=hold.reason.value if hold else "",
            says=f"{hold.says} {hold.remedy}" if hold else "",
            changed_at=now,
        )

    def _hold(self, work: Work, reading: CostReading, found: Sequence[Gap], books: ClientBooks) -> Hold | None:
        if not found:
            return None
        day, ours, theirs = self._day(work, books.policy), *_sums(work.kept, reading, books.currency)
        says = f"QuickBooks' own cost of {work.number} is {theirs}, and ours {ours}."
        take = f"writeoff qbo variance {work.number} --approve"
        if books.policy.is_closed(day):
            says += f" The books here are closed through {books.policy.books_closed_through}."
            return Hold(HeldReason.VARIANCE_WAITS, says, f"Book the difference on an open day: {take} --date DATE")
        if work.number in self.approved or within(found, ours, books.policy.cost_tolerance):
            return None
        return Hold(HeldReason.VARIANCE_WAITS, says, f"Take the difference over: {take}")

    def _day(self, work: Work, policy: Policy) -> date:
        closed = policy.is_closed(work.posted.entry_date)
        return self.on if closed and self.on is not None and work.number in self.approved else work.posted.entry_date

    def _book(self, transaction: SyncTransaction, work: Work, found: Sequence[Gap], layers: Layers, policy: Policy) -> str:
        """Posts the variance; it is an entry of ours alone, which QuickBooks has by its own cost."""
        number, now = transaction.next_entry_number(), self.shift.now()
        on, nth = self._day(work, policy), len(work.kept.variances) + 1
        entry = variance_entry(work.posted, found, layers, number=number, on=on, by=self.shift.by, at=now, nth=nth)
        transaction.post(entry)
        transaction.sent(number, at=now)
        detail: dict[str, object] = {
            "kind": entry.kind.value,
            "of": work.number,
            "realm": self.shift.realm,
            "approved": work.number in self.approved,
            "differences": [[gap.item, gap.location, gap.account, gap.against, gap.amount.plain()] for gap in found],
        }
        transaction.record(at=now, who=self.shift.by, what="entry.posted", subject=number, detail=detail | answered_for(entry))
        return number


def _sums(kept: KeptPlan, reading: CostReading, currency: str) -> tuple[Money, Money]:
    """What our books carry the goods at, and what they cost there."""
    ours = total(costs_here(kept, reading.costs).values(), currency)
    return ours, total((cost for costs in reading.costs.values() for cost in costs.values()), currency)
