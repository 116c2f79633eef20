"""What the use cases beside the walk ask of whatever keeps the books: the walk's transaction, and what settles the books."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from assistant.books.accounts import Chart
from assistant.books.goods import Stock
from assistant.books.money import Money
from assistant.books.people import Member, PersonRole
from assistant.books.policy import Policy
from assistant.books.precedent import Confirmation, Precedent
from assistant.store import ClientTransaction


class BooksTransaction(ClientTransaction, Protocol):
    def set_policy(self, policy: Policy, *, by: str, at: datetime) -> None: ...
    def policy_version(self) -> int:
        """How often the policy was set; the first is 1."""
        ...

    def policy_of(self, version: int) -> Policy | None:
        """The policy as it was set that time."""
        ...

    def members(self) -> dict[str, Member]:
        """Name to role and limit of all who work in these books."""
        ...

    def add_person(self, name: str, role: PersonRole, *, at: datetime, limit: Money | None = None) -> None: ...
    def remove_person(self, name: str) -> None: ...
    def precedent(self, precedent_id: str) -> Precedent:
        """The precedent of this id, or NotFound."""
        ...

    def confirmations(self, precedent_id: str) -> tuple[Confirmation, ...]:
        """Each time that the precedent's choice was approved or set, oldest first."""
        ...

    def forget(self, precedent_id: str) -> None:
        """The precedent and what confirmed it, gone."""
        ...

    def update_lists(self, chart: Chart, stock: Stock) -> None:
        """The chart and the goods as the client now lists them; no balance and no unit moves."""
        ...

    def openings_digest(self) -> str:
        """What the trail keeps, under `openings_sha256`, of what the books began with: after whatever may have added to it."""
        ...


class BooksStore(Protocol):
    def client(self, client: str) -> AbstractContextManager[BooksTransaction]: ...
