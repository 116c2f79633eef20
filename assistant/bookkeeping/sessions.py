"""A person's sessions: which of them lasts, and how each ends (OWASP ASVS 5.0, V7)."""

from datetime import datetime, timedelta

from assistant.bookkeeping.identity import Identity, allow_mending
from assistant.books.identity import Place, Session
from assistant.errors import NotFound

SEEN_EVERY = timedelta(minutes=5)  # how exactly it is kept when something was last asked for: not every page need write


def current(identity: Identity, id_hash: str, *, now: datetime) -> tuple[Session, tuple[Place, ...]] | None:
    """The session, where it lasts, and the clients' books that its person works in."""
    with identity.transaction(reads=True) as transaction:
        session = transaction.session(id_hash)
        if session is None or not session.lasts_at(now):
            return None
        places = transaction.places(session.person)
    if now - session.seen_at >= SEEN_EVERY:
        with identity.transaction() as transaction:
            transaction.seen(id_hash, at=now)
    return session, places


def of_person(identity: Identity, person: str, *, now: datetime) -> tuple[Session, ...]:
    """Those that last, the latest seen first."""
    with identity.transaction(reads=True) as transaction:
        return tuple(session for session in transaction.sessions(person) if session.lasts_at(now))


def sign_out(identity: Identity, session: Session, *, now: datetime) -> None:
    with identity.transaction() as transaction:
        transaction.end_session(session.id_hash, at=now)


def end_own(identity: Identity, person: str, handle: str, *, now: datetime) -> Session:
    """Ends the person's session of that handle. NotFound where they have none."""
    with identity.transaction() as transaction:
        session = next((each for each in transaction.sessions(person) if each.handle == handle), None)
        if session is None:
            raise NotFound("That session has ended already.", "Look at the list anew.")
        transaction.end_session(session.id_hash, at=now)
        return session


def end_others(identity: Identity, session: Session, *, now: datetime) -> int:
    """Ends all of the person's sessions but this one; how many that were."""
    with identity.transaction() as transaction:
        return transaction.end_sessions(session.person, at=now, but=session.id_hash)


def end_all_of(identity: Identity, client: str, person: str, *, by: str, now: datetime) -> int:
    """An owner ends every session of another; how many that were. NotAllowed where it is not theirs to do."""
    with identity.transaction() as transaction:
        books = allow_mending(transaction, client, person, by=by)
        ended = transaction.end_sessions(person, at=now)
        books.record(at=now, who=by, what="person.sessions_ended", subject=person, detail={"sessions": ended})
        return ended
