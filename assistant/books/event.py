"""A resolved event: what was read, with every reference to the books settled: items, places, units, day, entry reversed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.books.entry import PostedEntry
from assistant.books.finding import Finding
from assistant.books.proposal import Event
from assistant.books.question import Settled


@dataclass(frozen=True, slots=True)
class ResolvedGoods:
    """Units of one item at one place: positive leave (or are written down), negative were found.

    `said` is the index of the goods line in the event that they come from; `because` says how the item, the units and
    the place were settled; `item_confidence` how sure the match of the words to the item is, 0 to 1.
    """

    item: str
    location: str
    quantity: Decimal
    said: int
    because: str = ""
    item_confidence: float = 1.0
    place_named: bool = False
    place_assumed: bool = False


@dataclass(frozen=True, slots=True)
class AccountPick:
    """An account settled by its words: `confidence` that it is the one meant, and the next best."""

    account: str
    confidence: float
    because: str
    runners_up: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedEvent:
    """`event` is the reading with what was settled since applied to it. `inventory` is set for amounts without goods.

    `amount` is the value stated for an event without goods, in the currency stated. For a reversal, `reverses` is the entry and
    `goods` the units that come back (negative), all that is left of it where the text names none.
    """

    event: Event
    settled: tuple[Settled, ...]
    entry_date: date
    date_because: str
    goods: tuple[ResolvedGoods, ...] = ()
    inventory: AccountPick | None = None
    amount: Decimal | None = None
    currency: str = ""
    reverses: PostedEntry | None = None
    findings: tuple[Finding, ...] = ()
