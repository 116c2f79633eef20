"""A chart of accounts, goods and names as plain rows to a practice company with Ids of its own.

    {"realm": "9130", "company": {"name": "Harbour Cafe", "currency": "GBP", "preferences": {"AccountingInfoPrefs": {…}}},
     "accounts": [{"number": "1200", "name": "Inventory", "type": "Other Current Asset", "detail_type": "Inventory",
                   "parent": "1000", "active": true, "balance": "1234.50"}],
     "items": [{"name": "Mug", "sku": "MUG-01", "type": "Inventory", "quantity": "12", "cost": "4.15", "asset_account": "1200",
                "start_date": "2026-01-01"},
               {"name": "Bowl", "type": "Inventory", "asset_account": "1200",
                "layers": [{"quantity": "10", "cost": "4", "date": "2026-01-01"}, {"quantity": "3", "value": "14.99"}]}],
     "vendors": ["Acme"], "customers": [], "classes": [], "departments": []}

Only `realm`, `company.name` and each account's `name` and `type` are needed. `parent`, `asset_account`, `income_account` and
`expense_account` name an account by its number, else its full name (parents joined with a colon), else its name where only one
account bears it. An Id never equals an account number of the chart. A colon or a double quote in an account's name, which the API
forbids, becomes a hyphen or a single quote. The same seed again changes nothing; another seed for the same realm is refused.

`balance` is signed in the account's normal side and is what the account holds once the company is open, opening stock included.
Where it is left out, an asset account of goods holds just their opening stock, any other account nothing; so the valuation and
the balance sheet agree from the start unless the seed makes them differ. Goods start two years before the seed's, on 1 January,
unless said (`start_date`, or a layer's `date`), at `cost` a unit or `value` in all. With opening stock there is an account
Opening Balance Equity: the one of that detail type, else a new one, which also takes what the balances lack to add up to zero.

What kind of company it is: `country` ("US"), `plan` ("Plus"; "Simple Start", "Essentials", "Advanced"), `costing` ("fifo",
"average"), `vendor_credit_cost` ("layers", "price"), `costs_again` (false), `cdc_lists_adjustments` (true); see
docs/quickbooks.md.
"""

import hashlib
import json
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.practice.documents import Documents
from assistant.practice.entities import LISTS, checked
from assistant.practice.fields import FINEST, cents
from assistant.practice.lists import EQUITY
from assistant.practice.opening import Layer, open_books
from assistant.practice.store import SOMEONE, Kept, Store
from assistant.practice.traits import TRAITS, usual_preferences
from assistant.practice.wire import Json, Refused, timestamp, write_json

NAME_LISTS = {"vendors": "Vendor", "customers": "Customer", "classes": "Class", "departments": "Department"}
COMPANY_KEYS = frozenset({"name", "currency", "country", "preferences", *TRAITS})
LAYER_KEYS = frozenset({"quantity", "cost", "value", "date"})
SEED_KEYS = frozenset({"realm", "company", "accounts", "items", *NAME_LISTS})
ROW_KEYS = {
    "accounts": frozenset({"number", "name", "type", "detail_type", "parent", "active", "balance"}),
    "items": frozenset(
        """name sku description type active quantity cost value layers start_date
           asset_account income_account expense_account""".split()
    ),
}
FORBIDDEN_IN_NAMES = str.maketrans({":": "-", '"': "'"})


class SeedRefused(Exception):
    """The rows make no company; nothing of them is kept."""


def seed(store: Store, document: Json, now: float) -> Json:
    """Opens the company and answers how many rows of each kind it holds."""
    realm = document.get("realm")
    if not isinstance(realm, str) or not realm.isalnum():
        raise SeedRefused("A seed needs a realm of letters and digits.")
    _refuse_unknown(document, SEED_KEYS, "seed")
    mark = hashlib.sha256(json.dumps(json.loads(write_json(document)), sort_keys=True).encode()).hexdigest()
    with store.transaction():
        known = store.seed_of(realm)
        if known not in (None, mark):
            raise SeedRefused(f"Realm {realm} was seeded with other rows. Name another realm, or start with a fresh store.")
        if known is None:
            try:
                _Sowing(store, realm, int(now), document).sow(mark)
            except Refused as refused:
                raise SeedRefused(str(refused)) from None
        return {"realm": realm, **{entity: store.count(realm, entity) for entity in LISTS}}


