"""A company that somebody gave access to, to a client's connection; and a connection to none. Its lists are pulled apart.

One company belongs to one client: two clients' entries in one company would make neither's books agree with it. What was sent to
a company stays there, so a client moves to another only where its owner says so.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from assistant.bookkeeping.entitlement import allow_feature
from assistant.books.people import Action
from assistant.books.policy import Feature
from assistant.books.remote import Company, Environment, Lifetime
from assistant.errors import RefusedByBooks
from assistant.stages.review import allow
from assistant.store import ClientTransaction

SERVICE = "quickbooks"


class RemoteCompany(Protocol):
    """What is asked of a company when it is connected. Raises OutsideServiceFailed where it does not answer."""

    def name(self) -> str: ...
    def home_currency(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Access:
    """What a person's consent gave: the company's realm, the environment it is of, sealed tokens, and itself to ask."""

    realm: str
    environment: Environment
    tokens: str = field(repr=False)
    lifetime: Lifetime
    company: RemoteCompany


class ConnectingTransaction(ClientTransaction, Protocol):
    def company(self, service: str = SERVICE) -> Company | None: ...
    def save_company(self, company: Company) -> None: ...
    def forget_company(self, service: str = SERVICE) -> None: ...
    def others_at(self, company: Company) -> tuple[str, ...]:
        """The other clients that are connected to the same company; nobody joins them before this transaction ends."""
        ...

    def documents_sent(self, *, elsewhere_than: str = "") -> int:
        """How many documents of these books companies have, or may have; without those of one realm."""
        ...


class ConnectingStore(Protocol):
    def client(self, client: str) -> AbstractContextManager[ConnectingTransaction]: ...


def connect(
    store: ConnectingStore,
    client: str,
    consent: Callable[[], Access],
    *,
    by: str,
    at: datetime,
    another_company: bool = False,
) -> Company:
    """Stores the connection, in place of an earlier one. The same company keeps its links, its documents and what waits to be
    sent; another one is taken only with `another_company` where documents were sent.

    Errors: NotAllowed, by role or by plan, before anybody is asked for consent; RefusedByBooks for a company
    of another currency, of another client, or that is not the one that documents were sent to.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.SETTLE_POLICY)
        books = transaction.books()
        allow_feature(books.policy, Feature.QUICKBOOKS, (by,))
        ours = books.currency
    access = consent()
    if (currency := access.company.home_currency()) != ours:
        says = f"The company keeps its books in {currency}, and {client} in {ours}."
        raise RefusedByBooks(says, "Connect a company of the same currency.", code="foreign_currency")
    name = access.company.name()
    company = Company(SERVICE, access.realm, access.environment, name, access.tokens, by, at, access.lifetime)
    with store.client(client) as transaction:
        earlier = transaction.company()
        _nobody_elses(company, transaction)
        if not another_company:
            _the_same(company, earlier, transaction)
        transaction.save_company(company)
        detail = {
            "realm": company.realm,
            "environment": company.environment.value,
            "company": company.name,
            "before": earlier.realm if earlier else "",
        }
        transaction.record(at=at, who=by, what="quickbooks.connected", subject=client, detail=detail)
    return company


def _nobody_elses(company: Company, transaction: ConnectingTransaction) -> None:
    """Who the other client is need not be known to this one's people."""
    if transaction.others_at(company):
        says = f"Another client of these books is connected to {company.name} ({company.environment} company {company.realm})."
        remedy = "Choose this client's own company when QuickBooks asks, or disconnect the other client first."
        raise RefusedByBooks(says, remedy, code="company_of_another_client")


def _the_same(company: Company, earlier: Company | None, transaction: ConnectingTransaction) -> None:
    """A company that has documents of these books, or nothing has any; the same realm elsewhere is another company."""
    place = (company.realm, company.environment)
    if earlier is not None and (earlier.realm, earlier.environment) == place:
        return
    moved = earlier is not None and earlier.realm == company.realm
    documents, elsewhere = transaction.documents_sent(), transaction.documents_sent(elsewhere_than=company.realm)
    if documents and (moved or elsewhere == documents):
        there = f"{earlier.name} ({earlier.environment} company {earlier.realm})" if earlier else "another company"
        count = f"{documents} document{'s' if documents != 1 else ''} of these books went to {there}"
        remedy = "Choose the same company when QuickBooks asks; or, if the books are to go on in this one: --another-company"
        says = f"{count}, and would stay there: {company.name} is not that company."
        raise RefusedByBooks(says, remedy, code="another_company")


def disconnect(store: ConnectingStore, client: str, revoke: Callable[[Company], None], *, by: str, at: datetime) -> Company:
    """Ends the connection: revoked at the service, its tokens forgotten here. Documents, links and what waits to be sent stay.

    Errors: NotAllowed, RefusedByBooks where there is no connection, and what `revoke` raises; then the connection stays as it
    was.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.SETTLE_POLICY)
        company = transaction.company()
    if company is None:
        raise RefusedByBooks(f"{client} is connected to no QuickBooks company.", code="not_connected")
    revoke(company)
    with store.client(client) as transaction:
        transaction.forget_company()
        detail = {"realm": company.realm, "environment": company.environment.value, "company": company.name}
        transaction.record(at=at, who=by, what="quickbooks.disconnected", subject=client, detail=detail)
    return company
