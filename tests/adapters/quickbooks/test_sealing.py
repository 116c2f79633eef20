"""What is sealed opens for its owner with its key, and for nobody else; keys come from where they are kept safe, or not."""

import base64
import os
from collections.abc import Callable
from dataclasses import replace

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from assistant.adapters.quickbooks.keyrings import key_of_keyring
from assistant.adapters.quickbooks.sealing import (
    PRACTICE_KEY,
    Owner,
    Sealer,
    Unsealable,
    company_sealer,
    key_id,
    practice_sealer,
    read_keys,
)
from assistant.books.remote import Environment
from assistant.errors import WrongUsage
from tests.keyring_in_memory import Ring, ring

__all__ = ["ring"]

OURS = Owner("kiln", "9130", Environment.SANDBOX)
KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
SEALER = Sealer((KEY,), os.urandom)


def test_what_is_sealed_is_opened_by_its_owner() -> None:
    sealed = SEALER.seal("secret text", OURS)
    assert SEALER.open(sealed, OURS) == "secret text"
    assert "secret" not in sealed
    assert sealed.split(".")[1] == key_id(KEY)
    assert SEALER.seal("secret text", OURS) != sealed


@pytest.mark.parametrize(
    "other",
    [
        replace(OURS, client="forge"),
        replace(OURS, realm="9131"),
        replace(OURS, environment=Environment.PRODUCTION),
        replace(OURS, environment=Environment.PRACTICE),
    ],
)
def test_moved_to_another_client_company_or_environment_it_cannot_be_opened(other: Owner) -> None:
    with pytest.raises(Unsealable, match="belongs to another client or company"):
        SEALER.open(SEALER.seal("secret text", OURS), other)


@pytest.mark.parametrize("spoil", [lambda s: s[:-8] + "AAAAAAA=", lambda s: s[:20], lambda s: f"{s[:11]}#", lambda s: s + "é"])
def test_what_was_changed_cannot_be_opened(spoil: Callable[[str], str]) -> None:
    with pytest.raises(Unsealable):
        SEALER.open(spoil(SEALER.seal("secret text", OURS)), OURS)


@pytest.mark.parametrize("kept", ["", "1", "{}", '{"access": "a", "refresh": "r"}', "2.5e884898.AAAA"])
def test_what_was_never_sealed_cannot_be_opened(kept: str) -> None:
    with pytest.raises(Unsealable, match="not at hand"):
        SEALER.open(kept, OURS)


def test_an_older_key_opens_and_the_newest_seals() -> None:
    old = SEALER.seal("secret text", OURS)
    both = Sealer((OTHER, KEY), os.urandom)
    assert both.open(old, OURS) == "secret text"
    assert (SEALER.is_current(old), both.is_current(old)) == (True, False)
    new = both.seal("secret text", OURS)
    assert both.is_current(new)
    with pytest.raises(Unsealable, match="sealed with a key that is not at hand") as refused:
        SEALER.open(new, OURS)
    assert "WRITEOFF_KEY" in refused.value.remedy


def test_the_practice_key_opens_no_real_company() -> None:
    with pytest.raises(Unsealable):
        practice_sealer(os.urandom).open(SEALER.seal("secret text", OURS), OURS)
    assert practice_sealer(os.urandom).keys == (PRACTICE_KEY,)


def test_keys_are_not_shown() -> None:
    assert repr(KEY) not in repr(SEALER)


def test_keys_are_read_as_they_are_made() -> None:
    plain, of_urls = base64.b64encode(KEY).decode(), base64.urlsafe_b64encode(OTHER).decode().rstrip("=")
    assert read_keys(f" {plain}, {of_urls}\n") == (KEY, OTHER)
    assert read_keys("") == ()


@pytest.mark.parametrize(
    "said", ["hunter2-hunter2", "é" * 40, base64.b64encode(KEY[:31]).decode(), base64.b64encode(KEY * 2).decode()]
)
def test_a_key_that_is_none_is_refused_and_not_repeated(said: str) -> None:
    with pytest.raises(WrongUsage, match="does not come to 32 bytes") as refused:
        read_keys(said)
    assert said not in f"{refused.value.says} {refused.value.remedy}"


def test_without_a_key_a_real_company_is_not_sealed() -> None:
    with pytest.raises(WrongUsage, match="no key to seal the access to QuickBooks with") as refused:
        company_sealer((), os.urandom)
    assert "openssl rand -base64 32" in refused.value.remedy


def test_the_systems_keyring_keeps_a_key_once_it_is_needed(ring: Ring) -> None:
    assert key_of_keyring(os.urandom, create=False) == ()
    (key,) = key_of_keyring(os.urandom, create=True)
    assert len(key) == 32
    assert key_of_keyring(os.urandom, create=True) == key_of_keyring(os.urandom, create=False) == (key,)
    assert list(ring.kept) == [("writeoff", "sealing key")]


def test_a_keyring_that_is_locked_or_guards_nothing_is_none(ring: Ring) -> None:
    key_of_keyring(os.urandom, create=True)
    ring.locked = True
    assert key_of_keyring(os.urandom, create=True) == ()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    assert key_of_keyring(os.urandom, create=True) == ()
    plain = Ring()
    plain.priority = 0.5
    keyring.set_keyring(plain)
    assert key_of_keyring(os.urandom, create=True) == ()
    assert plain.kept == {}
