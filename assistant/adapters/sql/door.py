"""The way to a client's books for what outlives the transaction in which they were read, such as their journal."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

Asking = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class Door:
    """Where a client's books are asked: the transaction in which they were read, and once that has ended, one by `again`."""

    connection: Connection
    again: Asking
    client: str
    currency: str

    @contextmanager
    def open(self) -> Iterator[Connection]:
        if not self.connection.closed:
            yield self.connection
            return
        with self.again() as connection:
            yield connection
