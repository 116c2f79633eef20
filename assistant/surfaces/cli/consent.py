"""How a person at this terminal consents to a connection: in a browser, by pasting, or, for the practice company, not at all."""

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from assistant.books.remote import Environment

if TYPE_CHECKING:
    from assistant.adapters.quickbooks.connecting import Connector, Granted

LONGEST = 4096  # bytes of a line; what QuickBooks sends people back to has some 200


def way_of(environment: Environment, client: str, *, browser: bool, paste: bool) -> "Callable[[Connector, str], Granted]":
    """The way asked for; else the practice company is asked without anybody, and a real one in a browser."""
    from assistant import connections

    if environment is Environment.PRACTICE and not browser and not paste:
        return connections.practice_consent(client)
    return _by_pasting if paste else _in_browser


def _in_browser(connector: "Connector", state: str) -> "Granted":
    """Where QuickBooks sends people back to a page that is not on this machine, as in production, the page's address is
    pasted."""
    from assistant.adapters.quickbooks.consenting import by_pasting, in_browser

    if connector.app.listens_here:
        return in_browser(connector, state, open_browser=_open, say=_say)
    return by_pasting(connector, state, ask=_pasted, say=_say)


def _by_pasting(connector: "Connector", state: str) -> "Granted":
    from assistant.adapters.quickbooks.consenting import by_pasting

    return by_pasting(connector, state, ask=_pasted, say=_say)


def _pasted() -> str:
    return sys.stdin.buffer.readline(LONGEST).decode("utf-8", "replace")


def _open(address: str) -> bool:
    import webbrowser

    return webbrowser.open(address)


_say = partial(click.echo, err=True)  # standard output has the result alone
