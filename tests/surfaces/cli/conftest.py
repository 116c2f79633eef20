"""The terminal for every test of the command line."""

from tests.terminal import books, opened_shop, writeoff

__all__ = ["books", "opened_shop", "writeoff"]
