"""A journal entry as it was sent to the entry as it is kept, or the fault that says why not; and what it does to balances.

An entry moves the general ledger only: no item's quantity on hand changes. Debits equal credits to the last decimal, at least
one of each. `TotalAmt` is always 0 for a journal entry, so a post is verified by summing its lines. Readings of ours, unproved by
a live company: an amount sent as text or below zero is refused (2090), an unbalanced entry is 6000 rather than 2300, a class or a
location is refused while the company does not track them, and a currency other than the home currency is not kept.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.practice import refusals
from assistant.practice.wire import Json

LONGEST = {"DocNumber": 21, "PrivateNote": 4000}
LONGEST_DESCRIPTION = 4000
TOO_MUCH, FINEST = Decimal(10) ** 10, Decimal("0.00001")  # 15 digits in 10.5 format

ENTRY_FIELDS = frozenset(
    """
    Id SyncToken MetaData CustomField AttachableRef domain status sparse DocNumber TxnDate DepartmentRef CurrencyRef ExchangeRate
    PrivateNote TxnStatus LinkedTxn Line TxnTaxDetail TxnSource TaxFormType TaxFormNum TransactionLocationType Adjustment
    HomeCurrencyAdjustment EnteredInHomeCurrency GlobalTaxCalculation TotalAmt HomeTotalAmt JournalEntryEx RecurDataRef
    """.split()
)
LINE_FIELDS = frozenset(
    ("Id", "LineNum", "Description", "Amount", "Received", "LinkedTxn", "DetailType", "JournalEntryLineDetail", "CustomField")
)
DETAIL_FIELDS = frozenset(
    """
    PostingType Entity AccountRef ClassRef DepartmentRef TaxCodeRef TaxRateRef TaxApplicableOn TaxAmount TaxInclusiveAmt
    BillableStatus JournalCodeRef JournalEntryLineDetailEx
    """.split()
)
"""What the API's schema allows; anything else is refused rather than ignored (2010)."""

PARTY = {
    "Accounts Receivable": ("Customer", "When you use Accounts Receivable, you must choose a customer in the Name field."),
    "Accounts Payable": ("Vendor", "When you use Accounts Payable, you must choose a vendor in the Name field."),
}
TRACKED_BY = {
    "ClassRef": ("Class", ("ClassTrackingPerTxn", "ClassTrackingPerTxnLine")),
    "DepartmentRef": ("Department", ("TrackDepartments",)),
}


@dataclass(frozen=True, slots=True)
class Books:
    """What an entry is held against: `find` gives an object by entity and Id; `today` is the service's own day, as ISO text."""

    find: Callable[[str, str], Json | None]
    preferences: Json
    today: str

    def active(self, entity: str, key: str) -> Json:
        """The object that a reference points at, if it may still be used."""
        found = self.find(entity, key)
        if found is None:
            raise refusals.invalid_reference(f"{entity}s" if entity == "Account" else entity, key)
        if found.get("Active") is False:
            raise refusals.made_inactive()
        return found

    def closed_through(self) -> str:
        return str(self.preferences["AccountingInfoPrefs"].get("BookCloseDate") or "")


def entry(sent: Json, existing: Json | None, books: Books) -> Json:
    """The entry to keep: `sent`, over what a sparse update leaves of `existing`. Any broken rule is refused."""
    whole = {**existing, **sent} if existing is not None and sent.get("sparse") is True else sent
    _refuse_unknown(sent, ENTRY_FIELDS, "")
    for field, most in LONGEST.items():
        _text(whole, field, most)
    if not isinstance(whole.get("Line"), list) or not whole["Line"]:
        raise refusals.missing("Line")
    lines = [_line(line, number, books) for number, line in enumerate(whole["Line"])]
    _must_balance(lines)
    kept: Json = {
        "DocNumber": whole.get("DocNumber") or None,
        "TxnDate": _date(whole, books),
        "Adjustment": whole.get("Adjustment") is True,
        "Line": lines,
    }
    if whole.get("PrivateNote"):
        kept["PrivateNote"] = whole["PrivateNote"]
    kept["CurrencyRef"] = _home_currency(whole, books)
    must_be_open(kept, books)
    return kept


def must_be_open(kept: Json, books: Books) -> None:
    """A day on or before the closing date is closed; the API has no way round it."""
    if kept["TxnDate"] <= books.closed_through():
        raise refusals.period_closed()


def _refuse_unknown(value: Json, known: frozenset[str], path: str) -> None:
    for name in value:
        if name not in known:
            raise refusals.unsupported_property(path + name)


