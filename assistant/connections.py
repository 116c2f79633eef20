"""Settings, books and an environment to a client's way to QuickBooks: the part of the wiring that meets its concrete classes.

A real company's tokens are sealed with a key of this installation, a practice company's with one that guards nothing. The company
of a client is reached by the addresses of the environment that it was connected in, and by no other.
"""

import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.bookkeeping.entitlement import allow_feature, owners_of
from assistant.books.people import Action
from assistant.books.policy import Feature
from assistant.books.remote import Company, Environment
from assistant.errors import OutsideServiceFailed, RefusedByBooks
from assistant.settings import QuickBooksSettings, Settings

if TYPE_CHECKING:
    from assistant.adapters.quickbooks.books import QuickBooks
    from assistant.adapters.quickbooks.connecting import Connector, Granted
    from assistant.adapters.quickbooks.environments import Addresses, App
    from assistant.adapters.quickbooks.pace import Pace
    from assistant.adapters.quickbooks.sealing import Sealer
    from assistant.adapters.quickbooks.session import Keys
    from assistant.adapters.sql.store import SqlStore
    from assistant.bookkeeping.connecting import Access


def now() -> datetime:
    return datetime.now(tz=UTC)


# ── The practice company ─────────────────────────────────────────────────────────────────────────────────────────────


def practice_file(store: "SqlStore", settings: Settings) -> Path:
    """Where the practice company of these books is kept."""
    return beside(store, settings, "practice.sqlite")


def beside(store: "SqlStore", settings: Settings, ending: str) -> Path:
    """A file that belongs to these books: beside theirs, or in the data folder where they are in a database."""
    if store.engine.dialect.name == "sqlite":
        return Path(f"{store.place}.{ending}")
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    return settings.data_folder / f"{hashlib.sha256(store.place.encode()).hexdigest()[:16]}.{ending}"


def announcement(practice: Path) -> Path:
    """The file in which a practice server that runs by itself says where it answers."""
    return practice.with_name(f"{practice.name}.url")


@contextmanager
def practice_server(store: "SqlStore", client: str, settings: Settings) -> Iterator["Addresses"]:
    """Where the client's practice company answers: a server that runs by itself, else one without limits while this lasts."""
    from assistant.adapters.quickbooks.environments import practice_addresses
    from assistant.adapters.quickbooks.practice import announced, open_company
    from assistant.adapters.quickbooks.seeding import seed_of
    from assistant.practice.server import start
    from assistant.practice.store import StoreUnusable

    def seed() -> dict[str, object]:
        with store.client(client, reads=True) as books:
            return seed_of(books.books(), books.to_send())

    kept = practice_file(store, settings)
    if (running := announced(announcement(kept))) is not None:
        open_company(running, client, seed)
        yield practice_addresses(running)
        return
    try:
        server = start(kept)
    except StoreUnusable as error:
        raise OutsideServiceFailed(f"The practice company cannot start: {error}", "Move that file, then try again.") from error
    with server:
        open_company(server.base_url, client, seed)
        yield practice_addresses(server.base_url, limited=False)


# ── Connecting ───────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def addresses(store: "SqlStore", client: str, environment: Environment, settings: Settings) -> Iterator["Addresses"]:
    """Where that environment answers; a practice company is opened and served while this lasts."""
    from assistant.adapters.quickbooks.environments import INTUIT

    if environment is not Environment.PRACTICE:
        yield INTUIT[environment]
        return
    with practice_server(store, client, settings) as where:
        yield where


def access(client: str, where: "Addresses", settings: Settings, consent: "Callable[[Connector, str], Granted]") -> "Access":
    """Access as a person's consent gives it, the tokens sealed. WrongUsage, before anybody is asked, where credentials or a key
    to seal with are missing."""
    from assistant.adapters.quickbooks.keys import FreshKeys
    from assistant.adapters.quickbooks.sealing import Owner
    from assistant.bookkeeping.connecting import Access

    connector, seals = _connector(where, settings), sealer(where.environment, settings)
    granted = consent(connector, secrets.token_urlsafe(32))
    sealed = seals.seal(granted.tokens.to_text(), Owner(client, granted.realm, where.environment))
    remote = _company(granted.realm, FreshKeys(granted.tokens), where, _pace(where))
    return Access(granted.realm, where.environment, sealed, granted.lifetime, remote)


def consent_address(where: "Addresses", settings: Settings, state: str) -> str:
    """Where a person consents in their own browser, which then comes back with `state`. Errors: as `access`, before anybody is
    asked."""
    connector = _connector(where, settings)
    sealer(where.environment, settings)
    return connector.consent_address(state)


def practice_consent(client: str) -> "Callable[[Connector, str], Granted]":
    """Consent to the client's own practice company, which asks nobody."""
    from assistant.adapters.quickbooks.seeding import realm_of

    return lambda connector, state: connector.connect_without_browser(realm_of(client), state=state)


