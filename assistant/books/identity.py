"""Who may come in and who has: a person's login, sessions, invitations and programs, and the clients' books that they work in.

Secrets stand here as hashes alone; the seed of a second factor is sealed.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.books.people import Member

# How long someone stays signed in, and how long what is handed out holds (docs/security.md says why so long).
IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(hours=24)
MOST_SESSIONS = 20
INVITED_FOR = timedelta(hours=72)
LONGEST_TOKEN = timedelta(days=365)


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
class Login:
    """How a person shows that they are who they say. `password_hash` is empty until they have taken up an invitation;
    `second_factor` is a sealed seed, empty where there is none, and `last_step` the last of its steps that was used;
    `recovery_codes` are hashes. Who is `firm` may open books, and mend anybody's way in."""

    person: str
    password_hash: str
    changed_at: datetime
    firm: bool = False
    second_factor: str = ""
    last_step: int = 0
    recovery_codes: tuple[str, ...] = ()
    disabled_at: datetime | None = None

    @property
    def usable(self) -> bool:
        return bool(self.password_hash) and self.disabled_at is None


@dataclass(frozen=True, slots=True)
class Session:
    """Someone signed in; `csrf` is what each of their forms carries. It ends at `ends_at`, or when nothing was asked for long.
    `firm` and `guarded` (by a second factor) are of the person's login."""

    id_hash: str
    person: str
    csrf: str
    began_at: datetime
    seen_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    agent: str = ""
    firm: bool = False
    guarded: bool = False

    def lasts_at(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.ends_at and now < self.seen_at + IDLE

    @property
    def handle(self) -> str:
        """What the session is called where it is listed; its cookie cannot be made from it."""
        return self.id_hash[:16]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link by which a person sets their password: once, and until `ends_at`."""

    person: str
    invited_by: str
    made_at: datetime
    ends_at: datetime
    used_at: datetime | None = None

    def good_at(self, now: datetime) -> bool:
        return self.used_at is None and now < self.ends_at


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often something that may not be tried often was tried since then."""

    count: int
    since: datetime


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
