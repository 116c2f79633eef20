"""Programs that work in a person's name: a token each, for a time, with what it may do and where; never more than the person."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from assistant.bookkeeping.identity import Identity
from assistant.books.identity import LONGEST_TOKEN, Scope, Token, secret_hash
from assistant.errors import NotFound, WrongUsage

PREFIX = "writeoff_"  # so that a token that got lost somewhere is known for one
LONGEST_NAME = 60


def make_token(
    identity: Identity,
    person: str,
    name: str,
    scopes: Collection[Scope],
    clients: Collection[str],
    *,
    lasts: timedelta,
    now: datetime,
    new_secret: Callable[[int], str],
    token_id: str,
) -> tuple[Token, str]:
    """The token, and the secret by which a program shows that it has it: said here once, and kept as a hash. No `clients`: all
    of the person's. WrongUsage without a name or anything to do, for longer than a year, or for a client that is not theirs."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongUsage("The program needs a name.", f"Write up to {LONGEST_NAME} characters, such as stock scanner.")
    if not scopes:
        raise WrongUsage("A program that may do nothing needs no token.", "Choose what it may do.")
    if not timedelta(0) < lasts <= LONGEST_TOKEN:
        raise WrongUsage("A token lasts from a day to a year.", f"Write 1 to {LONGEST_TOKEN.days} days.")
    secret = PREFIX + new_secret(32)
    with identity.transaction() as transaction:
        theirs = {place.client for place in transaction.places(person)}
        if strange := sorted(set(clients) - theirs):
            raise WrongUsage(f"You do not work for {strange[0]}.", "Choose among your clients.")
        ordered = tuple(scope for scope in Scope if scope in scopes)
        token = Token(token_id, person, name, ordered, tuple(sorted(set(clients))), now, now + lasts)
        transaction.add_token(token, secret_hash(secret))
    return token, secret


def tokens_of(identity: Identity, person: str) -> tuple[Token, ...]:
    with identity.transaction(reads=True) as transaction:
        return transaction.tokens(person)


def end_token(identity: Identity, person: str, token_id: str, *, now: datetime) -> None:
    """NotFound where the person has no such token that still works."""
    with identity.transaction() as transaction:
        if not transaction.end_tokens(person, at=now, token_id=token_id):
            raise NotFound("That token has ended already.", "Look at the list anew.")
