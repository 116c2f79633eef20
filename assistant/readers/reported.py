"""A report that was filled in field by field, written as one line of text, to a Proposal: every field is a fact.

    kind: write_off; reason: damaged; date: 2026-10-02; sku: MUG-01; quantity: 12; place: Store; sku: LMP-DSK; quantity: 2;
    debit: 5050; sub-reason: dropped; note: Pallet tipped over in the aisle

`sku` begins a line of goods; what stands before the first is of the event. Of a count, `counted` stands for `quantity`. The
`value` of goods is what they cost or, where they are written down, what they will bring: '240.00', or '4.00 each'.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.proposal import (
    Event,
    GoodsSaid,
    LineSaid,
    Proposal,
    Quote,
    ReadingContext,
    Role,
    Value,
    ValueRelation,
)
from assistant.books.quantity import parse_quantity
from assistant.books.reasons import Kind, Reason
from assistant.patterns import regex
from assistant.readers.rows import goods_said

OF_EVENT = ("kind", "reason", "date", "value", "debit", "credit", "sub-reason")
OF_GOODS = ("sku", "quantity", "counted", "place", "value")
KINDS = (Kind.WRITE_OFF, Kind.WRITE_DOWN, Kind.COUNT_ADJUSTMENT, Kind.ALLOWANCE)  # that a person may report
_NAMES = "|".join(dict.fromkeys((*OF_EVENT, *OF_GOODS)))
_CELL = regex(rf"(?:^|; )({_NAMES}): ([^;]*)|; (note): (.*)$")
_VALUE = regex(r"(\d[\d.,]*)( each)?")


def reported_text(event: Mapping[str, str], goods: Sequence[Mapping[str, str]], note: str) -> str:
    """The line of a report. No cell but the note holds a semicolon; empty ones are left out. The value of an event without goods
    is its own."""
    cells = [(name, event.get(name, "")) for name in OF_EVENT]
    of_goods = [(name, each.get(name, "")) for each in goods for name in OF_GOODS]
    said = (*cells[:3], *of_goods, *cells[3:], ("note", note))
    return "; ".join(f"{name}: {words}" for name, words in said if words)


def value_said(words: str) -> Value | None:
    """'240.00' for everything meant, '4.00 each' for one; None for anything else."""
    match = _VALUE.fullmatch(words)
    try:
        amount = parse_quantity(match[1]) if match else Decimal(-1)
    except ValueError:
        return None
    return Value(ValueRelation.EACH if match and match[2] else ValueRelation.TOTAL, amount) if amount >= 0 else None


@dataclass(frozen=True, slots=True)
class ReportReader:
    """Reads what reported_text wrote: checked cells, the date in ISO form, accounts by number or full name."""

    name: str = "form"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        said, goods = _parts(text)
        kind, day, reason = Kind(said["kind"].text), said.get("date"), said["reason"]
        value = _value(said.get("value"))
        sub_reason, note = (said[name].text if name in said else "" for name in ("sub-reason", "note"))
        event = Event(
            kind=kind,
            reason=Reason(reason.text),
            goods=tuple(_goods(each, kind, context) for each in goods),
            value=value,
            entry_date=date.fromisoformat(day.text) if day else None,
            date_quote=day,
            kind_quote=said["kind"],
            reason_quote=reason,
            lines=tuple(_lines(said, kind)),
            note=": ".join(filter(None, (sub_reason, note))) or _sentence(kind, reason.text, goods),
            quote=Quote(text, 0, len(text)),
        )
        return Proposal((event,), reader=self.name)


def _goods(cells: Mapping[str, Quote], kind: Kind, context: ReadingContext) -> GoodsSaid:
    goods, value = goods_said(cells, context), _value(cells.get("value"))
    if value is None:
        return goods
    return replace(goods, nrv=value) if kind is Kind.WRITE_DOWN else replace(goods, stated=(value,))


def _value(cell: Quote | None) -> Value | None:
    value = value_said(cell.text) if cell is not None else None
    return replace(value, quote=cell) if value is not None else None


def _lines(said: Mapping[str, Quote], kind: Kind) -> Sequence[LineSaid]:
    """The accounts that the person names: what bears the loss, and what carries the goods or is set aside."""
    credit = Role.ALLOWANCE if kind is Kind.ALLOWANCE else Role.INVENTORY
    sides = (("debit", Side.DEBIT, Role.LOSS), ("credit", Side.CREDIT, credit))
    return [LineSaid(side, role, said[name].text, said[name]) for name, side, role in sides if name in said]


def _sentence(kind: Kind, reason: str, goods: Sequence[Mapping[str, Quote]]) -> str:
    """What a report without a note says: 'Write off, damaged: 12 MUG-01, 2 LMP-DSK'."""
    many = ", ".join(f"{(each.get('quantity') or each['counted']).text} {each['sku'].text}" for each in goods)
    told = f"{kind.value.replace('_', ' ').capitalize()}, {reason.replace('_', ' ')}"
    return f"{told}: {many}" if many else told


def _parts(text: str) -> tuple[dict[str, Quote], list[dict[str, Quote]]]:
    """The cells of the event, and those of each line of goods."""
    event: dict[str, Quote] = {}
    goods: list[dict[str, Quote]] = []
    for match in _CELL.finditer(text):
        name, group = (match[1], 2) if match[1] else (match[3], 4)
        cell = Quote(match[group], match.start(group), match.end(group))
        if name == "sku":
            goods.append({name: cell})
        elif goods and name in OF_GOODS:
            goods[-1][name] = cell
        else:
            event[name] = cell
    return event, goods
