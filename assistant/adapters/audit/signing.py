"""Ed25519 keys that sign the heads of audit trails, from `cryptography` (RFC 8032).

A private key is 32 bytes in base64: WRITEOFF_AUDIT_KEY holds one or more, the first signs and all are known as this
installation's own; else the system's keyring keeps one, made there when a head is first signed.
"""

import base64
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

VARIABLE = "WRITEOFF_AUDIT_KEY"
NAME = "audit key"  # in the keyring


class Ed25519Signer:
    """Implements bookkeeping.auditing.Signer: signs with the first of the keys; `keys` are the public ones of all."""

    def __init__(self, private: Sequence[bytes]) -> None:
        pairs = [Ed25519PrivateKey.from_private_bytes(key) for key in private]
        self._key = pairs[0]
        self.keys = tuple(base64.b64encode(pair.public_key().public_bytes_raw()).decode() for pair in pairs)

    def sign(self, statement: bytes) -> str:
        return base64.b64encode(self._key.sign(statement)).decode()


def signed_by(key: str, signature: str, statement: bytes) -> bool:
    """Whether the public key (32 bytes in base64) signed the statement; what is no key or no signature signed nothing."""
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(base64.b64decode(signature, validate=True), statement)
    except (ValueError, InvalidSignature):
        return False
    return True
