"""Parts that all reports have: the span of days asked for, columns, cells, rows, sections, and the report around them.

A report is {"Header": …, "Columns": {"Column": […]}, "Rows": {"Row": […]}}, all figures as text; a row is data or a section with
rows of its own. Beyond 400,000 cells the service shows one sentence instead of rows. See docs/quickbooks.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from assistant.practice import refusals
from assistant.practice.wire import PACIFIC, Json, timestamp

FIRST_DAY, LAST_DAY = "1900-01-01", "9999-12-31"
MOST_CELLS = 400_000
CUT_SHORT = "Unable to display more data. Please reduce the date range."


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to another, both included, as ISO texts."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    title: str
    type: str = ""

    def shown(self) -> Json:
        return {
            "ColTitle": self.title,
            "ColType": self.type or self.key,
            "MetaData": [{"Name": "ColKey", "Value": self.key}],
        }


def span(params: Mapping[str, str], now: float, usual: str) -> Span:
    """The days that a request asks for, else those of `date_macro`, else of the report's usual one."""
    today = datetime.fromtimestamp(now, tz=PACIFIC).date()
    macro = params.get("date_macro", "").lower() or usual
    if macro not in MACROS:
        raise refusals.bad_enumeration("date_macro", macro)
    first, last = MACROS[macro](today)
    start = _day(params, "start_date") or first
    end = _day(params, "end_date") or _day(params, "report_date") or last
    return Span(start, end)


def _day(params: Mapping[str, str], name: str) -> str | None:
    text = params.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise refusals.unsupported_property(name, "is not a date as YYYY-MM-DD") from None


def _month(today: date, back: int = 0) -> date:
    """The first of this month, or of one before it."""
    months = today.year * 12 + today.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _quarter(today: date) -> date:
    return date(today.year, today.month - (today.month - 1) % 3, 1)


def _days(first: date, last: date) -> tuple[str, str]:
    return first.isoformat(), last.isoformat()


A_DAY = timedelta(days=1)
MACROS: dict[str, Callable[[date], tuple[str, str]]] = {
    "all": lambda today: (FIRST_DAY, LAST_DAY),
    "today": lambda today: _days(today, today),
    "yesterday": lambda today: _days(today - A_DAY, today - A_DAY),
    "this month": lambda today: _days(_month(today), _month(today, -1) - A_DAY),
    "this month-to-date": lambda today: _days(_month(today), today),
    "last month": lambda today: _days(_month(today, 1), _month(today) - A_DAY),
    "this fiscal quarter-to-date": lambda today: _days(_quarter(today), today),
    "this fiscal year": lambda today: _days(date(today.year, 1, 1), date(today.year, 12, 31)),
    "this fiscal year-to-date": lambda today: _days(date(today.year, 1, 1), today),
    "last fiscal year": lambda today: _days(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
}
"""The spans that a report may name, without the weeks and the days to come; a fiscal year here is a calendar year."""


def chosen(columns: Sequence[Column], params: Mapping[str, str]) -> list[Column]:
    """The columns asked for, in the order asked; those that there are not are left out, and all are the usual ones."""
    known = {column.key: column for column in columns}
    asked = [name.strip() for name in params.get("columns", "").split(",") if name.strip()]
    return [known[name] for name in asked if name in known] if asked else list(columns)


def cell(value: object = "", key: str | None = None) -> Json:
    return {"value": str(value)} if key is None else {"value": str(value), "id": key}


def money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def figure(number: Decimal | None) -> str:
    """A quantity or a rate: two decimals, and more where it has them."""
    if number is None:
        return ""
    fine = number.quantize(Decimal("0.00001"), ROUND_HALF_UP)
    return money(fine) if fine == fine.quantize(Decimal("0.01")) else f"{fine.normalize():f}"


def data(cells: Sequence[Json]) -> Json:
    return {"ColData": list(cells), "type": "Data"}


def section(rows: Sequence[Json], *, head: Sequence[Json] = (), total: Sequence[Json] = (), group: str | None = None) -> Json:
    made: Json = {}
    if head:
        made["Header"] = {"ColData": list(head)}
    if rows:
        made["Rows"] = {"Row": list(rows)}
    made["type"] = "Section"
    if group is not None:
        made["group"] = group
    if total:
        made["Summary"] = {"ColData": list(total)}
    return made


def report(name: str, columns: Sequence[Column], rows: Sequence[Json], header: Json, now: float) -> Json:
    """The whole answer. `header` is what this report says beside its name, its time and whether it has data."""
    if cells(rows) > MOST_CELLS:
        rows = [data([cell(CUT_SHORT)])]
    options = [*header.pop("Option", ()), {"Name": "NoReportData", "Value": "false" if rows else "true"}]
    return {
        "Header": {"Time": timestamp(now), "ReportName": name, **header, "Option": options},
        "Columns": {"Column": [column.shown() for column in columns]},
        "Rows": {"Row": list(rows)} if rows else {},
    }


def cells(rows: Sequence[Json]) -> int:
    """How many cells the rows and what lies below them have."""
    inner: list[Any] = [row.get("Rows", {}).get("Row", []) for row in rows]
    return sum(len(row.get("ColData", ())) for row in rows) + sum(cells(below) for below in inner if below)