class _Sowing:
    """One seed on its way into the store."""

    def __init__(self, store: Store, realm: str, now: int, document: Json) -> None:
        self.store, self.realm, self.now, self.document = store, realm, now, document
        self.accounts: list[Json] = _rows(document, "accounts")
        self.numbers = {str(row.get("number") or "") for row in self.accounts} - {""}
        self.ids: dict[int, str] = {}
        self.full_names: dict[int, str] = {}
        self.balances: dict[str, Decimal | None] = {}
        self.layers: list[Layer] = []

    def sow(self, mark: str) -> None:
        company = self.document.get("company")
        if not isinstance(company, dict) or not company.get("name"):
            raise SeedRefused("A seed needs a company with a name.")
        items = _rows(self.document, "items")
        stamps = {"SyncToken": "0", "Id": "1", "MetaData": self._times()}
        _refuse_unknown(company, COMPANY_KEYS, "company")
        traits = checked_traits({name: company[name] for name in TRAITS if name in company})
        info = {
            "CompanyName": company["name"],
            "LegalName": company["name"],
            "Country": company.get("country", "US"),
            "NameValue": [{"Name": "OfferingSku", "Value": f"QuickBooks Online {traits['plan']}"}],
            **stamps,
        }
        tracks = any(row.get("type") == "Inventory" for row in items)
        usual = usual_preferences(str(company.get("currency", "USD")), bool(self.numbers), tracks)
        preferences = {**with_changes(usual, company.get("preferences") or {}), **stamps}
        self.store.open_company(self.realm, info, preferences, traits, mark)
        self._sow_accounts()
        for row in items:
            self._item(row)
        open_books(Documents(self.store, self.realm, self.now, SOMEONE), self.balances, self.layers, self._equity())
        for key, entity in NAME_LISTS.items():
            for name in self.document.get(key) or ():
                self._keep(entity, {LISTS[entity].named_by: name, "Active": True}, name)

    def _sow_accounts(self) -> None:
        """Parents before children, level by level; what is never reached has no parent here, or is its own."""
        waiting = list(range(len(self.accounts)))
        while waiting:
            ready = [n for n in waiting if self._parent_is_known(self.accounts[n])]
            if not ready:
                names = ", ".join(str(self.accounts[n].get("name")) for n in waiting[:3])
                raise SeedRefused(f"No account stands above {names}, or it stands below itself.")
            for position in ready:
                self._account(position)
            waiting = [n for n in waiting if n not in self.ids]

    def _parent_is_known(self, row: Json) -> bool:
        return not row.get("parent") or self._position(str(row["parent"])) in self.ids

    def _account(self, position: int) -> None:
        row = self.accounts[position]
        name = str(row.get("name") or "")
        body: Json = {
            "Name": name.translate(FORBIDDEN_IN_NAMES),
            "AccountType": row.get("type") or "",
            "Active": _flag(row.get("active", True)),
            "SubAccount": bool(row.get("parent")),
        }
        if row.get("number"):
            body["AcctNum"] = str(row["number"])
        if row.get("detail_type"):
            body["AccountSubType"] = row["detail_type"]
        full_name, self.full_names[position] = body["Name"], name
        if row.get("parent"):
            parent = self._position(str(row["parent"]))
            kept = self.store.find(self.realm, "Account", self.ids[parent])
            assert kept is not None
            body["ParentRef"] = {"value": kept.id}
            full_name = f"{kept.name}:{full_name}"
            self.full_names[position] = f"{self.full_names[parent]}:{name}"
        key = self._keep("Account", {**body, "FullyQualifiedName": full_name}, full_name)
        self.ids[position] = key
        self.balances[key] = _number(row["balance"], row, FINEST) if row.get("balance") not in (None, "") else None

    def _position(self, key: str) -> int:
        """The row of the account that is named by number, by full name, or by a name that no other account bears; else -1."""
        by_number = [n for n, row in enumerate(self.accounts) if row.get("number") and str(row["number"]) == key]
        by_full_name = [n for n, full_name in self.full_names.items() if full_name == key]
        by_name = [n for n, row in enumerate(self.accounts) if row.get("name") == key]
        return next((found[0] for found in (by_number, by_full_name, by_name) if len(found) == 1), -1)

    def _account_id(self, key: str) -> str:
        position = self._position(key)
        if position not in self.ids:
            raise SeedRefused(f"There is no one account {key}.")
        return self.ids[position]

    def _item(self, row: Json) -> None:
        kind = row.get("type") or "NonInventory"
        body: Json = {"Name": row.get("name"), "Type": kind, "Active": _flag(row.get("active", True)), "SubItem": False}
        body["PurchaseCost"] = _number(row.get("cost"), row)
        if row.get("sku"):
            body["Sku"] = row["sku"]
        if row.get("description"):
            body["Description"] = row["description"]
        for field, key in (("AssetAccountRef", "asset"), ("IncomeAccountRef", "income"), ("ExpenseAccountRef", "expense")):
            if row.get(f"{key}_account"):
                body[field] = {"value": self._account_id(str(row[f"{key}_account"]))}
        layers: list[Json] = []
        if kind == "Inventory":
            layers = self._layer_rows(row)
            body["QtyOnHand"] = 0  # what the list asks for; the layers say how much it is
            body["InvStartDate"] = min([row.get("start_date") or self._usual_start(), *(layer["date"] for layer in layers)])
            for field, account_type in (("IncomeAccountRef", "Income"), ("ExpenseAccountRef", "Cost of Goods Sold")):
                body.setdefault(field, {"value": self._first_of(account_type)})
        key = self._keep("Item", {**body, "FullyQualifiedName": body["Name"]}, str(body["Name"]))
        self.layers += [Layer(key, layer["date"], layer["quantity"], layer["value"]) for layer in layers]

    def _layer_rows(self, row: Json) -> list[Json]:
        """The opening layers of a tracked item, or the one that it is: each with its date, quantity and value."""
        layers = row.get("layers")
        if layers is None:
            layers = [{key: row[key] for key in ("quantity", "cost", "value") if key in row}]
        if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
            raise SeedRefused("layers is a list of rows.")
        read = []
        for layer in layers:
            _refuse_unknown(layer, LAYER_KEYS, "layer")
            quantity, start = _number(layer.get("quantity"), row, FINEST), row.get("start_date") or self._usual_start()
            cost = _number(layer.get("cost", row.get("cost")), row)
            value = cents(_number(layer["value"], row) if "value" in layer else abs(quantity) * cost)
            if quantity:
                read.append({"date": str(layer.get("date") or start), "quantity": quantity, "value": value})
        return read

    def _usual_start(self) -> str:
        return f"{int(timestamp(self.now)[:4]) - 2:04d}-01-01"

    def _equity(self) -> str | None:
        """The account against which opening stock stands; none where there is no such stock."""
        if not self.layers:
            return None
        for position, key in self.ids.items():
            if self.accounts[position].get("detail_type") == EQUITY["AccountSubType"]:
                return key
        full_name = EQUITY["Name"]
        key = self._keep("Account", {**EQUITY, "FullyQualifiedName": full_name, "Active": True, "SubAccount": False}, full_name)
        self.balances[key] = None
        return key

    def _first_of(self, account_type: str) -> str:
        for position, row in enumerate(self.accounts):
            if row.get("type") == account_type:
                return self.ids[position]
        raise SeedRefused(f"A tracked item needs an account of type {account_type}.")

    def _keep(self, entity: str, body: Json, name: str) -> str:
        body = checked(entity, body)
        body.pop("QtyOnHand", None)
        if self.store.named(self.realm, entity, name):
            raise SeedRefused(f"Two rows are named {name}.")
        key = self.store.next_id(self.realm, entity)
        while key in self.numbers:
            key = self.store.next_id(self.realm, entity)
        stamps = {"Id": key, "SyncToken": "0", "MetaData": self._times()}
        self.store.keep(self.realm, Kept(entity, key, name, self.now, {**body, **stamps}))
        return key

    def _times(self) -> Json:
        return {"CreateTime": timestamp(self.now), "LastUpdatedTime": timestamp(self.now)}


