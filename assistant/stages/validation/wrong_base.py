"""A stated amount beside the goods it is of, to the warning that it is their selling price or has tax in it, and not their cost.

Inventory is carried at cost, without the tax that is claimed back (accounting-rules.md, 'Amounts'). A text that takes its
amount from a price tag or a bill says another number, which equals, to the cent, what goods on hand sell for or cost with tax.
Amounts that goods on hand make at cost are left alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding, Warning
from assistant.books.goods import Item
from assistant.books.money import Money, total
from assistant.books.proposal import Basis, Value, ValueRelation
from assistant.books.quantity import format_quantity
from assistant.books.reasons import Kind
from assistant.patterns import regex
from assistant.stages.valuation.combinations import Shelf, hint_of, items_meant, lot_worth, places_meant, shelves_of
from assistant.stages.valuation.relief import Carried, carried

# Rates of VAT or GST in percent that prices usually hold where the currency is used, the standard one first.
USUAL_RATES: dict[str, tuple[str, ...]] = {
    "AED": ("5",), "AUD": ("10",), "CAD": ("5", "13", "15"), "CHF": ("8.1",), "CZK": ("21",), "DKK": ("25",),
    "EUR": ("19", "20", "21", "22", "23", "24", "25"), "GBP": ("20",), "GHS": ("20",), "HUF": ("27",), "IDR": ("11", "12"),
    "ILS": ("18",), "INR": ("18", "5", "12", "28", "40"), "JPY": ("10", "8"), "KES": ("16",), "KRW": ("10",), "MXN": ("16",),
    "MYR": ("10",), "NGN": ("7.5",), "NOK": ("25",), "NZD": ("15",), "PHP": ("12",), "PLN": ("23",), "RON": ("21", "19"),
    "SEK": ("25",), "SGD": ("9",), "THB": ("7",), "TRY": ("20",), "TZS": ("18",), "UGX": ("18",), "ZAR": ("15",),
}  # fmt: skip
KINDS = frozenset({Kind.WRITE_OFF, Kind.COUNT_ADJUSTMENT})
BY_CHANCE = Decimal("0.05")  # how often an amount may equal one of those it is held against by chance
FEW_ITEMS, MANY_ITEMS = 60, 1_000  # whose every number of units is looked at; of which all on hand is
HUNDRED, ZERO = Decimal(100), Decimal(0)
_WITH_TAX = regex(
    r"(?<!not )(?<!n't )\b(?:inc|incl|including|inclusive of|includes|with|gross of)\b\.?(?: (?:the|of|\d+(?:\.\d+)? ?%))* ?"
    r"(?:vat|gst|hst|sales tax|tax|iva|tva|mwst|ust|btw|moms)\b"
    r"|\b(?:vat|gst|hst|tax)[- ](?:inclusive|included|incl?)\b|\bttc\b",
    re.IGNORECASE,
)
_NEAR = 30  # characters


@dataclass(frozen=True, slots=True)
class _Base:
    """What goods are worth on another base than cost: `called` says which, `cost` what they are carried at."""

    worth: Money
    called: str
    cost: Money


def amount_should_be_at_cost(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    resolved = mapped.valued.resolved
    if mapped.valued.kind not in KINDS:
        return
    if resolved.goods:
        yield from _first(_of_goods(resolved, books))
    elif resolved.amount is not None and resolved.currency == books.currency:
        amount = Money.rounded(resolved.amount, books.currency)
        yield from _first((*_told(resolved, amount, books, text), *_of_amount(resolved, amount, books)))


def rates_of(books: ClientBooks) -> tuple[Decimal, ...]:
    """Percentages of tax that an amount may hold: the client's own, else those usual where its currency is."""
    if books.policy.tax_rate is not None:
        return (books.policy.tax_rate,) if books.policy.tax_rate else ()
    return tuple(Decimal(rate) for rate in USUAL_RATES.get(books.currency, ()))


