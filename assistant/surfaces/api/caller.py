"""A request's bearer token to who calls, for whom, and whose books they are at. Cookies count for nothing here.

An operation needs a scope of the token and an action of the person's role in the client's books, both: a token never does more
than its person may, and a person's token never more than it was made for (OWASP ASVS 5.0, 8.2 and 10.3).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.bookkeeping.entitlement import allow_feature, owners_of
from assistant.books.identity import Place, Scope, Token, secret_hash
from assistant.books.people import Action, may
from assistant.books.policy import Feature
from assistant.errors import NotAllowed, NotFound
from assistant.surfaces.api.problems import refused
from assistant.surfaces.serving.house import House
from assistant.surfaces.serving.visit import InBooks, house_of

BEARER = HTTPBearer(
    auto_error=False, description="A token made on the desk, under Account: it has scopes, clients and an end."
)
SAID_EVERY = timedelta(minutes=5)  # how often the books are told that a token is used
CHALLENGE = 'Bearer realm="writeoff"'


@dataclass(frozen=True, slots=True)
class Caller:
    """A program, by its token; it works in the name of the token's person. `places` are the books that both may be in."""

    house: House
    token: Token
    places: tuple[Place, ...]

    @property
    def person(self) -> str:
        return self.token.person

    def place(self, client: str) -> Place | None:
        return next((place for place in self.places if place.client == client), None)


@dataclass(frozen=True)
class Here(InBooks):
    """A program at one client's books, whose token and whose person's role allow there what the operation does."""

    caller: Caller
    place: Place

    @property
    def house(self) -> House:
        return self.caller.house

    @property
    def person(self) -> str:
        return self.caller.person


def caller_of(request: Request) -> Caller:
    """Who calls. 401 without a token, and for one that is unknown, ended or revoked: which of these it is, is not said."""
    house = house_of(request)
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise refused(
            "This API is for programs with a token.", "Send it: Authorization: Bearer TOKEN", "token_needed",
            WWW_Authenticate=CHALLENGE,
        )  # fmt: skip
    with house.identity.transaction(reads=True) as identity:
        token = identity.token(secret_hash(secret.strip()))
        if token is None or not token.good_at(house.now()):
            raise refused(
                "This token is not valid, or not any more.", "Make a new one on the desk, under Account.", "token_invalid",
                WWW_Authenticate=f'{CHALLENGE}, error="invalid_token"',
            )  # fmt: skip
        places = identity.places(token.person)
    if token.used_at is None or house.now() - token.used_at > SAID_EVERY:
        with house.identity.transaction() as identity:
            identity.token_used(token.id, at=house.now())
    among = tuple(place for place in places if not token.clients or place.client in token.clients)
    return Caller(house, token, among)


def calling(request: Request, _token: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)]) -> Caller:
    """The caller that the route found before it read anything else of the request."""
    caller: Caller = request.state.caller
    return caller


Calling = Annotated[Caller, Depends(calling)]
ClientName = Annotated[str, Path(description="The client, by its name in addresses", examples=["corner-hardware"], max_length=80)]


def refuse_scope(caller: Caller, scope: Scope) -> None:
    """403 `insufficient_scope` where the token was not made for it."""
    if scope not in caller.token.scopes:
        raise NotAllowed(
            f"The token {caller.token.name} was not made to {scope.value}.",
            f"Make one with the scope {scope.value} on the desk, under Account.",
            code="insufficient_scope",
        )


@dataclass(frozen=True, slots=True)
class Needs:
    """What an operation asks of who calls, as a dependency: the books of the path's `client`. NotFound where the person or the
    token has no place there, whether they are there or not; NotAllowed where scope, role or the client's plan does not include
    it."""

    scope: Scope
    action: Action

    def __call__(self, client: ClientName, caller: Calling) -> Here:
        place = caller.place(client)
        if place is None:
            raise NotFound(f"There is no client {client} here for you.", "GET /clients lists those that there are.")
        refuse_scope(caller, self.scope)
        if not may(place.member.role, self.action):
            raise NotAllowed(
                f"As {place.member.role.value} of {place.name} {caller.person} may not {self.action.value.replace('_', ' ')}.",
                "Ask an owner of these books to do it, or for a role that may.",
            )
        here = Here(caller, place)
        with here.reading() as transaction:
            if not (policy := transaction.policy()).has(Feature.API):
                allow_feature(policy, Feature.API, owners_of(transaction.people()))
        return here


def other_clients(here: Here) -> tuple[str, ...]:
    """The further clients that the caller may draft for: whose loss a text tells of is asked about among them alone."""
    places = (place for place in here.caller.places if may(place.member.role, Action.DRAFT))
    return tuple(place.client for place in places if place.client != here.client)


Reading = Annotated[Here, Depends(Needs(Scope.READ, Action.READ))]
ReadingOwn = Annotated[Here, Depends(Needs(Scope.READ, Action.SEE_OWN))]
Drafting = Annotated[Here, Depends(Needs(Scope.DRAFT, Action.DRAFT))]
Revising = Annotated[Here, Depends(Needs(Scope.DRAFT, Action.REVISE))]
Handling = Annotated[Here, Depends(Needs(Scope.DRAFT, Action.HANDLE))]
Approving = Annotated[Here, Depends(Needs(Scope.APPROVE, Action.APPROVE))]
Overriding = Annotated[Here, Depends(Needs(Scope.APPROVE, Action.OVERRIDE))]
Waiving = Annotated[Here, Depends(Needs(Scope.APPROVE, Action.WAIVE))]
Syncing = Annotated[Here, Depends(Needs(Scope.SYNC, Action.SYNC))]
SettlingPrecedents = Annotated[Here, Depends(Needs(Scope.SETTLE, Action.SETTLE_PRECEDENTS))]
SettlingPolicy = Annotated[Here, Depends(Needs(Scope.SETTLE, Action.SETTLE_POLICY))]
ManagingPeople = Annotated[Here, Depends(Needs(Scope.SETTLE, Action.MANAGE_PEOPLE))]
