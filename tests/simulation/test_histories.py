"""People who work in one client's books at once, in threads and in processes, on both databases: what each was told is held
against the journal, and there is one order in which all of it happened."""

from collections import Counter
from contextlib import closing

import pytest

from assistant.adapters.sql.store import open_books
from tests.simulation.hands import Job, drafted, history, opened, together, whole
from tests.simulation.history import Act, History
from tests.syncing.harness import Bench

HOW = pytest.mark.parametrize("processes", [False, True], ids=["threads", "processes"])
MANY = tuple(str(n) for n in range(30))


def refused(acts: list[Act]) -> Counter[str]:
    return Counter(act.answer for act in acts if not act.posted and act.seen is None)


def sound(address: str, found: History) -> None:
    assert [act for act in found.acts if act.unsure] == []  # whoever is in another's way waits, and is not told to try again
    assert found.faults() == []
    assert whole(address) == []


@HOW
def test_two_approvers_of_the_same_drafts_are_given_the_same_entries(books_url: str, processes: bool) -> None:
    opening, drafts = opened(books_url), drafted(books_url, 16)
    jobs = [Job(books_url, who, "approve", drafts) for who in ("ben", "cat")]
    acts = together([*jobs, Job(books_url, "dan", "read", MANY)], processes=processes)
    found = history(books_url, acts, opening)
    sound(books_url, found)
    assert len(found.entries) == len(drafts)
    answers = {draft: {act.answer for act in acts if act.subject == draft and act.what == "approve"} for draft in drafts}
    assert all(len(numbers) == 1 for numbers in answers.values()), answers
    assert refused(acts) == {}


@HOW
def test_writers_of_the_last_units_share_them_and_nobody_takes_what_is_not_there(books_url: str, processes: bool) -> None:
    """80 plates: 60 are promised to 12 drafts. Others take them one by one, without asking what is promised."""
    opening, drafts = opened(books_url), drafted(books_url, 12, units=5)
    acts = together(
        [
            Job(books_url, "ben", "approve", drafts),
            Job(books_url, "cat", "take", MANY[:25]),
            Job(books_url, "eva", "take", MANY[:25]),
            Job(books_url, "dan", "read", MANY),
        ],
        processes=processes,
    )
    found = history(books_url, acts, opening)
    sound(books_url, found)
    left = found.standing(len(found.entries)).units
    assert 0 <= left < 5
    taken = Counter(act.what for act in acts if act.posted)
    assert opening.units - left == 5 * taken["approve"] + taken["take"]
    assert set(refused(acts)) <= {"not_enough_stock", "refused"}, refused(acts)


@HOW
def test_the_last_units_are_promised_once(books_url: str, processes: bool) -> None:
    """80 plates, of which 70 are promised; three people describe ten losses of one each."""
    opening, _ = opened(books_url), drafted(books_url, 7, units=10)
    acts = together([Job(books_url, who, "describe", MANY[:10]) for who in ("ben", "cat", "dan")], processes=processes)
    assert refused(acts) == {"waiting": 10, "blocked": 20}
    sound(books_url, history(books_url, acts, opening))


def test_clocks_that_jump_and_differ_put_no_entry_out_of_order(books_url: str) -> None:
    opening, drafts = opened(books_url), drafted(books_url, 16)
    acts = together(
        [
            Job(books_url, "ben", "approve", drafts[:8], ahead=(0.0, 86_400.0, -172_800.0)),
            Job(books_url, "cat", "approve", drafts[8:], ahead=(-3_600.0, 7_200.0)),
        ],
        processes=False,
    )
    found = history(books_url, acts, opening)
    sound(books_url, found)
    assert len(found.entries) == len(drafts)


def test_entries_taken_back_while_they_are_sent_are_there_once_and_so_are_their_reversals(books_url: str) -> None:
    opening = opened(books_url)
    with closing(open_books(books_url)) as store:
        bench = Bench(store).open()
        acts = together([Job(books_url, "ben", "approve", drafted(books_url, 10))], processes=False)
        numbers = tuple(sorted(act.answer for act in acts))
        jobs = [Job(books_url, "cat", "reverse", numbers[::2]), Job(books_url, "dan", "read", MANY)]
        acts += together(jobs, processes=False, meanwhile=lambda: bench.run_to_the_end(4, looks=False))
        bench.run_to_the_end(looks=False)
        assert bench.judge() == []
    found = history(books_url, acts, opening)
    sound(books_url, found)
    assert refused(acts) == {}
    assert [entry.reverses for entry in found.entries if entry.reverses] == list(numbers[::2])
