"""Lists of texts, on both databases: kept first, drafted under a lease, each text once, whoever is at work and whatever dies."""

from datetime import timedelta

import pytest

from assistant import wiring
from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping import batches
from assistant.bookkeeping.batches import LEASE
from assistant.books.batch import Batch, Fault, Given
from assistant.books.evidence import EvidenceKind
from assistant.books.proposal import Proposal, ReadingContext
from assistant.errors import BooksUnavailable, NotFound, OutsideServiceFailed
from tests.bookkeeping.drafting import PHOTO, TEXTS, Killed, Process, Watched, drafted, given, store
from tests.surfaces.firm import HARDWARE, NOON, TODAY, Clock

__all__ = ["store"]


def test_texts_are_kept_before_they_are_read_and_drafted_in_their_order(store: SqlStore) -> None:
    standing, new = batches.give(store, HARDWARE, given(*TEXTS))
    assert (new, standing.finished_at, drafted(store)) == (True, None, {})
    assert Process(store, Clock()).run("B-1")
    assert drafted(store) == {0: ["D-1"], 1: ["D-2"], 2: ["D-3"]}
    assert batches.seen(store, HARDWARE, "B-1", by="cal")[0].finished_at == NOON


def test_the_same_list_again_is_the_same_and_nothing_of_it_is_drafted_twice(store: SqlStore) -> None:
    process = Process(store, Clock())
    batches.give(store, HARDWARE, given(*TEXTS))
    process.run("B-1")
    standing, new = batches.give(store, HARDWARE, given(*TEXTS))
    assert (new, standing.finished_at) == (False, NOON)
    assert not process.run("B-1")
    assert process.keeper.asked == list(TEXTS)


def test_where_a_process_dies_another_goes_on_once_its_lease_has_ended(store: SqlStore) -> None:
    clock = Clock()
    first, second = Process(store, clock), Process(store, clock, "second")

    def killed(text: str) -> None:
        if text == TEXTS[1]:
            raise Killed

    batches.give(store, HARDWARE, given(*TEXTS))
    first.keeper.then = killed
    with pytest.raises(Killed):
        first.run("B-1")
    assert drafted(store) == {0: ["D-1"]}
    assert not second.run("B-1")
    assert second.keeper.asked == []
    clock.wait(LEASE)
    assert second.run("B-1")
    assert second.keeper.asked == list(TEXTS[1:])
    assert drafted(store) == {0: ["D-1"], 1: ["D-2"], 2: ["D-3"]}


def test_a_process_that_was_slow_and_lost_its_lease_drafts_no_text_a_second_time(store: SqlStore) -> None:
    clock = Clock()
    first, second = Process(store, clock), Process(store, clock, "second")

    def sleeps(text: str) -> None:
        if text == TEXTS[0]:
            clock.wait(LEASE)
            assert second.run("B-1")

    batches.give(store, HARDWARE, given(*TEXTS))
    first.keeper.then = sleeps
    first.run("B-1")
    assert first.keeper.asked == [TEXTS[0]]
    assert drafted(store) == {0: ["D-1"], 1: ["D-2"], 2: ["D-3"]}
    assert all(each.fault is None for each in batches.seen(store, HARDWARE, "B-1", by="cal")[0].batch.texts)


def test_a_lease_of_a_clock_that_was_ahead_binds_nobody(store: SqlStore) -> None:
    batches.give(store, HARDWARE, given(*TEXTS))
    ahead = Clock(NOON + timedelta(days=400))
    with store.client(HARDWARE) as transaction:
        assert transaction.take_batch("B-1", "ahead", now=ahead.now(), until=ahead.now() + LEASE)
    assert Process(store, Clock()).run("B-1")


def test_a_process_that_is_told_to_end_leaves_the_rest_to_the_next_at_once(store: SqlStore) -> None:
    clock = Clock()
    first, second = Process(store, clock), Process(store, clock, "second")
    batches.give(store, HARDWARE, given(*TEXTS))
    assert not first.run("B-1", stopped=lambda: len(first.keeper.asked) > 0)
    assert second.run("B-1")
    assert (first.keeper.asked, second.keeper.asked) == ([TEXTS[0]], list(TEXTS[1:]))


def test_a_text_that_fails_costs_no_other_and_can_be_tried_again(store: SqlStore) -> None:
    process = Process(store, Clock())

    def fails(text: str) -> None:
        if text == TEXTS[0]:
            raise OutsideServiceFailed("The model did not answer.", "Try later.")
        if text == TEXTS[1]:
            raise KeyError("ours")

    process.keeper.then = fails
    batches.give(store, HARDWARE, given(*TEXTS))
    assert process.run("B-1")
    texts = batches.seen(store, HARDWARE, "B-1", by="cal")[0].batch.texts
    assert [each.fault for each in texts] == [Fault("The model did not answer.", "Try later."), batches.OUR_FAULT, None]
    process.keeper.then = lambda text: None
    for place in (0, 1):
        batches.try_again(store, HARDWARE, "B-1", place, by="cal")
    assert process.run("B-1")
    assert set(drafted(store)) == {0, 1, 2}
    with pytest.raises(NotFound):
        batches.try_again(store, HARDWARE, "B-1", 0, by="cal")


