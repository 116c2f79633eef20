"""A request to who makes it and whose books they are at. A route says what it needs; a foreign client's books are not there."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from assistant.books.identity import Place, Session, secret_hash
from assistant.books.people import Action, Member, may
from assistant.errors import NotAllowed, NotFound
from assistant.surfaces.serving.house import House

if TYPE_CHECKING:
    from assistant.adapters.sql.transaction import SqlTransaction
    from assistant.books.client_books import ClientBooks
    from assistant.workflow import Bookkeeper

COOKIE = "writeoff_desk"
SECURE_COOKIE = "__Host-writeoff_desk"


class SignInFirst(Exception):
    """Nobody is signed in, or their session has ended."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A person signed in, and the clients' books that they work in."""

    house: House
    session: Session
    places: tuple[Place, ...]

    @property
    def person(self) -> str:
        return self.session.person

    def place(self, client: str) -> Place | None:
        return next((place for place in self.places if place.client == client), None)


class InBooks(ABC):
    """A person at one client's books, however they came in: by the desk's pages, or by the API."""

    place: Place

    @property
    @abstractmethod
    def house(self) -> House: ...

    @property
    @abstractmethod
    def person(self) -> str: ...

    @property
    def client(self) -> str:
        return self.place.client

    @property
    def member(self) -> Member:
        return self.place.member

    def may(self, action: Action) -> bool:
        return may(self.member.role, action)

    @contextmanager
    def reading(self) -> Iterator["SqlTransaction"]:
        """A transaction that only reads; it waits for nobody."""
        with self.house.store.client(self.client, reads=True) as transaction:
            yield transaction

    @contextmanager
    def writing(self) -> Iterator["SqlTransaction"]:
        with self.house.store.client(self.client) as transaction:
            yield transaction

    def books(self) -> "ClientBooks":
        with self.reading() as transaction:
            return transaction.books()

    def bookkeeper(self) -> "Bookkeeper":
        return self.house.bookkeeper()


@dataclass(frozen=True)
class At(InBooks):
    """Someone signed in at one client's books, who may do there what the route is for."""

    visit: Visit
    place: Place

    @property
    def house(self) -> House:
        return self.visit.house

    @property
    def person(self) -> str:
        return self.visit.person


def house_of(request: Request) -> House:
    house: House = request.app.state.house
    return house


def cookie_name(house: House) -> str:
    return SECURE_COOKIE if house.secure else COOKIE


def visitor(request: Request) -> Visit:
    """Who is signed in. SignInFirst where nobody is."""
    house = house_of(request)
    secret = request.cookies.get(cookie_name(house), "")
    with house.identity.transaction(reads=True) as identity:
        session = identity.session(secret_hash(secret)) if secret else None
        if session is None or session.ended_at is not None or session.ends_at <= house.now():
            raise SignInFirst
        visit = Visit(house, session, identity.places(session.person))
    request.state.visit = visit
    return visit


Visiting = Annotated[Visit, Depends(visitor)]


def at(action: Action) -> Callable[[str, Visit], At]:
    """The books of the address' `client`, for who may do the action there. NotFound where the person has no role in them, whether
    they are there or not; NotAllowed where their role does not include it."""

    def found(client: str, visit: Visiting) -> At:
        place = visit.place(client)
        if place is None:
            raise NotFound(f"There is no client {client} here for you.", "Choose one of the clients that you work for.")
        if not may(place.member.role, action):
            role = place.member.role.value
            raise NotAllowed(
                f"As {role} of {place.name} you may not {action.value.replace('_', ' ')}.",
                "Ask an owner of these books to do it, or for a role that may.",
            )
        return At(visit, place)

    return found
