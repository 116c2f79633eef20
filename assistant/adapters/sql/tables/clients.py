"""Who keeps books here: clients, people and their roles, what a client may set, and its number sequences."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, Row, document, whole
from assistant.adapters.sql.types import Instant


class ClientsRow(Row, table=True):
    """One client whose books are kept here; `id` is the slug a person types. Its currency never changes."""

    __tablename__ = "clients"
    __table_args__ = (UniqueConstraint("id", "currency"), CheckConstraint("id <> ''", "named"))

    id: str = Field(primary_key=True)
    name: str
    currency: str
    date_order: str
    opened_at: datetime = Field(sa_type=Instant)
    opened_by: str


class PersonRow(Row, table=True):
    """Someone who may work in some client's books; what they may do is said by their roles."""

    __tablename__ = "people"

    name: str = Field(primary_key=True)
    added_at: datetime = Field(sa_type=Instant)


class RoleRow(ClientRow, table=True):
    """What a person is in one client's books: owner, approver, bookkeeper, reporter or auditor; and the largest entry (its
    debits) that they may approve, where there is a limit."""

    __tablename__ = "roles"

    person: str = Field(primary_key=True, foreign_key="people.name")
    role: str
    limit_minor: int | None = whole()


class PolicyRow(ClientRow, table=True):
    """The client's policy as it was set, a row a version; the last one holds."""

    __tablename__ = "policies"

    version: int = Field(primary_key=True)
    document: str = document()
    set_by: str
    set_at: datetime = Field(sa_type=Instant)
    two_pairs_above_minor: int | None = whole()  # entries above it need a second person; the database asks it at each posting
    colour: int | None = whole()  # the hue of the client's pages, beside its name wherever that is shown


class DifferenceRow(ClientRow, table=True):
    """A difference accepted when the books were opened: of one account, or, where `account` is empty, of the trial balance."""

    __tablename__ = "differences"

    n: int = Field(primary_key=True)
    name: str
    account: str
    amount_minor: int = whole()
    says: str


class CounterRow(ClientRow, table=True):
    """The last number given out in a sequence of the client: text, draft, entry, outbox."""

    __tablename__ = "counters"

    name: str = Field(primary_key=True)
    last: int = whole()


class ChangeRow(ClientRow, table=True):
    """Which change of the client's books, counted from 1, last touched a part of them: a table, or the row or item `key` of it.
    Triggers write it, so that no writer can forget to: what is kept in memory is brought up to date by it (warm.py). `born` is
    another whenever the row is made anew, so that books put back from a copy are not taken for those that were read."""

    __tablename__ = "changes"
    __table_args__ = (Index("ix_changes_n", "client_id", "n"),)

    part: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    n: int = whole()
    born: str


class AccountRow(ClientRow, table=True):
    """An account of the chart. Amounts are signed in the normal side of its type; `balance_minor` is `opening_minor` and all
    posted since: an opening balance is no entry, for no event of ours made it."""

    __tablename__ = "accounts"

    key: str = Field(primary_key=True)
    position: int
    number: str
    name: str
    full_name: str
    type: str
    detail_type: str
    parent: str
    active: bool
    postable: bool
    description: str
    opening_minor: int = whole()
    balance_minor: int = whole()


class ConnectionRow(ClientRow, table=True):
    """The company at an outside service that a client's entries go to. `tokens` are sealed before they come here; who renews them
    holds the lease until then, and loses it afterwards, dead or alive."""

    __tablename__ = "connections"
    __table_args__ = (CheckConstraint("state IN ('connected', 'reconnect')", "state"),)

    service: str = Field(primary_key=True)
    realm: str
    environment: str
    company: str
    tokens: str
    connected_by: str
    connected_at: datetime = Field(sa_type=Instant)
    access_until: datetime = Field(sa_type=Instant)
    refresh_until: datetime = Field(sa_type=Instant)
    hard_until: datetime = Field(sa_type=Instant)
    state: str
    says: str
    lease_holder: str
    lease_until: datetime | None = Field(sa_type=Instant)
