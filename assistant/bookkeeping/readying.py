"""A draft about to be approved: its company pulled where that was longer than a day ago, and looked through for the same loss.

What is asked of QuickBooks is asked before the approval's transaction opens. Where it cannot be asked, and was pulled within the
day, the approval goes on: the entry is looked for again before anything of it is sent.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from assistant.bookkeeping.looking import Asked, Looker, LookingTransaction
from assistant.bookkeeping.pulling import PullTransaction, RemoteCompany, freshen, is_fresh
from assistant.books.draft import OPEN_STATES
from assistant.books.people import Action
from assistant.errors import OutsideServiceFailed
from assistant.stages.review import allow


class ReadyingTransaction(LookingTransaction, PullTransaction, Protocol):
    """What looking and pulling ask, together."""


class ReadyingStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[ReadyingTransaction]: ...


class Company(Asked, RemoteCompany, Protocol):
    """The company, to be pulled and to be looked through."""


@dataclass
class Readying:
    """Implements workflow.Outside. `opened` is the client's company, for as long as it is asked."""

    store: ReadyingStore
    opened: Callable[[str], AbstractContextManager[Company]]
    now: Callable[[], datetime]
    _lookers: dict[str, Looker] = field(default_factory=dict)

    def ready(self, client: str, draft_ids: Sequence[str], *, by: str, today: date) -> None:
        """Errors: NotAllowed, before anything is asked; OutsideServiceFailed where QuickBooks cannot be asked and was not pulled
        within the day."""
        with self.store.client(client, reads=True) as transaction:
            allow(by, transaction.role_of(by), Action.APPROVE)
            connected = transaction.connected()
            drafts = [transaction.draft(draft_id) for draft_id in draft_ids] if connected is not None else []
        drafts = [draft for draft in drafts if draft.state in OPEN_STATES and draft.plan is not None and draft.plan.documents]
        if connected is None or not drafts:
            return
        try:
            with self.opened(client) as remote:
                freshen(self.store, client, lambda: nullcontext(remote), by=by, today=today, now=self.now)
                looker = self._lookers.setdefault(client, Looker(self.store, client, remote, self.now))
                looker.remote = remote
                for draft in drafts:
                    looker.draft(draft)
        except OutsideServiceFailed as error:
            if not is_fresh(connected.snapshot, self.now()):
                remedy = f"{error.remedy} Or approve with --offline: it is looked for before it goes out.".lstrip()
                raise OutsideServiceFailed(error.says, remedy, code=error.code) from error
