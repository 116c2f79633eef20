"""What a person reads off the books: the trial balance, stock against its accounts, and exports for other programs."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from assistant.adapters.exports.export import ExportFormat
from assistant.adapters.exports.export import export as exported
from assistant.bookkeeping import reports
from assistant.surfaces.api.caller import Reading
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.render import lists

router = APIRouter(**router_of("Reports"))


class TieOut(BaseModel):
    """An inventory account as the sum that explains it: balance = goods + opening + amounts + stated + unexplained."""

    model_config = ConfigDict(extra="forbid")

    account: str
    name: str
    balance: str
    goods: str
    opening_difference: str
    amounts_without_goods: str
    stated_values: str
    unexplained: str


class TieOuts(BaseModel):
    """Each account that holds goods, held against them; `agrees` where nothing is left unexplained."""

    model_config = ConfigDict(extra="forbid")

    rows: list[TieOut]
    agrees: bool


@router.get("/clients/{client}/reports/trial-balance", **operation("The trial balance", "trial_balance"))
def trial_balance(here: Reading) -> JSONResponse:
    """Every account's balance, the totals, and what differed when the books were opened."""
    return JSONResponse(lists.trial_balance_document(reports.trial_balance(here.books())))


@router.get("/clients/{client}/reports/tie-out", **operation("Stock held against its accounts", TieOuts))
def tie_out(here: Reading) -> JSONResponse:
    """Each inventory account explained to the cent by the goods it holds."""
    found = reports.tie_outs(here.books())
    return JSONResponse({"rows": lists.check_documents(found), "agrees": not any(tie.unexplained for tie in found)})


@router.get("/clients/{client}/export", **operation("The books for another program", "export"))
def export(here: Reading, to: Annotated[ExportFormat, Query(description="For which program")]) -> JSONResponse:
    """Opening balances, every entry, and what each account must come to, as that program's text."""
    text = exported(here.books(), to, today=here.house.today())
    return JSONResponse({"to": to.value, "files": [], "content": text})
