"""Lists of texts, on both databases: who may give one and see it, and texts in it that belong to another client."""

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping import batches
from assistant.books.batch import Batch, Given
from assistant.errors import NotAllowed, NotFound
from tests.bookkeeping.drafting import PHOTO, TEXTS, Process, drafted, given, store
from tests.surfaces.firm import CAFE, HARDWARE, NOON, TODAY, Clock

__all__ = ["store"]


def test_who_may_not_draft_gives_nothing_and_a_reporter_sees_no_list_but_their_own(store: SqlStore) -> None:
    with pytest.raises(NotAllowed):
        batches.give(store, HARDWARE, given(*TEXTS, by="eve"))
    batches.give(store, HARDWARE, given(*TEXTS, by="dee"))
    batches.give(store, HARDWARE, given(*TEXTS, id_="B-2"))
    for person in ("dee", "cal", "eve", "ada"):
        assert batches.seen(store, HARDWARE, "B-1", by=person)[0].batch.given_by == "dee"
    for client, person in ((HARDWARE, "dee"), (CAFE, "ada")):  # another's, and another client's
        with pytest.raises(NotFound):
            batches.seen(store, client, "B-2", by=person)
    with store.client(HARDWARE, reads=True) as transaction:
        assert [each.batch.id for each in transaction.latest_batches(given_by="dee")] == ["B-1"]
        assert transaction.unfinished_batches() == ("B-1", "B-2")


def test_texts_of_another_client_go_there_with_their_files_and_are_told_in_both_trails(store: SqlStore) -> None:
    texts = (Given(TEXTS[0], fits=HARDWARE), Given("$300 of cake stolen"), Given(TEXTS[2], fits=HARDWARE))
    batches.give(store, CAFE, Batch("B-1", texts, "ada", NOON, TODAY), [PHOTO])
    process = Process(store, Clock())
    assert process.run("B-1", CAFE)
    assert set(drafted(store, by="ada", client=CAFE)) == {1}
    other, there = batches.move(store, CAFE, "B-1", 0, 2, by="ada", at=NOON)
    assert (other, there) == (HARDWARE, "B-1-1-3")
    assert process.run(there)
    assert set(drafted(store, there, by="ada")) == {0, 1}
    left = batches.seen(store, CAFE, "B-1", by="ada")[0].batch.texts
    assert [(each.fits, each.moved_to) for each in left] == [("", f"{HARDWARE}/B-1-1-3"), ("", ""), ("", f"{HARDWARE}/B-1-1-3")]
    with store.client(HARDWARE, reads=True) as transaction:
        assert [file.name for file in transaction.evidence("D-1")] == ["shelf.png"]
        assert [event.detail["texts"] for event in transaction.events(there)] == [2]
    with store.client(CAFE, reads=True) as transaction:
        moved = [event for event in transaction.events("B-1") if event.what == "batch.moved"]
    assert [event.detail for event in moved] == [{"places": [0, 2]}]
    with pytest.raises(NotFound):
        batches.move(store, CAFE, "B-1", 0, by="ada", at=NOON)


def test_who_may_not_draft_there_moves_nothing_there(store: SqlStore) -> None:
    batches.give(store, HARDWARE, Batch("B-1", (Given("3 kg of coffee beans", fits=CAFE),), "cal", NOON, TODAY))
    with pytest.raises(NotFound) as refused:
        batches.move(store, HARDWARE, "B-1", 0, by="cal", at=NOON)
    assert CAFE not in f"{refused.value.says} {refused.value.remedy}"
    assert batches.seen(store, HARDWARE, "B-1", by="cal")[0].batch.texts[0].fits == CAFE


def test_a_text_that_belongs_here_all_the_same_is_drafted_here(store: SqlStore) -> None:
    batches.give(store, HARDWARE, Batch("B-1", (Given(TEXTS[0], fits=CAFE),), "cal", NOON, TODAY))
    process = Process(store, Clock())
    assert process.run("B-1")
    assert drafted(store) == {}
    batches.keep_here(store, HARDWARE, "B-1", 0, by="cal", at=NOON)
    assert process.run("B-1")
    assert drafted(store) == {0: ["D-1"]}
