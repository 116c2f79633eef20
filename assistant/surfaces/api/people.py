"""Who works in a client's books, and as what."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.bookkeeping.settling import remove_role, set_role
from assistant.books.people import Member, PersonRole
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import ManagingPeople, Reading
from assistant.surfaces.api.describing import operation, router_of

router = APIRouter(**router_of("People"))
Person = Annotated[str, Path(description="The person's name here", examples=["bea"], min_length=1, max_length=80)]


class PersonShape(BaseModel):
    """A person of these books; `limit` is the largest entry that they may approve, null: of any amount."""

    model_config = ConfigDict(extra="forbid")

    name: str
    role: PersonRole
    limit: str | None


class People(BaseModel):
    """Everybody who works in these books, by name."""

    model_config = ConfigDict(extra="forbid")

    rows: list[PersonShape]


class Role(wire.Body):
    """What a person is in these books from now on."""

    role: PersonRole
    limit: wire.Amount | None = Field(
        None, description="The largest entry they may approve; null: of any amount", examples=["500.00"]
    )


@router.get("/clients/{client}/people", **operation("Who works in these books", People))
def people(here: Reading) -> JSONResponse:
    """Each person's role and limit."""
    with here.reading() as transaction:
        members = transaction.members()
    return JSONResponse({"rows": [_person(name, member) for name, member in members.items()]})


@router.put("/clients/{client}/people/{name}", **operation("Give a person a role", "user", changes=True))
def give_role(here: ManagingPeople, name: Person, sent: Role) -> JSONResponse:
    """The person's role in these books, in place of the one they had. How they sign in is settled on the desk."""
    with here.reading() as transaction:
        limit = wire.money(sent.limit, transaction.client.currency)
    set_role(here.house.store, here.client, name, sent.role, by=here.person, at=here.house.now(), limit=limit)
    told = _person(name, Member(sent.role, limit))
    return JSONResponse({"client": here.client} | told)


@router.delete("/clients/{client}/people/{name}", **operation("Take a person's role away", "user", changes=True))
def take_role(here: ManagingPeople, name: Person) -> JSONResponse:
    """They work in these books no more; what they did stays theirs."""
    remove_role(here.house.store, here.client, name, by=here.person, at=here.house.now())
    return JSONResponse({"client": here.client, "name": name, "role": None, "limit": None})


def _person(name: str, member: Member) -> dict[str, object]:
    limit = member.limit
    return {"name": name, "role": member.role.value, "limit": limit.plain() if limit is not None else None}
