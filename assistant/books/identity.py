"""Who has come in: a person's session, and the clients' books that they work in. Secrets stand here as hashes alone."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.books.people import Member


def secret_hash(secret: str) -> str:
    """SHA-256 in hex, of a secret that is long and random: a password is hashed with Argon2 instead."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """A client's books that a person works in, and what they are there. `name` is the client's, `colour` the hue of 0 to 359 that
    its policy names."""

    client: str
    name: str
    member: Member
    colour: int | None = None


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


class Scope(StrEnum):
    """What a program may do in a person's name; never more than the person's role in the client's books allows them."""

    READ = "read"
    DRAFT = "draft"  # draft, answer, revise, hand over, give evidence
    APPROVE = "approve"  # approve, reject, reverse, override
    SYNC = "sync"
    SETTLE = "settle"  # policy, precedents, people, goods


@dataclass(frozen=True, slots=True)
class Token:
    """A program that works in a person's name until `ends_at`, in these clients' books; where none is named, in all of the
    person's."""

    id: str
    person: str
    name: str
    scopes: tuple[Scope, ...]
    clients: tuple[str, ...]
    made_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    used_at: datetime | None = None

    def good_at(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.ends_at
