"""A company that somebody gave access to, and a client's chart, to a connection with its accounts matched."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.books.people import Action
from assistant.books.remote import AccountLink, Company
from assistant.books.snapshot import RemoteAccount
from assistant.errors import RefusedByBooks
from assistant.stages.linking.accounts import match_accounts
from assistant.stages.linking.matching import Matching
from assistant.stages.review import allow
from assistant.store import ClientTransaction


class RemoteChart(Protocol):
    """What is asked of a company when it is connected. Raises OutsideServiceFailed where it does not answer."""

    def name(self) -> str: ...
    def home_currency(self) -> str: ...
    def accounts(self) -> Iterable[RemoteAccount]: ...


@dataclass(frozen=True, slots=True)
class Access:
    """What a person's consent gave: the company's realm, the environment it is of, sealed tokens, and its chart to ask."""

    realm: str
    environment: str
    tokens: str
    chart: RemoteChart


class ConnectingTransaction(ClientTransaction, Protocol):
    def save_company(self, company: Company) -> None: ...
    def save_links(self, realm: str, links: Iterable[AccountLink]) -> None: ...


class ConnectingStore(Protocol):
    def client(self, client: str) -> AbstractContextManager[ConnectingTransaction]: ...


def connect(
    store: ConnectingStore, client: str, consent: Callable[[], Access], *, by: str, at: datetime
) -> tuple[Company, Matching]:
    """Matches the company's accounts to the chart and stores the connection, in place of an earlier one.

    Errors: NotAllowed before anybody is asked for consent, RefusedByBooks for a company of another currency.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.SETTLE_POLICY)
        books = transaction.books()
    access = consent()
    if (currency := access.chart.home_currency()) != books.currency:
        says = f"The company keeps its books in {currency}, and {client} in {books.currency}."
        raise RefusedByBooks(says, "Connect a company of the same currency.", code="foreign_currency")
    company = Company("quickbooks", access.realm, access.environment, access.chart.name(), access.tokens, by, at)
    matching = match_accounts(books.chart, access.chart.accounts())
    with store.client(client) as transaction:
        transaction.save_company(company)
        links = [AccountLink(link.ours, link.remote_id, link.remote_name) for link in matching.links]
        transaction.save_links(company.realm, links)
        detail: dict[str, object] = {
            "realm": company.realm,
            "environment": company.address,
            "company": company.name,
            "matched": {link.ours: link.remote_id for link in matching.links},
            "unmatched": [each.ours for each in matching.unmatched],
        }
        transaction.record(at=at, who=by, what="quickbooks.connected", subject=client, detail=detail)
    return company, matching
