"""A line of the queue to its row on the page: what it shows, and what the person may do with it.

A row's HTML is kept under all that it shows, so that a row which nobody changed is made once, however many look at it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from assistant.books.care import QueueLine
from assistant.books.draft import OPEN_STATES, DraftState
from assistant.books.identity import Place
from assistant.books.money import Money
from assistant.books.people import Action, may
from assistant.surfaces.serving.pages import templates

MOST_KEPT = 4096  # rows, of some 2 KB each
ROW = "parts/queue_row.html"
BETWEEN_TAGS = re.compile(r">\s+<")


@dataclass(frozen=True, slots=True)
class Row:
    """`labels` are the accounts of the line's sides; `mine` says that the person looks after it, `named` that the client is named
    on each row, `unpickable` why it cannot be selected where its client's plan has no bulk approval."""

    line: QueueLine
    place: Place
    labels: tuple[str, ...]
    days: int
    rests: bool
    mine: bool
    named: bool
    unpickable: str = ""

    @property
    def open(self) -> bool:
        return self.line.state in OPEN_STATES

    @property
    def approvable(self) -> bool:
        return self.line.state is DraftState.WAITING and self.may(Action.APPROVE)

    @property
    def pick(self) -> str:
        """What selecting it sends: the client, the draft, and what an approval of it is bound to."""
        return f"{self.line.client}/{self.line.id}/{self.line.glance.fingerprint}"

    @property
    def here(self) -> str:
        return f"/c/{self.line.client}/queue/{self.line.id}"

    @property
    def sides(self) -> list[tuple[str, str, Money]]:
        """Dr or Cr, the account, the amount."""
        told = zip(self.line.glance.sides, self.labels, strict=True)
        return [("Dr" if side.side == "debit" else "Cr", label, side.amount) for side, label in told]

    def may(self, action: Action) -> bool:
        return may(self.place.member.role, action)

    def html(self) -> Markup:
        return _plain(self)

    def told(self, **shown: Any) -> Markup:
        """The row with what was just done to it: `notice`, and what is `otherwise` than the person saw."""
        made = templates().get_template(ROW).render(row=self, **shown)
        return Markup(BETWEEN_TAGS.sub("> <", made))  # of a template of ours, which escapes what it shows


@lru_cache(maxsize=MOST_KEPT)
def _plain(row: Row) -> Markup:
    return row.told(notice=None, otherwise=())


def row_of_line(
    line: QueueLine,
    place: Place,
    labels: Mapping[tuple[str, str], str],
    *,
    person: str,
    today: date,
    named: bool,
    unpickable: str,
) -> Row:
    """The row as this person is shown it."""
    accounts = tuple(labels.get((line.client, side.account), side.account) for side in line.glance.sides)
    mine = line.care is not None and line.care.person == person
    return Row(line, place, accounts, line.days(today), line.rests(today), mine, named, unpickable)
