"""Who comes to work in a client's books, and how they first come in: by a link that sets their password, once and for three days.

We send no mail: who makes the link hands it on. The same link mends a lost password; it never takes a second factor away.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.bookkeeping import settling
from assistant.bookkeeping.identity import (
    Identity,
    IdentityTransaction,
    Known,
    Passwords,
    WayIn,
    Within,
    allow_mending,
    login_of,
    may_mend,
    refuse_guessable,
)
from assistant.bookkeeping.second_factor import without
from assistant.bookkeeping.signing_in import Caller, Entered, enter
from assistant.books.identity import INVITED_FOR, Invitation, Login, secret_hash
from assistant.books.money import Money
from assistant.books.people import Action, Member, PersonRole
from assistant.errors import NotAllowed, RefusedByBooks, WrongUsage
from assistant.stages.review import allow

LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Link:
    """The secret that a link for this person ends with: said here once, and kept as a hash."""

    person: str
    secret: str
    ends_at: datetime


def known(identity: Identity, client: str, *, by: str, now: datetime) -> tuple[Known, ...]:
    """All who work in the client's books, by name. NotAllowed where one may not read them."""
    with identity.transaction(reads=True) as transaction:
        books = transaction.client(client)
        allow(by, books.role_of(by), Action.READ)
        return tuple(_known(transaction, client, person, member, by, now) for person, member in books.members().items())


def _known(transaction: IdentityTransaction, client: str, person: str, member: Member, by: str, now: datetime) -> Known:
    login = transaction.login(person)
    if login is None:
        way_in = WayIn.NONE
    elif login.disabled_at is not None:
        way_in = WayIn.SHUT
    else:
        way_in = WayIn.OPEN if login.password_hash else WayIn.INVITED
    try:
        mendable = allow_mending(transaction, client, person, by=by) is not None
    except NotAllowed:
        mendable = False
    sessions = sum(1 for each in transaction.sessions(person) if each.lasts_at(now))
    firm, guarded = (login.firm, bool(login.second_factor)) if login is not None else (False, False)
    return Known(person, member, way_in, firm, guarded, sessions, mendable)


def invite(
    identity: Identity,
    client: str,
    person: str,
    role: PersonRole,
    *,
    limit: Money | None,
    by: str,
    now: datetime,
    new_secret: Callable[[int], str],
) -> Link | None:
    """The person gets the role, and a link where they have no way in yet that works; None where they can sign in already, or have
    to get their link from somebody who may mend it. Errors: NotAllowed, WrongUsage for a name that is none."""
    refuse_no_name(person)
    with identity.transaction() as transaction:
        settling.set_role(Within(transaction), client, person, role, by=by, at=now, limit=limit)
        login = transaction.login(person)
        if login is not None and (login.password_hash or login.disabled_at):
            return None
        try:
            allow_mending(transaction, client, person, by=by)
        except NotAllowed:
            return None
        return _link(transaction, client, login or Login(person, "", now), "person.invited", by, now, new_secret)


def reset(
    identity: Identity, client: str, person: str, *, by: str, now: datetime, new_secret: Callable[[int], str]
) -> Link:
    """A link for a person who forgot their password, or never got theirs. What they have works until they use it. NotAllowed."""
    with identity.transaction() as transaction:
        allow_mending(transaction, client, person, by=by)
        login = transaction.login(person) or Login(person, "", now)
        if login.disabled_at is not None:
            raise RefusedByBooks(f"{person} is shut out.", "Let them in again first.")
        return _link(transaction, client, login, "person.reset_link", by, now, new_secret)


def _link(
    transaction: IdentityTransaction,
    client: str,
    login: Login,
    what: str,
    by: str,
    now: datetime,
    new_secret: Callable[[int], str],
) -> Link:
    link = Link(login.person, new_secret(32), now + INVITED_FOR)
    transaction.save_login(login, at=now)
    transaction.end_invitations(login.person, at=now)
    transaction.add_invitation(Invitation(login.person, by, now, link.ends_at), secret_hash(link.secret))
    transaction.client(client).record(at=now, who=by, what=what, subject=login.person, detail={"until": link.ends_at.isoformat()})
    return link


def invited(identity: Identity, secret: str, *, now: datetime) -> Invitation:
    """NotAllowed where no such link was made, it was used, its time is over, or who made it may not mend this way in any more:
    the person may have come to work elsewhere since."""
    with identity.transaction(reads=True) as transaction:
        return _good(transaction, secret, now)


