"""A query to what the store can tell by itself: a condition in SQL that no row fails which the query asks for.

It only spares reading rows that cannot match; the query's own conditions decide (see query.py). A document number, a name in
full, a date, an Id and the time of the last change have an index.
"""

from assistant.practice.query import Condition, Query, read_moment

NAMED_BY = {"DocNumber", "DisplayName", "FullyQualifiedName"}
ORDER = ("<", "<=", ">", ">=", "=")


def narrowed(query: Query) -> tuple[str, tuple[object, ...]]:
    """The condition and its values."""
    parts: list[str] = ["NOT deleted"]
    values: list[object] = []
    for condition in query.where:
        part = _part(condition)
        if part is not None:
            parts.append(part[0])
            values += part[1]
    return " AND ".join(parts), tuple(values)


def _part(condition: Condition) -> tuple[str, list[object]] | None:
    operator, values = condition.operator, list(condition.values)
    match condition.field:
        case field if field in NAMED_BY and operator in ("=", "IN"):
            return f"name IN ({', '.join('?' * len(values))})", list(values)
        case "TxnDate" if operator in ORDER:
            return f"day {operator} ?", list(values)
        case "Id" if operator in ("=", "IN") and all(value.isascii() and value.isdigit() and len(value) < 19 for value in values):
            return f"id IN ({', '.join('?' * len(values))})", [int(value) for value in values]
        case "MetaData.LastUpdatedTime" if operator in (">", ">=", "=") and (moment := read_moment(values[0])) is not None:
            return "updated >= ?", [int(moment.timestamp())]
    return None
