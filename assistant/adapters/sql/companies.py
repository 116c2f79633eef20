"""One client's books inside one transaction: the company that they are connected to (what goes out to it: outgoing.py)."""

from sqlalchemy import Connection

from assistant.adapters.sql.reading import Client
from assistant.books.remote import Company


class Companies:
    """The part of SqlTransaction that is about the company. What it needs is imported by the method that needs it: a draft of
    books that are connected to none does without."""

    connection: Connection
    client: Client

    def company(self, service: str = "quickbooks") -> Company | None:
        from assistant.adapters.sql.connections import read_company

        return read_company(self.connection, self.client.id, service)

    def save_company(self, company: Company) -> None:
        """Connects the client to the company, in place of the one of that service."""
        from assistant.adapters.sql.connections import save_company

        save_company(self.connection, self.client.id, company)

    def forget_company(self, service: str = "quickbooks") -> None:
        """The client's connection, with its tokens; the documents and links of the company stay."""
        from assistant.adapters.sql.connections import forget_company

        forget_company(self.connection, self.client.id, service)

    def others_at(self, company: Company) -> tuple[str, ...]:
        """The other clients that are connected to the same company; nobody joins them before this transaction ends."""
        from assistant.adapters.sql.connections import others_at

        return others_at(self.connection, self.client.id, company)

    def documents_sent(self, *, elsewhere_than: str = "") -> int:
        """How many documents of the client companies have, or may have; without those of one realm."""
        from assistant.adapters.sql.connections import documents_sent

        return documents_sent(self.connection, self.client.id, elsewhere_than)
