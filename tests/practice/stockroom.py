"""A company with goods in layers, and a test's words for what is done to them: quantities, credits, bills, and what came of it.

Bowls came in as 10 at 4.00 and 10 at 5.00, mugs as 12 at 4.15; the inventory account holds just that, 139.80.
"""

from collections.abc import Callable
from typing import Any

from tests.practice.desk import Desk, Json, Reply

SEED: Json = {
    "realm": "9130",
    "company": {"name": "Harbour Cafe", "currency": "USD"},
    "accounts": [
        {"number": "1000", "name": "Checking", "type": "Bank", "balance": "5000.00"},
        {"number": "1100", "name": "Receivables", "type": "Accounts Receivable"},
        {"number": "1200", "name": "Inventory", "type": "Other Current Asset", "detail_type": "Inventory"},
        {"number": "2000", "name": "Payables", "type": "Accounts Payable"},
        {"number": "3000", "name": "Opening", "type": "Equity", "detail_type": "OpeningBalanceEquity"},
        {"number": "4000", "name": "Sales", "type": "Income"},
        {"number": "5000", "name": "Cost of goods", "type": "Cost of Goods Sold"},
        {"number": "5050", "name": "Breakage", "type": "Cost of Goods Sold", "parent": "5000"},
        {"number": "6000", "name": "Supplies", "type": "Expense"},
    ],
    "items": [
        {
            "name": "Bowl",
            "sku": "BOWL-01",
            "type": "Inventory",
            "asset_account": "1200",
            "cost": "4.50",
            "layers": [
                {"quantity": "10", "cost": "4.00", "date": "2026-01-01"},
                {"quantity": "10", "cost": "5.00", "date": "2026-02-01"},
            ],
        },
        {"name": "Mug", "type": "Inventory", "asset_account": "1200", "quantity": "12", "cost": "4.15"},
        {"name": "Jug", "type": "Inventory", "asset_account": "1200", "cost": "7.00"},
        {"name": "Napkins", "type": "NonInventory", "expense_account": "6000", "income_account": "4000"},
        {"name": "Engraving", "type": "Service"},
    ],
    "vendors": ["Acme Pottery"],
    "customers": ["Ada Quay"],
    "classes": ["Kiosk"],
    "departments": ["Quay Street"],
}


def seed(**company: object) -> Json:
    return {**SEED, "company": {**SEED["company"], **company}}


