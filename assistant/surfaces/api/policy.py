"""What a client does in its own way: shown, set key by key, and the day through which its books are closed."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field

from assistant.bookkeeping import settling
from assistant.books.client_books import ClientBooks
from assistant.books.policy import Policy
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Reading, SettlingPolicy
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.render.lists import policy_document

router = APIRouter(**router_of("Accounts and policy"))


class Closing(wire.Body):
    """The books closed through a day; `reopen` says that an earlier day than they are closed through is meant."""

    through: wire.Day
    reopen: wire.Flag = Field(False)


@router.get("/clients/{client}/policy", **operation("The client's policy", "policy"))
def policy(here: Reading) -> JSONResponse:
    """Limits, methods, settled accounts, closing day, language model."""
    with here.reading() as transaction:
        return JSONResponse(policy_document(transaction.policy()))


@router.post("/clients/{client}/policy/closing", **operation("Close the books through a day", "policy", changes=True))
def close(here: SettlingPolicy, sent: Closing) -> JSONResponse:
    """Nothing posts on that day or before it from then on."""
    through = wire.day(sent.through)
    assert through is not None

    def change(books: ClientBooks) -> Policy:
        return settling.with_closing(books, through, today=here.house.today(), reopen=sent.reopen)

    changed = settling.settle_policy(here.house.store, here.client, change, by=here.person, at=here.house.now())
    return JSONResponse(policy_document(changed))
