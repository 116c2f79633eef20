"""What a consent at QuickBooks is asked for, and what it comes back to: a state that only this session can have begun.

The state says whose books, which QuickBooks, and until when, under an HMAC keyed by the session's own token (RFC 6749, 10.12): an
answer that was begun by somebody else, for other books, or long ago connects nothing.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assistant.books.identity import Session
from assistant.books.remote import Environment
from assistant.errors import WrongUsage
from assistant.settings import QuickBooksSettings

PATH = "/quickbooks/connected"
LASTS = timedelta(minutes=15)  # to sign in there, perhaps with a second factor, and choose a company


@dataclass(frozen=True, slots=True)
class Asked:
    """A consent that was asked for: `another` says that another company than the one so far is meant."""

    client: str
    environment: Environment
    another: bool
    until: datetime

    def state(self, session: Session) -> str:
        told = f"{self.environment.value}.{int(self.another)}.{int(self.until.timestamp())}.{self.client}"
        return f"{told}.{_mark(told, session)}"


def asked_in(state: str, session: Session, *, now: datetime) -> Asked:
    """What the state was made for. WrongUsage where this session did not make it, or too long ago."""
    told, _, mark = state.rpartition(".")
    if not told or not hmac.compare_digest(_mark(told, session).encode(), mark.encode()):
        raise WrongUsage("That is no answer to a connection that you began here.", "Begin anew under Settings, QuickBooks.")
    environment, another, until, client = told.split(".", 3)
    asked = Asked(client, Environment(environment), another == "1", datetime.fromtimestamp(int(until), tz=UTC))
    if asked.until <= now:
        raise WrongUsage("QuickBooks answered too late: the connection was begun some while ago.", "Begin it anew.")
    return asked


def comes_back_here(app: QuickBooksSettings) -> bool:
    """Whether QuickBooks sends the browser back to this desk; else the address that it ends at is pasted."""
    return app.redirect_uri.endswith(PATH)


def _mark(told: str, session: Session) -> str:
    key = f"{session.csrf} {session.id_hash}".encode()
    return hmac.new(key, b"writeoff consent\0" + told.encode(), hashlib.sha256).hexdigest()
