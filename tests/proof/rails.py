"""Every reason, kind, goods, recovery and reserve to the documents that QuickBooks is sent, as a page: docs/rails.md.

`make rails` walks them all through the public door against a practice company, and writes the page anew.
"""

import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from assistant.adapters.sql.store import open_books
from assistant.books.accounts import Side
from assistant.books.finding import Problem
from assistant.books.proposal import Event, LineSaid, Role, Value, ValueRelation
from assistant.books.reasons import Kind, Reason
from tests.proof.story import Story
from tests.syncing.bakery import NOON, OWNER
from tests.syncing.cases import AMOUNT, GOODS, KINDS, RECOVERIES, RESERVES, Case, books, cases, possible, quoted
from tests.syncing.conftest import unhurried

PAGE = Path(__file__).parents[2] / "docs" / "rails.md"
RESERVED = {"part": "2.00", "full": "998.00"}

NO_GOODS = "an allowance names no goods, and nobody pays for what is only reserved"
STAYS = "the goods stay: a reserve is raised by a write-down, never used"
NOTHING_LEFT = "of a loss that the reserve bears in full nothing is left to recover: the draft is refused (`over_recovery`)"

HEAD = """# What QuickBooks is sent of every loss

Written by `make rails`; a test walks every row for a third of its reasons and says that the page is today's, and `make soak`
walks every row for each. An entry is told, approved and sent by the public door. After it, and after its reversal, the company's
valuation of goods, its balance sheet, its trial balance and our books have moved by the same amounts, to the cent, and the asset
account of tracked goods holds what these are worth.

*tracked* goods have a quantity in QuickBooks, *untracked* ones have none there, an *amount* names no goods: by rule it moves an
account and no quantity, on either side. A recovery is owed or received; *credited* is what a vendor gives for goods that went
back to them. The reserve bears part of the loss, or all of it.

An amount whose account is that of tracked goods is drafted and refused (`goods_needed`) for every reason, until the goods are
named, it becomes an allowance, or an owner writes down why it should go all the same.

| kind | goods | recovery | reserve | documents | taken back | reasons |
| --- | --- | --- | --- | --- | --- | --- |
"""
NONE_HEAD = """
## What the rules have no entry for

| kind | goods | recovery | reserve | why |
| --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Row:
    """A case without its reason, with the documents it becomes and those of its reversal."""

    case: Case
    documents: str
    back: str


def walked(reason: Reason, each: int = 1) -> tuple[Row, ...]:
    """Every case of this reason, or one in `each` of them, others for other reasons: entered and taken back. Errors:
    AssertionError where the two sides come apart, or where a case that can be no entry becomes one."""
    offset = list(Reason).index(reason)
    chosen = [case for n, case in enumerate(cases((reason,))) if (n + offset) % each == 0]
    rows = []
    with tempfile.TemporaryDirectory() as folder, closing(unhurried(open_books(str(Path(folder) / "books.db")))) as store:
        store.add_client(books(), by=OWNER, at=NOON)
        story = Story(store)
        for reserve in RESERVES:
            if reserve in RESERVED:
                story.allow(RESERVED[reserve])
            for case in (case for case in chosen if case.reserve == reserve):
                rows.append(Row(replace(case, reason=ANY), *story.tell(case)))
            for case in (case for case in without_entry(reason) if case.reserve == reserve and why_none(case) == NOTHING_LEFT):
                assert Problem.OVER_RECOVERY in story.refused(case), case
        assert Problem.GOODS_NEEDED in story.refused_event(on_tracked_goods(reason))
        assert story.bench.judge() == []
    return tuple(rows)


def on_tracked_goods(reason: Reason) -> Event:
    """An amount that the text itself puts on the account of the mugs."""
    named = LineSaid(Side.CREDIT, Role.INVENTORY, "Crockery", quoted("Crockery"))
    return Event(Kind.WRITE_OFF, reason, value=Value(ValueRelation.TOTAL, AMOUNT), lines=(named,))


ANY = Reason.OTHER
"""Stands in a row for whichever reason."""


def without_entry(reason: Reason = ANY) -> tuple[Case, ...]:
    every = (Case(reason, *rest) for rest in product(KINDS, GOODS, RECOVERIES, RESERVES))
    return tuple(case for case in every if not possible(case))


def why_none(case: Case) -> str:
    if case.kind is Kind.ALLOWANCE:
        return NO_GOODS
    return STAYS if case.kind is Kind.WRITE_DOWN else NOTHING_LEFT


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def page(found: Mapping[Reason, Iterable[Row]]) -> str:
    """The table of all reasons; a row that not every reason has names those that do."""
    reasons: dict[Row, list[Reason]] = {}
    for reason, rows in found.items():
        for row in rows:
            reasons.setdefault(row, []).append(reason)
    every = [_line(*_of(row.case), row.documents, row.back, _named(of, found)) for row, of in reasons.items()]
    none = [_line(*_of(case), why_none(case)) for case in without_entry()]
    return HEAD + "".join(every) + NONE_HEAD + "".join(none)


def _named(reasons: list[Reason], found: Mapping[Reason, object]) -> str:
    return f"all {len(found)}" if len(reasons) == len(found) else ", ".join(reasons)


def _of(case: Case) -> tuple[str, ...]:
    return case.kind, case.goods, case.recovery, case.reserve


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def lines_of(reason: Reason, text: str) -> set[str]:
    """What the page says of this reason: its lines without their last cell."""
    found = (line.removesuffix(" |").rpartition(" | ") for line in text.removeprefix(HEAD).partition(NONE_HEAD)[0].splitlines())
    return {line for line, _, reasons in found if reasons.startswith("all ") or reason in reasons.split(", ")}


def lines(rows: Iterable[Row]) -> set[str]:
    """The same of what was walked."""
    return {_line(*_of(row.case), row.documents, row.back).removesuffix(" |\n") for row in rows}


if __name__ == "__main__":
    PAGE.write_text(page({reason: walked(reason) for reason in Reason}), encoding="utf-8")
