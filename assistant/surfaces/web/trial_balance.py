"""The trial balance: every account as it stands, what it adds up to, and the differences accepted when the books were opened."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.bookkeeping.reports import TrialBalance, trial_balance
from assistant.books.people import Action
from assistant.surfaces.serving.asked import csv_address
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
COLUMNS = ("account", "name", "type", "debit", "credit")


@router.get("/trial-balance")
def show(request: Request, here: Reading) -> HTMLResponse:
    balance = _balance(here)
    return page(request, "trial_balance.html", at=here, balance=balance, csv=csv_address(request))


@router.get("/trial-balance.csv")
def download(here: Reading) -> Response:
    rows = [(row.account.key, row.account.name, row.account.type.value, row.debit, row.credit) for row in _balance(here).rows]
    return csv_answer((here.client, "trial-balance", here.house.today().isoformat()), COLUMNS, rows)


def _balance(here: At) -> TrialBalance:
    """Of the accounts alone: balances are kept up to date, and no entry need be read for them."""
    with here.reading() as transaction:
        return trial_balance(transaction.books_about(()))
