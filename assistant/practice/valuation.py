"""The two reports of goods: what each item is on hand and worth on a day, and what each transaction did to it at which cost.

Units of two layers on one transaction stand in two rows of the detail, one a rate. An item's figures add up movements by their
day, whatever order they were entered in, so that they agree with the ledger's asset accounts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.practice.documents import LABELS
from assistant.practice.ledger import exact
from assistant.practice.reports import Column, cell, chosen, data, figure, money, report, section, span
from assistant.practice.store import Kept, Store
from assistant.practice.wire import Json

ITEM = Column("item", "", "ProductsAndService")
SUMMARY = [
    ITEM,
    *(Column(key, title, "Money") for key, title in (("sku", "SKU"), ("qty", "Qty"), ("asset_value", "Asset Value"))),
]
SUMMARY.append(Column("avg_cost", "Avg Cost", "Money"))
DETAIL = [
    Column("tx_date", "Date"),
    Column("txn_type", "Transaction Type"),
    Column("doc_num", "Num"),
    Column("name", "Name"),
    Column("quantity", "Qty"),
    Column("rate", "Rate"),
    Column("home_amount", "FIFO Cost"),
    Column("qty_on_hand", "Qty On Hand"),
    Column("home_asset_value", "Asset Value"),
]
MORE = [
    Column("memo", "Memo/Description"),
    Column("item_sku", "SKU"),
    Column("txn_id", "Transaction ID"),
    Column("create_by", "Created By"),
    Column("create_date", "Create Date"),
    Column("last_mod_date", "Last Modified"),
]


@dataclass(frozen=True, slots=True)
class Moved:
    """One row of the detail; `quantity` and `value` are below zero for what went out."""

    day: str
    entity: str
    tx: str
    quantity: Decimal
    value: Decimal


def summary(store: Store, realm: str, params: Mapping[str, str], now: float) -> Json:
    """InventoryValuationSummary: the items with a quantity or a value at the end of a day, by name, and the total."""
    end = span(params, now, "today").end
    wanted = {key for key in params.get("item", "").split(",") if key}
    sql = "SELECT item, sum(quantity), sum(value) FROM movement WHERE realm = ? AND day <= ? GROUP BY item"
    held = {
        str(item): (exact(quantity), exact(value)) for item, quantity, value in store.run(sql, (realm, end)) if quantity or value
    }
    rows: list[Json] = []
    total = Decimal(0)
    for item in _items(store, realm):
        if item.id not in held or (wanted and item.id not in wanted):
            continue
        quantity, value = held[item.id]
        total += value
        average = figure(value / quantity) if quantity else ""
        cells = [
            cell(item.name, item.id),
            cell(item.body.get("Sku", "")),
            cell(figure(quantity)),
            cell(money(value)),
            cell(average),
        ]
        rows.append({"ColData": cells})
    if rows:
        rows.append({"ColData": [cell("TOTAL"), cell(" "), cell(), cell(money(total)), cell()], "group": "GrandTotal"})
    header: Json = {"StartPeriod": end, "EndPeriod": end, "Currency": _currency(store, realm)}
    header["Option"] = [{"Name": "report_date", "Value": end}]
    return report("InventoryValuationSummary", SUMMARY, rows, header, now)


def detail(store: Store, realm: str, params: Mapping[str, str], now: float) -> Json:
    """InventoryValuationDetail: a section an item that moved in these days or had stock before them."""
    days = span(params, now, "this month-to-date")
    columns = chosen([*DETAIL, *MORE], params) if params.get("columns") else DETAIL
    sections = []
    for item in _items(store, realm):
        rows = _rows_of(store, realm, item, days.start, days.end, columns)
        if rows:
            sections.append(rows)
    header: Json = {"StartPeriod": days.start, "EndPeriod": days.end, "Currency": _currency(store, realm)}
    return report("InventoryValuationDetail", columns, sections, header, now)


def _rows_of(store: Store, realm: str, item: Kept, start: str, end: str, columns: list[Column]) -> Json | None:
    sql = "SELECT coalesce(sum(quantity), 0), coalesce(sum(value), 0) FROM movement WHERE realm = ? AND item = ? AND day < ?"
    ((before, worth),) = store.run(sql, (realm, int(item.id), start))
    on_hand, value = exact(before), exact(worth)
    moved = _moved(store, realm, item, start, end)
    if not moved and not on_hand and not value:
        return None
    rows = []
    if on_hand or value:
        opening = {
            "txn_type": cell("Beginning Balance"),
            "qty_on_hand": cell(figure(on_hand)),
            "home_asset_value": cell(money(value)),
        }
        rows.append(data([opening.get(column.key, cell()) for column in columns]))
    for row in moved:
        on_hand, value = on_hand + row.quantity, value + row.value
        left = {"qty_on_hand": cell(figure(on_hand)), "home_asset_value": cell(money(value))}
        told = {**_told(store, realm, item, row), **left}
        rows.append(data([told[column.key] for column in columns]))
    sums = {
        "quantity": cell(figure(sum((row.quantity for row in moved), Decimal(0)))),
        "home_amount": cell(money(sum((row.value for row in moved), Decimal(0)))),
        "qty_on_hand": cell(figure(on_hand)),
        "home_asset_value": cell(money(value)),
    }
    total = [sums.get(column.key, cell()) for column in columns]
    total[0] = {**total[0], "value": f"Total for {item.name}"}
    head = [cell(item.name, item.id), *(cell() for _ in columns[1:])]
    return section(rows, head=head, total=total)


def _moved(store: Store, realm: str, item: Kept, start: str, end: str) -> list[Moved]:
    """The item's movements in these days, in a part for each layer that one took from."""
    sql = (
        "SELECT m.day, m.entity, m.tx, m.quantity, m.value, -t.quantity, -t.value FROM movement m "
        "LEFT JOIN take t ON t.realm = m.realm AND t.movement = m.id "
        "LEFT JOIN layer l ON l.realm = t.realm AND l.movement = t.layer "
        "WHERE m.realm = ? AND m.item = ? AND m.day BETWEEN ? AND ? ORDER BY m.day, m.id, l.day IS NULL, l.day, t.layer"
    )
    return [
        Moved(day, entity, str(tx), exact(quantity if part is None else part), exact(value if cost is None else cost))
        for day, entity, tx, quantity, value, part, cost in store.run(sql, (realm, int(item.id), start, end))
    ]


