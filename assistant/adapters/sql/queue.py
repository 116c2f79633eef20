"""Drafts as lines of a queue, and who looks after them: to rows and back, without reading the drafts."""

from sqlalchemy import Connection

from assistant.adapters.sql.reading import Client


class Queue:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client
