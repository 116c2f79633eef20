"""An item's opening stock, which the service books by itself as a transaction of the kind Inventory Starting Value, number START.

    {"DocNumber": "START", "TxnDate": "2026-01-01", "EquityAccountRef": {"value": "9"},
     "Line": [{"ItemRef": {"value": "3"}, "Qty": 12, "Amount": 49.80}]}

The API neither shows nor takes such a document: it comes with an item, or with the seed of a company. Each layer has its own.
"""

from collections.abc import Mapping
from decimal import Decimal

from assistant.practice.fields import Books
from assistant.practice.items import account_of
from assistant.practice.ledger import Posting
from assistant.practice.stock import Move, Stock
from assistant.practice.wire import Json

NUMBER = "START"


def document(item: str, day: str, quantity: Decimal, value: Decimal, equity: str) -> Json:
    line = {"ItemRef": {"value": item}, "Qty": quantity, "Amount": value}
    return {"DocNumber": NUMBER, "TxnDate": day, "EquityAccountRef": {"value": equity}, "Line": [line]}


class StartingValue:
    """The kind; see documents.py."""

    def read(self, sent: Json, existing: Json | None, books: Books) -> Json:
        return dict(sent)

    def moves(self, document: Json, books: Books, stock: Stock) -> Mapping[int, Move]:
        return {
            place: Move(line["ItemRef"]["value"], Decimal(line["Qty"]), abs(Decimal(line["Amount"])))
            for place, line in enumerate(document["Line"])
        }

    def postings(self, document: Json, costs: Mapping[int, Decimal], books: Books) -> list[Posting]:
        equity, booked = document["EquityAccountRef"]["value"], []
        for place, line in enumerate(document["Line"]):
            item = books.find("Item", line["ItemRef"]["value"])
            assert item is not None
            memo = f"{item['Name']} - Opening inventory and value"
            asset = account_of(line["ItemRef"]["value"], "AssetAccountRef", books)
            booked += [Posting(asset, costs[place], memo), Posting(equity, -costs[place], memo)]
        return booked
