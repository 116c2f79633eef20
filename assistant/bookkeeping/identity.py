"""What the use cases of coming in ask of whatever keeps logins and hashes passwords; and who may mend whose way in."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from assistant.bookkeeping.doors import BooksTransaction
from assistant.books.identity import Attempts, Invitation, Login, Place, Session, Token
from assistant.books.passwords import why_refused
from assistant.books.people import Action, Member, PersonRole
from assistant.errors import NotAllowed, NotFound, WrongUsage
from assistant.stages.review import allow


class IdentityTransaction(Protocol):
    """Logins of the installation inside one transaction; adapters/sql/identity.py says what each method does."""

    def places(self, person: str) -> tuple[Place, ...]: ...
    def clients(self) -> tuple[str, ...]: ...
    def client(self, client: str) -> BooksTransaction: ...
    def login(self, person: str) -> Login | None: ...
    def save_login(self, login: Login, *, at: datetime) -> None: ...
    def any_password(self) -> bool: ...
    def session(self, id_hash: str) -> Session | None: ...
    def sessions(self, person: str) -> tuple[Session, ...]: ...
    def add_session(self, session: Session) -> None: ...
    def seen(self, id_hash: str, *, at: datetime) -> None: ...
    def end_session(self, id_hash: str, *, at: datetime) -> None: ...
    def end_sessions(self, person: str, *, at: datetime, but: str = "") -> int: ...
    def tokens(self, person: str) -> tuple[Token, ...]: ...
    def add_token(self, token: Token, token_hash: str) -> None: ...
    def end_tokens(self, person: str, *, at: datetime, token_id: str = "") -> int: ...
    def invitation(self, token_hash: str) -> Invitation | None: ...
    def add_invitation(self, invitation: Invitation, token_hash: str) -> None: ...
    def end_invitations(self, person: str, *, at: datetime) -> None: ...
    def attempts(self, bucket: str) -> Attempts | None: ...
    def save_attempts(self, bucket: str, attempts: Attempts) -> None: ...
    def forget_attempts(self, bucket: str, *, before: datetime) -> None: ...


class Identity(Protocol):
    def transaction(self, *, reads: bool = False) -> AbstractContextManager[IdentityTransaction]: ...


class Passwords(Protocol):
    """Slow by design, so it is never asked inside a transaction."""

    def hash(self, password: str) -> str: ...
    def fits(self, password: str, hashed: str) -> bool:
        """Whether it is the password of that hash; where the hash is empty it is not, after the same work."""
        ...

    def is_leaked(self, password: str) -> bool:
        """Whether it stands in the installation's list of leaked passwords, where it has one."""
        ...


class WayIn(StrEnum):
    """How far a person has come with coming in."""

    NONE = "no way in yet"
    INVITED = "has a link"
    OPEN = "can sign in"
    SHUT = "shut out"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who works in a client's books, as who asks sees them. `sessions` are those that last; `mendable`: whether who asks
    may change how they come in."""

    person: str
    member: Member
    way_in: WayIn
    firm: bool
    guarded: bool
    sessions: int
    mendable: bool


@dataclass(frozen=True, slots=True)
class Within:
    """One client's books in a transaction that is open already: what other use cases take for a store."""

    transaction: IdentityTransaction

    @contextmanager
    def client(self, client: str) -> Iterator[BooksTransaction]:
        yield self.transaction.client(client)


def login_of(transaction: IdentityTransaction, person: str) -> Login:
    """NotFound where the person never had one."""
    login = transaction.login(person)
    if login is None:
        raise NotFound(f"{person} has no way to come in here yet.", "Make them a link to set a password.")
    return login


def allow_mending(transaction: IdentityTransaction, client: str, person: str, *, by: str) -> BooksTransaction:
    """The books of the client that both work in, where `by` may change how the person comes in: it takes an owner there, who is
    of the firm, or owner of every client's books that the person works in: an owner of some of them alone could come by the
    others' books with a link of their own making. NotAllowed else."""
    books = transaction.client(client)
    allow(by, books.role_of(by), Action.MANAGE_PEOPLE)
    books.role_of(person)
    if not may_mend(transaction, person, by=by):
        raise NotAllowed(
            f"{person} also works where you are not owner, so you may not change how they come in.",
            "Ask an owner of the firm to do it.",
            code="not_yours_to_mend",
        )
    return books


def may_mend(transaction: IdentityTransaction, person: str, *, by: str) -> bool:
    """Whether `by` is of the firm, or owner of every client's books that the person works in. Who was shut out mends nobody."""
    mender, login = transaction.login(by), transaction.login(person)
    if mender is not None and (mender.disabled_at is not None or mender.firm):
        return mender.disabled_at is None
    owned = {place.client for place in transaction.places(by) if place.member.role is PersonRole.OWNER}
    theirs = {place.client for place in transaction.places(person)}
    return theirs <= owned and (login is None or not login.firm)


def refuse_guessable(transaction: IdentityTransaction, passwords: Passwords, password: str, person: str) -> None:
    """WrongUsage, which does not say the password, for one that is easily guessed."""
    about = [person, *(word for place in transaction.places(person) for word in (place.client, place.name))]
    why = why_refused(password, about)
    if not why and passwords.is_leaked(password):
        why = "It stands in a list of passwords that were leaked elsewhere."
    if why:
        raise WrongUsage(
            f"This password cannot be taken. {why}", "Take several words that do not belong together.", code="weak_password"
        )