def _text(value: Json, field: str, most: int) -> None:
    text = value.get(field)
    if text is None:
        return
    if not isinstance(text, str):
        raise refusals.unsupported_property(field, "is not a text")
    if len(text) > most:
        raise refusals.too_long(field, len(text), most)


def _date(whole: Json, books: Books) -> str:
    """The entry's date; without one the service takes its own day, which is not UTC's nor the company's."""
    text = whole.get("TxnDate") or books.today
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text).isoformat()
    except (TypeError, ValueError):
        raise refusals.unsupported_property("TxnDate", "is not a date as YYYY-MM-DD") from None


def _line(line: object, number: int, books: Books) -> Json:
    if not isinstance(line, dict):
        raise refusals.unsupported_property("Line", "is not an object")
    _refuse_unknown(line, LINE_FIELDS, "Line.")
    _text(line, "Description", LONGEST_DESCRIPTION)
    amount = _amount(line.get("Amount"))
    if not line.get("DetailType"):
        raise refusals.missing("Line.DetailType")
    if line["DetailType"] != "JournalEntryLineDetail":
        raise refusals.bad_enumeration("DetailType", line["DetailType"])
    detail = line.get("JournalEntryLineDetail")
    if not isinstance(detail, dict):
        raise refusals.missing("Line.JournalEntryLineDetail")
    kept: Json = {
        "Id": str(number),
        "Amount": amount,
        "DetailType": "JournalEntryLineDetail",
        "JournalEntryLineDetail": _detail(detail, books),
    }
    if line.get("Description"):
        kept["Description"] = line["Description"]
    return kept


def _amount(value: object) -> Decimal:
    if value is None:
        raise refusals.missing("Line.Amount")
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refusals.invalid_number("Amount", "is not a number")
    amount = Decimal(value)
    if amount < 0:
        raise refusals.invalid_number("Amount", "is below zero, where PostingType says the side")
    if amount >= TOO_MUCH or amount % FINEST:
        raise refusals.invalid_number("Amount", "has more than 15 digits in 10.5 format")
    return amount


def _detail(detail: Json, books: Books) -> Json:
    _refuse_unknown(detail, DETAIL_FIELDS, "JournalEntryLineDetail.")
    side = detail.get("PostingType")
    if not side:
        raise refusals.missing("Line.JournalEntryLineDetail.PostingType")
    if side not in ("Debit", "Credit"):
        raise refusals.bad_enumeration("PostingType", side)
    key = reference(detail, "AccountRef")
    if key is None:
        raise refusals.missing("Line.JournalEntryLineDetail.AccountRef")
    account = books.active("Account", key)
    kept: Json = {"PostingType": side, "AccountRef": {"value": key}}
    if party := _party(detail, account, books):
        kept["Entity"] = party
    for field, (entity, switches) in TRACKED_BY.items():
        if (tag := reference(detail, field)) is not None:
            if not any(books.preferences["AccountingInfoPrefs"].get(switch) for switch in switches):
                raise refusals.business_rule(f"{field} needs {entity.lower()} tracking to be turned on.")
            books.active(entity, tag)
            kept[field] = {"value": tag}
    return kept


def reference(value: Json, field: str) -> str | None:
    """The Id that a reference holds, None where there is no reference."""
    ref = value.get(field)
    if ref is None or ref == {}:
        return None
    if not isinstance(ref, dict):
        raise refusals.unsupported_property(field, "is not a reference")
    if ref.get("value") in (None, ""):
        raise refusals.missing(f"{field}.value")
    return str(ref["value"])


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


def _home_currency(whole: Json, books: Books) -> Json:
    prefs = books.preferences["CurrencyPrefs"]
    home = prefs["HomeCurrency"]["value"]
    asked = reference(whole, "CurrencyRef")
    if asked is None and prefs.get("MultiCurrencyEnabled"):
        raise refusals.missing("CurrencyRef")
    if asked not in (None, home) or whole.get("ExchangeRate") not in (None, 1):
        raise refusals.business_rule(f"This company keeps its entries in {home} at a rate of 1.")
    return {"value": home}


def movements(kept: Mapping[str, object] | None) -> dict[str, Decimal]:
    """What an entry adds to each account by Id: debits above zero, credits below; nothing where there is no entry."""
    moved: dict[str, Decimal] = defaultdict(Decimal)
    lines = kept["Line"] if kept is not None else []
    assert isinstance(lines, list)
    for line in lines:
        detail = line["JournalEntryLineDetail"]
        amount = Decimal(line["Amount"])
        moved[detail["AccountRef"]["value"]] += amount if detail["PostingType"] == "Debit" else -amount
    return dict(moved)
