"""A system's keyring that is there for a test, and gone afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


@dataclass
class Ring(KeyringBackend):
    """Keeps in memory what it is given, until it is locked."""

    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    priority = 5.0
    viable = False  # the library takes it for this machine's keyring otherwise
    locked: bool = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)
