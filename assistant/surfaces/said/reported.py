"""The fields of a report without text to the line that it is kept as, or to what is wrong, each fault by its field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.bookkeeping.settling import find_account
from assistant.books.client_books import ClientBooks
from assistant.books.proposal import ReadingContext
from assistant.books.reasons import Kind, Reason
from assistant.errors import WriteoffError
from assistant.readers.reported import KINDS, reported_text, value_said
from assistant.readers.rows import counted_said, quantity_said
from assistant.stages.resolution.catalogue import catalogue_of
from assistant.stages.resolution.places import places_named
from assistant.surfaces.said.days import day_of
from assistant.surfaces.said.texts import NOT_TEXT

OF_EVENT = ("kind", "reason", "sub_reason", "date", "amount", "debit", "credit", "note")
OF_LINE = ("sku", "quantity", "place", "value")
MOST_LINES = 50
LONGEST = 200  # characters of a field; a note may have ten times as many


@dataclass(frozen=True, slots=True)
class Report:
    """What stands in the fields: of the event by name, and of each line of goods by name."""

    event: Mapping[str, str]
    lines: tuple[Mapping[str, str], ...]

    @property
    def filled(self) -> tuple[tuple[int, Mapping[str, str]], ...]:
        """The lines in which something stands, with their places."""
        return tuple((n, line) for n, line in enumerate(self.lines) if any(line.values()))


@dataclass(slots=True)
class Checked:
    """`text` is empty where there are faults; these are by field, a line's as 'sku-0'."""

    text: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def report_of(fields: Mapping[str, str]) -> Report:
    """The form as it was sent, with single spaces; the fields of the third line of goods are 'sku-2', 'quantity-2' and so on."""
    count = next((n for n in range(MOST_LINES) if f"sku-{n}" not in fields), MOST_LINES)
    lines = tuple({name: _said(fields.get(f"{name}-{n}", "")) for name in OF_LINE} for n in range(count))
    return Report({name: _said(fields.get(name, "")) for name in OF_EVENT}, lines)


def _said(words: str) -> str:
    return " ".join(words.split())


def checked(report: Report, books: ClientBooks, context: ReadingContext) -> Checked:
    """The line of text of the report, or every fault beside its field. Nothing is looked at that the walk decides: whether the
    goods are there, what they cost, which account the loss goes to."""
    found, event = Checked(), report.event
    for name, words in _all(report):
        if len(words) > LONGEST * (10 if name == "note" else 1):
            found.faults[name] = f"This is too long: at most {LONGEST * (10 if name == 'note' else 1)} characters."
        elif NOT_TEXT.search(words):
            found.faults[name] = "This holds bytes that are not text."
        elif ";" in words and name != "note":
            found.faults[name] = "Leave out the semicolon."
    kind = Kind(event["kind"]) if event["kind"] in KINDS else None
    if kind is None:
        found.faults.setdefault("kind", "Say what happened.")
    if event["reason"] not in tuple(Reason):
        found.faults.setdefault("reason", "Choose a reason.")
    elif event["sub_reason"] and event["sub_reason"] not in books.policy.sub_reasons.get(Reason(event["reason"]), ()):
        found.faults.setdefault("sub_reason", f"This stands under another reason than {event['reason'].replace('_', ' ')}.")
    day = day_of(event["date"], context.date_order) if event["date"] else None
    if event["date"] and day is None:
        found.faults.setdefault("date", "This is no day of the calendar; write it such as 2026-10-02.")
    debit, credit = (_account(side, event[side], books, found) for side in ("debit", "credit"))
    goods = [_line(n, line, kind, books, context, found) for n, line in report.filled]
    _amount(report, kind, credit, books, found)
    if not found.faults:
        cells = {
            "kind": event["kind"], "reason": event["reason"], "sub-reason": event["sub_reason"], "value": event["amount"],
            "date": day.isoformat() if day else "", "debit": debit, "credit": credit if not goods else "",
        }  # fmt: skip
        found.text = reported_text(cells, goods, event["note"])
    return found


def _all(report: Report) -> Sequence[tuple[str, str]]:
    of_lines = [(f"{name}-{n}", words) for n, line in report.filled for name, words in line.items()]
    return [*report.event.items(), *of_lines]


def _account(side: str, words: str, books: ClientBooks, found: Checked) -> str:
    """The account as the line of text names it: by its number, else its full name."""
    if not words:
        return ""
    try:
        account = find_account(books.chart, words)
    except WriteoffError as error:
        found.faults.setdefault(side, error.says)
        return ""
    return (account.number or account.full_name).replace(";", " ")


def _line(
    n: int, line: Mapping[str, str], kind: Kind | None, books: ClientBooks, context: ReadingContext, found: Checked
) -> dict[str, str]:
    """A line of goods as cells."""
    counts = kind is Kind.COUNT_ADJUSTMENT
    many = (counted_said if counts else quantity_said)(line["quantity"], context) if line["quantity"] else None
    if not line["sku"]:
        found.faults.setdefault(f"sku-{n}", "Name the goods.")
    if many is None:
        such_as = "96, 0 or 4 cases" if counts else "12, 2 dozen or all but 3"
        found.faults.setdefault(f"quantity-{n}", f"Say how many, such as {such_as}.")
    if line["place"] and not places_named(line["place"], books):
        listed = ", ".join(books.stock.locations[:8])
        found.faults.setdefault(f"place-{n}", f"There is no such place here.{f' There is {listed}.' if listed else ''}")
    if line["value"] and value_said(line["value"]) is None:
        found.faults.setdefault(f"value-{n}", "Write an amount such as 240.00, or 4.00 each.")
    elif kind is Kind.WRITE_DOWN and not line["value"]:
        found.faults.setdefault(f"value-{n}", "Say what they will still bring, such as 4.00 each, or 0.")
    many_said = {"counted" if counts else "quantity": line["quantity"]}
    return {"sku": line["sku"], **many_said, "place": line["place"], "value": line["value"]}


def _amount(report: Report, kind: Kind | None, credit: str, books: ClientBooks, found: Checked) -> None:
    """An amount stands for goods that nobody named, and the account that carries goods is known of those that somebody did."""
    amount, filled = report.event["amount"], report.filled
    value = value_said(amount) if amount else None
    if amount and (value is None or re.search("each", amount)):
        found.faults.setdefault("amount", "Write an amount such as 240.00.")
    if amount and filled:
        found.faults.setdefault("amount", "Goods are named below: say their value there, or take them out.")
    if not amount and (not filled or kind is Kind.ALLOWANCE):
        found.faults.setdefault("amount" if kind is Kind.ALLOWANCE else "sku-0", "Name the goods, or give an amount.")
    if not amount and not filled:
        found.faults.setdefault("amount", "Give an amount, or name the goods below.")
    if kind is Kind.COUNT_ADJUSTMENT and amount and not filled:
        found.faults.setdefault("sku-0", "Name what was counted.")
    if credit and filled and credit not in _carrying(report, books):
        found.faults.setdefault("credit", "Goods are credited to the account that carries them: leave this empty.")


def _carrying(report: Report, books: ClientBooks) -> set[str]:
    """The accounts that carry the goods named, as the line of text would name them."""
    catalogue = catalogue_of(books.stock.items)
    items = [item for _, line in report.filled if (item := catalogue.called(line["sku"]))]
    accounts = [books.chart.get(held.account) for item in items for held in books.stock.held(item.key)]
    return {account.number or account.full_name for account in accounts if account is not None}
