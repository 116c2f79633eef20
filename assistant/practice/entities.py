"""The lists of a company to their rules: what an account, an item or a name must carry, may hold, and is called in full.

Where a list has parents, `FullyQualifiedName` joins the names with a colon. Names are unique by full name, whatever their case;
vendors and customers share one list of names. Accounts have their own small Ids, unrelated to their numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.practice import refusals
from assistant.practice.query import Fields, Kind
from assistant.practice.wire import Json

CLASSIFICATION = {
    "Bank": "Asset",
    "Accounts Receivable": "Asset",
    "Other Current Asset": "Asset",
    "Fixed Asset": "Asset",
    "Other Asset": "Asset",
    "Accounts Payable": "Liability",
    "Credit Card": "Liability",
    "Other Current Liability": "Liability",
    "Long Term Liability": "Liability",
    "Equity": "Equity",
    "Income": "Revenue",
    "Other Income": "Revenue",
    "Cost of Goods Sold": "Expense",
    "Expense": "Expense",
    "Other Expense": "Expense",
}
"""AccountType to Classification. The sixteenth type, Non-Posting, holds no entries and is not offered."""

DEBIT_BALANCES = ("Asset", "Expense")

USUAL_SUBTYPE = {
    "Bank": "Checking",
    "Accounts Receivable": "AccountsReceivable",
    "Other Current Asset": "OtherCurrentAssets",
    "Fixed Asset": "OtherFixedAssets",
    "Other Asset": "OtherLongTermAssets",
    "Accounts Payable": "AccountsPayable",
    "Credit Card": "CreditCard",
    "Other Current Liability": "OtherCurrentLiabilities",
    "Long Term Liability": "OtherLongTermLiabilities",
    "Equity": "OwnersEquity",
    "Income": "OtherPrimaryIncome",
    "Other Income": "OtherMiscellaneousIncome",
    "Cost of Goods Sold": "SuppliesMaterialsCogs",
    "Expense": "OtherMiscellaneousServiceCost",
    "Other Expense": "OtherMiscellaneousExpense",
}

ITEM_TYPES = ("Inventory", "NonInventory", "Service", "Category", "Group")
TRACKED_ITEM_NEEDS = ("QtyOnHand", "InvStartDate", "AssetAccountRef", "IncomeAccountRef", "ExpenseAccountRef")

STAMPS: Fields = {
    "Id": Kind.NUMBER,
    "MetaData.CreateTime": Kind.MOMENT,
    "MetaData.LastUpdatedTime": Kind.MOMENT,
}
DOCUMENTS: Fields = {**STAMPS, "DocNumber": Kind.TEXT, "TxnDate": Kind.DATE}
NAMES: Fields = {**STAMPS, "Name": Kind.TEXT, "FullyQualifiedName": Kind.TEXT, "Active": Kind.BOOLEAN, "ParentRef": Kind.TEXT}

QUERYABLE: dict[str, Fields] = {
    "Account": {
        **NAMES,
        "AccountType": Kind.TEXT,
        "AccountSubType": Kind.TEXT,
        "Classification": Kind.TEXT,
        "SubAccount": Kind.BOOLEAN,
        "CurrentBalance": Kind.NUMBER,
    },
    "Item": {**NAMES, "Type": Kind.TEXT, "Sku": Kind.TEXT},
    "Class": {**NAMES, "SubClass": Kind.BOOLEAN},
    "Department": {**NAMES, "SubDepartment": Kind.BOOLEAN},
    "Vendor": {**STAMPS, "DisplayName": Kind.TEXT, "Active": Kind.BOOLEAN},
    "Customer": {**STAMPS, "DisplayName": Kind.TEXT, "Active": Kind.BOOLEAN},
    "JournalEntry": DOCUMENTS,
    "InventoryAdjustment": DOCUMENTS,
    "VendorCredit": {**DOCUMENTS, "TotalAmt": Kind.NUMBER, "APAccountRef": Kind.TEXT},
    "Bill": {**DOCUMENTS, "TotalAmt": Kind.NUMBER, "Balance": Kind.NUMBER, "APAccountRef": Kind.TEXT, "VendorRef": Kind.TEXT},
    "Purchase": {**DOCUMENTS, "TotalAmt": Kind.NUMBER, "AccountRef": Kind.TEXT},
    "Invoice": {**DOCUMENTS, "TotalAmt": Kind.NUMBER, "Balance": Kind.NUMBER, "CustomerRef": Kind.TEXT},
    "SalesReceipt": {**DOCUMENTS, "TotalAmt": Kind.NUMBER, "CustomerRef": Kind.TEXT},
    "CompanyInfo": STAMPS,
    "Preferences": STAMPS,
}
"""What may stand in WHERE and ORDERBY. An account's AcctNum may not, nor an entry's PrivateNote, accounts or department."""


@dataclass(frozen=True, slots=True)
class ListRules:
    """One list: the field that names a row, the flag of a row with a parent, how long texts may be, what else must hold."""

    named_by: str
    sub_flag: str | None
    longest: dict[str, int]
    check: Callable[[Json], None]
    shares_names_with: tuple[str, ...] = ()


def check_account(account: Json) -> None:
    if '"' in account["Name"] or ":" in account["Name"]:
        raise refusals.unsupported_property("Name", "may hold neither a colon nor a double quote")
    if not account.get("AccountType"):
        raise refusals.missing("AccountType")
    if account["AccountType"] not in CLASSIFICATION:
        raise refusals.bad_enumeration("AccountType", account["AccountType"])
    account["Classification"] = CLASSIFICATION[account["AccountType"]]
    account.setdefault("AccountSubType", USUAL_SUBTYPE[account["AccountType"]])


def check_item(item: Json) -> None:
    item.setdefault("Type", "Service")
    if item["Type"] not in ITEM_TYPES:
        raise refusals.bad_enumeration("Type", item["Type"])
    tracked = item["Type"] == "Inventory"
    if bool(item.setdefault("TrackQtyOnHand", tracked)) is not tracked:
        raise refusals.business_rule("Only an Inventory item, and every Inventory item, tracks its quantity on hand.")
    for field in TRACKED_ITEM_NEEDS if tracked else ():
        if item.get(field) in (None, ""):
            raise refusals.missing(field)


def check_name(_: Json) -> None:
    """A class, a department or a person needs no more than its name."""


LISTS = {
    "Account": ListRules(
        "Name",
        "SubAccount",
        {"Name": 100, "AcctNum": 20, "Description": 4000, "AccountType": 40, "AccountSubType": 100},
        check_account,
    ),
    "Item": ListRules("Name", "SubItem", {"Name": 100, "Sku": 100, "Description": 4000, "Type": 40}, check_item),
    "Class": ListRules("Name", "SubClass", {"Name": 100}, check_name),
    "Department": ListRules("Name", "SubDepartment", {"Name": 100}, check_name),
    "Vendor": ListRules("DisplayName", None, {"DisplayName": 500}, check_name, ("Customer",)),
    "Customer": ListRules("DisplayName", None, {"DisplayName": 500}, check_name, ("Vendor",)),
}

READ_ONLY = ("Id", "SyncToken", "MetaData", "domain", "sparse", "FullyQualifiedName", "Classification", "CurrentBalance")
"""What a write may carry and never changes."""


def merged(entity: str, existing: Json | None, sent: Json) -> Json:
    """The object that a write asks for: a sparse update keeps what it does not send, a full one forgets it."""
    kept = existing or {}
    if sent.get("sparse") is not True:
        kept = {key: value for key, value in kept.items() if key in READ_ONLY}
    asked = {key: value for key, value in sent.items() if key not in READ_ONLY and value not in (None, "")}
    whole = {**kept, **asked}
    whole.setdefault("Active", True)
    rules = LISTS[entity]
    if rules.sub_flag is not None:
        whole.setdefault(rules.sub_flag, False)
    return whole


def checked(entity: str, whole: Json) -> Json:
    """The object with what the service works out by itself; what breaks a rule of its list is refused."""
    rules = LISTS[entity]
    for field, most in rules.longest.items():
        value = whole.get(field, "")
        if not isinstance(value, str):
            raise refusals.unsupported_property(field, "is not a text")
        if len(value) > most:
            raise refusals.too_long(field, len(value), most)
    if not whole.get(rules.named_by, "").strip():
        raise refusals.missing(rules.named_by)
    rules.check(whole)
    return whole