class Stockroom(Desk):
    """A connected app's window on such a company."""

    def key(self, entity: str, name: str) -> str:
        field = "DisplayName" if entity in ("Vendor", "Customer") else "Name"
        (row,) = self.rows(f"SELECT * FROM {entity} WHERE {field} = '{name}' AND Active IN (true, false)")
        return str(row["Id"])

    def made(self, resource: str, body: Json, **params: str) -> Json:
        """What is kept of a document that must be taken."""
        reply = self.post(resource, body, **params)
        assert reply.status == 200, reply.text
        (kept,) = [value for value in reply.json.values() if isinstance(value, dict)]
        return kept

    def adjustment(self, *lines: tuple[str, object], account: str = "5050", date: str = "2026-11-02", **fields: object) -> Json:
        """("Bowl", -12) is a difference of 12 less."""
        kind = "ItemAdjustmentLineDetail"
        details: list[Json] = [{"ItemRef": {"value": self.key("Item", name)}, "QtyDiff": count} for name, count in lines]
        sent = [{"DetailType": kind, kind: detail} for detail in details]
        return {"TxnDate": date, "AdjustAccountRef": {"value": self.id_of(account)}, "Line": sent, **fields}

    def adjust(self, *lines: tuple[str, object], **fields: Any) -> Json:
        return self.made("inventoryadjustment", self.adjustment(*lines, **fields))

    def purchase(self, *lines: tuple[object, ...], date: str = "2026-11-02", **fields: object) -> Json:
        """A bill's or a credit's page: ("Bowl", 10, 4.00) are goods at a price, ("6000", 5.00) is an account's line."""
        sent = [self._goods(*line) if len(line) == 3 else self._cost(*line) for line in lines]
        return {"VendorRef": {"value": self.key("Vendor", "Acme Pottery")}, "TxnDate": date, "Line": sent, **fields}

    def _goods(self, name: object, count: object, price: object) -> Json:
        kind, amount = "ItemBasedExpenseLineDetail", round(float(str(count)) * float(str(price)), 2)
        detail = {"ItemRef": {"value": self.key("Item", str(name))}, "Qty": count, "UnitPrice": price}
        return {"DetailType": kind, "Amount": amount, kind: detail}

    def _cost(self, account: object, amount: object) -> Json:
        kind = "AccountBasedExpenseLineDetail"
        return {"DetailType": kind, "Amount": amount, kind: {"AccountRef": {"value": self.id_of(str(account))}}}

    def sale(self, name: str, count: object, price: object, date: str = "2026-11-02", **fields: object) -> Json:
        line = self._goods(name, count, price)
        line["SalesItemLineDetail"], line["DetailType"] = line.pop("ItemBasedExpenseLineDetail"), "SalesItemLineDetail"
        return {"CustomerRef": {"value": self.key("Customer", "Ada Quay")}, "TxnDate": date, "Line": [line], **fields}

    def drop(self, resource: str, document: Json) -> Reply:
        return self.post(resource, {"Id": document["Id"], "SyncToken": document["SyncToken"]}, operation="delete")

    # What came of it

    def report(self, name: str, **params: str) -> Json:
        reply = self.get(f"reports/{name}", **params)
        assert reply.status == 200, reply.text
        answer: Json = reply.json
        return answer

    def stock(self, name: str, on: str = "2026-12-31") -> tuple[str, str]:
        """An item's quantity and value by the valuation summary; nothing where it does not stand there."""
        rows = self.report("InventoryValuationSummary", report_date=on)["Rows"].get("Row", [])
        cells = [row["ColData"] for row in rows if row["ColData"][0]["value"] == name]
        return (cells[0][2]["value"], cells[0][3]["value"]) if cells else ("", "")

    def valued(self, on: str = "2026-12-31") -> str:
        """The total of the valuation summary."""
        rows = self.report("InventoryValuationSummary", report_date=on)["Rows"].get("Row", [])
        return str(rows[-1]["ColData"][3]["value"]) if rows else "0.00"

    def cost_of(self, document: Json) -> list[tuple[str, str]]:
        """What the valuation detail says that a transaction did: quantity and cost, row by row."""
        report = self.report("InventoryValuationDetail", start_date="2000-01-01", end_date="2027-12-31")
        rows = [row["ColData"] for section in report["Rows"]["Row"] for row in section["Rows"]["Row"]]
        return [(cells[4]["value"], cells[6]["value"]) for cells in rows if cells[1].get("id") == document["Id"]]

    def sheet(self, on: str = "2026-12-31") -> dict[str, str]:
        """The balance sheet: each account and each total by its title."""
        return dict(self._titled(self.report("BalanceSheet", end_date=on)["Rows"].get("Row", [])))

    def _titled(self, rows: list[Json]) -> list[tuple[str, str]]:
        found = []
        for row in rows:
            for cells in (row.get("ColData"), row.get("Summary", {}).get("ColData")):
                found += [(cells[0]["value"], cells[1]["value"])] if cells else []
            found += self._titled(row.get("Rows", {}).get("Row", []))
        return found

    def postings(self, document: Json) -> list[tuple[str, str, str]]:
        """A transaction in the general ledger: account, debit, credit."""
        columns = "txn_type,account_name,debt_amt,credit_amt"
        report = self.report("GeneralLedger", start_date="2000-01-01", end_date="2027-12-31", columns=columns)
        found = [cells for cells in self._data(report["Rows"].get("Row", [])) if cells[0].get("id") == document["Id"]]
        return [(cells[1]["value"], cells[2]["value"], cells[3]["value"]) for cells in found]

    def _data(self, rows: list[Json]) -> list[list[Json]]:
        found = []
        for row in rows:
            found += [row["ColData"]] if "ColData" in row else []
            found += self._data(row.get("Rows", {}).get("Row", []))
        return found


Rooms = Callable[..., Stockroom]
"""Opens such a company of a kind of its own; see assistant/practice/traits.py."""
