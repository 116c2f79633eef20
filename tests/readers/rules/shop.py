"""A corner shop to read texts for, and an event in one line of notation: what the tests of the embedded reader compare."""

from datetime import date
from decimal import Decimal

from assistant.books.proposal import (
    DateOrder,
    EarlierEntry,
    Event,
    GoodsName,
    GoodsSaid,
    Proposal,
    Quantity,
    ReadingContext,
    Value,
)
from assistant.books.reasons import Kind, Reason
from assistant.readers.rules.reader import RulesReader

TODAY = date(2026, 10, 14)  # a Wednesday
GOODS = (
    GoodsName("MUG-B", "Harbour Mug Blue", units_per_case=Decimal(12)),
    GoodsName("MUG-G", "Harbour Mug Green", units_per_case=Decimal(12)),
    GoodsName("LMP-01", "Desk Lamp Black"),
    GoodsName("FAN-20", "Box Fan 20 in"),
    GoodsName("SAL-01", "Smoked Salmon", "kg"),
    GoodsName("PB-20K", "Power Bank 20000 mAh"),
    GoodsName("OAT-1L", "Oat Drink 1L", units_per_case=Decimal(6)),
    GoodsName("TEE-M", "Logo Tee Medium"),
    GoodsName("WB-22", 'Wiper Blade 22"'),
)
ACCOUNTS = ("5100 Inventory Shrinkage", "5105 Old Shrink", "5120 Breakages", "1200 Merchandise Inventory", "1050 Petty Cash")
EARLIER = (
    EarlierEntry("WO-1041", date(2026, 10, 5), "4 blue mugs missing", Kind.WRITE_OFF, Reason.LOST, (("MUG-B", Decimal(4)),)),
)


def shop(order: DateOrder = DateOrder.MDY, currency: str = "USD", earlier: tuple[EarlierEntry, ...] = ()) -> ReadingContext:
    return ReadingContext(TODAY, order, currency, GOODS, ("Store", "Warehouse", "Quay Street"), earlier, ACCOUNTS)


def read(text: str, context: ReadingContext | None = None) -> Proposal:
    return RulesReader().interpret(text, context or shop())


def told(text: str, context: ReadingContext | None = None) -> list[str]:
    """Each event as 'kind reason day: 3 case mugs @ Store | 2 lamps'."""
    return [in_a_line(event) for event in read(text, context).events]


def in_a_line(event: Event) -> str:
    day = f" {event.entry_date:%m-%d}" if event.entry_date else ""
    value = f" {in_short(event.value)}" if event.value else ""
    return f"{event.kind} {event.reason}{day}{value}: {' | '.join(map(goods_in_short, event.goods))}".rstrip(": ")


def goods_in_short(goods: GoodsSaid) -> str:
    place = f" @ {goods.place}" if goods.place else " @ everywhere" if goods.every_place else ""
    nrv = f" to {in_short(goods.nrv)}" if goods.nrv else ""
    return f"{how_many(goods.quantity)} {goods.words}{place}{nrv}".strip()


def how_many(quantity: Quantity | None) -> str:
    if quantity is None:
        return "?"
    parts = " + ".join(f"{part.number:f} {part.unit}".strip() for part in quantity.parts)
    booked = f" of {quantity.booked[0].number:f}" if quantity.booked else ""
    share = f"{quantity.share:f}" if quantity.share is not None else ""
    relation = "" if quantity.relation == "exactly" else quantity.relation.value
    return " ".join(word for word in (relation, parts, share) if word) + booked


def in_short(value: Value) -> str:
    number = f"{value.amount:f}" if value.amount is not None else f"{value.share:f}" if value.share is not None else ""
    return " ".join(word for word in (value.currency, number, "" if value.relation == "total" else value.relation.value) if word)
