"""Texts typed into books that hold entries already, through the whole walk; after_entries.txt says what must come of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import open_books
from assistant.books.accounts import Side
from assistant.books.draft import Draft
from assistant.books.policy import Framework
from assistant.readers.rules.answers import RulesAnswerReader
from assistant.readers.rules.reader import RulesReader
from assistant.workflow import Bookkeeper

HERE = Path(__file__).parent
CHARTS = HERE.parents[2] / "coa_samples"
TODAY = date(2026, 10, 14)
NOW = datetime(2026, 10, 14, 9, tzinfo=UTC)


@dataclass
class Chapter:
    """Books, what was posted to them, and the texts that follow, each with what must come of it."""

    chart: str
    posted: list[str] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)


def chapters() -> Iterator[Chapter]:
    chapter, text = Chapter(""), ""
    for line in (HERE / "after_entries.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@@"):
            if chapter.chart:
                yield chapter
            chapter = Chapter(line[2:].strip())
        elif line.startswith("+ "):
            chapter.posted.append(line[2:])
        elif line.startswith("=> "):
            chapter.texts.append((text, line[3:]))
        elif not line.startswith("#"):
            text = line
    yield chapter


def in_short(draft: Draft) -> str:
    """'asks quantity', 'declined', or the entry: its kind, what it debits in all, and the entry it reverses."""
    if draft.question is not None:
        return f"asks {draft.question.asks}"
    if draft.entry is None or draft.event is None:
        return "declined"
    debits = sum((line.amount.amount for line in draft.entry.valued.lines if line.side is Side.DEBIT), Decimal(0))
    reversed_entry = draft.entry.valued.resolved.reverses
    said = [draft.event.kind.value, "recovered" if draft.event.value_recovered else "", str(debits)]
    return " ".join(word for word in (*said, reversed_entry.number if reversed_entry else "") if word)


@pytest.mark.parametrize("chapter", list(chapters()), ids=lambda chapter: f"{chapter.chart} {chapter.posted[0]}"[:60])
def test_what_comes_of_texts_typed_later(chapter: Chapter, tmp_path: Path) -> None:
    store, ids = open_books(str(tmp_path / "books.db")), count(1)
    store.add_client(read_client(CHARTS / chapter.chart, "shop"), by="ana", at=NOW)
    with store.client("shop") as books:
        books.set_policy(replace(books.policy(), framework=Framework.IFRS), by="ana", at=NOW)
    keeper = Bookkeeper(store, RulesReader(), RulesAnswerReader(), lambda: NOW, lambda: f"entry-{next(ids)}")
    for text in chapter.posted:
        for draft in keeper.draft("shop", text, by="ana", today=TODAY).drafts:
            keeper.approve("shop", draft.id, by="ana", today=TODAY)
    found: list[tuple[str, str]] = []
    for text, _ in chapter.texts:
        drafts = keeper.draft("shop", text, by="ana", today=TODAY).drafts
        found.append((text, " + ".join(map(in_short, drafts)) or "nothing"))
        for draft in drafts:
            keeper.reject("shop", draft.id, because="read again for the next text", by="ana")
    store.close()
    assert found == chapter.texts
