"""Lists of texts that are being drafted: to rows and back, one process at a time at each."""

from sqlalchemy import Connection

from assistant.adapters.sql.reading import Client


class Batches:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client
