"""A stretch of the run during which nothing of this process reaches a network, whatever library would."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Raised by the interpreter itself before each of these, so no library can go round it (PEP 578).
OUTWARD = frozenset(
    f"socket.{name}"
    for name in ("connect", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo", "bind")
)


class NetworkTouched(PermissionError):
    """Something tried to reach a network in a run that plays recordings: to a library, as if the system forbade it."""


class _Guard:
    """The interpreter keeps an audit hook for good: it is put in once, and looks away outside `no_network`."""

    installed = False
    holds = 0

    @classmethod
    def watch(cls, event: str, arguments: tuple[object, ...]) -> None:
        if cls.holds and event in OUTWARD:
            raise NetworkTouched(errno.EPERM, f"{event} in a run that plays recordings: nothing is sent in one")


@contextmanager
def no_network() -> Iterator[None]:
    """While this lasts every connection, datagram, listening socket and look-up of a name raises NetworkTouched."""
    if not _Guard.installed:
        sys.addaudithook(_Guard.watch)
        _Guard.installed = True
    _Guard.holds += 1
    try:
        yield
    finally:
        _Guard.holds -= 1
