"""What two readers differ in stands on the draft, in the trail's books and on the page, until a person settles that very fact."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.books.draft import Draft, DraftState
from assistant.books.finding import Warning
from assistant.books.proposal import Proposal, Quantity, QuantityPart, QuantityRelation, ReadingContext
from assistant.books.question import Settled
from assistant.books.reasons import Reason
from assistant.evaluation.proposal_json import read_proposal
from assistant.readers.combined import BothReaders
from assistant.readers.rules.answers import RulesAnswerReader
from assistant.readers.rules.reader import RulesReader
from assistant.surfaces.render.documents import ReadText, draft_document
from assistant.surfaces.render.pages import draft_page, text_page
from assistant.workflow import Bookkeeper
from tests.agreement.readings import SAMPLE, TODAY, Said, loss, of

SHOP = "shop"
MORNING = datetime(2026, 10, 6, 9, tzinfo=UTC)
TEXT = "12 mugs from pallet 21 were dropped in the warehouse"
LOST = loss(of("mugs", "21", place="warehouse")) | {"reason": "lost"}
AGREED = loss(of("mugs", "12", place="warehouse"))


@dataclass(frozen=True)
class Says:
    """A model that answers every text alike."""

    events: tuple[Said, ...]
    name: str = "model"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        return read_proposal({"events": list(self.events), "declined": "" if self.events else "No goods."}, text, self.name)


@dataclass
class Desk:
    store: SqlStore
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def keeper(self, *events: Said) -> Bookkeeper:
        reader = BothReaders(Says(events), RulesReader())
        return Bookkeeper(self.store, reader, RulesAnswerReader(), lambda: MORNING, lambda: f"entry-{next(self.numbers)}")

    def draft(self, *events: Said, text: str = TEXT) -> Draft:
        (draft,) = self.keeper(*events).draft(SHOP, text, by="ana", today=TODAY).drafts
        return self.stored(draft.id)

    def revise(self, draft: Draft, *settled: Settled, account: str = "") -> Draft:
        overrides = ((1, account),) if account else ()
        self.keeper().revise(SHOP, draft.id, settled, overrides, by="ana", today=TODAY)
        return self.stored(draft.id)

    def stored(self, draft_id: str) -> Draft:
        with self.store.client(SHOP) as books:
            return books.draft(draft_id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_books(str(tmp_path / "books.db"))
    store.add_client(read_client(SAMPLE, SHOP), by="ana", at=MORNING)
    yield Desk(store)
    store.close()


def said(draft: Draft) -> list[str]:
    return [finding.says for finding in draft.warnings if finding.code is Warning.READERS_DISAGREE]


def units(number: str) -> Settled:
    return Settled(words=number, quantity=Quantity(QuantityRelation.EXACTLY, (QuantityPart(Decimal(number)),)))


def test_readers_that_agree_say_nothing_and_the_reading_keeps_it(desk: Desk) -> None:
    draft = desk.draft(AGREED)
    assert (draft.reading.agreed, said(draft)) == (True, [])


def test_one_warning_names_every_fact_in_both_readings(desk: Desk) -> None:
    draft = desk.draft(LOST)
    assert (draft.state, draft.reading.agreed) == (DraftState.WAITING, False)
    (warning,) = said(draft)
    assert "Reason: the model reads lost, the rules damaged." in warning
    assert "Quantity of MUG-01: the model reads 21, the rules 12." in warning


def test_the_page_and_the_document_show_it(desk: Desk) -> None:
    draft = desk.draft(LOST)
    with desk.store.client(SHOP) as books:
        standing = books.books()
    assert "Quantity of MUG-01: the model reads 21, the rules 12." in draft_page(draft, standing)
    warnings: Any = draft_document(draft, standing)["warnings"]
    assert [warning["code"] for warning in warnings] == ["readers_disagree"]


def test_it_goes_fact_by_fact_as_a_person_settles_them(desk: Desk) -> None:
    draft = desk.draft(LOST)
    counted = desk.revise(draft, units("12"))
    assert said(counted) == ["The readers differ. Reason: the model reads lost, the rules damaged."]
    assert counted.reading.agreed is False
    settled = desk.revise(counted, Settled(words="damaged", reason=Reason.DAMAGED))
    assert (said(settled), settled.reading.agreed) == ([], True)


def test_stating_what_the_model_read_confirms_it(desk: Desk) -> None:
    draft = desk.draft(loss(of("mugs", "21", place="warehouse")))
    confirmed = desk.revise(draft, units("21"))
    assert (said(confirmed), confirmed.reading.agreed) == ([], True)
    assert draft.entry is not None
    assert confirmed.entry is not None
    assert confirmed.entry.fingerprint() == draft.entry.fingerprint()


def test_an_account_chosen_by_a_person_settles_no_other_fact(desk: Desk) -> None:
    draft = desk.draft(LOST)
    assert said(desk.revise(draft, account="5000")) == said(draft)


def test_an_answer_keeps_what_else_differs(desk: Desk) -> None:
    asked = desk.draft(loss(of("mugs", "some"), entry_date="2026-10-02", date_quote="were"), text="some mugs were dropped")
    assert (asked.state, said(asked)) == (
        DraftState.ASKED,
        ["The readers differ. Date: the model reads 2026-10-02, the rules 2026-10-06."],
    )
    desk.keeper().answer(SHOP, asked.id, "3", by="ana", today=TODAY)
    assert (desk.stored(asked.id).state, said(desk.stored(asked.id))) == (DraftState.WAITING, said(asked))


def test_it_can_be_approved_as_it_stands(desk: Desk) -> None:
    draft = desk.draft(LOST)
    assert desk.keeper().approve(SHOP, draft.id, by="ana", today=TODAY).number == "WO-1001"
    assert said(desk.stored(draft.id)) == said(draft)


def test_a_text_that_only_the_rules_read_says_so_beside_the_refusal(desk: Desk) -> None:
    result = desk.keeper().draft(SHOP, TEXT, by="ana", today=TODAY)
    assert result.drafts == ()
    (finding,) = result.record.findings
    assert finding.code is Warning.READERS_DISAGREE
    assert "the rules 12 of MUG-01, 49.80 damaged" in finding.says
    with desk.store.client(SHOP) as books:
        assert finding.says in text_page(ReadText(TEXT, result.record, ()), books.books())
