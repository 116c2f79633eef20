"""A name and a password to a session: the same answer and work whoever is named, and no more tries than throttling gives.

Where the login has a second factor, the password alone gives a Step, which the right code turns into the session.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.bookkeeping.identity import Identity, IdentityTransaction, Passwords
from assistant.bookkeeping.throttling import Tried, count, forget, take_back
from assistant.books.identity import ABSOLUTE, MOST_SESSIONS, Login, Session, secret_hash
from assistant.errors import NotAllowed

LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from: its address, and what its browser calls itself."""

    address: str
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """A session, and the secret that its cookie holds: said here once, and kept nowhere."""

    session: Session
    secret: str


@dataclass(frozen=True, slots=True)
class Step:
    """The password was right, and a code of the second factor is still wanted."""

    person: str
    changed_at: datetime


def unknown() -> NotAllowed:
    """One answer for a wrong password, a name that nobody has, one without a password, and one that was shut out."""
    return NotAllowed("The name or the password is not right.", "Check both, and try again.", code="not_signed_in")


def check_password(
    identity: Identity, passwords: Passwords, person: str, password: str, *, caller: Caller, now: datetime
) -> Login:
    """The login whose password this is. NotAllowed as `unknown`, or where it was tried too often."""
    with identity.transaction() as transaction:
        count(transaction, Tried.ADDRESS, caller.address, now=now)
        count(transaction, Tried.NAME_THERE, person, caller.address, now=now)
        count(transaction, Tried.NAME, person, now=now)
        login = transaction.login(person)
    usable = login is not None and login.usable
    fits = passwords.fits(password, login.password_hash if login is not None and usable else "")
    if login is None or not usable or not fits:
        raise unknown()
    with identity.transaction() as transaction:
        if transaction.login(person) != login:  # changed while we looked
            raise unknown()
        take_back(transaction, Tried.ADDRESS, caller.address)
        forget(transaction, Tried.NAME_THERE, person, caller.address, now=now)
        forget(transaction, Tried.NAME, person, now=now)
    return login


def sign_in(
    identity: Identity,
    passwords: Passwords,
    person: str,
    password: str,
    *,
    caller: Caller,
    now: datetime,
    new_secret: Callable[[int], str],
) -> Entered | Step:
    """Errors: NotAllowed as check_password."""
    login = check_password(identity, passwords, person, password, caller=caller, now=now)
    if login.second_factor:
        return Step(person, login.changed_at)
    with identity.transaction() as transaction:
        return enter(transaction, person, caller=caller, now=now, new_secret=new_secret)


def enter(
    transaction: IdentityTransaction, person: str, *, caller: Caller, now: datetime, new_secret: Callable[[int], str]
) -> Entered:
    """A new session of a person who has shown who they are. Past MOST_SESSIONS, the one seen longest ago ends."""
    secret = new_secret(32)
    session = Session(
        secret_hash(secret), person, new_secret(24), now, now, now + ABSOLUTE, agent=_shown(caller.agent)[:LONGEST_AGENT]
    )
    lasting = [each for each in transaction.sessions(person) if each.lasts_at(now)]
    for each in lasting[MOST_SESSIONS - 1 :]:
        transaction.end_session(each.id_hash, at=now)
    transaction.add_session(session)
    return Entered(session, secret)


def _shown(agent: str) -> str:
    return "".join(char if char.isprintable() else " " for char in agent)
