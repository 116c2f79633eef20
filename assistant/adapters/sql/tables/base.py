"""What every table shares: names for its constraints, and a key that starts with the client.

A class here is a row's shape for migrations, review queries and the Core table it carries (`table(AccountRow)`); it checks
nothing by itself. Money is `..._minor` (whole minor units of the client's currency), a quantity `..._micro` (whole millionths
of a unit), a unit cost exact decimal text, for it is never added up. Documents are JSON text (codec.py).
"""

from typing import Any, cast

from sqlalchemy import BigInteger, MetaData, Table, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_1_name)s",  # column 0 is the client
        "ix": "ix_%(table_name)s_%(column_1_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
# The tables of the installation; every other table's key starts with client_id.
INSTALLATION = ("clients", "people", "logins", "invitations", "sessions", "tokens", "attempts", "migrations")


class Row(SQLModel, registry=registry(metadata=METADATA)):
    """A row of any table."""


class ClientRow(Row):
    """A row of one client's books."""

    client_id: str = Field(primary_key=True, foreign_key="clients.id")


def table(row: type[Row]) -> Table:
    """The Core table of a row class, for statements that write many rows."""
    return cast(Table, cast(Any, row).__table__)


def whole(**options: Any) -> Any:
    """A whole number of 64 bits: minor units, millionths, sequence numbers."""
    return Field(sa_type=BigInteger, **options)


def document(**options: Any) -> Any:
    """A JSON document, kept as its text."""
    return Field(sa_type=Text, **options)
