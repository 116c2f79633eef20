"""The walk through its verbs, on real books: what a person may do, what is refused, and that a repeat changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.receiving import Received, receive
from assistant.books.draft import DraftState
from assistant.books.finding import Warning
from assistant.books.money import Money
from assistant.books.people import PersonRole
from assistant.books.policy import StandingApproval
from assistant.books.proposal import Proposal, ReadingContext
from assistant.books.question import Settled
from assistant.books.reasons import Reason
from assistant.errors import ChangedSinceShown, NotAllowed, OutsideServiceFailed, RefusedByBooks, WaitsForAnswer, WrongUsage
from assistant.readers.combined import FallingBack
from assistant.readers.rules.answers import RulesAnswerReader
from assistant.readers.rules.reader import RulesReader
from assistant.store import DraftQuery
from assistant.workflow import Bookkeeper, Reader

SAMPLE = Path(__file__).parent.parent / "coa_samples" / "corner-hardware"
TODAY = date(2026, 10, 6)
SHOP = "shop"
OPENED = datetime(2026, 10, 1, tzinfo=UTC)


@dataclass
class Clock:
    """Ticks a second each time it is asked."""

    seconds: Iterator[int] = field(default_factory=count)

    def __call__(self) -> datetime:
        return datetime(2026, 10, 6, 9, next(self.seconds) // 60 % 60, tzinfo=UTC)


@dataclass(frozen=True)
class Desk:
    """A shop's books, and the verbs as its owner uses them."""

    store: SqlStore
    keeper: Bookkeeper

    def draft(self, text: str) -> str:
        (only,) = self.keeper.draft(SHOP, text, by="ana", today=TODAY).drafts
        return only.id

    def approve(self, draft: str, by: str = "ana") -> str:
        return self.keeper.approve(SHOP, draft, by=by, today=TODAY).number

    def state(self, draft: str) -> DraftState:
        with self.store.client(SHOP) as books:
            return books.draft(draft).state

    def mugs(self) -> Decimal:
        with self.store.client(SHOP) as books:
            return books.books().stock.on_hand("MUG-01")

    def settle(self, **policy: object) -> None:
        with self.store.client(SHOP) as books:
            books.set_policy(replace(books.policy(), **policy), by="ana", at=OPENED)  # type: ignore[arg-type]


def desk_of(store: SqlStore, reader: Reader | None = None) -> Desk:
    numbers = count(1)
    keeper = Bookkeeper(store, reader or RulesReader(), RulesAnswerReader(), Clock(), lambda: f"entry-{next(numbers)}")
    return Desk(store, keeper)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_books(str(tmp_path / "books.db"))
    store.add_client(read_client(SAMPLE, SHOP), by="ana", at=OPENED)
    yield store
    store.close()


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return desk_of(store)


def test_a_sentence_becomes_a_posted_entry_and_the_goods_leave(desk: Desk) -> None:
    before = desk.mugs()
    draft = desk.draft("12 stoneware coffee mugs dropped in the warehouse, smashed")
    assert desk.state(draft) is DraftState.WAITING
    assert desk.mugs() == before
    desk.approve(draft)
    assert (desk.state(draft), desk.mugs()) == (DraftState.POSTED, before - 12)


def test_approving_again_answers_with_the_same_entry(desk: Desk) -> None:
    draft = desk.draft("12 stoneware coffee mugs smashed")
    before = desk.mugs()
    assert desk.approve(draft) == desk.approve(draft) == "WO-1001"
    assert desk.mugs() == before - 12


def test_waiting_drafts_hold_their_stock_from_later_ones(desk: Desk) -> None:
    first, second = desk.draft("170 stoneware coffee mugs smashed"), desk.draft("11 stoneware coffee mugs smashed")
    assert (desk.state(first), desk.state(second)) == (DraftState.WAITING, DraftState.BLOCKED)