def _told(store: Store, realm: str, item: Kept, row: Moved) -> dict[str, Json]:
    """What the columns say of a row, but for what is on hand after it."""
    kept = store.find(realm, row.entity, row.tx)
    assert kept is not None, row
    return {
        "tx_date": cell(row.day),
        "txn_type": cell(LABELS[row.entity], row.tx),
        "doc_num": cell(kept.name or ""),
        "name": _party(store, realm, kept.body),
        "quantity": cell(figure(row.quantity)),
        "rate": cell(figure(row.value / row.quantity) if row.quantity else ""),
        "home_amount": cell(money(row.value)),
        "memo": cell(kept.body.get("PrivateNote", "")),
        "item_sku": cell(item.body.get("Sku", "")),
        "txn_id": cell(row.tx),
        "create_by": cell(kept.author),
        "create_date": cell(kept.body["MetaData"]["CreateTime"]),
        "last_mod_date": cell(kept.body["MetaData"]["LastUpdatedTime"]),
    }


def _party(store: Store, realm: str, body: Json) -> Json:
    for field, entity in (("VendorRef", "Vendor"), ("CustomerRef", "Customer")):
        if field in body:
            key = body[field]["value"]
            return cell(store.name_of(realm, entity, key), key)
    return cell("", "")


def _items(store: Store, realm: str) -> list[Kept]:
    """The tracked items by name; one that was made inactive still has its stock."""
    items = [kept for kept in store.all(realm, "Item") if kept.body["TrackQtyOnHand"]]
    return sorted(items, key=lambda kept: str(kept.name).casefold())


def _currency(store: Store, realm: str) -> str:
    return str(store.preferences(realm)["CurrencyPrefs"]["HomeCurrency"]["value"])
