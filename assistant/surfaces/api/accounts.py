"""The chart of accounts, and which account each reason goes to."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field

from assistant.bookkeeping import settling
from assistant.books.client_books import ClientBooks
from assistant.books.policy import Policy, ReasonAccounts
from assistant.books.reasons import Reason
from assistant.stages.mapping.settle import propose_accounts
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Reading, SettlingPolicy
from assistant.surfaces.api.cursors import Cursor, Limit, paged
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.render import lists
from assistant.surfaces.render.lists import policy_document
from assistant.surfaces.render.proposals import proposals_documents

router = APIRouter(**router_of("Accounts and policy"))


class ReasonAccount(wire.Body):
    """The accounts of a reason: within the routine limit, and above it or by an unusual cause. One left out stays as it is."""

    routine: Annotated[wire.Name, Field(examples=["5050"])] | None = None
    unusual: wire.Name | None = None


class AccountsByReason(wire.Body):
    accounts: dict[Reason, ReasonAccount] = Field(min_length=1)


@router.get("/clients/{client}/accounts", **operation("The chart of accounts", "accounts", paged=True))
def accounts(here: Reading, limit: Limit = 200, cursor: Cursor = "") -> JSONResponse:
    """Each account with its type and balance; beside it what is proposed for each reason, with the words that speak for it."""
    books = here.books()
    rows, more = paged(lists.chart_documents(books.chart), limit, cursor)
    proposals = proposals_documents(propose_accounts(books), books)
    return JSONResponse({"rows": list(rows), "proposals": proposals, "next": more})


@router.patch("/clients/{client}/accounts-by-reason", **operation("Settle accounts by reason", "policy", changes=True))
def settle_accounts(here: SettlingPolicy, sent: AccountsByReason) -> JSONResponse:
    """The accounts that losses of these reasons go to from now on; what is left out stays."""

    def change(books: ClientBooks) -> Policy:
        return settling.with_accounts(books, {reason: _both(books, reason, said) for reason, said in sent.accounts.items()})

    policy = settling.settle_policy(here.house.store, here.client, change, by=here.person, at=here.house.now())
    return JSONResponse(policy_document(policy))


def _both(books: ClientBooks, reason: Reason, said: ReasonAccount) -> ReasonAccounts:
    known = books.policy.accounts_by_reason.get(reason) or ReasonAccounts(None, None)

    def key(name: str | None, before: str | None) -> str | None:
        return settling.find_account(books.chart, name).key if name else before

    return ReasonAccounts(key(said.routine, known.routine), key(said.unusual, known.unusual))
