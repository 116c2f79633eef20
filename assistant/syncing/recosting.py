"""Documents whose goods QuickBooks has costed anew since we read their cost, found in the report that is read for others.

What is dated earlier takes the layers that a later transaction had, and QuickBooks then costs that one again: a write-off on a
past day changes what those after it cost there.
"""

import re
from collections.abc import Collection, Mapping
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

MANY = 50  # entries, beyond which all documents are read at once


@dataclass(slots=True)
class Recosting:
    """`_seen` is what each transaction cost when it was last looked at by this run."""

    shift: Shift
    connected: Connected
    currency: str
    _seen: dict[str, Money] = field(default_factory=dict)

    def among(self, movements: Movements, asked: Collection[str]) -> tuple[CostReading, ...]:
        """The entries, but for those of `asked` (Ids), whose documents cost otherwise now than when they were settled."""
        costs, entries = {}, dict[str, None]()
        for id_, rows in movements.items():
            cost = Money.rounded(-sum((row.cost for row in rows), Decimal(0)), self.currency)
            ours = NUMBER.fullmatch(rows[0].number) if id_ not in asked and self._seen.get(id_) != cost else None
            self._seen[id_] = cost
            if ours is not None:
                costs[id_] = cost
                entries[ours[1]] = None
        if not entries:
            return ()
        with self.shift.store.client(self.shift.client, reads=True) as transaction:
            changed = self._changed(transaction, costs, entries)
            works = [work for number in changed if (work := self._settled(transaction, number)) is not None]
        readings = (reading_of(each, each.documents.values(), movements, self.connected, self.currency) for each in works)
        return tuple(reading for reading in readings if reading.whole)

    def _changed(self, transaction: SyncTransaction, costs: Mapping[str, Money], entries: Collection[str]) -> Collection[str]:
        """The entries whose documents, by Id, do not cost this here."""
        if len(entries) > MANY:
            documents = transaction.documents(self.shift.realm, states=frozenset({DocumentState.DONE}))
        else:
            documents = tuple(each for number in entries for each in transaction.documents(self.shift.realm, entry=number))
        known = [each for each in documents if each.remote_id in costs and each.cost is not None]
        return dict.fromkeys(each.entry for each in known if each.cost != costs[each.remote_id])

    def _settled(self, transaction: SyncTransaction, number: str) -> Work | None:
        """The entry, where its cost was taken over and waits for nobody."""
        kept = transaction.plan_of(self.shift.realm, number)
        documents = {each.part: each for each in transaction.documents(self.shift.realm, entry=number)}
        goods = [documents.get(planned.part) for planned in kept.plan.documents if planned.goods] if kept else []
        done = all(each is not None and each.state is DocumentState.DONE and each.cost is not None for each in goods)
        return Work(transaction.entry(number), kept, documents) if kept and kept.plan.estimated and goods and done else None
