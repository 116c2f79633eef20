"""One client of the firm: its books as they are opened, the truth beside them, and its company with the weather there."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.goods import CostMethod, Holding, Layer
from assistant.books.policy import StandingApproval
from assistant.practice.faults import Strike
from assistant.practice.wire import Json
from tests.proof.weather import Weather
from tests.simulation.truth import Truth
from tests.syncing.bakery import OWNER, bakery
from tests.syncing.harness import Bench

UNITS = 4  # times the bakery's usual stock


@dataclass
class Sky:
    """The weather at a company, and whether it is fair: then it rests where it was. Implements practice.faults.Plan."""

    weather: Weather
    is_fair: bool = True
    _asked: Counter[tuple[str, str]] = field(default_factory=Counter)

    def strike(self, resource: str, method: str, n: int) -> Strike | None:
        if self.is_fair:
            return None
        self._asked[resource, method] += 1
        return self.weather.strike(resource, method, self._asked[resource, method])

    def document(self) -> Json:
        return self.weather.document()


class ShopBench(Bench):
    """A bench whose clock may be ahead of the company's, or behind it."""

    skew: Callable[[], float] = staticmethod(lambda: 0.0)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock() + self.skew(), tz=UTC)


@dataclass
class Shop:
    """One client: its books' truth, and its company with the weather there, where it has one."""

    client: str
    truth: Truth
    sky: Sky
    bench: ShopBench | None = None


def books_of(client: str, *, averages: bool, standing: bool) -> ClientBooks:
    """A bakery's books; under weighted average each place holds one layer an item."""
    books = replace(bakery(UNITS), client=client, name=client.title())
    policy = books.policy
    if standing:
        policy = replace(policy, standing_approval=StandingApproval(Decimal("0.97"), OWNER))
    if averages:
        holdings = tuple(replace(held, layers=(_one(held),)) for held in books.stock.holdings)
        books = replace(books, stock=replace(books.stock, holdings=holdings))
        policy = replace(policy, cost_method=CostMethod.WEIGHTED_AVERAGE)
    return replace(books, policy=policy)


def _one(held: Holding) -> Layer:
    value, first = held.value("USD"), held.layers[0]
    return replace(first, quantity=held.on_hand, value=value, unit_cost=value.amount / held.on_hand)
