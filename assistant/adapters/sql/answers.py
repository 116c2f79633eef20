"""What requests were answered, by the key their sender gave them: to rows and back."""

from sqlalchemy import Connection

from assistant.adapters.sql.reading import Client


class Answers:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client
