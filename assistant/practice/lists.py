"""Rows of a company's lists, made and changed: their names in full, which are unique, and what stands above and below them."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.practice import refusals, starting
from assistant.practice.documents import Documents
from assistant.practice.entities import LISTS, checked, merged
from assistant.practice.fields import cents, reference
from assistant.practice.store import Kept
from assistant.practice.wire import Json

DEEPEST = 5
STOCK_FIELDS = ("QtyOnHand", "InvStartDate", "Type", "TrackQtyOnHand")
ACCOUNTS_OF_AN_ITEM = ("AssetAccountRef", "IncomeAccountRef", "ExpenseAccountRef")
EQUITY = {"Name": "Opening Balance Equity", "AccountType": "Equity", "AccountSubType": "OpeningBalanceEquity"}


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of one company during one request."""

    documents: Documents

    def row(self, entity: str, sent: Json, existing: Kept | None) -> tuple[str, Json]:
        """The row's name in full and the row itself, checked against its list."""
        if entity == "Item" and existing is not None:
            _refuse_stock_fields(sent)
        rules = LISTS[entity]
        before = None if existing is None else {**existing.body, "QtyOnHand": 0} if entity == "Item" else existing.body
        body = checked(entity, merged(entity, before, sent))
        name = str(body[rules.named_by])
        if rules.sub_flag is not None:
            name = self._full_name(entity, body, rules.sub_flag, existing)
            body["FullyQualifiedName"] = name
        self._name_is_free(entity, name, existing)
        for field in ACCOUNTS_OF_AN_ITEM if entity == "Item" else ():
            if (key := reference(body, field)) is not None and not (existing and existing.body.get(field) == body[field]):
                self.documents.books.active("Account", key)
        return name, body

    def open_item(self, key: str, quantity: Decimal, equity: str) -> None:
        """Books the opening stock of a new item, at its default cost."""
        item = self.documents.books.find("Item", key)
        assert item is not None
        value = cents(quantity * Decimal(item.get("PurchaseCost") or 0))
        self.documents.open(starting.document(key, item["InvStartDate"], quantity, value, equity))

    def rename_below(self, parent: Kept) -> None:
        """The children's full names follow their parent's."""
        store, realm = self.documents.store, self.documents.realm
        for kept in store.all(realm, parent.entity):
            if kept.body.get("ParentRef", {}).get("value") == parent.id:
                name = f"{parent.name}:{kept.body['Name']}"
                body = {**kept.body, "FullyQualifiedName": name}
                child = Kept(kept.entity, kept.id, name, kept.updated, body, author=kept.author)
                store.keep(realm, child)
                self.rename_below(child)

    def _full_name(self, entity: str, body: Json, sub_flag: str, existing: Kept | None) -> str:
        key = reference(body, "ParentRef")
        if bool(body[sub_flag]) is not (key is not None):
            raise refusals.missing("ParentRef" if key is None else sub_flag)
        if key is None:
            return str(body["Name"])
        parent = self.documents.books.active(entity, key)
        if entity == "Account" and parent["AccountType"] != body["AccountType"]:
            raise refusals.business_rule("A subaccount must be of the same account type as its parent.")
        if existing is not None and f"{parent['FullyQualifiedName']}:".startswith(f"{existing.name}:"):
            raise refusals.business_rule("A name cannot stand below itself.")
        full_name = f"{parent['FullyQualifiedName']}:{body['Name']}"
        if full_name.count(":") >= DEEPEST:
            raise refusals.business_rule(f"Names may be nested {DEEPEST} levels deep.")
        return full_name

    def _name_is_free(self, entity: str, name: str, existing: Kept | None) -> None:
        store, realm = self.documents.store, self.documents.realm
        same_list = [kept for kept in store.named(realm, entity, name) if existing is None or kept.id != existing.id]
        others = [kept for other in LISTS[entity].shares_names_with for kept in store.named(realm, other, name)]
        if same_list or others:
            raise refusals.duplicate_name(f"Another {entity.lower()} is already using this name. Please use a different name.")


def _refuse_stock_fields(sent: Json) -> None:
    """A live company reads these in an item's update as an adjustment of its stock on that day: not offered here."""
    if sent.get("sparse") is not True or any(field in sent for field in STOCK_FIELDS):
        raise refusals.unsupported("update of Item that states its stock; sparse updates of its other fields are supported")
