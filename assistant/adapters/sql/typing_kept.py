"""Edits that people have begun, and the draft they looked at last: to rows and back."""

from sqlalchemy import Connection

from assistant.adapters.sql.reading import Client


class TypingKept:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client