def test_a_problem_cannot_be_approved(desk: Desk) -> None:
    draft = desk.draft("1,000 stoneware coffee mugs smashed")
    with pytest.raises(RefusedByBooks, match="on hand") as refused:
        desk.approve(draft)
    assert refused.value.code == "not_enough_stock"
    assert refused.value.remedy


def test_books_that_moved_since_it_was_shown_send_the_draft_back_once(desk: Desk) -> None:
    draft = desk.draft("12 stoneware coffee mugs smashed in the warehouse")
    desk.settle(routine_limit=Money.zero("USD"))
    with pytest.raises(ChangedSinceShown, match="no longer post what you saw"):
        desk.approve(draft)
    assert desk.mugs() == 180
    assert desk.approve(draft) == "WO-1001"  # as it is shown now


def test_what_stood_in_the_way_is_not_said_once_it_is_over(desk: Desk) -> None:
    draft = desk.draft("1,000 stoneware coffee mugs smashed in the warehouse")
    came = [Received("MUG-01", "Warehouse", Decimal(2000), Decimal("9.99"))]
    receive(desk.store, SHOP, came, entry_date=TODAY, today=TODAY, by="ana", at=OPENED, entry_id="came")
    with pytest.raises(ChangedSinceShown, match="no longer post what you saw"):
        desk.approve(draft)
    assert desk.state(draft) is DraftState.WAITING


def test_what_stood_in_the_way_is_not_said_where_a_question_took_its_place(desk: Desk) -> None:
    rest = desk.draft("all but 20 of the stoneware coffee mugs in the warehouse smashed")
    desk.settle(books_closed_through=TODAY)
    with pytest.raises(RefusedByBooks, match="closed"):
        desk.approve(rest)
    desk.settle(books_closed_through=None)
    desk.approve(desk.draft("130 stoneware coffee mugs stolen from the warehouse"))  # 14 of 144 are left
    with pytest.raises(ChangedSinceShown, match="no longer post what you saw"):
        desk.approve(rest)
    assert desk.state(rest) is DraftState.ASKED


def test_an_approval_of_something_else_than_was_shown_is_refused(desk: Desk) -> None:
    draft = desk.draft("12 stoneware coffee mugs smashed")
    with pytest.raises(ChangedSinceShown):
        desk.keeper.approve(SHOP, draft, by="ana", today=TODAY, seen="another fingerprint")


def test_a_period_closed_meanwhile_is_refused(desk: Desk) -> None:
    draft = desk.draft("12 stoneware coffee mugs smashed on 10/1")
    desk.settle(books_closed_through=date(2026, 10, 3))
    with pytest.raises(RefusedByBooks) as refused:
        desk.approve(draft)
    assert refused.value.code == "period_closed"


def test_a_question_is_answered_in_plain_words_and_the_draft_goes_on(desk: Desk) -> None:
    draft = desk.draft("some stoneware coffee mugs got smashed")
    with pytest.raises(WaitsForAnswer):
        desk.approve(draft)
    with pytest.raises(WrongUsage, match="does not answer"):
        desk.keeper.answer(SHOP, draft, "no idea", by="ana", today=TODAY)
    answered = desk.keeper.answer(SHOP, draft, "half a dozen", by="ana", today=TODAY)
    assert (answered.state, answered.version) == (DraftState.WAITING, 2)
    desk.approve(draft)
    assert desk.mugs() == 174


def test_a_revision_raises_the_version_and_stands_over_the_reading(desk: Desk) -> None:
    draft = desk.draft("12 stoneware coffee mugs smashed")
    fact = Settled(words="stolen", reason=Reason.STOLEN)
    revised = desk.keeper.revise(SHOP, draft, (fact,), by="ana", today=TODAY)
    assert revised.entry is not None
    assert (revised.version, revised.entry.valued.reason) == (2, Reason.STOLEN)
    chosen = desk.keeper.revise(SHOP, draft, (), ((1, "5060"),), by="ana", today=TODAY)
    assert chosen.entry is not None
    assert [(line.account, line.chosen_by) for line in chosen.entry.lines if line.n == 1] == [("5060", "person")]


