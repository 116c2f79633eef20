"""The two reports of goods: what each item is on hand and worth on a day, and what each transaction did to it at which cost.

Units of two layers on one transaction stand in two rows of the detail, one a rate. An item's figures add up movements by their
day, whatever order they were entered in, so that they agree with the ledger's asset accounts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.practice.documents import LABELS
from assistant.practice.ledger import SHOWN, exact
from assistant.practice.reports import Column, Span, cell, chosen, data, figure, money, report, section, span
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
    number: str
    author: str
    quantity: Decimal
    value: Decimal


def summary(store: Store, realm: str, params: Mapping[str, str], now: float) -> Json:
    """InventoryValuationSummary: the items with a quantity or a value at the end of a day, by name, and the total."""
    end = span(params, now, "today").end
    wanted = {key for key in params.get("item", "").split(",") if key}
    sql = f"SELECT item, sum(quantity), sum(value) FROM movement WHERE realm = ? AND day <= ? AND {SHOWN} GROUP BY item"
    sums = store.run(sql, (realm, end, realm, now))
    held = {str(item): (exact(quantity), exact(value)) for item, quantity, value in sums if quantity or value}
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
    movements = _Movements(store, realm, days, now, columns)
    sections = [made for item in _items(store, realm) if (made := movements.of(item)) is not None]
    header: Json = {"StartPeriod": days.start, "EndPeriod": days.end, "Currency": _currency(store, realm)}
    return report("InventoryValuationDetail", columns, sections, header, now)


@dataclass(frozen=True, slots=True)
class _Movements:
    """What moved in some days, item by item, told in some columns."""

    store: Store
    realm: str
    days: Span
    now: float
    columns: list[Column]

    def of(self, item: Kept) -> Json | None:
        """An item's section; none where it neither moved nor had stock."""
        on_hand, value = self._before(item)
        moved = self._moved(item)
        if not moved and not on_hand and not value:
            return None
        rows = []
        if on_hand or value:
            opening = {"txn_type": cell("Beginning Balance"), **_left(on_hand, value)}
            rows.append(data([opening.get(column.key, cell()) for column in self.columns]))
        for row in moved:
            on_hand, value = on_hand + row.quantity, value + row.value
            rows.append(data(self._cells(item, row, on_hand, value)))
        sums = {
            "quantity": cell(figure(sum((row.quantity for row in moved), Decimal(0)))),
            "home_amount": cell(money(sum((row.value for row in moved), Decimal(0)))),
            **_left(on_hand, value),
        }
        total = [sums.get(column.key, cell()) for column in self.columns]
        total[0] = {**total[0], "value": f"Total for {item.name}"}
        head = [cell(item.name, item.id), *(cell() for _ in self.columns[1:])]
        return section(rows, head=head, total=total)

    def _cells(self, item: Kept, row: Moved, on_hand: Decimal, value: Decimal) -> list[Json]:
        """One row, a cell a column. A document is read only where a column needs it."""
        document: Json = {}
        if any(column.key in TOLD_OF_DOCUMENT for column in self.columns):
            kept = self.store.find(self.realm, row.entity, row.tx)
            assert kept is not None, row
            document = {**kept.body, "name": _party(self.store, self.realm, kept.body)}
        made = []
        for column in self.columns:
            if column.key in TOLD:
                made.append(TOLD[column.key](row, item.body))
            elif column.key in TOLD_OF_DOCUMENT:
                made.append(TOLD_OF_DOCUMENT[column.key](document))
            else:
                made.append(TOLD_OF_REST[column.key](on_hand, value))
        return made

    def _before(self, item: Kept) -> tuple[Decimal, Decimal]:
        """Quantity and value before the days begin."""
        sql = (
            "SELECT coalesce(sum(quantity), 0), coalesce(sum(value), 0) FROM movement "
            f"WHERE realm = ? AND item = ? AND day < ? AND {SHOWN}"
        )
        values = (self.realm, int(item.id), self.days.start, self.realm, self.now)
        ((quantity, value),) = self.store.run(sql, values)
        return exact(quantity), exact(value)

    def _moved(self, item: Kept) -> list[Moved]:
        """The item's movements in these days, in a part for each layer that one took from."""
        sql = (
            "SELECT m.day, m.entity, m.tx, o.name, o.author, m.quantity, m.value, -t.quantity, -t.value FROM movement m "
            "JOIN object o ON o.realm = m.realm AND o.entity = m.entity AND o.id = m.tx "
            "LEFT JOIN take t ON t.realm = m.realm AND t.movement = m.id "
            "LEFT JOIN layer l ON l.realm = t.realm AND l.movement = t.layer "
            f"WHERE m.realm = ? AND m.item = ? AND m.day BETWEEN ? AND ? AND m.{SHOWN} "
            "ORDER BY m.day, m.id, l.day IS NULL, l.day, t.layer"
        )
        values = (self.realm, int(item.id), self.days.start, self.days.end, self.realm, self.now)
        found = []
        for day, entity, tx, number, author, quantity, value, part, cost in self.store.run(sql, values):
            moved = (exact(quantity if part is None else part), exact(value if cost is None else cost))
            found.append(Moved(day, entity, str(tx), number or "", author, *moved))
        return found


TOLD: dict[str, Callable[[Moved, Json], Json]] = {
    "tx_date": lambda row, item: cell(row.day),
    "txn_type": lambda row, item: cell(LABELS[row.entity], row.tx),
    "doc_num": lambda row, item: cell(row.number),
    "quantity": lambda row, item: cell(figure(row.quantity)),
    "rate": lambda row, item: cell(figure(row.value / row.quantity) if row.quantity else ""),
    "home_amount": lambda row, item: cell(money(row.value)),
    "item_sku": lambda row, item: cell(item.get("Sku", "")),
    "txn_id": lambda row, item: cell(row.tx),
    "create_by": lambda row, item: cell(row.author),
}
"""What a column says of a movement."""

TOLD_OF_DOCUMENT: dict[str, Callable[[Json], Json]] = {
    "name": lambda document: document["name"],
    "memo": lambda document: cell(document.get("PrivateNote", "")),
    "create_date": lambda document: cell(document["MetaData"]["CreateTime"]),
    "last_mod_date": lambda document: cell(document["MetaData"]["LastUpdatedTime"]),
}
"""What a column says of its transaction."""

TOLD_OF_REST: dict[str, Callable[[Decimal, Decimal], Json]] = {
    "qty_on_hand": lambda on_hand, value: cell(figure(on_hand)),
    "home_asset_value": lambda on_hand, value: cell(money(value)),
}
"""What a column says of what is left after it."""


def _left(on_hand: Decimal, value: Decimal) -> dict[str, Json]:
    return {key: tell(on_hand, value) for key, tell in TOLD_OF_REST.items()}


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
