"""Nothing of an entry is without its ground: words that stand in the text, or the record and the rule it was derived by."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.books.draft import Draft
from assistant.books.quantity import format_quantity
from assistant.books.reading_context import reading_context
from assistant.evaluation.history import with_history
from assistant.evaluation.proposals import hand_written
from assistant.evaluation.run import Reader, walk_text
from assistant.evaluation.suite import read_suite
from assistant.readers.rules.reader import RulesReader
from assistant.surfaces.render.facts import WHOLE
from assistant.surfaces.render.grounds import grounds_of

EVALS = Path(__file__).parents[3] / "evals"
DEV = sorted(EVALS.glob("dev-*"))


def drafted(suite: Path, reader: Reader) -> Iterator[tuple[str, Draft]]:
    """Each draft that has an entry, with the text it was read from."""
    loaded = read_suite(suite)
    for case in loaded.cases:
        books = with_history(loaded.clients[case.client], case.history)
        drafts = walk_text(case, reader.interpret(case.text, reading_context(books, case.today)), books)
        yield from ((case.text, draft) for draft in drafts if draft.entry is not None)


def ungrounded(text: str, draft: Draft) -> list[str]:
    """What of the draft's entry has neither words nor a rule; a number read "from the text as a whole" has none."""
    assert draft.entry is not None
    facts = grounds_of(draft)
    lacking = [fact.name for fact in facts if fact.quote is None and not fact.rule]
    lacking += [fact.name for fact in facts if (words := fact.quote) is not None and text[words.start : words.end] != words.text]
    lacking += [fact.name for fact in facts if fact.quote is None and fact.rule == WHOLE and re.search(r"\d", fact.value)]
    told = {(fact.name, fact.value) for fact in facts}
    units = {fact.value: fact.rule for fact in facts if fact.name == "units"}
    for goods in draft.entry.valued.resolved.goods:
        place = f" @ {goods.location}" if goods.location else ""
        said = f"{format_quantity(goods.quantity)} {goods.item}{place}"
        lacking += [] if units.get(said) else [said]
    for line in draft.entry.lines:
        wanted = {(f"line {line.n} amount", line.amount.plain()), (f"line {line.n} account", line.account)}
        lacking += [name for name, _ in wanted - told]
    lacking += [] if any(fact.name == "date" and (fact.quote or fact.rule) for fact in facts) else ["date"]
    return lacking


@pytest.mark.parametrize("suite", DEV, ids=lambda path: path.name)
def test_every_fact_of_a_reading_written_by_hand_has_its_ground(suite: Path) -> None:
    found = [ungrounded(text, draft) for text, draft in drafted(suite, hand_written([suite]))]
    assert len(found) > 50
    assert [lacking for lacking in found if lacking] == []


@pytest.mark.parametrize("suite", DEV, ids=lambda path: path.name)
def test_so_has_every_fact_that_the_rules_read(suite: Path) -> None:
    found = [(text, lacking) for text, draft in drafted(suite, RulesReader()) if (lacking := ungrounded(text, draft))]
    assert found == []
