"""The item of a line: whether its quantity is tracked on a day, and the accounts to which it posts."""

from assistant.practice import refusals
from assistant.practice.fields import Books, reference
from assistant.practice.wire import Json


def tracked(key: str, day: str, books: Books) -> bool:
    """Whether a line on this day moves stock; an item that may not be used, or not yet, is refused."""
    item = books.active("Item", key)
    if item["Type"] in ("Category", "Group"):
        raise refusals.business_rule(f"An item of type {item['Type']} cannot stand on a line.")
    if not item["TrackQtyOnHand"]:
        return False
    if day < item["InvStartDate"]:
        raise refusals.before_start(item["InvStartDate"])
    return True


def account_of(key: str, field: str, books: Books) -> str:
    """The Id of one of an item's accounts: AssetAccountRef, IncomeAccountRef or ExpenseAccountRef."""
    account = reference(_item(key, books), field)
    if account is None:
        raise refusals.business_rule(f"The item has no {field}.")
    return account


def is_tracked(key: str, books: Books) -> bool:
    return bool(_item(key, books)["TrackQtyOnHand"])


def _item(key: str, books: Books) -> Json:
    item = books.find("Item", key)
    assert item is not None, key  # the line was checked against it
    return item
