"""What approvals teach, what takes it back, and whose books it stays in: through the walk's own verbs, on both databases."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.books.draft import Draft, DraftState
from assistant.books.policy import ReasonAccounts
from assistant.books.precedent import Precedent
from assistant.books.question import Asks, Settled
from assistant.books.reasons import Reason
from assistant.readers.rules.answers import RulesAnswerReader
from assistant.readers.rules.reader import RulesReader
from assistant.workflow import Bookkeeper
from tests.trail import broken_at

SAMPLE = Path(__file__).parent.parent / "coa_samples" / "corner-hardware"
TODAY = date(2026, 10, 6)
OPENED = datetime(2026, 10, 1, tzinfo=UTC)
MUGS = "3 stoneware mugs smashed by the forklift"


class Shop:
    """Two shops with the same chart and goods in one store, and ana at both."""

    def __init__(self, store: SqlStore) -> None:
        ticks, numbers = count(1), count(1)
        self.store = store
        self.keeper = Bookkeeper(
            store, RulesReader(), RulesAnswerReader(), lambda: datetime(2026, 10, 6, 9, next(ticks) % 60, tzinfo=UTC),
            lambda: f"entry-{next(numbers)}",
        )  # fmt: skip

    def draft(self, text: str, client: str = "shop") -> Draft:
        (only,) = self.keeper.draft(client, text, by="ana", today=TODAY).drafts
        return only

    def approve(self, draft: Draft, account: str = "", client: str = "shop") -> str:
        """Approved as it stands, or with the account of its first line corrected."""
        if account and draft.entry and draft.entry.lines[0].account != account:
            self.keeper.revise(client, draft.id, (), ((1, account),), by="ana", today=TODAY)
        return self.keeper.approve(client, draft.id, by="ana", today=TODAY).number

    def book(self, text: str, account: str = "", client: str = "shop") -> str:
        return self.approve(self.draft(text, client), account, client)

    def reverse(self, number: str, units: tuple[tuple[str, str], ...] = ()) -> None:
        parts = [(item, Decimal(many)) for item, many in units]
        draft = self.keeper.reverse("shop", number, because="keyed wrong", by="ana", today=TODAY, units=parts)
        self.approve(draft)

    def precedents(self, client: str = "shop") -> list[Precedent]:
        with self.store.client(client, reads=True) as books:
            return list(books.precedents())

    def trail(self) -> list[str]:
        with self.store.client("shop", reads=True) as books:
            events = books.events()
        assert broken_at("shop", events) is None
        return [event.what for event in events if event.what.startswith("precedent.")]


@pytest.fixture
def shop(books_url: str) -> Iterator[Shop]:
    with closing(open_books(books_url)) as store:
        for client in ("shop", "rival"):
            store.add_client(read_client(SAMPLE, client), by="ana", at=OPENED)
        yield Shop(store)


def account(draft: Draft) -> tuple[str, str]:
    assert draft.entry is not None, draft
    return draft.entry.lines[0].account, draft.entry.lines[0].chosen_by


def test_a_correction_is_made_once(shop: Shop) -> None:
    assert account(shop.draft(MUGS)) == ("5050", "made_for")
    shop.book(MUGS, "5080")
    for times, text in enumerate(("5 mugs smashed by the forklift yesterday", "forklift smashed another 2 mugs", MUGS), 1):
        draft = shop.draft(text)
        assert account(draft) == ("5080", "precedent")
        assert draft.entry is not None
        assert draft.entry.lines[0].evidence.confirmations == times
        shop.approve(draft)
    (known,) = shop.precedents()
    assert (known.choice, known.times, known.entry, known.instead, known.by) == ("5080", 4, "WO-1004", "5050", "ana")
    assert shop.trail() == ["precedent.learned", *["precedent.confirmed"] * 3]


def test_a_correction_stands_over_older_confirmations(shop: Shop) -> None:
    for _ in range(3):
        shop.book(MUGS)
    assert [one.times for one in shop.precedents()] == [3]
    shop.book(MUGS, "5080")
    (known,) = shop.precedents()
    assert (known.choice, known.times, known.wavered) == ("5080", 1, True)
    assert account(shop.draft(MUGS)) == ("5080", "precedent")
    assert shop.trail()[-1] == "precedent.corrected"


def test_a_reversal_takes_its_confirmation_back(shop: Shop) -> None:
    kept, wrong = shop.book(MUGS), shop.book(MUGS, "5080")
    shop.reverse(wrong)
    (known,) = shop.precedents()
    assert (known.choice, known.times, known.entry) == ("5050", 1, kept)
    shop.reverse(kept)
    assert shop.precedents() == []
    assert account(shop.draft(MUGS)) == ("5050", "made_for")
    assert shop.trail()[-2:] == ["precedent.withdrawn", "precedent.withdrawn"]


def test_a_part_that_turned_up_takes_nothing_back(shop: Shop) -> None:
    number = shop.book(MUGS, "5080")
    shop.reverse(number, (("MUG-01", "1"),))
    assert [one.choice for one in shop.precedents()] == ["5080"]
    shop.reverse(number)
    assert shop.precedents() == []


def test_what_is_rejected_or_left_teaches_nothing(shop: Shop) -> None:
    draft = shop.draft(MUGS)
    shop.keeper.revise("shop", draft.id, (), ((1, "5080"),), by="ana", today=TODAY)
    assert shop.precedents() == []
    shop.keeper.reject("shop", draft.id, because="not ours", by="ana")
    assert shop.precedents() == []
    assert account(shop.draft(MUGS)) == ("5050", "made_for")


def test_what_policy_or_the_text_settles_teaches_nothing(shop: Shop) -> None:
    shop.book("3 stoneware mugs smashed by the forklift, book to 5060")
    with shop.store.client("shop") as books:
        settled = {Reason.DAMAGED: ReasonAccounts("5080", "6910")}
        books.set_policy(replace(books.policy(), accounts_by_reason=settled), by="ana", at=OPENED)
    shop.book(MUGS)
    shop.book("2 stoneware mugs smashed by the forklift", "5060")
    assert shop.precedents() == []


def test_what_one_client_taught_another_never_sees(shop: Shop) -> None:
    shop.book(MUGS, "5080")
    assert account(shop.draft(MUGS, "rival")) == ("5050", "made_for")
    assert shop.precedents("rival") == []
    shop.book(MUGS, client="rival")
    assert [(one.id, one.choice) for one in shop.precedents("rival")] == [("P-1", "5050")]
    assert [(one.id, one.choice) for one in shop.precedents()] == [("P-1", "5080")]


def test_an_account_outside_the_rule_is_kept_and_never_chosen(shop: Shop) -> None:
    shop.book(MUGS)
    shop.book(MUGS, "6910")
    (known,) = shop.precedents()
    assert (known.choice, known.times) == ("6910", 1)
    assert account(shop.draft(MUGS)) == ("5050", "made_for")


def test_words_that_were_asked_about_are_known_the_next_time(shop: Shop) -> None:
    asked = shop.draft("2 paints spilled in the store")
    assert asked.question is not None
    assert asked.question.asks is Asks.ITEM
    item = asked.question.choices[1].value
    answered = shop.keeper.answer("shop", asked.id, item, by="ana", today=TODAY)
    number = shop.approve(answered)
    known = shop.draft("3 paints spilled in the store")
    assert known.entry is not None
    (goods,) = known.entry.valued.resolved.goods
    assert (goods.item, goods.item_confidence) == (item, 0.8)
    assert f"as you booked {number} on 6 Oct 2026, confirmed once" in goods.because
    shop.approve(known)
    assert shop.draft("4 paints spilled").entry is not None


def test_words_that_meant_two_items_by_turns_are_asked_about(shop: Shop) -> None:
    asked = shop.draft("2 paints spilled in the store")
    assert asked.question is not None
    first, second = (choice.value for choice in asked.question.choices[:2])
    shop.approve(shop.keeper.answer("shop", asked.id, first, by="ana", today=TODAY))
    assumed = shop.draft("4 paints spilled in the store")
    corrected = (Settled(words=second, about=0, item=second),)
    shop.approve(shop.keeper.revise("shop", assumed.id, corrected, by="ana", today=TODAY))
    again = shop.draft("4 paints spilled in the store")
    assert again.state is DraftState.ASKED
    shop.approve(shop.keeper.answer("shop", again.id, second, by="ana", today=TODAY))
    settled = shop.draft("4 paints spilled in the store")
    assert settled.entry is not None
    assert settled.entry.valued.resolved.goods[0].item == second


def test_an_item_that_was_mistaken_is_corrected_the_next_time(shop: Shop) -> None:
    mistaken = shop.draft("2 coffee mugs smashed")
    assert mistaken.entry is not None
    assert mistaken.entry.valued.resolved.goods[0].item == "MUG-01"
    other = "LMP-DSK"
    corrected = (Settled(words=other, about=0, item=other),)
    shop.approve(shop.keeper.revise("shop", mistaken.id, corrected, by="ana", today=TODAY))
    known = shop.draft("3 coffee mugs smashed")
    assert known.entry is not None
    assert known.entry.valued.resolved.goods[0].item == other
    named = shop.draft("3 Stoneware Coffee Mug smashed")
    assert named.entry is not None
    assert named.entry.valued.resolved.goods[0].item == "MUG-01"
