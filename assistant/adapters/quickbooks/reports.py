"""QuickBooks' reports of goods to what moved them at which cost, and what each is carried at (docs/quickbooks.md, Reports).

Reports have no pages: beyond 400,000 cells one ends with a sentence instead of rows, with status 200, and Intuit advises to ask
for six months at most (developer.intuit.com, Run reports). So a longer time is asked for in parts, one cut short in halves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from assistant.adapters.quickbooks.asking import Asking
from assistant.adapters.quickbooks.faults import NoAnswer
from assistant.books.record import Movement
from assistant.stages.documents.shapes import Shape, decimal, part, parts, text

CUT_SHORT = "Unable to display more data"
LONGEST = timedelta(days=183)
MOVED = ("tx_date", "txn_type", "doc_num", "quantity", "home_amount")


def movements(company: Asking, items: Sequence[str], since: date, until: date) -> tuple[Movement, ...]:
    """What each transaction from day to day did to each of these items (all where none is named), each at QuickBooks' cost."""
    wanted, found = frozenset(items), dict[tuple[str, str], Movement]()
    for first, last in _parts(since, until):
        for each in _moved(company, first, last):
            if wanted and each.item not in wanted:
                continue
            before = found.get((each.item, each.id))
            if before is not None:  # units of several layers are a row a rate
                each = replace(each, quantity=before.quantity + each.quantity, cost=before.cost + each.cost)
            found[each.item, each.id] = each
    return tuple(found.values())


def values(company: Asking, on: date) -> dict[str, Decimal]:
    """The asset value of each tracked item, by Id, at the end of that day."""
    report = company.get("reports/InventoryValuationSummary", report_date=on.isoformat())
    if _is_cut(report):
        raise NoAnswer("QuickBooks' valuation of stock is longer than it will show.", "")
    titles = [text(column, "ColTitle") for column in _columns(report)]
    at = titles.index("Asset Value") if "Asset Value" in titles else len(titles) - 2  # titles are in the company's language
    told = ((_id(cells, 0), decimal(_text(cells, at))) for _, cells in _lines(report))
    return {key: value for key, value in told if key and value is not None}


def _parts(since: date, until: date) -> Iterator[tuple[date, date]]:
    while since <= until:
        last = min(since + LONGEST - timedelta(days=1), until)
        yield since, last
        since = last + timedelta(days=1)


def _moved(company: Asking, since: date, until: date) -> Iterator[Movement]:
    """Intuit wants a first day that is before the last, so a single day is asked for with the one before."""
    start = since if since < until else since - timedelta(days=1)
    asked = {"start_date": start.isoformat(), "end_date": until.isoformat(), "columns": ",".join(MOVED)}
    report = company.get("reports/InventoryValuationDetail", **asked)
    if not _is_cut(report):
        yield from (row for row in _rows(report) if row.on >= since.isoformat())
        return
    if since == until:
        raise NoAnswer(f"QuickBooks' report of goods is longer than it will show for {since.isoformat()} alone.", "")
    middle = since + (until - since) // 2
    yield from _moved(company, since, middle)
    yield from _moved(company, middle + timedelta(days=1), until)


def _rows(report: Shape) -> Iterator[Movement]:
    keys = [_key(column) for column in _columns(report)]
    if missing := [name for name in MOVED if name not in keys]:
        if any(item and cells for item, cells in _lines(report)):
            raise NoAnswer(f"QuickBooks' report of goods has no column {', '.join(missing)}.", "Please report it.")
        return
    on, kind, number, quantity, cost = (keys.index(name) for name in MOVED)
    for item, cells in _lines(report):
        units, value = _figure(cells, quantity), _figure(cells, cost)
        key = _id(cells, kind)
        if not (item and key) or (units is None and value is None):  # a balance brought forward is no transaction's
            continue
        yield Movement(
            item=item,
            kind=_text(cells, kind),
            id=key,
            number=_text(cells, number),
            on=_text(cells, on),
            quantity=units or Decimal(0),
            cost=value or Decimal(0),
        )


def _figure(cells: Sequence[Shape], at: int) -> Decimal | None:
    """None for an empty cell. NoAnswer for one whose figure cannot be: it must not count as nothing."""
    written = _text(cells, at).strip()
    found = decimal(written)
    if written and found is None:
        raise NoAnswer("QuickBooks' report of goods holds a figure that cannot be read.", "Look at it there, then sync again.")
    return found


# ── The shape of a report ────────────────────────────────────────────────────────────────────────────────────────────


def _key(column: Shape) -> str:
    """In the words of the newer metadata, else by its type."""
    told = {text(each, "Name"): text(each, "Value") for each in parts(column, "MetaData")}
    return told.get("ColKey") or text(column, "ColType")


def _columns(report: Shape) -> list[Shape]:
    return parts(part(report, "Columns"), "Column")


def _lines(report: Shape) -> Iterator[tuple[str, list[Shape]]]:
    """Each row's cells with the Id of the nearest section above it; a section's own header and summary are rows of the section
    above."""

    def below(rows: Shape, section: str) -> Iterator[tuple[str, list[Shape]]]:
        for row in parts(rows, "Row"):
            header = parts(part(row, "Header"), "ColData")
            if header:
                yield section, header
            yield from below(part(row, "Rows"), _id(header, 0) or section)
            if cells := parts(row, "ColData"):
                yield section, cells

    return below(part(report, "Rows"), "")


def _is_cut(report: Shape) -> bool:
    return any(CUT_SHORT in _text(cells, 0) for _, cells in _lines(report))


def _text(cells: Sequence[Shape], at: int) -> str:
    return text(cells[at], "value") if 0 <= at < len(cells) else ""


def _id(cells: Sequence[Shape], at: int) -> str:
    return text(cells[at], "id") if 0 <= at < len(cells) else ""
