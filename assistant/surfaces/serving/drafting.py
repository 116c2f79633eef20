"""Batches to drafts, in the background of this process: a few threads, each at one batch, while the pages look on."""

import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from logging import getLogger

from fastapi import Request

from assistant import wiring
from assistant.adapters.sql.names import SqlNames
from assistant.bookkeeping import batches
from assistant.bookkeeping.whose import Whose
from assistant.books.batch import TOGETHER, Batch, ReadAs, Standing
from assistant.books.evidence import Handed
from assistant.errors import WriteoffError
from assistant.surfaces.serving.house import House

AT_WORK = 2  # batches at a time; others wait their turn
LOOKED_FOR_EVERY = 30.0  # seconds, for batches that another process left unfinished
LOG = getLogger("writeoff.drafting")


class Drafting:
    """The drafting threads of one process. Batches that wait for a turn when it ends, another goes on with."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._holder = wiring.new_id()
        self._whose = Whose(SqlNames(house.store))
        self._pool = ThreadPoolExecutor(AT_WORK, thread_name_prefix="drafting")
        self._under_way: dict[tuple[str, str], Future[None]] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    def give(
        self, client: str, batch: Batch, files: Sequence[Handed] = (), shows: batches.Shows = batches.NOTHING_SAID, *,
        others: Collection[str], wait_seconds: float = 0.0,
    ) -> tuple[Standing, bool]:  # fmt: skip
        """Keeps the batch and begins it; the batch as it is kept, and whether it is new. `others` are the further clients that
        the person may draft for: a text that fits one of them clearly better is asked about first."""
        standing, new = batches.give(self._house.store, client, self._whose.asked(batch, client, others), files, shows)
        if standing.finished_at is None:
            self.begin(client, batch.id, wait_seconds=wait_seconds)
        return standing, new

    def better_fit(self, text: str, client: str, others: Collection[str]) -> str:
        """The one of `others` that a text fits clearly better; '' for most."""
        return self._whose.better_fit([text], client, others)[0]

    def begin(self, client: str, batch_id: str, *, wait_seconds: float = 0.0) -> None:
        """Has the batch drafted from here on, unless this process is at it; waits so long for it to be done."""
        begun = None
        with self._lock:
            task = self._under_way.get((client, batch_id))
            if (task is None or task.done()) and not self._stopping.is_set():
                task = begun = self._under_way[client, batch_id] = self._pool.submit(self._draft, client, batch_id)
        if begun is not None:  # with the lock let go: one that is done already is forgotten at once, by this thread
            begun.add_done_callback(self._forgotten(client, batch_id))
        if task is not None and wait_seconds:
            wait((task,), timeout=wait_seconds)

    def go_on(self) -> None:
        """Begins every batch of these books that is unfinished and in nobody's hands."""
        for client in self._house.store.clients():
            with self._house.store.client(client, reads=True) as transaction:
                left = transaction.unfinished_batches()
                free = [batch for batch in left if transaction.batch(batch).is_free(self._house.now())]
            for batch in free:
                self.begin(client, batch)

    def keep_going_on(self) -> None:
        """Looks for batches left unfinished now and every half a minute, in a thread of its own, until `close`."""
        threading.Thread(target=self._look_around, name="drafting-left", daemon=True).start()

    def idle(self) -> None:
        """Returns when nothing that was begun here is left to be drafted."""
        with self._lock:
            tasks = tuple(self._under_way.values())
        wait(tasks)

    def close(self) -> None:
        """Ends after the texts at hand; what is left of each batch is free for another process."""
        self._stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _look_around(self) -> None:
        while not self._stopping.is_set():
            try:
                self.go_on()
            except WriteoffError as error:
                LOG.warning("batches could not be looked for: %s", error.code)
            self._stopping.wait(LOOKED_FOR_EVERY)

    def _draft(self, client: str, batch_id: str) -> None:
        house = self._house
        with house.store.client(client, reads=True) as transaction:
            policy = transaction.policy()
        words = wiring.reader(wiring.ReaderChoice.AUTO, house.settings, policy)
        by = {ReadAs.WORDS: words, ReadAs.CELLS: wiring.row_reader(), ReadAs.FORM: wiring.form_reader()}
        readers = {read_as: house.bookkeeper(reader) for read_as, reader in by.items()}
        model = house.settings.model if words.name != "rules" else None
        drafting = batches.Drafting(
            house.store, client, batch_id, self._holder, readers.__getitem__, house.now, self._stopping.is_set,
            model.concurrency if model is not None else 1, 1 if model is not None else TOGETHER,
        )  # fmt: skip
        try:
            drafting.run()
        except WriteoffError as error:  # the database is away: the lease ends, and the batch is gone on with
            LOG.warning("a batch was left unfinished: %s", error.code)

    def _forgotten(self, client: str, batch_id: str) -> Callable[[Future[None]], None]:
        def forget(task: Future[None]) -> None:
            with self._lock:
                if self._under_way.get((client, batch_id)) is task:
                    del self._under_way[client, batch_id]
            if not task.cancelled() and (error := task.exception()) is not None:
                LOG.error("a batch stopped by a fault of ours", exc_info=error)

        return forget


def drafting_of(request: Request) -> Drafting:
    drafting: Drafting = request.app.state.drafting
    return drafting
