"""A text to another client of the firm that it fits clearly better than the one it was given for: asked about before it is
drafted, of who may draft in both alone. What fits the chosen client, or nobody, is not asked about."""

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.bookkeeping.whose_words import Said, Words, said_in
from assistant.books.batch import Batch
from assistant.books.client_names import ClientNames

ENOUGH = 1.5  # that the other client must be named by: two kinds of goods, or one by its whole name
UNKNOWN_HERE = 0.5  # of that by words that the chosen client has nowhere in its lists
TIMES, LEAD = 2.5, 1.0  # and how much better it must fit than the chosen one, and than any other


class NamesStore(Protocol):
    """What clients call things by, and a cheap way to know that it is still so."""

    def latest(self, clients: Collection[str]) -> Mapping[str, int]:
        """How far each client's trail has come."""
        ...

    def renamed(self, client: str, *, since: int) -> bool:
        """Whether the client's lists were changed after that point of its trail."""
        ...

    def names(self, client: str) -> ClientNames: ...


class Whose:
    """Keeps each client's words as long as its lists stay as they are. Shared by the threads of a process."""

    def __init__(self, store: NamesStore) -> None:
        self._store = store
        self._kept: dict[str, tuple[int, Words]] = {}
        self._lock = threading.Lock()

    def better_fit(self, texts: Sequence[str], chosen: str, others: Collection[str]) -> tuple[str, ...]:
        """For each text the one of `others` that it fits clearly better than `chosen`; '' for most."""
        others = [client for client in others if client != chosen]
        if not others:
            return tuple("" for _ in texts)
        words = self._words((chosen, *others))
        return tuple(_better(said_in(text), words[chosen], [words[client] for client in others]) for text in texts)

    def asked(self, batch: Batch, chosen: str, others: Collection[str]) -> Batch:
        """The batch with the texts marked that are to be asked about before they are drafted."""
        fits = self.better_fit([given.text for given in batch.texts], chosen, others)
        texts = tuple(replace(given, fits=fit) if given.to_draft else given for given, fit in zip(batch.texts, fits, strict=True))
        return replace(batch, texts=texts)

    def _words(self, clients: Collection[str]) -> Mapping[str, Words]:
        latest = self._store.latest(clients)
        with self._lock:
            for client in clients:
                kept = self._kept.get(client)
                at = latest.get(client, 0)
                if kept is not None and (kept[0] == at or not self._store.renamed(client, since=kept[0])):
                    self._kept[client] = (at, kept[1])
                else:
                    self._kept[client] = (at, Words(self._store.names(client)))
            return {client: self._kept[client][1] for client in clients}


def _better(said: Said, chosen: Words, others: Sequence[Words]) -> str:
    fits = sorted(((words.fit(said), words.client) for words in others), reverse=True)
    (best, client), next_best = fits[0], fits[1][0] if len(fits) > 1 else 0.0
    if best < ENOUGH or best - next_best < LEAD:
        return ""
    here = chosen.fit(said, leniently=True)
    if best < TIMES * here or best - here < LEAD:
        return ""
    there = next(words for words in others if words.client == client)
    return client if there.fit(chosen.unknown_of(said)) >= UNKNOWN_HERE else ""
