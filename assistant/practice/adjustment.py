"""An inventory adjustment: a quantity that leaves stock or comes in, at a cost that the stock says and the answer does not.

The debit of a decrease goes to `AdjustAccountRef`, the credit to each item's asset account. A line says `QtyDiff`, or `NewQty`,
which is kept as the difference it makes. What comes in costs what the latest delivery did. The date is not edited, and an update
is sparse. See docs/quickbooks.md for what of this is known.
"""

from collections.abc import Mapping
from decimal import Decimal

from assistant.practice import refusals
from assistant.practice.fields import HEADER_FIELDS, Books, header, line_detail, number, refuse_unknown, required, tags
from assistant.practice.items import account_of, tracked
from assistant.practice.ledger import Posting
from assistant.practice.stock import Move, Stock
from assistant.practice.wire import Json

DETAIL = "ItemAdjustmentLineDetail"
FIELDS = HEADER_FIELDS | {"AdjustAccountRef", "TotalAmt"}
LINE_FIELDS = frozenset(("Id", "LineNum", "Description", "DetailType"))
DETAIL_FIELDS = frozenset(("ItemRef", "QtyDiff", "NewQty", "ClassRef", "CustomerRef"))
ENTITLED = ("US", ("Plus", "Advanced"))


def must_be_entitled(country: str, plan: str) -> None:
    """Only some plans of one country have adjustments in the API."""
    if country != ENTITLED[0] or plan not in ENTITLED[1]:
        raise refusals.not_entitled()


def adjustment(sent: Json, existing: Json | None, books: Books) -> Json:
    """The adjustment to keep: `sent`, over what is left of `existing`. Any broken rule is refused."""
    refuse_unknown(sent, FIELDS, "")
    if existing is not None:
        if sent.get("sparse") is not True and not books.by_hand:
            raise refusals.business_rule("An inventory adjustment is updated with sparse set to true.")
        if sent.get("TxnDate") not in (None, existing["TxnDate"]) and not books.by_hand:
            raise refusals.business_rule("The date of an inventory adjustment cannot be changed.")
    whole = {**(existing or {}), **sent}
    kept = header(whole, books)
    account = required(whole, "AdjustAccountRef")
    books.active("Account", account)
    kept["AdjustAccountRef"] = {"value": account}
    kept.update(tags(whole, books, "DepartmentRef"))
    kept["Line"] = [_line(line, position, kept["TxnDate"], books) for position, line in enumerate(whole["Line"], 1)]
    return kept


def _line(line: object, position: int, day: str, books: Books) -> Json:
    sent = {"DetailType": DETAIL, **line} if isinstance(line, dict) else line
    kind, detail = line_detail(sent, LINE_FIELDS, {DETAIL: DETAIL_FIELDS})
    key = required(detail, "ItemRef", f"Line.{DETAIL}.")
    if not tracked(key, day, books):
        raise refusals.business_rule("Only the quantity of an inventory item can be adjusted.")
    kept: Json = {"ItemRef": {"value": key}, **tags(detail, books, "ClassRef")}
    said = {field: count for field in ("QtyDiff", "NewQty") if (count := number(detail.get(field), field)) is not None}
    if len(said) != 1:
        raise refusals.missing(f"Line.{DETAIL}.QtyDiff")
    return {"Id": str(position), "DetailType": kind, DETAIL: {**kept, **said}}


def moves(adjustment: Json, books: Books, stock: Stock) -> dict[int, Move]:
    """The goods of each line. A new quantity becomes the difference to what is on hand, less what lines before it take."""
    found: dict[int, Move] = {}
    for position, line in enumerate(adjustment["Line"]):
        detail = line[DETAIL]
        item = detail["ItemRef"]["value"]
        if "NewQty" in detail:
            before = stock.on_hand(item) + sum(move.quantity for move in found.values() if move.item == item)
            detail["QtyDiff"] = Decimal(detail.pop("NewQty")) - before
        quantity = Decimal(detail["QtyDiff"])
        value = stock.at_last_cost(item, quantity) if quantity > 0 else None
        found[position] = Move(item, quantity, value)
    return found


def postings(adjustment: Json, costs: Mapping[int, Decimal], books: Books) -> list[Posting]:
    """Each line against the one account."""
    account = adjustment["AdjustAccountRef"]["value"]
    memo = adjustment.get("PrivateNote", "")
    booked = []
    for position, line in enumerate(adjustment["Line"]):
        asset = account_of(line[DETAIL]["ItemRef"]["value"], "AssetAccountRef", books)
        booked += [Posting(account, -costs[position], memo), Posting(asset, costs[position], memo)]
    return booked
