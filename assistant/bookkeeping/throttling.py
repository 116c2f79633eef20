"""How often something may be tried: counted before it is tried, in the books, so that it holds over processes and restarts.

A name is counted by the address that it was tried from, and again wherever it was tried from: whoever guesses at a name from one
place shuts that place out, and not the person elsewhere. An address is counted over all names (OWASP ASVS 5.0, 6.1.1 and 6.3.1).
"""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.bookkeeping.identity import IdentityTransaction
from assistant.books.identity import Attempts
from assistant.errors import NotAllowed

WINDOW = timedelta(minutes=15)


class Tried(StrEnum):
    """What is tried, by whom an attempt is counted."""

    NAME_THERE = "name from an address"
    NAME = "name"
    ADDRESS = "address"
    CODE_THERE = "code from an address"
    CODE = "code"
    SETUP = "setup"


# How often in a WINDOW.
MOST = {Tried.NAME_THERE: 5, Tried.NAME: 30, Tried.ADDRESS: 100, Tried.CODE_THERE: 5, Tried.CODE: 20, Tried.SETUP: 10}


def count(transaction: IdentityTransaction, tried: Tried, *of: str, now: datetime) -> None:
    """Counts an attempt. NotAllowed, with how long to wait, where there were too many; that one is not counted."""
    bucket = _bucket(tried, *of)
    known = transaction.attempts(bucket)
    if known is None or now >= known.since + WINDOW:
        known = Attempts(0, now)
    if known.count >= MOST[tried]:
        minutes = -(-(known.since + WINDOW - now) // timedelta(minutes=1))
        raise NotAllowed(
            "This was tried too often.", f"Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again.", code="too_often"
        )
    transaction.save_attempts(bucket, Attempts(known.count + 1, known.since))


def forget(transaction: IdentityTransaction, tried: Tried, *of: str, now: datetime) -> None:
    """It went well, so it was no guess; and what lies back far enough is swept out."""
    transaction.forget_attempts(_bucket(tried, *of), before=now - WINDOW)


def take_back(transaction: IdentityTransaction, tried: Tried, *of: str) -> None:
    """The one attempt that went well does not count."""
    bucket = _bucket(tried, *of)
    if (known := transaction.attempts(bucket)) is not None and known.count > 0:
        transaction.save_attempts(bucket, Attempts(known.count - 1, known.since))


def _bucket(tried: Tried, *of: str) -> str:
    """A hash, so that what people type where a name belongs (at times a password) is not kept."""
    return hashlib.sha256("\0".join((tried.value, *of)).encode("utf-8", "replace")).hexdigest()
