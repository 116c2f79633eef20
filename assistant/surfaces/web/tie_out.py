"""Each inventory account held against its goods: the sum that explains its balance to the cent, or what it leaves unexplained."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.bookkeeping.reports import TieOut, tie_outs
from assistant.books.people import Action
from assistant.surfaces.serving.asked import csv_address
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
COLUMNS = (
    "account", "name", "goods", "opening_difference", "amounts_without_goods", "stated_values", "balance", "unexplained",
    "agrees",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """`broken` are balances and layers that are not their opening and all that was posted since, a sentence each."""

    ties: tuple[TieOut, ...]
    broken: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.broken and not any(tie.unexplained for tie in self.ties)


@router.get("/tie-out")
def show(request: Request, here: Reading) -> HTMLResponse:
    return page(request, "tie_out.html", at=here, proof=_proof(here), csv=csv_address(request))


@router.get("/tie-out.csv")
def download(here: Reading) -> Response:
    rows = [
        (
            tie.account.key, tie.account.name, tie.goods, tie.opening, tie.amounts, tie.stated, tie.balance, tie.unexplained,
            not tie.unexplained,
        )
        for tie in _proof(here).ties
    ]  # fmt: skip
    return csv_answer((here.client, "tie-out", here.house.today().isoformat()), COLUMNS, rows)


def _proof(here: At) -> Proof:
    with here.reading() as transaction:
        return Proof(tie_outs(transaction.books()), transaction.sums_that_differ())
