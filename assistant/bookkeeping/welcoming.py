"""The first to come in: who holds the code that the terminal showed becomes an owner of the firm, and of every client's books."""

from collections.abc import Callable
from datetime import datetime
from hmac import compare_digest

from assistant.bookkeeping.identity import Identity, Passwords, refuse_guessable
from assistant.bookkeeping.inviting import refuse_no_name
from assistant.bookkeeping.signing_in import Caller, Entered, enter
from assistant.bookkeeping.throttling import Tried, count
from assistant.books.identity import Login
from assistant.books.people import PersonRole
from assistant.errors import NotAllowed


def nobody_yet(identity: Identity) -> bool:
    """Whether nobody can sign in at all, so that the first is waited for."""
    with identity.transaction(reads=True) as transaction:
        return not transaction.any_password()


def welcome(
    identity: Identity,
    passwords: Passwords,
    person: str,
    password: str,
    *,
    code: str,
    setup_code: str,
    caller: Caller,
    now: datetime,
    new_secret: Callable[[int], str],
) -> Entered:
    """The first person's session. NotAllowed where the code is not the terminal's, or somebody was faster; WrongUsage for a name
    or a password that cannot be taken."""
    with identity.transaction() as transaction:
        count(transaction, Tried.SETUP, caller.address, now=now)
    if not setup_code or not compare_digest(code.strip().upper().encode(), setup_code.encode()):
        raise NotAllowed("That is not the code.", "Read it where the desk was started: it is printed there.", code="setup_code")
    refuse_no_name(person)
    with identity.transaction(reads=True) as transaction:
        refuse_guessable(transaction, passwords, password, person)
    hashed = passwords.hash(password)
    with identity.transaction() as transaction:
        if transaction.any_password():
            raise NotAllowed("Somebody has set up this desk already.", "Sign in, or ask them for a link.", code="set_up_already")
        transaction.save_login(Login(person, hashed, now, firm=True), at=now)
        for client in transaction.clients():
            books = transaction.client(client)
            books.add_person(person, PersonRole.OWNER, at=now)
            detail = {"role": PersonRole.OWNER.value, "because": "set up the desk at its terminal"}
            books.record(at=now, who=person, what="person.role", subject=person, detail=detail)
        return enter(transaction, person, caller=caller, now=now, new_secret=new_secret)
