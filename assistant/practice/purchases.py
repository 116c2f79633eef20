"""A bill, a purchase paid at once, and a vendor's credit: goods and costs that come in, or go back, against whom they are owed
to.

A bill brings goods in at its amounts. A credit sends them back: the payable goes down by its amounts, stock by what the layers
say (or, in a company that was opened so, by the amount itself), and the difference meets the item's cost account. See
docs/quickbooks.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.practice import refusals
from assistant.practice.fields import (
    HEADER_FIELDS,
    Books,
    amount,
    cents,
    header,
    home_currency,
    line_detail,
    number,
    reference,
    refuse_unknown,
    required,
    tags,
)
from assistant.practice.items import account_of, is_tracked, tracked
from assistant.practice.ledger import Posting
from assistant.practice.stock import Move, Stock
from assistant.practice.wire import Json

ITEM, ACCOUNT = "ItemBasedExpenseLineDetail", "AccountBasedExpenseLineDetail"
FIELDS = HEADER_FIELDS | frozenset(
    """
    VendorRef APAccountRef AccountRef EntityRef PaymentType TotalAmt Balance DueDate SalesTermRef GlobalTaxCalculation HomeBalance
    PayerRef VendorAddr RemitToAddr PrintStatus IncludeInAnnualTPAR Credit PurchaseEx
    """.split()
)
LINE_FIELDS = frozenset(("Id", "LineNum", "Description", "Amount", "DetailType", "LinkedTxn", "ProjectRef", "CustomField"))
DETAIL_FIELDS = {
    ITEM: frozenset(
        "ItemRef Qty UnitPrice ClassRef CustomerRef TaxCodeRef BillableStatus PriceLevelRef MarkupInfo TaxInclusiveAmt".split()
    ),
    ACCOUNT: frozenset("AccountRef ClassRef CustomerRef TaxCodeRef BillableStatus MarkupInfo TaxAmount TaxInclusiveAmt".split()),
}
PAYMENT_TYPES = ("Cash", "Check", "CreditCard")


@dataclass(frozen=True, slots=True)
class PurchaseKind:
    """One of the three. `sign` is 1 where goods come in; `owed_to` reads whom and by which account, from a document as sent."""

    sign: int
    owed_to: Callable[[Json, Books], Json]
    at_price: bool = False

    def read(self, sent: Json, existing: Json | None, books: Books) -> Json:
        """The document to keep: `sent`, over what a sparse update leaves of `existing`. Any broken rule is refused."""
        refuse_unknown(sent, FIELDS, "")
        whole = {**existing, **sent} if existing is not None and sent.get("sparse") is True else sent
        kept = {
            **header(whole, books),
            "CurrencyRef": home_currency(whole, books),
            **self.owed_to(whole, books),
            **tags(whole, books, "DepartmentRef"),
        }
        kept["Line"] = [_line(line, place, kept["TxnDate"], books) for place, line in enumerate(whole["Line"], 1)]
        total = sum((counted(line) for line in kept["Line"]), Decimal(0))
        if total < 0:
            raise refusals.business_rule("The total of a transaction may not be below zero.")
        owed = {"Balance": total} if "VendorRef" in kept else {}
        return {**kept, "TotalAmt": total, **owed}

    def moves(self, document: Json, books: Books, stock: Stock) -> dict[int, Move]:
        """The tracked goods, by line."""
        found = {}
        for place, line in enumerate(document["Line"]):
            key = reference(line.get(ITEM, {}), "ItemRef")
            if key is not None and is_tracked(key, books):
                stated = counted(line) if self.sign > 0 or self.at_price else None
                found[place] = Move(key, self.sign * Decimal(line[ITEM]["Qty"]), stated)
        return found

    def postings(self, document: Json, costs: Mapping[int, Decimal], books: Books) -> list[Posting]:
        """The whole against whom it is owed to, then each line; what goods cost and were credited at differ in the cost
        account."""
        total = Decimal(document["TotalAmt"])
        party = f"Vendor {document['VendorRef']['value']}" if "VendorRef" in document else ""
        owed = (document.get("APAccountRef") or document["AccountRef"])["value"]
        booked = [Posting(owed, -self.sign * total, document.get("PrivateNote", ""), party)]
        for place, line in enumerate(document["Line"]):
            memo, left = str(line.get("Description", "")), self.sign * counted(line)
            if line["DetailType"] == ACCOUNT:
                booked.append(Posting(line[ACCOUNT]["AccountRef"]["value"], left, memo, party))
                continue
            key = reference(line[ITEM], "ItemRef")
            if key is not None and place in costs:
                booked.append(Posting(account_of(key, "AssetAccountRef", books), costs[place], memo, party))
                left -= costs[place]
            if key is not None and (left or place not in costs):
                booked.append(Posting(account_of(key, "ExpenseAccountRef", books), left, memo, party))
        return booked


def _line(line: object, place: int, day: str, books: Books) -> Json:
    kind, detail = line_detail(line, LINE_FIELDS, DETAIL_FIELDS)
    assert isinstance(line, dict)
    sum_of_money = amount(line.get("Amount"))
    kept: Json = {"Id": str(place), "Amount": sum_of_money, "DetailType": kind}
    if line.get("Description"):
        kept["Description"] = line["Description"]
    if kind == ACCOUNT:
        account = required(detail, "AccountRef", f"Line.{kind}.")
        books.active("Account", account)
        return {**kept, kind: {"AccountRef": {"value": account}, **tags(detail, books, "ClassRef")}}
    key = reference(detail, "ItemRef")
    if key is None:
        return {**kept, kind: {}}
    read = goods(detail, key, sum_of_money, day, books)
    if not is_tracked(key, books):
        account_of(key, "ExpenseAccountRef", books)
    return {**kept, kind: read}


def goods(detail: Json, key: str, sum_of_money: Decimal, day: str, books: Books) -> Json:
    """An item line's detail: quantity times price is the amount, and tracked goods have a quantity."""
    quantity, price = number(detail.get("Qty"), "Qty"), number(detail.get("UnitPrice"), "UnitPrice")
    if quantity is not None and price is not None and cents(quantity * price) != cents(sum_of_money):
        raise refusals.amount_is_wrong(sum_of_money)
    if tracked(key, day, books) and not quantity:
        raise refusals.missing("Qty")
    if quantity is not None and (quantity < 0 or sum_of_money < 0):
        raise refusals.business_rule("A quantity or the amount of an item may not be below zero here.")
    said = {field: value for field, value in (("Qty", quantity), ("UnitPrice", price)) if value is not None}
    return {"ItemRef": {"value": key}, **said, **tags(detail, books, "ClassRef")}


