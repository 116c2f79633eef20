"""Sealed tokens to an access token that is good: renewed by one at a time over threads and processes, stored before it is used.

Who renews takes a lease in the books first, in a short transaction, and asks QuickBooks with none open; the others wait and then
read what it stored. A holder that dies loses the lease when it ends. An answer that is lost is asked for again with the old
refresh token, which QuickBooks may take for another day; where it does not, the connection is marked, and a person connects
again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from assistant.adapters.quickbooks.connecting import Connector, Ended, Tokens
from assistant.adapters.quickbooks.faults import CONNECT_AGAIN, NotConnected
from assistant.adapters.quickbooks.sealing import Owner, Sealer
from assistant.books.remote import Company, ConnectionState, Lifetime
from assistant.errors import OutsideServiceFailed

WAITS_HERE = "What is still to be sent waits here."


class Vault(Protocol):
    """Where a client's sealed tokens are kept. Each method is done, for every process, when it returns."""

    def company(self) -> Company | None: ...
    def lease(self, *, holder: str, now: datetime, until: datetime) -> Company | None:
        """The company, its tokens in the holder's hands until then; None while another holds them."""
        ...

    def release(self, *, holder: str) -> None: ...
    def replace(self, old: str, new: str, lifetime: Lifetime) -> bool:
        """Whether the new tokens took the place of the old, and the lease ended."""
        ...

    def lost(self, tokens: str, *, says: str, at: datetime) -> bool:
        """Whether the connection with these tokens is now marked as one that a person must connect again."""
        ...