def revoke(client: str, company: Company, where: "Addresses", settings: Settings) -> None:
    """Ends the access at QuickBooks itself."""
    from assistant.adapters.quickbooks.connecting import Tokens
    from assistant.adapters.quickbooks.sealing import Owner

    owner = Owner(client, company.realm, company.environment)
    opened = sealer_to_open(company, settings).open(company.tokens, owner)
    _connector(where, settings).revoke(Tokens.from_text(opened))


def sealer_to_open(company: Company, settings: Settings) -> "Sealer":
    """What opens the company's tokens and seals the newer ones. The system's keyring is asked where no key of WRITEOFF_KEY sealed
    them, so that an installation can move from the one to the other. WrongUsage where there is no key at all."""
    from assistant.adapters.quickbooks.keyrings import key_of_keyring
    from assistant.adapters.quickbooks.sealing import company_sealer, is_sealed_by, practice_sealer, read_keys

    if company.environment is Environment.PRACTICE:
        return practice_sealer(secrets.token_bytes)
    keys = read_keys(settings.sealing_keys)
    if not is_sealed_by(company.tokens, keys):
        keys += key_of_keyring(secrets.token_bytes, create=False)
    return company_sealer(keys, secrets.token_bytes)


def sealer(environment: Environment, settings: Settings) -> "Sealer":
    """What seals new tokens of this environment: with the first key of WRITEOFF_KEY, else one of the system's keyring, made
    there where there is none. WrongUsage where there is neither."""
    from assistant.adapters.quickbooks.keyrings import key_of_keyring
    from assistant.adapters.quickbooks.sealing import company_sealer, practice_sealer, read_keys

    if environment is Environment.PRACTICE:
        return practice_sealer(secrets.token_bytes)
    keys = read_keys(settings.sealing_keys) or key_of_keyring(secrets.token_bytes, create=True)
    return company_sealer(keys, secrets.token_bytes)


# ── Connected ────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def quickbooks(
    store: "SqlStore", client: str, settings: Settings, *, by: str | None, to: Action = Action.SYNC
) -> Iterator["QuickBooks"]:
    """The company that the client is connected to. NotAllowed where the person may not do this there (None: they may, as was
    asked before), for who may not is not told whether there is one, and where the client's plan has no QuickBooks; RefusedByBooks
    where there is no company."""
    from assistant.stages.review import allow

    with store.client(client, reads=True) as books:
        if by is not None:
            allow(by, books.role_of(by), to)
        allow_feature(books.policy(), Feature.QUICKBOOKS, owners_of(books.people()))
        company = books.company()
    if company is None:
        remedy = "Connect it: writeoff qbo connect"
        raise RefusedByBooks(f"{client} is connected to no QuickBooks company.", remedy, code="not_connected")
    with addresses(store, client, company.environment, settings) as where:
        keys, pace = _stored_keys(store, client, company, where, settings), _pace(where, (store, client, company))
        with closing(_company(company.realm, keys, where, pace)) as remote:
            yield remote


def _stored_keys(store: "SqlStore", client: str, company: Company, where: "Addresses", settings: Settings) -> "Keys":
    from assistant.adapters.quickbooks.keys import Renewal, StoredKeys
    from assistant.adapters.quickbooks.sealing import Owner
    from assistant.adapters.sql.vault import SqlVault

    seals = sealer_to_open(company, settings)
    owner = Owner(client, company.realm, company.environment)
    renewal = Renewal(now, time.sleep, holder=secrets.token_hex(8))
    return StoredKeys(_connector(where, settings), seals, SqlVault(store, client), owner, renewal)


def _company(realm: str, keys: "Keys", where: "Addresses", pace: "Pace") -> "QuickBooks":
    from assistant.adapters.quickbooks.books import QuickBooks
    from assistant.adapters.quickbooks.session import QuickBooksSession

    session = QuickBooksSession(where, keys, pace)
    return QuickBooks(where.api_url, realm, session)


def _pace(where: "Addresses", of: "tuple[SqlStore, str, Company] | None" = None) -> "Pace":
    """The pace of the company that a client is connected to, shared by all who serve these books; one of its own for a company
    that is asked its name before anybody is connected to it, and for one without limits."""
    from assistant.adapters.quickbooks.pace import InMemory, Pace

    if of is None or not where.limited:
        return Pace(InMemory(time.monotonic), time.sleep, limited=where.limited)
    from assistant.adapters.sql.pace import SqlMoments

    store, client, company = of
    return Pace(SqlMoments(store, client, company.environment.value, company.realm, time.monotonic), time.sleep)


def _connector(where: "Addresses", settings: Settings) -> "Connector":
    from assistant.adapters.quickbooks.connecting import Connector

    return Connector(_app(where.environment, settings), where, now)


def _app(environment: Environment, settings: Settings) -> "App":
    from assistant.adapters.quickbooks.environments import App
    from assistant.adapters.quickbooks.practice import app
    from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET

    if environment is Environment.PRACTICE:
        return app(CLIENT_ID, CLIENT_SECRET)
    ours = settings.quickbooks.get(environment, QuickBooksSettings())
    return App(environment, ours.client_id, ours.client_secret, ours.redirect_uri)
