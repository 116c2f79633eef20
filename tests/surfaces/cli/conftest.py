"""The terminal for every test of the command line."""

from tests.terminal import Terminal, books, opened_shop, writeoff

__all__ = ["Terminal", "books", "opened_shop", "writeoff"]
