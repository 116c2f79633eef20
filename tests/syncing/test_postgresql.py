"""Books in PostgreSQL: every shape of entry goes out once through faults, its evidence too, as from a file."""

from contextlib import closing

from assistant.adapters.sql.store import open_books
from assistant.bookkeeping.evidence import add, listed
from assistant.books.evidence import Handed
from assistant.books.remote import DocumentState
from tests.syncing.bakery import CLIENT, NOON, OWNER, SHAPES, bakery
from tests.syncing.harness import Bench

PHOTO = Handed("pallet.jpg", "image/jpeg", bytes(range(256)))
FAULTS = ("commit_then_drop", "drop", "html_503", "commit_then_503")


def test_every_shape_goes_out_once_through_faults(postgres_url: str) -> None:
    with closing(open_books(postgres_url)) as store:
        store.add_client(bakery(50), by=OWNER, at=NOON)
        bench = Bench(store).open()
        expected = {}
        for shape in SHAPES.values():
            with store.client(CLIENT) as books:
                number = books.next_entry_number()
            bench.post(shape.make(bench.books(), number))
            expected[number] = shape.documents
        add(store, CLIENT, "WO-1001", [PHOTO], by=OWNER, at=NOON)
        for nth, fault in enumerate(FAULTS, 1):
            for on in ("journalentry", "inventoryadjustment"):
                bench.strike({"on": on, "fault": fault, "nth": nth, "method": "POST"})
        bench.run_to_the_end()
        assert bench.judge(expected) == []
        assert {document.state for document in bench.documents()} == {DocumentState.DONE}
        (kept,) = listed(store, CLIENT, "WO-1001", by=OWNER).files
        assert kept.attachment is not None
        assert kept.attachment.remote_id != ""
        with store.client(CLIENT, reads=True) as books:
            assert books.sums_that_differ() == ()
