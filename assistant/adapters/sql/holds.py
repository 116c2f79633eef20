"""Goods that are set aside: to rows and back."""

from sqlalchemy import Connection

from assistant.adapters.sql.reading import Client


class Holds:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client
