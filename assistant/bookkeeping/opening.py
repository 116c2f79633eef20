"""A client's books opened by somebody of the firm, who owns them from then on."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from assistant.books.client_books import ClientBooks
from assistant.books.identity import Login
from assistant.errors import NotAllowed


class Logins(Protocol):
    def login(self, person: str) -> Login | None: ...


class Identity(Protocol):
    def transaction(self, *, reads: bool = False) -> AbstractContextManager[Logins]: ...


class Books(Protocol):
    def add_client(self, books: ClientBooks, *, by: str, at: datetime) -> None:
        """WrongUsage where the slug is taken."""
        ...


def may_open(identity: Identity, person: str) -> bool:
    """Whether the person's login is one of the firm."""
    with identity.transaction(reads=True) as logins:
        login = logins.login(person)
    return login is not None and login.firm and login.usable


def open_client(store: Books, identity: Identity, books: ClientBooks, *, by: str, at: datetime) -> None:
    """Opens the books; `by` owns them. NotAllowed for who is not of the firm, WrongUsage where the slug is taken."""
    allow_opening(identity, by)
    store.add_client(books, by=by, at=at)


def allow_opening(identity: Identity, person: str) -> None:
    if not may_open(identity, person):
        raise NotAllowed(
            f"{person} may not open books here.",
            "Ask somebody of the firm to open them, and to give you a role in them.",
            code="not_of_the_firm",
        )
