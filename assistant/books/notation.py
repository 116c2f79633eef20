"""An entry to a page of text and back: the one notation of the command line, the review page, the evals and the tests.

    2026-10-02  Dropped by the forklift  [WO-1042]
      write_off damaged
      -12 each  MUG-01  @ B
      Dr  5050 Inventory write-off expense     49.80   0.97
      Cr  1200 Inventory                       49.80   0.99

Fields are two or more spaces apart, numbers always 1,234.56. A reversal names its entry (`reversal lost  reverses WO-1041`);
units that an entry values anew without moving them end in `stays`. Words that would be misread stand as a JSON string, so
that whatever was written reads back to the same value.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVar

from assistant.books.accounts import Side
from assistant.books.money import Money
from assistant.books.quantity import format_quantity, parse_quantity
from assistant.books.reasons import Kind, Reason

NUMBER = re.compile(r"\d[\d./-]*\Z")  # an account number, as against the first word of a name
FIELDS_APART = re.compile(r" {2,}")
STAYS = "stays"
REVERSES = "reverses "
SIDES = {side.short: side for side in Side}
Part = TypeVar("Part")
UNSAFE = re.compile(r'["\[@]')  # what a field may not begin with, since it means something there
NARROWEST_AMOUNT = 8


@dataclass(frozen=True, slots=True)
class PageGoods:
    """Units of an item: what they do to the stock (negative leave it), or, where they `stay`, the units valued anew."""

    quantity: Decimal
    unit: str
    item: str
    location: str = ""
    stays: bool = False


@dataclass(frozen=True, slots=True)
class PageLine:
    """`account` is the key; `name` stands beside a number, and is empty where the key is a name. `confidence` to two decimals."""

    side: Side
    account: str
    name: str
    amount: Money
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An entry as it is written. `number` is a draft's id or a posted entry's number."""

    entry_date: date
    memo: str
    number: str
    kind: Kind
    reason: Reason
    reverses: str = ""
    goods: tuple[PageGoods, ...] = ()
    lines: tuple[PageLine, ...] = ()


# ── To text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def write(page: Page) -> str:
    """The page as text, its lines' accounts and amounts in columns."""
    heading = [page.entry_date.isoformat(), *([field(page.memo)] if page.memo else [])]
    if page.number:
        heading.append(f"[{field(page.number)}]")
    what = f"  {page.kind} {page.reason}" + (f"  {REVERSES}{field(page.reverses)}" if page.reverses else "")
    labels = [label(line) for line in page.lines]
    wide = max(map(len, labels), default=0)
    amounts = [str(line.amount) for line in page.lines]
    tall = max([NARROWEST_AMOUNT, *map(len, amounts)])
    rows = [
        f"  {line.side.short}  {name:<{wide}}  {amount:>{tall}}"
        + ("" if line.confidence is None else f"   {line.confidence:.2f}")
        for line, name, amount in zip(page.lines, labels, amounts, strict=True)
    ]
    return "\n".join(["  ".join(heading), what, *map(write_goods, page.goods), *rows])


def shown_confidence(confidence: float) -> Decimal:
    """To two decimals, as pages show it; what is not certain is never shown as 1.00."""
    shown = round(Decimal(str(confidence)), 2)
    return Decimal("0.99") if shown == 1 and confidence < 1 else shown


def write_goods(goods: PageGoods) -> str:
    sign = "+" if goods.quantity > 0 and not goods.stays else ""
    fields = [f"{sign}{format_quantity(goods.quantity)} {field(goods.unit)}", field(goods.item)]
    if goods.location:
        fields.append(f"@ {field(goods.location)}")
    if goods.stays:
        fields.append(STAYS)
    return "  " + "  ".join(fields)


def label(line: PageLine) -> str:
    """'5050 Inventory write-off expense', or the account's full name; what would be taken for the other stands in quotes."""
    first = line.account.partition(" ")[0]
    if line.name:
        key = line.account if NUMBER.match(line.account) else quoted(line.account)
        return f"{key} {field(line.name)}"
    return quoted(line.account) if NUMBER.match(first) and first != line.account else field(line.account)


def field(text: str) -> str:
    plain = text and text.isprintable() and "  " not in text and text == text.strip() and not UNSAFE.match(text)
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """A JSON string that holds no two spaces together, nor anything that does not print."""
    return json.dumps(text, ensure_ascii=not text.isprintable()).replace("  ", " \\u0020")


# ── From text ────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(text: str, currency: str) -> Page:
    """The page that `text` writes, amounts in `currency`. ValueError, with the line, for text that is none."""
    rows = [row for row in text.split("\n") if row.strip()]
    if len(rows) < 2:
        raise ValueError("a page has a line with its date, then one with its kind and reason")
    entry_date, memo, number = of_row(read_heading, rows[0])
    kind, reason, reverses = of_row(read_kind, rows[1])
    booked = [row for row in rows[2:] if FIELDS_APART.split(row.strip())[0] in SIDES]
    lines = tuple(of_row(partial(read_line, currency=currency), row) for row in booked)
    goods = tuple(of_row(read_goods, row) for row in rows[2:] if row not in booked)
    return Page(entry_date, memo, number, kind, reason, reverses, goods, lines)


def of_row(reading: Callable[[list[str]], Part], row: str) -> Part:
    try:
        return reading(FIELDS_APART.split(row.strip()))
    except (ArithmeticError, IndexError, ValueError) as error:  # Decimal's complaint of a text is an ArithmeticError
        raise ValueError(f"{row.strip()!r} is no line of a page ({error})") from error


def read_heading(fields: list[str]) -> tuple[date, str, str]:
    day, *rest = fields
    number = unquoted(rest.pop()[1:-1]) if rest and re.fullmatch(r"\[.*\]", rest[-1]) else ""
    (memo,) = rest or [""]
    return date.fromisoformat(day), unquoted(memo), number


def read_kind(fields: list[str]) -> tuple[Kind, Reason, str]:
    kind, reason = fields[0].split(" ")
    reverses = [unquoted(field.removeprefix(REVERSES)) for field in fields[1:]]
    return Kind(kind), Reason(reason), reverses[0] if reverses else ""


def read_goods(fields: list[str]) -> PageGoods:
    units, item, *rest = fields
    stays = rest[-1:] == [STAYS]
    places = [unquoted(place.removeprefix("@ ")) for place in rest[: len(rest) - stays]]
    (location,) = places or [""]
    quantity, _, unit = units.partition(" ")
    return PageGoods(parse_quantity(quantity), unquoted(unit), unquoted(item), location, stays)


def read_line(fields: list[str], currency: str) -> PageLine:
    side, account, amount, *rest = fields
    (confidence,) = rest or [""]
    key, name = read_label(account)
    return PageLine(SIDES[side], key, name, Money.parse(amount, currency), read_confidence(confidence) if confidence else None)


def read_confidence(text: str) -> Decimal:
    if not re.fullmatch(r"0\.[0-9]{2}|1\.00", text):
        raise ValueError(f"{text} is no confidence from 0.00 to 1.00")
    return Decimal(text)


def read_label(text: str) -> tuple[str, str]:
    """The account's key, and its name where the key is a number (or stands in quotes before a name)."""
    if text.startswith('"'):
        key, end = json.JSONDecoder().raw_decode(text)
        return str(key), unquoted(text[end + 1 :])
    first, _, name = text.partition(" ")
    return (first, unquoted(name)) if NUMBER.match(first) else (text, "")


def unquoted(text: str) -> str:
    return str(json.loads(text)) if text.startswith('"') else text