def _first(findings: Iterable[Finding]) -> Iterable[Finding]:
    return [finding for finding, _ in zip(findings, range(1), strict=False)]


def _wrong(amount: Money, base: _Base) -> Finding:
    says = f"{amount} is what {base.called}; they are carried at {base.cost}."
    return Finding(Warning.WRONG_BASE, says, f"Inventory is written off at cost: {base.cost}, if these goods are meant.")


def _with_tax(amount: Decimal, rate: Decimal, currency: str) -> Money:
    return Money.rounded(amount * (HUNDRED + rate) / HUNDRED, currency)


# ── Goods named, with a value that is not their cost ─────────────────────────────────────────────────────────────────


def _of_goods(resolved: ResolvedEvent, books: ClientBooks) -> Iterator[Finding]:
    """Each value stated for goods, held against what these sell for, and what they cost with tax."""
    event = resolved.event
    if event.value is None and not any(said.stated for said in event.goods):
        return
    lines = carried(resolved, books)
    if not isinstance(lines, tuple) or any(line.stated for line in lines):
        return
    for index, said in enumerate(event.goods):
        of_line = [line for line in lines if line.goods.said == index]
        yield from _held_against(said.stated, of_line, said.stated, books)
    if event.value is not None:
        beside = event.goods[0].stated if len(event.goods) == 1 else ()
        yield from _held_against((event.value,), list(lines), beside, books)


def _held_against(
    stated: tuple[Value, ...], lines: list[Carried], beside: tuple[Value, ...], books: ClientBooks
) -> Iterator[Finding]:
    """`beside` are values among which the text may give what one of the goods sells for."""
    units = sum((abs(line.goods.quantity) for line in lines), ZERO)
    cost = total((line.value for line in lines), books.currency)
    for value in stated:
        if value.amount is None or value.basis is Basis.SELLING_PRICE or value.currency not in ("", books.currency) or not cost:
            continue
        each = value.relation is ValueRelation.EACH
        if not each and value.relation is not ValueRelation.TOTAL:
            continue
        amount = Money.rounded(value.amount * units if each else value.amount, books.currency)
        if amount != cost:
            yield from (_wrong(amount, base) for base in _bases(lines, units, cost, beside, books) if base.worth == amount)


def _bases(lines: list[Carried], units: Decimal, cost: Money, beside: tuple[Value, ...], books: ClientBooks) -> Iterator[_Base]:
    of_item: dict[str, Decimal] = {}
    for line in lines:
        of_item[line.goods.item] = of_item.get(line.goods.item, ZERO) + abs(line.goods.quantity)
    named = ", ".join(f"{format_quantity(number)} {item}" for item, number in of_item.items())
    prices = [(_price(item, books), number) for item, number in of_item.items()]
    known = [price * number for price, number in prices if price is not None]
    if len(known) == len(prices):
        yield _Base(Money.rounded(sum(known, ZERO), books.currency), f"{named} sell for", cost)
    for value in beside:
        if value.basis is Basis.SELLING_PRICE and value.relation is ValueRelation.EACH and value.amount is not None:
            yield _Base(
                Money.rounded(value.amount * units, books.currency), f"{named} sell for at {_money(value.amount, books)}", cost
            )
    for rate in rates_of(books):
        yield _Base(_with_tax(cost.amount, rate, books.currency), f"{named} cost with {_percent(rate)} tax", cost)


def _price(item: str, books: ClientBooks) -> Decimal | None:
    known = books.stock.item(item)
    return known.selling_price if known else None


def _money(price: Decimal, books: ClientBooks) -> Money:
    return Money.rounded(price, books.currency)


def _percent(rate: Decimal) -> str:
    return f"{format_quantity(rate)} %"


# ── An amount alone ──────────────────────────────────────────────────────────────────────────────────────────────────


