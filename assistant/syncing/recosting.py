"""Documents whose goods QuickBooks has costed anew since we read their cost, found in the report that is read for others.

What is dated earlier takes the layers that a later transaction had, and QuickBooks then costs that one again: a write-off on a
past day changes what those after it cost there.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.books.connected import Connected
from assistant.books.money import Money
from assistant.books.remote import DocumentState
from assistant.syncing.costs import CostReading, Movements, reading_of
from assistant.syncing.doors import Shift, SyncTransaction
from assistant.syncing.work import Work

NUMBER = re.compile(r"(.+)-[A-H](?:-[A-Z2-7]{1,8})?", re.ASCII)
"""A document's number (stages/documents/naming.py): our entry's, the part's letter, a mark."""


@dataclass(slots=True)
class Recosting:
    """`_seen` is what each transaction cost when it was last looked at by this run."""

    shift: Shift
    connected: Connected
    currency: str
    _seen: dict[str, Money] = field(default_factory=dict)

    def among(self, movements: Movements, asked: Collection[str]) -> tuple[CostReading, ...]:
        """The entries, but for those of `asked` (Ids), whose documents cost otherwise now than when they were settled."""
        entries: dict[str, None] = {}
        for id_, rows in movements.items():
            cost = Money.rounded(-sum((row.cost for row in rows), Decimal(0)), self.currency)
            if id_ in asked or self._seen.get(id_) == cost:
                self._seen[id_] = cost
                continue
            self._seen[id_] = cost
            if (ours := NUMBER.fullmatch(rows[0].number)) is not None:
                entries[ours[1]] = None
        if not entries:
            return ()
        with self.shift.store.client(self.shift.client, reads=True) as transaction:
            works = self._settled(transaction, entries)
        readings = (
            reading_of(work, work.documents.values(), movements, self.connected, self.currency) for work in works
        )  # fmt: skip
        return tuple(reading for reading in readings if reading.whole and _costs_otherwise(reading))

    def _settled(self, transaction: SyncTransaction, entries: Iterable[str]) -> list[Work]:
        """Those whose cost was taken over, and waits for nobody."""
        works = []
        for number in entries:
            kept = transaction.plan_of(self.shift.realm, number)
            documents = {each.part: each for each in transaction.documents(self.shift.realm, entry=number)}
            goods = [documents.get(planned.part) for planned in kept.plan.documents if planned.goods] if kept else []
            done = all(each is not None and each.state is DocumentState.DONE and each.cost is not None for each in goods)
            if kept is not None and kept.plan.estimated and goods and done:
                works.append(Work(transaction.entry(number), kept, documents))
        return works


def _costs_otherwise(reading: CostReading) -> bool:
    for part, costs in reading.costs.items():
        known = reading.work.documents[part].cost
        if known is None or sum(cost.minor for cost in costs.values()) != known.minor:
            return True
    return False