def _good(transaction: IdentityTransaction, secret: str, now: datetime) -> Invitation:
    invitation = transaction.invitation(secret_hash(secret))
    good = invitation is not None and invitation.good_at(now)
    if invitation is None or not good or not may_mend(transaction, invitation.person, by=invitation.invited_by):
        raise NotAllowed("This link works no longer, or never did.", "Ask who gave it to you for another.", code="link_ended")
    return invitation


def take_up(
    identity: Identity,
    passwords: Passwords,
    secret: str,
    password: str,
    *,
    caller: Caller,
    now: datetime,
    new_secret: Callable[[int], str],
) -> Entered | None:
    """Sets the password; every session that the person had ends. A new one begins, unless a second factor is still to be shown:
    then None, and the person signs in. Errors: NotAllowed as `invited`, WrongUsage for a password that is easily guessed."""
    with identity.transaction(reads=True) as transaction:
        person = _good(transaction, secret, now).person
        refuse_guessable(transaction, passwords, password, person)
    hashed = passwords.hash(password)
    with identity.transaction() as transaction:
        _good(transaction, secret, now)
        login = login_of(transaction, person)
        if login.disabled_at is not None:
            raise NotAllowed("This link works no longer.", "Ask who gave it to you.", code="link_ended")
        transaction.end_invitations(person, at=now)
        transaction.end_sessions(person, at=now)
        transaction.save_login(replace(login, password_hash=hashed, changed_at=now), at=now)
        if login.second_factor:
            return None
        return enter(transaction, person, caller=caller, now=now, new_secret=new_secret)


def shut_out(identity: Identity, client: str, person: str, *, by: str, now: datetime) -> None:
    """The person comes in no more, anywhere: sessions, programs and links of theirs end. Their roles and what they did stay.
    NotAllowed; RefusedByBooks for oneself, so that an owner stays."""
    if person == by:
        raise RefusedByBooks("Nobody shuts themselves out.", "Another owner may do it.")
    with identity.transaction() as transaction:
        books = allow_mending(transaction, client, person, by=by)
        login = transaction.login(person) or Login(person, "", now)
        transaction.save_login(replace(login, disabled_at=now), at=now)
        transaction.end_sessions(person, at=now)
        transaction.end_tokens(person, at=now)
        transaction.end_invitations(person, at=now)
        books.record(at=now, who=by, what="person.shut_out", subject=person, detail={})


def let_in(identity: Identity, client: str, person: str, *, by: str, now: datetime) -> None:
    """A person who was shut out may sign in again. NotAllowed."""
    with identity.transaction() as transaction:
        books = allow_mending(transaction, client, person, by=by)
        transaction.save_login(replace(login_of(transaction, person), disabled_at=None), at=now)
        books.record(at=now, who=by, what="person.let_in", subject=person, detail={})


def drop_second_factor(identity: Identity, client: str, person: str, *, by: str, now: datetime) -> None:
    """For a person who lost their phone and their recovery codes, and showed the owner who they are. NotAllowed."""
    with identity.transaction() as transaction:
        books = allow_mending(transaction, client, person, by=by)
        transaction.save_login(without(login_of(transaction, person)), at=now)
        transaction.end_sessions(person, at=now)
        books.record(at=now, who=by, what="person.second_factor_dropped", subject=person, detail={})


def refuse_no_name(person: str) -> None:
    """WrongUsage for what cannot be a person's name here."""
    if not person or person != person.strip() or len(person) > LONGEST_NAME or not person.isprintable():
        raise WrongUsage("This is no name to sign in by.", f"Write 1 to {LONGEST_NAME} characters that can be seen.")


def make_firm(identity: Identity, client: str, person: str, firm: bool, *, by: str, now: datetime) -> None:
    """Whether the person is an owner of the firm, who may open books and mend anybody's way in. NotAllowed for who is none
    themselves; RefusedByBooks for oneself, so that one stays."""
    if person == by:
        raise RefusedByBooks("Nobody changes this of themselves.", "Another owner of the firm may do it.")
    with identity.transaction() as transaction:
        books = allow_mending(transaction, client, person, by=by)
        maker = transaction.login(by)
        if maker is None or not maker.firm:
            raise NotAllowed("Only an owner of the firm makes another.", "Ask one of them.")
        transaction.save_login(replace(login_of(transaction, person), firm=firm), at=now)
        books.record(at=now, who=by, what="person.firm", subject=person, detail={"firm": firm})