def test_what_is_settled_cannot_be_revised_or_rejected(desk: Desk) -> None:
    draft = desk.draft("12 stoneware coffee mugs smashed")
    desk.approve(draft)
    with pytest.raises(RefusedByBooks, match="posted"):
        desk.keeper.revise(SHOP, draft, (Settled(words="lost", reason=Reason.LOST),), by="ana", today=TODAY)
    with pytest.raises(RefusedByBooks, match="cannot be rejected"):
        desk.keeper.reject(SHOP, draft, because="changed my mind", by="ana")


def test_a_rejected_draft_gives_its_stock_back_and_keeps_the_reason(desk: Desk) -> None:
    draft = desk.draft("170 stoneware coffee mugs smashed")
    rejected = desk.keeper.reject(SHOP, draft, because="typed 170 for 17", by="ana")
    assert (rejected.state, rejected.because) == (DraftState.REJECTED, "typed 170 for 17")
    assert desk.state(desk.draft("20 stoneware coffee mugs smashed")) is DraftState.WAITING


def test_reversal_in_parts_ends_with_the_draft_reversed_and_the_stock_as_it_was(desk: Desk) -> None:
    draft = desk.draft("12 stoneware coffee mugs smashed")
    number = desk.approve(draft)
    part = desk.keeper.reverse(SHOP, number, because="four were whole", by="ana", today=TODAY, units=(("MUG-01", Decimal(4)),))
    desk.approve(part.id)
    assert (desk.mugs(), desk.state(draft)) == (Decimal(172), DraftState.POSTED)
    desk.approve(desk.keeper.reverse(SHOP, number, because="so were the others", by="ana", today=TODAY).id)
    assert (desk.mugs(), desk.state(draft)) == (Decimal(180), DraftState.REVERSED)
    again = desk.keeper.reverse(SHOP, number, because="once more", by="ana", today=TODAY)
    assert again.state in (DraftState.BLOCKED, DraftState.ASKED)


@pytest.mark.parametrize(
    ("role", "may_draft", "may_approve"),
    [
        (PersonRole.OWNER, True, True),
        (PersonRole.APPROVER, True, True),
        (PersonRole.BOOKKEEPER, True, False),
        (PersonRole.REPORTER, True, False),
        (PersonRole.AUDITOR, False, False),
    ],
)
def test_what_each_role_may_do(desk: Desk, role: PersonRole, may_draft: bool, may_approve: bool) -> None:
    with desk.store.client(SHOP) as books:
        books.add_person("ben", role, at=OPENED)
    draft = desk.draft("12 stoneware coffee mugs smashed")
    if not may_draft:
        with pytest.raises(NotAllowed):
            desk.keeper.draft(SHOP, "3 mugs smashed", by="ben", today=TODAY)
    if may_approve:
        assert desk.approve(draft, by="ben") == "WO-1001"
    else:
        with pytest.raises(NotAllowed, match=role.value):
            desk.approve(draft, by="ben")


def test_the_same_place_of_the_same_batch_is_drafted_once(desk: Desk) -> None:
    texts = ["3 stoneware coffee mugs smashed", "2 stoneware coffee mugs stolen"]
    first = [desk.keeper.draft(SHOP, text, by="ana", today=TODAY, batch="b-1", place=at) for at, text in enumerate(texts)]
    again = [desk.keeper.draft(SHOP, text, by="ana", today=TODAY, batch="b-1", place=at) for at, text in enumerate(texts)]
    assert [result.record.id for result in first] == [result.record.id for result in again]
    assert [draft.id for result in again for draft in result.drafts] == ["D-1", "D-2"]


@dataclass(frozen=True)
class DownModel:
    name: str = "model"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        raise OutsideServiceFailed("The language model m did not answer: it cannot be reached.")


