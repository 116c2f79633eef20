"""An invoice and a sales receipt: goods that are sold, their price as income and their cost by the layers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.practice import refusals
from assistant.practice.fields import (
    HEADER_FIELDS,
    Books,
    amount,
    header,
    home_currency,
    line_detail,
    reference,
    refuse_unknown,
    required,
    tags,
)
from assistant.practice.items import account_of, is_tracked
from assistant.practice.ledger import Posting
from assistant.practice.purchases import goods
from assistant.practice.stock import Move, Stock
from assistant.practice.wire import Json

DETAIL = "SalesItemLineDetail"
FIELDS = HEADER_FIELDS | frozenset(
    """
    CustomerRef ARAccountRef DepositToAccountRef TotalAmt Balance DueDate CustomerMemo BillAddr ShipAddr BillEmail EmailStatus
    PrintStatus SalesTermRef ClassRef ApplyTaxAfterDiscount PaymentMethodRef GlobalTaxCalculation
    """.split()
)
LINE_FIELDS = frozenset(("Id", "LineNum", "Description", "Amount", "DetailType", "LinkedTxn", "CustomField"))
DETAIL_FIELDS = frozenset("ItemRef Qty UnitPrice ClassRef TaxCodeRef ServiceDate ItemAccountRef".split())


@dataclass(frozen=True, slots=True)
class SaleKind:
    """One of the two. `field` and `account_type` say what a sale debits, `named` whether it needs a customer."""

    field: str
    account_type: str
    named: bool

    def read(self, sent: Json, existing: Json | None, books: Books) -> Json:
        """The document to keep: `sent`, over what a sparse update leaves of `existing`. Any broken rule is refused."""
        refuse_unknown(sent, FIELDS, "")
        whole = {**existing, **sent} if existing is not None and sent.get("sparse") is True else sent
        kept = {
            **header(whole, books),
            "CurrencyRef": home_currency(whole, books),
            **self._debited(whole, books),
            **tags(whole, books, "DepartmentRef"),
        }
        kept["Line"] = [_line(line, place, kept["TxnDate"], books) for place, line in enumerate(whole["Line"], 1)]
        total = sum((Decimal(line["Amount"]) for line in kept["Line"]), Decimal(0))
        return {**kept, "TotalAmt": total, **({"Balance": total} if self.named else {})}

    def _debited(self, whole: Json, books: Books) -> Json:
        customer = required(whole, "CustomerRef") if self.named else reference(whole, "CustomerRef")
        account = reference(whole, self.field) or books.first_of(self.account_type)
        if account is None:
            raise refusals.business_rule(f"The company has no account of type {self.account_type}.")
        books.active("Account", account)
        kept: Json = {self.field: {"value": account}}
        if customer is not None:
            books.active("Customer", customer)
            kept["CustomerRef"] = {"value": customer}
        return kept

    def moves(self, document: Json, books: Books, stock: Stock) -> dict[int, Move]:
        """The tracked goods, by line."""
        lines = [(place, line[DETAIL]) for place, line in enumerate(document["Line"])]
        return {
            place: Move(detail["ItemRef"]["value"], -Decimal(detail["Qty"]))
            for place, detail in lines
            if is_tracked(detail["ItemRef"]["value"], books)
        }

    def postings(self, document: Json, costs: Mapping[int, Decimal], books: Books) -> list[Posting]:
        """The whole against the customer or the bank; each line its income, and tracked goods their cost."""
        party = f"Customer {document['CustomerRef']['value']}" if "CustomerRef" in document else ""
        booked = [Posting(document[self.field]["value"], Decimal(document["TotalAmt"]), document.get("PrivateNote", ""), party)]
        for place, line in enumerate(document["Line"]):
            key, memo = line[DETAIL]["ItemRef"]["value"], str(line.get("Description", ""))
            booked.append(Posting(account_of(key, "IncomeAccountRef", books), -Decimal(line["Amount"]), memo, party))
            if place in costs:
                booked.append(Posting(account_of(key, "AssetAccountRef", books), costs[place], memo, party))
                booked.append(Posting(account_of(key, "ExpenseAccountRef", books), -costs[place], memo, party))
        return booked


def _line(line: object, place: int, day: str, books: Books) -> Json:
    kind, detail = line_detail(line, LINE_FIELDS, {DETAIL: DETAIL_FIELDS})
    assert isinstance(line, dict)
    price = amount(line.get("Amount"))
    key = required(detail, "ItemRef", f"Line.{DETAIL}.")
    books.active("Item", key)
    account_of(key, "IncomeAccountRef", books)
    kept: Json = {"Id": str(place), "Amount": price, "DetailType": kind, DETAIL: goods(detail, key, price, day, books)}
    if line.get("Description"):
        kept["Description"] = line["Description"]
    return kept
