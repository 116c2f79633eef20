"""What a case expects, as pages in the notation and back: each line's other acceptable accounts stand below it behind `or`.

2026-10-02
  write_off damaged
  -12 each  MUG-01  @ B
  Dr  5050 Breakage                  49.80
  or  5000 Cost of goods sold
  Cr  1200 Inventory                 49.80
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.money import Money
from assistant.books.notation import FIELDS_APART, SIDES, Page, PageGoods, PageLine, label, read, read_label, write
from assistant.books.reasons import Kind, Reason
from assistant.evaluation.expected import WantedEntry, WantedItem, WantedLine

OR = "or"
BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A page as read, and for each of its lines every account that will do as (key, name), the best first."""

    page: Page
    accounts: tuple[tuple[tuple[str, str], ...], ...]


# ── To text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def write_wanted(entry: WantedEntry, books: ClientBooks) -> str:
    """The page of an entry that a case expects, each line in the account that comes first."""
    page = Page(
        entry_date=date.fromisoformat(entry.entry_date),
        memo="",
        number="",
        kind=Kind(entry.kind),
        reason=Reason(entry.reason),
        reverses=entry.reverses,
        goods=tuple(goods_of(item, entry, books) for item in entry.items),
        lines=tuple(line_of(line.accounts[0], line, books) for line in entry.lines),
    )
    head, *rows = _apart(write(page), len(entry.lines))
    others = [[f"  {OR}  {label(line_of(other, line, books))}" for other in line.accounts[1:]] for line in entry.lines]
    return "\n".join([head, *(row for line, extra in zip(rows, others, strict=True) for row in (line, *extra))])


def _apart(page: str, lines: int) -> list[str]:
    """The page's head and its last `lines` rows."""
    rows = page.split("\n")
    return ["\n".join(rows[: len(rows) - lines]), *rows[len(rows) - lines :]]


def goods_of(item: WantedItem, entry: WantedEntry, books: ClientBooks) -> PageGoods:
    known = books.stock.item(item.sku)
    stays = stays_put(entry, books)
    quantity = item.quantity if stays else -item.quantity
    return PageGoods(quantity, known.unit if known else "each", item.sku, item.location, stays)


def stays_put(entry: WantedEntry, books: ClientBooks) -> bool:
    """Whether the goods are valued anew where they lie: a write-down, or its reversal."""
    reversed_entry = books.history.find(entry.reverses) if entry.reverses else None
    kind = reversed_entry.kind if reversed_entry else entry.kind
    return kind == Kind.WRITE_DOWN


def line_of(account: str, line: WantedLine, books: ClientBooks) -> PageLine:
    known = books.chart.get(account)
    return PageLine(Side(line.side), account, known.name if known and known.number else "", Money.of(line.amount, books.currency))


# ── From text ────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_wanted(text: str, currency: str) -> Iterator[WantedPage]:
    """Each page of a text, blank lines between them. ValueError, with the row, for what is no page."""
    for page in BLANK_LINE.split(text.strip("\n")):
        if page.strip():
            yield read_page(page, currency)


def read_page(text: str, currency: str) -> WantedPage:
    rows: list[str] = []
    accounts: list[list[tuple[str, str]]] = []
    for row in text.split("\n"):
        first, *fields = FIELDS_APART.split(row.strip())
        if first in SIDES and fields:
            accounts.append([read_label(fields[0])])
        if first != OR:
            rows.append(row)
        elif len(fields) == 1 and accounts:
            accounts[-1].append(read_label(fields[0]))
        else:
            raise ValueError(f"{row.strip()!r}: an account behind 'or' stands below the line that it would do for")
    return WantedPage(read("\n".join(rows), currency), tuple(map(tuple, accounts)))
