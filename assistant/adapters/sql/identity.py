"""Who may come in, to rows and back: logins, invitations, sessions, tokens, attempts. Rows of the installation, of no client.

Secrets come here as hashes only; what they are compared with is made by bookkeeping/identity.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.types import Instant, instant_text
from assistant.books.identity import Place, Scope, Session, Token
from assistant.books.money import Money
from assistant.books.people import Member, PersonRole

ADD_SESSION = text(
    "INSERT INTO sessions (id_hash, person, csrf, began_at, seen_at, ends_at, ended_at, agent)"
    " VALUES (:id_hash, :person, :csrf, :began_at, :seen_at, :ends_at, NULL, :agent)"
)
SESSION = text(
    "SELECT id_hash, person, csrf, began_at, seen_at, ends_at, ended_at, agent FROM sessions WHERE id_hash = :id_hash"
).columns(began_at=Instant, seen_at=Instant, ends_at=Instant, ended_at=Instant)
PLACES = text(
    "SELECT roles.client_id, clients.name, clients.currency, roles.role, roles.limit_minor, policies.colour FROM roles"
    " JOIN clients ON clients.id = roles.client_id JOIN policies ON policies.client_id = roles.client_id AND policies.version ="
    " (SELECT max(version) FROM policies AS set_last WHERE set_last.client_id = roles.client_id)"
    " WHERE roles.person = :person ORDER BY clients.name, roles.client_id"
)
TOKEN = "SELECT id, person, name, scopes, clients, made_at, ends_at, ended_at, used_at FROM tokens"
INSTANTS = dict.fromkeys(("made_at", "ends_at", "ended_at", "used_at"), Instant)
TOKEN_OF = text(f"{TOKEN} WHERE token_hash = :token_hash").columns(**INSTANTS)
TOKENS = text(f"{TOKEN} WHERE person = :person ORDER BY made_at, id").columns(**INSTANTS)
ADD_TOKEN = text(
    "INSERT INTO tokens (id, token_hash, person, name, scopes, clients, made_at, ends_at, ended_at, used_at)"
    " VALUES (:id, :token_hash, :person, :name, :scopes, :clients, :made_at, :ends_at, NULL, NULL)"
)


@dataclass(frozen=True, slots=True)
class SqlIdentity:
    """The logins of one installation's books."""

    store: SqlStore

    @contextmanager
    def transaction(self, *, reads: bool = False) -> Iterator["IdentityTransaction"]:
        """Committed at the end, undone where an exception leaves it. Errors: those of SqlStore."""
        with self.store.transaction(reads=reads) as connection:
            yield IdentityTransaction(connection)


@dataclass(frozen=True, slots=True)
class IdentityTransaction:
    connection: Connection

    def places(self, person: str) -> tuple[Place, ...]:
        """The clients' books that the person works in, by name."""
        return tuple(
            Place(
                row.client_id,
                row.name,
                Member(PersonRole(row.role), Money(row.limit_minor, row.currency) if row.limit_minor is not None else None),
                row.colour,
            )
            for row in self.connection.execute(PLACES, {"person": person})
        )

    def session(self, id_hash: str) -> Session | None:
        row = self.connection.execute(SESSION, {"id_hash": id_hash}).one_or_none()
        return Session(*row) if row is not None else None

    def add_session(self, session: Session) -> None:
        values = {
            "id_hash": session.id_hash, "person": session.person, "csrf": session.csrf, "agent": session.agent,
            "began_at": _written(session.began_at), "seen_at": _written(session.seen_at), "ends_at": _written(session.ends_at),
        }  # fmt: skip
        self.connection.execute(ADD_SESSION, values)

    def token(self, token_hash: str) -> Token | None:
        """The token whose secret has this SHA-256, ended or not."""
        row = self.connection.execute(TOKEN_OF, {"token_hash": token_hash}).one_or_none()
        return _token(*row) if row is not None else None

    def tokens(self, person: str) -> tuple[Token, ...]:
        """The person's, oldest first, with those that have ended."""
        return tuple(_token(*row) for row in self.connection.execute(TOKENS, {"person": person}))

    def add_token(self, token: Token, token_hash: str) -> None:
        values = {
            "id": token.id, "token_hash": token_hash, "person": token.person, "name": token.name,
            "scopes": " ".join(token.scopes), "clients": " ".join(token.clients),
            "made_at": _written(token.made_at), "ends_at": _written(token.ends_at),
        }  # fmt: skip
        self.connection.execute(ADD_TOKEN, values)


def _token(id_: str, person: str, name: str, scopes: str, clients: str, *moments: datetime) -> Token:
    return Token(id_, person, name, tuple(Scope(scope) for scope in scopes.split()), tuple(clients.split()), *moments)


def _written(at: datetime) -> str:
    return instant_text(at)
