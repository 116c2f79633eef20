"""Text of the API's query language to a `Query`, and a `Query` over rows to the rows that match, a page of them.

    SELECT * FROM Account WHERE Classification = 'Asset' AND Name LIKE '%stock%' ORDERBY Name DESC STARTPOSITION 1 MAXRESULTS 50
    SELECT COUNT(*) FROM JournalEntry WHERE TxnDate >= '2026-01-01' AND DocNumber IN ('WO-1', 'WO-2')

There is no OR, no join, no grouping and no list of fields. Words of the language are in any case, an entity's name is not.
Texts stand in single quotes with backslash escapes. Only fields marked filterable may be asked about; rows that are not
active come only where Active is asked about. A page holds 100 rows unless MAXRESULTS says otherwise, and never over 1000.
Two readings are ours: `=` compares texts exactly, LIKE without regard to case.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from assistant.practice import refusals
from assistant.practice.wire import PACIFIC, Json

MOST_ROWS = 1000
ROWS_UNLESS_SAID = 100

TOKEN = re.compile(r"\s*('(?:\\.|[^'\\])*'|[A-Za-z_][A-Za-z0-9_.]*|[-+]?\d+(?:\.\d+)?|<=|>=|[=<>(),*])", re.DOTALL)
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?", re.ASCII)
OPERATORS = ("=", "<", ">", "<=", ">=", "LIKE")


class Kind(Enum):
    """How a field's values compare."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"


Fields = Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Condition:
    field: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """`start` counts from 1."""

    entity: str
    counts: bool
    where: tuple[Condition, ...]
    order: tuple[tuple[str, bool], ...]
    start: int
    most: int


