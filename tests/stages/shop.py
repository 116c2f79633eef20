"""A small shop's books, and short ways to say what a reader read, for the tests of the stages."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.entry import History, Line, PostedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding
from assistant.books.goods import Holding, Item, Layer, ReserveMove, Stock
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import (
    DateOrder,
    Event,
    GoodsSaid,
    Quantity,
    QuantityPart,
    QuantityRelation,
    Quote,
    Role,
    Value,
    ValueRelation,
)
from assistant.books.question import Question, Settled
from assistant.books.reasons import Kind, Reason
from assistant.stages.resolution.resolve import resolve

TODAY = date(2026, 10, 9)
EXACTLY, ALL, SOME = QuantityRelation.EXACTLY, QuantityRelation.ALL, QuantityRelation.SOME

ACCOUNTS = """
1010|Checking|Bank|Checking|9000.00|
1200|Inventory - Shop|Other Current Asset|Inventory|4000.00|Mugs, tea and lamps on the shelves
1210|Inventory - Depot|Other Current Asset|Inventory|900.00|Everything at the depot
1220|Bakery Stock|Other Current Asset|Inventory|100.00|
1290|Reserve for Obsolete Stock|Other Current Asset|Inventory|-50.00|Contra
1400|Insurance Claims|Other Current Asset|OtherCurrentAssets||
2500|To Pay Back|Other Current Liability|OtherCurrentLiabilities||
5100|Shrinkage|Cost of Goods Sold|SuppliesMaterialsCogs||
"""
# item, name, unit, in a case, place, on hand, unit cost, account
GOODS = """
MUG-RED|Enamel Mug Red 12oz|each|12|Shop Floor|40|4.15|1200
MUG-RED|Enamel Mug Red 12oz|each|12|Old Depot|60|4.15|1210
MUG-BLU|Enamel Mug Blue 12oz|each|12|Shop Floor|30|4.15|1200
TEA-GRN|Green Tea Loose|kg|5|Shop Floor|7.5|19.80|1200
GLV-L|Nitrile Gloves L Box/100|box|10|Shop Floor|25|9.85|1200
CRY-64|Crayons 64ct|each|12|Shop Floor|55|2.75|1200
CUP-12|Paper Cup 12oz|each|1000|Old Depot|6000|0.0525|1210
BAR-01|Oat Bar|each|15|Shop Floor|15|0.9375|1200
BRN-1K|House Beans 1kg|each|6|Shop Floor|20|8.90|1200
|Vintage Lamp|each||Shop Floor|5||1200
|Free Poster|each||Shop Floor|9|0.00|1200
"""


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def chart() -> Chart:
    rows = [row.split("|") for row in ACCOUNTS.strip().splitlines()]
    return Chart(
        tuple(
            Account(number, number, name, name, AccountType(kind), usd(balance or "0"), detail, description=description)
            for number, name, kind, detail, balance, description in rows
        )
    )


def stock() -> Stock:
    items: dict[str, Item] = {}
    holdings = []
    for sku, name, unit, case, place, on_hand, cost, account in (row.split("|") for row in GOODS.strip().splitlines()):
        key = sku or name
        items[key] = Item(key, sku, name, unit, Decimal(case) if case else None)
        value = Money.rounded(Decimal(on_hand) * Decimal(cost or 0), "USD")
        layer = Layer(f"{key}@{place}", None, Decimal(on_hand), Decimal(cost or 0), value)
        holdings.append(Holding(key, place, account, (layer,), cost_known=bool(cost)))
    return Stock(tuple(items.values()), tuple(holdings))


def shop(*history: PostedEntry, policy: Policy | None = None, held: Stock | None = None, currency: str = "USD") -> ClientBooks:
    policy = policy or Policy(routine_limit=usd("300.00"))
    return ClientBooks("shop", "The Shop", currency, DateOrder.MDY, policy, chart(), held or stock(), History(history))


def quote(text: str) -> Quote:
    return Quote(text, 0, len(text))


def part(said: str) -> QuantityPart:
    """'3', '3 case', '3 case of 24'."""
    number, _, rest = said.partition(" ")
    unit, _, per = rest.partition(" of ")
    return QuantityPart(Decimal(number), unit, Decimal(per) if per else None)


def some(relation: QuantityRelation, *parts: str, booked: str = "", share: str = "") -> Quantity:
    return Quantity(
        relation, tuple(part(said) for said in parts), Decimal(share) if share else None, (part(booked),) if booked else ()
    )


def goods(words: str, *parts: str, place: str = "", stated: Sequence[Value] = (), nrv: Value | None = None) -> GoodsSaid:
    return GoodsSaid(words, quantity=some(EXACTLY, *parts) if parts else None, place=place, stated=tuple(stated), nrv=nrv)


def total(amount: str) -> Value:
    return Value(ValueRelation.TOTAL, Decimal(amount))


def each(amount: str) -> Value:
    return Value(ValueRelation.EACH, Decimal(amount))


def event(*lines: GoodsSaid, kind: Kind = Kind.WRITE_OFF, reason: Reason = Reason.DAMAGED, value: Value | None = None) -> Event:
    return Event(kind, reason, lines, value)


def resolved(said: Event, books: ClientBooks, *settled: Settled) -> ResolvedEvent:
    result = resolve(said, settled, books, today=TODAY)
    assert isinstance(result, ResolvedEvent), result
    return result


def asked(said: Event, books: ClientBooks, *settled: Settled) -> Question:
    result = resolve(said, settled, books, today=TODAY)
    assert isinstance(result, Question), result
    return result


def units(found: ResolvedEvent) -> list[str]:
    """['12 MUG-RED @ Old Depot']."""
    return [f"{goods.quantity.normalize():f} {goods.item} @ {goods.location}" for goods in found.goods]


def page(entry: ValuedEntry) -> list[str]:
    """['Dr loss 49.80', 'Cr inventory 1200 49.80']."""
    return [" ".join(filter(None, (line.side.short, line.role, line.account, str(line.amount)))) for line in entry.lines]


def moves(entry: ValuedEntry) -> list[str]:
    """['-12 MUG-RED @ Old Depot -49.80']."""
    return [f"{move.quantity.normalize():f} {move.item} @ {move.location} {move.value}" for move in entry.moves]


def codes(findings: Sequence[Finding]) -> set[str]:
    return {finding.code.value for finding in findings}


def posted(number: str, entry: ValuedEntry, on: date = TODAY, *, reverses: str = "") -> PostedEntry:
    """The entry as the journal would hold it; a line without an account stands in one named after its role."""
    lines = tuple(
        Line(line.side, line.account or line.role.value, line.amount, line.role, line.party, line.klass) for line in entry.lines
    )
    units = tuple((goods.item, goods.location, goods.quantity) for goods in entry.resolved.goods)
    return PostedEntry(
        number,
        number,
        on,
        entry.kind,
        entry.reason,
        "",
        lines,
        units,
        entry.moves,
        entry.reserve_moves,
        reverses,
        f"entry {number}",
    )


def after(books: ClientBooks, number: str, entry: ValuedEntry, *, reverses: str = "") -> ClientBooks:
    """The books once the entry is posted: its journal line, and its layers moved."""
    holdings = tuple(
        holding.after(
            layer
            for move in entry.moves
            if (move.item, move.location) == (holding.item, holding.location)
            for layer in move.layers
        )
        for holding in books.stock.holdings
    )
    history = (*books.history.entries, posted(number, entry, reverses=reverses))
    return shop(*history, policy=books.policy, held=Stock(books.stock.items, holdings), currency=books.currency)


def reserved(item: str, quantity: str, amount: str) -> PostedEntry:
    """An earlier write-down that set this much aside for these units."""
    lines = (Line(Side.DEBIT, "5100", usd(amount), Role.LOSS), Line(Side.CREDIT, "1290", usd(amount), Role.ALLOWANCE))
    units = ((item, "Shop Floor", Decimal(quantity)),)
    moves = (ReserveMove(item, Decimal(quantity), usd(amount)),)
    on = date(2026, 9, 1)
    return PostedEntry(
        "WO-1", "WO-1", on, Kind.WRITE_DOWN, Reason.OBSOLETE, "", lines, units, (), moves, text=f"{item} written down"
    )
