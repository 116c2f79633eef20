"""The terminal at which the stories are typed."""

from tests.terminal import books, opened_shop, writeoff

__all__ = ["books", "opened_shop", "writeoff"]
