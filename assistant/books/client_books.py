"""One client's books as they stand at one moment: all that the stages may ask of them."""

from dataclasses import dataclass, field

from assistant.books.accounts import Chart
from assistant.books.connected import Connected
from assistant.books.drafted import OpenDrafts, Waiting
from assistant.books.entry import History
from assistant.books.goods import Stock
from assistant.books.journal import Journal
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.precedent import Precedents
from assistant.books.proposal import DateOrder


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference accepted when the books were opened, named and kept. `account` is a key, or empty for the trial balance."""

    name: str
    account: str
    amount: Money
    says: str


@dataclass(frozen=True, slots=True)
class ClientBooks:
    """`chart` carries today's balances, `stock` today's layers and what waiting drafts reserve, `history` is asked for the posted
    entries, `drafted` for what waits for a person, `precedents` are what they taught, `connected` the QuickBooks company as last
    pulled, None where there is none."""

    client: str
    name: str
    currency: str
    date_order: DateOrder
    policy: Policy
    chart: Chart
    stock: Stock
    history: Journal = field(default_factory=History)
    differences: tuple[Difference, ...] = ()
    precedents: Precedents = field(default_factory=Precedents)
    drafted: Waiting = field(default_factory=OpenDrafts, compare=False)
    connected: Connected | None = None
