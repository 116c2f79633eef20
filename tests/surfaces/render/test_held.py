"""What a company holds: each document as a ledger page at its own cost, whoever made it, and the goods that are left."""

from datetime import date
from typing import Any

from assistant.surfaces.render.held import KINDS, Held, held_document, held_page
from tests.adapters.quickbooks.window import Window, inside
from tests.practice.stockroom import seed


def held(window: Window) -> Held:
    records = window.quickbooks.documents(KINDS, date(2026, 1, 1), date(2026, 12, 31))
    movements = window.quickbooks.movements((), date(2026, 11, 1), date(2026, 11, 30))
    return Held(window.quickbooks.pull(at=window.now()), records, movements)


def test_documents_are_ledger_pages_at_quickbooks_own_cost() -> None:
    """Ten bowls at 4.00 and two at 5.00 broke; two more went back to Acme, who credits 7.00 for what cost 10.00."""
    window = inside(seed())
    window.kept(window.journal())
    window.kept(window.adjustment())
    window.kept(window.credit())
    told: Any = held_document(held(window))
    ids = [row["remote_id"] for row in told["entries"]]
    assert (
        held_page(held(window))
        == f"""Harbour Cafe holds 3 documents:

2026-11-20  JournalEntry WO-1-A  [Id {ids[0]}]
  Dr  5050 Cost of goods:Breakage  49.80
  Cr  4000 Sales                   49.80

2026-11-20  InventoryAdjustment WO-2-A  [Id {ids[1]}]
  -12  Bowl
  Dr  5050 Cost of goods:Breakage  50.00
  Cr  1200 Inventory               50.00

2026-11-20  VendorCredit WO-3-A  [Id {ids[2]}]
  -2  Bowl
  Dr  2000 Payables                 7.00
  Dr  5000 Cost of goods            2.00
  Dr  5050 Cost of goods:Breakage   1.00
  Cr  1200 Inventory               10.00

Goods whose quantity it tracks:
BOWL-01  Bowl   6  30.00
         Mug   12  49.80"""
    )


def test_the_document_of_it_names_accounts_and_goods_as_the_company_does() -> None:
    window = inside(seed())
    window.kept(window.adjustment())
    told: Any = held_document(held(window))
    (entry,) = told["entries"]
    assert (entry["kind"], entry["goods"]) == ("InventoryAdjustment", [{"sku": "BOWL-01", "quantity": "-12"}])
    assert entry["lines"] == [
        {"side": "debit", "account": "5050", "amount": "50.00"},
        {"side": "credit", "account": "1200", "amount": "50.00"},
    ]
    assert told["stock"] == [
        {"sku": "BOWL-01", "name": "Bowl", "quantity": "8", "value": "40.00"},
        {"sku": "Mug", "name": "Mug", "quantity": "12", "value": "49.80"},
    ]


def test_a_company_that_holds_nothing_says_so() -> None:
    window = inside(seed())
    assert held_page(held(window)).startswith("Harbour Cafe holds no documents yet.")
