"""Who has come in: a person's session, and the clients' books that they work in. Secrets stand here as hashes alone."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from assistant.books.people import Member


def secret_hash(secret: str) -> str:
    """SHA-256 in hex, of a secret that is long and random: a password is hashed with Argon2 instead."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """A client's books that a person works in, and what they are there. `name` is the client's."""

    client: str
    name: str
    member: Member


@dataclass(frozen=True, slots=True)
class Session:
    """Someone signed in; `csrf` is what each of their forms carries. It ends at `ends_at`, or when nothing was asked for long."""

    id_hash: str
    person: str
    csrf: str
    began_at: datetime
    seen_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    agent: str = ""
