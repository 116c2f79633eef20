"""Faults as models make them: each class alters a reading, the same by the same seed, and what became of it is told as it was."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random  # noqa: TID251 - chance comes in from here
from typing import Any

import pytest

from assistant.books.proposal import Proposal, ReadingContext
from assistant.evaluation.expected import expected_of
from assistant.evaluation.faults.altering import Read
from assistant.evaluation.faults.lane import FaultLane, tally, told
from assistant.evaluation.faults.trying import CLASSES, OF_READINGS, Outcome, Stopped, Tried, faults_of
from assistant.evaluation.proposal_json import read_proposal
from assistant.evaluation.proposals import hand_written
from assistant.evaluation.run import CaseRun
from assistant.readers.rules.reader import RulesReader
from assistant.readers.second_look import SecondLook
from tests.agreement.readings import books, loss, of

DEV = Path(__file__).parents[3] / "evals" / "dev-1"
TODAY = "2026-10-06"
TEXT = (
    "On 10/2 12 mugs, 1 case and 4 bulbs and a desk lamp were dropped in the warehouse, not the hand saws; Lee's insurer pays $30"
)
FULL = [
    loss(
        of("mugs", "12", place="warehouse"),
        of("bulbs", "1 case + 4", stated=[{"total": "30"}]),
        entry_date="2026-10-02",
        date_quote="10/2",
        recoveries={"source": "insurer", "status": "agreed", "value": {"total": "30", "quote": "$30"}},
    ),
    loss(of("desk lamp", {"all_but": "4"})),
    loss(of("drills", "some")),
    {"kind": "reversal", "reason": "lost", "entry": {"ref": "WO-7"}},
    {**loss(value={"total": "30"}), "use": "staff", "reason": "internal_use"},
]


def chance_of(seed: str) -> Callable[[str], Random]:
    return lambda name: Random(f"{seed} {name}")


def proposal(*events: dict[str, Any], text: str = TEXT) -> Proposal:
    return read_proposal({"events": list(events)}, text, "written")


@dataclass(frozen=True)
class Reads:
    """Rules that read every text alike."""

    events: tuple[dict[str, Any], ...]

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        return proposal(*self.events, text=text)


def tried(
    events: list[dict[str, Any]], rules: list[dict[str, Any]], *entries: dict[str, Any], text: str = TEXT, seed: str = "1"
) -> Outcome:
    expect = {"outcome": "draft", "entries": entries}
    told = {"id": "one", "client": "shop", "today": TODAY, "text": text, "expect": expect}
    return faults_of(expected_of(told), proposal(*events, text=text), books(), Reads(tuple(rules)), chance_of(seed))


def of_class(outcome: Outcome, name: str) -> list[Stopped]:
    return [one.stopped for one in outcome.tried if one.fault == name]


def test_there_are_more_than_twelve_classes_and_each_says_what_goes_wrong() -> None:
    assert len(CLASSES) >= 36
    assert all(CLASSES.values())


WITHOUT_HISTORY = [make for make in OF_READINGS if make.__name__ != "wrong_entry"]  # which needs earlier entries


@pytest.mark.parametrize("make", WITHOUT_HISTORY, ids=lambda make: make.__name__)
def test_each_class_alters_some_reading_in_one_place(make: Callable[[Read], Any]) -> None:
    read = proposal(*FULL)
    altered = make(Read(TEXT, read, books(), Random("1")))
    assert altered is not None
    assert altered.proposal != read
    kept = [event for event in read.events if event in altered.proposal.events]
    assert len(kept) >= len(read.events) - 1
    assert altered.text.startswith(TEXT)


@pytest.mark.parametrize("make", OF_READINGS, ids=lambda make: make.__name__)
def test_no_class_alters_a_reading_of_nothing(make: Callable[[Read], Any]) -> None:
    assert make(Read("Pay the rent", Proposal((), declined="Rent."), books(), Random("1"))) is None


def test_the_same_seed_makes_the_same_faults() -> None:
    mugs = [loss(of("mugs", "12"))]
    assert tried(mugs, mugs) == tried(mugs, mugs)
    others = {tuple(make(Read(TEXT, proposal(*mugs), books(), Random(seed))) for make in OF_READINGS[:2]) for seed in "123456"}
    assert len(others) > 1


def test_a_fault_that_the_other_reader_does_not_share_is_stopped() -> None:
    mugs = [loss(of("mugs", "12", place="warehouse"), entry_date="2026-10-02", date_quote="10/2")]
    outcome = tried(mugs, mugs)
    assert Stopped.NOT not in {one.stopped for one in outcome.tried}
    assert of_class(outcome, "dropped_day") == [Stopped.DISAGREED]
    assert of_class(outcome, "wrong_digit") == [Stopped.REFUSED]
    assert of_class(outcome, "dropped_event") == [Stopped.REFUSED]
    assert set(of_class(outcome, "swapped_sides")) == {Stopped.REFUSED}


def test_one_that_both_readers_make_is_not_and_the_clean_draft_is_held_back() -> None:
    mugs = loss(of("mugs", "12", place="warehouse"), entry_date="2026-10-02", date_quote="10/2")
    outcome = tried([mugs], [loss(of("mugs", "12", place="warehouse"))])
    assert of_class(outcome, "dropped_day") in ([Stopped.NOT], [Stopped.UNSURE])
    assert outcome.clean == (Stopped.DISAGREED,)


def test_a_dropped_event_is_only_stopped_where_all_that_is_left_is_held_back() -> None:
    events = [loss(of("mugs", "12")), loss(of("desk lamp", "4"))]
    assert of_class(tried(events, events), "dropped_event") == [Stopped.DISAGREED]


def test_what_changes_nothing_of_what_would_post_is_not_counted() -> None:
    asked = [loss(of("mugs", "some"))]
    assert of_class(tried(asked, asked), "wrong_reason") == []
    (stopped,) = of_class(tried(asked, asked), "invented_number")
    assert stopped in (Stopped.REFUSED, Stopped.DISAGREED)


def test_nor_is_what_comes_to_the_entry_that_the_case_expects() -> None:
    lines = [
        {"side": side, "accounts": [account], "amount": "49.80"} for side, account in (("debit", "5050"), ("credit", "1200"))
    ]
    right = {
        "date": TODAY,
        "kind": "write_off",
        "reason": "damaged",
        "items": [{"sku": "MUG-01", "quantity": "12"}],
        "lines": lines,
    }
    misread = [loss(of("mugs", {"exactly": "21", "quote": "21"}))]
    text = "12 mugs from pallet 21 were dropped"
    assert of_class(tried(misread, misread, text=text), "another_number") == [Stopped.DISAGREED]
    assert of_class(tried(misread, misread, right, text=text), "another_number") == []


def test_the_shares_are_of_all_that_was_tried() -> None:
    lane = FaultLane(SecondLook(hand_written([DEV])), rules=SecondLook(RulesReader()), chance_of=chance_of("1"), most=1)
    found = tally(lane.run([DEV]))
    assert found.faults > 300
    assert sum(sum(counts.values()) for counts in found.by_class.values()) == found.faults
    assert found.stopped >= 0.99
    assert found.clean.get("disagreed", 0) <= 0.05 * sum(found.clean.values())  # how sure the others are is the fit's to say
    assert next(iter(found.lines())).startswith(f"{found.faults} faults in {len(found.by_class)} classes: ")


def test_one_let_through_lowers_the_share() -> None:
    outcome = Outcome((Tried("wrong_digit", Stopped.REFUSED), Tried("wrong_digit", Stopped.NOT)), (Stopped.NOT, Stopped.ASKED))
    found = tally([CaseRun("one", told(outcome)), CaseRun("two", None, "unanswered")])
    assert (found.faults, found.stopped, found.held_back) == (2, 0.5, 0.5)
    assert found.document()["classes"] == [
        {
            "class": "wrong_digit",
            "says": CLASSES["wrong_digit"],
            "faults": 2,
            "stopped": {"refused": 1, "not stopped": 1},
        }
    ]
