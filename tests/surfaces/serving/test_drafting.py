"""Lists are drafted in the background: one that is done before the page has looked round holds nobody up."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest

from assistant.surfaces.serving import drafting
from tests.surfaces.firm import HARDWARE, Firm


class AtOnce(ThreadPoolExecutor):
    """Hands work back when it is done."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        task = super().submit(fn, *args, **named)
        wait((task,))
        return task


def test_a_list_that_is_done_at_once_is_forgotten_by_who_began_it(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "ThreadPoolExecutor", AtOnce)
    quick = drafting.Drafting(firm.house)
    beginning = threading.Thread(target=quick.begin, args=(HARDWARE, "B-9"), daemon=True)
    beginning.start()
    beginning.join(30)
    assert not beginning.is_alive()
    quick.idle()
    quick.close()