@dataclass(frozen=True, slots=True)
class Renewal:
    """When and how tokens are renewed: `early_seconds` before the access token ends, in a lease that outlasts the longest way of
    asking; an answer that got lost is asked for again for as long as `insists_seconds`. Whether the connection is still the same
    is looked up after `trusts_seconds`: another process may have ended it."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    holder: str  # a name that no other process or thread has
    early_seconds: float = 300
    lease_seconds: float = 150
    insists_seconds: float = 60
    pause_seconds: float = 2
    look_again_seconds: float = 0.25
    trusts_seconds: float = 15


@dataclass(frozen=True, slots=True)
class _Held:
    sealed: str
    tokens: Tokens
    lifetime: Lifetime


@dataclass(frozen=True, slots=True)
class FreshKeys:
    """Tokens that were given a moment ago, and are not stored yet."""

    tokens: Tokens = field(repr=False)

    def access_token(self) -> str:
        return self.tokens.access

    def renewed(self, refused: str) -> str:
        raise NotConnected("QuickBooks refuses the access that it has just given.", CONNECT_AGAIN)

    def lost(self, says: str) -> None:
        """Nothing is stored that could be marked."""


class StoredKeys:
    """The tokens of one client's connection. Every method may be called by several threads at once, and raises NotConnected where
    only a person's consent mends it, without asking QuickBooks."""

    def __init__(self, connector: Connector, sealer: Sealer, vault: Vault, owner: Owner, renewal: Renewal) -> None:
        self._connector, self._sealer, self._vault, self._owner, self._renewal = connector, sealer, vault, owner, renewal
        self._lock = Lock()
        self._held: _Held | None = None
        self._read_at: datetime | None = None
        self._rests_until: datetime | None = None  # renewing early failed a moment ago

    def access_token(self) -> str:
        """A token that is good for some minutes yet, as far as we know."""
        with self._lock:
            if self._held is None or self._is_due(self._held) or self._is_old():
                self._held = self._good("")
            return self._held.tokens.access

    def renewed(self, refused: str) -> str:
        """A token other than the one refused: somebody else's renewal, or our own."""
        with self._lock:
            if self._held is None or self._held.tokens.access == refused:
                self._held = self._good(refused)
            return self._held.tokens.access

    def lost(self, says: str) -> None:
        """QuickBooks does not take these tokens for this company: marks the connection, unless it has others by now."""
        with self._lock:
            if self._held is not None:
                self._vault.lost(self._held.sealed, says=says, at=self._renewal.now())
            self._held = None

    def _good(self, refused: str) -> _Held:
        """What is stored, where that will do; else renewed, by us or by who is at it."""
        while True:
            held = self._opened(self._company())
            if held.tokens.access != refused and not self._is_due(held):
                return held
            now = self._renewal.now()
            until = now + timedelta(seconds=self._renewal.lease_seconds)
            leased = self._vault.lease(holder=self._renewal.holder, now=now, until=until)
            usable = held.tokens.access != refused and now < held.lifetime.access_until
            if leased is not None:
                return self._renewed_by_us(leased, refused, usable)
            if usable:  # another renews it early, and we need not wait
                return held
            self._renewal.sleep(self._renewal.look_again_seconds)

    def _renewed_by_us(self, company: Company, refused: str, usable: bool) -> _Held:
        """Under the lease."""
        try:
            held = self._opened(company)
            if held.tokens.access != refused and not self._is_due(held):
                return held  # renewed between our look and our lease
            try:
                tokens, lifetime = self._asked(held)
            except Ended:
                return self._after_the_end(company)
            except OutsideServiceFailed:
                if not usable:
                    raise
                self._rests_until = self._renewal.now() + timedelta(seconds=self._renewal.insists_seconds)
                return held
            sealed = self._sealer.seal(tokens.to_text(), self._owner)
            if self._vault.replace(company.tokens, sealed, lifetime):
                return _Held(sealed, tokens, lifetime)
            return self._opened(self._company())  # others were faster, or a person connected again
        finally:
            self._vault.release(holder=self._renewal.holder)

    def _asked(self, held: _Held) -> tuple[Tokens, Lifetime]:
        """New tokens of QuickBooks, asked for again with the same old token where no answer came."""
        begun = self._renewal.now()
        while True:
            try:
                return self._connector.renew(held.tokens, held.lifetime)
            except OutsideServiceFailed as error:
                spent = (self._renewal.now() - begun).total_seconds()
                if isinstance(error, Ended) or spent + self._renewal.pause_seconds > self._renewal.insists_seconds:
                    raise
                self._renewal.sleep(self._renewal.pause_seconds)

    def _after_the_end(self, company: Company) -> _Held:
        """The refresh token is no longer taken. NotConnected, the connection marked, unless others renewed it before us."""
        current = self._company()
        if current.tokens != company.tokens:
            return self._opened(current)
        now = self._renewal.now()
        says = f"{why_ended(company, now)} {WAITS_HERE}"
        self._vault.lost(company.tokens, says=says, at=now)
        raise NotConnected(says, CONNECT_AGAIN)

    def _company(self) -> Company:
        """The connection as it is stored now, where it is still the one that these keys are for."""
        self._read_at = self._renewal.now()
        company = self._vault.company()
        if company is None:
            raise NotConnected(f"{self._owner.client} is connected to no QuickBooks company any more.", CONNECT_AGAIN)
        if (company.realm, company.environment) != (self._owner.realm, self._owner.environment):
            says = f"{self._owner.client} has been connected to another QuickBooks company meanwhile, {company.name}."
            raise NotConnected(says, "Nothing more is sent to the one before. Sync again.")
        if company.state is ConnectionState.RECONNECT:
            raise NotConnected(company.says, CONNECT_AGAIN)
        return company

    def _opened(self, company: Company) -> _Held:
        tokens = Tokens.from_text(self._sealer.open(company.tokens, self._owner))
        return _Held(company.tokens, tokens, company.lifetime)

    def _is_old(self) -> bool:
        """Whether what is held was looked up too long ago to be trusted."""
        trusted = timedelta(seconds=self._renewal.trusts_seconds)
        return self._read_at is None or self._renewal.now() - self._read_at >= trusted

    def _is_due(self, held: _Held) -> bool:
        """Whether the access token ends soon, or an older key sealed it."""
        now = self._renewal.now()
        if self._rests_until is not None and now < min(self._rests_until, held.lifetime.access_until):
            return False
        soon = now + timedelta(seconds=self._renewal.early_seconds) >= held.lifetime.access_until
        return soon or not self._sealer.is_current(held.sealed)


def why_ended(company: Company, now: datetime) -> str:
    """Why QuickBooks takes a connection's refresh token no longer, as far as its dates tell."""
    if now >= company.lifetime.hard_until:
        return f"The access to {company.name} ended after the five years that QuickBooks gives it."
    if now >= company.lifetime.refresh_until:
        ended = f"{company.lifetime.refresh_until:%Y-%m-%d}"
        return f"The access to {company.name} ended on {ended}, not having been used for 100 days."
    return f"QuickBooks no longer accepts the access to {company.name}: somebody ended it there, or renewed it elsewhere."
