"""What a person reads off the books: the trial balance, stock against its accounts, and exports for other programs."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict

from assistant.adapters.exports.export import ExportFormat
from assistant.adapters.exports.export import export as exported
from assistant.bookkeeping import picturing, reports
from assistant.books.money import total
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Reading
from assistant.surfaces.api.describing import JSON, operation, router_of
from assistant.surfaces.render import lists
from assistant.surfaces.render.exported import export_pieces

router = APIRouter(**router_of("Reports"))
FIRST = date(1900, 1, 1)


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


class AccountValue(BaseModel):
    """What the goods of an inventory account are carried at."""

    model_config = ConfigDict(extra="forbid")

    account: str
    name: str
    value: str


class StockValue(BaseModel):
    """The value of all goods, by account."""

    model_config = ConfigDict(extra="forbid")

    rows: list[AccountValue]
    total: str


class Slice(BaseModel):
    """What was lost under a name, by how many entries; under a reason, the client's own sub-reasons."""

    model_config = ConfigDict(extra="forbid")

    name: str
    amount: str
    entries: int
    under: list["Slice"]


class Band(BaseModel):
    """Drafts of a confidence from `since` to below `until`, and what became of them; `stated` is their mean confidence."""

    model_config = ConfigDict(extra="forbid")

    since: str
    until: str
    drafts: int
    as_drafted: int
    revised: int
    rejected: int
    taken_back: int
    stated: float | None


class Losses(BaseModel):
    """Losses added up by reason, by place and by month, and confidence against outcome."""

    model_config = ConfigDict(extra="forbid")

    lost: str
    entries: int
    reasons: list[Slice]
    places: list[Slice]
    months: list[Slice]
    confidence: list[Band]


@router.get("/clients/{client}/reports/trial-balance", **operation("The trial balance", "trial_balance"))
def trial_balance(here: Reading, on: date | None = None) -> JSONResponse:
    """Every account's balance, the totals, and what differed when the books were opened; as of a day where `on` names one."""
    with here.reading() as transaction:
        balance = reports.trial_balance(transaction.books_about(()), transaction, on)
    return JSONResponse(lists.trial_balance_document(balance))


@router.get("/clients/{client}/reports/tie-out", **operation("Stock held against its accounts", TieOuts))
def tie_out(here: Reading) -> JSONResponse:
    """Each inventory account explained to the cent by the goods it holds."""
    with here.reading() as transaction:
        found = reports.tie_outs(transaction.books())
    return JSONResponse({"rows": lists.check_documents(found), "agrees": not any(tie.unexplained for tie in found)})


@router.get("/clients/{client}/reports/stock-value", **operation("What the goods are carried at", StockValue))
def stock_value(here: Reading) -> JSONResponse:
    """The value of all goods by inventory account; `stock` has it by item and place."""
    books = here.books()
    rows = [
        {"account": account.key, "name": account.name, "value": reports.goods_value(account, books).plain()}
        for account in reports.goods_accounts(books)
    ]
    whole = total((holding.value(books.currency) for holding in books.stock.holdings), books.currency)
    return JSONResponse({"rows": rows, "total": whole.plain()})


@router.get("/clients/{client}/reports/losses", **operation("Losses by reason, place and month", Losses))
def losses(
    here: Reading,
    since: Annotated[str, Query(max_length=10, description="The first day; else the first of all")] = "",
    until: Annotated[str, Query(max_length=10, description="The last day; else today")] = "",
) -> JSONResponse:
    """What was lost on these days, added up three ways; and drafts by how sure they were, against what became of them."""
    first, last = wire.day(since or None) or FIRST, wire.day(until or None) or here.house.today()
    with here.reading() as transaction:
        currency = transaction.client.currency
        found, fates = transaction.losses(first, last), transaction.fates(first, last)
    told = {
        "lost": total((loss.amount for loss in found), currency).plain(),
        "entries": len(found),
        "reasons": [_slice(each) for each in picturing.by_reason(found, currency)],
        "places": [_slice(each) for each in picturing.by_place(found, currency)],
        "months": [_slice(each) for each in picturing.by_month(found, currency)],
        "confidence": [_band(band) for band in picturing.bands(fates)],
    }
    return JSONResponse(told)


def _slice(each: picturing.Slice) -> dict[str, object]:
    return {
        "name": each.name, "amount": each.amount.plain(), "entries": each.entries, "under": [_slice(one) for one in each.under]
    }  # fmt: skip


def _band(band: picturing.Band) -> dict[str, object]:
    return {
        "since": str(band.since), "until": str(band.until), "drafts": band.drafts, "as_drafted": band.as_drafted,
        "revised": band.revised, "rejected": band.rejected, "taken_back": band.taken_back, "stated": band.stated,
    }  # fmt: skip


@router.get("/clients/{client}/export", **operation("The books for another program", "export"))
def export(here: Reading, to: Annotated[ExportFormat, Query(description="For which program")]) -> StreamingResponse:
    """Opening balances, every entry, and what each account must come to, as that program's text."""
    content = exported(here.books(), to, today=here.house.today())
    return StreamingResponse(export_pieces(to.value, content), media_type=JSON)
