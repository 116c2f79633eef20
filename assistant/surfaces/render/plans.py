"""What QuickBooks will be sent of a draft or an entry: to a page before approval, and to its JSON document."""

from dataclasses import replace
from datetime import UTC, datetime

from assistant.books.client_books import ClientBooks
from assistant.books.plan import AccountLine, GoodsLine, Plan, PlannedDocument
from assistant.books.quantity import format_quantity, plain_quantity
from assistant.books.remote import DocumentKind
from assistant.surfaces.render.table import plain, table

Document = dict[str, object]

KINDS = {
    DocumentKind.JOURNAL_ENTRY: "journal entry",
    DocumentKind.INVENTORY_ADJUSTMENT: "inventory adjustment",
    DocumentKind.VENDOR_CREDIT: "vendor credit",
    DocumentKind.TASK: "task, to be typed there by a person",
}


def plan_page(plan: Plan, books: ClientBooks, *, brief: bool = False, posted: bool = False) -> str:
    """The documents in the order they go, each with its reason; or why there is none. `brief`: what holds it is told beside;
    `posted`: it is as it was approved, and what has become of it is told elsewhere."""
    heading = "As approved, QuickBooks is sent" if posted else "QuickBooks will be sent"
    since = "" if posted else _as_of(books)
    parts = [f"  {heading}{since}:" if plan.documents else f"  {heading} nothing:"]
    parts += [_document_page(each, plan, books) for each in plan.documents]
    parts += [f"    {plain(sentence)}" for sentence in plan.because]
    if plan.hold is not None and not posted:
        says = "" if brief else f": {plain(plan.hold.says)} {plain(plan.hold.remedy)}"
        parts.append(f"    waits  {plan.hold.reason.value}{says}")
    if plan.estimated and not posted:
        parts.append("    Costs are estimates until QuickBooks' own are read back.")
    return "\n".join(parts)


def _as_of(books: ClientBooks) -> str:
    connected = books.connected
    return f" ({plain(connected.name)}, as pulled {moment(connected.snapshot.pulled_at)})" if connected is not None else ""


def moment(at: datetime) -> str:
    """'2026-10-06 12:00 UTC'."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _document_page(planned: PlannedDocument, plan: Plan, books: ClientBooks) -> str:
    head = f"    {planned.suffix}  {KINDS[planned.kind]}"
    if planned.account:
        head += f", {'lessening' if planned.kind is DocumentKind.VENDOR_CREDIT else 'against'} {_label(planned.account, books)}"
    if planned.party:
        head += f", {plain(planned.party)}"
    if planned.after:
        head += f", after {plan.documents[planned.after - 1].suffix}"
    about = "about " if plan.estimated else ""
    goods = [
        (f"{format_quantity(each.quantity)} {_unit(each, books)}", each.item, f"@ {each.location}" if each.location else "",
         f"{about}{each.value}", each.klass)
        for each in planned.goods
    ]  # fmt: skip
    lines = [
        (each.side.short, _label(each.account, books), f"{each.amount}", _told(each.party, each.klass, each.location))
        for each in planned.lines
    ]
    rows = [*(_rows(table(goods, "<<<>")) if goods else ()), *(_rows(table(lines, "<<>")) if lines else ())]
    return "\n".join([head, *rows, f"         {plain(planned.because)}"])


def _told(*words: str) -> str:
    """Party, class and location, as far as there are any."""
    return ", ".join(filter(None, words))


def _rows(page: str) -> list[str]:
    return [f"       {row}" for row in page.splitlines()]


def _label(key: str, books: ClientBooks) -> str:
    account = books.chart.get(key)
    return account.label if account is not None else key


def _unit(line: GoodsLine, books: ClientBooks) -> str:
    item = books.stock.item(line.item)
    return item.unit if item is not None else "each"


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def plan_document(plan: Plan | None, books: ClientBooks) -> Document | None:
    """None where the books are connected to no company. `as_of` is when the company was pulled."""
    if plan is None:
        return None
    connected, hold = books.connected, plan.hold
    return {
        "documents": [_planned_document(each, books) for each in plan.documents],
        "because": list(plan.because),
        "hold": {"reason": hold.reason.value, "says": hold.says, "remedy": hold.remedy} if hold is not None else None,
        "through": plan.through or None,
        "estimated": plan.estimated,
        "overridden": plan.overridden or None,
        "as_of": connected.snapshot.pulled_at.isoformat() if connected is not None else None,
    }


def _planned_document(planned: PlannedDocument, books: ClientBooks) -> Document:
    return {
        "part": planned.suffix,
        "kind": planned.kind.value,
        "because": planned.because,
        "goods": [_goods_document(each, books) for each in planned.goods],
        "lines": [_line_document(each, books) for each in planned.lines],
        "account": planned.account or None,
        "party": planned.party or None,
        "after": replace(planned, part=planned.after).suffix if planned.after else None,
    }


def _goods_document(line: GoodsLine, books: ClientBooks) -> Document:
    item = books.stock.item(line.item)
    return {
        "sku": line.item,
        "name": item.name if item is not None else line.item,
        "location": line.location,
        "quantity": plain_quantity(line.quantity),
        "value": line.value.plain(),
        "class": line.klass or None,
    }


def _line_document(line: AccountLine, books: ClientBooks) -> Document:
    account = books.chart.get(line.account)
    return {
        "side": line.side.value,
        "account": line.account,
        "name": account.name if account is not None else line.account,
        "amount": line.amount.plain(),
        "party": line.party or None,
        "class": line.klass or None,
        "location": line.location or None,
    }
