"""Pictures of losses by reason, place and month, and of how sure drafts were against what became of them; each with its table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.bookkeeping.picturing import Band, Slice, bands, by_month, by_place, by_reason
from assistant.books.losses import Fate
from assistant.books.money import Money, total
from assistant.books.people import Action
from assistant.errors import WrongUsage
from assistant.surfaces.render.charts import Chart, Figure, Shared, columns_chart, rows_chart, shares_chart
from assistant.surfaces.render.csv_text import Cell
from assistant.surfaces.serving.asked import choice_asked, csv_address, day_asked
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
COLUMNS = (
    "picture", "name", "under", "entries", "amount", "drafts", "as_drafted", "revised", "rejected", "taken_back",
    "mean_confidence",
)  # fmt: skip
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
NO_PLACE = "No place named"
OUTCOMES = ("as_drafted", "revised", "rejected")


class Period(StrEnum):
    """The last is the days that the address names."""

    TWELVE_MONTHS = "twelve_months"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"
    DAYS = "days"


def span_of(period: Period, today: date) -> tuple[date, date]:
    """The first day and the last; of a period that is not over, until today."""
    month = today.replace(day=1)
    if period is Period.MONTH:
        return month, today
    if period is Period.QUARTER:
        return month.replace(month=(month.month - 1) // 3 * 3 + 1), today
    if period is Period.YEAR:
        return month.replace(month=1), today
    if period is Period.TWELVE_MONTHS:
        return month.replace(year=month.year - 1), today
    return FIRST, LAST


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are looked at, both included, and how they were chosen."""

    period: Period
    since: date
    until: date

    @property
    def says(self) -> str:
        """'from 2026-10-01 to 2026-10-31', as far as there is a first or a last day; 'on all days'."""
        begins = f"from {self.since}" if self.since != FIRST else ""
        ends = f"to {self.until}" if self.until != LAST else ""
        return " ".join(filter(None, (begins, ends))) or "on all days"


def span(
    here: Reading,
    period: str = "",
    since: Annotated[str, Query(alias="from")] = "",
    until: Annotated[str, Query(alias="to")] = "",
) -> Span:
    """WrongUsage for a period or a day that is none, and for days that follow the wrong way round."""
    first, last = day_asked(here, since), day_asked(here, until)
    chosen = choice_asked(Period, period) or (Period.DAYS if first or last else Period.TWELVE_MONTHS)
    if chosen is not Period.DAYS:
        return Span(chosen, *span_of(chosen, here.house.today()))
    if first and last and last < first:
        raise WrongUsage(f"From {first} to {last} there is no day.", "Give the earlier day first.")
    return Span(chosen, first or FIRST, last or LAST)


@dataclass(frozen=True, slots=True)
class Picture:
    """Slices of what was lost, and their chart."""

    slices: tuple[Slice, ...]
    chart: Chart


@dataclass(frozen=True, slots=True)
class Gallery:
    """Everything that the page shows of one span."""

    lost: Money
    entries: int
    reasons: Picture
    places: Picture
    months: Picture
    fates: tuple[Fate, ...]
    bands: tuple[Band, ...]
    sure: Chart


@router.get("/pictures")
def show(request: Request, here: Reading, span: Annotated[Span, Depends(span)]) -> HTMLResponse:
    return page(
        request, "pictures.html", at=here, span=span, gallery=_gallery(here, span), periods=Period, first=FIRST, last=LAST,
        nowhere=NO_PLACE, csv=csv_address(request),
    )  # fmt: skip


@router.get("/pictures.csv")
def download(here: Reading, span: Annotated[Span, Depends(span)]) -> Response:
    gallery = _gallery(here, span)
    return csv_answer((here.client, "pictures", here.house.today().isoformat()), COLUMNS, _rows(gallery))


def _rows(gallery: Gallery) -> Iterator[Sequence[Cell]]:
    for name, picture in (("reason", gallery.reasons), ("place", gallery.places), ("month", gallery.months)):
        for each in picture.slices:
            yield name, each.name, "", each.entries, each.amount, None, None, None, None, None, None
            for under in each.under:
                yield name, each.name, under.name, under.entries, under.amount, None, None, None, None, None, None
    for band in gallery.bands:
        stated = Decimal(f"{band.stated:.4f}") if band.stated is not None else None
        yield (
            "confidence", f"{band.since} to {band.until}", "", None, None, band.drafts, band.as_drafted, band.revised,
            band.rejected, band.taken_back, stated,
        )  # fmt: skip


def _gallery(here: At, span: Span) -> Gallery:
    with here.reading() as transaction:
        currency = transaction.client.currency
        losses, fates = transaction.losses(span.since, span.until), transaction.fates(span.since, span.until)
    reasons, places, months = by_reason(losses, currency), by_place(losses, currency), by_month(losses, currency)
    found = bands(fates)
    return Gallery(
        lost=total((loss.amount for loss in losses), currency),
        entries=len(losses),
        reasons=Picture(reasons, rows_chart([figure for each in reasons for figure in _with_under(each)])),
        places=Picture(places, rows_chart([_figure(each.name or NO_PLACE, each) for each in places])),
        months=Picture(months, columns_chart([_figure(each.name, each) for each in months])),
        fates=fates,
        bands=found,
        sure=shares_chart([_shared(band) for band in found if band.drafts]),
    )


def _figure(label: str, each: Slice) -> Figure:
    return Figure(label, each.amount.amount, str(each.amount))


def _with_under(each: Slice) -> Iterator[Figure]:
    """A reason, then the client's own sub-reasons beneath it."""
    label = each.name.replace("_", " ")
    yield _figure(label, each)
    for under in each.under:
        yield _figure(f"– {under.name or f'{label}, nothing closer'}", under)


def _shared(band: Band) -> Shared:
    parts = tuple(zip(OUTCOMES, (band.as_drafted, band.revised, band.rejected), strict=True))
    return Shared(f"{band.since} to {band.until}", f"{band.as_drafted} of {band.drafts} as drafted", parts, band.stated)
