"""Tokens to sealed text and back, with a key that is never kept beside them: AES-256-GCM, from `cryptography`.

    1.5e884898.MDEyMzQ1Njc4OWFi…     version . key's id . base64url(nonce and ciphertext)

A text is sealed for its owner (tokens: a client, realm and environment): moved to another row, it cannot be opened. Keys may be
changed: the first of the list seals, all of them open, and what an older one sealed is sealed anew when it is next used.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant.books.remote import Environment
from assistant.errors import OutsideServiceFailed, WrongUsage

VERSION = "1"
KEY_BYTES, NONCE_BYTES = 32, 12
VARIABLE = "WRITEOFF_KEY"
HOW_TO_MAKE_A_KEY = f"Set {VARIABLE} to 32 random bytes in base64, such as `openssl rand -base64 32` prints, and keep it safe."
PRACTICE_KEY = hashlib.sha256(b"The practice company guards nothing, and neither does this key.").digest()


class Unsealable(OutsideServiceFailed):
    """Sealed text that no key at hand opens."""

    code = "tokens_sealed"


class Belongs(Protocol):
    """What a sealed text belongs to; what it is called where it cannot be opened, whose it may be then, and what mends that."""

    @property
    def what(self) -> str: ...
    @property
    def others(self) -> str: ...
    @property
    def again(self) -> str: ...
    def to_bytes(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose tokens: what a sealed text belongs to."""

    client: str
    realm: str
    environment: Environment

    @property
    def what(self) -> str:
        return "The access to QuickBooks"

    @property
    def others(self) -> str:
        return "another client or company"

    @property
    def again(self) -> str:
        return "connect anew: writeoff qbo connect"

    def to_bytes(self) -> bytes:
        return json.dumps(["writeoff quickbooks tokens", self.client, self.realm, self.environment.value]).encode()


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals with the first key, opens with any. `random_bytes` gives so many that nobody can guess."""

    keys: tuple[bytes, ...] = field(repr=False)
    random_bytes: Callable[[int], bytes]

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != KEY_BYTES for key in self.keys):
            raise ValueError(f"A key to seal with has {KEY_BYTES} bytes.")

    def seal(self, text: str, owner: Belongs) -> str:
        nonce, key = self.random_bytes(NONCE_BYTES), self.keys[0]
        sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), owner.to_bytes())
        return f"{VERSION}.{key_id(key)}.{base64.urlsafe_b64encode(sealed).decode()}"

    def open(self, sealed: str, owner: Belongs) -> str:
        """What was sealed for this owner. Unsealable where no key at hand did, or it is somebody else's."""
        version, _, rest = sealed.partition(".")
        named, _, coded = rest.partition(".")
        key = next((key for key in self.keys if key_id(key) == named), None)
        if version != VERSION or key is None:
            remedy = f"Set WRITEOFF_KEY to the key it was sealed with, or {owner.again}"
            raise Unsealable(f"{owner.what} was sealed with a key that is not at hand.", remedy)
        try:
            whole = base64.urlsafe_b64decode(coded)
            return AESGCM(key).decrypt(whole[:NONCE_BYTES], whole[NONCE_BYTES:], owner.to_bytes()).decode()
        except (InvalidTag, ValueError):
            says = f"{owner.what} that is kept here is damaged, or belongs to {owner.others}."
            raise Unsealable(says, owner.again[0].upper() + owner.again[1:]) from None

    def is_current(self, sealed: str) -> bool:
        """Whether the key that seals now sealed it."""
        return is_sealed_by(sealed, self.keys[:1])


def is_sealed_by(sealed: str, keys: Sequence[bytes]) -> bool:
    """Whether one of these keys sealed it."""
    return any(sealed.startswith(f"{VERSION}.{key_id(key)}.") for key in keys)


def key_id(key: bytes) -> str:
    """What a key is called where it must not be seen."""
    return hashlib.sha256(b"writeoff key id\0" + key).hexdigest()[:8]


def read_keys(said: str, variable: str = VARIABLE) -> tuple[bytes, ...]:
    """Keys as they stand in the variable: each 32 bytes in base64, the one that seals first, a comma or space between them.

    WrongUsage, which says none of it again, where one is something else.
    """
    return tuple(_read_key(word, variable) for word in said.replace(",", " ").split())


def _read_key(word: str, variable: str) -> bytes:
    try:
        key = base64.b64decode(word.translate(str.maketrans("-_", "+/")) + "=" * (-len(word) % 4), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise WrongUsage(f"{variable} is no key: it does not come to 32 bytes.", HOW_TO_MAKE_A_KEY.replace(VARIABLE, variable))
    return key


def practice_sealer(random_bytes: Callable[[int], bytes]) -> Sealer:
    """Seals the tokens of practice companies, with a key that everybody knows."""
    return Sealer((PRACTICE_KEY,), random_bytes)


def company_sealer(keys: Sequence[bytes], random_bytes: Callable[[int], bytes]) -> Sealer:
    """Seals the tokens of real companies. WrongUsage where there is no key to do so."""
    if not keys:
        says = "There is no key to seal the access to QuickBooks with, and no keyring that could keep one."
        raise WrongUsage(says, HOW_TO_MAKE_A_KEY)
    return Sealer(tuple(keys), random_bytes)
