"""Who may come in, to rows and back: logins, invitations, sessions, tokens, attempts. Rows of the installation, of no client.

Secrets come here as hashes only; what they are compared with is made by the use cases (bookkeeping/identity.py and its like).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from assistant.adapters.sql.clients import ADD_PERSON
from assistant.adapters.sql.seeing import see_as
from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.store import CLIENTS, SqlStore, transaction_of
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.adapters.sql.types import Instant, instant_text, moment
from assistant.books.identity import Attempts, Invitation, Login, Place, Scope, Session, Token
from assistant.books.money import Money
from assistant.books.people import Member, PersonRole

LOGIN = text(
    "SELECT person, password_hash, changed_at, firm, second_factor, last_step, recovery_codes, disabled_at FROM logins"
    " WHERE person = :person"
).columns(changed_at=Instant, disabled_at=Instant)
SAVE_LOGIN = text(
    "INSERT INTO logins (person, password_hash, changed_at, firm, second_factor, last_step, recovery_codes, disabled_at)"
    " VALUES (:person, :password_hash, :changed_at, :firm, :second_factor, :last_step, :recovery_codes, :disabled_at)"
    " ON CONFLICT (person) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at,"
    " firm = excluded.firm, second_factor = excluded.second_factor, last_step = excluded.last_step,"
    " recovery_codes = excluded.recovery_codes, disabled_at = excluded.disabled_at"
)
ANY_PASSWORD = text("SELECT 1 FROM logins WHERE password_hash <> '' LIMIT 1")

SESSION = (
    "SELECT sessions.id_hash, sessions.person, sessions.csrf, sessions.began_at, sessions.seen_at, sessions.ends_at,"
    " coalesce(sessions.ended_at, logins.disabled_at) AS ended_at, sessions.agent, coalesce(logins.firm, false) AS firm,"
    " coalesce(logins.second_factor, '') <> '' AS guarded"
    " FROM sessions LEFT JOIN logins ON logins.person = sessions.person"
)
OF_SESSION = dict.fromkeys(("began_at", "seen_at", "ends_at", "ended_at"), Instant)
SESSION_OF = Statement(f"{SESSION} WHERE sessions.id_hash = :id_hash")  # every page asks these two
SESSIONS = text(
    f"{SESSION} WHERE sessions.person = :person AND sessions.ended_at IS NULL ORDER BY sessions.seen_at DESC, sessions.id_hash"
).columns(**OF_SESSION)
ADD_SESSION = text(
    "INSERT INTO sessions (id_hash, person, csrf, began_at, seen_at, ends_at, ended_at, agent)"
    " VALUES (:id_hash, :person, :csrf, :began_at, :seen_at, :ends_at, NULL, :agent)"
)
SEEN = text("UPDATE sessions SET seen_at = :at WHERE id_hash = :id_hash AND ended_at IS NULL")
END_SESSION = text("UPDATE sessions SET ended_at = :at WHERE id_hash = :id_hash AND ended_at IS NULL")
END_SESSIONS = text("UPDATE sessions SET ended_at = :at WHERE person = :person AND id_hash <> :but AND ended_at IS NULL")

TOKEN = (
    "SELECT tokens.id, tokens.person, tokens.name, tokens.scopes, tokens.clients, tokens.made_at, tokens.ends_at,"
    " coalesce(tokens.ended_at, logins.disabled_at) AS ended_at, tokens.used_at"
    " FROM tokens LEFT JOIN logins ON logins.person = tokens.person"
)
OF_TOKEN = dict.fromkeys(("made_at", "ends_at", "ended_at", "used_at"), Instant)
TOKEN_OF = text(f"{TOKEN} WHERE tokens.token_hash = :token_hash").columns(**OF_TOKEN)
TOKENS = text(f"{TOKEN} WHERE tokens.person = :person ORDER BY tokens.made_at, tokens.id").columns(**OF_TOKEN)
ADD_TOKEN = text(
    "INSERT INTO tokens (id, token_hash, person, name, scopes, clients, made_at, ends_at, ended_at, used_at)"
    " VALUES (:id, :token_hash, :person, :name, :scopes, :clients, :made_at, :ends_at, NULL, NULL)"
)
END_TOKENS = text("UPDATE tokens SET ended_at = :at WHERE person = :person AND (:id = '' OR id = :id) AND ended_at IS NULL")
TOKEN_USED = text("UPDATE tokens SET used_at = :at WHERE id = :id")

INVITATION = text(
    "SELECT person, invited_by, made_at, ends_at, used_at FROM invitations WHERE token_hash = :token_hash"
).columns(made_at=Instant, ends_at=Instant, used_at=Instant)
ADD_INVITATION = text(
    "INSERT INTO invitations (token_hash, person, invited_by, made_at, ends_at, used_at)"
    " VALUES (:token_hash, :person, :invited_by, :made_at, :ends_at, NULL)"
)
END_INVITATIONS = text("UPDATE invitations SET used_at = :at WHERE person = :person AND used_at IS NULL")

ATTEMPTS = text("SELECT count, since FROM attempts WHERE bucket = :bucket").columns(since=Instant)
SAVE_ATTEMPTS = text(
    "INSERT INTO attempts (bucket, count, since) VALUES (:bucket, :count, :since)"
    " ON CONFLICT (bucket) DO UPDATE SET count = excluded.count, since = excluded.since"
)
FORGET_ATTEMPTS = text("DELETE FROM attempts WHERE bucket = :bucket OR since < :before")

IDENTITY_LOCK = 0x7772696E616D6573  # PostgreSQL's advisory lock of who writes here: 'wrinames'
ALONE = text("SELECT pg_advisory_xact_lock(:lock)")
PLACES = Statement(
    "SELECT roles.client_id, clients.name, clients.currency, roles.role, roles.limit_minor, policies.colour FROM roles"
    " JOIN clients ON clients.id = roles.client_id JOIN policies ON policies.client_id = roles.client_id AND policies.version ="
    " (SELECT max(version) FROM policies AS set_last WHERE set_last.client_id = roles.client_id)"
    " WHERE roles.person = :person ORDER BY clients.name, roles.client_id"
)


@dataclass(frozen=True, slots=True)
class SqlIdentity:
    """The logins of one installation's books."""

    store: SqlStore

    @contextmanager
    def transaction(self, *, reads: bool = False) -> Iterator["IdentityTransaction"]:
        """Committed at the end, undone where an exception leaves it. Those that write follow one another, for a code or an
        attempt that one of them counts the next must see. Errors: those of SqlStore."""
        with self.store.transaction(reads=reads) as connection:
            if connection.dialect.name == "postgresql" and not reads:
                connection.execute(ALONE, {"lock": IDENTITY_LOCK})
            yield IdentityTransaction(connection, reads)


