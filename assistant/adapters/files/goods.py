"""items.csv and layers.csv to stock: items, the places that hold them, and the cost layers there.

A column `selling_price` of items.csv may be left out: amounts are held against it, and none is booked at it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from assistant.adapters.files.tables import Faults, Row, read_table
from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.goods import CostMethod, Holding, Item, Layer, Stock
from assistant.books.money import Money, total

ITEM_COLUMNS = ("sku", "name", "location", "quantity", "unit", "units_per_case", "unit_cost", "asset_account")
LAYER_COLUMNS = ("sku", "location", "received", "quantity", "unit_cost")
Place = tuple[str, str]  # an item's key (its SKU, else its name) and a location


@dataclass(frozen=True, slots=True)
class LayerRow:
    row: Row
    received: date | None
    quantity: Decimal
    unit_cost: Decimal
    value: Money


def read_stock(folder: Path, chart: Chart, cost_method: CostMethod, currency: str, faults: Faults) -> Stock:
    """Each row of items.csv is one layer, unless layers.csv splits it; a weighted average keeps one layer a place."""
    rows = read_table(folder / "items.csv", ITEM_COLUMNS, faults)
    layers_path = folder / "layers.csv"
    layer_rows = read_table(layers_path, LAYER_COLUMNS, faults) if layers_path.exists() else ()
    by_place = layers_by_place(layer_rows, {place_of(row) for row in rows}, currency)
    items: dict[str, tuple[Item, Row]] = {}
    holdings: dict[Place, tuple[Holding, Row]] = {}
    for row in rows:
        take_item(row, items)
        place = place_of(row)
        if place in holdings:
            where = f" at {place[1]!r}" if place[1] else ""
            row.fault("sku", f"{place[0]!r}{where} is also row {holdings[place][1].number}; one row an item and location.")
            continue
        holdings[place] = (holding_of(row, by_place.get(place, ()), chart, cost_method, currency), row)
    return Stock(tuple(item for item, _ in items.values()), tuple(holding for holding, _ in holdings.values()))


def place_of(row: Row) -> Place:
    return row["sku"] or row["name"], row["location"]


def take_item(row: Row, items: dict[str, tuple[Item, Row]]) -> None:
    """The item of a row; where an earlier row has it, the two must say the same of it."""
    name, per_case = row.required("name"), row.number_in("units_per_case")
    if per_case is not None and per_case <= 0:
        row.fault("units_per_case", "0 units make no case; leave it empty where the item has no cases.")
    item = Item(row["sku"] or name, row["sku"], name, row["unit"] or "each", per_case or None, row.number_in("selling_price"))
    if item.key not in items:
        items[item.key] = (item, row)
        return
    known, first = items[item.key]
    for column, here, there in (
        ("name", item.name, known.name),
        ("unit", item.unit, known.unit),
        ("units_per_case", item.units_per_case, known.units_per_case),
        ("selling_price", item.selling_price, known.selling_price),
    ):
        if here != there:
            row.fault(column, f"differs from row {first.number} of the same item {item.key!r}; give both rows the same.")


def holding_of(row: Row, layer_rows: tuple[LayerRow, ...], chart: Chart, cost_method: CostMethod, currency: str) -> Holding:
    item, location = place_of(row)
    row.required("quantity")
    quantity, unit_cost = row.number_in("quantity") or Decimal(0), row.number_in("unit_cost")
    account = asset_account(row, chart)
    known = bool(layer_rows) or unit_cost is not None
    if not layer_rows:
        value = priced(row, quantity, unit_cost or Decimal(0), currency)
        layer_rows = (LayerRow(row, None, quantity, unit_cost or Decimal(0), value),)
    elif (there := sum((layer.quantity for layer in layer_rows), Decimal(0))) != quantity:
        row.fault("quantity", f"is {quantity} but the rows of layers.csv add up to {there}; make them agree.")
    if cost_method is CostMethod.WEIGHTED_AVERAGE:
        layer_rows = (averaged(layer_rows, currency),)
    layers = tuple(
        Layer(f"{item}@{location}#{n}", layer.received, layer.quantity, layer.unit_cost, layer.value)
        for n, layer in enumerate(layer_rows, 1)
    )
    return Holding(item, location, account.key if account else "", layers, cost_known=known)


def asset_account(row: Row, chart: Chart) -> Account | None:
    """The inventory account that carries the row's goods: active, not a heading, an Other Current Asset."""
    named = row.required("asset_account")
    account = chart.get(named)
    if not named:
        return None
    if account is None:
        row.fault("asset_account", f"no account has the number (or, without numbers, the full name) {named!r}.")
    elif not account.usable:
        what = "a heading" if account.active else "inactive"
        row.fault("asset_account", f"{account.label} is {what}; name an account that may be posted to.")
    elif account.type is not AccountType.OTHER_CURRENT_ASSET:
        row.fault("asset_account", f"{account.label} is of type {account.type}; goods are held in an Other Current Asset.")
    else:
        return account
    return None


def layers_by_place(rows: tuple[Row, ...], known: set[Place], currency: str) -> dict[Place, tuple[LayerRow, ...]]:
    """The layers of each item and location, oldest first; those without a day come before all that have one."""
    found: dict[Place, list[LayerRow]] = {}
    for row in rows:
        place = row.required("sku"), row["location"]
        if place not in known:
            row.fault("sku", f"items.csv has no row for {place[0]!r} at {place[1]!r}; correct it, or add that row.")
        row.required("quantity")
        row.required("unit_cost")
        quantity, unit_cost = row.number_in("quantity") or Decimal(0), row.number_in("unit_cost") or Decimal(0)
        layer = LayerRow(row, received_on(row), quantity, unit_cost, priced(row, quantity, unit_cost, currency))
        found.setdefault(place, []).append(layer)
    return {place: tuple(sorted(layers, key=lambda layer: layer.received or date.min)) for place, layers in found.items()}


def received_on(row: Row) -> date | None:
    if not row["received"]:
        return None
    try:
        return date.fromisoformat(row["received"])
    except ValueError:
        row.fault("received", f"{row['received']!r} is not a day such as 2026-03-31.")
        return None


def priced(row: Row, quantity: Decimal, unit_cost: Decimal, currency: str) -> Money:
    try:
        return Money.rounded(quantity * unit_cost, currency)
    except ValueError as error:
        row.fault("unit_cost", f"{quantity} at {unit_cost}: {error}.")
        return Money.zero(currency)


def averaged(layers: tuple[LayerRow, ...], currency: str) -> LayerRow:
    """One layer of all the units and all their value, at the average cost of one."""
    if len(layers) == 1:
        return layers[0]
    quantity = sum((layer.quantity for layer in layers), Decimal(0))
    value = total((layer.value for layer in layers), currency)
    unit_cost = value.amount / quantity if quantity else layers[-1].unit_cost
    return LayerRow(layers[0].row, layers[0].received, quantity, unit_cost, value)
