"""Goods on hand: items, the places that hold them, and the cost layers there, as opened and as they now are."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, whole
from assistant.adapters.sql.types import Instant


class ItemRow(ClientRow, table=True):
    """Goods of one kind; `key` is the SKU, else the name."""

    __tablename__ = "items"

    key: str = Field(primary_key=True)
    position: int
    sku: str
    name: str
    unit: str
    units_per_case: str | None
    selling_price: str | None


class HoldingRow(ClientRow, table=True):
    """An item at a place (empty where the client names none), and the inventory account that carries it."""

    __tablename__ = "holdings"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "item"], ["items.client_id", "items.key"]),
        ForeignKeyConstraint(["client_id", "account"], ["accounts.client_id", "accounts.key"]),
    )

    item: str = Field(primary_key=True)
    location: str = Field(primary_key=True)
    position: int
    account: str
    cost_known: bool


class LayerRow(ClientRow, table=True):
    """Units that came in together. `opening_...` is what was on hand when the books were opened (none, for a layer that came
    later); the others what is left today: opening and every layer move since. Never below zero."""

    __tablename__ = "layers"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "item", "location"], ["holdings.client_id", "holdings.item", "holdings.location"]),
        CheckConstraint("quantity_micro >= 0", "units_on_hand"),
    )

    item: str = Field(primary_key=True)
    location: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    position: int
    received: date | None
    opening_micro: int = whole()
    opening_minor: int = whole()
    opening_unit_cost: str
    quantity_micro: int = whole()
    value_minor: int = whole()
    unit_cost: str


class HoldRow(ClientRow, table=True):
    """Units that are owned but cannot be used: set aside for a return, disposal or claim until somebody lets them go."""

    __tablename__ = "stock_holds"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "item", "location"], ["holdings.client_id", "holdings.item", "holdings.location"]),
        CheckConstraint("quantity_micro > 0", "units_held"),
        CheckConstraint("awaiting IN ('return', 'disposal', 'claim')", "awaiting"),
    )

    n: int = whole(primary_key=True)
    item: str
    location: str
    quantity_micro: int = whole()
    awaiting: str
    note: str
    held_by: str
    held_at: datetime = Field(sa_type=Instant)
    released_by: str
    released_at: datetime | None = Field(sa_type=Instant)
