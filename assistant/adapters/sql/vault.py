"""The sealed tokens of one client's connection, each change of them in a short transaction of its own."""

from datetime import datetime

from assistant.adapters.sql import connections
from assistant.adapters.sql.store import SqlStore
from assistant.books.remote import Company, Lifetime


class SqlVault:
    """Implements adapters.quickbooks.keys.Vault. No transaction is open between its methods, whatever is asked outside
    meanwhile."""

    def __init__(self, store: SqlStore, client: str, service: str = "quickbooks") -> None:
        self._store, self.client, self._service = store, client, service

    def company(self) -> Company | None:
        with self._store.client(self.client, reads=True) as books:
            return books.company(self._service)

    def lease(self, *, holder: str, now: datetime, until: datetime) -> Company | None:
        """The company, its tokens in the holder's hands until then; None while another holds them."""
        with self._store.client(self.client) as books:
            return connections.take_lease(books.connection, self.client, self._service, holder=holder, now=now, until=until)

    def release(self, *, holder: str) -> None:
        with self._store.client(self.client) as books:
            connections.drop_lease(books.connection, self.client, self._service, holder=holder)

    def replace(self, old: str, new: str, lifetime: Lifetime) -> bool:
        """Whether the new tokens took the place of the old, and the lease ended."""
        with self._store.client(self.client) as books:
            return connections.save_tokens(books.connection, self.client, self._service, old=old, new=new, lifetime=lifetime)

    def lost(self, tokens: str, *, says: str, at: datetime) -> bool:
        """Whether the connection with these tokens is now marked as one that a person must connect again."""
        with self._store.client(self.client) as books:
            marked = connections.mark_to_reconnect(books.connection, self.client, self._service, tokens=tokens, says=says)
            if marked:
                books.record(at=at, who=self._service, what="quickbooks.lost", subject=self.client, detail={"says": says})
            return marked