def checked_traits(asked: Json) -> Json:
    """What kind of company is asked for, the usual where nothing is said."""
    _refuse_unknown(asked, frozenset(TRAITS), "company")
    traits = {name: asked.get(name, values[0]) for name, values in TRAITS.items()}
    if wrong := [name for name, values in TRAITS.items() if traits[name] not in values]:
        raise SeedRefused(f"A company's {wrong[0]} is one of {', '.join(map(str, TRAITS[wrong[0]]))}.")
    return traits


def with_changes(preferences: Json, changes: Json) -> Json:
    """Preferences with some changed: groups are merged, a value is replaced, null takes it away."""
    changed = dict(preferences)
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        elif isinstance(value, dict) and isinstance(changed.get(name), dict):
            changed[name] = with_changes(changed[name], value)
        else:
            changed[name] = value
    return changed


def _rows(document: Json, name: str) -> list[Json]:
    rows = document.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SeedRefused(f"{name} is a list of rows.")
    for row in rows:
        _refuse_unknown(row, ROW_KEYS[name], f"row of {name}")
    return rows


def _refuse_unknown(row: Json, known: frozenset[str], what: str) -> None:
    """A misspelt column would pass unnoticed otherwise."""
    if unknown := set(row) - known:
        raise SeedRefused(f"A {what} has no {', '.join(sorted(unknown))}. It may have {', '.join(sorted(known))}.")


def _flag(value: Any) -> bool:
    return value if isinstance(value, bool) else str(value).lower() != "false"


def _number(value: Any, row: Json, finest: Decimal | None = None) -> Decimal:
    try:
        number = Decimal(str(value)) if value not in (None, "") else Decimal(0)
    except InvalidOperation:
        raise SeedRefused(f"{value!s:.40} is no number ({row.get('name')}).") from None
    if not number.is_finite() or (finest is not None and number % finest):
        raise SeedRefused(f"{value!s:.40} is no number ({row.get('name')}).")
    return number
