"""Documents in QuickBooks that we did not make and that may be of the same loss, and what a person says of each."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assistant.books.money import Money


class Verdict(StrEnum):
    OPEN = "open"  # nothing is sent
    THEIRS = "theirs"  # theirs stands for it: it is linked, and nothing is sent
    OURS = "ours"  # ours stands: theirs is a mistake, listed until it is gone
    BOTH = "both"  # two losses
    GONE = "gone"  # a new look found it no more, before anybody said a word


QUANTITY = "quantity"
"""The kind of a fall in quantity that nothing of ours explains; its `remote_id` is the item's."""

DELETION, EDIT = "Deletion", "Edit"
"""The kinds of what somebody did there to a document of ours (by its Id): it stands for the entry that follows it here."""

DONE_TO_OURS = frozenset({DELETION, EDIT})


@dataclass(frozen=True, slots=True)
class FoundThere:
    """`subject` is the draft's id or the entry's number; `kind` and `remote_id` name the document there, or what else was found.
    `because` says in a sentence what fits."""

    subject: str
    kind: str
    remote_id: str
    number: str
    on: date
    amount: Money | None
    because: str
    found_at: datetime
    verdict: Verdict = Verdict.OPEN
    by: str = ""
