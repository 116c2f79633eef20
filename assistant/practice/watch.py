"""Objects that are written to events that an app may be told of, once the transaction that wrote them has ended well."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import local

from assistant.practice.store import Kept, Store
from assistant.practice.webhooks import Event


class Watch:
    """Looks on while a store is written to. `told` is given the events of each transaction that was kept."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self.told: Callable[[list[Event]], None] | None = None
        self._now = now
        self._of_thread = local()
        store.noticed = self._notice

    @contextmanager
    def writing(self) -> Iterator[None]:
        """What is written within is told of when it ends, and forgotten where it fails."""
        events: list[Event] = []
        self._of_thread.events = events
        try:
            yield
        finally:
            self._of_thread.events = None
        if events and self.told is not None:
            self.told(events)

    def _notice(self, realm: str, kept: Kept) -> None:
        events: list[Event] | None = getattr(self._of_thread, "events", None)
        if events is not None and self.told is not None:
            created = kept.body.get("SyncToken") == "0" and kept.entity != "Preferences"
            operation = "deleted" if kept.deleted else "created" if created else "updated"
            events.append(Event(realm, kept.entity, kept.id, operation, self._now()))
