"""What a generator makes, made in a second process while the first works on what came before.

The second is a fork of the first: it has all that the generator needs, and uses no connection that came with it. Where a
process cannot be forked, or runs several threads (of which a fork has one), everything is made here.
"""

import os
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, TypeVar

from assistant.errors import DEFECTS, OutsideServiceFailed, WriteoffError

Made = TypeVar("Made")
BUFFER_BYTES = 1 << 20


@contextmanager
def ahead(make: Callable[[], Iterator[Made]]) -> Iterator[Iterator[Made]]:
    """Gives on what `make` gives, and raises what it raises. What is given must be plain enough to be pickled."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        yield make()
        return
    reading, writing = _wide_pipe()
    child = os.fork()
    if child == 0:
        _make(make, reading, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb", BUFFER_BYTES) as pipe:
            yield _given(pipe)
    finally:
        os.waitpid(child, 0)  # it ends by itself: done, or with nobody to read on


def _wide_pipe() -> tuple[int, int]:
    """A pipe that holds what one of the two has ready while the other is at work, where it can be had."""
    reading, writing = os.pipe()
    with suppress(ImportError, AttributeError, OSError):  # Linux alone widens one, up to what its administrator lets it
        import fcntl

        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, BUFFER_BYTES)
    return reading, writing


def _make(make: Callable[[], Iterator[Made]], reading: int, writing: int) -> None:
    """In the fork, which ends here: nothing that the first process opened is closed by it."""
    try:
        os.close(reading)
        with os.fdopen(writing, "wb", BUFFER_BYTES) as pipe:
            try:
                for made in make():
                    pickle.dump((made, None), pipe, pickle.HIGHEST_PROTOCOL)
            except (WriteoffError, *DEFECTS) as error:
                pickle.dump((None, error), pipe, pickle.HIGHEST_PROTOCOL)
            else:
                pickle.dump((None, None), pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _given(pipe: BinaryIO) -> Iterator[Made]:
    """What was made, in its order. OutsideServiceFailed where the fork was ended by another hand."""
    while True:
        try:
            made, error = pickle.load(pipe)
        except EOFError as ended:
            raise OutsideServiceFailed("The process that reads ahead was stopped.", "Try again: nothing was changed.") from ended
        if error is not None:
            raise error
        if made is None:
            return
        yield made
