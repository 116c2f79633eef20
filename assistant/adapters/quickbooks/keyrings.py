"""The system's keyring to the key that seals tokens, where the environment gives none.

`keyring` is imported when it is asked: it looks for what this machine has, which takes its time. A keyring that keeps secrets in
a plain file, or none, is no keyring here: the library itself recommends those of priority 1 and above (its documentation, "Write
your own keyring backend").
"""

import base64
from collections.abc import Callable

from assistant.adapters.quickbooks.sealing import KEY_BYTES, read_keys

SERVICE, NAME = "writeoff", "sealing key"
LEAST_PRIORITY = 1


def key_of_keyring(random_bytes: Callable[[int], bytes], *, create: bool, name: str = NAME) -> tuple[bytes, ...]:
    """The key of that name in this user's keyring, made and kept there where there is none yet and `create`; else none at all."""
    import keyring
    from keyring.errors import KeyringError

    try:
        if keyring.get_keyring().priority < LEAST_PRIORITY:
            return ()
        kept = keyring.get_password(SERVICE, name)
        if not kept and create:
            keyring.set_password(SERVICE, name, base64.urlsafe_b64encode(random_bytes(KEY_BYTES)).decode())
            kept = keyring.get_password(SERVICE, name)
    except KeyringError:  # locked, or nobody answers: as if there were none
        return ()
    return read_keys(kept or "")
