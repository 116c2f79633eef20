"""What moved QuickBooks' goods to the tasks that a person has typed there: by our number, else by the very goods and day.

A task is closed by one transaction alone. Where two tasks fit one transaction, or two transactions one task, a person says which
(`Unsure`); nothing is guessed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.books.quantity import plain_quantity
from assistant.books.record import Movement

ADJUSTMENT = "Inventory Qty Adjust"
"""What the reports call a quantity that somebody adjusted (docs/quickbooks.md)."""

TaskKey = tuple[str, int]  # the entry's number, and which part of it the task is


@dataclass(frozen=True, slots=True)
class Task:
    """A part of an entry that a person types: signed units by item (Ids), on a day, under our number."""

    entry: str
    part: int
    number: str
    on: date
    units: Mapping[str, Decimal]

    @property
    def key(self) -> TaskKey:
        return self.entry, self.part


@dataclass(frozen=True, slots=True)
class Typed:
    """A transaction there, as far as it moved goods: signed units by item (Ids), and what left the inventory asset in all."""

    kind: str
    id: str
    number: str
    on: str
    units: Mapping[str, Decimal]
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Closed:
    """The transaction is what the task asked for."""

    task: Task
    typed: Typed


@dataclass(frozen=True, slots=True)
class Unsure:
    """The task may have been typed, and a person must say: which transaction it is, or that none is."""

    task: Task
    may_be: tuple[Typed, ...]
    says: str


@dataclass(frozen=True, slots=True)
class TasksSeen:
    closed: tuple[Closed, ...] = ()
    unsure: tuple[Unsure, ...] = ()


def tasks_seen(
    tasks: Sequence[Task], movements: Iterable[Movement], ours: Collection[str], said: Mapping[TaskKey, str] | None = None
) -> TasksSeen:
    """Which tasks the movements close. `ours` are Ids of documents that stand for other entries already; `said`, the Ids that a
    person named for tasks: their goods must be the task's all the same."""
    there = [typed for typed in transactions(movements) if typed.id not in ours]
    said = said or {}
    unsaid = [typed for typed in there if typed.id not in said.values()]
    may_be = {
        task.key: tuple(typed for typed in there if typed.id == said[task.key]) if task.key in said else _fitting(task, unsaid)
        for task in tasks
    }
    wanted: dict[str, list[Task]] = {}
    for task in tasks:
        for typed in may_be[task.key]:
            wanted.setdefault(typed.id, []).append(task)
    closed, unsure = [], []
    for task in tasks:
        fits = may_be[task.key]
        if not fits:
            continue
        rivals = [other.entry for other in wanted[fits[0].id] if other is not task]
        if len(fits) == 1 and differs(task, fits[0]):
            unsure.append(Unsure(task, fits, _not_as_asked(task, fits[0])))
        elif len(fits) == 1 and not rivals:
            closed.append(Closed(task, fits[0]))
        else:
            unsure.append(Unsure(task, fits, _several(task, fits, rivals)))
    return _once(TasksSeen(tuple(closed), tuple(unsure)))


def _once(seen: TasksSeen) -> TasksSeen:
    """Without tasks that ask about a transaction which closed another."""
    taken = {closed.typed.id for closed in seen.closed}
    left = [Unsure(each.task, tuple(typed for typed in each.may_be if typed.id not in taken), each.says) for each in seen.unsure]
    return TasksSeen(seen.closed, tuple(each for each in left if each.may_be))


def transactions(movements: Iterable[Movement]) -> tuple[Typed, ...]:
    """The movements of each transaction together; units of two layers of an item are two movements."""
    found: dict[tuple[str, str], list[Movement]] = {}
    for movement in movements:
        found.setdefault((movement.kind, movement.id), []).append(movement)
    return tuple(_typed(rows) for rows in found.values())


def _typed(rows: Sequence[Movement]) -> Typed:
    units: dict[str, Decimal] = {}
    for row in rows:
        units[row.item] = units.get(row.item, Decimal(0)) + row.quantity
    first = rows[0]
    return Typed(first.kind, first.id, first.number, first.on, units, -sum((row.cost for row in rows), Decimal(0)))


def _fitting(task: Task, there: Sequence[Typed]) -> tuple[Typed, ...]:
    """What bears our number, else adjustments of these very goods on this very day."""
    if numbered := tuple(typed for typed in there if _bears(typed.number, task)):
        return tuple(typed for typed in numbered if not differs(task, typed)) or numbered
    day, series = task.on.isoformat(), task.entry.partition("-")[0].casefold() + "-"
    alike = (typed for typed in there if typed.kind == ADJUSTMENT and typed.on == day and not differs(task, typed))
    return tuple(typed for typed in alike if not typed.number.strip().casefold().startswith(series))  # those are of other entries


def _bears(number: str, task: Task) -> bool:
    """The document's number or, as somebody may have shortened it, the entry's."""
    return number.strip().casefold() in (task.number.casefold(), task.entry.casefold())


def differs(task: Task, typed: Typed) -> bool:
    """Whether other units moved than the task asks for."""
    return {item: units for item, units in typed.units.items() if units} != {i: u for i, u in task.units.items() if u}


def _not_as_asked(task: Task, typed: Typed) -> str:
    asked, moved = (", ".join(plain_quantity(units) for units in of.units.values()) for of in (task, typed))
    return f"{typed.kind} {typed.number or typed.id} of {typed.on} moved {moved}, and {task.entry} asks for {asked}."


def _several(task: Task, fits: Sequence[Typed], rivals: Sequence[str]) -> str:
    listed = ", ".join(f"Id {typed.id} of {typed.on}" for typed in fits)
    if len(fits) > 1:
        return f"{len(fits)} transactions there fit {task.entry}: {listed}."
    return f"{fits[0].kind} {listed} fits {task.entry}, and {', '.join(dict.fromkeys(rivals))} as well."
