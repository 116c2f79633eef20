"""Where two readings of one text come to different facts: which fact, and what each of the two makes of it."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.books.question import Settled


class ComparedFact(StrEnum):
    """What is compared of two readings; the value is how a reviewer reads it."""

    EVENTS = "events"  # one that only one of the two read
    OUTCOME = "outcome"  # an entry, a question, none
    KIND = "kind"
    REASON = "reason"
    DATE = "date"
    ENTRY = "entry reversed"
    ITEM = "item"
    QUANTITY = "quantity"
    PLACE = "place"
    AMOUNT = "amount"
    RECOVERY = "recovery"
    RESERVE = "reserve used"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One fact in the words of both readings. `about` is the item, where the fact is one of an item's."""

    fact: ComparedFact
    model: str
    rules: str
    about: str = ""

    def says(self) -> str:
        """'Quantity of MUG-01: the model reads 12, the rules 21.'"""
        about = f" of {self.about}" if self.about else ""
        return f"{self.fact.value[0].upper()}{self.fact.value[1:]}{about}: the model reads {self.model}, the rules {self.rules}."

    def settled_by(self, settled: tuple[Settled, ...], overrides: tuple[tuple[int, str], ...]) -> bool:
        """Whether a person has stated the fact since, so that it no longer rests on either reading. An event that only one of
        the two read is no fact of a draft, and stays."""
        stated = {
            ComparedFact.OUTCOME: bool(settled),
            ComparedFact.KIND: any(fact.kind for fact in settled),
            ComparedFact.REASON: any(fact.reason for fact in settled),
            ComparedFact.DATE: any(fact.entry_date for fact in settled),
            ComparedFact.ENTRY: any(fact.entry for fact in settled),
            ComparedFact.ITEM: any(fact.item or fact.goods for fact in settled),
            ComparedFact.QUANTITY: any(fact.quantity or fact.goods for fact in settled),
            ComparedFact.PLACE: any(fact.place is not None for fact in settled),
            ComparedFact.AMOUNT: any(fact.amount or fact.nrv for fact in settled),
            ComparedFact.RECOVERY: any(fact.recovery for fact in settled),
            ComparedFact.ACCOUNT: bool(overrides) or any(fact.account for fact in settled),
        }
        return stated.get(self.fact, False)
