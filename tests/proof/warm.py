"""Importing this runs a sync once, so that processes that are forked afterwards have nothing left to import or compile."""

import tempfile
from pathlib import Path

from assistant.adapters.sql.store import open_books
from tests.syncing.bakery import NOON, OWNER, SHAPES, bakery
from tests.syncing.harness import Bench

with tempfile.TemporaryDirectory() as _folder:
    _store = open_books(str(Path(_folder) / "books.db"))
    _store.add_client(bakery(), by=OWNER, at=NOON)
    _bench = Bench(_store).open()
    for _n, _shape in enumerate(SHAPES.values()):
        _bench.post(_shape.make(_bench.books(), f"WO-{1001 + _n}"))
    _bench.run_to_the_end()
    _store.close()
