"""How often a precedent is right, and whether it speaks where it should not: on simulated clients and on the dev suites."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random  # noqa: TID251  seeded here, and passed in

import pytest

from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState
from assistant.books.precedent import Matter, Precedents
from assistant.books.reading_context import reading_context
from assistant.evaluation.history import with_history
from assistant.evaluation.proposals import hand_written
from assistant.evaluation.run import walk_text
from assistant.evaluation.suite import Case, Suite, read_suite
from assistant.tokens import tokens
from tests.simulated_client import WHAT, Client, Drafted, Past, Phrase, chosen, opened, phrases, typed, year

SAMPLES = [Path("coa_samples") / name for name in (
    "corner-hardware", "eulenbach-brewery", "foxglove-books", "glenbrack-coop", "lakeshore-pharmacy", "minato-ceramics",
    "saranga-garments", "voltcrate-electronics",
)]  # fmt: skip
DEV = [Path("evals/dev-1"), Path("evals/dev-2"), Path("evals/dev-3")]
SEED = 20261122


def years(*, overlooked: float = 0.0) -> list[Drafted]:
    """What a year with each client comes to: ten phrases, seven times each, six of ten booked in the client's own way."""
    drafted: list[Drafted] = []
    for sample in SAMPLES:
        chance = Random(f"{sample.name} {SEED}")
        client = opened(sample)
        drafted += year(client, phrases(client, chance, many=10, own_way=0.6), chance, times=7, overlooked=overlooked)
    return drafted


def share(drafted: Sequence[Drafted]) -> float:
    return sum(one.right for one in drafted) / len(drafted)


def test_after_four_confirmations_the_next_is_right_95_times_in_100() -> None:
    drafted = years()
    before, after = ([one for one in drafted if (one.before >= 4) is late] for late in (False, True))
    assert len(after) > 200
    assert share([one for one in drafted if one.before == 0]) < 0.5  # the rules alone know nothing of such a client's own ways
    assert share(after) >= 0.98
    assert share([one for one in before if one.before >= 1]) >= 0.95


def test_an_approver_who_overlooks_one_in_five_is_put_up_with() -> None:
    assert share([one for one in years(overlooked=0.2) if one.before >= 4]) >= 0.95


def strangers(client: Client, known: Sequence[Phrase], chance: Random) -> Iterator[str]:
    """Texts about goods that share no word with any that the client's phrases are about."""
    words = {token for phrase in known for token in tokens(phrase.goods)}
    for item in client.past.standing_books.stock:
        if not words & set(tokens(item.name)):
            yield typed(Phrase(item.key, item.name, chance.choice(WHAT)), chance)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_unrelated_goods_are_not_captured(sample: Path) -> None:
    """Of a client who books nearly everything in its own way, each phrase to an account of its own."""
    chance = Random(f"{sample.name} {SEED}")
    client = opened(sample)
    known = phrases(client, chance, many=10, own_way=1.0)
    for _ in year(client, known, chance, times=4):
        pass
    compared = 0
    for text in strangers(client, known, chance):
        without, with_ = client.draft(text, remembering=False), client.draft(text)
        if without is not None and with_ is not None:
            assert account(with_) == account(without), text
            compared += 1
    assert compared >= 5


def account(draft: Draft) -> str | None:
    line = chosen(draft)
    return line.account if line else None


# ── Leave one out over the dev suites: what the client's other cases taught, against what the case expects ────────────


def walked(suite: Suite, of: Path) -> list[tuple[Case, ClientBooks, tuple[Draft, ...]]]:
    """Each case of the suite with its books and its drafts, as a perfect reader reads it."""
    reader = hand_written([of])
    found = []
    for case in suite.cases:
        books = with_history(suite.clients[case.client], case.history)
        proposal = reader.interpret(case.text, reading_context(books, case.today))
        found.append((case, books, walk_text(case, proposal, books)))
    return found


@pytest.mark.parametrize("folder", DEV, ids=[folder.name for folder in DEV])
@pytest.mark.parametrize("own_way", [False, True], ids=["as expected", "in its own way"])
def test_other_cases_of_the_client_capture_none(folder: Path, own_way: bool) -> None:
    """With precedents of all other cases of the client, each case is booked as without; where every other case was corrected
    to an arbitrary account of the type, only what is about the same goods may follow."""
    suite, reader = read_suite(folder), hand_written([folder])
    chance, cases = Random(SEED), walked(suite, folder)
    for case, books, drafts in cases:
        others = [draft for other, _, drafts in cases if other.client == case.client and other is not case for draft in drafts]
        past = taught(books, others, chance if own_way else None)
        proposal = reader.interpret(case.text, reading_context(books, case.today))
        for without, with_ in zip(drafts, walk_text(case, proposal, replace(books, precedents=past)), strict=True):
            if accounts(with_) != accounts(without):
                assert own_way, case.id
                assert about_the_same(with_, past), case.id


def taught(books: ClientBooks, drafts: Sequence[Draft], chance: Random | None) -> Precedents:
    """What approving these drafts teaches: as they stand, or each at an account of the same type by chance."""
    client = Client(Past(books))
    for draft in drafts:
        line = chosen(draft)
        if draft.state is DraftState.WAITING and line is not None:
            same = [one.key for one in books.chart.of_type(books.chart[line.account].type)]
            client.approve(draft, chance.choice(same) if chance else line.account)
    return client.past.known


def accounts(draft: Draft) -> list[str]:
    return [line.account for line in draft.entry.lines] if draft.entry else []


def about_the_same(draft: Draft, past: Precedents) -> bool:
    """A precedent of the same sort and about some of the same goods, or told in the same words, stands behind a line."""
    lines = draft.entry.lines if draft.entry else ()
    for line in (line for line in lines if line.matter is not None and line.evidence.confirmations):
        assert line.matter is not None
        kin = [one.matter for one in past.of_sort(line.matter) if one.matter is not None]
        if any(words_of(known) & words_of(line.matter) for known in kin):
            return True
    return False


def words_of(matter: Matter) -> set[str]:
    return {*matter.items, *matter.goods, *matter.told}
