"""A second factor: a seed that a person's phone makes codes of (TOTP, RFC 6238), and recovery codes for when the phone is gone.

The seed is sealed before it is stored, a code is good once, and so is a recovery code. Those have 120 bits each, so a plain hash
keeps them (OWASP ASVS 5.0, 6.5.1 to 6.5.5).
"""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Protocol

from pyotp import TOTP

from assistant.bookkeeping.identity import Identity, login_of
from assistant.bookkeeping.signing_in import Caller, Entered, Step, enter
from assistant.bookkeeping.throttling import Tried, count, forget
from assistant.books.identity import Login, Session, secret_hash
from assistant.errors import NotAllowed, WrongUsage

ISSUER = "writeoff"
STEP_SECONDS = 30
AROUND = (0, -1, 1)  # steps: now, and one either way for clocks that differ (RFC 6238, 5.2)
RECOVERY_CODES = 8
SEED_BYTES, RECOVERY_BYTES = 20, 15
STEP_LASTS = timedelta(minutes=5)


class Seeds(Protocol):
    """Seals the seed of a person, so that the books alone do not give it away."""

    def seal(self, seed: str, person: str) -> str: ...
    def open(self, sealed: str, person: str) -> str: ...


def new_seed(new_secret: Callable[[int], str]) -> str:
    """A seed of 160 bits, in base32 as authenticators take it."""
    return _base32(new_secret, SEED_BYTES)


def address_of(seed: str, person: str) -> str:
    """The otpauth address that a picture for phones holds."""
    return TOTP(seed, interval=STEP_SECONDS).provisioning_uri(name=person, issuer_name=ISSUER)


def set_up(
    identity: Identity, seeds: Seeds, session: Session, seed: str, code: str, *, now: datetime, new_secret: Callable[[int], str]
) -> tuple[str, ...]:
    """The recovery codes, said here once. From now on the person's codes are wanted at sign-in; their other sessions end.

    WrongUsage where the code is not of this seed; then nothing is kept.
    """
    step = _step_of(seed, code, now)
    if step is None:
        raise WrongUsage("That is not the code of this moment.", "Wait for the next one, and check the phone's clock.")
    codes = tuple(_grouped(_base32(new_secret, RECOVERY_BYTES)) for _ in range(RECOVERY_CODES))
    with identity.transaction() as transaction:
        login = login_of(transaction, session.person)
        hashes = tuple(secret_hash(_plain(each)) for each in codes)
        sealed = seeds.seal(seed, session.person)
        transaction.save_login(replace(login, second_factor=sealed, last_step=step, recovery_codes=hashes), at=now)
        transaction.end_sessions(session.person, at=now, but=session.id_hash)
    return codes


def take_away(identity: Identity, session: Session, *, now: datetime) -> None:
    """The person comes in by password alone again; their other sessions end."""
    with identity.transaction() as transaction:
        login = login_of(transaction, session.person)
        transaction.save_login(without(login), at=now)
        transaction.end_sessions(session.person, at=now, but=session.id_hash)


def without(login: Login) -> Login:
    return replace(login, second_factor="", last_step=0, recovery_codes=())


def finish(
    identity: Identity, seeds: Seeds, step: Step, code: str, *, caller: Caller, now: datetime, new_secret: Callable[[int], str]
) -> Entered:
    """The session, for a code of now that was not used before, or a recovery code. NotAllowed where it is neither, or the login
    changed since the password was given; the attempt is counted."""
    with identity.transaction() as transaction:
        count(transaction, Tried.CODE_THERE, step.person, caller.address, now=now)
        count(transaction, Tried.CODE, step.person, now=now)
    with identity.transaction() as transaction:
        login = transaction.login(step.person)
        used = _used(login, seeds, code, now) if login is not None and login.usable else None
        if login is None or used is None or login.changed_at != step.changed_at:
            raise NotAllowed("That code is not right, or was used before.", "Wait for the next one.", code="not_signed_in")
        transaction.save_login(used, at=now)
        forget(transaction, Tried.CODE_THERE, step.person, caller.address, now=now)
        forget(transaction, Tried.CODE, step.person, now=now)
        return enter(transaction, step.person, caller=caller, now=now, new_secret=new_secret)


def _used(login: Login, seeds: Seeds, code: str, now: datetime) -> Login | None:
    """The login with the code used up; None where it is not one of its codes."""
    if not login.second_factor:
        return None
    step = _step_of(seeds.open(login.second_factor, login.person), code, now)
    if step is not None:
        return replace(login, last_step=step) if step > login.last_step else None
    hashed = secret_hash(_plain(code))
    if hashed not in login.recovery_codes:
        return None
    return replace(login, recovery_codes=tuple(each for each in login.recovery_codes if each != hashed))


def _step_of(seed: str, code: str, now: datetime) -> int | None:
    """The step whose code it is, of those about now."""
    said, totp = _plain(code), TOTP(seed, interval=STEP_SECONDS)
    at = int(now.timestamp()) // STEP_SECONDS
    return next((at + by for by in AROUND if compare_digest(totp.generate_otp(at + by).encode(), said.encode())), None)


def _base32(new_secret: Callable[[int], str], size: int) -> str:
    return base64.b32encode(hashlib.sha256(new_secret(32).encode()).digest()[:size]).decode()


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _plain(code: str) -> str:
    """As it is compared: without the spaces and dashes that it is read with, in capitals."""
    return "".join(char for char in code if char.isalnum()).upper()
