"""A case that a person wrote against the books it runs against: every way in which they cannot hold what it expects."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.finding import Problem
from assistant.books.money import total
from assistant.books.notation import Page
from assistant.books.reasons import Kind
from assistant.evaluation.case_pages import WantedPage
from assistant.evaluation.suite import Case

EARLIER = "earlier:"
MIXED = "mixed"  # the tag of a case whose amounts are meant to differ from quantity times cost


def case_faults(case: Case, known: Sequence[Case], expect: Mapping[str, Any]) -> Iterator[str]:
    if not case.text.strip() and expect["outcome"] != "decline":
        yield "the text is empty"
    for other in known:
        if other.id == case.id:
            yield f"there is a case {case.id} already"
        if (other.client, other.text, other.today) == (case.client, case.text, case.today):
            yield f"{other.id} is the same text on the same day"


def page_faults(wanted: WantedPage, books: ClientBooks, expect: Mapping[str, Any], *, mixed: bool) -> Iterator[str]:
    """What of an expected entry the books cannot hold."""
    page, problems = wanted.page, expect.get("problems", ())
    sides = {side: sum(line.amount.minor for line in page.lines if line.side is side) for side in Side}
    if sides[Side.DEBIT] != sides[Side.CREDIT]:
        yield f"the entry of {page.entry_date} does not balance: its debits and credits differ"
    if any(line.amount.minor <= 0 for line in page.lines):
        yield f"the entry of {page.entry_date} has an amount that is not above zero"
    for accounts in wanted.accounts:
        for key, name in accounts:
            yield from account_faults(key, name, books, usable=Problem.ACCOUNT_UNUSABLE not in problems)
    yield from goods_faults(page, books, short=Problem.NOT_ENOUGH_STOCK in problems)
    if expect["outcome"] == "draft" and not mixed:
        yield from value_faults(page, books)
    if page.kind is Kind.REVERSAL and books.history.find(page.reverses) is None:
        yield f"the reversal names an entry that stands under {EARLIER!r}, and {page.reverses or 'none'} does not"


def account_faults(key: str, name: str, books: ClientBooks, *, usable: bool) -> Iterator[str]:
    account = books.chart.get(key)
    if account is None:
        yield f"the chart has no account {f'{key} {name}'.strip()}"
    elif name and name != account.name:
        yield f"account {key} is {account.name}, not {name}"
    elif usable and not account.usable:
        yield f"account {account.label} takes no entries: it is inactive or a heading"


def goods_faults(page: Page, books: ClientBooks, *, short: bool) -> Iterator[str]:
    left: dict[str, Decimal] = {}
    for goods in page.goods:
        item = books.stock.item(goods.item)
        if item is None:
            yield f"there is no item {goods.item}"
            continue
        if goods.unit != item.unit:
            yield f"{goods.item} is held by the {item.unit}, not the {goods.unit}"
        if goods.location and books.stock.at(goods.item, goods.location) is None:
            yield f"{goods.item} is not held at {goods.location}"
        if goods.stays != (page.kind is Kind.WRITE_DOWN) and page.kind is not Kind.REVERSAL:
            yield f"{goods.item}: 'stays' is for goods that a write-down values anew, and for those it must be there"
        left[goods.item] = left.get(goods.item, Decimal(0)) - (Decimal(0) if goods.stays else goods.quantity)
    for key, units in left.items():
        there = books.stock.on_hand(key)
        if units > there and not short:
            yield f"{key}: {units} leave and {there} are on hand; say blocked not_enough_stock if that is meant"


def value_faults(page: Page, books: ClientBooks) -> Iterator[str]:
    """Goods that leave for good, each place named or the only one, leave at what the books carry them at."""
    if page.kind is not Kind.WRITE_OFF or not page.goods:
        return
    held = [
        (goods, [each for each in books.stock.held(goods.item) if goods.location in ("", each.location)]) for goods in page.goods
    ]
    if any(len(places) != 1 or not places[0].value(books.currency) for _, places in held):
        return
    carried = total((places[0].carrying_value(-goods.quantity, books.currency) for goods, places in held), books.currency)
    accounts = {places[0].account for _, places in held}
    credited = total(
        (line.amount for line in page.lines if line.side is Side.CREDIT and line.account in accounts), books.currency
    )
    if carried != credited:
        yield f"the goods are carried at {carried} and {credited} is credited for them; the tag {MIXED!r} says that this is meant"
