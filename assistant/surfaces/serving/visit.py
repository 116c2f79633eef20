"""A request to who makes it and whose books they are at. A route says what it needs; a foreign client's books are not there."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from assistant.bookkeeping import sessions
from assistant.bookkeeping.signing_in import Caller
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


class SecondFactorFirst(Exception):
    """This desk wants a second factor of everybody, and the person has none yet."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A person signed in, and the clients' books that they work in."""

    house: House
    session: Session
    places: tuple[Place, ...]

    @property
    def person(self) -> str:
        return self.session.person

    @property
    def firm(self) -> bool:
        """Whether the person may open books, and mend anybody's way in."""
        return self.session.firm

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


def caller(request: Request) -> Caller:
    """Where a request comes from; behind a proxy that was named, what that says of it."""
    return Caller(request.client.host if request.client is not None else "", request.headers.get("user-agent", ""))


def signed_in(request: Request) -> Visit:
    """Who is signed in, whether they have the second factor that is wanted or not. SignInFirst where nobody is."""
    house = house_of(request)
    secret = request.cookies.get(cookie_name(house), "")
    found = sessions.current(house.identity, secret_hash(secret), now=house.now()) if secret else None
    if found is None:
        raise SignInFirst
    if wait := house.paces.person.wait(found[0].person):
        says = "You ask faster than this desk answers anybody."
        raise NotAllowed(says, f"Go on in {wait} s.", code="too_many_requests")
    visit = Visit(house, *found)
    request.state.visit = visit
    return visit


SignedIn = Annotated[Visit, Depends(signed_in)]


async def visitor(visit: SignedIn) -> Visit:
    """Who is signed in. SignInFirst where nobody is, SecondFactorFirst where they have yet to set one up."""
    if visit.house.settings.second_factor and not visit.session.guarded:
        raise SecondFactorFirst
    return visit


Visiting = Annotated[Visit, Depends(visitor)]


def at(action: Action) -> Callable[[str, Visit], Awaitable[At]]:
    """The books of the address' `client`, for who may do the action there; with the errors of books_at."""

    async def found(client: str, visit: Visiting) -> At:  # without I/O: it needs no thread of its own
        return books_at(visit, client, action)

    return found


def books_at(visit: Visit, client: str, action: Action) -> At:
    """The client's books, for who may do the action there. NotFound where the person has no role in them, whether they are there
    or not; NotAllowed where their role does not include it."""
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