def test_a_model_that_is_down_falls_back_to_the_rules_and_the_draft_says_so(store: SqlStore) -> None:
    desk = desk_of(store, FallingBack(DownModel(), RulesReader()))
    (draft,) = desk.keeper.draft(SHOP, "12 stoneware coffee mugs smashed", by="ana", today=TODAY).drafts
    assert draft.state is DraftState.WAITING
    assert [(found.code, "cannot be reached" in found.says) for found in draft.warnings] == [(Warning.FELL_BACK_TO_RULES, True)]


def test_a_draft_approved_days_later_keeps_the_day_it_was_typed(desk: Desk) -> None:
    draft = desk.draft("12 stoneware coffee mugs smashed")
    posted = desk.keeper.approve(SHOP, draft, by="ana", today=date(2026, 10, 9))
    assert posted.entry_date == TODAY


def test_every_step_is_in_the_trail_and_the_chain_holds(desk: Desk) -> None:
    from tests.trail import broken_at

    draft = desk.draft("some stoneware coffee mugs got smashed")
    desk.keeper.answer(SHOP, draft, "6", by="ana", today=TODAY)
    desk.approve(draft)
    with desk.store.client(SHOP) as books:
        events = tuple(books.events())
    told = [event.what for event in events]
    walked = ["text.read", "draft.drafted", "draft.answered", "draft.approved", "entry.posted"]
    assert told[-6:] == [*walked, "precedent.learned"]
    assert broken_at(SHOP, events) is None


def test_a_list_is_written_down_once_and_what_a_policy_approves_is_posted_as_it_comes(desk: Desk) -> None:
    texts = {0: "2 stoneware coffee mugs smashed", 4: "3 stoneware coffee mugs stolen"}

    def listed(batch: str) -> dict[int, list[tuple[str, DraftState]]]:
        found = desk.keeper.draft_list(SHOP, texts, by="ana", today=TODAY, batch=batch)
        return {place: [(draft.id, draft.state) for draft in result.drafts] for place, result in sorted(found.items())}

    waiting = {0: [("D-1", DraftState.WAITING)], 4: [("D-2", DraftState.WAITING)]}
    assert (listed("B-1"), listed("B-1")) == (waiting, waiting)
    desk.settle(standing_approval=StandingApproval(Decimal("0.50"), "ana"))
    texts[9] = "4 stoneware coffee mugs smashed"
    assert listed("B-1") == waiting | {9: [("D-3", DraftState.POSTED)]}


def test_a_text_that_another_process_drafted_while_this_one_read_it_is_drafted_once(store: SqlStore) -> None:
    quicker = desk_of(store, RulesReader()).keeper

    class Slow(RulesReader):
        def interpret(self, text: str, context: ReadingContext) -> Proposal:
            quicker.draft(SHOP, text, by="ana", today=TODAY, batch="B-1", place=3)
            return super().interpret(text, context)

    found = desk_of(store, Slow()).keeper.draft(SHOP, "2 mugs smashed", by="ana", today=TODAY, batch="B-1", place=3)
    with store.client(SHOP) as books:
        assert [record.id for record in books.texts_of_batch("B-1")] == [found.record.id]
        assert [draft.id for draft in books.drafts(DraftQuery(text_id=found.record.id))] == [draft.id for draft in found.drafts]


def test_a_list_of_which_one_text_fails_is_not_written_down_at_all(store: SqlStore) -> None:
    class Failing(RulesReader):
        def interpret(self, text: str, context: ReadingContext) -> Proposal:
            if "stolen" in text:
                raise OutsideServiceFailed("It does not answer.")
            return super().interpret(text, context)

    desk = desk_of(store, Failing())
    with pytest.raises(OutsideServiceFailed):
        desk.keeper.draft_list(SHOP, {0: "2 mugs smashed", 1: "3 mugs stolen"}, by="ana", today=TODAY, batch="B-1")
    with store.client(SHOP) as books:
        assert books.texts_of_batch("B-1") == ()
