"""What a client does in its own way: shown, set key by key, its sub-reasons and plan, and the day that closes its books."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Header, Path
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StrictStr

from assistant.bookkeeping import policies, settling
from assistant.bookkeeping.entitlement import NAMES, feature_note, owners_of
from assistant.books.client_books import ClientBooks
from assistant.books.policy import Feature, Policy
from assistant.books.reasons import Reason
from assistant.errors import ChangedSinceShown
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Here, Reading, SettlingPolicy
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.api.problems import STALE, Stopped, refused
from assistant.surfaces.render.lists import policy_document
from assistant.surfaces.said.policy import with_all

router = APIRouter(**router_of("Accounts and policy"))


IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=40, description="The policy's ETag: refused where it was set since")
]


class Settings(wire.Body):
    """Settings by the names of the policy's document; accounts_by_reason, evidence and sub_reasons with their reason behind a
    dot. An empty value takes a setting away. All are set, or none."""

    settings: Annotated[
        dict[wire.Name, Annotated[StrictStr, Field(max_length=wire.LONGEST)]],
        Field(min_length=1, max_length=100, examples=[{"routine_limit": "750.00", "accounts_by_reason.expired": "5070"}]),
    ]


class SubReasons(wire.Body):
    """The client's own under a reason, in their order."""

    names: Annotated[list[Annotated[StrictStr, Field(max_length=200)]], Field(max_length=100, examples=[["Forklift", "Water"]])]


class PlanSent(wire.Body):
    """What the client's plan does not have."""

    left_out: Annotated[list[Feature], Field(max_length=len(Feature))]


class FeatureShape(BaseModel):
    """What a plan may leave out. `says` is why it cannot be used and who can change it; empty where it can."""

    model_config = ConfigDict(extra="forbid")

    feature: Feature
    name: str
    in_plan: bool
    says: str


class Plan(BaseModel):
    """What may be used in the client's books."""

    model_config = ConfigDict(extra="forbid")

    rows: list[FeatureShape]


class Closing(wire.Body):
    """The books closed through a day; `reopen` says that an earlier day than they are closed through is meant."""

    through: wire.Day
    reopen: wire.Flag = Field(False)


@router.get("/clients/{client}/policy", **operation("The client's policy", "policy", etag=True))
def policy(here: Reading) -> JSONResponse:
    """Limits, methods, settled accounts, closing day, language model."""
    return _as_it_is(here)


@router.patch("/clients/{client}/policy", **operation("Set the policy", "policy", changes=True, etag=True, refuses=(STALE,)))
def set_policy(here: SettlingPolicy, sent: Settings, if_match: IfMatch = None) -> JSONResponse:
    """Settings as they are written in the document, each read as the command line reads it."""
    return _settled(here, if_match, lambda books: with_all(books, sent.settings, by=here.person))


@router.put(
    "/clients/{client}/policy/sub-reasons/{reason}",
    **operation("Set sub-reasons", "policy", changes=True, etag=True, refuses=(STALE,)),
)
def set_sub_reasons(
    here: SettlingPolicy, reason: Annotated[Reason, Path(description="The reason they stand under")], sent: SubReasons,
    if_match: IfMatch = None,
) -> JSONResponse:  # fmt: skip
    """The client's own under one of the thirteen reasons; what was posted keeps what it was given."""
    return _settled(here, if_match, lambda books: policies.with_sub_reasons(books, reason, sent.names))


@router.post(
    "/clients/{client}/policy/closing",
    **operation("Close the books through a day", "policy", changes=True, etag=True, refuses=(STALE,)),
)
def close(here: SettlingPolicy, sent: Closing, if_match: IfMatch = None) -> JSONResponse:
    """Nothing posts on that day or before it from then on."""
    through = wire.day(sent.through)
    assert through is not None
    today = here.house.today()
    return _settled(here, if_match, lambda books: settling.with_closing(books, through, today=today, reopen=sent.reopen))


@router.get("/clients/{client}/plan", **operation("The client's plan", Plan))
def plan(here: Reading) -> JSONResponse:
    """What this client may use, and where it may not, why and who can change it."""
    return _plan(here)


@router.put("/clients/{client}/plan", **operation("Set the plan", Plan, changes=True))
def set_plan(here: SettlingPolicy, sent: PlanSent) -> JSONResponse:
    """What the plan leaves out from now on. Without `api` no program has a way back in: an owner gives it on the desk."""
    _settle(here, None, lambda books: policies.with_left_out(books, sent.left_out))
    return _plan(here)


def _plan(here: Here) -> JSONResponse:
    with here.reading() as transaction:
        policy, owners = transaction.policy(), owners_of(transaction.people())
    rows = [
        FeatureShape(feature=each, name=NAMES[each], in_plan=policy.has(each), says=feature_note(policy, each, owners))
        for each in Feature
    ]
    return JSONResponse(Plan(rows=rows).model_dump(mode="json"))


def _settled(here: Here, seen: str | None, change: Callable[[ClientBooks], Policy]) -> JSONResponse:
    _settle(here, seen, change)
    return _as_it_is(here)


def _settle(here: Here, seen: str | None, change: Callable[[ClientBooks], Policy]) -> None:
    version = _version(seen) if seen is not None else None
    try:
        settling.settle_policy(here.house.store, here.client, change, by=here.person, at=here.house.now(), seen=version)
    except ChangedSinceShown as changed:
        raise Stopped(ChangedSinceShown(changed.says, changed.remedy, code="stale_version")) from changed


def _version(said: str) -> int:
    digits = said.strip().strip('"')
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise refused(f"{said} is no ETag of a policy.", "Send it as the policy came with it.", "invalid_request")
    return int(digits)


def _as_it_is(here: Here) -> JSONResponse:
    with here.reading() as transaction:
        policy, version = transaction.policy(), transaction.policy_version()
    return JSONResponse(policy_document(policy), headers={"ETag": f'"{version}"'})