@dataclass(frozen=True, slots=True)
class IdentityTransaction:
    """Implements bookkeeping.identity.IdentityTransaction."""

    connection: Connection
    reads: bool = False

    # ── Books ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def places(self, person: str) -> tuple[Place, ...]:
        """The clients' books that the person works in, by name."""
        see_as(self.connection, person)
        return tuple(
            Place(client, name, Member(PersonRole(role), Money(limit, currency) if limit is not None else None), colour)
            for client, name, currency, role, limit, colour in PLACES.rows(self.connection, {"person": person})
        )

    def clients(self) -> tuple[str, ...]:
        return tuple(self.connection.execute(CLIENTS).scalars())

    def client(self, client: str) -> SqlTransaction:
        """One client's books in this same transaction. NotFound as SqlStore.client."""
        return transaction_of(self.connection, client, reads=self.reads)

    # ── Logins ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def login(self, person: str) -> Login | None:
        row = self.connection.execute(LOGIN, {"person": person}).one_or_none()
        if row is None:
            return None
        name, hashed, changed_at, firm, seed, last_step, codes, disabled_at = row
        return Login(name, hashed, changed_at, bool(firm), seed, last_step, tuple(codes.split()), disabled_at)

    def save_login(self, login: Login, *, at: datetime) -> None:
        """In place of the one the person had; the person is added where they are not known yet."""
        self.connection.execute(ADD_PERSON, {"name": login.person, "at": instant_text(at)})
        values = {
            "person": login.person, "password_hash": login.password_hash, "changed_at": instant_text(login.changed_at),
            "firm": login.firm, "second_factor": login.second_factor, "last_step": login.last_step,
            "recovery_codes": " ".join(login.recovery_codes), "disabled_at": _written(login.disabled_at),
        }  # fmt: skip
        self.connection.execute(SAVE_LOGIN, values)

    def any_password(self) -> bool:
        """Whether anybody can sign in at all."""
        return self.connection.execute(ANY_PASSWORD).first() is not None

    # ── Sessions ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def session(self, id_hash: str) -> Session | None:
        found = SESSION_OF.row(self.connection, {"id_hash": id_hash})
        if found is None:
            return None
        hashed, person, csrf, *moments, agent, firm, guarded = found
        return _session(hashed, person, csrf, *(moment(at) if at is not None else None for at in moments), agent, firm, guarded)

    def sessions(self, person: str) -> tuple[Session, ...]:
        """Those that nobody ended, the latest seen first; some may have run out."""
        return tuple(_session(*row) for row in self.connection.execute(SESSIONS, {"person": person}))

    def add_session(self, session: Session) -> None:
        values = {
            "id_hash": session.id_hash, "person": session.person, "csrf": session.csrf, "agent": session.agent,
            "began_at": instant_text(session.began_at), "seen_at": instant_text(session.seen_at),
            "ends_at": instant_text(session.ends_at),
        }  # fmt: skip
        self.connection.execute(ADD_SESSION, values)

    def seen(self, id_hash: str, *, at: datetime) -> None:
        self.connection.execute(SEEN, {"id_hash": id_hash, "at": instant_text(at)})

    def end_session(self, id_hash: str, *, at: datetime) -> None:
        self.connection.execute(END_SESSION, {"id_hash": id_hash, "at": instant_text(at)})

    def end_sessions(self, person: str, *, at: datetime, but: str = "") -> int:
        """All of the person's, but the one of that hash; how many that were."""
        return self.connection.execute(END_SESSIONS, {"person": person, "but": but, "at": instant_text(at)}).rowcount

    # ── Programs ─────────────────────────────────────────────────────────────────────────────────────────────────────

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
            "made_at": instant_text(token.made_at), "ends_at": instant_text(token.ends_at),
        }  # fmt: skip
        self.connection.execute(ADD_TOKEN, values)

    def end_tokens(self, person: str, *, at: datetime, token_id: str = "") -> int:
        """The person's of that id, or all; how many that were."""
        return self.connection.execute(END_TOKENS, {"person": person, "id": token_id, "at": instant_text(at)}).rowcount

    def token_used(self, token_id: str, *, at: datetime) -> None:
        self.connection.execute(TOKEN_USED, {"id": token_id, "at": instant_text(at)})

    # ── Invitations and attempts ─────────────────────────────────────────────────────────────────────────────────────

    def invitation(self, token_hash: str) -> Invitation | None:
        row = self.connection.execute(INVITATION, {"token_hash": token_hash}).one_or_none()
        return Invitation(*row) if row is not None else None

    def add_invitation(self, invitation: Invitation, token_hash: str) -> None:
        values = {
            "token_hash": token_hash, "person": invitation.person, "invited_by": invitation.invited_by,
            "made_at": instant_text(invitation.made_at), "ends_at": instant_text(invitation.ends_at),
        }  # fmt: skip
        self.connection.execute(ADD_INVITATION, values)

    def end_invitations(self, person: str, *, at: datetime) -> None:
        """None of the person's links works any more."""
        self.connection.execute(END_INVITATIONS, {"person": person, "at": instant_text(at)})

    def attempts(self, bucket: str) -> Attempts | None:
        row = self.connection.execute(ATTEMPTS, {"bucket": bucket}).one_or_none()
        return Attempts(*row) if row is not None else None

    def save_attempts(self, bucket: str, attempts: Attempts) -> None:
        self.connection.execute(SAVE_ATTEMPTS, {"bucket": bucket, "count": attempts.count, "since": instant_text(attempts.since)})

    def forget_attempts(self, bucket: str, *, before: datetime) -> None:
        """Those of the bucket, and all that nobody went on with since."""
        self.connection.execute(FORGET_ATTEMPTS, {"bucket": bucket, "before": instant_text(before)})


def _session(*row: Any) -> Session:
    *kept, firm, guarded = row
    return replace(Session(*kept), firm=bool(firm), guarded=bool(guarded))


def _token(id_: str, person: str, name: str, scopes: str, clients: str, *moments: datetime) -> Token:
    return Token(id_, person, name, tuple(Scope(scope) for scope in scopes.split()), tuple(clients.split()), *moments)


def _written(at: datetime | None) -> str | None:
    return instant_text(at) if at is not None else None
