"""Rows to HTML: the sections of the company's page. What a person, an app or a file wrote is escaped here."""

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from itertools import groupby

from assistant.practice.documents import LABELS, STARTING
from assistant.practice.overview import AccountRow, DocumentRow, ItemRow, LedgerLine
from assistant.practice.wire import Json

GROUPS = {"Asset": "Assets", "Liability": "Liabilities", "Equity": "Equity", "Revenue": "Income", "Expense": "Expenses"}


def money(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def count(quantity: Decimal) -> str:
    text = f"{quantity:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def table(head: Iterable[str], rows: Iterable[str], numbers_from: int = 99) -> str:
    cells = "".join(f'<th scope="col"{_look(name, n >= numbers_from)}>{escape(name)}</th>' for n, name in enumerate(head))
    return f'<div class="wide"><table><thead><tr>{cells}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _look(name: str, is_number: bool) -> str:
    looks = ["n"] * is_number + ["kind"] * (name in ("Type", "Average cost"))
    return f' class="{" ".join(looks)}"' if looks else ""


def accounts(rows: list[AccountRow]) -> str:
    lines = []
    for group, members in groupby(rows, key=lambda row: row.group):
        lines.append(f'<tr class="group"><th colspan="4" scope="rowgroup">{GROUPS[group]}</th></tr>')
        for row in members:
            idle = "" if row.active else ' class="idle"'
            note = "" if row.active else ' <span class="tag bad">inactive</span>'
            indent = f' class="below-{min(row.depth, 4)}"' if row.depth else ""
            lines.append(
                f"<tr{idle}><td>{escape(row.number)}</td><td{indent}>{escape(row.name)}{note}</td>"
                f'<td class="soft kind">{escape(row.type)}</td><td class="n">{money(row.balance)}</td></tr>'
            )
    head = ("No.", "Account", "Type", "Balance")
    return section("accounts", "Accounts", table(head, lines, 3) if rows else _none("accounts"))


def items(rows: list[ItemRow], in_ledger: Decimal) -> str:
    """`in_ledger` is what the asset accounts of these goods come to: in order, that is what the goods are worth."""
    lines = []
    for row in rows:
        note = "" if row.active else ' <span class="tag bad">inactive</span>'
        quantity, value, average = "", "", ""
        if row.quantity is not None and row.value is not None:
            quantity, value = count(row.quantity), money(row.value)
            average = money(row.value / row.quantity) if row.quantity > 0 else "–"
        idle = "" if row.active else ' class="idle"'
        lines.append(
            f"<tr{idle}><td>{escape(row.sku)}</td><td>{escape(row.name)}{note}</td><td class='soft kind'>{escape(row.type)}</td>"
            f'<td class="n">{quantity}</td><td class="n kind">{average}</td><td class="n">{value}</td></tr>'
        )
    total = sum((row.value for row in rows if row.value is not None), Decimal(0))
    for name, amount in (("Goods on hand", total), ("Their accounts", in_ledger), ("Difference", in_ledger - total)):
        look = ' class="total"' if name != "Difference" or not amount else ' class="total wrong"'
        lines.append(
            f'<tr{look}><td></td><td>{name}</td><td class="kind"></td><td></td><td class="kind"></td>'
            f'<td class="n">{money(amount)}</td></tr>'
        )
    head = ("SKU", "Item", "Type", "On hand", "Average cost", "Value")
    return section("items", "Products", table(head, lines, 3) if rows else _none("products"))


def documents(rows: list[DocumentRow], realm: str, key: str, older: str, newer: str) -> str:
    """`key` is what a form must carry to be taken; `older` and `newer` are addresses, empty where there are none."""
    pages = "".join(
        f'<a href="{escape(address)}">{name}</a> ' for name, address in (("Newer", newer), ("Older", older)) if address
    )
    body = "".join(_document(row, realm, key) for row in rows) or _none("transactions")
    return section("documents", "Transactions", body + (f"<p>{pages}</p>" if pages else ""))


def _document(row: DocumentRow, realm: str, key: str) -> str:
    who = ("person", "by someone in QuickBooks") if row.by_someone else ("app", "by an app")
    party = f" · {escape(row.party)}" if row.party else ""
    number = f" {escape(row.number)}" if row.number else ""
    goods = "".join(f"<p>{count(quantity)} × {escape(name)}</p>" for name, quantity in row.goods)
    files = "".join(f"<p class='soft'>Attached: {_attached(realm, a.key, a.name, a.note, a.size)}</p>" for a in row.attached)
    memo = f'<p class="memo">{escape(row.memo)}</p>' if row.memo else ""
    return (
        f'<article id="{row.entity}-{row.key}"><h3>{escape(row.day)} {escape(LABELS[row.entity])}{number}'
        f'<span class="soft">Id {row.key}{party}</span><span class="tag {who[0]}">{who[1]}</span></h3>'
        f"{memo}{goods}{_ledger(row.lines)}{files}{'' if row.entity == STARTING else _change(row, realm, key)}</article>"
    )


def _ledger(lines: Iterable[LedgerLine]) -> str:
    rows = [
        f'<tr><td>{escape(line.account)}</td><td class="n">{"" if line.debit is None else money(line.debit)}</td>'
        f'<td class="n">{"" if line.credit is None else money(line.credit)}</td></tr>'
        for line in lines
    ]
    return f'<div class="lines">{table(("Account", "Debit", "Credit"), rows, 1)}</div>' if rows else ""


def _attached(realm: str, key: str, name: str, note: str, size: int | None) -> str:
    if size is None:
        return f"“{escape(note)}”"
    return f'<a href="/company/{escape(realm)}/file/{escape(key)}">{escape(name)}</a> ({size:,} bytes)'


def _change(row: DocumentRow, realm: str, key: str) -> str:
    same = hidden(entity=row.entity, id=row.key, version=row.version)
    memo = f'<label class="long">Memo<input name="memo" value="{escape(row.memo)}" maxlength="4000"></label>'
    return (
        "<details><summary>Change it by hand</summary>"
        + form(realm, key, "memo", same + memo, "Save memo")
        + form(realm, key, "delete", same, "Delete this transaction", ends=True)
        + "</details>"
    )


def hidden(**fields: str) -> str:
    return "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields.items())


def form(realm: str, key: str, act: str, fields: str, button: str, *, ends: bool = False) -> str:
    """A form by which a person does what the web app would let them do."""
    return (
        f'<form method="post" action="/company/{escape(realm)}">{hidden(key=key, act=act)}{fields}'
        f"<button{' class=ends' if ends else ''}>{escape(button)}</button></form>"
    )


def choice(name: str, label: str, options: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in options)
    return f'<label>{escape(label)}<select name="{name}">{rows}</select></label>'


def service(state: Json) -> str:
    """The limits and how much of them is used, the faults that wait, what was served."""
    used = "".join(f"<p>{used} of {most} {what} in {seconds:g} s</p>" for what, used, most, seconds in state["limits"])
    cap = f" of {state['allowance']:,}" if state["allowance"] is not None else ""
    waiting = "".join(f"<p>{escape(fault['fault'])} on {escape(fault['on'])}</p>" for fault in state["faults"])
    plan = f"<p>Schedule: {escape(str(state['schedule']))}</p>" if state["schedule"] else ""
    rows = [
        f'<tr><td class="n">{row["n"]}</td><td>{escape(row["method"])} {escape(row["entity"] or row["resource"])}</td>'
        f"<td>{'no answer' if row['status'] is None else row['status']}</td><td>{escape(row['fault'] or '')}</td></tr>"
        for row in state["latest"]
    ]
    latest = table(("No.", "Request", "Answer", "Fault"), rows) if rows else _none("requests")
    return section(
        "service",
        "The service",
        f'<div class="two"><div><h3>Limits</h3>{used or "<p>None.</p>"}<p>{state["metered"]:,}{cap} metered reads this month</p>'
        f"<h3>Faults that wait</h3>{waiting or '<p>None.</p>'}{plan}</div><div><h3>Latest requests</h3>{latest}</div></div>",
    )


def _none(what: str) -> str:
    return f'<p class="soft">There are no {what}.</p>'


def section(name: str, title: str, body: str) -> str:
    """A part of the page under its heading; `body` is HTML."""
    return f'<section id="{name}" aria-label="{title}"><h2>{title}</h2>{body}</section>'
