"""Fields of a transaction as they were sent to fields as they are kept, or the fault that says why not; alike for every kind.

Readings of ours, unproved by a live company: a number sent as text is refused (2090), a class or a location is refused while the
company does not track them, and a currency other than the home currency is not kept.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from assistant.practice import refusals
from assistant.practice.wire import Json

LONGEST = {"DocNumber": 21, "PrivateNote": 4000}
LONGEST_DESCRIPTION = 4000
TOO_MUCH, FINEST = Decimal(10) ** 10, Decimal("0.00001")  # 15 digits in 10.5 format
CENT = Decimal("0.01")

HEADER_FIELDS = frozenset(
    """
    Id SyncToken MetaData CustomField AttachableRef domain status sparse DocNumber TxnDate DepartmentRef CurrencyRef ExchangeRate
    PrivateNote TxnStatus LinkedTxn Line TxnTaxDetail TxnSource TaxFormType TaxFormNum TransactionLocationType RecurDataRef
    """.split()
)
"""What the API's schema allows on any transaction; anything else is refused rather than ignored (2010)."""

TRACKED_BY = {
    "ClassRef": ("Class", ("ClassTrackingPerTxn", "ClassTrackingPerTxnLine")),
    "DepartmentRef": ("Department", ("TrackDepartments",)),
}


@dataclass(frozen=True, slots=True)
class Books:
    """What a transaction is held against.

    `find` gives an object by entity and Id; `today` is the service's own day, as ISO text; `first_of` gives the Id of the first
    active account of a type. `by_hand` is a person in the web app, whom a closed period only warns.
    """

    find: Callable[[str, str], Json | None]
    first_of: Callable[[str], str | None]
    preferences: Json
    today: str
    by_hand: bool = False

    def active(self, entity: str, key: str) -> Json:
        """The object a reference points at, if it may still be used."""
        found = self.find(entity, key)
        if found is None:
            raise refusals.invalid_reference(f"{entity}s" if entity == "Account" else entity, key)
        if found.get("Active") is False:
            raise refusals.made_inactive()
        return found

    def must_be_open(self, day: str) -> None:
        """A day on or before the closing date is closed; the API has no way round it."""
        closed_through = str(self.preferences["AccountingInfoPrefs"].get("BookCloseDate") or "")
        if day <= closed_through and not self.by_hand:
            raise refusals.period_closed()


def header(whole: Json, books: Books) -> Json:
    """The fields that all kinds of transactions have, but for the currency; the day must be open."""
    for field, most in LONGEST.items():
        check_text(whole, field, most)
    if not isinstance(whole.get("Line"), list) or not whole["Line"]:
        raise refusals.missing("Line")
    kept: Json = {"DocNumber": whole.get("DocNumber") or None, "TxnDate": day(whole, books)}
    if whole.get("PrivateNote"):
        kept["PrivateNote"] = whole["PrivateNote"]
    books.must_be_open(kept["TxnDate"])
    return kept


def refuse_unknown(value: Json, known: frozenset[str], path: str) -> None:
    for name in value:
        if name not in known:
            raise refusals.unsupported_property(path + name)


def check_text(value: Json, field: str, most: int) -> None:
    text = value.get(field)
    if text is None:
        return
    if not isinstance(text, str):
        raise refusals.unsupported_property(field, "is not a text")
    if len(text) > most:
        raise refusals.too_long(field, len(text), most)


def day(whole: Json, books: Books) -> str:
    """The transaction's date; without one the service takes its own day, which is not UTC's nor the company's."""
    text = whole.get("TxnDate") or books.today
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text).isoformat()
    except (TypeError, ValueError):
        raise refusals.unsupported_property("TxnDate", "is not a date as YYYY-MM-DD") from None


def line_detail(line: object, fields: frozenset[str], kinds: dict[str, frozenset[str]]) -> tuple[str, Json]:
    """A line's kind and its detail, known fields only. `kinds` are the kinds of lines allowed here with their detail's fields."""
    if not isinstance(line, dict):
        raise refusals.unsupported_property("Line", "is not an object")
    refuse_unknown(line, fields | kinds.keys(), "Line.")
    check_text(line, "Description", LONGEST_DESCRIPTION)
    kind = line.get("DetailType")
    if not kind:
        raise refusals.missing("Line.DetailType")
    if kind not in kinds:
        raise refusals.bad_enumeration("DetailType", kind)
    detail = line.get(kind)
    if not isinstance(detail, dict):
        raise refusals.missing(f"Line.{kind}")
    refuse_unknown(detail, kinds[kind], f"{kind}.")
    return kind, detail


def number(value: object, field: str) -> Decimal | None:
    """An amount, a quantity or a price as a plain JSON number; None where there is none."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refusals.invalid_number(field, "is not a number")
    exact = Decimal(value)
    if abs(exact) >= TOO_MUCH or exact % FINEST:
        raise refusals.invalid_number(field, "has more than 15 digits in 10.5 format")
    return exact


def amount(value: object) -> Decimal:
    """A line's amount, which is never left out."""
    exact = number(value, "Amount")
    if exact is None:
        raise refusals.missing("Line.Amount")
    return exact


def cents(value: Decimal) -> Decimal:
    """A sum of money in whole cents, half a cent up."""
    return value.quantize(CENT, ROUND_HALF_UP)


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


def required(value: Json, field: str, path: str = "") -> str:
    """The Id that a reference must hold."""
    key = reference(value, field)
    if key is None:
        raise refusals.missing(path + field)
    return key


def tags(detail: Json, books: Books, *allowed: str) -> Json:
    """The class and the location, where the company tracks them."""
    kept: Json = {}
    for field in allowed:
        if (tag := reference(detail, field)) is not None:
            entity, switches = TRACKED_BY[field]
            if not any(books.preferences["AccountingInfoPrefs"].get(switch) for switch in switches):
                raise refusals.business_rule(f"{field} needs {entity.lower()} tracking to be turned on.")
            books.active(entity, tag)
            kept[field] = {"value": tag}
    return kept


def home_currency(whole: Json, books: Books) -> Json:
    """A reference to the home currency, the only one that is kept; it must be named where the company has several."""
    prefs = books.preferences["CurrencyPrefs"]
    home = prefs["HomeCurrency"]["value"]
    asked = reference(whole, "CurrencyRef")
    if asked is None and prefs.get("MultiCurrencyEnabled"):
        raise refusals.missing("CurrencyRef")
    if asked not in (None, home) or whole.get("ExchangeRate") not in (None, 0, 1):  # a client library sends 0 for none
        raise refusals.business_rule(f"This company keeps its entries in {home} at a rate of 1.")
    return {"value": home}
