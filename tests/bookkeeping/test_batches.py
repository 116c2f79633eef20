"""Lists of texts, on both databases: kept first, drafted under a lease, each text once, whoever is at work and whatever dies."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from assistant import wiring
from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping import batches
from assistant.bookkeeping.batches import LEASE, Drafting
from assistant.bookkeeping.settling import set_role
from assistant.books.batch import Batch, Fault, Given, ReadAs
from assistant.books.evidence import EvidenceKind, Handed
from assistant.books.people import PersonRole
from assistant.books.proposal import Proposal, ReadingContext
from assistant.errors import BooksUnavailable, NotAllowed, NotFound, OutsideServiceFailed
from assistant.workflow import Bookkeeper
from tests.surfaces.firm import CAFE, HARDWARE, NOON, SAMPLES, TODAY, Clock

TEXTS = ("12 mugs smashed in the store", "write off $40 of damaged stock", "3 claw hammers rusted in the store")
PHOTO = Handed("shelf.png", "image/png", b"\x89PNG\r\n\x1a\n shelf")


@pytest.fixture
def store(books_url: str) -> Iterator[SqlStore]:
    with closing(open_books(books_url)) as store:
        for client in (HARDWARE, CAFE):
            store.add_client(read_client(SAMPLES / client, client), by="ada", at=NOON)
        set_role(store, HARDWARE, "cal", PersonRole.BOOKKEEPER, by="ada", at=NOON)
        set_role(store, HARDWARE, "dee", PersonRole.REPORTER, by="ada", at=NOON)
        set_role(store, HARDWARE, "eve", PersonRole.AUDITOR, by="ada", at=NOON)
        yield store


class Killed(BaseException):
    """The process ends, as by a signal that nobody catches."""


@dataclass
class Watched:
    """A bookkeeper that is told before each text; what `then` raises comes of the text."""

    keeper: Bookkeeper
    then: Callable[[str], None] = lambda text: None
    asked: list[str] = field(default_factory=list)

    def draft(self, client: str, text: str, *, by: str, today: date, batch: str, place: int) -> batches.Result:
        self.asked.append(text)
        self.then(text)
        return self.keeper.draft(client, text, by=by, today=today, batch=batch, place=place)

    def draft_list(
        self, client: str, texts: Mapping[int, str], *, by: str, today: date, batch: str
    ) -> Mapping[int, batches.Result]:  # fmt: skip
        for text in texts.values():
            self.asked.append(text)
            self.then(text)
        return self.keeper.draft_list(client, texts, by=by, today=today, batch=batch)


@dataclass
class Process:
    """A process that drafts: its own holder of leases, its own readers."""

    store: SqlStore
    clock: Clock
    name: str = "first"

    def __post_init__(self) -> None:
        self.keeper = Watched(wiring.bookkeeper(self.store, wiring.rules_reader()))
        self.rows = Watched(wiring.bookkeeper(self.store, wiring.row_reader()))

    def run(self, batch_id: str, client: str = HARDWARE, **how: object) -> bool:
        keepers = {ReadAs.WORDS: self.keeper, ReadAs.CELLS: self.rows}
        drafting = Drafting(self.store, client, batch_id, self.name, keepers.__getitem__, self.clock.now, **how)  # type: ignore[arg-type]
        return drafting.run()


def given(*texts: str, by: str = "cal", id_: str = "B-1") -> Batch:
    return Batch(id_, tuple(Given(text) for text in texts), by, NOON, TODAY)


def drafted(store: SqlStore, batch_id: str = "B-1", by: str = "cal", client: str = HARDWARE) -> dict[int, list[str]]:
    """The ids of the drafts by the places of their texts."""
    standing, places = batches.seen(store, client, batch_id, by=by)
    return {each.place: [draft.id for draft in each.drafts] for each in batches.came(store, client, standing, places)}


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