def counted(line: Json) -> Decimal:
    """A line's amount, which is nothing where an item line names no item: such a line is a note."""
    return Decimal(line["Amount"]) if line["DetailType"] == ACCOUNT or "ItemRef" in line[ITEM] else Decimal(0)


def owed_to_vendor(whole: Json, books: Books) -> Json:
    """Whom a bill or a credit names, and the payable account: the first one where none is named."""
    vendor = required(whole, "VendorRef")
    books.active("Vendor", vendor)
    account = reference(whole, "APAccountRef") or books.first_of("Accounts Payable")
    if account is None:
        raise refusals.business_rule("The company has no account of type Accounts Payable.")
    if books.active("Account", account)["AccountType"] != "Accounts Payable":
        raise refusals.business_rule("APAccountRef needs an account of type Accounts Payable.")
    return {"VendorRef": {"value": vendor}, "APAccountRef": {"value": account}}


def paid_at_once(whole: Json, books: Books) -> Json:
    """By which account a purchase was paid."""
    account = required(whole, "AccountRef")
    if books.active("Account", account)["AccountType"] not in ("Bank", "Credit Card"):
        raise refusals.business_rule("A purchase is paid by a bank or credit card account.")
    if whole.get("PaymentType") not in PAYMENT_TYPES:
        raise refusals.bad_enumeration("PaymentType", whole.get("PaymentType"))
    return {"AccountRef": {"value": account}, "PaymentType": whole["PaymentType"]}
