"""Tasks that wait for a person's typing in QuickBooks, to those that somebody typed: their entries go on as if we had sent them.

A task is found again by what moved its goods there (stages/linking/tasks.py). It is then there with QuickBooks' cost still to be
read, as an adjustment that we send is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from assistant.books.connected import Connected
from assistant.books.record import Movement
from assistant.books.remote import DocumentKind, DocumentState, LinkKind, RemoteDocument
from assistant.errors import NotFound
from assistant.stages.linking.tasks import Closed, Task, TaskKey, TasksSeen, tasks_seen
from assistant.syncing.doors import SyncStore, SyncTransaction

EARLY = timedelta(days=45)  # somebody may date it before the entry; after it, until today
WAITING = frozenset({DocumentState.AWAITING_MANUAL})


class Watched(Protocol):
    """The company, as far as movements of its goods are asked for."""

    @property
    def realm(self) -> str: ...

    def movements(self, items: Sequence[str], since: date, until: date) -> tuple[Movement, ...]: ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Tasks that wait, and the Ids there that stand for something else."""

    tasks: tuple[Task, ...]
    ours: frozenset[str]


def see_tasks(
    store: SyncStore,
    client: str,
    remote: Watched,
    *,
    by: str,
    today: date,
    at: datetime,
    said: Mapping[str, str] | None = None,
) -> TasksSeen:
    """Closes the tasks that have been typed, and answers those that a person must be asked about. Nothing is asked of the company
    where no task waits. `said` names a transaction (by Id) for an entry's task. NotFound for one that is none of its."""
    with store.client(client, reads=True) as transaction:
        waiting = _waiting(transaction, remote.realm)
    named = {task.key: said[task.entry] for task in waiting.tasks if said and task.entry in said}
    _refuse_others(said or {}, waiting.tasks)
    if not waiting.tasks:
        return TasksSeen()
    items = sorted({item for task in waiting.tasks for item in task.units})
    since = min(task.on for task in waiting.tasks) - EARLY
    movements = remote.movements(items, since, max(today, *(task.on for task in waiting.tasks)))
    seen = tasks_seen(waiting.tasks, movements, waiting.ours, named)
    _refuse_unseen(named, seen)
    for closed in seen.closed:
        _close(store, client, remote.realm, closed, by=by, at=at)
    return seen


def _waiting(transaction: SyncTransaction, realm: str) -> _Waiting:
    connected = transaction.connected()
    waiting = [each for each in transaction.documents(realm, states=WAITING) if each.kind == DocumentKind.TASK]
    if connected is None or not waiting:
        return _Waiting((), frozenset())
    tasks = (task for each in waiting if (task := _task(transaction, each, connected)) is not None)
    ours = {document.remote_id for document in transaction.documents(realm) if document.remote_id}
    return _Waiting(tuple(tasks), frozenset(ours))


def _task(transaction: SyncTransaction, document: RemoteDocument, connected: Connected) -> Task | None:
    kept = transaction.plan_of(document.realm, document.entry)
    planned = next((each for each in kept.plan.documents if each.part == document.part), None) if kept else None
    units: dict[str, Decimal] = {}
    for goods in planned.goods if planned else ():
        link = connected.links.of(LinkKind.ITEM, goods.item)
        if link is None:
            return None
        units[link.remote_id] = units.get(link.remote_id, Decimal(0)) + goods.quantity
    on = transaction.entry(document.entry).entry_date
    return Task(document.entry, document.part, document.number, on, units) if units else None


def _close(store: SyncStore, client: str, realm: str, closed: Closed, *, by: str, at: datetime) -> None:
    """Where the task still waits: another may have closed it meanwhile."""
    task, typed = closed.task, closed.typed
    with store.client(client) as transaction:
        document = next((each for each in transaction.documents(realm, entry=task.entry) if each.part == task.part), None)
        if document is None or document.state is not DocumentState.AWAITING_MANUAL:
            return
        done = replace(document, state=DocumentState.UNCOSTED, remote_id=typed.id, says="", held_reason="", changed_at=at)
        transaction.save_document(done)
        detail = {"document": task.number, "kind": typed.kind, "remote_id": typed.id, "number": typed.number, "on": typed.on}
        transaction.record(at=at, who=by, what="task.typed", subject=task.entry, detail=detail)


# ── What a person says ───────────────────────────────────────────────────────────────────────────────────────────────


def _refuse_others(said: Mapping[str, str], tasks: tuple[Task, ...]) -> None:
    for entry in said:
        if all(task.entry != entry for task in tasks):
            raise NotFound(f"{entry} has no task that waits in QuickBooks.", "writeoff qbo status says where each entry stands.")


def _refuse_unseen(named: Mapping[TaskKey, str], seen: TasksSeen) -> None:
    closed = {each.task.key for each in seen.closed}
    for (entry, part), id_ in named.items():
        if (entry, part) in closed:
            continue
        doubt = next((each.says for each in seen.unsure if each.task.key == (entry, part)), "")
        says = doubt or f"Transaction {id_} moved none of {entry}'s goods around its day, or stands for another entry."
        raise NotFound(says, "Look it up in QuickBooks: its Id is at the end of its address.")
