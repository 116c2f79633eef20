"""The bakery, connected to a practice company of its own."""

from tests.syncing.conftest import opened

__all__ = ["opened"]
