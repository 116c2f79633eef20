"""What the books hold, as lists: trial balance, stock, an item's history, the chart, policy; each as a page and as a document."""

from collections.abc import Sequence

from assistant.bookkeeping.reports import ItemMove, TieOut, TrialBalance
from assistant.bookkeeping.settling import policy_words
from assistant.books.accounts import Account, Chart
from assistant.books.client_books import ClientBooks, Difference
from assistant.books.goods import Holding, Layer
from assistant.books.policy import Policy
from assistant.books.quantity import format_quantity, plain_quantity
from assistant.stages.linking.places import Unplaced, unplaced
from assistant.surfaces.render.documents import Document, decimal_text
from assistant.surfaces.render.measured import measured_documents, measured_page
from assistant.surfaces.render.places import mend, moment, unplaced_document
from assistant.surfaces.render.table import shortened, table


def trial_balance_page(balance: TrialBalance) -> str:
    """The accounts with a balance, the totals, and what differs."""
    rows = [(row.account.label, str(row.debit or ""), str(row.credit or "")) for row in balance.rows if row.account.balance]
    page = table([("", "Debit", "Credit"), *rows, ("Total", str(balance.debits), str(balance.credits))], "<>>")
    return "\n".join([page, *differences_lines(balance.differences)])


def differences_lines(differences: Sequence[Difference]) -> list[str]:
    """The differences accepted when the books were opened, a sentence each."""
    if not differences:
        return []
    return ["", "Kept as differences since the books were opened:", *(f"  {found.says}" for found in differences)]


def trial_balance_document(balance: TrialBalance) -> Document:
    return {
        "rows": [
            {
                "account": row.account.key,
                "name": row.account.name,
                "debit": row.debit.plain(),
                "credit": row.credit.plain(),
            }
            for row in balance.rows
        ],
        "totals": {"debit": balance.debits.plain(), "credit": balance.credits.plain()},
        "differences": differences_documents(balance.differences),
    }


def differences_documents(differences: Sequence[Difference]) -> list[Document]:
    return [
        {"name": found.name, "account": found.account or None, "amount": found.amount.plain(), "says": found.says}
        for found in differences
    ]


def stock_page(rows: Sequence[Holding], books: ClientBooks) -> str:
    if not rows:
        return "These books keep no goods."
    heading = ("", "", "Place", "On hand", "Reserved", "Held", "Available", "", "Value")
    cells = []
    for holding in rows:
        item = books.stock.item(holding.item)
        cells.append(
            (
                holding.item,
                item.name if item and item.name != holding.item else "",
                holding.location,
                format_quantity(holding.on_hand),
                format_quantity(holding.reserved) if holding.reserved else "",
                format_quantity(holding.held) if holding.held else "",
                format_quantity(holding.usable),
                item.unit if item else "",
                str(holding.value(books.currency)) if holding.cost_known else "no cost",
            )
        )
    left = _unplaced_of(rows, books)
    for each in left:
        item = books.stock.item(each.item)
        name, unit = (item.name if item.name != each.item else "", item.unit) if item else ("", "")
        cells.append((each.item, name, "Unplaced", format_quantity(each.quantity), "", "", "", unit, ""))
    page = table([heading, *cells], "<<<>>>><>")
    if left:
        page += f"\n\nUnplaced is as QuickBooks had it on {moment(left[0].pulled_at)}. {mend('SKU', 'N', books.policy)}"
    return page


def _unplaced_of(rows: Sequence[Holding], books: ClientBooks) -> list[Unplaced]:
    shown = {holding.item for holding in rows}
    return [each for each in unplaced(books) if each.item in shown]


def stock_document(rows: Sequence[Holding], books: ClientBooks) -> Document:
    document: Document = {"rows": [_holding_document(holding, books) for holding in rows]}
    if books.connected is None:
        return document
    return document | {"unplaced": [unplaced_document(each) for each in _unplaced_of(rows, books)]}


def _holding_document(holding: Holding, books: ClientBooks) -> Document:
    item = books.stock.item(holding.item)
    return {
        "sku": holding.item,
        "name": item.name if item else holding.item,
        "location": holding.location,
        "unit": item.unit if item else "each",
        "on_hand": plain_quantity(holding.on_hand),
        "reserved": plain_quantity(holding.reserved),
        "held": plain_quantity(holding.held),
        "available": plain_quantity(holding.usable),
        "value": holding.value(books.currency).plain() if holding.cost_known else None,
        "account": holding.account,
        "layers": [_layer_document(layer) for layer in holding.layers],
    }


