"""A journal entry as it was sent to the entry as it is kept, or the fault that says why not; and its postings.

An entry moves the general ledger only: no item's quantity on hand changes. Debits equal credits to the last decimal, at least
one of each. `TotalAmt` is always 0 for a journal entry, so a post is verified by summing its lines. Readings of ours, unproved by
a live company: an amount below zero is refused (2090), and an unbalanced entry is 6000 rather than 2300.
"""

from collections.abc import Mapping
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
from assistant.practice.ledger import Posting
from assistant.practice.wire import Json

DETAIL = "JournalEntryLineDetail"
ENTRY_FIELDS = HEADER_FIELDS | frozenset(
    "Adjustment HomeCurrencyAdjustment EnteredInHomeCurrency GlobalTaxCalculation TotalAmt HomeTotalAmt JournalEntryEx".split()
)
LINE_FIELDS = frozenset(("Id", "LineNum", "Description", "Amount", "Received", "LinkedTxn", "DetailType", "CustomField"))
DETAIL_FIELDS = frozenset(
    """
    PostingType Entity AccountRef ClassRef DepartmentRef TaxCodeRef TaxRateRef TaxApplicableOn TaxAmount TaxInclusiveAmt
    BillableStatus JournalCodeRef JournalEntryLineDetailEx
    """.split()
)

PARTY = {
    "Accounts Receivable": ("Customer", "When you use Accounts Receivable, you must choose a customer in the Name field."),
    "Accounts Payable": ("Vendor", "When you use Accounts Payable, you must choose a vendor in the Name field."),
}


def entry(sent: Json, existing: Json | None, books: Books) -> Json:
    """The entry to keep: `sent`, over what a sparse update leaves of `existing`. Any broken rule is refused."""
    whole = {**existing, **sent} if existing is not None and sent.get("sparse") is True else sent
    refuse_unknown(sent, ENTRY_FIELDS, "")
    kept = {**header(whole, books), "CurrencyRef": home_currency(whole, books), "Adjustment": whole.get("Adjustment") is True}
    kept["Line"] = [_line(line, number, books) for number, line in enumerate(whole["Line"])]
    _must_balance(kept["Line"])
    return kept


def _line(line: object, number: int, books: Books) -> Json:
    kind, detail = line_detail(line, LINE_FIELDS, {DETAIL: DETAIL_FIELDS})
    assert isinstance(line, dict)
    side = amount(line.get("Amount"))
    if side < 0:
        raise refusals.invalid_number("Amount", "is below zero, where PostingType says the side")
    kept: Json = {"Id": str(number), "Amount": side, "DetailType": kind, DETAIL: _detail(detail, books)}
    if line.get("Description"):
        kept["Description"] = line["Description"]
    return kept


def _detail(detail: Json, books: Books) -> Json:
    side = detail.get("PostingType")
    if not side:
        raise refusals.missing("Line.JournalEntryLineDetail.PostingType")
    if side not in ("Debit", "Credit"):
        raise refusals.bad_enumeration("PostingType", side)
    key = required(detail, "AccountRef", "Line.JournalEntryLineDetail.")
    account = books.active("Account", key)
    kept: Json = {"PostingType": side, "AccountRef": {"value": key}}
    if party := _party(detail, account, books):
        kept["Entity"] = party
    return {**kept, **tags(detail, books, "ClassRef", "DepartmentRef")}


def _party(detail: Json, account: Json, books: Books) -> Json | None:
    """The customer or vendor of a line; receivables and payables accept no line without theirs."""
    party = detail.get("Entity")
    kind, detail_text = PARTY.get(account["AccountType"], (None, ""))
    if not isinstance(party, dict) or not party:
        if kind:
            raise refusals.business_rule(detail_text)
        return None
    if kind and party.get("Type") != kind:
        raise refusals.business_rule(detail_text)
    if party.get("Type") not in ("Customer", "Vendor"):
        raise refusals.bad_enumeration("Entity.Type", party.get("Type"))
    key = reference(party, "EntityRef")
    if key is None:
        raise refusals.missing("Entity.EntityRef")
    books.active(party["Type"], key)
    return {"Type": party["Type"], "EntityRef": {"value": key}}


def _must_balance(lines: list[Json]) -> None:
    sides: dict[str, list[Decimal]] = {"Debit": [], "Credit": []}
    for line in lines:
        sides[line["JournalEntryLineDetail"]["PostingType"]].append(line["Amount"])
    if not sides["Debit"] or not sides["Credit"]:
        raise refusals.business_rule("You must fill out at least two detail lines, a debit and a credit.")
    if sum(sides["Debit"]) != sum(sides["Credit"]):
        raise refusals.business_rule("Please balance debits and credits.")


def postings(entry: Json, costs: Mapping[int, Decimal], books: Books) -> list[Posting]:
    """A line, a posting; `costs` are none, because an entry moves no goods."""
    return [_posting(line) for line in entry["Line"]]


def _posting(line: Json) -> Posting:
    detail = line[DETAIL]
    side = Decimal(line["Amount"])
    party = detail.get("Entity")
    who = f"{party['Type']} {party['EntityRef']['value']}" if party else ""
    debit = side if detail["PostingType"] == "Debit" else -side
    return Posting(detail["AccountRef"]["value"], debit, str(line.get("Description", "")), who)
