"""A person changes their own password: the current one is asked for, and every other session of theirs ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from assistant.bookkeeping.identity import Identity, Passwords, login_of, refuse_guessable
from assistant.bookkeeping.signing_in import Caller, Entered, check_password, enter
from assistant.books.identity import Login, Session
from assistant.errors import WrongUsage


def change_password(
    identity: Identity,
    passwords: Passwords,
    session: Session,
    current: str,
    new: str,
    *,
    caller: Caller,
    now: datetime,
    new_secret: Callable[[int], str],
) -> Entered:
    """A session in place of all that the person had. NotAllowed where the current password is not right; WrongUsage where the new
    one is the same, or easily guessed."""
    login = confirm(identity, passwords, session, current, caller=caller, now=now)
    if new == current:
        raise WrongUsage("The new password is the one that you have.", "Choose another.", code="weak_password")
    with identity.transaction(reads=True) as transaction:
        refuse_guessable(transaction, passwords, new, session.person)
    hashed = passwords.hash(new)
    with identity.transaction() as transaction:
        known = login_of(transaction, session.person)
        if known.password_hash != login.password_hash:
            raise WrongUsage("Your password was changed meanwhile.", "Sign in anew.")
        transaction.save_login(replace(known, password_hash=hashed, changed_at=now), at=now)
        transaction.end_sessions(session.person, at=now)
        transaction.end_invitations(session.person, at=now)
        return enter(transaction, session.person, caller=caller, now=now, new_secret=new_secret)


def confirm(
    identity: Identity, passwords: Passwords, session: Session, password: str, *, caller: Caller, now: datetime
) -> Login:
    """The login of a person who shows once more that it is they, before they change how they come in (OWASP ASVS 5.0, 7.5.1).
    NotAllowed where the password is not theirs."""
    return check_password(identity, passwords, session.person, password, caller=caller, now=now)
