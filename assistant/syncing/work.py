"""One entry on its way out, as a run has it in hand: its plan, its documents so far, and what stands in its way."""

from dataclasses import dataclass, field
from datetime import datetime

from assistant.books.entry import PostedEntry
from assistant.books.plan import HeldReason, Hold, KeptPlan
from assistant.books.remote import THERE, DocumentKind, DocumentState, RemoteDocument
from assistant.syncing.deciding import SETTLED, sendable
from assistant.syncing.port import NOT_ENTITLED
from assistant.syncing.receipt import Unsent


@dataclass(slots=True)
class Work:
    """`hold` and `failure` end this run's work on the entry. `sends` counts what was sent of it, `missed` names the parts that
    were looked up in vain, `again_at` is when there is something to do with it again, where that is not now."""

    posted: PostedEntry
    kept: KeptPlan
    documents: dict[int, RemoteDocument] = field(default_factory=dict)
    hold: Hold | None = None
    failure: Unsent | None = None
    sends: int = 0
    cost_asked: int = 0
    missed: set[int] = field(default_factory=set)
    again_at: datetime | None = None
    finished: bool = False  # nothing more is to be done with it

    @property
    def number(self) -> str:
        return self.posted.number

    @property
    def keys(self) -> frozenset[str]:
        """What it must not be worked on at the same time with: entries of the same goods, and the entry it reverses."""
        goods = {f"item {line.item}" for planned in self.kept.plan.documents for line in planned.goods}
        return frozenset({self.number, self.posted.reverses or self.number} | goods)

    @property
    def open(self) -> bool:
        return self.hold is None and self.failure is None

    @property
    def variance_waits(self) -> bool:
        return self.hold is not None and self.hold.reason is HeldReason.VARIANCE_WAITS

    def ready(self) -> tuple[RemoteDocument, ...]:
        """What may go now. A journal goes while its goods' cost waits for a person: it does not depend on it."""
        return sendable(self.kept.plan, self.documents) if self.open or (self.variance_waits and not self.failure) else ()

    def uncosted(self) -> tuple[RemoteDocument, ...]:
        """What is there, and whose cost QuickBooks has still to tell; all of it again once the last goods are there, for their
        difference is taken over in one."""
        if self.failure is not None or self.variance_waits:
            return ()
        found = tuple(each for each in self.documents.values() if each.state is DocumentState.UNCOSTED)
        return found if self._goods_there or any(each.cost is None for each in found) else ()

    @property
    def _goods_there(self) -> bool:
        parts = [self.documents.get(planned.part) for planned in self.kept.plan.documents if planned.goods]
        return all(document is not None and document.state in THERE for document in parts)

    def take(self, before: RemoteDocument, after: RemoteDocument) -> None:
        """The document as it now is."""
        self.documents[after.part] = after
        self.sends += max(after.attempts - before.attempts, 0)
        if after is before:  # it was looked up, and nothing was found
            self.missed.add(after.part)
        else:
            self.missed.discard(after.part)
        if after.state is DocumentState.UNCOSTED:
            self.cost_asked, self.again_at = 0, None
        elif after.state is DocumentState.HELD:
            self.hold = Hold(HeldReason(after.held_reason), after.says, "")
        elif after.state is DocumentState.FAILED:
            self.failure = Unsent(self.number, "refused", after.says)

    @property
    def not_entitled(self) -> bool:
        """The company's plan or country let us adjust no quantity."""
        adjustments = (each for each in self.documents.values() if each.kind == DocumentKind.INVENTORY_ADJUSTMENT)
        return any(each.state is DocumentState.FAILED and each.held_reason == NOT_ENTITLED for each in adjustments)

    @property
    def all_there(self) -> bool:
        """Every document is there, whatever is still to be read of it."""
        parts = {planned.part for planned in self.kept.plan.documents}
        return parts <= set(self.documents) and all(document.state in THERE for document in self.documents.values())

    @property
    def settled(self) -> bool:
        """Every document is there, and its cost is taken over."""
        return self.open and self.all_there and all(document.state in SETTLED for document in self.documents.values())