def _layer_document(layer: Layer) -> Document:
    return {
        "received": layer.received.isoformat() if layer.received else None,
        "quantity": plain_quantity(layer.quantity),
        "unit_cost": decimal_text(layer.unit_cost),
        "value": layer.value.plain(),
    }


def check_page(found: Sequence[TieOut]) -> str:
    """Each inventory account as the sum that explains it, and whether anything is left."""
    if not found:
        return "These books keep no goods."
    heading = ("", "Goods", "Opening", "Amounts", "Stated", "Account", "Unexplained")
    rows = [
        (tie.account.label, *(str(m) for m in (tie.goods, tie.opening, tie.amounts, tie.stated, tie.balance, tie.unexplained)))
        for tie in found
    ]
    verdict = "Stock and accounts agree." if not any(tie.unexplained for tie in found) else "Stock and accounts do not agree."
    return "\n".join([table([heading, *rows], "<>>>>>>"), "", verdict])


def check_documents(found: Sequence[TieOut]) -> list[Document]:
    return [
        {
            "account": tie.account.key,
            "name": tie.account.name,
            "balance": tie.balance.plain(),
            "goods": tie.goods.plain(),
            "opening_difference": tie.opening.plain(),
            "amounts_without_goods": tie.amounts.plain(),
            "stated_values": tie.stated.plain(),
            "unexplained": tie.unexplained.plain(),
        }
        for tie in found
    ]


def history_page(item: str, moves: Sequence[ItemMove]) -> str:
    if not moves:
        return f"No entry has moved {item}."
    rows = [
        (
            move.entry_date.isoformat(),
            move.entry,
            f"{move.kind.value} {move.reason.value}",
            format_quantity(move.quantity),
            f"@ {move.location}" if move.location else "",
            str(move.value),
            shortened(move.memo, 40),
        )
        for move in moves
    ]
    return table(rows, "<<<><>")


def history_document(item: str, moves: Sequence[ItemMove]) -> Document:
    return {
        "sku": item,
        "rows": [
            {
                "date": move.entry_date.isoformat(),
                "entry": move.entry,
                "kind": move.kind.value,
                "reason": move.reason.value,
                "location": move.location,
                "quantity": plain_quantity(move.quantity),
                "value": move.value.plain(),
                "memo": move.memo,
            }
            for move in moves
        ],
    }


def chart_page(chart: Chart) -> str:
    rows = [(account.label, account.type.value, str(account.balance), _unusable(account)) for account in chart]
    return table([("", "Type", "Balance", ""), *rows], "<<>")


def _unusable(account: Account) -> str:
    return "" if account.usable else "inactive" if not account.active else "heading"


def chart_documents(chart: Chart) -> list[Document]:
    return [
        {
            "account": account.key,
            "name": account.name,
            "type": account.type.value,
            "detail_type": account.detail_type or None,
            "parent": account.parent or None,
            "active": account.active,
            "postable": account.postable,
            "balance": account.balance.plain(),
        }
        for account in chart
    ]


def policy_page(policy: Policy, books: ClientBooks) -> str:
    def label(key: str | None) -> str:
        account = books.chart.get(key) if key else None
        return account.label if account else key or "-"

    words = policy_words(policy)
    told = {name: str(value) for name, value in words.items() if value and isinstance(value, str)}
    told |= {name: ", ".join(value) for name, value in words.items() if value and isinstance(value, list)}
    told |= {"routine_limit": f"{policy.routine_limit} {books.currency}"}
    told |= {"colour": str(policy.colour)} if policy.colour is not None else {}
    by_reason = [
        (reason.value, label(chosen.routine), label(chosen.unusual)) for reason, chosen in policy.accounts_by_reason.items()
    ]
    settled = table([("Reason", "Within the limit", "Above it"), *by_reason])
    if not by_reason:
        settled = "No account is settled for a reason yet: writeoff accounts --confirm"
    own = [table([("Reason", heading), *rows]) for heading, rows in _by_reason(policy) if rows]
    return "\n\n".join([table(list(told.items())), settled, *own, measured_page(policy)])


def _by_reason(policy: Policy) -> list[tuple[str, list[tuple[str, str]]]]:
    """What this client has of its own under a reason."""
    shown = [(reason.value, ", ".join(kinds) or "nothing") for reason, kinds in policy.evidence_by_reason.items()]
    own = [(reason.value, ", ".join(names)) for reason, names in policy.sub_reasons.items()]
    return [("Shown by any of", shown), ("Sub-reasons", own)]


def policy_document(policy: Policy) -> Document:
    return {**policy_words(policy), "measured": measured_documents(policy)}