def _told(resolved: ResolvedEvent, amount: Money, books: ClientBooks, text: str) -> Iterator[Finding]:
    """The text itself says that tax is in the amount."""
    event = resolved.event
    for value in (event.value, *(value for said in event.goods for value in said.stated)):
        if value is None or value.quote is None or value.amount != amount.amount:
            continue
        start, end = value.quote.start, value.quote.end
        said = _WITH_TAX.search(text[max(0, start - _NEAR) : end + _NEAR])
        if said is not None:
            rates = rates_of(books)
            net = Money.rounded(amount.amount * HUNDRED / (HUNDRED + rates[0]), books.currency) if len(rates) == 1 else None
            without = f" At {_percent(rates[0])}, {net} of it is cost." if net is not None else ""
            says = f"The text says that tax is in the {amount} (“{said.group()}”).{without}"
            yield Finding(Warning.WRONG_BASE, says, "Inventory is written off at cost: revise the amount to that without tax.")


def _of_amount(resolved: ResolvedEvent, amount: Money, books: ClientBooks) -> Iterator[Finding]:
    """Goods on hand that sell for the amount, or cost it with tax; of those that the text hints at in any number, else all."""
    rates, named = rates_of(books), places_meant(resolved.event, books)
    items = items_meant(resolved.event, books)
    if not items or len(items) > MANY_ITEMS or not (rates or any(item.selling_price for item in items)):
        return
    shelves = [shelf for item in items for shelf in shelves_of(item, named, books)]
    if any(lot_worth(shelf, amount) is not None for shelf in shelves):
        return
    hinted = bool(hint_of(resolved.event)) and len(items) <= FEW_ITEMS
    any_number = hinted and _chance(shelves, rates, books) <= BY_CHANCE
    if not any_number and len(shelves) * (len(rates) + 1) > BY_CHANCE * amount.minor:
        return
    for shelf in shelves:
        for base in (*_at_price(shelf, amount, books), *_taxed(shelf, amount, rates)):
            if any_number or base[1] == shelf.units:
                yield _wrong(amount, base[0])


def _chance(shelves: Iterable[Shelf], rates: tuple[Decimal, ...], books: ClientBooks) -> Decimal:
    """How often an amount at random would equal one of these: every so many cents there is a multiple of a unit's worth."""
    worths = [shelf.item.selling_price for shelf in shelves if shelf.item.selling_price]
    worths += [layer.unit_cost for shelf in shelves for layer in shelf.layers if layer.unit_cost for _ in rates]
    smallest = Money(1, books.currency).amount
    return sum((min(smallest / worth, Decimal(1)) for worth in worths), ZERO)


def _at_price(shelf: Shelf, amount: Money, books: ClientBooks) -> Iterator[tuple[_Base, Decimal]]:
    price = shelf.item.selling_price
    if not price or amount.amount % price or amount.amount / price > shelf.units:
        return
    units = amount.amount / price
    lot = shelf.lot(units, books.currency)
    yield _Base(amount, f"{format_quantity(units)} {_called(shelf)} sell for at {_money(price, books)}", lot.value), units


def _taxed(shelf: Shelf, amount: Money, rates: tuple[Decimal, ...]) -> Iterator[tuple[_Base, Decimal]]:
    for rate in rates:
        lot = lot_worth(shelf, Money.rounded(amount.amount * HUNDRED / (HUNDRED + rate), amount.currency))
        if lot is not None and _with_tax(lot.value.amount, rate, amount.currency) == amount:
            called = f"{format_quantity(lot.quantity)} {_called(shelf)} cost with {_percent(rate)} tax"
            yield _Base(amount, called, lot.value), lot.quantity


def _called(shelf: Shelf) -> str:
    at = f" @ {shelf.location}" if shelf.location else ""
    return f"{_label(shelf.item)}{at}"


def _label(item: Item) -> str:
    return item.key if item.key == item.name else f"{item.key} ({item.name})"
