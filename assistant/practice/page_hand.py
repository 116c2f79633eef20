"""What someone does in QuickBooks by hand: the forms of the page, and what each comes to in the company's books."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from html import escape

from assistant.practice import page_parts as parts
from assistant.practice.company import PracticeCompany
from assistant.practice.documents import TRANSACTIONS
from assistant.practice.overview import Overview
from assistant.practice.refusals import missing, unsupported
from assistant.practice.seeding import with_changes
from assistant.practice.wire import Json, timestamp

Fields = dict[str, str]

DONE = {
    "memo": "The memo was saved.",
    "delete": "The transaction was deleted.",
    "adjust": "The quantity was adjusted.",
    "bill": "The bill was entered.",
    "close": "The closing date was set.",
}


def do(act: str, company: PracticeCompany, fields: Fields) -> None:
    """Carries out one of the forms. Errors: `Refused`, by the company's own rules."""
    if act not in _ACTS:
        raise missing("act")
    _ACTS[act](company, fields)


def closing_date(company: PracticeCompany) -> str:
    """The day through which the books are closed; empty where they are open."""
    return str(company.store.preferences(company.realm)["AccountingInfoPrefs"].get("BookCloseDate") or "")


# The forms


def forms(company: PracticeCompany, view: Overview, key: str) -> str:
    """The section of the page; `key` makes a form one of this server's own."""
    today = timestamp(company.now)[:10]
    when = f'<label>Date<input type="date" name="date" value="{today}" required></label>'
    written = when + '<label class="long">Memo<input name="memo" maxlength="4000"></label>'
    tracked = [(row.key, f"{row.name} ({parts.count(row.quantity)})") for row in view.items() if row.quantity is not None]
    accounts, vendors = view.names("Account"), view.names("Vendor")
    shown = '<p class="soft">What someone does in QuickBooks, without an app.</p>'
    if tracked:
        fields = parts.choice("item", "Product", tracked) + _input("quantity", "Change", "-3", required=True)
        fields += parts.choice("account", "Against", accounts) + written
        shown += "<h3>Adjust a quantity</h3>" + parts.form(company.realm, key, "adjust", fields, "Adjust")
    if vendors:
        fields = parts.choice("vendor", "Vendor", vendors) + parts.choice("for", "For", [("", "an account"), *tracked])
        fields += _input("quantity", "Quantity", "of goods") + parts.choice("account", "Account", accounts)
        fields += _input("amount", "Amount", "100.00", required=True) + written
        shown += "<h3>Enter a bill</h3>" + parts.form(company.realm, key, "bill", fields, "Enter bill")
    closed = f'<label>Through<input type="date" name="date" value="{escape(closing_date(company))}"></label>'
    shown += "<h3>Close the books</h3>" + parts.form(company.realm, key, "close", closed, "Set closing date")
    return parts.section("hand", "By hand", shown)


def _input(name: str, label: str, example: str, *, required: bool = False) -> str:
    needed = " required" if required else ""
    return f'<label>{label}<input class="n" name="{name}" inputmode="decimal" placeholder="{example}"{needed}></label>'


# What they come to


def _save_memo(company: PracticeCompany, fields: Fields) -> None:
    company.write(_entity(fields), {**_named(fields), "sparse": True, "PrivateNote": fields.get("memo", "")})


def _delete(company: PracticeCompany, fields: Fields) -> None:
    company.delete(_entity(fields), _named(fields))


def _entity(fields: Fields) -> str:
    """The kind of the transaction that the form stands on."""
    entity = fields.get("entity", "")
    if entity not in TRANSACTIONS or not fields.get("id"):
        raise unsupported(f"change of {entity:.40}")
    return entity


def _adjust(company: PracticeCompany, fields: Fields) -> None:
    detail = {"ItemRef": {"value": fields.get("item", "")}, "QtyDiff": _number(fields, "quantity")}
    line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
    document = {"AdjustAccountRef": {"value": fields.get("account", "")}, "Line": [line], **_written(fields)}
    company.write("InventoryAdjustment", document)


def _enter_bill(company: PracticeCompany, fields: Fields) -> None:
    amount = _number(fields, "amount")
    if fields.get("for"):
        quantity = _number(fields, "quantity")
        kind, detail = "ItemBasedExpenseLineDetail", {"ItemRef": {"value": fields["for"]}, "Qty": quantity}
    else:
        kind, detail = "AccountBasedExpenseLineDetail", {"AccountRef": {"value": fields.get("account", "")}}
    line = {"DetailType": kind, "Amount": amount, kind: detail}
    company.write("Bill", {"VendorRef": {"value": fields.get("vendor", "")}, "Line": [line], **_written(fields)})


def _close(company: PracticeCompany, fields: Fields) -> None:
    changes = {"AccountingInfoPrefs": {"BookCloseDate": fields.get("date") or None}}
    company.store.set_preferences(company.realm, with_changes(company.store.preferences(company.realm), changes))


def _named(fields: Fields) -> Json:
    return {"Id": fields.get("id", ""), "SyncToken": fields.get("version", "")}


def _written(fields: Fields) -> Json:
    return {"TxnDate": fields.get("date", ""), **({"PrivateNote": fields["memo"]} if fields.get("memo") else {})}


def _number(fields: Fields, name: str) -> Decimal:
    try:
        number = Decimal(fields.get(name, "").replace(",", "").strip())
    except InvalidOperation:
        raise missing(name) from None
    if not number.is_finite():
        raise missing(name)
    return number


_ACTS: dict[str, Callable[[PracticeCompany, Fields], None]] = {
    "memo": _save_memo,
    "delete": _delete,
    "adjust": _adjust,
    "bill": _enter_bill,
    "close": _close,
}
