"""A transaction as it is kept to a transaction as the API shows it: today's names stand beside its references."""

from collections.abc import Callable
from typing import Any

from assistant.practice.wire import Json

REFERENCES = {
    "AccountRef": "Account",
    "AdjustAccountRef": "Account",
    "APAccountRef": "Account",
    "ARAccountRef": "Account",
    "DepositToAccountRef": "Account",
    "ItemRef": "Item",
    "VendorRef": "Vendor",
    "CustomerRef": "Customer",
    "ClassRef": "Class",
    "DepartmentRef": "Department",
}
"""A field that refers to a list's row, and the list. `Entity.EntityRef` names its list beside it."""


def with_names(value: Any, name_of: Callable[[str, str], str]) -> Any:
    """The value with a name in each reference, whatever it was when the transaction was written."""
    if isinstance(value, list):
        return [with_names(each, name_of) for each in value]
    if not isinstance(value, dict):
        return value
    shown: Json = {}
    for field, inner in value.items():
        entity = REFERENCES.get(field) or (value.get("Type") if field == "EntityRef" else None)
        shown[field] = {**inner, "name": name_of(entity, inner["value"])} if entity else with_names(inner, name_of)
    return shown
