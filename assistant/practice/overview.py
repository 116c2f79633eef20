"""A company's store to what a bookkeeper would look at: accounts with balances, goods with values, documents with their lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.practice.company import PracticeCompany
from assistant.practice.documents import LABELS
from assistant.practice.ledger import Ledger, exact
from assistant.practice.store import SOMEONE, Kept
from assistant.practice.wire import Json

DOCUMENTS_A_PAGE = 50
CLASSES = ("Asset", "Liability", "Equity", "Revenue", "Expense")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """`depth` is how many accounts stand above it; the balance is signed by the account's normal side."""

    key: str
    number: str
    name: str
    full_name: str
    type: str
    group: str
    depth: int
    active: bool
    balance: Decimal


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What is on hand of a tracked item, and its value; None for goods that are not tracked."""

    key: str
    sku: str
    name: str
    type: str
    active: bool
    quantity: Decimal | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    account: str
    debit: Decimal | None
    credit: Decimal | None
    memo: str


@dataclass(frozen=True, slots=True)
class Attached:
    key: str
    name: str
    note: str
    size: int | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A transaction as it stands: what it says, what it moved, and who wrote it last."""

    entity: str
    key: str
    number: str
    day: str
    memo: str
    party: str
    by_someone: bool
    version: str
    goods: tuple[tuple[str, Decimal], ...]
    lines: tuple[LedgerLine, ...]
    attached: tuple[Attached, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Reads one company, inside the store's transaction opened by its caller."""

    company: PracticeCompany

    def accounts(self) -> list[AccountRow]:
        rows = [self.company.shown("Account", kept.body) for kept in self._all("Account")]
        found = [
            AccountRow(
                row["Id"],
                row.get("AcctNum", ""),
                row["Name"],
                row["FullyQualifiedName"],
                row["AccountType"],
                row["Classification"],
                row["FullyQualifiedName"].count(":"),
                row["Active"],
                Decimal(row["CurrentBalance"]),
            )
            for row in rows
        ]
        return sorted(found, key=lambda row: (CLASSES.index(row.group), row.full_name.casefold()))

    def items(self) -> list[ItemRow]:
        sql = "SELECT item, quantity, value FROM holding WHERE realm = ?"
        held = {str(item): (exact(n), exact(v)) for item, n, v in self.company.store.run(sql, (self.company.realm,))}
        rows = []
        for kept in self._all("Item"):
            body, tracked = kept.body, kept.body["Type"] == "Inventory"
            quantity, value = held.get(kept.id, (Decimal(0), Decimal(0))) if tracked else (None, None)
            name = kept.name or body["Name"]
            rows.append(ItemRow(kept.id, body.get("Sku", ""), name, body["Type"], body["Active"], quantity, value))
        return sorted(rows, key=lambda row: (row.quantity is None, row.name.casefold()))

    def in_ledger(self) -> Decimal:
        """What the asset accounts of tracked goods come to."""
        assets = {kept.body["AssetAccountRef"]["value"] for kept in self._all("Item") if kept.body["Type"] == "Inventory"}
        ledger = Ledger(self.company.store, self.company.realm)
        return sum((ledger.balance(account) for account in assets), Decimal(0))

    def names(self, entity: str) -> list[tuple[str, str]]:
        """Ids and names of a list, those that may be used."""
        return [(kept.id, kept.name or "") for kept in self._all(entity) if kept.body["Active"]]

    def documents(self, start: int) -> tuple[list[DocumentRow], bool]:
        """A page of transactions, the latest day first, and whether there are older ones."""
        kinds = ", ".join("?" * len(LABELS))
        sql = (
            f"SELECT entity, id FROM object WHERE realm = ? AND entity IN ({kinds}) AND NOT deleted "
            "ORDER BY day DESC, id DESC LIMIT ? OFFSET ?"
        )
        values = (self.company.realm, *LABELS, DOCUMENTS_A_PAGE + 1, start)
        keys = self.company.store.run(sql, values)
        attached = self._attached() if keys else {}
        rows = [
            self._document(kept, attached.get((entity, str(key)), ()))
            for entity, key in keys[:DOCUMENTS_A_PAGE]
            if (kept := self.company.store.find(self.company.realm, entity, str(key))) is not None
        ]
        return rows, len(keys) > DOCUMENTS_A_PAGE

    def _document(self, kept: Kept, attached: Iterable[Attached]) -> DocumentRow:
        shown = self.company.shown(kept.entity, kept.body)
        party = shown.get("VendorRef") or shown.get("CustomerRef") or shown.get("EntityRef") or {}
        return DocumentRow(
            kept.entity,
            kept.id,
            shown.get("DocNumber") or "",
            shown["TxnDate"],
            shown.get("PrivateNote") or "",
            party.get("name", ""),
            kept.author == SOMEONE,
            shown["SyncToken"],
            tuple(_goods(shown["Line"])),
            tuple(self._ledger(kept.id)),
            tuple(attached),
        )

    def _ledger(self, tx: str) -> list[LedgerLine]:
        sql = "SELECT account, amount, memo FROM posting WHERE realm = ? AND tx = ? ORDER BY position"
        store, realm = self.company.store, self.company.realm
        lines = []
        for account, units, memo in store.run(sql, (realm, int(tx))):
            amount, name = exact(units), store.name_of(realm, "Account", str(account))
            lines.append(LedgerLine(name, amount if amount >= 0 else None, -amount if amount < 0 else None, memo))
        return lines

    def _attached(self) -> dict[tuple[str, str], list[Attached]]:
        found: dict[tuple[str, str], list[Attached]] = {}
        for kept in self._all("Attachable"):
            body = kept.body
            row = Attached(kept.id, body.get("FileName", ""), body.get("Note", ""), body.get("Size"))
            for reference in body.get("AttachableRef", ()):
                entity = reference["EntityRef"]
                found.setdefault((entity["type"], entity["value"]), []).append(row)
        return found

    def _all(self, entity: str) -> list[Kept]:
        return self.company.store.all(self.company.realm, entity)


def _goods(lines: list[Json]) -> list[tuple[str, Decimal]]:
    """The items of a document with their quantities, as its lines say them."""
    goods = []
    for line in lines:
        detail = line.get(line.get("DetailType", ""), {})
        if "ItemRef" in detail:
            quantity = next((detail[field] for field in ("QtyDiff", "NewQty", "Qty") if field in detail), None)
            goods.append((detail["ItemRef"].get("name", ""), Decimal(quantity if quantity is not None else 1)))
    return goods
