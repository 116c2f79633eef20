"""Who calls, and whose books they may be in."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.books.identity import Place, Scope
from assistant.books.people import PersonRole
from assistant.surfaces.api.caller import Calling, ReadingOwn
from assistant.surfaces.api.describing import operation, router_of

router = APIRouter(**router_of("Who and where"))


class ClientShape(BaseModel):
    """A client's books, and what the caller is there."""

    model_config = ConfigDict(extra="forbid")

    client: str = Field(description="Its name in addresses")
    name: str
    role: PersonRole
    limit: str | None = Field(description="The largest entry that the person may approve there; null: of any amount")


class Clients(BaseModel):
    """The clients that the person and the token both have a place at, by name."""

    model_config = ConfigDict(extra="forbid")

    rows: list[ClientShape]


class Me(BaseModel):
    """The token and its person."""

    model_config = ConfigDict(extra="forbid")

    person: str
    token: str = Field(description="The token's name")
    scopes: list[Scope]
    ends_at: str
    clients: list[ClientShape]


@router.get("/me", **operation("Who the token stands for, what it may do, and where", Me))
def me(caller: Calling) -> JSONResponse:
    """The person, the token's scopes and end, and the clients with the person's role at each. It needs no scope."""
    token = caller.token
    told = Me(
        person=token.person, token=token.name, scopes=list(token.scopes), ends_at=token.ends_at.isoformat(),
        clients=[_client(place) for place in caller.places],
    )  # fmt: skip
    return JSONResponse(told.model_dump(mode="json"))


@router.get("/clients", **operation("The clients whose books you may be in", Clients))
def clients(caller: Calling) -> JSONResponse:
    """Each client of the person that the token was made for, by name. It needs no scope."""
    return JSONResponse(Clients(rows=[_client(place) for place in caller.places]).model_dump(mode="json"))


@router.get("/clients/{client}", **operation("One client", ClientShape))
def client(here: ReadingOwn) -> JSONResponse:
    """The client's name, and the person's role and limit there."""
    return JSONResponse(_client(here.place).model_dump(mode="json"))


def _client(place: Place) -> ClientShape:
    limit = place.member.limit
    return ClientShape(
        client=place.client, name=place.name, role=place.member.role, limit=limit.plain() if limit is not None else None
    )
