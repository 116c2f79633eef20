"""What a column holds to what the books hold, and back: instants in UTC, quantities in millionths; the same on both databases."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from assistant.books.quantity import DECIMALS, checked_quantity
from assistant.errors import RefusedByBooks

MICRO = 10**DECIMALS


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: `timestamptz` on PostgreSQL, ISO 8601 text on SQLite, which has no such type. A naive one is refused."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return instant_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moment(value)


def moment(value: datetime | str) -> datetime:
    """What an Instant column holds, of either database."""
    return (value if isinstance(value, datetime) else datetime.fromisoformat(value)).astimezone(UTC)


def instant_text(moment: datetime) -> str:
    """'2026-10-02T08:00:00.000000+00:00': as both databases read it, and in the order of time. ValueError for a naive moment."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} names no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def day(value: date | str) -> date:
    """What a Date column holds, of either database."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def micro(quantity: Decimal) -> int:
    """An exact count of millionths, so that the database adds quantities up exactly. A finer one is refused, never rounded."""
    try:
        return int(checked_quantity(quantity).scaleb(DECIMALS))
    except ValueError as error:
        raise RefusedByBooks(f"The books refuse it: {error}.", f"Give the quantity with at most {DECIMALS} decimals.") from error


def quantity(millionths: int) -> Decimal:
    """Without needless zeros: 2500000 is Decimal('2.5')."""
    return checked_quantity(Decimal(millionths).scaleb(-DECIMALS))