def test_texts_that_are_written_down_together_are_drafted_in_their_order(store: SqlStore) -> None:
    process = Process(store, Clock())
    batches.give(store, HARDWARE, given(*(f"{n} calico cat calendars torn" for n in range(2, 9))))
    assert process.run("B-1", together=3)
    assert drafted(store) == {n: [f"D-{n + 1}"] for n in range(7)}


def test_one_that_fails_among_texts_written_down_together_costs_no_other(store: SqlStore) -> None:
    def fail(text: str) -> None:
        if text == "3 mugs smashed":
            raise OutsideServiceFailed("The model did not answer.", "Try later.")

    process = Process(store, Clock())
    process.keeper.then = fail
    batches.give(store, HARDWARE, given("2 mugs smashed", "3 mugs smashed", "4 mugs smashed"))
    process.run("B-1", together=20)
    texts = batches.seen(store, HARDWARE, "B-1", by="cal")[0].batch.texts
    assert [each.fault for each in texts] == [None, Fault("The model did not answer.", "Try later."), None]
    assert sorted(drafted(store)) == [0, 2]


def test_a_text_that_cannot_be_taken_is_never_tried(store: SqlStore) -> None:
    bad = Given("", fault=Fault("The text is empty.", lasting=True))
    batches.give(store, HARDWARE, Batch("B-1", (bad, Given(TEXTS[0])), "cal", NOON, TODAY))
    process = Process(store, Clock())
    assert process.run("B-1")
    assert process.keeper.asked == [TEXTS[0]]
    with pytest.raises(NotFound):
        batches.try_again(store, HARDWARE, "B-1", 0, by="cal")


def test_a_database_that_goes_away_leaves_the_list_to_be_gone_on_with(store: SqlStore) -> None:
    clock = Clock()
    process = Process(store, clock)

    def away(text: str) -> None:
        raise BooksUnavailable("The books are away.")

    batches.give(store, HARDWARE, given(*TEXTS))
    process.keeper.then = away
    with pytest.raises(BooksUnavailable):
        process.run("B-1")
    process.keeper.then = lambda text: None
    assert process.run("B-1")
    assert set(drafted(store)) == {0, 1, 2}


def test_a_model_reads_several_at_once_and_each_text_is_drafted_once(store: SqlStore) -> None:
    batches.give(store, HARDWARE, given(*(f"{n} mugs smashed in the store" for n in range(1, 7))))
    process = Process(store, Clock())
    assert process.run("B-1", at_once=3)
    found = drafted(store)
    assert sorted(found) == list(range(6))
    assert sorted(draft for drafts in found.values() for draft in drafts) == [f"D-{n}" for n in range(1, 7)]


def test_files_become_evidence_of_every_draft_also_of_those_before_a_crash(store: SqlStore) -> None:
    clock = Clock()
    first, second = Process(store, clock), Process(store, clock, "second")

    def killed(text: str) -> None:
        if text == TEXTS[1]:
            raise Killed

    batches.give(store, HARDWARE, given(*TEXTS[:2]), [PHOTO], {PHOTO.digest: [EvidenceKind.PHOTO]})
    first.keeper.then = killed
    with pytest.raises(Killed):
        first.run("B-1")
    clock.wait(LEASE)
    second.run("B-1")
    with store.client(HARDWARE, reads=True) as transaction:
        for draft in ("D-1", "D-2"):
            (file,) = transaction.evidence(draft)
            assert (file.name, file.digest, file.shows, file.added_by) == (
                "shelf.png",
                PHOTO.digest,
                (EvidenceKind.PHOTO,),
                "cal",
            )


def test_files_that_come_with_the_same_list_later_are_added(store: SqlStore) -> None:
    process = Process(store, Clock())
    batches.give(store, HARDWARE, given(TEXTS[0]))
    process.run("B-1")
    batches.give(store, HARDWARE, given(TEXTS[0]), [PHOTO])
    assert process.run("B-1")
    with store.client(HARDWARE, reads=True) as transaction:
        assert [file.name for file in transaction.evidence("D-1")] == ["shelf.png"]


class Declining:
    """Reads nothing out of any text."""

    name = "declining"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        return Proposal((), declined="Nothing is said here.", reader=self.name)


def test_five_hundred_lines_are_each_read_once_and_looked_at_by_place(store: SqlStore) -> None:
    lines = tuple(f"nothing happened in bay {n}" for n in range(500))
    batches.give(store, HARDWARE, given(*lines))
    process = Process(store, Clock())
    process.keeper = Watched(wiring.bookkeeper(store, Declining()))
    assert process.run("B-1")
    assert process.keeper.asked == list(lines)
    standing, places = batches.seen(store, HARDWARE, "B-1", by="cal")
    assert places == frozenset(range(500))
    shown = batches.came(store, HARDWARE, standing, [499, 7])
    assert [(each.place, each.record and each.record.text, each.drafts) for each in shown] == [
        (7, lines[7], ()),
        (499, lines[499], ()),
    ]
