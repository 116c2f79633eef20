"""Who may come in: passwords, invitations, sessions and tokens, each secret as a hash alone. Tables of the installation."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from assistant.adapters.sql.tables.base import Row, whole
from assistant.adapters.sql.types import Instant


class LoginRow(Row, table=True):
    """How a person shows that they are who they say: an Argon2 hash of the password, and where they have a second factor its
    sealed seed, the last step of it that was used, and hashes of the recovery codes left (apart by spaces)."""

    __tablename__ = "logins"

    person: str = Field(primary_key=True, foreign_key="people.name")
    password_hash: str  # empty until an invitation is taken up
    changed_at: datetime = Field(sa_type=Instant)
    firm: bool  # may open books and ask people in
    second_factor: str
    last_step: int = whole()
    recovery_codes: str
    disabled_at: datetime | None = Field(sa_type=Instant)


class InvitationRow(Row, table=True):
    """A link by which a person sets their password, once and for a time; `token_hash` is the SHA-256 of what the link holds."""

    __tablename__ = "invitations"

    token_hash: str = Field(primary_key=True)
    person: str = Field(foreign_key="people.name")
    invited_by: str
    made_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(sa_type=Instant)


class SessionRow(Row, table=True):
    """Someone signed in; `id_hash` is the SHA-256 of what the cookie holds, `csrf` what each of their forms carries."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "id_hash", "person"),)

    id_hash: str = Field(primary_key=True)
    person: str = Field(foreign_key="people.name")
    csrf: str
    began_at: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(sa_type=Instant)
    agent: str


class TokenRow(Row, table=True):
    """A program that works in a person's name: what it may do, in which clients' books (all of the person's where empty), and
    until when. `token_hash` is a SHA-256: the token is long and random."""

    __tablename__ = "tokens"
    __table_args__ = (Index(None, "token_hash", "person", unique=True),)

    id: str = Field(primary_key=True)
    token_hash: str
    person: str = Field(foreign_key="people.name")
    name: str
    scopes: str  # apart by spaces
    clients: str  # apart by spaces
    made_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(sa_type=Instant)
    used_at: datetime | None = Field(sa_type=Instant)


class AttemptRow(Row, table=True):
    """How often something that may not be tried often was tried since `since`; `bucket` is a hash of what is counted."""

    __tablename__ = "attempts"

    bucket: str = Field(primary_key=True)
    count: int = whole()
    since: datetime = Field(sa_type=Instant)