class _Words:
    """The tokens of a query, taken from the left."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        position, end = 0, len(text.rstrip())
        while position < end:
            match = TOKEN.match(text, position)
            if match is None:
                raise self.unexpected(text[position : position + 20])
            self._tokens.append(match[1])
            position = match.end()
        self._next = 0

    def peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self._next += 1
        return token

    def takes(self, *words: str) -> bool:
        """Takes the words if they come next, in any case."""
        found = self._tokens[self._next : self._next + len(words)]
        if [token.upper() for token in found] != list(words):
            return False
        self._next += len(words)
        return True

    def expect(self, *words: str) -> None:
        if not self.takes(*words):
            raise self.unexpected(self.peek())

    def unexpected(self, token: str) -> Exception:
        return refusals.unparsable_query(f'Encountered " {token or "<EOF>"} " at line 1.')


def parse(text: str) -> Query:
    """Reads a query; what does not follow the language is refused (4000)."""
    words = _Words(text)
    words.expect("SELECT")
    counts = words.takes("COUNT", "(", "*", ")")
    if not counts:
        words.expect("*")
    words.expect("FROM")
    entity = _name(words)
    where = _conditions(words) if words.takes("WHERE") else ()
    order = _order(words) if words.takes("ORDERBY") or words.takes("ORDER", "BY") else ()
    start = _count(words) if words.takes("STARTPOSITION") else 1
    most = _count(words) if words.takes("MAXRESULTS") else ROWS_UNLESS_SAID
    if words.peek():
        raise words.unexpected(words.peek())
    if most > MOST_ROWS:
        raise refusals.invalid_query(f"value {most} is too large. The maximum for maxresults is {MOST_ROWS}.")
    return Query(entity, counts, where, order, max(start, 1), most)


def _name(words: _Words) -> str:
    token = words.take()
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", token):
        raise words.unexpected(token)
    return token


def _count(words: _Words) -> int:
    token = words.take()
    if not re.fullmatch(r"\d{1,9}", token, re.ASCII):
        raise words.unexpected(token)
    return int(token)


def _conditions(words: _Words) -> tuple[Condition, ...]:
    conditions = [_condition(words)]
    while words.takes("AND"):
        conditions.append(_condition(words))
    return tuple(conditions)


def _condition(words: _Words) -> Condition:
    field = _name(words)
    if words.takes("IN"):
        words.expect("(")
        values = [_value(words)]
        while words.takes(","):
            values.append(_value(words))
        words.expect(")")
        return Condition(field, "IN", tuple(values))
    operator = words.take().upper()
    if operator not in OPERATORS:
        raise words.unexpected(operator)
    return Condition(field, operator, (_value(words),))


def _value(words: _Words) -> str:
    token = words.take()
    if token.startswith("'"):
        return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL)
    if token.lower() in ("true", "false"):
        return token.lower()
    if NUMBER.fullmatch(token):
        return token
    raise words.unexpected(token)


def _order(words: _Words) -> tuple[tuple[str, bool], ...]:
    order = []
    while True:
        field = _name(words)
        order.append((field, words.takes("DESC")))
        words.takes("ASC")
        if not words.takes(","):
            return tuple(order)


def matching(query: Query, rows: Iterable[Json], fields: Fields) -> list[Json]:
    """The rows a query asks for, in its order, before paging; a field that may not be asked about is refused (4001)."""
    conditions = query.where
    if "Active" in fields and not any(condition.field == "Active" for condition in conditions):
        conditions = (*conditions, Condition("Active", "=", ("true",)))
    tests = [_test(condition, query.entity, fields) for condition in conditions]
    found = [row for row in rows if all(test(row) for test in tests)]
    for field, descending in reversed(query.order):
        found = _sorted(found, field, _kind(field, query.entity, fields), descending)
    return found


def page(query: Query, rows: Sequence[Json]) -> Sequence[Json]:
    return rows[query.start - 1 : query.start - 1 + query.most]


def _sorted(rows: list[Json], field: str, kind: Kind, descending: bool) -> list[Json]:
    """Rows without the field stand last."""
    known = [row for row in rows if _of(row, field, kind) is not None]
    unknown = [row for row in rows if _of(row, field, kind) is None]
    return sorted(known, key=lambda row: _of(row, field, kind), reverse=descending) + unknown


def _kind(field: str, entity: str, fields: Fields) -> Kind:
    if field not in fields:
        raise refusals.invalid_query(f"Property {field} not found for Entity {entity} or not queryable")
    return fields[field]


def _of(row: Json, field: str, kind: Kind) -> Any:
    """A row's value for a field, ready to be compared: one type for one kind; None where the row has none."""
    value: object = row
    for part in field.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, dict):
        value = value.get("value")
    if value is None:
        return None
    return _read(str(value).lower() if isinstance(value, bool) else str(value), kind)


def _read(text: str, kind: Kind) -> Any:
    """A text as a value of its kind, or None where it is none."""
    match kind:
        case Kind.NUMBER:
            return Decimal(text) if NUMBER.fullmatch(text) else None
        case Kind.MOMENT:
            return read_moment(text)
        case Kind.BOOLEAN:
            return text == "true"
        case Kind.TEXT | Kind.DATE:
            return text


def read_moment(text: str) -> datetime | None:
    """An ISO date and time; without a zone it is the service's own."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=PACIFIC)


def _test(condition: Condition, entity: str, fields: Fields) -> Callable[[Json], bool]:
    kind = _kind(condition.field, entity, fields)
    if condition.operator == "LIKE":
        pattern = re.compile(".*".join(map(re.escape, condition.values[0].split("%"))), re.IGNORECASE | re.DOTALL)
        return lambda row: pattern.fullmatch(_of(row, condition.field, Kind.TEXT) or "") is not None
    wanted = [_read(value, kind) for value in condition.values]
    if None in wanted:
        raise refusals.invalid_query(f"value {condition.values[0]:.40} is not a {kind.value} ({condition.field})")
    return lambda row: _holds(condition.operator, _of(row, condition.field, kind), wanted)


def _holds(operator: str, value: Any, wanted: Sequence[Any]) -> bool:
    if value is None:
        return False
    if operator in ("=", "IN"):
        return value in wanted
    (other,) = wanted
    return bool({"<": value < other, ">": value > other, "<=": value <= other, ">=": value >= other}[operator])
