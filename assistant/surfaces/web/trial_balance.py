"""The trial balance: every account as it stands, what it adds up to, and the differences accepted when the books were opened."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.bookkeeping.reports import TrialBalance, trial_balance
from assistant.books.people import Action
from assistant.surfaces.serving.asked import csv_address, day_asked
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
COLUMNS = ("account", "name", "type", "debit", "credit")


@router.get("/trial-balance")
def show(request: Request, here: Reading, on: str = "") -> HTMLResponse:
    day = day_asked(here, on)
    shown: dict[str, Any] = {"balance": _balance(here, day), "day": day or here.house.today()}
    return page(request, "trial_balance.html", at=here, csv=csv_address(request), **shown)


@router.get("/trial-balance.csv")
def download(here: Reading, on: str = "") -> Response:
    day = day_asked(here, on)
    balance = _balance(here, day)
    rows = [(row.account.key, row.account.name, row.account.type.value, row.debit, row.credit) for row in balance.rows]
    return csv_answer((here.client, "trial-balance", (day or here.house.today()).isoformat()), COLUMNS, rows)


def _balance(here: At, day: date | None) -> TrialBalance:
    """Of the accounts alone: balances are kept up to date, and no entry need be read for them but those after an earlier day."""
    with here.reading() as transaction:
        return trial_balance(transaction.books_about(()), transaction, day)
